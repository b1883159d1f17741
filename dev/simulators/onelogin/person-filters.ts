import type { Call } from '../server/call';
import type { Person } from './company';
import type { CompanyState } from './company-state';
import { refuse } from './errors';

type Test = (person: Person) => boolean;

const texts: Readonly<Record<string, (person: Person) => string | undefined>> = {
  firstname: (person) => person.firstname,
  lastname: (person) => person.lastname,
  email: (person) => person.email,
  username: (person) => person.username,
  samaccountname: (person) => person.samaccountname,
  external_id: (person) => person.externalId,
};

const numbers: Readonly<Record<string, (person: Person) => number | undefined>> = {
  directory_id: (person) => person.directoryId,
  group_id: (person) => person.groupId,
  status: (person) => person.status,
  state: (person) => person.state,
};

const moments: Readonly<Record<string, (person: Person) => number | undefined>> = {
  created: (person) => person.createdAtMs,
  updated: (person) => person.updatedAtMs,
  last_login: (person) => person.lastLoginMs,
};

/**
 * Ids of the people that a listing's query asks for, ascending. `user_ids` and `role_id` start from their index, so that only
 * filters without one look at everybody.
 */
export function filteredIds(call: Call, state: CompanyState): readonly number[] {
  const tests = [
    ...textTests(call),
    ...numberTests(call),
    ...momentTests(call),
    ...attributeTests(call),
    ...appTest(call, state),
  ];
  const candidates = candidateIds(call, state);
  if (tests.length === 0) return candidates;
  return candidates.filter((id) => {
    const person = state.person(id);
    return person !== undefined && tests.every((test) => test(person));
  });
}

function candidateIds(call: Call, state: CompanyState): readonly number[] {
  const role = asked(call, 'role_id');
  const members = role === undefined ? undefined : state.memberIds(wholeNumber(call, 'role_id', role));
  const csv = asked(call, 'user_ids');
  if (csv === undefined) return members ?? state.personIds();
  const ids = [...new Set(csv.split(',').map((id) => wholeNumber(call, 'user_ids', id.trim())))];
  const within = members === undefined ? undefined : new Set(members);
  return ids
    .filter((id) => state.person(id) !== undefined && (within?.has(id) ?? true))
    .toSorted((a, b) => a - b);
}

function textTests(call: Call): Test[] {
  return Object.entries(texts).flatMap(([name, read]) => {
    const wanted = asked(call, name);
    if (wanted === undefined) return [];
    const matches = wildcard(wanted);
    return [(person: Person) => matches(read(person))];
  });
}

function numberTests(call: Call): Test[] {
  return Object.entries(numbers).flatMap(([name, read]) => {
    const text = asked(call, name);
    if (text === undefined) return [];
    const wanted = wholeNumber(call, name, text);
    return [(person: Person) => read(person) === wanted];
  });
}

function momentTests(call: Call): Test[] {
  return Object.entries(moments).flatMap(([name, read]) => {
    const since = moment(call, `${name}_since`);
    const until = moment(call, `${name}_until`);
    return [
      ...(since === undefined ? [] : [(person: Person) => (read(person) ?? -Infinity) >= since]),
      ...(until === undefined ? [] : [(person: Person) => (read(person) ?? Infinity) <= until]),
    ];
  });
}

const attributePrefix = 'custom_attributes.';

function attributeTests(call: Call): Test[] {
  const names = [...new Set(call.query.keys())].filter((name) => name.startsWith(attributePrefix));
  return names.map((name) => {
    const matches = wildcard(call.query.get(name) ?? '');
    return (person: Person) => matches(person.customAttributes?.[name.slice(attributePrefix.length)]);
  });
}

function appTest(call: Call, state: CompanyState): Test[] {
  const text = asked(call, 'app_id');
  if (text === undefined) return [];
  const appId = wholeNumber(call, 'app_id', text);
  const roleIds = new Set(
    state
      .roles()
      .filter((role) => role.apps.some((app) => app.id === appId))
      .map((role) => role.id),
  );
  return [(person) => state.roleIdsOf(person.id).some((id) => roleIds.has(id))];
}

/** Values are compared without case; `*` stands for any text. */
export function wildcard(wanted: string): (value: string | undefined) => boolean {
  const parts = wanted
    .toLowerCase()
    .split('*')
    .map((part) => part.replaceAll(/[.+?^${}()|[\]\\]/g, String.raw`\$&`));
  const pattern = new RegExp(`^${parts.join('.*')}$`, 'su');
  return (value) => value !== undefined && pattern.test(value.toLowerCase());
}

function asked(call: Call, name: string): string | undefined {
  const value = call.query.get(name);
  return value === null || value === '' ? undefined : value;
}

function wholeNumber(call: Call, name: string, text: string): number {
  return /^\d{1,15}$/.test(text) ? Number(text) : refuse(call, 400, `Invalid value for ${name}`);
}

function moment(call: Call, name: string): number | undefined {
  const text = asked(call, name);
  if (text === undefined) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? refuse(call, 400, `Invalid value for ${name}`) : ms;
}
