import { createChangeLog, type ChangeLog } from './change-log';
import { createMemberList, type MemberList } from './member-list';
import type { EntraGroup, EntraGroupFacts, EntraTenant, EntraThing, EntraUser, MemberType } from './tenant';

/** Objects of one kind: those that live, those in the recycle bin, and every id in the order of creation. */
export interface Shelf<T extends { readonly id: string }> {
  readonly live: Map<string, T>;
  readonly deleted: Map<string, T>;
  /** Only grows, so that a position in it stays good while objects come and go. */
  readonly order: string[];
  readonly log: ChangeLog<T>;
}

/** The indexes under a tenant's state. */
export interface Tables {
  readonly tenant: EntraTenant;
  readonly users: Shelf<EntraUser>;
  readonly groups: Shelf<EntraGroupFacts>;
  readonly things: ReadonlyMap<string, EntraThing>;
  /** By group id, of deleted groups too: a restored group has its members again. */
  readonly members: Map<string, MemberList>;
  /** Ids of the groups that have this object as a direct member. */
  readonly groupsOf: Map<string, Set<string>>;
}

export function openTables(tenant: EntraTenant, now: () => number): Tables {
  const tables: Tables = {
    tenant,
    users: openShelf(tenant.users, now),
    groups: openShelf(tenant.groups.map(factsOf), now),
    things: new Map(tenant.things.map((thing) => [thing.id, thing])),
    members: new Map(),
    groupsOf: new Map(),
  };
  for (const group of tenant.groups) putMembers(tables, group.id, group.memberIds);
  return tables;
}

export function putMembers(tables: Tables, groupId: string, memberIds: readonly string[]): void {
  tables.members.set(groupId, createMemberList(memberIds));
  for (const id of memberIds) indexMember(tables, groupId, id);
}

export function indexMember(tables: Tables, groupId: string, memberId: string): void {
  const known = tables.groupsOf.get(memberId);
  if (known === undefined) tables.groupsOf.set(memberId, new Set([groupId]));
  else known.add(groupId);
}

export function typeOf(tables: Tables, id: string): MemberType | undefined {
  if (tables.users.live.has(id) || tables.users.deleted.has(id)) return 'user';
  if (tables.groups.live.has(id) || tables.groups.deleted.has(id)) return 'group';
  return tables.things.get(id)?.type;
}

/** Whether reads see this object as a member: what lies in the recycle bin is no member of anything. */
export function isAlive(tables: Tables, id: string): boolean {
  return tables.users.live.has(id) || tables.groups.live.has(id) || tables.things.has(id);
}

export function factsOf(group: EntraGroup): EntraGroupFacts {
  const { memberIds: _, ...facts } = group;
  return facts;
}

function openShelf<T extends { readonly id: string }>(objects: readonly T[], now: () => number): Shelf<T> {
  return {
    live: new Map(objects.map((each) => [each.id, each])),
    deleted: new Map(),
    order: objects.map((each) => each.id),
    log: createChangeLog<T>(now),
  };
}
