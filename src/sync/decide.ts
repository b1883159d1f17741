import type { PlannedGroup } from '../domain/plan';
import type { RejectedForGood } from '../domain/stores';
import type { HeldRecord } from './changes-record';
import { heldGroups } from './plan-hash';

export interface Rejecting extends Pick<RejectedForGood, 'atMs' | 'byAccountId'> {
  /** Only these groups; absent: all. */
  readonly sourceIds?: readonly string[];
}

/** What a run held, as changes that are not proposed again. */
export function rejectionsOf(
  record: HeldRecord,
  { atMs, byAccountId, sourceIds }: Rejecting,
): readonly RejectedForGood[] {
  return [...heldGroups(record.plan, record.verdict)].flatMap(({ group, add, remove }) => {
    if (sourceIds !== undefined && !sourceIds.includes(group.sourceId)) return [];
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
