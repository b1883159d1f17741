import { FailureError } from '../domain/failure';
import { changeKey, type GroupPlan, type KeptMembership, type LeftGroup } from '../domain/plan';
import type { Target } from '../domain/ports';
import type { Ledger, Links, ReadingRecords } from '../domain/stores';
import { doneRecord, type DoneGroup } from './changes-record';
import { compare } from './compare';
import { rejectedKey } from './decide';
import { storePlan } from './make-plan';
import { otherLedgers } from './other-ledgers';
import type { Planned } from './plan';
import { hashOf } from './plan-hash';
import type { GuardedSite } from './protected';
import { presentMembers } from './read-members';
import { missingPeople, removalJudge, type RemovalJudge } from './removals';
import type { TargetState } from './run-documents';
import type { RunDeps, Slice } from './slice';
import { findGroups, readGroups } from './target-state';

interface Undoing extends Pick<GuardedSite, 'target' | 'syncAccountId' | 'untouchable'> {
  readonly runId: string;
}

/** Finds the groups that the other run changed, and reads who is in them now. False when the slice must end before. */
export async function readUndoTarget(slice: Slice, undoing: Undoing, deps: RunDeps): Promise<boolean> {
  const known = await slice.documents.get('target');
  const state = known ?? (await targetOf(slice, await doneBy(undoing.runId, deps), undoing.target));
  if (state === undefined) return false;
  if (known === undefined) await slice.documents.put('target', state);
  return readGroups(slice, state, undoing.target);
}

async function doneBy(runId: string, deps: RunDeps): Promise<readonly DoneGroup[]> {
  const done = doneRecord(await deps.data.get(runId, 'changes'));
  if (done !== undefined) return done;
  const message = 'What this run did is not kept any more, so it cannot be undone. Nothing was changed.';
  throw new FailureError({ kind: 'settings-rejected', message });
}

async function targetOf(
  slice: Slice,
  done: readonly DoneGroup[],
  target: Target,
): Promise<TargetState | undefined> {
  const changed = done.filter(({ added, removed }) => added.length + removed.length > 0);
  const found = await findGroups(slice, changed, (batch) =>
    target.findGroups({ ids: batch.map(({ groupId }) => groupId), names: [] }),
  );
  if (found === undefined) return undefined;
  const { released } = slice.connection.rules.existingGroups;
  const letGo = new Set(released.map(({ sourceId }) => sourceId));
  const byId = new Map(found.map((group) => [group.id, group]));
  const groups: TargetState['groups'] = [];
  const left: LeftGroup[] = [];
  for (const { sourceId, groupId, name } of changed) {
    const group = byId.get(groupId);
    const reason = letGo.has(sourceId) ? 'skipped' : group?.protection;
    if (group === undefined || reason !== undefined)
      left.push({ sourceId, name, reason: reason ?? 'linked-group-gone' });
    else groups.push({ sourceId, group: { kind: 'existing', id: group.id, name: group.name } });
  }
  return { groups, left };
}

/**
 * Plans what the other run did backwards, as far as it still is as that run left it: what it added goes where the ledger says that it is that run's
 * doing and nobody else's; what it removed comes back where it is still missing. Exceptions of the removal policy and what was rejected for good stay
 * out of it. Groups that it created stay.
 */
export async function planUndo(slice: Slice, undoing: Undoing, deps: RunDeps): Promise<void> {
  const target = await slice.documents.get('target');
  const done = new Map((await doneBy(undoing.runId, deps)).map((group) => [group.groupId, group]));
  const present = await presentMembers(slice);
  const now = await readNow(slice, undoing, deps);
  const handMade = new Map<string, ReadonlySet<string>>();
  const groups = (target?.groups ?? []).flatMap(({ group, sourceId }, place): GroupPlan[] => {
    const was = group.kind === 'existing' ? done.get(group.id) : undefined;
    if (group.kind === 'create' || was === undefined) return [];
    const there = present.get(place) ?? new Set<string>();
    handMade.set(group.id, new Set(was.handMade));
    const managed = now.ledger.get(group.id)?.size ?? 0;
    const changes = backwards({ group, was, there }, now);
    return [
      {
        sourceId,
        group,
        ...changes,
        alreadyCorrect: 0,
        unmanaged: 0,
        managed,
        present: countOthers(there, undoing),
      },
    ];
  });
  noteAbsent(slice, groups, now);
  await storePlan(slice, plannedOf({ groups, left: target?.left ?? [], handMade }), deps);
}

interface Now {
  readonly ledger: Ledger;
  /** Undefined where they cannot all be read: then nobody is removed. */
  readonly others: readonly Ledger[] | undefined;
  readonly rejected: ReadonlySet<string>;
  readonly judge: RemovalJudge;
  readonly links: Links;
  /** Undefined where nothing of the directory is stored. */
  readonly users: ReadingRecords['users'] | undefined;
  readonly undoing: Undoing;
}

