import type { Reply } from '../server/call';
import { groupEntity, userEntity, type Entity } from './properties';
import type { EntraGroupFacts, EntraThing, EntraUser, MemberType } from './tenant';

/** The properties that an answer holds; `key` is the same for the same properties. */
export interface Selection {
  readonly key: string;
  readonly names: readonly string[];
}

export function selectionOf(names: readonly string[]): Selection {
  return { key: names.join(','), names };
}

export const userDefaults = selectionOf(userEntity.defaults);
export const groupDefaults = selectionOf(groupEntity.defaults);

type Stored = EntraUser | EntraGroupFacts | EntraThing;

const made = new Map<string, WeakMap<Stored, Buffer>>();

/** JSON of an object with these properties; made once, because objects are values that a change replaces. */
export function objectJson(object: Stored, entity: Entity, selection: Selection): Buffer {
  const bySelection = made.get(`${entity.name} ${selection.key}`) ?? new WeakMap<Stored, Buffer>();
  made.set(`${entity.name} ${selection.key}`, bySelection);
  const known = bySelection.get(object);
  if (known !== undefined) return known;
  const bytes = Buffer.from(JSON.stringify(picked(object, entity, selection.names)));
  bySelection.set(object, bytes);
  return bytes;
}

/** What was never set is `null`, and an empty list where it is a list. */
export function picked(object: object, entity: Entity, names: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(names.map((name) => [name, Reflect.get(object, name) ?? emptyOf(entity, name)]));
}

function emptyOf(entity: Entity, name: string): [] | null {
  const type = entity.properties.get(name);
  return type === 'strings' || (type === 'structure' && !single.has(name)) ? [] : null;
}

/** Structures of which there is one, and no list. */
const single: ReadonlySet<string> = new Set(['onPremisesExtensionAttributes', 'employeeOrgData']);

const memberEnds: Readonly<Record<MemberType, string>> = {
  user: '#microsoft.graph.user',
  group: '#microsoft.graph.group',
  device: '#microsoft.graph.device',
  servicePrincipal: '#microsoft.graph.servicePrincipal',
  orgContact: '#microsoft.graph.orgContact',
};

export function odataType(type: MemberType): string {
  return memberEnds[type];
}

/** A member as `members@delta` shows it. Ids are GUIDs, which need no escaping. */
export function memberJson(id: string, type: MemberType, removed: boolean): string {
  const end = removed ? ',"@removed":{"reason":"deleted"}' : '';
  return `{"@odata.type":"${memberEnds[type]}","id":"${id}"${end}}`;
}

export const graphJsonType =
  'application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8';

type Annotations = Readonly<Record<string, string | number | undefined>>;

/** The same as `collectionReply` for items that are texts. */
export function collectionText(annotations: Annotations, items: readonly string[]): Reply {
  const head = JSON.stringify(annotations).slice(0, -1);
  return {
    status: 200,
    headers: { 'content-type': graphJsonType },
    body: `${head},"value":[${items.join(',')}]}`,
  };
}

/** A page of a collection: annotations first, as Graph writes them, then the items that were made before. */
export function collectionReply(annotations: Annotations, items: readonly Buffer[]): Reply {
  const head = JSON.stringify(annotations).slice(0, -1);
  const parts = items.flatMap((item, index) => (index === 0 ? [item] : [comma, item]));
  return {
    status: 200,
    headers: { 'content-type': graphJsonType },
    body: Buffer.concat([Buffer.from(`${head},"value":[`), ...parts, closing]),
  };
}

export function entityReply(context: string, fields: object): Reply {
  return {
    status: 200,
    headers: { 'content-type': graphJsonType },
    body: JSON.stringify({ '@odata.context': context, ...fields }),
  };
}

const [comma, closing] = [Buffer.from(','), Buffer.from(']}')];
