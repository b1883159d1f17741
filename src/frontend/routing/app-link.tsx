import type { MouseEvent, ReactNode } from 'react';
import { useNavigation } from './navigation';

/** A link to another place of this page. The address is a fragment: opened on its own, it would not leave the page. */
export function AppLink({ to, children }: { to: string; children: ReactNode }) {
  const { navigate } = useNavigation();
  const follow = (event: MouseEvent): void => {
    event.preventDefault();
    navigate(to);
  };
  return (
    <a className="link" href={`#${to}`} onClick={follow}>
      {children}
    </a>
  );
}
