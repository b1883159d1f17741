import type { RunSummary } from '../../contract';
import { AppLink } from '../routing/app-link';
import { paths } from '../routing/route';
import { kindWords, triggerWords } from '../words/run-status';
import { dateAndSeconds, dateAndTime, duration } from '../words/time';
import type { Column } from './data-table';
import { RunChangeCounts } from './run-change-counts';
import { RunLozenge } from './run-lozenge';
import { useActorNames } from './use-actor-names';

type RunColumn = Pick<Column<RunSummary>, 'title' | 'cell' | 'align'>;

/** What every list of runs says of a run; the widths are the list's. */
export const runColumns = {
  kind: { title: 'Kind', cell: (run) => kindWords(run.mode, run.task) },
  result: { title: 'Result', cell: (run) => <Result run={run} /> },
  took: { title: 'Took', align: 'end', cell: took },
} as const satisfies Record<string, RunColumn>;

/** When each of the runs began, to the second where several did in one minute. */
export function startedColumn(runs: readonly RunSummary[]): RunColumn {
  const minutes = runs.map(minuteOf);
  const shared = new Set(minutes.filter((minute, at) => minutes.indexOf(minute) !== at));
  return {
    title: 'Started',
    cell: (run) => {
      const written = shared.has(minuteOf(run)) ? dateAndSeconds : dateAndTime;
      return (
        <div className="two-lines">
          <AppLink to={paths.run(run.id)}>{written(run.startedAtMs)}</AppLink>
          <Starter run={run} />
        </div>
      );
    },
  };
}

function minuteOf({ startedAtMs }: RunSummary): number {
  return Math.floor(startedAtMs / 60_000);
}

/** Who started it, where the page knows the name. */
function Starter({ run: { trigger, startedBy } }: { run: RunSummary }) {
  const nameOf = useActorNames();
  const name = startedBy === undefined ? undefined : nameOf(startedBy);
  const isKnown = trigger === 'person' && name !== startedBy;
  return <span className="subtle">{isKnown ? `By ${name}` : triggerWords(trigger)}</span>;
}

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
