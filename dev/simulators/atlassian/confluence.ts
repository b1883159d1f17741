import { bodyOf, empty, json, ReplyError, type Call, type Reply, type Route } from '../server/call';
import { management } from './group-facts';
import { nameRefusal, ownerRefusal, seatRefusal, type WriteRefusal } from './group-writes';
import {
  forbiddenByDirectory,
  mayBrowseUsers,
  mayWriteGroups,
  principalOf,
  type Principal,
} from './principal';
import type { Account, GroupFacts } from './site';
import type { SiteState } from './site-state';

const largestPage = 200;

/** Confluence's group and user calls. developer.atlassian.com/cloud/confluence/rest/v1/api-group-group */
export function confluenceRoutes(state: SiteState): readonly Route[] {
  return [
    { method: 'GET', template: '/wiki/rest/api/group', handler: (call) => listGroups(call, state) },
    { method: 'POST', template: '/wiki/rest/api/group', handler: (call) => create(call, state) },
    { method: 'GET', template: '/wiki/rest/api/group/by-id', handler: (call) => oneGroup(call, state) },
    { method: 'DELETE', template: '/wiki/rest/api/group/by-id', handler: (call) => remove(call, state) },
    { method: 'GET', template: '/wiki/rest/api/group/picker', handler: (call) => picker(call, state) },
    {
      method: 'GET',
      template: '/wiki/rest/api/group/{groupId}/membersByGroupId',
      handler: (call) => members(call, state),
    },
    {
      method: 'POST',
      template: '/wiki/rest/api/group/userByGroupId',
      handler: (call) => addMember(call, state),
    },
    {
      method: 'DELETE',
      template: '/wiki/rest/api/group/userByGroupId',
      handler: (call) => removeMember(call, state),
    },
    { method: 'GET', template: '/wiki/rest/api/user/memberof', handler: (call) => memberOf(call, state) },
    { method: 'GET', template: '/wiki/rest/api/user/current', handler: (call) => current(call, state) },
    { method: 'GET', template: '/wiki/rest/api/user', handler: (call) => oneUser(call, state) },
  ];
}

export function confluenceError(
  status: number,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  const data = {
    authorized: status !== 401 && status !== 403,
    valid: status !== 400,
    errors: [],
    successful: false,
  };
  return json(status, { statusCode: status, data, message }, headers);
}

function refuse(status: number, message: string): never {
  throw new ReplyError(confluenceError(status, message));
}

function needBrowse(call: Call, state: SiteState): Principal {
  const principal = principalOf(call, state) ?? refuse(401, 'Authentication is required.');
  return mayBrowseUsers(principal, state)
    ? principal
    : refuse(403, 'Not permitted to view users and groups.');
}

function needWrite(call: Call, state: SiteState): void {
  const principal = principalOf(call, state) ?? refuse(401, 'Authentication is required.');
  if (!mayWriteGroups(principal, state)) refuse(403, forbiddenByDirectory);
}

const accessTypes: readonly string[] = ['site-admin', 'admin', 'user'];

function listGroups(call: Call, state: SiteState): Reply {
  needBrowse(call, state);
  const access = call.query.get('accessType');
  if (access !== null && !accessTypes.includes(access)) refuse(400, `Invalid accessType: ${access}`);
  const groups = state.groups().filter((group) => access === null || group.accessType === access);
  return listed(call, groups, (group) => groupBody(call, group));
}

function picker(call: Call, state: SiteState): Reply {
  needBrowse(call, state);
  const query = call.query.get('query');
  if (query === null || query === '') return refuse(400, 'The query parameter is missing.');
  const wanted = query.toLowerCase();
  return listed(
    call,
    state.groups().filter((group) => group.name.toLowerCase().includes(wanted)),
    (group) => groupBody(call, group),
  );
}

function oneGroup(call: Call, state: SiteState): Reply {
  needBrowse(call, state);
  return json(200, groupBody(call, groupOf(state, call.query.get('id'))));
}

/** Inactive people are left out without a word, as seen on real sites. */
function members(call: Call, state: SiteState): Reply {
  const principal = needBrowse(call, state);
  const group = groupOf(state, call.params['groupId'] ?? null);
  return listed(call, state.members(group.groupId, 'active'), (account) =>
    userBody(call, account, principal),
  );
}

function create(call: Call, state: SiteState): Reply {
  needWrite(call, state);
  const name = field(call, 'name');
  refuseFor(nameRefusal(name, state));
  return json(201, groupBody(call, state.addGroup({ name: String(name).trim() })));
}

function remove(call: Call, state: SiteState): Reply {
  needWrite(call, state);
  const group = groupOf(state, call.query.get('id'));
  refuseFor(ownerRefusal(group));
  state.removeGroup(group.groupId);
  return empty(204);
}

