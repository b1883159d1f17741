import type { LastTarget, LastTargetGroup } from '../domain/stores';
import { doneChanges, groupIdsOf } from './ledger';
import { presentMembers } from './read-members';
import type { ReportInput } from './report';
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
  const isWhole = (run.task?.kind ?? 'everything') === 'everything';
  const before = await deps.memory.getLastTarget(id);
  const groups = new Map<string, Editable>();
  if (!isWhole) for (const [groupId, group] of before?.groups ?? []) groups.set(groupId, copyOf(group));
  const present = await presentMembers(slice);
  for (const [place, { group, sourceId }] of target.groups.entries()) {
    if (group.kind === 'existing') groups.set(group.id, seen(group.name, sourceId, present.get(place)));
  }
  noteDrift(groups, left);
  if (run.mode === 'sync') noteChanges(groups, left);
  await deps.memory.putLastTarget(id, {
    runId: run.id,
    atMs: endedAtMs,
    groups,
    left: isWhole ? plan.plan.left : (before?.left ?? []),
    unpaired:
      isWhole && matches !== undefined
        ? [...matches.unmatched, ...matches.ambiguous]
        : (before?.unpaired ?? []),
  });
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
function noteDrift(groups: ReadonlyMap<string, Editable>, { plan }: ReportInput): void {
  for (const { group, drift } of plan?.plan.groups ?? []) {
    const known = group.kind === 'existing' ? groups.get(group.id) : undefined;
    for (const accountId of drift?.putIn ?? []) known?.putIn.add(accountId);
    for (const accountId of drift?.takenOut ?? []) known?.takenOut.add(accountId);
  }
}

function noteChanges(groups: Map<string, Editable>, { plan, entries }: ReportInput): void {
  if (plan === undefined) return;
  const done = [...doneChanges(plan.plan, entries)];
  const ids = groupIdsOf(plan.plan, done);
  for (const { change, entry } of done) {
    const groupId = ids.get(change.groupIndex);
    const planned = plan.plan.groups[change.groupIndex];
    if (groupId === undefined || planned === undefined) continue;
    const group = groups.get(groupId) ?? seen(planned.group.name, planned.sourceId);
    groups.set(groupId, group);
    if (change.kind === 'create-group' || (entry !== 'a' && entry !== 's')) continue;
    if (change.kind === 'add-member') group.members.add(change.accountId);
    else group.members.delete(change.accountId);
    group.putIn.delete(change.accountId);
    group.takenOut.delete(change.accountId);
  }
}
