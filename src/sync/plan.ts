import { createHash } from 'node:crypto';
import type {
  Change,
  DesiredGroup,
  GroupPlan,
  LeftGroup,
  PlannedGroup,
  SyncPlan,
  Verdict,
} from '../domain/plan';
import type { Ledger } from '../domain/stores';
import { compare } from './desired';

/** One directory group and the Atlassian group that it goes to. */
export interface PlanGroupInput {
  readonly desired: DesiredGroup;
  readonly group: PlannedGroup;
  /** Who is in the group now; empty for a group to be created. */
  readonly present: ReadonlySet<string>;
  /** The directory no longer names the group. */
  readonly vanished?: true;
}

export interface PlanInput {
  readonly groups: readonly PlanGroupInput[];
  readonly left: readonly LeftGroup[];
  /** This connection's managed memberships. */
  readonly ledger: Ledger;
  /** What other connections manage: a membership goes only when the last lets go. */
  readonly others: readonly Ledger[];
  /** Not all of the others' ledgers can be read: nobody is removed, and nothing is released that may be removed later. */
  readonly removals?: 'withheld';
  /** Its own memberships are never written. */
  readonly syncAccountId: string;
}

/** The plan, and the changes to the ledger alone that go with it. */
export interface Planned {
  readonly plan: SyncPlan;
  /** Memberships that are there because another connection manages them, and that this one wants too. By Atlassian group id. */
  readonly claims: Ledger;
  /** Memberships that this connection no longer wants but another does. */
  readonly handedOver: Ledger;
  /** Memberships of ours that somebody took away by hand, and that nobody wants here. */
  readonly gone: Ledger;
}

/**
 * Desired state against the present and the ledger. Adds who is wanted and absent; removes who is present, not wanted, and managed by this
 * connection alone. What the app did not add or adopt, it does not remove.
 */
export function planChanges(input: PlanInput): Planned {
  const ledgers: LedgerChanges = { claims: new Map(), handedOver: new Map(), gone: new Map() };
  const groups = input.groups
    .map((group) => planGroup(group, input, ledgers))
    .toSorted((a, b) => compare(a.group.name, b.group.name) || compare(a.sourceId, b.sourceId));
  const left = input.left.toSorted((a, b) => compare(a.name, b.name) || compare(a.sourceId, b.sourceId));
  return { plan: { hash: hashOf(groups, left), groups, left }, ...ledgers };
}

interface LedgerChanges {
  readonly claims: Map<string, Set<string>>;
  readonly handedOver: Map<string, Set<string>>;
  readonly gone: Map<string, Set<string>>;
}

function planGroup(input: PlanGroupInput, plan: PlanInput, ledgers: LedgerChanges): GroupPlan {
  const { desired, group, present } = input;
  const groupId = group.kind === 'existing' ? group.id : undefined;
  const ours = (groupId === undefined ? undefined : plan.ledger.get(groupId)) ?? new Set<string>();
  const theirs = groupId === undefined ? [] : plan.others.flatMap((other) => other.get(groupId) ?? []);
  const isTheirs = (accountId: string) => theirs.some((accountIds) => accountIds.has(accountId));
  const isWanted = (accountId: string) => desired.accountIds.has(accountId);
  const isOther = (accountId: string) => accountId !== plan.syncAccountId;

  const there = [...desired.accountIds].filter((accountId) => present.has(accountId));
  const mayLeave = plan.removals !== 'withheld';
  const leaving = [...present].filter((accountId) => mayLeave && !isWanted(accountId) && ours.has(accountId));
  if (groupId !== undefined) {
    note(
      ledgers.claims,
      groupId,
      there.filter((accountId) => !ours.has(accountId) && isTheirs(accountId)),
    );
    note(ledgers.handedOver, groupId, leaving.filter(isTheirs));
    note(
      ledgers.gone,
      groupId,
      [...ours].filter((accountId) => !present.has(accountId) && !isWanted(accountId)),
    );
  }
  return {
    sourceId: desired.sourceId,
    group,
    add: [...desired.accountIds]
      .filter((accountId) => !present.has(accountId) && isOther(accountId))
      .toSorted(compare),
    remove: leaving.filter((accountId) => !isTheirs(accountId) && isOther(accountId)).toSorted(compare),
    alreadyCorrect: there.length,
    unmanaged: [...present].filter((accountId) => !isWanted(accountId) && !ours.has(accountId)).length,
    managed: ours.size,
    ...(input.vanished === true ? { vanished: true } : {}),
  };
}

function note(ledger: Map<string, Set<string>>, groupId: string, accountIds: readonly string[]): void {
  if (accountIds.length > 0) ledger.set(groupId, new Set([...(ledger.get(groupId) ?? []), ...accountIds]));
}

/** Over what the plan would do, not over counts: two plans with one hash do the same to the same groups. */
function hashOf(groups: readonly GroupPlan[], left: readonly LeftGroup[]): string {
  const hash = createHash('sha256');
  for (const { group, add, remove, sourceId } of groups) {
    if (group.kind === 'existing' && add.length === 0 && remove.length === 0) continue;
    const id = group.kind === 'existing' ? group.id : '';
    hash.update(
      JSON.stringify([sourceId, group.kind, id, group.kind === 'create' ? group.name : '', add, remove]),
    );
  }
  for (const group of left) hash.update(JSON.stringify([group.sourceId, group.reason]));
  return hash.digest('hex');
}

/**
 * Names the changes that a verdict holds and nothing else, so that an approval stays good when the run has applied what was safe. It names
 * the groups on both sides: an approval is good for the Atlassian group that was shown.
 */
export function hashHeld(plan: SyncPlan, verdict: Verdict): string {
  const hash = createHash('sha256');
  for (const [index, { sourceId, group, add, remove }] of plan.groups.entries()) {
    const target = group.kind === 'existing' ? group.id : `to be created: ${group.name}`;
    const held = [verdict.heldAdditions.has(index) ? add : [], verdict.heldRemovals.has(index) ? remove : []];
    if (held.some((accountIds) => accountIds.length > 0))
      hash.update(JSON.stringify([sourceId, target, ...held]));
  }
  return hash.digest('hex');
}

/** The plan's steps in the order of their running: a group, its additions, its removals, then the next group. */
export function* changesOf(plan: SyncPlan): Generator<Change> {
  for (const [groupIndex, { group, add, remove }] of plan.groups.entries()) {
    if (group.kind === 'create') yield { kind: 'create-group', groupIndex, name: group.name };
    for (const accountId of add) yield { kind: 'add-member', groupIndex, accountId };
    for (const accountId of remove) yield { kind: 'remove-member', groupIndex, accountId };
  }
}

export function countChanges(plan: SyncPlan): {
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
