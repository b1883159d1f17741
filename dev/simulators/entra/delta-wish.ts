import type { Call } from '../server/call';
import type { Collection } from './change-log';
import type { DeltaWish } from './delta-token';
import { badRequest, unsupportedQuery } from './errors';
import { FilterSyntaxError, parseFilter, type Filter } from './filter-tree';
import { groupEntity, userEntity } from './properties';
import { selectOf, type Options } from './query';
import { groupDefaults, userDefaults } from './wire';

/** What the first request of a delta asked for; it goes along in every token. */
export function deltaWish(call: Call, options: Options, collection: Collection): DeltaWish {
  refuseOthers(call, options);
  const select = options.get('$select');
  const ids = idsOf(call, options.get('$filter'));
  const scope = ids === undefined ? {} : { ids: [...ids] };
  if (select === undefined) return { members: collection === 'groups', ...scope };
  const names = select.split(',').map((name) => name.trim());
  const isNavigation = (name: string): boolean => name === (collection === 'groups' ? 'members' : 'manager');
  const plain = names.filter((name) => !isNavigation(name));
  return {
    select: plain.length === 0 ? ['id'] : [...propertiesOf(call, plain, collection)],
    members: collection === 'groups' && names.some(isNavigation),
    ...scope,
  };
}

function propertiesOf(call: Call, names: readonly string[], collection: Collection): readonly string[] {
  const [entity, usual] = collection === 'users' ? [userEntity, userDefaults] : [groupEntity, groupDefaults];
  return selectOf(call, names.join(','), { entity, usual }).names;
}

/** learn.microsoft.com/graph/delta-query-overview, "Optional query parameters". The words are assumed. */
function refuseOthers(call: Call, options: Options): void {
  if (options.has('$top'))
    unsupportedQuery(
      call,
      'This resource does not support custom page sizes. Please retry without a page size argument.',
    );
  const other = ['$orderby', '$expand', '$search', '$count', '$skip'].find((name) => options.has(name));
  if (other !== undefined)
    unsupportedQuery(call, `'${other}' is not supported for delta queries of this resource.`);
}

const mostIds = 50;

/** `id eq 'a' or id eq 'b'`, up to fifty. */
function idsOf(call: Call, text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined;
  const ids = idsIn(treeOf(call, text));
  if (ids === undefined || ids.length > mostIds)
    return unsupportedQuery(
      call,
      `Only up to ${mostIds} comparisons of id are supported in $filter of a delta query.`,
    );
  return ids;
}

function idsIn(filter: Filter): readonly string[] | undefined {
  if (filter.kind === 'or') {
    const [left, right] = [idsIn(filter.left), idsIn(filter.right)];
    return left === undefined || right === undefined ? undefined : [...left, ...right];
  }
  const isId = filter.kind === 'compare' && filter.path === 'id' && filter.by === 'eq';
  return isId && typeof filter.value === 'string' ? [filter.value] : undefined;
}

function treeOf(call: Call, text: string): Filter {
  try {
    return parseFilter(text);
  } catch (error) {
    if (error instanceof FilterSyntaxError)
      return badRequest(call, `Invalid filter clause: ${error.message}`);
    throw error;
  }
}
