import { compact } from '../server/compact';
import { statusEvent, type EventType } from './event-types';
import type { OktaProfile, OktaStatus, OktaUser, ProfileValue } from './org';
import { freshId, record, touchMembership, userOf, userTarget, type Store } from './org-store';

export interface NewUser {
  readonly id?: string;
  /** Default: ACTIVE. */
  readonly status?: OktaStatus;
  readonly profile: OktaProfile;
}

/** `undefined` takes the attribute away. */
export interface ProfileChange {
  readonly [attribute: string]: ProfileValue | undefined;
}

export interface UserChanges {
  /** A new user belongs to the built-in groups at once, without an event that says so. */
  addUser(user: NewUser): OktaUser;
  changeProfile(id: string, change: ProfileChange): OktaUser;
  setStatus(id: string, status: OktaStatus): OktaUser;
  suspend(id: string): OktaUser;
  unsuspend(id: string): OktaUser;
  activate(id: string): OktaUser;
  /** Memberships stay. */
  deactivate(id: string): OktaUser;
  /** Deactivates whoever is not yet; deletes a deactivated user, whose memberships end without an event. */
  deleteUser(id: string): 'deactivated' | 'deleted';
}

export function userChanges(store: Store): UserChanges {
  const set = (id: string, status: OktaStatus): OktaUser => setStatus(store, id, status);
  return {
    addUser: (user) => addUser(store, user),
    changeProfile(id, change) {
      const user = userOf(store, id);
      const profile = { ...user.profile, ...change };
      return put(store, compact({ ...user, profile: compact(profile) }), 'user.account.update_profile');
    },
    setStatus: set,
    suspend: (id) => set(id, 'SUSPENDED'),
    unsuspend: (id) => set(id, 'ACTIVE'),
    activate: (id) => set(id, 'ACTIVE'),
    deactivate: (id) => set(id, 'DEPROVISIONED'),
    deleteUser: (id) => deleteUser(store, id),
  };
}

function addUser(
  store: Store,
  { id = freshId(store, 'user'), status = 'ACTIVE', profile }: NewUser,
): OktaUser {
  const now = store.options.now();
  const isActivated = status !== 'STAGED';
  const user = put(
    store,
    {
      id,
      status,
      profile,
      createdMs: now,
      ...(isActivated ? { activatedMs: now, statusChangedMs: now } : {}),
      lastUpdatedMs: now,
    },
    'user.lifecycle.create',
  );
  if (isActivated) record(store, 'user.lifecycle.activate', [userTarget(user)]);
  for (const groupId of store.tables.groupIds()) {
    if (store.tables.group(groupId)?.type !== 'BUILT_IN') continue;
    store.tables.setMembership(groupId, id, 'joined');
    touchMembership(store, groupId);
  }
  return user;
}

function setStatus(store: Store, id: string, status: OktaStatus): OktaUser {
  const user = userOf(store, id);
  const now = store.options.now();
  const isFirst = status === 'ACTIVE' && user.activatedMs === undefined;
  const changed = { ...user, status, statusChangedMs: now, ...(isFirst ? { activatedMs: now } : {}) };
  return put(store, changed, statusEvent(user.status, status));
}

function deleteUser(store: Store, id: string): 'deactivated' | 'deleted' {
  const user = userOf(store, id);
  if (user.status !== 'DEPROVISIONED') {
    setStatus(store, id, 'DEPROVISIONED');
    return 'deactivated';
  }
  const groupIds = store.tables.groupIdsOf(id);
  record(store, 'user.lifecycle.delete.initiated', [userTarget(user)]);
  store.tables.removeUser(id, store.options.now());
  if (store.options.deletionTouchesGroups) for (const groupId of groupIds) touchMembership(store, groupId);
  record(store, 'user.lifecycle.delete.completed', [userTarget(user)]);
  return 'deleted';
}

function put(store: Store, user: OktaUser, event: EventType): OktaUser {
  const now = store.options.now();
  const moved = { ...user, lastUpdatedMs: now };
  store.tables.putUser(moved, now);
  record(store, event, [userTarget(moved)]);
  return moved;
}
