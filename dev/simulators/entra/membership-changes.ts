import { addMember, liveOne, type ChangingStore } from './object-changes';
import { isAlive } from './tenant-tables';

export interface MembershipChanges {
  /** Members are users, groups, devices and service principals. Who is a member already stays one. */
  join(groupId: string, memberIds: readonly string[]): void;
  leave(groupId: string, memberIds: readonly string[]): void;
}

export function membershipChanges(store: ChangingStore): MembershipChanges {
  return {
    join(groupId, memberIds) {
      checkAll(store, groupId, memberIds);
      for (const memberId of memberIds) addMember(store, groupId, memberId);
    },
    leave(groupId, memberIds) {
      checkAll(store, groupId, memberIds);
      for (const memberId of memberIds) removeMember(store, groupId, memberId);
    },
  };
}

function removeMember(store: ChangingStore, groupId: string, memberId: string): void {
  const { members, groupsOf, groups } = store.tables;
  if (members.get(groupId)?.remove(memberId) !== true) return;
  groupsOf.get(memberId)?.delete(groupId);
  groups.log.add({ id: groupId, kind: 'left', memberId });
}

function checkAll({ tables }: ChangingStore, groupId: string, memberIds: readonly string[]): void {
  liveOne(tables.groups, groupId);
  const stranger = memberIds.find((id) => !isAlive(tables, id));
  if (stranger !== undefined) throw new RangeError(`No object ${stranger}.`);
}