/** 201 also for somebody who is a member. */
function addMember(call: Call, state: SiteState): Reply {
  needWrite(call, state);
  const group = groupOf(state, call.query.get('groupId'));
  const account = accountOf(state, field(call, 'accountId'), 400);
  refuseFor(ownerRefusal(group));
  if (state.isMember(group.groupId, account.accountId)) return empty(201);
  refuseFor(seatRefusal(group, account, state));
  state.addMember(group.groupId, account.accountId);
  return empty(201);
}

/** 204 also for somebody who is not a member. */
function removeMember(call: Call, state: SiteState): Reply {
  needWrite(call, state);
  const group = groupOf(state, call.query.get('groupId'));
  const account = accountOf(state, call.query.get('accountId') ?? undefined, 404);
  refuseFor(ownerRefusal(group));
  state.removeMember(group.groupId, account.accountId);
  return empty(204);
}

function memberOf(call: Call, state: SiteState): Reply {
  needBrowse(call, state);
  const account = accountOf(state, call.query.get('accountId') ?? undefined, 404);
  return listed(call, state.groupsOf(account.accountId), (group) => groupBody(call, group));
}

function current(call: Call, state: SiteState): Reply {
  const principal = principalOf(call, state) ?? refuse(401, 'Authentication is required.');
  const app = state.accounts().find((account) => account.accountType === 'app');
  const account = principal.kind === 'person' ? principal.account : app;
  if (account === undefined) return refuse(404, 'The app has no user on this site.');
  return json(200, userBody(call, account, principal));
}

function oneUser(call: Call, state: SiteState): Reply {
  const principal = needBrowse(call, state);
  return json(
    200,
    userBody(call, accountOf(state, call.query.get('accountId') ?? undefined, 404), principal),
  );
}

function groupBody(call: Call, group: GroupFacts) {
  const self = `${call.origin}/wiki/rest/api/group/by-id?id=${group.groupId}`;
  return { type: 'group', name: group.name, id: group.groupId, ...management(group), _links: { self } };
}

/** A hidden e-mail address is an empty text here. */
function userBody(call: Call, account: Account, principal: Principal) {
  const isSelf = principal.kind === 'person' && principal.account.accountId === account.accountId;
  const id = encodeURIComponent(account.accountId);
  return {
    type: 'known',
    accountId: account.accountId,
    accountType: account.accountType === 'app' ? 'app' : 'atlassian',
    email: account.emailVisible || isSelf ? (account.email ?? '') : '',
    publicName: account.displayName,
    displayName: account.displayName,
    isExternalCollaborator: false,
    profilePicture: { path: '/wiki/aa-avatar/default', width: 48, height: 48, isDefault: true },
    _expandable: { operations: '', personalSpace: '' },
    _links: { self: `${call.origin}/wiki/rest/api/user?accountId=${id}` },
  };
}

function listed<T>(call: Call, all: readonly T[], body: (item: T) => unknown): Reply {
  const start = whole(call, 'start') ?? 0;
  const limit = whole(call, 'limit') ?? largestPage;
  if (limit > largestPage) refuse(400, `The limit cannot be greater than ${largestPage}.`);
  const items = all.slice(start, start + limit);
  const links = { base: `${call.origin}/wiki`, context: '/wiki', self: `${call.origin}${call.path}` };
  const next = start + limit < all.length ? { next: nextPath(call, start + limit, limit) } : {};
  const reply = json(200, {
    results: items.map(body),
    start,
    limit,
    size: items.length,
    _links: { ...links, ...next },
  });
  return { ...reply, objects: items.length };
}

/** Relative to the `context`, as Confluence gives it. */
function nextPath(call: Call, start: number, limit: number): string {
  const query = new URLSearchParams(call.query);
  query.set('start', String(start));
  query.set('limit', String(limit));
  return `${call.path.replace(/^\/wiki/, '')}?${query.toString()}`;
}

function whole(call: Call, name: string): number | undefined {
  const text = call.query.get(name);
  if (text === null) return undefined;
  return /^\d{1,9}$/.test(text) ? Number(text) : refuse(400, `Invalid value for ${name}: ${text}`);
}

function groupOf(state: SiteState, id: string | null): GroupFacts {
  if (id === null || id === '') return refuse(400, 'The group id is missing.');
  return state.group(id) ?? refuse(404, `No group found with id: ${id}`);
}

function accountOf(state: SiteState, accountId: unknown, missing: 400 | 404): Account {
  if (typeof accountId !== 'string' || accountId === '') return refuse(400, 'The accountId is missing.');
  return state.account(accountId) ?? refuse(missing, `No user found with account id: ${accountId}`);
}

function field(call: Call, name: string): unknown {
  const body = bodyOf(call);
  if (typeof body !== 'object' || body === null) return refuse(400, 'The request body is not JSON.');
  return new Map<string, unknown>(Object.entries(body)).get(name);
}

function refuseFor(refusal: WriteRefusal | undefined): void {
  if (refusal !== undefined) refuse(refusal.status, refusal.message);
}
