import type { DirectoryRecord } from '../../domain/directory';
import { FailureError } from '../../domain/failure';
import type { OktaClient } from './client';
import { listPage, pageOrThrow, type Listing } from './listing';
import { isGone, queryRejected, refusal } from './refusals';
import { usersEndpoint } from './users-endpoint';
import { believe, jsonBody, type OktaUser } from './schema';
import { userRecord } from './user-records';

/** Few enough for an address of about 2,300 characters; Okta names no limit but refuses an expression that is too long. */
const largestBatch = 50;

export async function readUsers(
  client: OktaClient,
  ids: readonly string[],
): Promise<readonly DirectoryRecord[]> {
  return (await findUsers(client, ids)).map((user) => userRecord(user, client.attributes));
}

/**
 * Those of these people who exist, the deactivated too, and whom the query of the filters names, if there is one. A batch that Okta finds too long
 * is asked for in halves, at last each person alone.
 */
export async function findUsers(client: OktaClient, ids: readonly string[]): Promise<readonly OktaUser[]> {
  const wanted = [...new Set(ids)].filter((id) => /^[\w-]+$/.test(id));
  const batches: (readonly string[])[] = [];
  for (let from = 0; from < wanted.length; from += largestBatch)
    batches.push(wanted.slice(from, from + largestBatch));
  const found = await Promise.all(batches.map((batch) => readBatch(client, batch)));
  return found.flat();
}

async function readBatch(client: OktaClient, ids: readonly string[]): Promise<readonly OktaUser[]> {
  const listing = usersByIds(client, ids);
  const answer = await listPage(client, listing, undefined);
  if (answer.kind !== 'page') {
    if (ids.length > 1) return inHalves(client, ids);
    // With a query that Okta does not take, nobody can be told.
    if (client.settings.filters?.users?.query !== undefined && answer.kind === 'refused')
      throw queryRejected('users', answer.response);
    return readAlone(client, ids[0] ?? '');
  }
  const found = usersIn(client, answer.body, ids);
  for (let { next } = answer; next !== undefined;) {
    const page = await pageOrThrow(client, listing, next);
    found.push(...usersIn(client, page.body, ids));
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

/** Without a list, and without the query of the filters. */
export async function readAlone(client: OktaClient, id: string): Promise<readonly OktaUser[]> {
  const response = await client.get({
    path: `/api/v1/users/${encodeURIComponent(id)}`,
    endpoint: 'single users',
    what: 'users',
    accept: [404],
  });
  if (isGone(response)) return [];
  if (response.status === 404) throw refusal(response, 'users', client.settings);
  return usersIn(client, [jsonBody(response, 'users')], [id]);
}

/** Somebody who was not asked for shows that the server does not keep to the filter: then it does not tell who is gone. */
function usersIn(client: OktaClient, body: unknown, ids: readonly string[]): OktaUser[] {
  const users = believe(client.userList, body, 'users');
  const asked = new Set(ids);
  if (users.every((user) => asked.has(user.id))) return users;
  throw new FailureError({
    kind: 'unexpected-response',
    message:
      'Okta was asked for certain users and sent others. Nothing was changed. If it repeats, report it.',
  });
}
