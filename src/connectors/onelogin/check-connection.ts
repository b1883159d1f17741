import type * as z from 'zod';
import type { AccessCheck } from '../../domain/target';
import { attempt, attemptAll, notTried, type Attempt } from '../../http/access-checks';
import { wholeNumberIn } from '../../http/headers';
import { count, quoted } from '../../http/wording';
import { attributesIn, refuseUnknownAttributes, withAttributes } from './attributes';
import { checkQuery } from './check-queries';
import { checkRequired, type CheckContext } from './check-required';
import type { OneLoginClient } from './client';
import { ownQuery, type OwnQuery } from './queries';
import { groupStreams } from './read-groups';
import { everybody } from './read-people';
import { believe, groupList, jsonBody, openEnvelope, roleList, roleListWithUsers, userList } from './schema';

/**
 * Tries all that the settings need, each with as few calls as can prove it, and tells the result of each. Later attempts are `not-tried` where an
 * earlier one makes them useless. Costs 3 to 5 calls, with required or excluded groups a page of roles and groups more, and
 * with a query a call more for it and for each of its parts.
 */
export async function checkConnection(context: CheckContext): Promise<readonly AccessCheck[]> {
  const signIn = await attempt({ name: 'Sign in', run: () => signedIn(context.client) });
  const reads = readAttempts(context);
  const calls: Attempt = { name: 'Remaining API calls', run: () => callsLeft(context) };
  if (signIn.result !== 'ok') return [signIn, ...notTried([...reads, calls], 'the app could not sign in')];
  const budget = await attempt(calls);
  if (budget.result !== 'ok')
    return [signIn, ...notTried(reads, 'the remaining API calls do not allow it'), budget];

  const checks = await attemptAll(reads);
  return [signIn, ...checks, budget, ...(await checkRequired(context, checks))];
}

function readAttempts(context: CheckContext): readonly Attempt[] {
  const { client, settings } = context;
  const { filters } = settings;
  const needed = new Set(groupStreams(settings).map((stream) => stream.name));
  return [
    { name: 'Read users', run: () => countUsers(client) },
    ...(needed.has('roles') ? [{ name: 'Read roles', run: () => countRoles(client) }] : []),
    ...(needed.has('groups') ? [{ name: 'Read groups', run: () => countGroups(client) }] : []),
    ...(client.attributes.length === 0
      ? []
      : [{ name: 'Attributes of people', run: () => tellsAttributes(client) }]),
    ...(filters?.users?.query === undefined ? [] : [queryAttempt(context, 'users')]),
    ...(filters?.groups?.query === undefined ? [] : [queryAttempt(context, 'roles')]),
  ];
}

function queryAttempt({ client, settings }: CheckContext, list: OwnQuery['list']): Attempt {
  return {
    name: `Query for ${list}`,
    run: async () => {
      await checkQuery(client, ownQuery(settings, list));
      return 'OneLogin takes the query and looks at each part of it.';
    },
  };
}

async function signedIn(client: OneLoginClient): Promise<string> {
  await client.signInAnew();
  return 'OneLogin accepts the client ID and the client secret.';
}

async function callsLeft({ client, settings }: CheckContext): Promise<string> {
  const budget = await client.budgetToStart();
  return `${count(budget.remaining)} of ${count(budget.limit)} calls remain; runs leave at least ${count(settings.minimumRemainingCalls)}.`;
}

async function countUsers(client: OneLoginClient): Promise<string> {
  const response = await client.get({ path: '/api/2/users?limit=1', what: 'users', accept: [404] });
  if (response.status === 404) return firstOfVersion1(client, 'users', userList);
  believe(userList, jsonBody(response, 'users'), 'users');
  return found(wholeNumberIn(response.headers, 'total-count'), 'users');
}

/** One person is read with them, because a field that OneLogin knows may still not come with its list. */
async function tellsAttributes(client: OneLoginClient): Promise<string> {
  await refuseUnknownAttributes(client);
  const { path, filter } = withAttributes(client, everybody);
  const response = await client.get({ path: `${path}?${filter}&limit=1`, what: 'users', accept: [404] });
  if (response.status !== 404) {
    const users = believe(client.userList, jsonBody(response, 'users'), 'users');
    for (const user of users) attributesIn(user, client.attributes);
  }
  return `OneLogin tells the attributes that conditions name: ${quoted(client.attributes)}.`;
}

async function countRoles(client: OneLoginClient): Promise<string> {
  const response = await client.get({
    path: '/api/2/roles?fields=users&limit=1',
    what: 'roles',
    accept: [404],
  });
  if (response.status === 404) return firstOfVersion1(client, 'roles', roleList);
  believe(roleListWithUsers, jsonBody(response, 'roles'), 'roles');
  return found(wholeNumberIn(response.headers, 'total-count'), 'roles');
}

function countGroups(client: OneLoginClient): Promise<string> {
  return firstOfVersion1(client, 'groups', groupList);
}

async function firstOfVersion1(client: OneLoginClient, what: string, schema: z.ZodType): Promise<string> {
  const response = await client.get({ path: `/api/1/${what}?limit=1`, what });
  believe(schema, openEnvelope(jsonBody(response, what), what).data, what);
  return found(undefined, what);
}

function found(total: number | undefined, what: string): string {
  return total === undefined
    ? `The API credential may read ${what}.`
    : `The API credential may read ${what}: ${count(total)} found.`;
}
