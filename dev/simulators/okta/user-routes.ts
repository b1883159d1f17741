import { json, type Call, type Reply, type Route } from '../server/call';
import type { Directory } from './directory';
import { missing } from './errors';
import type { OktaUser } from './org';
import { pageReply, sliceByPlace, sliceOfIds, type PageSizes, type Slice } from './pages';
import { foundUsers, isFoundBy } from './user-search';

export function userRoutes(directory: Directory): readonly Route[] {
  return [
    { method: 'GET', template: '/api/v1/users', handler: (call) => listUsers(call, directory) },
    {
      method: 'GET',
      template: '/api/v1/users/{id}',
      handler: (call) => json(200, directory.wire.userDetails(userOf(call, directory.state))),
    },
    {
      method: 'GET',
      template: '/api/v1/users/{id}/groups',
      handler: (call) => groupsOfUser(call, directory),
    },
  ];
}

/** `q` finds by the beginning of a name or address and has no pages; `search` and `filter` find the deactivated too. */
function listUsers(call: Call, directory: Directory): Reply {
  const found = foundUsers(call, directory);
  if (found === undefined) return plainList(call, directory);
  const cut = found.order === 'by-id' ? sliceOfIds : sliceByPlace;
  const slice = cut(call, found.ids, sizesOf(directory));
  return usersReply(call, directory, { slice, user: (id) => found.byId.get(id) });
}

function plainList(call: Call, directory: Directory): Reply {
  const { state } = directory;
  const word = call.query.get('q');
  const visible =
    word === null ? state.liveUserIds() : state.liveUserIds().filter((id) => isFoundBy(state.user(id), word));
  const sizes = word === null ? sizesOf(directory) : { usual: 10, cap: sizesOf(directory).cap };
  const slice = sliceOfIds(call, visible, sizes);
  const shown: Slice = word === null ? slice : { ...slice, next: undefined };
  return usersReply(call, directory, { slice: shown, user: (id) => state.user(id) });
}

function usersReply(
  call: Call,
  directory: Directory,
  page: { slice: Slice; user: (id: string) => OktaUser | undefined },
): Reply {
  const items = page.slice.items
    .flatMap((id) => page.user(id) ?? [])
    .map((user) => directory.wire.userJson(user));
  return pageReply(call, directory.orgUrl, { items, slice: page.slice });
}

function sizesOf(directory: Directory): PageSizes {
  return { usual: 200, cap: directory.caps().users };
}

/** Documented without pages; a client must follow the link all the same, as with every list ("Pagination"). */
function groupsOfUser(call: Call, { state, wire, orgUrl, caps }: Directory): Reply {
  const user = userOf(call, state);
  const cap = caps().groups;
  const slice = sliceOfIds(call, state.groupIdsOf(user.id), { usual: cap, cap });
  const groups = slice.items.flatMap((id) => state.groupFacts(id) ?? []);
  const items = groups.map((group) => wire.groupJson(group));
  return pageReply(call, orgUrl, { items, slice });
}

/** By id, by login, or by the part of a login before the `@`. */
function userOf(call: Call, state: Directory['state']): OktaUser {
  const key = call.params['id'] ?? '';
  return state.user(key) ?? state.userByLogin(key) ?? byShortLogin(key, state) ?? missing(key, 'User');
}

function byShortLogin(key: string, state: Directory['state']): OktaUser | undefined {
  const wanted = `${key.toLowerCase()}@`;
  return state.users().find((user) => user.profile.login.toLowerCase().startsWith(wanted));
}
