import Breadcrumbs, { BreadcrumbsItem } from '@atlaskit/breadcrumbs';
import Heading from '@atlaskit/heading';
import { useEffect, useRef, type MouseEvent, type ReactNode } from 'react';
import { useNavigation } from '../routing/navigation';
import { AppNav } from './app-nav';

interface Crumb {
  readonly text: string;
  readonly to: string;
}

interface PageFrameProps {
  readonly title: string;
  readonly description?: ReactNode;
  /** The places above this one, below the list of connectors, which stands in the navigation. */
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
        {crumbs !== undefined && crumbs.length > 0 && <Crumbs crumbs={crumbs} />}
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

/** After a step within the page the focus goes to the new title, so that a screen reader says where one is. */
function useFocusOnArrival() {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (arrivedBefore) element.current?.focus({ preventScroll: true });
    arrivedBefore = true;
  }, []);
  return element;
}
