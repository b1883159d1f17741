import type { GroupFacts, OktaEvent, OktaGroup, OktaOrg, OktaUser } from './org';

interface GroupRow {
  facts: GroupFacts;
  readonly members: Set<string>;
  /** The members by ascending id, made again after a change. */
  sorted: readonly string[] | undefined;
}

/** What a record was before a change; undefined: it did not exist. */
export type Past =
  | {
      readonly atMs: number;
      readonly kind: 'user';
      readonly id: string;
      readonly before: OktaUser | undefined;
    }
  | {
      readonly atMs: number;
      readonly kind: 'group';
      readonly id: string;
      readonly before: GroupFacts | undefined;
    };

/** The indexes under an org's state. Every list is by ascending id. */
export interface Tables {
  readonly org: OktaOrg;
  readonly events: OktaEvent[];
  /** All changes, oldest first: what the search index may not have heard of yet. */
  readonly past: readonly Past[];
  user(id: string): OktaUser | undefined;
  userByLogin(login: string): OktaUser | undefined;
  /** The same array until a user changes. */
  users(): readonly OktaUser[];
  userIds(): readonly string[];
  /** Without the deactivated. */
  liveUserIds(): readonly string[];
  group(id: string): GroupFacts | undefined;
  groupIds(): readonly string[];
  memberIds(groupId: string): readonly string[];
  isMember(groupId: string, userId: string): boolean;
  groupIdsOf(userId: string): readonly string[];
  putUser(user: OktaUser, atMs: number): void;
  removeUser(id: string, atMs: number): void;
  putGroup(group: GroupFacts, atMs: number): void;
  removeGroup(id: string, atMs: number): void;
  setMembership(groupId: string, userId: string, how: 'joined' | 'left'): void;
}

interface Data {
  readonly users: Map<string, OktaUser>;
  readonly logins: Map<string, string>;
  readonly groups: Map<string, GroupRow>;
  readonly groupsByUser: Map<string, Set<string>>;
  readonly past: Past[];
  userOrder: readonly string[] | undefined;
  userList: readonly OktaUser[] | undefined;
  liveOrder: readonly string[] | undefined;
  groupOrder: readonly string[] | undefined;
}

export function openTables(org: OktaOrg): Tables {
  const data: Data = {
    users: new Map(org.users.map((user) => [user.id, user])),
    logins: new Map(org.users.map((user) => [user.profile.login.toLowerCase(), user.id])),
    groups: new Map(),
    groupsByUser: new Map(),
    past: [],
    userOrder: undefined,
    userList: undefined,
    liveOrder: undefined,
    groupOrder: undefined,
  };
  for (const { memberIds, ...facts } of org.groups) {
    data.groups.set(facts.id, { facts, members: new Set(), sorted: undefined });
    for (const userId of memberIds) setMembership(data, { groupId: facts.id, userId, how: 'joined' });
  }
  return { org, events: [], past: data.past, ...reads(data), ...userWrites(data), ...groupWrites(data) };
}

export function toGroup(tables: Tables, facts: GroupFacts): OktaGroup {
  return { ...facts, memberIds: tables.memberIds(facts.id) };
}

type Reads = Pick<
  Tables,
  | 'user'
  | 'userByLogin'
  | 'users'
  | 'userIds'
  | 'liveUserIds'
  | 'group'
  | 'groupIds'
  | 'memberIds'
  | 'isMember'
  | 'groupIdsOf'
>;

function reads(data: Data): Reads {
  const userIds = (): readonly string[] => (data.userOrder ??= inOrder(data.users.keys()));
  return {
    user: (id) => data.users.get(id),
    userByLogin: (login) => data.users.get(data.logins.get(login.toLowerCase()) ?? ''),
    userIds,
    users: () => (data.userList ??= userIds().flatMap((id) => data.users.get(id) ?? [])),
    liveUserIds: () =>
      (data.liveOrder ??= userIds().filter((id) => data.users.get(id)?.status !== 'DEPROVISIONED')),
    group: (id) => data.groups.get(id)?.facts,
    groupIds: () => (data.groupOrder ??= inOrder(data.groups.keys())),
    memberIds(groupId) {
      const row = data.groups.get(groupId);
      return row === undefined ? [] : (row.sorted ??= inOrder(row.members));
    },
    isMember: (groupId, userId) => data.groups.get(groupId)?.members.has(userId) ?? false,
    groupIdsOf: (userId) => inOrder(data.groupsByUser.get(userId) ?? []),
  };
}

function userWrites(data: Data): Pick<Tables, 'putUser' | 'removeUser'> {
  return {
    putUser(user, atMs) {
      const before = data.users.get(user.id);
      data.past.push({ atMs, kind: 'user', id: user.id, before });
      if (before === undefined) data.userOrder = undefined;
      if (before?.status !== user.status) data.liveOrder = undefined;
      if (before !== undefined) data.logins.delete(before.profile.login.toLowerCase());
      data.users.set(user.id, user);
      data.userList = undefined;
      data.logins.set(user.profile.login.toLowerCase(), user.id);
    },
    removeUser(id, atMs) {
      const before = data.users.get(id);
      data.past.push({ atMs, kind: 'user', id, before });
      for (const groupId of data.groupsByUser.get(id) ?? [])
        setMembership(data, { groupId, userId: id, how: 'left' });
      if (before !== undefined) data.logins.delete(before.profile.login.toLowerCase());
      data.groupsByUser.delete(id);
      data.users.delete(id);
      data.userList = undefined;
      data.userOrder = undefined;
      data.liveOrder = undefined;
    },
  };
}

function groupWrites(data: Data): Pick<Tables, 'putGroup' | 'removeGroup' | 'setMembership'> {
  return {
    putGroup(facts, atMs) {
      const row = data.groups.get(facts.id);
      data.past.push({ atMs, kind: 'group', id: facts.id, before: row?.facts });
      if (row !== undefined) {
        row.facts = facts;
        return;
      }
      data.groups.set(facts.id, { facts, members: new Set(), sorted: undefined });
      data.groupOrder = undefined;
    },
    removeGroup(id, atMs) {
      const row = data.groups.get(id);
      data.past.push({ atMs, kind: 'group', id, before: row?.facts });
      for (const userId of row?.members ?? []) data.groupsByUser.get(userId)?.delete(id);
      data.groups.delete(id);
      data.groupOrder = undefined;
    },
    setMembership: (groupId, userId, how) => setMembership(data, { groupId, userId, how }),
  };
}

function setMembership(
  data: Data,
  change: { groupId: string; userId: string; how: 'joined' | 'left' },
): void {
  const row = data.groups.get(change.groupId);
  if (row === undefined) return;
  row.sorted = undefined;
  const groupIds = data.groupsByUser.get(change.userId) ?? new Set<string>();
  data.groupsByUser.set(change.userId, groupIds);
  if (change.how === 'joined') {
    row.members.add(change.userId);
    groupIds.add(change.groupId);
    return;
  }
  row.members.delete(change.userId);
  groupIds.delete(change.groupId);
}

/** By code units, as `<` compares. */
function inOrder(ids: Iterable<string>): readonly string[] {
  return [...ids].toSorted((a, b) => (a < b ? -1 : 1));
}
