import type { Call, Reply, Route } from '../server/call';
import { may, requireRole } from './access';
import { usualTop } from './directory-routes';
import { notFound } from './errors';
import type { GraphContext } from './graph-context';
import { listReply, type Listing } from './listing';
import { directoryObjectEntity, groupEntity } from './properties';
import { groupsOver, groupsRightOver } from './tenant-state';
import type { EntraGroupFacts } from './tenant';
import { groupDefaults, objectJson, odataType, selectionOf, type Selection } from './wire';

/**
 * What a user is in. An application may read it at any depth with a permission for users or groups, but the direct memberships only with one for the whole
 * directory (learn.microsoft.com/graph/api/user-list-memberof and user-list-transitivememberof, "Permissions").
 */
export function memberOfRoutes(graph: GraphContext): readonly Route[] {
  return [
    {
      method: 'GET',
      template: '/v1.0/users/{id}/memberOf',
      handler(call): Reply {
        requireRole(call, graph.accessOf(call), 'directory');
        return listReply(call, listingOf(call, graph, 'memberOf'));
      },
    },
    {
      method: 'GET',
      template: '/v1.0/users/{id}/transitiveMemberOf',
      handler(call): Reply {
        const access = graph.accessOf(call);
        if (!may(access, 'groups')) requireRole(call, access, 'users');
        return listReply(call, listingOf(call, graph, 'transitiveMemberOf'));
      },
    },
  ];
}

function listingOf(call: Call, graph: GraphContext, depth: 'memberOf' | 'transitiveMemberOf'): Listing {
  const id = call.params['id'] ?? '';
  const tables = graph.tables();
  if (!tables.users.live.has(id)) return notFound(call, id);
  const access = graph.accessOf(call);
  const groups = tables.groups.live;
  const above = depth === 'memberOf' ? groupsRightOver(tables, id) : groupsOver(tables, id);
  const shown = above.filter(
    (groupId) => groups.get(groupId)?.visibility !== 'HiddenMembership' || may(access, 'hiddenMembers'),
  );
  return {
    entity: directoryObjectEntity,
    context: 'directoryObjects',
    usual: groupDefaults,
    object: (groupId) => groups.get(groupId),
    from: (cursor) => shown.slice(cursor).map((each, index) => [each, cursor + index + 1] as const),
    json: (groupId, selection) =>
      jsonOf(groups.get(groupId), selection, may(access, 'groups') ? 'all' : 'id'),
    sizes: { usual: Math.min(usualTop, graph.sizes().top), max: graph.sizes().top },
    base: graph.baseOf(call),
    isCast: false,
  };
}

/** `id`: the application may read no groups; then only what it is and its id come. */
function jsonOf(group: EntraGroupFacts | undefined, selection: Selection, shown: 'all' | 'id'): Buffer {
  if (group === undefined) return Buffer.from('{}');
  const names = shown === 'id' ? ['id'] : selection.names.filter((name) => groupEntity.properties.has(name));
  const fields = objectJson(group, groupEntity, selectionOf(names)).subarray(1);
  return Buffer.concat([Buffer.from(`{"@odata.type":"${odataType('group')}",`), fields]);
}
