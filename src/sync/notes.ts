import { changeKey } from '../domain/plan';
import type { RunNotes } from '../domain/stores';
import { doneChanges, groupIdsOf } from './ledger';
import { heldGroups } from './plan-hash';
import type { ReportInput } from './report';
import type { JournalEntry, PlanDocument } from './run-documents';
import { judge } from './safety';

/** Runs that tell what is usual. */
const runsRemembered = 10;

/** What a sync leaves for those that follow: whose removal waits since when, what was accepted, and how much it changed. */
export function foldNotes(notes: RunNotes, left: ReportInput, document: PlanDocument): RunNotes {
  const { run, stoppedBecause } = left;
  const kind = run.task?.kind ?? 'everything';
  if (kind === 'undo') return notes;
  const pending = pendingOf(notes.pending, document, left.entries);
  const keptPeople = new Map(document.keptPeople);
  const unsure = unsureOf(notes.unsureCreations, document, left.entries);
  if (kind === 'person') return { ...notes, pending, keptPeople, ...unsure };
  // The same run may come by here twice; what it did counts once, and what it could not finish does not count.
  const isCounted = stoppedBecause !== undefined || notes.countedRunId === run.id;
  return {
    pending,
    accepted: new Map(
      document.accepted.map(([groupId, putIn, takenOut]) => [
        groupId,
        { putIn: new Set(putIn), takenOut: new Set(takenOut) },
      ]),
    ),
    keptPeople,
    ...unsure,
    usual: isCounted
      ? notes.usual
      : [...notes.usual, countUsual(left, document, notes)].slice(-runsRemembered),
    ...(isCounted ? counted(notes) : { countedRunId: run.id }),
  };
}

/**
 * What was held says nothing of what is usual: a run that is held again and again would make itself usual. Nor does what ran only because somebody
 * approved it: one mass removal would let the next one pass.
 */
function countUsual(left: ReportInput, document: PlanDocument, notes: RunNotes): RunNotes['usual'][number] {
  const counts = { additions: 0, removals: 0 };
  const approved = approvedKeys(left, document, notes);
  for (const { change, entry } of doneChanges(document.plan, left.entries)) {
    const group = document.plan.groups[change.groupIndex]?.group;
    if (entry !== 'a' || change.kind === 'create-group' || group === undefined) continue;
    const isAddition = change.kind === 'add-member';
    if (approved.has(changeKey(group, isAddition ? 'add' : 'remove', change.accountId))) continue;
    counts[isAddition ? 'additions' : 'removals'] += 1;
  }
  return counts;
}

/** Where whatever is held was approved, that is what the limits would have held. */
function approvedKeys(
  { run, connection }: ReportInput,
  { plan, approved }: PlanDocument,
  { usual }: RunNotes,
): ReadonlySet<string> {
  if (run.approval.kind !== 'all') return new Set(approved);
  const held = heldGroups(plan, judge(plan, connection.rules.limits, usual));
  return new Set(
    [...held].flatMap(({ group: { group }, add, remove }) => [
      ...add.map((accountId) => changeKey(group, 'add', accountId)),
      ...remove.map((accountId) => changeKey(group, 'remove', accountId)),
    ]),
  );
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
  const { lookedAt = [], plan } = document;
  const pending = new Map(document.lookedAt === undefined ? [] : known);
  const made = removalsMade(document, entries);
  for (const [index, { group, remove, waiting = [] }] of plan.groups.entries()) {
    if (group.kind === 'create') continue;
    const before = known.get(group.id) ?? new Map<string, number>();
    const others = [...(pending.get(group.id) ?? [])].filter(([accountId]) => !lookedAt.includes(accountId));
    const going = new Set(remove);
    const due = [...before].filter(([accountId]) => going.has(accountId) && !made.get(index)?.has(accountId));
    const waits = waiting.map(({ accountId, sinceMs }): [string, number] => [accountId, sinceMs]);
    pending.set(group.id, new Map([...others, ...due, ...waits]));
  }
  return new Map([...pending].filter(([, since]) => since.size > 0));
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

/** A creation is unsure until there is a group for its source. */
function unsureOf(
  known: RunNotes['unsureCreations'],
  { plan }: PlanDocument,
  entries: ReportInput['entries'],
): Pick<RunNotes, 'unsureCreations'> {
  const unsure = new Map(known);
  const done = [...doneChanges(plan, entries)];
  const sourceOf = (index: number) => plan.groups[index]?.sourceId ?? '';
  for (const index of groupIdsOf(plan, done).keys()) unsure.delete(sourceOf(index));
  for (const { change, entry } of done)
    if (change.kind === 'create-group' && isUnsure(entry))
      unsure.set(sourceOf(change.groupIndex), change.name);
  return known === undefined && unsure.size === 0 ? {} : { unsureCreations: unsure };
}

function isUnsure(entry: JournalEntry): boolean {
  return typeof entry === 'object' && 'unsure' in entry;
}
