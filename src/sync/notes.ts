import type { RunNotes } from '../domain/stores';
import { countChanges } from './plan-hash';
import type { ReportInput } from './report';
import type { PlanDocument } from './run-documents';

/** Runs that tell what is usual. */
const runsRemembered = 10;

/** What a sync leaves for those that follow: whose removal waits since when, what was accepted, and how much it wanted to change. */
export function foldNotes(
  notes: RunNotes,
  { run, stoppedBecause }: ReportInput,
  document: PlanDocument,
): RunNotes {
  const isWhole = (run.task?.kind ?? 'everything') === 'everything';
  if (!isWhole) return notes;
  const { additions, removals } = countChanges(document.plan);
  // The same run may come by here twice; what it wanted counts once, and what it could not finish does not count.
  const isCounted = stoppedBecause !== undefined || notes.countedRunId === run.id;
  return {
    pending: pendingOf(document),
    accepted: new Map(
      document.accepted.map(([groupId, putIn, takenOut]) => [
        groupId,
        { putIn: new Set(putIn), takenOut: new Set(takenOut) },
      ]),
    ),
    usual: isCounted ? notes.usual : [...notes.usual, { additions, removals }].slice(-runsRemembered),
    ...(isCounted ? counted(notes) : { countedRunId: run.id }),
  };
}

function counted({ countedRunId }: RunNotes): Pick<RunNotes, 'countedRunId'> {
  return countedRunId === undefined ? {} : { countedRunId };
}

function pendingOf({ plan }: PlanDocument): RunNotes['pending'] {
  const pending = new Map<string, Map<string, number>>();
  for (const { group, waiting = [] } of plan.groups) {
    if (group.kind === 'create' || waiting.length === 0) continue;
    pending.set(group.id, new Map(waiting.map(({ accountId, sinceMs }) => [accountId, sinceMs])));
  }
  return pending;
}
