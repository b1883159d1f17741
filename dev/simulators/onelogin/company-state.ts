import { compact } from '../server/compact';
import type { Company, DirectoryEvent, Person, Role, SecurityGroup } from './company';
import { openTables, rolesOf, toRole, type Tables } from './company-tables';

export type NewPerson = Partial<Person> & Pick<Person, 'firstname' | 'lastname'>;
/** `undefined` takes the value away. */
export interface PersonChange extends Partial<Omit<Person, 'id' | 'email' | 'username' | 'groupId'>> {
  readonly email?: string | undefined;
  readonly username?: string | undefined;
  readonly groupId?: number | undefined;
}
export type NewRole = Partial<Role> & Pick<Role, 'name'>;

/** The company while it lives: reads by index, changes as they happen in a directory. Ids that do not exist throw. */
export interface CompanyState {
  account(): { readonly id: number; readonly name: string };
  /** All ids, ascending: the order of every listing. */
  personIds(): readonly number[];
  person(id: number): Person | undefined;
  roles(): readonly Role[];
  role(id: number): Role | undefined;
  roleNamed(name: string): Role | undefined;
  /** Ascending. */
  memberIds(roleId: number): readonly number[];
  roleIdsOf(personId: number): readonly number[];
  groups(): readonly SecurityGroup[];
  group(id: number): SecurityGroup | undefined;
  /** Short names of the custom attributes that the account has: those that somebody has a value of, and those that were defined. */
  customAttributes(): readonly string[];
  defineCustomAttribute(shortName: string): void;
  events(): readonly DirectoryEvent[];
  addPerson(person: NewPerson): Person;
  changePerson(id: number, change: PersonChange): Person;
  /** Deleted people vanish from every listing and every role. */
  removePerson(id: number): void;
  suspend(id: number): Person;
  addRole(role: NewRole): Role;
  renameRole(id: number, name: string): void;
  removeRole(id: number): void;
  join(roleId: number, personIds: readonly number[]): void;
  leave(roleId: number, personIds: readonly number[]): void;
  addGroup(group: Omit<SecurityGroup, 'id'> & { readonly id?: number }): SecurityGroup;
  renameGroup(id: number, name: string): void;
  /** The present state as a value, for a restart or a comparison. */
  snapshot(): Company;
  /** Back to the company of the start, or to another one. */
  reset(company?: Company): void;
}

export interface CompanyOptions {
  readonly now: () => number;
  /** Whether joining or leaving a role moves the person's `updated_at`; not known of the real service. */
  readonly roleChangesTouchPeople: boolean;
}

const eventTypes = {
  personAdded: 13,
  personChanged: 14,
  personSuspended: 15,
  personRemoved: 17,
  joined: 3,
  left: 4,
} as const;

interface Store {
  readonly start: Company;
  readonly options: CompanyOptions;
  readonly defined: Set<string>;
  tables: Tables;
}

export function createCompanyState(company: Company, options: CompanyOptions): CompanyState {
  const store: Store = { start: company, options, defined: new Set(), tables: openTables(company) };
  return { ...reads(store), ...peopleChanges(store), ...roleChanges(store), ...groupChanges(store) };
}

type Reads = Pick<
  CompanyState,
  | 'account'
  | 'personIds'
  | 'person'
  | 'roles'
  | 'role'
  | 'roleNamed'
  | 'memberIds'
  | 'roleIdsOf'
  | 'groups'
  | 'group'
  | 'customAttributes'
  | 'defineCustomAttribute'
  | 'events'
  | 'snapshot'
  | 'reset'
>;

