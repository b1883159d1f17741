import pLimit from 'p-limit';
import type { OneLoginSettings } from '../../domain/onelogin-settings';
import type { DirectoryRecord } from '../../domain/directory';
import { FailureError } from '../../domain/failure';
import type { OneLoginClient } from './client';
import { listPage, refuseShort } from './listing';
import { areRolesListedAlone } from './read-groups';
import { believe, jsonBody, openEnvelope, userList, type OneLoginUser } from './schema';
import { batchesOf, namesOthers, usersByIds } from './user-ids';
import { userRecords, type RecordKind } from './user-records';

const callsAtOnce = 4;

/**
 * Those of these people that exist, with the memberships that their records hold. Where the filter is not kept to, each is asked for alone.
 * Throws `unexpected-response` where an answer cannot tell that somebody is gone.
 */
export async function readUsers(
  client: OneLoginClient,
  settings: OneLoginSettings,
  ids: readonly string[],
): Promise<readonly DirectoryRecord[]> {
  const limit = pLimit(callsAtOnce);
  const batches = batchesOf([...new Set(ids)]);
  const found = (await Promise.all(batches.map((batch) => limit(() => readBatch(client, batch))))).flat();
  const kinds = kindsOf(settings);
  if (found.length === 0 || !(await areRolesOnRecords(client, settings)))
    return userRecords(found, new Set(kinds));
  return userRecords(await withRoles(client, found), new Set([...kinds, 'role']));
}

/**
 * At least what the pages of people give. With required groups they may give less, by what was found among roles and groups; more does no
 * harm, because what is neither synchronised nor required is not looked at.
 */
function kindsOf({ groupSources, requiredGroups }: OneLoginSettings): readonly RecordKind[] {
  const kinds = ['member_of', 'group'] as const;
  return requiredGroups.length > 0 ? kinds : kinds.filter((kind) => groupSources.includes(kind));
}

async function areRolesOnRecords(client: OneLoginClient, settings: OneLoginSettings): Promise<boolean> {
  const matter = settings.groupSources.includes('roles') || settings.requiredGroups.length > 0;
  return matter && areRolesListedAlone(client);
}

/** Only the records of version 1 are sure to name roles. */
async function withRoles(
  client: OneLoginClient,
  users: readonly OneLoginUser[],
): Promise<readonly OneLoginUser[]> {
  if (users.every((each) => each.role_id !== undefined)) return users;
  const ids = users.map((each) => String(each.id));
  return readSingly(client, ids, 1);
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
  const users = believe(userList, records, 'users');
  if (namesOthers(users, [id])) throw somebodyElse(id);
  return users;
}

function somebodyElse(id: string): FailureError {
  return new FailureError({
    kind: 'unexpected-response',
    message: `OneLogin was asked for user ${id} and sent another. Nothing was changed. If it repeats, report it.`,
  });
}
