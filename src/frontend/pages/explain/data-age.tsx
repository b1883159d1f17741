import type { Explanation } from '../../../domain/explanation';
import { Moment } from '../../components/moment';
import { NothingStored } from './nothing-stored';

interface DataAgeProps {
  readonly connectionId: string;
  readonly explanation: Explanation;
}

/** How old is what the answer rests on. */
export function DataAge({ connectionId, explanation: { readAtMs, siteAtMs } }: DataAgeProps) {
  if (readAtMs === undefined && siteAtMs === undefined) return <NothingStored connectionId={connectionId} />;
  return (
    <p className="subtle">
      {readAtMs === undefined ? (
        'The directory has not been read yet: a preview reads it. '
      ) : (
        <>
          Directory as it was read <Moment atMs={readAtMs} />.{' '}
        </>
      )}
      {siteAtMs === undefined ? (
        'No run has looked at the groups of the site yet.'
      ) : (
        <>
          Site as the last run left it <Moment atMs={siteAtMs} />.
        </>
      )}
    </p>
  );
}
