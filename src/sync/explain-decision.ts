import type { GroupPlan, KeptMembership, LeftGroup, RemovalCause, WaitingRemoval } from '../domain/plan';
import type { Explaining, Place } from './explain-places';
import type { StoredPlan } from './plan-stored';

/** What the next run makes of one membership. */
export type Decision =
  | { readonly kind: 'add'; readonly isHeld: boolean }
  | { readonly kind: 'remove'; readonly isHeld: boolean; readonly cause: RemovalCause }
  | { readonly kind: 'wait'; readonly waiting: WaitingRemoval }
  | { readonly kind: 'kept'; readonly kept: KeptMembership }
  | { readonly kind: 'left'; readonly reason: LeftGroup['reason'] }
  | { readonly kind: 'undecided' }
  /** The person has no account that could be added. */
  | { readonly kind: 'unpaired' }
  | { readonly kind: 'sync-account' }
  | { readonly kind: 'protected-person' }
  /** Other connectors want it too. */
  | { readonly kind: 'shared'; readonly names: readonly string[] }
  /** The ledgers of these cannot be read, and so nobody is removed. */
  | { readonly kind: 'withheld'; readonly names: readonly string[] }
  /** Wanted and there. */
  | { readonly kind: 'correct' }
  /** Not wanted, there, and not made by the app. */
  | { readonly kind: 'by-hand' }
  /** No run looks at this group any more. */
  | { readonly kind: 'out-of-sight' }
  /** Neither wanted nor there. */
  | { readonly kind: 'nothing' };

export interface Membership {
  readonly place: Place;
  /** Undefined for people who are not paired with one. */
  readonly accountId: string | undefined;
  readonly wanted: boolean;
}

export function decide({ place, accountId, wanted }: Membership, explaining: Explaining): Decision {
  if (accountId === undefined) return { kind: wanted ? 'unpaired' : 'nothing' };
  const present = place.present.has(accountId);
  if (!wanted && !present) return { kind: 'nothing' };
  if (place.left !== undefined) return { kind: 'left', reason: place.left };
  if (wanted && present) return { kind: 'correct' };
  if (place.isUndecided) return { kind: 'undecided' };
  return planned(place, accountId, explaining) ?? unplanned(place, accountId, explaining);
}

function planned(place: Place, accountId: string, { plan }: Explaining): Decision | undefined {
  if (place.plan === undefined) return undefined;
  const { add, remove, waiting, kept } = place.plan;
  if (add.includes(accountId)) return { kind: 'add', isHeld: place.held.add };
  if (remove.includes(accountId))
    return { kind: 'remove', isHeld: place.held.remove, cause: causeOf(accountId, place.plan, plan) };
  const waits = waiting?.find((each) => each.accountId === accountId);
  if (waits !== undefined) return { kind: 'wait', waiting: waits };
  const stays = kept?.find((each) => each.accountId === accountId);
  return stays && { kind: 'kept', kept: stays };
}

function causeOf(accountId: string, { drift }: GroupPlan, { planned: { plan } }: StoredPlan): RemovalCause {
  if (drift?.putIn.includes(accountId) === true) return 'by-hand';
  return new Map(plan.leavers).get(accountId) ?? 'not-member';
}

/** Nothing is planned, although it is wanted and not there, or there and not wanted. */
function unplanned(place: Place, accountId: string, { world }: Explaining): Decision {
  if (accountId === world.syncAccountId) return { kind: 'sync-account' };
  if (world.protectedHere.people.has(accountId)) return { kind: 'protected-person' };
  const names = othersOf(place, accountId, world);
  if (names.length > 0) return { kind: 'shared', names };
  if (!place.ours.has(accountId)) return { kind: 'by-hand' };
  const unreadable = world.others.flatMap(({ name, ledger }) => (ledger === undefined ? [name] : []));
  return unreadable.length > 0 ? { kind: 'withheld', names: unreadable } : { kind: 'out-of-sight' };
}

/** Names of the other connectors that manage this membership. */
export function othersOf(
  { groupId }: Place,
  accountId: string | undefined,
  { others }: Explaining['world'],
): readonly string[] {
  if (groupId === undefined || accountId === undefined) return [];
  return others.filter(({ ledger }) => ledger?.get(groupId)?.has(accountId) === true).map(({ name }) => name);
}
