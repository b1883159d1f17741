import type { Call, Reply, Route } from '../server/call';
import { requireRole } from './access';
import { notFound } from './errors';
import type { GraphContext } from './graph-context';
import { countReply, listReply, type Listing } from './listing';
import { groupEntity, organizationEntity, userEntity, type Entity } from './properties';
import { isEventual, optionsOf, selectOf } from './query';
import type { EntraGroupFacts, EntraTenant, EntraUser } from './tenant';
import type { Shelf } from './tenant-tables';
import {
  collectionReply,
  entityReply,
  groupDefaults,
  objectJson,
  picked,
  selectionOf,
  userDefaults,
  type Selection,
} from './wire';

/** Pages of a list have 100 objects without `$top` (learn.microsoft.com/graph/api/user-list). */
export const usualTop = 100;

/** Lists and single objects: users, groups, the organization. */
export function directoryRoutes(graph: GraphContext): readonly Route[] {
  return [
    ...shelfRoutes('users', graph),
    ...shelfRoutes('groups', graph),
    {
      method: 'GET',
      template: '/v1.0/organization',
      handler: (call) => listOrganization(call, graph),
    },
  ];
}

const kinds = {
  users: { entity: userEntity, usual: userDefaults },
  groups: { entity: groupEntity, usual: groupDefaults },
} as const;

type Kind = keyof typeof kinds;

function shelfRoutes(kind: Kind, graph: GraphContext): readonly Route[] {
  const guarded =
    (answer: (call: Call) => Reply) =>
    (call: Call): Reply => {
      requireRole(call, graph.accessOf(call), kind);
      return answer(call);
    };
  return [
    {
      method: 'GET',
      template: `/v1.0/${kind}`,
      handler: guarded((call) => listReply(call, listingOf(call, kind, graph))),
    },
    {
      method: 'GET',
      template: `/v1.0/${kind}/$count`,
      handler: guarded((call) => countReply(call, listingOf(call, kind, graph))),
    },
    {
      method: 'GET',
      template: `/v1.0/${kind}/{id}`,
      handler: guarded((call) => oneObject(call, kind, graph)),
    },
  ];
}

function listingOf(call: Call, kind: Kind, graph: GraphContext): Listing {
  const shelf: Shelf<EntraUser> | Shelf<EntraGroupFacts> = graph.tables()[kind];
  const { entity, usual } = kinds[kind];
  const object = (id: string): EntraUser | EntraGroupFacts | undefined => shelf.live.get(id);
  return {
    entity,
    usual,
    context: kind,
    object,
    from: (cursor) => behind(shelf.order, cursor),
    json: (id, selection) => jsonOf(object(id), entity, selection),
    sizes: { usual: Math.min(usualTop, graph.sizes().top), max: graph.sizes().top },
    base: graph.baseOf(call),
    isCast: false,
  };
}

function* behind(order: readonly string[], cursor: number): Generator<readonly [string, number]> {
  for (let index = cursor; index < order.length; index += 1) yield [order[index] ?? '', index + 1];
}

function jsonOf(
  object: EntraUser | EntraGroupFacts | undefined,
  entity: Entity,
  selection: Selection,
): Buffer {
  return object === undefined ? Buffer.from('{}') : objectJson(object, entity, selection);
}

/** A user is found by its principal name as well. */
function oneObject(call: Call, kind: Kind, graph: GraphContext): Reply {
  const id = call.params['id'] ?? '';
  const { entity, usual } = kinds[kind];
  const { users, groups } = graph.tables();
  const object = kind === 'users' ? (users.live.get(id) ?? userNamed(users, id)) : groups.live.get(id);
  if (object === undefined) return notFound(call, id);
  const options = optionsOf(call);
  const select = selectOf(call, options.get('$select'), { entity, usual });
  const names = options.has('$select') ? `(${select.key})` : '';
  const context = `${graph.baseOf(call)}/v1.0/$metadata#${kind}${names}/$entity`;
  return entityReply(context, picked(object, entity, select.names));
}

function userNamed(users: Shelf<EntraUser>, name: string): EntraUser | undefined {
  if (!name.includes('@')) return undefined;
  const wanted = name.toLowerCase();
  return [...users.live.values()].find((user) => user.userPrincipalName.toLowerCase() === wanted);
}

function listOrganization(call: Call, graph: GraphContext): Reply {
  requireRole(call, graph.accessOf(call), 'organization');
  const options = optionsOf(call);
  const usual = selectionOf(organizationEntity.defaults);
  const select = selectOf(call, options.get('$select'), { entity: organizationEntity, usual });
  const fields = picked(organizationOf(graph.tables().tenant), organizationEntity, select.names);
  const context = `${graph.baseOf(call)}/v1.0/$metadata#organization`;
  const count = isEventual(call) && options.get('$count') === 'true' ? 1 : undefined;
  return collectionReply({ '@odata.context': context, '@odata.count': count }, [
    Buffer.from(JSON.stringify(fields)),
  ]);
}

function organizationOf(tenant: EntraTenant): object {
  return {
    id: tenant.id,
    displayName: tenant.displayName,
    createdDateTime: '2020-01-01T00:00:00Z',
    tenantType: 'AAD',
    verifiedDomains: tenant.domains.map((name, index) => ({
      capabilities: 'Email, OfficeCommunicationsOnline',
      isDefault: index === tenant.domains.length - 1,
      isInitial: index === 0,
      name,
      type: 'Managed',
    })),
  };
}
