import type { GroupPlan, LeftGroup, SyncPlan, UndecidedGroup } from '../domain/plan';
import type { SharedGroups } from '../domain/run';
import type { RunNotes } from '../domain/stores';
import { compare } from './compare';
import { driftPolicies } from './drift';
import { planGroup, undecided } from './plan-group';
import { hashOf } from './plan-hash';
import type { LedgerChanges, PlanInput } from './plan-input';
import type { RemovalJudge } from './removals';

/** The plan, and the changes to ledger and notes alone that go with it. */
export interface Planned {
  readonly plan: SyncPlan;
  readonly ledgerChanges: LedgerChanges;
  /** What was changed by hand and is accepted, all of it. */
  readonly accepted: RunNotes['accepted'];
  readonly keptPeople: RunNotes['keptPeople'];
  /** The accounts that were looked at, where these were not all. */
  readonly lookedAt?: readonly string[];
  /** Other connections that manage memberships of the same groups. */
  readonly shared?: readonly SharedGroups[];
  /** Rejections for good that the plan says are over, as `rejectedKey` names them. */
  readonly ended?: readonly string[];
}

/**
 * Desired state against the present and the ledger. Adds who is wanted and absent; removes who is present, not wanted, and managed by this
 * connection alone, unless the removal policy keeps or delays it. What the app did not add or adopt, it does not remove, but in groups whose hand-made
 * changes are to be repaired.
 */
export function planChanges(input: PlanInput): Planned {
  const policyOf = driftPolicies(input.drift);
  const ledgerChanges = { claims: new Map(), adopted: new Map(), handedOver: new Map(), gone: new Map() };
  const accepted = new Map(input.accepted);
  const groups: GroupPlan[] = [];
  const open: UndecidedGroup[] = [];
  for (const group of input.groups) {
    if (group.how === 'undecided') open.push(undecided(group, input));
    else groups.push(planGroup(group, { input, policyOf, ledgerChanges, accepted }));
  }
  const rejected = groups.filter(isRejected);
  const sorted = groups.filter((group) => !isRejected(group)).toSorted(byGroup);
  const left = [...input.left, ...rejected.map(leftAlone)].toSorted(byName);
  return {
    plan: {
      hash: hashOf(sorted, left),
      groups: sorted,
      left,
      undecided: open.toSorted(byGroup),
      leavers: leaversOf(sorted, input.removalJudge),
    },
    ledgerChanges,
    accepted,
    keptPeople: input.removalJudge.keptPeople,
    ...(input.only === undefined ? {} : { lookedAt: [...input.only] }),
  };
}

/** A group that is to be created for people who were all rejected for good: an empty one was never asked for. */
function isRejected({ group, add, kept = [] }: GroupPlan): boolean {
  return group.kind === 'create' && add.length === 0 && kept.some(({ reason }) => reason === 'rejected');
}

function leftAlone({ sourceId, group }: GroupPlan): LeftGroup {
  return { sourceId, name: group.name, reason: 'rejected' };
}

interface Named {
  readonly name: string;
  readonly sourceId: string;
}

function byName(a: Named, b: Named): number {
  return compare(a.name, b.name) || compare(a.sourceId, b.sourceId);
}

type OfGroup = Pick<Named, 'sourceId'> & { readonly group: Pick<Named, 'name'> };

function byGroup(a: OfGroup, b: OfGroup): number {
  return compare(a.group.name, b.group.name) || compare(a.sourceId, b.sourceId);
}

/** Who loses anything for another reason than no longer being a member of its source. */
function leaversOf(groups: readonly GroupPlan[], judge: RemovalJudge): SyncPlan['leavers'] {
  const accountIds = new Set(groups.flatMap(({ remove, drift }) => without(remove, drift?.putIn ?? [])));
  return [...accountIds].toSorted(compare).flatMap((accountId): SyncPlan['leavers'] => {
    const cause = judge.causeOf(accountId);
    return cause === 'not-member' ? [] : [[accountId, cause]];
  });
}

function without(accountIds: readonly string[], others: readonly string[]): readonly string[] {
  if (others.length === 0) return accountIds;
  const isOther = new Set(others);
  return accountIds.filter((accountId) => !isOther.has(accountId));
}
