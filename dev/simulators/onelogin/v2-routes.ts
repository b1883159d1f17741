import { json, jsonList, type Call, type Reply, type Route } from '../server/call';
import type { Role } from './company';
import type { CompanyState } from './company-state';
import { notFoundText, refuse } from './errors';
import { pageRequest, slice, type PageSizes } from './pages';
import { filteredIds, wildcard } from './person-filters';
import { detailed, listedJson, pickedJson } from './wire';

export interface PageCaps {
  /** Largest page of `GET /api/2/users`, whatever limit is asked for. */
  readonly users: number;
  /** Largest page of `GET /api/2/roles`. */
  readonly roles: number;
}

/** A page without a limit has 50 items (OneLogin, "List Users"). */
const usualPage = 50;

export function v2Routes(state: CompanyState, caps: () => PageCaps): readonly Route[] {
  const sizes = (kind: keyof PageCaps): PageSizes => ({
    usual: Math.min(usualPage, caps()[kind]),
    cap: caps()[kind],
  });
  return [
    { method: 'GET', template: '/api/2/users', handler: (call) => listPeople(call, state, sizes('users')) },
    {
      method: 'GET',
      template: '/api/2/users/custom_attributes',
      handler: () => json(200, customAttributes(state)),
    },
    { method: 'GET', template: '/api/2/users/{id}', handler: (call) => onePerson(call, state) },
    { method: 'GET', template: '/api/2/roles', handler: (call) => listRoles(call, state, sizes('roles')) },
    {
      method: 'GET',
      template: '/api/2/roles/{id}',
      handler: (call) => json(200, roleBody(roleOf(call, state), roleFields)),
    },
    {
      method: 'GET',
      template: '/api/2/roles/{id}/users',
      handler: (call) => roleMembers(call, state, sizes('users')),
    },
  ];
}

function listPeople(call: Call, state: CompanyState, sizes: PageSizes): Reply {
  const page = slice(call, filteredIds(call, state), pageRequest(call, sizes));
  const fields = fieldsOf(call);
  const people = page.items.flatMap((id) => state.person(id) ?? []);
  const items = people.map((person) =>
    fields === undefined ? listedJson(person) : pickedJson(person, fields, state.roleIdsOf(person.id)),
  );
  return jsonList(items, page.headers);
}

function onePerson(call: Call, state: CompanyState): Reply {
  const person = state.person(idOf(call));
  if (person === undefined) return refuse(call, 404, notFoundText);
  return json(200, detailed(person, state.roleIdsOf(person.id)));
}

/** developers.onelogin.com, "List Custom Attributes". */
function customAttributes(state: CompanyState) {
  return state
    .customAttributes()
    .map((shortname, index) => ({ name: shortname, id: 85_000 + index, position: index + 1, shortname }));
}

const roleFields: ReadonlySet<string> = new Set(['apps', 'users', 'admins']);

function listRoles(call: Call, state: CompanyState, sizes: PageSizes): Reply {
  const fields = fieldsOf(call) ?? new Set<string>();
  const unknown = [...fields].find((name) => !roleFields.has(name) && name !== 'id' && name !== 'name');
  if (unknown !== undefined) refuse(call, 400, `Invalid value for fields: ${unknown}`);
  const page = slice(call, filteredRoles(call, state), pageRequest(call, sizes));
  return json(
    200,
    page.items.map((role) => roleBody(role, fields)),
    page.headers,
  );
}

function filteredRoles(call: Call, state: CompanyState): readonly Role[] {
  const name = call.query.get('role_name') ?? call.query.get('name');
  const appName = call.query.get('app_name');
  const appId = call.query.get('app_id');
  return state
    .roles()
    .filter((role) => name === null || wildcard(name)(role.name))
    .filter((role) => appName === null || role.apps.some((app) => wildcard(appName)(app.name)))
    .filter((role) => appId === null || role.apps.some((app) => String(app.id) === appId));
}

function roleBody(role: Role, fields: ReadonlySet<string>) {
  return {
    id: role.id,
    name: role.name,
    ...(fields.has('apps') ? { apps: role.apps.map((app) => app.id) } : {}),
    ...(fields.has('users') ? { users: role.memberIds } : {}),
    ...(fields.has('admins') ? { admins: role.adminIds } : {}),
  };
}

function roleMembers(call: Call, state: CompanyState, sizes: PageSizes): Reply {
  const role = roleOf(call, state);
  const everybody = call.query.get('include_unassigned') === 'true';
  const search = call.query.get('name');
  const people = (everybody ? state.personIds() : role.memberIds).flatMap((id) => state.person(id) ?? []);
  const matches = search === null ? undefined : wildcard(`*${search}*`);
  const wanted =
    matches === undefined
      ? people
      : people.filter((person) =>
          [person.firstname, person.lastname, person.username, person.email].some(matches),
        );
  const page = slice(call, wanted, pageRequest(call, sizes));
  const body = page.items.map((person) => ({
    id: person.id,
    username: person.username ?? null,
    email: person.email ?? null,
    name: `${person.firstname} ${person.lastname}`,
    assigned: state.roleIdsOf(person.id).includes(role.id),
  }));
  return json(200, body, page.headers);
}

function roleOf(call: Call, state: CompanyState): Role {
  return state.role(idOf(call)) ?? refuse(call, 404, notFoundText);
}

function idOf(call: Call): number {
  const text = call.params['id'] ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : refuse(call, 404, notFoundText);
}

function fieldsOf(call: Call): ReadonlySet<string> | undefined {
  const text = call.query.get('fields');
  if (text === null || text.trim() === '') return undefined;
  return new Set(text.split(',').map((name) => name.trim()));
}
