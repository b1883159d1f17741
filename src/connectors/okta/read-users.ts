import type { DirectoryRecord } from '../../domain/directory';
import { FailureError } from '../../domain/failure';
import type { OktaClient } from './client';
import { listPage, pageOrThrow, type Listing } from './listing';
import { isGone, queryRejected, refusal } from './refusals';
import { usersEndpoint } from './read-people';
import { believe, jsonBody, userList, type OktaUser } from './schema';
import { userRecord } from './user-records';

/** Few enough for an address of about 2,300 characters; Okta names no limit but refuses an expression that is too long. */
const largestBatch = 50;

/**
 * Those of these people who exist, the deactivated too, and whom the query of the filters names, if there is one. A batch that Okta finds too long
 * is asked for in halves, at last each person alone.
 */
export async function readUsers(
  client: OktaClient,
  ids: readonly string[],
): Promise<readonly DirectoryRecord[]> {
  const wanted = [...new Set(ids)].filter((id) => /^[\w-]+$/.test(id));
  const batches: (readonly string[])[] = [];
  for (let from = 0; from < wanted.length; from += largestBatch)
    batches.push(wanted.slice(from, from + largestBatch));
  const found = await Promise.all(batches.map((batch) => readBatch(client, batch)));
  return found.flat().map(userRecord);
}

async function readBatch(client: OktaClient, ids: readonly string[]): Promise<readonly OktaUser[]> {
  const listing = usersByIds(client, ids);
  const answer = await listPage(client, listing, undefined);
  if (answer.kind !== 'page') {
    if (ids.length > 1) return inHalves(client, ids);
    return readOne(
      client,
      ids,
      answer.kind === 'refused' ? queryRejected('users', answer.response) : undefined,
    );
  }
  const found = usersIn(answer.body, ids);
  for (let { next } = answer; next !== undefined;) {
    const page = await pageOrThrow(client, listing, next);
    found.push(...usersIn(page.body, ids));
    next = page.next;
  }
  return found;
}

async function inHalves(client: OktaClient, ids: readonly string[]): Promise<readonly OktaUser[]> {
  const middle = Math.ceil(ids.length / 2);
  const halves = await Promise.all([
    readBatch(client, ids.slice(0, middle)),
    readBatch(client, ids.slice(middle)),
  ]);
  return halves.flat();
}

function usersByIds({ settings }: OktaClient, ids: readonly string[]): Listing {
  const anyOf = ids.map((id) => `id eq "${id}"`).join(' or ');
  const query = settings.filters?.users?.query;
  const [name, expression] =
    query === undefined ? ['filter', anyOf] : ['search', `(${query}) and (${anyOf})`];
  return { ...usersEndpoint, query: `${name}=${encodeURIComponent(expression)}` };
}

/** Without a list. With a query that Okta does not take, nobody can be told: then `refused` is thrown. */
async function readOne(
  client: OktaClient,
  ids: readonly string[],
  refused: FailureError | undefined,
): Promise<readonly OktaUser[]> {
  if (client.settings.filters?.users?.query !== undefined && refused !== undefined) throw refused;
  const [id = ''] = ids;
  const response = await client.get({
    path: `/api/v1/users/${encodeURIComponent(id)}`,
    endpoint: 'single users',
    what: 'users',
    accept: [404],
  });
  if (isGone(response)) return [];
  if (response.status === 404) throw refusal(response, 'users', client.settings);
  return usersIn([jsonBody(response, 'users')], ids);
}

/** Somebody who was not asked for shows that the server does not keep to the filter: then it does not tell who is gone. */
function usersIn(body: unknown, ids: readonly string[]): OktaUser[] {
  const users = believe(userList, body, 'users');
  const asked = new Set(ids);
  if (users.every((user) => asked.has(user.id))) return users;
  throw new FailureError({
    kind: 'unexpected-response',
    message:
      'Okta was asked for certain users and sent others. Nothing was changed. If it repeats, report it.',
  });
}
