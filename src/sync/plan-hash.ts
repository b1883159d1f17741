import { createHash } from 'node:crypto';
import {
  changeKey,
  type Change,
  type GroupPlan,
  type LeftGroup,
  type SyncPlan,
  type Verdict,
} from '../domain/plan';

/** Over what the plan would do, not over counts: two plans with one hash do the same to the same groups. */
export function hashOf(groups: readonly GroupPlan[], left: readonly LeftGroup[]): string {
  const hash = createHash('sha256');
  for (const { group, add, remove, sourceId } of groups) {
    if (group.kind === 'existing' && add.length === 0 && remove.length === 0) continue;
    const id = group.kind === 'existing' ? group.id : '';
    const name = group.kind === 'create' ? group.name : '';
    hash.update(JSON.stringify([sourceId, group.kind, id, name, add, remove]));
  }
  for (const { sourceId, reason } of left) hash.update(JSON.stringify([sourceId, reason]));
  return hash.digest('hex');
}

/** A group of a plan with the changes that wait for an administrator. */
export interface HeldGroup {
  readonly group: GroupPlan;
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

/** What a verdict holds, group by group. */
export function* heldGroups(
  plan: Pick<SyncPlan, 'groups'>,
  verdict: Omit<Verdict, 'reasons'>,
): Generator<HeldGroup> {
  for (const [index, group] of plan.groups.entries()) {
    const open = (change: 'add' | 'remove') =>
      group[change].filter((accountId) => !verdict.approved.has(changeKey(group.group, change, accountId)));
    const add = verdict.heldAdditions.has(index) ? open('add') : [];
    const remove = verdict.heldRemovals.has(index) ? open('remove') : [];
    if (add.length + remove.length > 0) yield { group, add, remove };
  }
}

/**
 * Names the changes that a verdict holds and nothing else, so that an approval stays good when the run has applied what was safe. It names
 * the groups on both sides: an approval is good for the Atlassian group that was shown.
 */
export function hashHeld(plan: Pick<SyncPlan, 'groups'>, verdict: Omit<Verdict, 'reasons'>): string {
  const hash = createHash('sha256');
  for (const { group, add, remove } of heldGroups(plan, verdict)) {
    const target = group.group.kind === 'existing' ? group.group.id : `to be created: ${group.group.name}`;
    hash.update(JSON.stringify([group.sourceId, target, add, remove]));
  }
  return hash.digest('hex');
}

/** The plan's steps in the order of their running: a group, its additions, its removals, then the next group. */
export function* changesOf(plan: Pick<SyncPlan, 'groups'>): Generator<Change> {
  for (const [groupIndex, { group, add, remove }] of plan.groups.entries()) {
    if (group.kind === 'create') yield { kind: 'create-group', groupIndex, name: group.name };
    for (const accountId of add) yield { kind: 'add-member', groupIndex, accountId };
    for (const accountId of remove) yield { kind: 'remove-member', groupIndex, accountId };
  }
}

export function countChanges(plan: Pick<SyncPlan, 'groups'>): {
  readonly groups: number;
  readonly additions: number;
  readonly removals: number;
} {
  const counts = { groups: 0, additions: 0, removals: 0 };
  for (const { group, add, remove } of plan.groups) {
    if (group.kind === 'create') counts.groups += 1;
    counts.additions += add.length;
    counts.removals += remove.length;
  }
  return counts;
}
