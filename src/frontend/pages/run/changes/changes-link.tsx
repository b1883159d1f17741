import type { MouseEvent, ReactNode } from 'react';
import { changesPath, type ChangesFilter } from '../../../routing/changes-address';
import { useNavigation } from '../../../routing/navigation';
import { showChanges } from './show-changes';

interface ChangesLinkProps {
  readonly runId: string;
  readonly filter: ChangesFilter;
  readonly children: ReactNode;
  readonly className?: string;
}

/** Leads to some of the changes of the run that is shown. */
export function ChangesLink({ runId, filter, children, className = 'link' }: ChangesLinkProps) {
  const { navigate } = useNavigation();
  const to = changesPath(runId, filter);
  const follow = (event: MouseEvent): void => {
    event.preventDefault();
    navigate(to);
    showChanges();
  };
  return (
    <a className={className} href={`#${to}`} onClick={follow}>
      {children}
    </a>
  );
}
