import { json, type Call, type Reply, type Route } from '../server/call';
import type { DirectoryEvent, SecurityGroup } from './company';
import type { CompanyState } from './company-state';
import { refuse } from './errors';
import { filteredIds, wildcard } from './person-filters';
import { timestamp, versionOne } from './wire';

const success = { error: false, code: 200, type: 'success', message: 'Success' } as const;
const largestPage = 50;

/** Version 1: everything in an envelope, pages by a cursor in the body, at most 50 items. */
export function v1Routes(state: CompanyState): readonly Route[] {
  return [
    { method: 'GET', template: '/api/1/users', handler: (call) => listPeople(call, state) },
    {
      method: 'GET',
      template: '/api/1/users/custom_attributes',
      handler: () => json(200, { status: success, data: [state.customAttributes()] }),
    },
    { method: 'GET', template: '/api/1/users/{id}', handler: (call) => onePerson(call, state) },
    { method: 'GET', template: '/api/1/users/{id}/roles', handler: (call) => rolesOfPerson(call, state) },
    { method: 'GET', template: '/api/1/groups', handler: (call) => listGroups(call, state) },
    { method: 'GET', template: '/api/1/groups/{id}', handler: (call) => oneGroup(call, state) },
    { method: 'GET', template: '/api/1/roles', handler: (call) => listRoles(call, state) },
    { method: 'GET', template: '/api/1/roles/{id}', handler: (call) => oneRole(call, state) },
    { method: 'GET', template: '/api/1/events', handler: (call) => listEvents(call, state) },
  ];
}

function listPeople(call: Call, state: CompanyState): Reply {
  return paged(call, filteredIds(call, state), (id) => personBody(state, id));
}

function personBody(state: CompanyState, id: number) {
  const person = state.person(id);
  return person === undefined ? undefined : versionOne(person, state.roleIdsOf(id));
}

function onePerson(call: Call, state: CompanyState): Reply {
  const id = idOf(call, 'User');
  return one(call, personBody(state, id), `User for id ${id} was not found`);
}

function rolesOfPerson(call: Call, state: CompanyState): Reply {
  const id = idOf(call, 'User');
  const known = state.person(id) !== undefined;
  if (!known) refuse(call, 404, `User for id ${id} was not found`);
  return json(200, { status: success, data: state.roleIdsOf(id) });
}

function listGroups(call: Call, state: CompanyState): Reply {
  const groups = new Map(state.groups().map((group) => [group.id, group]));
  const ids = [...groups.keys()].toSorted((a, b) => a - b);
  return paged(call, ids, (id) => groupBody(groups.get(id)));
}

function groupBody(group: SecurityGroup | undefined) {
  return group === undefined
    ? undefined
    : { id: group.id, name: group.name, reference: group.reference ?? null };
}

function oneGroup(call: Call, state: CompanyState): Reply {
  const id = idOf(call, 'Group');
  return one(call, groupBody(state.group(id)), `Group for id ${id} was not found`);
}

function listRoles(call: Call, state: CompanyState): Reply {
  const name = call.query.get('name');
  const roles = new Map(state.roles().map((role) => [role.id, role]));
  const ids = [...roles.values()]
    .filter((role) => name === null || wildcard(name)(role.name))
    .map((role) => role.id);
  return paged(call, ids, (id) => ({ id, name: roles.get(id)?.name }));
}

function oneRole(call: Call, state: CompanyState): Reply {
  const id = idOf(call, 'Role');
  const role = state.role(id);
  return one(
    call,
    role === undefined ? undefined : { id, name: role.name },
    `Role for id ${id} was not found`,
  );
}

function listEvents(call: Call, state: CompanyState): Reply {
  const type = call.query.get('event_type_id');
  const [since, until] = [time(call, 'since') ?? -Infinity, time(call, 'until') ?? Infinity];
  const person = call.query.get('user_id');
  const types = type === null ? undefined : new Set(type.split(','));
  const events = state
    .events()
    .filter(
      (event) =>
        event.atMs >= since &&
        event.atMs <= until &&
        (types?.has(String(event.typeId)) ?? true) &&
        (person === null || String(event.personId) === person),
    );
  const byId = new Map(events.map((event) => [event.id, event]));
  return paged(call, [...byId.keys()], (id) => eventBody(byId.get(id), state.account().id));
}

