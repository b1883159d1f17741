import type { PlannedGroup, SyncPlan } from '../domain/plan';
import type { Target } from '../domain/ports';
import type { SeatUse } from '../domain/run';
import { groupNameKey, type SeatPool } from '../domain/target';
import { presentMembers } from './read-members';
import type { Slice } from './slice';

/** Adds to the stored plan what seats it would use, where the site tells and it would use any. */
export async function noteSeats(slice: Slice, target: Target): Promise<void> {
  const pools = await target.seats();
  const groups = (await slice.documents.get('target'))?.groups ?? [];
  // The plan is large: it is not looked at where none of its groups gives access to anything.
  if (pools === undefined || !pools.some((pool) => groups.some(({ group }) => isIn(pool, group)))) return;
  const document = await slice.documents.get('plan');
  if (document === undefined) return;
  const present = await presentMembers(slice);
  const read = groups.map(({ group }, place) => ({
    group,
    members: present.get(place) ?? new Set<string>(),
  }));
  const seats = seatUse(document.plan, pools, read);
  if (seats.length > 0) await slice.documents.put('plan', { ...document, seats });
}

/** A group whose members were read. */
interface ReadGroup {
  readonly group: PlannedGroup;
  readonly members: ReadonlySet<string>;
}

/**
 * How many people the plan would give access to each product: those whom it adds to a group that gives access, and who are in none of its groups that
 * were read. An upper bound: a group that was not read may give it to them already. Only products whose seats it would use. Pure.
 */
export function seatUse(
  plan: Pick<SyncPlan, 'groups'>,
  pools: readonly SeatPool[],
  read: readonly ReadGroup[],
): readonly SeatUse[] {
  return pools.flatMap((pool) => {
    const seated = new Set(read.flatMap(({ group, members }) => (isIn(pool, group) ? [...members] : [])));
    const added = plan.groups.flatMap(({ group, add }) => (isIn(pool, group) ? add : []));
    const needed = new Set(added.filter((accountId) => !seated.has(accountId))).size;
    const { product, free } = pool;
    return needed === 0 ? [] : [{ product, needed, ...(free === undefined ? {} : { free }) }];
  });
}

/** A group that is yet to be created gives access to nothing. Older sites tell groups by their names. */
function isIn({ groups }: SeatPool, group: PlannedGroup): boolean {
  if (group.kind === 'create') return false;
  return groups.some((each) => each === group.id || groupNameKey(each) === groupNameKey(group.name));
}
