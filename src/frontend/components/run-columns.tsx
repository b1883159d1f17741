import type { RunSummary } from '../../contract';
import { AppLink } from '../routing/app-link';
import { paths } from '../routing/route';
import { kindWords, triggerWords } from '../words/run-status';
import { dateAndTime, duration } from '../words/time';
import type { Column } from './data-table';
import { RunChangeCounts } from './run-change-counts';
import { RunLozenge } from './run-lozenge';

type RunColumn = Pick<Column<RunSummary>, 'title' | 'cell' | 'align'>;

/** What every list of runs says of a run; the widths are the list's. */
export const runColumns = {
  started: {
    title: 'Started',
    cell: (run) => (
      <div className="two-lines">
        <AppLink to={paths.run(run.id)}>{dateAndTime(run.startedAtMs)}</AppLink>
        <span className="subtle">{triggerWords(run.trigger)}</span>
      </div>
    ),
  },
  kind: { title: 'Kind', cell: (run) => kindWords(run.mode, run.task) },
  result: { title: 'Result', cell: (run) => <Result run={run} /> },
  took: { title: 'Took', align: 'end', cell: took },
} as const satisfies Record<string, RunColumn>;

function Result({ run }: { run: RunSummary }) {
  return (
    <div className="two-lines">
      <span className="inline">
        <RunLozenge {...run} />
        {run.counts !== undefined && run.status !== 'stopped' && (
          <RunChangeCounts counts={run.counts} mode={run.mode} decision={run.decision} />
        )}
      </span>
      {(run.counts === undefined || run.status === 'stopped') && (
        <span className="subtle">{run.summary}</span>
      )}
    </div>
  );
}

function took({ startedAtMs, endedAtMs }: RunSummary): string {
  return endedAtMs === undefined ? '' : duration(endedAtMs - startedAtMs);
}
