import { compact } from '../server/compact';
import { createRandom } from '../generate/random';
import { putMembers, typeOf, type Shelf, type Tables } from './tenant-tables';
import {
  graphTime,
  groupKinds,
  type EntraGroup,
  type EntraGroupFacts,
  type EntraUser,
  type GroupKind,
} from './tenant';

export type NewUser = Partial<EntraUser> & Pick<EntraUser, 'displayName'>;
/** `undefined` takes the value away; Graph then says `null`. */
export type UserChange = { readonly [K in Exclude<keyof EntraUser, 'id'>]?: EntraUser[K] | undefined };

export type NewGroup = Partial<EntraGroup> & Pick<EntraGroup, 'displayName'> & { readonly kind?: GroupKind };
export type GroupChange = {
  readonly [K in Exclude<keyof EntraGroupFacts, 'id'>]?: EntraGroupFacts[K] | undefined;
} & { readonly kind?: GroupKind };

export interface UserChanges {
  addUser(user: NewUser): EntraUser;
  changeUser(id: string, change: UserChange): EntraUser;
  disable(id: string): EntraUser;
  enable(id: string): EntraUser;
  /** To the recycle bin; the user is in no group for readers until it is restored. */
  deleteUser(id: string): void;
  restoreUser(id: string): EntraUser;
  /** For good, from the recycle bin or straight away. */
  purgeUser(id: string): void;
}

export interface GroupChanges {
  addGroup(group: NewGroup): EntraGroupFacts;
  /** Renames as well; `kind` sets the three properties that make a group's kind. */
  changeGroup(id: string, change: GroupChange): EntraGroupFacts;
  deleteGroup(id: string): void;
  restoreGroup(id: string): EntraGroupFacts;
  purgeGroup(id: string): void;
}

export interface ChangingStore {
  readonly tables: Tables;
  readonly now: () => number;
  /** Whether `members@delta` says that a deleted user left its groups; the documentation and clients' reports differ. */
  readonly reportsDeletedMembers: boolean;
}

export function userChanges(store: ChangingStore): UserChanges {
  const shelf = (): Shelf<EntraUser> => store.tables.users;
  const change = (id: string, values: UserChange): EntraUser =>
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- a required value that is taken away is the caller's wish
    put(shelf(), compact({ ...liveOne(shelf(), id), ...values }) as EntraUser);
  return {
    addUser: (user) => put(shelf(), newUser(store, user)),
    changeUser: change,
    disable: (id) => change(id, { accountEnabled: false }),
    enable: (id) => change(id, { accountEnabled: true }),
    deleteUser(id) {
      softDelete(shelf(), id);
      tellGroups(store, id, 'left');
    },
    restoreUser(id) {
      const user = restore(shelf(), id);
      tellGroups(store, id, 'joined');
      return user;
    },
    purgeUser(id) {
      if (shelf().live.has(id)) tellGroups(store, id, 'left');
      purge(shelf(), id);
      forgetMember(store.tables, id);
    },
  };
}

export function groupChanges(store: ChangingStore): GroupChanges {
  const shelf = (): Shelf<EntraGroupFacts> => store.tables.groups;
  return {
    addGroup({ kind = 'security', memberIds = [], ...group }) {
      const added = put(shelf(), newGroup(store, { ...groupKinds[kind], ...group }));
      putMembers(store.tables, added.id, []);
      for (const memberId of memberIds) addMember(store, added.id, memberId);
      return added;
    },
    changeGroup(id, { kind, ...values }) {
      const facts = kind === undefined ? {} : groupKinds[kind];
      // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as for users
      return put(shelf(), compact({ ...liveOne(shelf(), id), ...facts, ...values }) as EntraGroupFacts);
    },
    deleteGroup: (id) => softDelete(shelf(), id),
    restoreGroup: (id) => restore(shelf(), id),
    purgeGroup(id) {
      purge(shelf(), id);
      forgetMember(store.tables, id);
      for (const memberId of store.tables.members.get(id)?.ids() ?? [])
        store.tables.groupsOf.get(memberId)?.delete(id);
      store.tables.members.delete(id);
    },
  };
}

