import { FailureError } from '../domain/failure';
import type { GroupPlan, LeftGroup } from '../domain/plan';
import type { Target } from '../domain/ports';
import type { Ledger } from '../domain/stores';
import { doneRecord, type DoneGroup } from './changes-record';
import { compare } from './compare';
import { storePlan } from './make-plan';
import { otherLedgers } from './other-ledgers';
import type { Planned } from './plan';
import { hashOf } from './plan-hash';
import { presentMembers } from './read-members';
import type { TargetState } from './run-documents';
import type { RunDeps, Slice } from './slice';
import { readGroups } from './target-state';

interface Undoing {
  readonly runId: string;
  readonly target: Target;
  readonly syncAccountId: string;
}

/** Finds the groups that the other run changed, and reads who is in them now. False when the slice must end before. */
export async function readUndoTarget(slice: Slice, undoing: Undoing, deps: RunDeps): Promise<boolean> {
  const known = await slice.documents.get('target');
  const state = known ?? (await targetOf(await doneBy(undoing.runId, deps), undoing.target));
  if (known === undefined) await slice.documents.put('target', state);
  return readGroups(slice, state, undoing.target);
}

async function doneBy(runId: string, deps: RunDeps): Promise<readonly DoneGroup[]> {
  const done = doneRecord(await deps.data.get(runId, 'changes'));
  if (done !== undefined) return done;
  const message = 'What this run did is not kept any more, so it cannot be undone. Nothing was changed.';
  throw new FailureError({ kind: 'settings-rejected', message });
}

async function targetOf(done: readonly DoneGroup[], target: Target): Promise<TargetState> {
  const changed = done.filter(({ added, removed }) => added.length + removed.length > 0);
  const found = await target.findGroups({ ids: changed.map(({ groupId }) => groupId), names: [] });
  const byId = new Map(found.map((group) => [group.id, group]));
  const groups: TargetState['groups'] = [];
  const left: LeftGroup[] = [];
  for (const { sourceId, groupId, name } of changed) {
    const group = byId.get(groupId);
    const reason = group === undefined ? 'linked-group-gone' : group.protection;
    if (group === undefined || reason !== undefined)
      left.push({ sourceId, name, reason: reason ?? 'linked-group-gone' });
    else groups.push({ sourceId, group: { kind: 'existing', id: group.id, name: group.name } });
  }
  return { groups, left };
}

/**
 * Plans what the other run did backwards, as far as it still is as that run left it: what it added goes where the ledger says that it is that run's
 * doing and nobody else's; what it removed comes back where it is still missing. Groups that it created stay.
 */
export async function planUndo(slice: Slice, undoing: Undoing, deps: RunDeps): Promise<void> {
  const target = await slice.documents.get('target');
  const done = new Map((await doneBy(undoing.runId, deps)).map((group) => [group.groupId, group]));
  const present = await presentMembers(slice);
  const { ledgers, unreadable } = await otherLedgers(slice, deps);
  const ledger = await deps.memory.getLedger(slice.connection.id);
  const groups = (target?.groups ?? []).flatMap(({ group, sourceId }, place): GroupPlan[] => {
    const was = group.kind === 'existing' ? done.get(group.id) : undefined;
    if (group.kind === 'create' || was === undefined) return [];
    const there = present.get(place) ?? new Set<string>();
    const others = unreadable.length > 0 ? undefined : ledgers;
    const changes = backwards(was, { there, ledger, others, undoing });
    const managed = ledger.get(group.id)?.size ?? 0;
    return [{ sourceId, group, ...changes, alreadyCorrect: 0, unmanaged: 0, managed, present: there.size }];
  });
  await storePlan(slice, plannedOf(groups, target?.left ?? []), deps);
}

interface Now {
  readonly there: ReadonlySet<string>;
  readonly ledger: Ledger;
  /** Undefined where they cannot all be read: then nobody is removed. */
  readonly others: readonly Ledger[] | undefined;
  readonly undoing: Undoing;
}

function backwards(
  { groupId, added, removed }: DoneGroup,
  { there, ledger, others, undoing }: Now,
): Pick<GroupPlan, 'add' | 'remove'> {
  const isOpen = (accountId: string) => accountId !== undoing.syncAccountId;
  const isItsDoing = (accountId: string) => ledger.get(groupId)?.get(accountId)?.runId === undoing.runId;
  const isTheirs = (accountId: string) =>
    others === undefined || others.some((other) => other.get(groupId)?.has(accountId) === true);
  return {
    add: removed.filter((id) => !there.has(id) && isOpen(id)).toSorted(compare),
    remove: added
      .filter((id) => there.has(id) && isItsDoing(id) && !isTheirs(id) && isOpen(id))
      .toSorted(compare),
  };
}

function plannedOf(groups: readonly GroupPlan[], left: readonly LeftGroup[]): Planned {
  const nobody = new Map<string, ReadonlySet<string>>();
  return {
    plan: { hash: hashOf(groups, left), groups, left, undecided: [], leavers: [] },
    ledgerChanges: { claims: nobody, adopted: nobody, handedOver: nobody, gone: nobody },
    accepted: new Map(),
    keptPeople: new Map(),
  };
}