function reads(store: Store): Reads {
  return {
    account: () => ({ id: store.tables.company.accountId, name: store.tables.company.name }),
    personIds: () => store.tables.personIds(),
    person: (id) => store.tables.people.get(id),
    roles: () => rolesOf(store.tables),
    role: (id) => toRole(store.tables, id),
    roleNamed: (name) => rolesOf(store.tables).find((role) => role.name === name),
    memberIds: (roleId) => store.tables.membersInOrder(roleId),
    roleIdsOf: (personId) => [...(store.tables.rolesByPerson.get(personId) ?? [])],
    groups: () => [...store.tables.groups.values()],
    group: (id) => store.tables.groups.get(id),
    customAttributes() {
      const held = [...store.tables.people.values()].flatMap((person) =>
        Object.keys(person.customAttributes ?? {}),
      );
      return [...new Set([...store.defined, ...held])].toSorted();
    },
    defineCustomAttribute: (shortName) => void store.defined.add(shortName),
    events: () => store.tables.events,
    snapshot: () => ({
      ...store.tables.company,
      people: store.tables.personIds().map((id) => personOf(store, id)),
      roles: rolesOf(store.tables),
      groups: [...store.tables.groups.values()],
    }),
    reset(company = store.start) {
      store.defined.clear();
      store.tables = openTables(company);
    },
  };
}

function peopleChanges(
  store: Store,
): Pick<CompanyState, 'addPerson' | 'changePerson' | 'removePerson' | 'suspend'> {
  const { now } = store.options;
  function put(person: Person, typeId: number): Person {
    store.tables.putPerson(person);
    record(store, { typeId, personId: person.id, personName: fullName(person) });
    return person;
  }
  function change(id: number, changes: PersonChange, typeId: number): Person {
    return put(compact({ ...personOf(store, id), updatedAtMs: now(), ...changes }), typeId);
  }
  return {
    addPerson(person) {
      const id = person.id ?? store.tables.nextId();
      const times = { createdAtMs: now(), updatedAtMs: now() };
      return put({ status: 1, state: 1, memberOf: [], ...times, ...person, id }, eventTypes.personAdded);
    },
    changePerson: (id, changes) => change(id, changes, eventTypes.personChanged),
    suspend: (id) => change(id, { status: 2 }, eventTypes.personSuspended),
    removePerson(id) {
      const person = personOf(store, id);
      store.tables.removePerson(id);
      record(store, { typeId: eventTypes.personRemoved, personId: id, personName: fullName(person) });
    },
  };
}

function roleChanges(
  store: Store,
): Pick<CompanyState, 'addRole' | 'renameRole' | 'removeRole' | 'join' | 'leave'> {
  function move(how: 'joined' | 'left', roleId: number, personIds: readonly number[]): void {
    const role = roleOf(store, roleId);
    for (const person of personIds.map((id) => personOf(store, id))) {
      store.tables.setMembership(roleId, person.id, how);
      record(store, {
        typeId: eventTypes[how],
        personId: person.id,
        personName: fullName(person),
        roleId,
        roleName: role.name,
      });
      if (store.options.roleChangesTouchPeople)
        store.tables.putPerson({ ...person, updatedAtMs: store.options.now() });
    }
  }
  return {
    addRole(role) {
      const id = role.id ?? store.tables.nextId();
      store.tables.putRole({ memberIds: [], adminIds: [], apps: [], ...role, id });
      return roleOf(store, id);
    },
    renameRole: (id, name) => store.tables.renameRole(roleOf(store, id).id, name),
    removeRole: (id) => store.tables.removeRole(roleOf(store, id).id),
    join: (roleId, personIds) => move('joined', roleId, personIds),
    leave: (roleId, personIds) => move('left', roleId, personIds),
  };
}

function groupChanges(store: Store): Pick<CompanyState, 'addGroup' | 'renameGroup'> {
  return {
    addGroup(group) {
      const added = { ...group, id: group.id ?? store.tables.nextId() };
      store.tables.groups.set(added.id, added);
      return added;
    },
    renameGroup(id, name) {
      const group = store.tables.groups.get(id);
      if (group === undefined) throw new RangeError(`No group ${id}.`);
      store.tables.groups.set(id, { ...group, name });
    },
  };
}

function record(store: Store, event: Omit<DirectoryEvent, 'id' | 'atMs'>): void {
  store.tables.events.push({ ...event, id: store.tables.events.length + 1, atMs: store.options.now() });
}

function personOf(store: Store, id: number): Person {
  const person = store.tables.people.get(id);
  if (person === undefined) throw new RangeError(`No person ${id}.`);
  return person;
}

function roleOf(store: Store, id: number): Role {
  const role = toRole(store.tables, id);
  if (role === undefined) throw new RangeError(`No role ${id}.`);
  return role;
}

function fullName(person: Person): string {
  return `${person.firstname} ${person.lastname}`;
}