/** Adds and says so in the log; a member that was there stays and nothing is said. */
export function addMember(store: ChangingStore, groupId: string, memberId: string): void {
  const { members, groupsOf, groups } = store.tables;
  if (members.get(groupId)?.add(memberId) !== true) return;
  groupsOf.set(memberId, (groupsOf.get(memberId) ?? new Set()).add(groupId));
  groups.log.add({ id: groupId, kind: 'joined', memberId });
}

export function liveOne<T extends { readonly id: string }>(shelf: Shelf<T>, id: string): T {
  const object = shelf.live.get(id);
  if (object === undefined) throw new RangeError(`No object ${id}.`);
  return object;
}

function put<T extends { readonly id: string }>(shelf: Shelf<T>, object: T): T {
  const before = shelf.live.get(object.id);
  if (before === undefined) shelf.order.push(object.id);
  shelf.live.set(object.id, object);
  shelf.log.add({ id: object.id, kind: 'value', before, after: object, purged: false });
  return object;
}

function softDelete<T extends { readonly id: string }>(shelf: Shelf<T>, id: string): void {
  const before = liveOne(shelf, id);
  shelf.live.delete(id);
  shelf.deleted.set(id, before);
  shelf.log.add({ id, kind: 'value', before, after: undefined, purged: false });
}

function restore<T extends { readonly id: string }>(shelf: Shelf<T>, id: string): T {
  const object = shelf.deleted.get(id);
  if (object === undefined) throw new RangeError(`No object ${id} in the recycle bin.`);
  shelf.deleted.delete(id);
  shelf.live.set(id, object);
  shelf.log.add({ id, kind: 'value', before: undefined, after: object, purged: false });
  return object;
}

function purge<T extends { readonly id: string }>(shelf: Shelf<T>, id: string): void {
  const before = shelf.live.get(id);
  if (!shelf.live.delete(id) && !shelf.deleted.delete(id)) throw new RangeError(`No object ${id}.`);
  shelf.log.add({ id, kind: 'value', before, after: undefined, purged: true });
}

function tellGroups(store: ChangingStore, memberId: string, kind: 'joined' | 'left'): void {
  if (!store.reportsDeletedMembers) return;
  for (const id of store.tables.groupsOf.get(memberId) ?? [])
    store.tables.groups.log.add({ id, kind, memberId });
}

/** Without a word in the log: whether Graph reports it in `members@delta` is the delta's own question. */
function forgetMember(tables: Tables, id: string): void {
  for (const groupId of tables.groupsOf.get(id) ?? []) tables.members.get(groupId)?.remove(id);
  tables.groupsOf.delete(id);
}

function newUser(store: ChangingStore, user: NewUser): EntraUser {
  const id = freeId(store.tables, user.id);
  const domain = store.tables.tenant.domains.at(-1) ?? '';
  return {
    userPrincipalName: user.mail ?? `user-${id.slice(0, 8)}@${domain}`,
    accountEnabled: true,
    userType: 'Member',
    createdDateTime: graphTime(store.now()),
    ...user,
    id,
  };
}

function newGroup(
  store: ChangingStore,
  group: Partial<EntraGroupFacts> & typeof groupKinds.security & { readonly displayName: string },
): EntraGroupFacts {
  const id = freeId(store.tables, group.id);
  return {
    mailNickname: id.slice(0, 8),
    createdDateTime: graphTime(store.now()),
    ...group,
    id,
  };
}

/** The wished one if nobody has it; else one that is the same for the same history. */
function freeId(tables: Tables, wished: string | undefined): string {
  if (wished !== undefined && typeOf(tables, wished) !== undefined) throw new RangeError(`${wished} exists.`);
  return wished ?? createRandom(0xe17a + tables.users.order.length + 31 * tables.groups.order.length).uuid();
}
