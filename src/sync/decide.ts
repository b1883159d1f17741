import { changeKey, type PlannedGroup } from '../domain/plan';
import type { RejectedForGood } from '../domain/stores';
import type { HeldRecord } from './changes-record';
import { heldGroups } from './plan-hash';

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
