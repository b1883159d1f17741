import { useRetention } from '../../api/history-queries';
import { AppLink } from '../../routing/app-link';
import { paths } from '../../routing/route';
import { keptWords } from './history-words';

/** What is kept, and where that is decided. */
export function KeptLine() {
  const retention = useRetention().data;
  return (
    <span className="kept-line">
      Every preview and sync, newest first. {retention !== undefined && `${keptWords(retention)} `}
      <AppLink to={paths.settings('defaults')}>Change how long runs are kept</AppLink>
    </span>
  );
}
