import type { Change } from '../domain/plan';
import type { LastTarget, LastTargetGroup, Links } from '../domain/stores';
import { doneChanges, groupIdsOf } from './ledger';
import { presentMembers } from './read-members';
import type { ReportInput } from './report';
import type { JournalEntry, PlanDocument, TargetState } from './run-documents';
import type { RunDeps, Slice } from './slice';

/**
 * Keeps the site as this run leaves it, as far as it looked: the next run tells by it what was changed by hand, and explanations and previews go by it
 * without a call. Called by previews too.
 */
export async function keepTarget(slice: Slice, left: ReportInput, deps: RunDeps): Promise<void> {
  const { plan, run, endedAtMs, matches } = left;
  const target = await slice.documents.get('target');
  if (plan === undefined || target === undefined) return;
  const { id } = slice.connection;
  const before = isWhole(run) ? undefined : await deps.memory.getLastTarget(id);
  const groups = new Map(Array.from(before?.groups ?? [], ([groupId, group]) => [groupId, copyOf(group)]));
  await noteMembers(groups, slice, { target, plan });
  noteDrift(groups, plan);
  if (run.mode === 'sync') noteChanges(groups, plan, left.entries);
  const people = before ?? (await peopleOf(slice, matches, await deps.memory.getLinks(id)));
  const { left: leftGroups } = before ?? plan.plan;
  await deps.memory.putLastTarget(id, {
    ...people,
    runId: run.id,
    atMs: endedAtMs,
    groups,
    left: leftGroups,
  });
}

function isWhole({ task }: ReportInput['run']): boolean {
  return task === undefined || task.kind === 'everything';
}

/** Who was paired by this run alone, who could not be, and who is gone: a sync forgets their links, a preview leaves them. */
async function peopleOf(
  slice: Slice,
  matches: ReportInput['matches'],
  links: Links,
): Promise<Pick<LastTarget, 'paired' | 'unpaired' | 'gone'>> {
  const { gone = [] } = (await slice.documents.get('read')) ?? {};
  const { paired = [], unmatched = [], ambiguous = [] } = matches ?? {};
  return {
    paired: new Map(paired.filter(([userId]) => !links.people.has(userId))),
    unpaired: [...unmatched, ...ambiguous],
    gone: gone.filter((userId) => links.people.has(userId)),
  };
}

interface Look {
  readonly target: TargetState;
  readonly plan: PlanDocument;
}

/** A run for a part says nothing of those whom it did not look at: what was known of them stays. */
async function noteMembers(
  groups: Map<string, Editable>,
  slice: Slice,
  { target, plan }: Look,
): Promise<void> {
  const present = await presentMembers(slice);
  for (const [place, { group, sourceId }] of target.groups.entries()) {
    if (group.kind === 'create') continue;
    const now = seen(group.name, sourceId, present.get(place));
    const known = groups.get(group.id);
    groups.set(group.id, known === undefined ? now : lookAgain(known, now, lookedAt(group.id, plan)));
  }
}

/** Who the run was for; backwards, whom it changes. */
function lookedAt(groupId: string, { plan, lookedAt: accountIds }: PlanDocument): readonly string[] {
  if (accountIds !== undefined) return accountIds;
  const planned = plan.groups.find(({ group }) => group.kind === 'existing' && group.id === groupId);
  return planned === undefined ? [] : [...planned.add, ...planned.remove];
}

function lookAgain(known: Editable, now: Editable, accountIds: readonly string[]): Editable {
  const { name, sourceId } = now;
  const group = copyOf({ ...known, name, sourceId });
  for (const accountId of accountIds) {
    group.members[now.members.has(accountId) ? 'add' : 'delete'](accountId);
    group.putIn.delete(accountId);
    group.takenOut.delete(accountId);
  }
  return group;
}

/** A group while its changes are noted. */
interface Editable extends Pick<LastTargetGroup, 'name' | 'sourceId'> {
  readonly members: Set<string>;
  readonly putIn: Set<string>;
  readonly takenOut: Set<string>;
}

function seen(name: string, sourceId: string, members: Iterable<string> = []): Editable {
  return { name, sourceId, members: new Set(members), putIn: new Set(), takenOut: new Set() };
}

function copyOf({ name, sourceId, members, putIn, takenOut }: LastTargetGroup): Editable {
  return { ...seen(name, sourceId, members), putIn: new Set(putIn), takenOut: new Set(takenOut) };
}

/** What was changed by hand stays known as that until it is mended, wanted, or let go. */
function noteDrift(groups: ReadonlyMap<string, Editable>, { plan }: PlanDocument): void {
  for (const { group, drift } of plan.groups) {
    if (group.kind === 'create' || drift === undefined) continue;
    const known = groups.get(group.id);
    for (const accountId of drift.putIn) known?.putIn.add(accountId);
    for (const accountId of drift.takenOut) known?.takenOut.add(accountId);
  }
}

function noteChanges(
  groups: Map<string, Editable>,
  { plan }: PlanDocument,
  entries: readonly JournalEntry[],
): void {
  const done = [...doneChanges(plan, entries)];
  const ids = groupIdsOf(plan, done);
  for (const { change, entry } of done) {
    const groupId = ids.get(change.groupIndex);
    const planned = plan.groups[change.groupIndex];
    if (groupId === undefined || planned === undefined) continue;
    const group = groups.get(groupId) ?? seen(planned.group.name, planned.sourceId);
    groups.set(groupId, group);
    if (change.kind !== 'create-group' && (entry === 'a' || entry === 's')) noteChange(group, change);
  }
}

function noteChange(group: Editable, change: Exclude<Change, { kind: 'create-group' }>): void {
  if (change.kind === 'add-member') group.members.add(change.accountId);
  else group.members.delete(change.accountId);
  group.putIn.delete(change.accountId);
  group.takenOut.delete(change.accountId);
}
