import type { Company, DirectoryEvent, Person, Role, SecurityGroup } from './company';

interface RoleRow {
  readonly id: number;
  readonly name: string;
  readonly adminIds: readonly number[];
  readonly apps: Role['apps'];
  readonly members: Set<number>;
  /** The members ascending, made again after a change. */
  sorted: readonly number[] | undefined;
}

/** The indexes under a company's state. */
export interface Tables {
  readonly company: Company;
  readonly people: ReadonlyMap<number, Person>;
  readonly groups: Map<number, SecurityGroup>;
  readonly rolesByPerson: ReadonlyMap<number, ReadonlySet<number>>;
  readonly roleRows: ReadonlyMap<number, RoleRow>;
  readonly events: DirectoryEvent[];
  personIds(): readonly number[];
  membersInOrder(roleId: number): readonly number[];
  nextId(): number;
  putPerson(person: Person): void;
  removePerson(id: number): void;
  putRole(role: Role): void;
  renameRole(id: number, name: string): void;
  removeRole(id: number): void;
  setMembership(roleId: number, personId: number, how: 'joined' | 'left'): void;
}

export function openTables(company: Company): Tables {
  const data: Data = {
    people: new Map(company.people.map((person) => [person.id, person])),
    rolesByPerson: new Map(),
    roleRows: new Map(),
    order: undefined,
    highestId: 0,
  };
  for (const role of company.roles) putRole(data, role);
  const groups = new Map(company.groups.map((group) => [group.id, group]));
  for (const id of [...data.people.keys(), ...data.roleRows.keys(), ...groups.keys()]) raise(data, id);
  return { company, groups, events: [], ...data, ...operations(data) };
}

/** The role as a value; members ascending. */
export function toRole(tables: Tables, id: number): Role | undefined {
  const row = tables.roleRows.get(id);
  if (row === undefined) return undefined;
  return { id: row.id, name: row.name, adminIds: row.adminIds, apps: row.apps, memberIds: inOrder(row) };
}

/** All roles, by ascending id. */
export function rolesOf(tables: Tables): readonly Role[] {
  const ids = [...tables.roleRows.keys()].toSorted((a, b) => a - b);
  return ids.flatMap((id) => toRole(tables, id) ?? []);
}

interface Data {
  readonly people: Map<number, Person>;
  readonly rolesByPerson: Map<number, Set<number>>;
  readonly roleRows: Map<number, RoleRow>;
  order: readonly number[] | undefined;
  highestId: number;
}

type Operations = Omit<Tables, 'company' | 'people' | 'groups' | 'rolesByPerson' | 'roleRows' | 'events'>;

function operations(data: Data): Operations {
  return {
    personIds: () => (data.order ??= [...data.people.keys()].toSorted((a, b) => a - b)),
    membersInOrder(roleId) {
      const row = data.roleRows.get(roleId);
      return row === undefined ? [] : inOrder(row);
    },
    nextId: () => data.highestId + 1,
    putPerson(person) {
      if (!data.people.has(person.id)) data.order = undefined;
      data.people.set(person.id, person);
      raise(data, person.id);
    },
    removePerson(id) {
      for (const roleId of data.rolesByPerson.get(id) ?? [])
        setMembership(data, { roleId, personId: id, how: 'left' });
      data.rolesByPerson.delete(id);
      data.people.delete(id);
      data.order = undefined;
    },
    putRole(role) {
      putRole(data, role);
      raise(data, role.id);
    },
    renameRole(id, name) {
      const row = data.roleRows.get(id);
      if (row !== undefined) data.roleRows.set(id, { ...row, name });
    },
    removeRole(id) {
      for (const personId of data.roleRows.get(id)?.members ?? [])
        data.rolesByPerson.get(personId)?.delete(id);
      data.roleRows.delete(id);
    },
    setMembership: (roleId, personId, how) => setMembership(data, { roleId, personId, how }),
  };
}

function putRole(data: Data, role: Role): void {
  const row = {
    id: role.id,
    name: role.name,
    adminIds: role.adminIds,
    apps: role.apps,
    members: new Set<number>(),
    sorted: undefined,
  };
  data.roleRows.set(role.id, row);
  for (const personId of role.memberIds) setMembership(data, { roleId: role.id, personId, how: 'joined' });
}

function setMembership(
  data: Data,
  change: { roleId: number; personId: number; how: 'joined' | 'left' },
): void {
  const row = data.roleRows.get(change.roleId);
  if (row === undefined) return;
  row.sorted = undefined;
  const roleIds = data.rolesByPerson.get(change.personId) ?? new Set<number>();
  data.rolesByPerson.set(change.personId, roleIds);
  if (change.how === 'joined') {
    row.members.add(change.personId);
    roleIds.add(change.roleId);
    return;
  }
  row.members.delete(change.personId);
  roleIds.delete(change.roleId);
}

function inOrder(row: RoleRow): readonly number[] {
  return (row.sorted ??= [...row.members].toSorted((a, b) => a - b));
}

function raise(data: Data, id: number): void {
  data.highestId = Math.max(data.highestId, id);
}
