import { json, type Call, type Reply, type Route } from '../server/call';
import type { Directory } from './directory';
import { missing } from './errors';
import { foundGroups } from './group-search';
import type { GroupFacts } from './org';
import { pageReply, sliceByPlace, sliceOfIds, type PageSizes } from './pages';

/** The largest `limit` of a page of groups (okta-management 2026.06.3, `listGroups`). */
const maxGroups = 10_000;

export function groupRoutes(directory: Directory): readonly Route[] {
  return [
    { method: 'GET', template: '/api/v1/groups', handler: (call) => listGroups(call, directory) },
    { method: 'GET', template: '/api/v1/groups/{id}', handler: (call) => oneGroup(call, directory) },
    {
      method: 'GET',
      template: '/api/v1/groups/{id}/users',
      handler: (call) => members(call, directory),
    },
  ];
}

function listGroups(call: Call, directory: Directory): Reply {
  const { items: groups, order } = foundGroups(call, directory);
  const byId = new Map(groups.map((group) => [group.id, group]));
  const cut = order === 'by-id' ? sliceOfIds : sliceByPlace;
  const isQuery = call.query.has('q');
  const cap = directory.caps().groups;
  const sizes: PageSizes = { usual: isQuery ? 300 : maxGroups, max: maxGroups, cap };
  const slice = cut(
    call,
    groups.map((group) => group.id),
    sizes,
  );
  const items = slice.items
    .flatMap((id) => byId.get(id) ?? [])
    .map((group) => groupJson(call, group, directory));
  return pageReply(call, directory.orgUrl, { items, slice: isQuery ? { ...slice, next: undefined } : slice });
}

function groupJson(call: Call, group: GroupFacts, { wire, state }: Directory): Buffer {
  return call.query.get('expand') === 'stats'
    ? wire.groupWithStats(group, state.memberIds(group.id).length)
    : wire.groupJson(group);
}

function oneGroup(call: Call, { wire, state }: Directory): Reply {
  return json(200, wire.groupBody(groupOf(call, state)));
}

/** Everybody who belongs to the group, the deactivated too: a deactivation ends no membership. */
function members(call: Call, directory: Directory): Reply {
  const { state, wire } = directory;
  const group = groupOf(call, state);
  const slice = sliceOfIds(call, state.memberIds(group.id), { usual: 1000, cap: directory.caps().members });
  const items = slice.items.flatMap((id) => state.user(id) ?? []).map((user) => wire.userJson(user));
  return pageReply(call, directory.orgUrl, { items, slice });
}

function groupOf(call: Call, state: Directory['state']): GroupFacts {
  const id = call.params['id'] ?? '';
  return state.groupFacts(id) ?? missing(id, 'UserGroup');
}
