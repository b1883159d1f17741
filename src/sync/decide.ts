import { changeKey, type PlannedGroup } from '../domain/plan';
import type { RejectedForGood } from '../domain/stores';
import type { HeldRecord } from './changes-record';
import { heldGroups } from './plan-hash';
import type { PlanGroupInput } from './plan-input';

export interface Rejecting extends Pick<RejectedForGood, 'atMs' | 'byAccountId'> {
  /** Only these groups; absent: all. */
  readonly sourceIds?: readonly string[];
  readonly exceptSourceIds?: readonly string[];
}

/** What a run held, as changes that are not proposed again. */
export function rejectionsOf(
  record: HeldRecord,
  { atMs, byAccountId, sourceIds, exceptSourceIds = [] }: Rejecting,
): readonly RejectedForGood[] {
  return [...heldGroups(record.plan, record.verdict)].flatMap(({ group, add, remove }) => {
    if (sourceIds?.includes(group.sourceId) === false || exceptSourceIds.includes(group.sourceId)) return [];
    const where = { groupId: placeOf(group.group), groupName: group.group.name, atMs, byAccountId };
    return [
      ...add.map((accountId): RejectedForGood => ({ ...where, accountId, change: 'add' })),
      ...remove.map((accountId): RejectedForGood => ({ ...where, accountId, change: 'remove' })),
    ];
  });
}

/** The sources of the groups of which a run held anything. */
export function heldSources(record: HeldRecord): readonly string[] {
  return [...heldGroups(record.plan, record.verdict)].map(({ group }) => group.sourceId);
}

/** As `changeKey` names the group. */
function placeOf(group: PlannedGroup): string {
  return group.kind === 'existing' ? group.id : `new ${group.name}`;
}

/** Names a rejection as `changeKey` names its change. One of a group that was to be created names that by its name, and goes by it still. */
export function rejectedKey({
  groupId,
  accountId,
  change,
}: Pick<RejectedForGood, 'groupId' | 'accountId' | 'change'>): string {
  return changeKey({ kind: 'existing', id: groupId, name: '' }, change, accountId);
}

/**
 * Rejections whose cause is over, by `rejectedKey`: of a removal, when the person is wanted in the group again; of an addition, when they are not wanted
 * any more. Of groups that are not looked into or are gone from the directory nothing can be told: theirs stay.
 */
export function endedRejections(
  rejected: readonly RejectedForGood[],
  groups: readonly PlanGroupInput[],
): readonly string[] {
  if (rejected.length === 0) return [];
  const wanted = wantedByPlace(groups);
  const isOver = ({ groupId, accountId, change }: RejectedForGood) => {
    const lists = wanted.get(groupId) ?? [];
    const isWanted = lists.some((accountIds) => accountIds.has(accountId));
    return lists.length > 0 && isWanted === (change === 'remove');
  };
  return rejected.filter(isOver).map(rejectedKey);
}

/** A group that there is goes by its id, and by the name under which it may have been rejected before there was one. */
function wantedByPlace(
  groups: readonly PlanGroupInput[],
): ReadonlyMap<string, readonly ReadonlySet<string>[]> {
  const wanted = new Map<string, ReadonlySet<string>[]>();
  for (const { group, desired, vanished } of groups) {
    if (vanished === true) continue;
    for (const place of new Set([placeOf(group), placeOf({ kind: 'create', name: group.name })]))
      wanted.set(place, [...(wanted.get(place) ?? []), desired.accountIds]);
  }
  return wanted;
}

/** Those that have not ended. */
export function stillRejected(
  rejected: readonly RejectedForGood[],
  ended: readonly string[],
): readonly RejectedForGood[] {
  const isEnded = new Set(ended);
  return rejected.filter((each) => !isEnded.has(rejectedKey(each)));
}
