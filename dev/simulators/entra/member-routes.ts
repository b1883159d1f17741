import type { Call, Reply, Route } from '../server/call';
import { may, requireRole } from './access';
import { usualTop } from './directory-routes';
import { notFound } from './errors';
import type { GraphContext } from './graph-context';
import { countReply, listReply, type Listing } from './listing';
import { directoryObjectEntity, groupEntity, userEntity, type Entity } from './properties';
import { transitiveMembers } from './tenant-state';
import { isAlive, typeOf, type Tables } from './tenant-tables';
import type { EntraGroupFacts, EntraThing, EntraUser, MemberType } from './tenant';
import {
  groupDefaults,
  objectJson,
  odataType,
  picked,
  selectionOf,
  userDefaults,
  type Selection,
} from './wire';

const casts = { '': undefined, '/microsoft.graph.user': 'user', '/microsoft.graph.group': 'group' } as const;
type Depth = 'members' | 'transitiveMembers';

/** Direct members and those at any depth, of mixed kinds or cast to one. */
export function memberRoutes(graph: GraphContext): readonly Route[] {
  const depths: readonly Depth[] = ['members', 'transitiveMembers'];
  return depths.flatMap((depth) =>
    Object.entries(casts).flatMap(([path, type]) => routesOf(graph, `${depth}${path}`, { depth, type })),
  );
}

interface Wanted {
  readonly depth: Depth;
  readonly type: 'user' | 'group' | undefined;
}

function routesOf(graph: GraphContext, path: string, wanted: Wanted): readonly Route[] {
  const template = `/v1.0/groups/{id}/${path}`;
  const listing = (call: Call): Listing => memberListing(call, wanted, graph);
  return [
    { method: 'GET', template, handler: (call): Reply => listReply(call, listing(call)) },
    {
      method: 'GET',
      template: `${template}/$count`,
      handler: (call): Reply => countReply(call, listing(call)),
    },
  ];
}

const entities = { user: userEntity, group: groupEntity, mixed: directoryObjectEntity } as const;
const contexts = { user: 'users', group: 'groups', mixed: 'directoryObjects' } as const;

function memberListing(call: Call, wanted: Wanted, graph: GraphContext): Listing {
  const access = graph.accessOf(call);
  requireRole(call, access, 'groups');
  const groupId = call.params['id'] ?? '';
  const group = graph.tables().groups.live.get(groupId);
  if (group === undefined) return notFound(call, groupId);
  const isHidden = group.visibility === 'HiddenMembership' && !may(access, 'hiddenMembers');
  const kind = wanted.type ?? 'mixed';
  const seesUsers = may(access, 'users');
  return {
    entity: entities[kind],
    context: contexts[kind],
    usual: wanted.type === 'group' ? groupDefaults : userDefaults,
    from: isHidden
      ? () => []
      : (cursor) => candidates(graph.tables(), groupId, { cursor, depth: wanted.depth }),
    object: (id) => memberObject(graph.tables(), id, wanted.type),
    json: (id, selection) =>
      memberJsonOf(graph.tables(), id, { selection, wanted, seesUsers, asked: hasSelect(call) }),
    sizes: { usual: Math.min(usualTop, graph.sizes().top), max: graph.sizes().top },
    base: graph.baseOf(call),
    isCast: wanted.type !== undefined,
  };
}

function candidates(
  tables: Tables,
  groupId: string,
  { cursor, depth }: { readonly cursor: number; readonly depth: Depth },
): Iterable<readonly [string, number]> {
  if (depth === 'members') return tables.members.get(groupId)?.from(cursor) ?? [];
  return transitiveMembers(tables, groupId)
    .slice(cursor)
    .map(({ id }, index) => [id, cursor + index + 1] as const);
}

type Stored = EntraUser | EntraGroupFacts | EntraThing;

function memberObject(tables: Tables, id: string, type: MemberType | undefined): Stored | undefined {
  if (!isAlive(tables, id)) return undefined;
  if (type !== undefined && typeOf(tables, id) !== type) return undefined;
  return tables.users.live.get(id) ?? tables.groups.live.get(id) ?? tables.things.get(id);
}

const thingDefaults = selectionOf(['id', 'displayName']);

/** `asked`: whether there was a `$select`; without one, each kind comes with its own usual properties. */
interface Showing {
  readonly selection: Selection;
  readonly wanted: Wanted;
  readonly seesUsers: boolean;
  readonly asked: boolean;
}

function hasSelect(call: Call): boolean {
  return [...call.query.keys()].some((name) => name.toLowerCase() === '$select');
}

/** Users that the application may not read come with their type and id only. */
function memberJsonOf(tables: Tables, id: string, showing: Showing): Buffer {
  const type = typeOf(tables, id) ?? 'user';
  const start = showing.wanted.type === undefined ? `{"@odata.type":"${odataType(type)}"` : '{';
  if (type === 'user' && !showing.seesUsers)
    return Buffer.from(`{"@odata.type":"${odataType(type)}","id":"${id}"}`);
  const fields = fieldsOf(tables, id, { type, showing });
  const rest = fields.subarray(1);
  if (start === '{') return fields;
  return Buffer.concat([Buffer.from(rest.length > 1 ? `${start},` : start), rest]);
}

function fieldsOf(
  tables: Tables,
  id: string,
  { type, showing }: { readonly type: MemberType; readonly showing: Showing },
): Buffer {
  const object = memberObject(tables, id, undefined);
  if (object === undefined) return Buffer.from('{}');
  if (type === 'user') return objectJson(object, userEntity, within(showing, userEntity, userDefaults));
  if (type === 'group') return objectJson(object, groupEntity, within(showing, groupEntity, groupDefaults));
  const names = showing.asked
    ? showing.selection.names.filter((name) => thingDefaults.names.includes(name))
    : thingDefaults.names;
  return Buffer.from(JSON.stringify(picked(object, directoryObjectEntity, names)));
}

/** Of what was asked for, the properties that this kind has. */
function within({ asked, selection }: Showing, entity: Entity, usual: Selection): Selection {
  if (!asked) return usual;
  return selectionOf(selection.names.filter((name) => entity.properties.has(name)));
}
