import { eventTypes, type EventType } from './event-types';
import type { EventTarget, GroupFacts, OktaOrg, OktaUser } from './org';
import { oktaId } from './org';
import type { Tables } from './org-tables';

export interface StateOptions {
  readonly now: () => number;
  /** Whether the deletion of a user moves the `lastMembershipUpdated` of their groups. */
  readonly deletionTouchesGroups: boolean;
}

/** What the changes of an org's state work on. `tables` is another one after a reset. */
export interface Store {
  readonly start: OktaOrg;
  readonly options: StateOptions;
  tables: Tables;
}

export function userOf(store: Store, id: string): OktaUser {
  const user = store.tables.user(id);
  if (user === undefined) throw new RangeError(`No user ${id}.`);
  return user;
}

export function groupOf(store: Store, id: string): GroupFacts {
  const group = store.tables.group(id);
  if (group === undefined) throw new RangeError(`No group ${id}.`);
  return group;
}

/** Writes to the System Log. */
export function record(store: Store, eventType: EventType, targets: readonly EventTarget[]): void {
  const { events } = store.tables;
  const number = String(events.length + 1).padStart(12, '0');
  events.push({
    uuid: `10000000-0000-11f1-a000-${number}`,
    eventType,
    displayMessage: eventTypes[eventType],
    atMs: store.options.now(),
    targets,
  });
}

export function userTarget(user: OktaUser): EventTarget {
  const { login, firstName, lastName } = user.profile;
  return { id: user.id, type: 'User', alternateId: login, displayName: `${firstName} ${lastName}` };
}

export function groupTarget(group: GroupFacts): EventTarget {
  return { id: group.id, type: 'UserGroup', alternateId: 'unknown', displayName: group.name };
}

export function touchMembership(store: Store, groupId: string): void {
  const now = store.options.now();
  store.tables.putGroup({ ...groupOf(store, groupId), lastMembershipUpdatedMs: now }, now);
}

/** An id that nobody has, after all those that were ever given. */
export function freshId(store: Store, kind: 'user' | 'group'): string {
  const given = kind === 'user' ? store.tables.userIds() : store.tables.groupIds();
  const used = store.tables.past.length;
  const highest = Number(/^00[ug](\d{12})/.exec(given.at(-1) ?? '')?.[1] ?? 0);
  return oktaId(kind, highest + used + 1);
}
