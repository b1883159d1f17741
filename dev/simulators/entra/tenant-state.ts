import { membershipChanges, type MembershipChanges } from './membership-changes';
import { groupChanges, userChanges, type GroupChanges, type UserChanges } from './object-changes';
import { isAlive, openTables, typeOf, type Tables } from './tenant-tables';
import type { EntraGroup, EntraGroupFacts, EntraMember, EntraTenant, EntraUser } from './tenant';

interface Reads {
  /** Those that live, in the order of creation. */
  users(): readonly EntraUser[];
  user(id: string): EntraUser | undefined;
  groups(): readonly EntraGroup[];
  group(id: string): EntraGroup | undefined;
  groupNamed(displayName: string): EntraGroup | undefined;
  /** Direct members of all kinds, without what is in the recycle bin. An unknown group has none. */
  members(groupId: string): readonly EntraMember[];
  /** Users in the group or in any group under it. */
  transitiveUserIds(groupId: string): readonly string[];
  /** The present state as a value, without the recycle bin. */
  snapshot(): EntraTenant;
  /** Back to the tenant of the start, or to another one. Delta links of before are not good any more. */
  reset(tenant?: EntraTenant): void;
}

/** The tenant while it lives: reads by index, changes as they happen in a directory. Unknown ids throw RangeError. */
export interface TenantState extends Reads, UserChanges, GroupChanges, MembershipChanges {}

export interface TenantStore {
  readonly now: () => number;
  readonly reportsDeletedMembers: boolean;
  readonly start: EntraTenant;
  tables: Tables;
  /** How often the data was replaced; a delta token of another generation is of no use. */
  generation: number;
}

export function openStore(
  start: EntraTenant,
  options: Pick<TenantStore, 'now' | 'reportsDeletedMembers'>,
): TenantStore {
  return { ...options, start, tables: openTables(start, options.now), generation: 0 };
}

export function tenantState(store: TenantStore): TenantState {
  return { ...reads(store), ...userChanges(store), ...groupChanges(store), ...membershipChanges(store) };
}

/** Members that lie at any depth, each once, the group itself not: breadth first, as far as cycles allow. */
export function transitiveMembers(tables: Tables, groupId: string): readonly EntraMember[] {
  const found = new Map<string, EntraMember>();
  const waiting = [groupId];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    for (const member of directMembers(tables, next)) {
      if (found.has(member.id) || member.id === groupId) continue;
      found.set(member.id, member);
      if (member.type === 'group') waiting.push(member.id);
    }
  }
  return [...found.values()];
}

/** The groups that hold this object, themselves or through groups in them. */
export function groupsOver(tables: Tables, memberId: string): readonly string[] {
  const found = new Set<string>();
  const waiting = [memberId];
  for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
    for (const groupId of groupsRightOver(tables, next)) {
      if (found.has(groupId)) continue;
      found.add(groupId);
      waiting.push(groupId);
    }
  }
  return [...found];
}

export function groupsRightOver(tables: Tables, memberId: string): readonly string[] {
  return [...(tables.groupsOf.get(memberId) ?? [])].filter((groupId) => isAlive(tables, groupId));
}

export function directMembers(tables: Tables, groupId: string): readonly EntraMember[] {
  return (tables.members.get(groupId)?.ids() ?? []).flatMap((id) => {
    const type = typeOf(tables, id);
    return type === undefined || !isAlive(tables, id) ? [] : [{ id, type }];
  });
}

function reads(store: TenantStore): Reads {
  const groups = (): readonly EntraGroup[] =>
    [...store.tables.groups.live.values()].map((group) => wholeGroup(store.tables, group));
  const one = (group: EntraGroupFacts | undefined): EntraGroup | undefined =>
    group === undefined ? undefined : wholeGroup(store.tables, group);
  return {
    users: () => [...store.tables.users.live.values()],
    user: (id) => store.tables.users.live.get(id),
    groups,
    group: (id) => one(store.tables.groups.live.get(id)),
    groupNamed: (name) =>
      one([...store.tables.groups.live.values()].find((group) => group.displayName === name)),
    members: (groupId) => directMembers(store.tables, groupId),
    transitiveUserIds: (groupId) =>
      transitiveMembers(store.tables, groupId).flatMap(({ id, type }) => (type === 'user' ? [id] : [])),
    snapshot: () => ({
      ...store.tables.tenant,
      users: [...store.tables.users.live.values()],
      groups: groups(),
    }),
    reset(tenant = store.start) {
      store.tables = openTables(tenant, store.now);
      store.generation += 1;
    },
  };
}

function wholeGroup(tables: Tables, group: EntraGroupFacts): EntraGroup {
  return { ...group, memberIds: directMembers(tables, group.id).map(({ id }) => id) };
}
