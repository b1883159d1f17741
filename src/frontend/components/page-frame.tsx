import Breadcrumbs, { BreadcrumbsItem } from '@atlaskit/breadcrumbs';
import Heading from '@atlaskit/heading';
import { useEffect, useLayoutEffect, useRef, type MouseEvent, type ReactNode } from 'react';
import { useNavigation } from '../routing/navigation';
import { paths } from '../routing/route';
import { AppNav } from './app-nav';

interface Crumb {
  readonly text: string;
  readonly to: string;
}

interface PageFrameProps {
  readonly title: string;
  readonly description?: ReactNode;
  /** The places above this one, below the list of connectors; none for a page that the navigation leads to. */
  readonly crumbs?: readonly Crumb[];
  readonly actions?: ReactNode;
  readonly children: ReactNode;
}

export function PageFrame({ title, description, crumbs, actions, children }: PageFrameProps) {
  const heading = useFocusOnArrival();
  return (
    <div className="page">
      <AppNav />
      <main>
        {crumbs !== undefined && (
          <Crumbs crumbs={[{ text: 'Connectors', to: paths.connectors }, ...crumbs]} />
        )}
        <header className="page-header">
          <div className="page-title" ref={heading} tabIndex={-1}>
            <Heading size="large" as="h1">
              {title}
            </Heading>
          </div>
          {actions !== undefined && <div className="actions">{actions}</div>}
        </header>
        {description !== undefined && <p className="page-description">{description}</p>}
        <div className="page-body">{children}</div>
      </main>
    </div>
  );
}

function Crumbs({ crumbs }: { crumbs: readonly Crumb[] }) {
  const { navigate } = useNavigation();
  const follow = (to: string) => (event: MouseEvent) => {
    event.preventDefault();
    navigate(to);
  };
  return (
    <Breadcrumbs label="Path">
      {crumbs.map(({ text, to }) => (
        <BreadcrumbsItem key={to} href={`#${to}`} text={text} onClick={follow(to)} />
      ))}
    </Breadcrumbs>
  );
}

let arrivedBefore = false;

/** After a step within the app one is at the top of the new page, and the focus on its title, so that a screen reader says where one is. */
function useFocusOnArrival() {
  const element = useRef<HTMLDivElement>(null);
  // Before the effects of what the page shows, some of which scroll to themselves.
  useLayoutEffect(() => {
    if (arrivedBefore) element.current?.closest('.page')?.scrollIntoView({ block: 'start' });
  }, []);
  useEffect(() => {
    if (arrivedBefore) element.current?.focus({ preventScroll: true });
    arrivedBefore = true;
  }, []);
  return element;
}
