import type { MouseEvent, ReactNode } from 'react';
import { useNavigation } from './navigation';

interface AppLinkProps {
  readonly to: string;
  readonly children: ReactNode;
  /** One of several places, of which one is shown: true where the link leads to it, false where it is below that. */
  readonly current?: boolean;
}

/** A link to another place of this page. The address is a fragment: opened on its own, it would not leave the page. */
export function AppLink({ to, children, current }: AppLinkProps) {
  const { navigate } = useNavigation();
  const follow = (event: MouseEvent): void => {
    event.preventDefault();
    navigate(to);
  };
  return (
    <a
      className="link"
      href={`#${to}`}
      onClick={follow}
      {...(current === undefined ? {} : { 'aria-current': current ? 'page' : 'true' })}
    >
      {children}
    </a>
  );
}
