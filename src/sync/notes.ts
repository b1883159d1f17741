import type { RunNotes } from '../domain/stores';
import { doneChanges } from './ledger';
import { countChanges } from './plan-hash';
import type { ReportInput } from './report';
import type { PlanDocument } from './run-documents';

/** Runs that tell what is usual. */
const runsRemembered = 10;

/** What a sync leaves for those that follow: whose removal waits since when, what was accepted, and how much it wanted to change. */
export function foldNotes(notes: RunNotes, left: ReportInput, document: PlanDocument): RunNotes {
  const { run, stoppedBecause } = left;
  const kind = run.task?.kind ?? 'everything';
  if (kind === 'undo') return notes;
  const pending = pendingOf(notes.pending, document, left.entries);
  if (kind === 'person') return { ...notes, pending };
  const { additions, removals } = countChanges(document.plan);
  // The same run may come by here twice; what it wanted counts once, and what it could not finish does not count.
  const isCounted = stoppedBecause !== undefined || notes.countedRunId === run.id;
  return {
    pending,
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

/**
 * Since when each removal waits. One whose time has come and that was not made, because it was held or refused, does not begin to wait anew; nor do
 * those of whom the run did not look at.
 */
function pendingOf(
  known: RunNotes['pending'],
  document: PlanDocument,
  entries: ReportInput['entries'],
): RunNotes['pending'] {
  const pending = document.lookedAt === undefined ? new Map<string, Map<string, number>>() : editable(known);
  const made = removalsMade(document, entries);
  for (const [index, { group, remove, waiting = [] }] of document.plan.groups.entries()) {
    if (group.kind === 'create') continue;
    const since = pending.get(group.id) ?? new Map<string, number>();
    for (const accountId of document.lookedAt ?? []) since.delete(accountId);
    for (const { accountId, sinceMs } of waiting) since.set(accountId, sinceMs);
    for (const accountId of remove) {
      const sinceMs = known.get(group.id)?.get(accountId);
      if (sinceMs !== undefined && made.get(index)?.has(accountId) !== true) since.set(accountId, sinceMs);
    }
    pending.delete(group.id);
    if (since.size > 0) pending.set(group.id, since);
  }
  return pending;
}

function editable(pending: RunNotes['pending']): Map<string, Map<string, number>> {
  return new Map([...pending].map(([groupId, since]) => [groupId, new Map(since)]));
}

/** By the group's place in the plan. */
function removalsMade(
  { plan }: PlanDocument,
  entries: ReportInput['entries'],
): ReadonlyMap<number, ReadonlySet<string>> {
  const made = new Map<number, Set<string>>();
  for (const { change, entry } of doneChanges(plan, entries)) {
    if (change.kind !== 'remove-member' || (entry !== 'a' && entry !== 's')) continue;
    made.set(change.groupIndex, (made.get(change.groupIndex) ?? new Set()).add(change.accountId));
  }
  return made;
}
