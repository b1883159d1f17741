import type { Call } from '../server/call';
import { badRequest, unsupportedQuery } from './errors';
import type { Entity } from './properties';
import { isAdvanced, type Options } from './query';

const sortable: ReadonlySet<string> = new Set([
  'displayName',
  'userPrincipalName',
  'mail',
  'createdDateTime',
  'surname',
  'givenName',
]);
/** Those that need no advanced query (learn.microsoft.com/graph/aad-advanced-queries, user and group properties). */
const plainlySortable: ReadonlySet<string> = new Set(['displayName', 'userPrincipalName']);

type Compare = (a: object, b: object) => number;

/** How `$orderby` sorts; undefined without it. One property, ascending or descending. */
export function orderOf(call: Call, options: Options, entity: Entity): Compare | undefined {
  const text = options.get('$orderby');
  if (text === undefined) return undefined;
  const [, name = '', way = 'asc'] = /^\s*(\w+)(?:\s+(asc|desc))?\s*$/.exec(text) ?? [];
  if (!entity.properties.has(name)) badRequest(call, `Invalid orderby clause '${text}'.`);
  const advanced = isAdvanced(call, options);
  const isAllowed = advanced ? sortable.has(name) : plainlySortable.has(name) && !options.has('$filter');
  if (!isAllowed) unsupportedQuery(call, 'Sorting not supported for current query.');
  const sign = way === 'desc' ? -1 : 1;
  return (a, b) => sign * textOf(a, name).localeCompare(textOf(b, name), 'en');
}

function textOf(object: object, name: string): string {
  const value: unknown = Reflect.get(object, name);
  return typeof value === 'string' ? value : '';
}
