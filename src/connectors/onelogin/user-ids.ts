import pLimit from 'p-limit';
import type { DirectoryUser } from '../../domain/directory';
import type { OneLoginClient } from './client';
import { listPage, refuseShort, type Listing } from './listing';
import { believe, jsonBody, openEnvelope, userList, type OneLoginUser } from './schema';
import { directoryUser } from './user-records';

/** Ids in one request: few enough for a small server page and for an address under 2,500 characters. */
export const largestBatch = 200;
const longestIdList = 2_200;
const callsAtOnce = 4;

/** The users with these ids. `user_ids` is documented for version 2 ("List Users"); commas need no encoding. */
export function usersByIds(ids: readonly string[]): Listing {
  return {
    path: '/api/2/users',
    filter: `user_ids=${ids.join(',')}`,
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

/** Those of these people that exist. Where the filter is not kept to, each is asked for alone. */
export async function readUsers(
  client: OneLoginClient,
  ids: readonly string[],
): Promise<readonly DirectoryUser[]> {
  const limit = pLimit(callsAtOnce);
  const unique = [...new Set(ids)];
  const found = await Promise.all(batchesOf(unique).map((batch) => limit(() => readBatch(client, batch))));
  return found.flat().map(directoryUser);
}

async function readBatch(client: OneLoginClient, ids: readonly string[]): Promise<readonly OneLoginUser[]> {
  const listing = usersByIds(ids);
  const found = new Map<number, OneLoginUser>();
  let answer = await listPage(client, listing, undefined);
  for (;;) {
    if (answer.kind !== 'page') return readSingly(client, ids, answer.kind === 'not-there' ? 1 : 2);
    const users = believe(userList, answer.items, 'users');
    if (namesOthers(users, ids)) return readSingly(client, ids, 2);
    refuseShort(answer, 'users');
    for (const each of users) found.set(each.id, each);
    if (answer.next === undefined) return [...found.values()];
    answer = await listPage(client, listing, answer.next);
  }
}

/** One after the other: this is the rare way, and a list of ids may be long. */
async function readSingly(
  client: OneLoginClient,
  ids: readonly string[],
  api: 1 | 2,
): Promise<readonly OneLoginUser[]> {
  const found: OneLoginUser[] = [];
  for (const id of ids) {
    const response = await client.get({ path: `/api/${api}/users/${id}`, what: 'users', accept: [404] });
    if (response.status === 404) continue;
    const body = jsonBody(response, 'users');
    const records = api === 1 ? openEnvelope(body, 'users').data : [body];
    found.push(...believe(userList, records, 'users'));
  }
  return found;
}