async function readNow(slice: Slice, undoing: Undoing, deps: RunDeps): Promise<Now> {
  const { id, rules } = slice.connection;
  const { ledgers, unreadable } = await otherLedgers(slice, deps);
  const links = await deps.memory.getLinks(id);
  const reading = await deps.readings.get(id);
  const users = (reading && (await deps.readings.records(id, reading)))?.users;
  return {
    ledger: await deps.memory.getLedger(id),
    others: unreadable.length > 0 ? undefined : ledgers,
    rejected: new Set((await deps.memory.getRejected(id)).map(rejectedKey)),
    judge: removalJudge({
      policy: rules.removal,
      people: links.people,
      snapshot: { users: users ?? new Map(), scope: { kind: 'everybody' } },
      missing: missingPeople(slice.connection.configuration),
      notes: await deps.memory.getNotes(id),
      nowMs: slice.run().startedAtMs,
    }),
    links,
    users,
    undoing,
  };
}

interface UndoneGroup {
  readonly group: { readonly kind: 'existing'; readonly id: string; readonly name: string };
  readonly was: DoneGroup;
  readonly there: ReadonlySet<string>;
}

function backwards({ group, was, there }: UndoneGroup, now: Now): Pick<GroupPlan, 'add' | 'remove' | 'kept'> {
  const { ledger, others, undoing } = now;
  const isOpen = (accountId: string) => !undoing.untouchable.has(accountId);
  const isItsDoing = (accountId: string) => ledger.get(group.id)?.get(accountId)?.runId === undoing.runId;
  const isTheirs = (accountId: string) =>
    others === undefined || others.some((other) => other.get(group.id)?.has(accountId) === true);
  const kept: KeptMembership[] = [];
  const mayBe = (change: 'add' | 'remove') => (accountId: string) => {
    const reason = keptBecause({ group, change, accountId }, now);
    if (reason !== undefined) kept.push({ accountId, change, reason });
    return reason === undefined;
  };
  const missing = was.removed.filter((id) => !there.has(id) && isOpen(id)).toSorted(compare);
  const going = was.added
    .filter((id) => there.has(id) && isItsDoing(id) && !isTheirs(id) && isOpen(id))
    .toSorted(compare);
  const changes = { add: missing.filter(mayBe('add')), remove: going.filter(mayBe('remove')) };
  return { ...changes, ...(kept.length > 0 && { kept }) };
}

interface Candidate extends Pick<UndoneGroup, 'group'> {
  readonly change: 'add' | 'remove';
  readonly accountId: string;
}

/** What comes before an undo as before any run. Policy and grace period do not: nobody has left by it. */
function keptBecause(
  { group, change, accountId }: Candidate,
  { judge, rejected }: Now,
): KeptMembership['reason'] | undefined {
  const removal = change === 'remove' ? judge.judge(group, accountId, 'by-hand') : undefined;
  if (removal?.kind === 'keep') return removal.reason;
  const asNew = { kind: 'create', name: group.name } as const;
  const isRejected = [group, asNew].some((each) => rejected.has(changeKey(each, change, accountId)));
  return isRejected ? 'rejected' : undefined;
}

/** An undo gives back to people who are gone as well: a directory that lost them by mistake is what it is for. */
function noteAbsent(slice: Slice, groups: readonly GroupPlan[], { links, users }: Now): void {
  if (users === undefined) return;
  const statuses = new Map<string, boolean>();
  for (const [userId, accountId] of links.people) {
    const isThere = (users.get(userId)?.status ?? 'active') === 'active';
    statuses.set(accountId, isThere || statuses.get(accountId) === true);
  }
  const count = groups.flatMap(({ add }) => add).filter((id) => statuses.get(id) !== true).length;
  if (count === 0) return;
  const note = `Memberships given back to people who are not active in the directory or gone from it, as it was read last: ${count}. The next sync goes by the directory again.`;
  slice.note({ notes: [...slice.run().notes, note] });
}

interface Undone extends Pick<Planned['plan'], 'groups' | 'left'> {
  readonly handMade: ReadonlyMap<string, ReadonlySet<string>>;
}

function plannedOf({ groups, left, handMade }: Undone): Planned {
  const nobody = new Map<string, ReadonlySet<string>>();
  return {
    plan: { hash: hashOf(groups, left), groups, left, undecided: [], leavers: [] },
    ledgerChanges: { claims: nobody, adopted: nobody, handedOver: nobody, gone: nobody, handMade },
    accepted: new Map(),
    keptPeople: new Map(),
  };
}

/** The sync account in a group is nobody who would be left in it. */
function countOthers(
  members: ReadonlySet<string>,
  { syncAccountId }: Pick<Undoing, 'syncAccountId'>,
): number {
  return members.size - (members.has(syncAccountId) ? 1 : 0);
}
