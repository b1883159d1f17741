import type { GroupFacts, OktaGroup, OktaGroupType } from './org';
import {
  freshId,
  groupOf,
  groupTarget,
  record,
  touchMembership,
  userOf,
  userTarget,
  type Store,
} from './org-store';
import { toGroup } from './org-tables';

export interface NewGroup extends Partial<Omit<OktaGroup, 'name'>> {
  readonly name: string;
}

export interface GroupChanges {
  addGroup(group: NewGroup): OktaGroup;
  renameGroup(id: string, name: string): void;
  /** Built-in groups stay, as in Okta: RangeError. Nobody's `lastUpdated` moves. */
  removeGroup(id: string): void;
  /** Moves the group's `lastMembershipUpdated` only; whoever is a member already makes no change. */
  join(groupId: string, userIds: readonly string[]): void;
  leave(groupId: string, userIds: readonly string[]): void;
}

export function groupChanges(store: Store): GroupChanges {
  return {
    addGroup: (group) => addGroup(store, group),
    renameGroup(id, name) {
      const now = store.options.now();
      const renamed = { ...groupOf(store, id), name, lastUpdatedMs: now };
      store.tables.putGroup(renamed, now);
      record(store, 'group.profile.update', [groupTarget(renamed)]);
    },
    removeGroup(id) {
      const group = groupOf(store, id);
      if (group.type === 'BUILT_IN') throw new RangeError(`The group ${id} is built in and stays.`);
      store.tables.removeGroup(id, store.options.now());
      record(store, 'group.lifecycle.delete', [groupTarget(group)]);
    },
    join: (groupId, userIds) => move(store, { groupId, userIds, how: 'joined' }),
    leave: (groupId, userIds) => move(store, { groupId, userIds, how: 'left' }),
  };
}

function addGroup(store: Store, group: NewGroup): OktaGroup {
  const { memberIds = [], name, ...rest } = group;
  const now = store.options.now();
  const type: OktaGroupType = rest.type ?? 'OKTA_GROUP';
  const times = { createdMs: now, lastUpdatedMs: now, lastMembershipUpdatedMs: now };
  const facts: GroupFacts = { ...times, ...rest, id: rest.id ?? freshId(store, 'group'), type, name };
  store.tables.putGroup(facts, now);
  record(store, 'group.lifecycle.create', [groupTarget(facts)]);
  move(store, { groupId: facts.id, userIds: memberIds, how: 'joined' });
  return toGroup(store.tables, groupOf(store, facts.id));
}

interface Move {
  readonly groupId: string;
  readonly userIds: readonly string[];
  readonly how: 'joined' | 'left';
}

function move(store: Store, { groupId, userIds, how }: Move): void {
  const group = groupOf(store, groupId);
  const users = userIds.map((id) => userOf(store, id));
  const moving = users.filter((user) => store.tables.isMember(groupId, user.id) !== (how === 'joined'));
  const event = how === 'joined' ? 'group.user_membership.add' : 'group.user_membership.remove';
  for (const user of moving) {
    store.tables.setMembership(groupId, user.id, how);
    record(store, event, [userTarget(user), groupTarget(group)]);
  }
  if (moving.length > 0) touchMembership(store, groupId);
}
