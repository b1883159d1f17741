import pLimit from 'p-limit';
import type { OneLoginSettings } from '../../domain/onelogin-settings';
import type { DirectoryRecord } from '../../domain/directory';
import { FailureError } from '../../domain/failure';
import { withAttributes } from './attributes';
import { combinesWithIds } from './check-queries';
import type { OneLoginClient } from './client';
import { listPage, refuseShort } from './listing';
import { ownQuery, queryRefused, type OwnQuery } from './queries';
import { areRolesListedAlone } from './read-groups';
import { everybody } from './read-people';
import { believe, jsonBody, openEnvelope, type OneLoginUser } from './schema';
import { namesGroups } from './select-groups';
import { batchesOf, namesOthers, usersByIds } from './user-ids';
import { userRecords, type RecordKind } from './user-records';

const callsAtOnce = 4;

/**
 * Those of these people that exist (and whom the settings' query names), with the memberships that their records hold. Where the filter is not kept to,
 * each is asked for alone. Throws `unexpected-response` where an answer cannot tell that somebody is gone.
 */
export async function readUsers(
  client: OneLoginClient,
  settings: OneLoginSettings,
  ids: readonly string[],
): Promise<readonly DirectoryRecord[]> {
  const found = await findUsers(client, [...new Set(ids)], ownQuery(settings, 'users'));
  const kinds = kindsOf(settings);
  const { attributes } = client;
  if (found.length === 0 || !(await areRolesOnRecords(client, settings)))
    return userRecords(found, { kinds: new Set(kinds), attributes });
  return userRecords(await withRoles(client, found), { kinds: new Set([...kinds, 'role']), attributes });
}

/** As OneLogin's records, without memberships. */
export async function findUsers(
  client: OneLoginClient,
  ids: readonly string[],
  query: OwnQuery | undefined,
): Promise<readonly OneLoginUser[]> {
  const [first] = ids;
  if (first === undefined) return [];
  const isWhole = query !== undefined && !(await combinesWithIds(client, query, `user_ids=${first}`));
  if (isWhole) return ofQuery(client, query, new Set(ids));
  const limit = pLimit(callsAtOnce);
  const batches = batchesOf(ids).map((batch) => limit(() => readBatch(client, batch, query)));
  return (await Promise.all(batches)).flat();
}

/** All whom the query names, as far as they are asked for: a record that is asked for alone does not say whether the query names it. */
async function ofQuery(
  client: OneLoginClient,
  query: OwnQuery,
  asked: ReadonlySet<string>,
): Promise<readonly OneLoginUser[]> {
  const listing = withAttributes(client, { ...everybody, filter: query.text });
  const found = new Map<number, OneLoginUser>();
  let answer = await listPage(client, listing, undefined);
  for (;;) {
    if (answer.kind !== 'page') throw queryRefused('users', answer.response);
    const users = believe(client.userList, answer.items, 'users');
    for (const each of users) if (asked.has(String(each.id))) found.set(each.id, each);
    refuseShort(answer, 'users');
    if (answer.next === undefined) return [...found.values()];
    answer = await listPage(client, listing, answer.next);
  }
}

/**
 * At least what the pages of people give. With required or excluded groups they may give less, by what was found among roles and groups; more does no
 * harm, because what is neither synchronised nor named is not looked at.
 */
export function kindsOf(settings: OneLoginSettings): readonly RecordKind[] {
  const kinds = ['member_of', 'group'] as const;
  return namesGroups(settings) ? kinds : kinds.filter((kind) => settings.groupSources.includes(kind));
}

async function areRolesOnRecords(client: OneLoginClient, settings: OneLoginSettings): Promise<boolean> {
  const matter = settings.groupSources.includes('roles') || namesGroups(settings);
  return matter && areRolesListedAlone(client);
}

/** Only the records of version 1 are sure to name roles. */
export async function withRoles(
  client: OneLoginClient,
  users: readonly OneLoginUser[],
): Promise<readonly OneLoginUser[]> {
  if (users.every((each) => each.role_id !== undefined)) return users;
  const ids = users.map((each) => String(each.id));
  return readSingly(client, ids, 1);
}

async function readBatch(
  client: OneLoginClient,
  ids: readonly string[],
  query: OwnQuery | undefined,
): Promise<readonly OneLoginUser[]> {
  const listing = withAttributes(client, usersByIds(ids, query));
  const alone = (api: 1 | 2) =>
    query === undefined ? readSingly(client, ids, api) : ofQuery(client, query, new Set(ids));
  const found = new Map<number, OneLoginUser>();
  let answer = await listPage(client, listing, undefined);
  for (;;) {
    if (answer.kind !== 'page') return alone(answer.kind === 'not-there' ? 1 : 2);
    const users = believe(client.userList, answer.items, 'users');
    if (namesOthers(users, ids)) return alone(2);
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
  for (const id of ids) found.push(...(await readOne(client, id, api)));
  // 404 is said of a person who is gone, and by an API that is not there at all.
  if (found.length < ids.length) await client.get({ path: `/api/${api}/users?limit=1`, what: 'users' });
  return found;
}

async function readOne(client: OneLoginClient, id: string, api: 1 | 2): Promise<readonly OneLoginUser[]> {
  const response = await client.get({ path: `/api/${api}/users/${id}`, what: 'users', accept: [404] });
  if (response.status === 404) return [];
  const body = jsonBody(response, 'users');
  const records = api === 1 ? openEnvelope(body, 'users').data : [body];
  const users = believe(client.userList, records, 'users');
  if (namesOthers(users, [id])) throw somebodyElse(id);
  return users;
}

function somebodyElse(id: string): FailureError {
  return new FailureError({
    kind: 'unexpected-response',
    message: `OneLogin was asked for user ${id} and sent another. Nothing was changed. If it repeats, report it.`,
  });
}
