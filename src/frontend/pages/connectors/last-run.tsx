import type { ConnectionSummary, RunSummary } from '../../../contract';
import { RunChangeCounts } from '../../components/run-change-counts';
import { AppLink } from '../../routing/app-link';
import { paths } from '../../routing/route';
import { decidedWords, isUnderWay, kindWords } from '../../words/run-status';
import { dateAndTime, relativeTime } from '../../words/time';

/** What the last run did, and when; the state of the connector stands beside it. */
export function LastRun({ row: { lastRun }, nowMs }: { row: ConnectionSummary; nowMs: number }) {
  if (lastRun === undefined) return <span className="quiet">Never ran</span>;
  const atMs = lastRun.endedAtMs ?? lastRun.startedAtMs;
  return (
    <div className="two-lines">
      <AppLink to={paths.run(lastRun.id)}>
        {kindWords(lastRun.mode, lastRun.task)}{' '}
        <time dateTime={new Date(atMs).toISOString()} title={dateAndTime(atMs)}>
          {relativeTime(Math.min(atMs, nowMs), nowMs)}
        </time>
      </AppLink>
      <span className="subtle">
        <Did run={lastRun} />
      </span>
    </div>
  );
}

function Did({ run: { status, decision, stoppedKind, counts, mode, summary } }: { run: RunSummary }) {
  if (isUnderWay(status)) return <>Under way</>;
  // Runs of earlier versions did not count; their sentence has the numbers, as it has the reason of those that stopped.
  if (counts === undefined || status === 'stopped')
    return <span title={summary}>{decidedWords(status, decision, stoppedKind).label}</span>;
  return <RunChangeCounts counts={counts} mode={mode} decision={decision} />;
}
