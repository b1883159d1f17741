import { groupChanges, type GroupChanges } from './group-changes';
import type { GroupFacts, OktaEvent, OktaGroup, OktaOrg, OktaUser } from './org';
import type { StateOptions, Store } from './org-store';
import { openTables, toGroup, type Tables } from './org-tables';
import { userChanges, type UserChanges } from './user-changes';

/**
 * The org while it lives: reads by index, changes as they happen in Okta, each with its entry in the System Log. Ids that do not exist
 * throw RangeError.
 */
export interface OrgState extends UserChanges, GroupChanges {
  orgId(): string;
  /** By ascending id, the deactivated among them; the same array until a user changes. */
  users(): readonly OktaUser[];
  userIds(): readonly string[];
  /** Without the deactivated. */
  liveUserIds(): readonly string[];
  user(id: string): OktaUser | undefined;
  /** Without case. */
  userByLogin(login: string): OktaUser | undefined;
  groups(): readonly OktaGroup[];
  groupIds(): readonly string[];
  group(id: string): OktaGroup | undefined;
  /** The group without its members: the quick read. */
  groupFacts(id: string): GroupFacts | undefined;
  memberIds(groupId: string): readonly string[];
  groupIdsOf(userId: string): readonly string[];
  /** Oldest first. */
  events(): readonly OktaEvent[];
  /** Users and groups as they were at a moment, as far as they are others than now; undefined: they did not exist. */
  othersAt(atMs: number): OthersThen;
  /** The present state as a value, for a restart or a comparison. */
  snapshot(): OktaOrg;
  /** Back to the org of the start, or to another one. */
  reset(org?: OktaOrg): void;
}

export interface OthersThen {
  readonly users: ReadonlyMap<string, OktaUser | undefined>;
  readonly groups: ReadonlyMap<string, GroupFacts | undefined>;
}

export function createOrgState(org: OktaOrg, options: StateOptions): OrgState {
  const store: Store = { start: org, options, tables: openTables(org) };
  return {
    ...userReads(store),
    ...groupReads(store),
    ...wholes(store),
    ...userChanges(store),
    ...groupChanges(store),
  };
}

function userReads(
  store: Store,
): Pick<OrgState, 'users' | 'userIds' | 'liveUserIds' | 'user' | 'userByLogin'> {
  return {
    users: () => store.tables.users(),
    userIds: () => store.tables.userIds(),
    liveUserIds: () => store.tables.liveUserIds(),
    user: (id) => store.tables.user(id),
    userByLogin: (login) => store.tables.userByLogin(login),
  };
}

type GroupReads = Pick<OrgState, 'groups' | 'groupIds' | 'group' | 'groupFacts' | 'memberIds' | 'groupIdsOf'>;

function groupReads(store: Store): GroupReads {
  return {
    groups: () => allGroups(store.tables),
    groupIds: () => store.tables.groupIds(),
    group(id) {
      const facts = store.tables.group(id);
      return facts === undefined ? undefined : toGroup(store.tables, facts);
    },
    groupFacts: (id) => store.tables.group(id),
    memberIds: (groupId) => store.tables.memberIds(groupId),
    groupIdsOf: (userId) => store.tables.groupIdsOf(userId),
  };
}

function wholes(store: Store): Pick<OrgState, 'orgId' | 'events' | 'othersAt' | 'snapshot' | 'reset'> {
  return {
    orgId: () => store.tables.org.id,
    events: () => store.tables.events,
    othersAt: (atMs) => othersAt(store.tables, atMs),
    snapshot: () => ({
      id: store.tables.org.id,
      users: store.tables.users(),
      groups: allGroups(store.tables),
    }),
    reset(org = store.start) {
      store.tables = openTables(org);
    },
  };
}

function allGroups(tables: Tables): readonly OktaGroup[] {
  return tables.groupIds().flatMap((id) => {
    const facts = tables.group(id);
    return facts === undefined ? [] : [toGroup(tables, facts)];
  });
}

/** Undoes the changes after the moment, from the last one back; the earliest of them knew the state that is looked for. */
function othersAt(tables: Tables, atMs: number): OthersThen {
  const users = new Map<string, OktaUser | undefined>();
  const groups = new Map<string, GroupFacts | undefined>();
  for (let index = tables.past.length - 1; index >= 0; index -= 1) {
    const past = tables.past[index];
    if (past === undefined || past.atMs <= atMs) break;
    if (past.kind === 'user') users.set(past.id, past.before);
    if (past.kind === 'group') groups.set(past.id, past.before);
  }
  return { users, groups };
}
