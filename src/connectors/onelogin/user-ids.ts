import type { Listing } from './listing';
import type { OwnQuery } from './queries';
import type { OneLoginUser } from './schema';

/** Ids in one request: few enough for a small server page and for an address under 2,500 characters. */
export const largestBatch = 200;
const longestIdList = 2_200;

/**
 * The users with these ids, of those whom the query names. `user_ids` is documented for version 2 ("List Users"); commas need no encoding.
 */
export function usersByIds(ids: readonly string[], query?: OwnQuery): Listing {
  const byIds = `user_ids=${ids.join(',')}`;
  return {
    path: '/api/2/users',
    filter: query === undefined ? byIds : `${byIds}&${query.text}`,
    sizes: [1_000, 100, 50],
    what: 'users',
  };
}

export function batchesOf(ids: readonly string[]): readonly (readonly string[])[] {
  const batches: string[][] = [];
  let length = Infinity;
  for (const id of ids) {
    const batch = batches.at(-1);
    if (batch === undefined || batch.length >= largestBatch || length + 1 + id.length > longestIdList) {
      batches.push([id]);
      length = id.length;
    } else {
      batch.push(id);
      length += 1 + id.length;
    }
  }
  return batches;
}

/** Whether the answer has people that were not asked for: the server does not keep to the filter. */
export function namesOthers(users: readonly OneLoginUser[], ids: readonly string[]): boolean {
  const asked = new Set(ids);
  return users.some((each) => !asked.has(String(each.id)));
}