function eventBody(event: DirectoryEvent | undefined, accountId: number) {
  if (event === undefined) return undefined;
  return {
    id: event.id,
    created_at: timestamp(event.atMs),
    account_id: accountId,
    user_id: event.personId ?? null,
    user_name: event.personName ?? null,
    event_type_id: event.typeId,
    role_id: event.roleId ?? null,
    role_name: event.roleName ?? null,
    notes: null,
  };
}

function one(call: Call, item: unknown, missing: string): Reply {
  if (item === undefined) return refuse(call, 404, missing);
  return json(200, { status: success, data: [item] });
}

/** A page after (or before) an id, by ascending id: removals between two calls do not shift it. */
function paged(call: Call, ids: readonly number[], body: (id: number) => unknown): Reply {
  const limit = limitOf(call);
  const [after, before] = [cursorOf(call, 'after_cursor'), cursorOf(call, 'before_cursor')];
  const end = before === undefined ? ids.length : countUpTo(ids, before - 1);
  const start = before === undefined ? countUpTo(ids, after ?? 0) : Math.max(0, end - limit);
  const page = ids.slice(start, Math.min(end, start + limit));
  const data = page.flatMap((id) => body(id) ?? []);
  return json(200, { status: success, pagination: pagination(call, ids, page), data });
}

function pagination(call: Call, ids: readonly number[], page: readonly number[]) {
  const [first, last] = [page[0], page.at(-1)];
  const after = last !== undefined && last !== ids.at(-1) ? cursorAfter(last) : null;
  const before = first !== undefined && first !== ids[0] ? cursorAfter(first) : null;
  return {
    before_cursor: before,
    after_cursor: after,
    previous_link: before === null ? null : link(call, 'before_cursor', before),
    next_link: after === null ? null : link(call, 'after_cursor', after),
  };
}

/** Which page of the people a version 1 call asks for, from 1. */
export function v1Page(call: Call, state: CompanyState): number {
  return Math.floor(countUpTo(state.personIds(), cursorOf(call, 'after_cursor') ?? 0) / limitOf(call)) + 1;
}

/** How many of the ascending ids are at most this one, by bisection. */
function countUpTo(ids: readonly number[], id: number): number {
  let [low, high] = [0, ids.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ids[middle] ?? Infinity) <= id) low = middle + 1;
    else high = middle;
  }
  return low;
}

function limitOf(call: Call): number {
  const text = call.query.get('limit');
  if (text === null) return largestPage;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  if (value === 0) refuse(call, 400, 'Invalid value for limit');
  return Math.min(value, largestPage);
}

export function cursorAfter(id: number): string {
  return Buffer.from(`id=${id}`).toString('base64');
}

function cursorOf(call: Call, name: string): number | undefined {
  const text = call.query.get(name);
  if (text === null || text === '') return undefined;
  const id = /^id=(\d+)$/.exec(Buffer.from(text, 'base64').toString('utf8'))?.[1];
  return id === undefined ? refuse(call, 400, `Invalid value for ${name}`) : Number(id);
}

function link(call: Call, name: string, cursor: string): string {
  const query = new URLSearchParams(call.query);
  query.delete('after_cursor');
  query.delete('before_cursor');
  query.set(name, cursor);
  return `${call.origin}${call.path}?${query.toString()}`;
}

function idOf(call: Call, noun: string): number {
  const text = call.params['id'] ?? '';
  return /^\d{1,15}$/.test(text) ? Number(text) : refuse(call, 404, `${noun} for id ${text} was not found`);
}

function time(call: Call, name: string): number | undefined {
  const text = call.query.get(name);
  if (text === null) return undefined;
  const ms = Date.parse(text);
  return Number.isNaN(ms) ? refuse(call, 400, `Invalid value for ${name}`) : ms;
}
