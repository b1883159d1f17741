import { failureOf } from '../../domain/failure';
import type { AccessCheck } from '../../domain/target';
import { attempt, attemptAll, notTried, type Attempt, type Finding } from '../../http/access-checks';
import { count, quoted } from '../../http/wording';
import { attributesOfNobody, refuseUnknownAttributes } from './attributes';
import { checkQueries } from './check-queries';
import type { OktaClient } from './client';
import { logPage, userDeleted } from './log';
import { allGroups } from './read-groups';
import { usersEndpoint } from './users-endpoint';
import { believe, jsonBody, userList } from './schema';
import { selectOktaGroups } from './select-groups';

/**
 * Tries all that the settings need, each with as few calls as can prove it. Later attempts are `not-tried` where an earlier one makes them useless.
 * Costs 3 to 6 calls and a sign-in; with required groups, the list of groups.
 */
export async function checkConnection(client: OktaClient): Promise<readonly AccessCheck[]> {
  const signIn = await attempt({ name: 'Sign in', run: () => signedIn(client) });
  const reads = readAttempts(client);
  const budget: Attempt = { name: 'Remaining API calls', run: () => callsLeft(client) };
  if (signIn.result !== 'ok') return [signIn, ...notTried([...reads, budget], 'the app could not sign in')];
  const calls = await attempt(budget);
  const isSpent = calls.result === 'failed' && (await isParked(client));
  if (isSpent) return [signIn, ...notTried(reads, 'the remaining API calls do not allow it'), calls];
  return [signIn, ...(await attemptAll(reads)), calls];
}

/** Whether it is the window that forbids, and not a missing right. */
async function isParked(client: OktaClient): Promise<boolean> {
  return client.budget().then(
    () => false,
    (error: unknown) => failureOf(error).kind === 'retry-later',
  );
}

function readAttempts(client: OktaClient): readonly Attempt[] {
  const { systemLog, filters, requiredGroups, excludedGroups = [] } = client.settings;
  const hasQuery = filters?.users?.query !== undefined || filters?.groups?.query !== undefined;
  const isNamed = requiredGroups.length + excludedGroups.length > 0;
  const attempts: readonly (Attempt & { readonly isNeeded: boolean })[] = [
    { name: 'Read users', isNeeded: true, run: () => readsUsers(client) },
    { name: 'Read groups', isNeeded: true, run: () => readsGroups(client) },
    { name: 'Read the System Log', isNeeded: systemLog === 'when-allowed', run: () => readsLog(client) },
    {
      name: 'Attributes of people',
      isNeeded: client.attributes.length > 0,
      run: () => knowsAttributes(client),
    },
    { name: 'Queries', isNeeded: hasQuery, run: () => takesQueries(client) },
    { name: 'Required and excluded groups', isNeeded: isNamed, run: () => findsGroups(client) },
  ];
  return attempts.filter(({ isNeeded }) => isNeeded);
}

/** An API token proves itself with the first call that it makes, whatever it may read. */
async function signedIn(client: OktaClient): Promise<string> {
  if (client.settings.auth === 'private-key') {
    await client.signInAnew();
    return 'Okta accepts the service app and its private key.';
  }
  await oneGroup(client);
  return 'Okta accepts the API token.';
}

function oneGroup(client: OktaClient) {
  return client.get({
    path: '/api/v1/groups?limit=1',
    endpoint: 'the list of groups',
    what: 'groups',
    accept: [403],
  });
}

async function callsLeft(client: OktaClient): Promise<string> {
  const budget = await client.budget();
  const kept = `Runs leave ${Math.round(client.settings.minimumRemainingShare * 100)}% of each of Okta's limits to others.`;
  if (budget === undefined) return `Okta does not say how many calls remain. ${kept}`;
  return `${count(budget.remaining)} of ${count(budget.limit)} calls a minute remain. ${kept}`;
}

async function readsUsers(client: OktaClient): Promise<string> {
  const response = await client.get({ ...usersEndpoint, path: '/api/v1/users?limit=1' });
  believe(userList, jsonBody(response, 'users'), 'users');
  return 'The app may read users.';
}

async function readsGroups(client: OktaClient): Promise<string> {
  await client.get({ path: '/api/v1/groups?limit=1', endpoint: 'the list of groups', what: 'groups' });
  return 'The app may read groups.';
}

async function readsLog(client: OktaClient): Promise<Finding> {
  const dayAgoMs = client.nowMs() - 86_400_000;
  const page = await logPage(client, { types: [userDeleted], sinceMs: dayAgoMs }, undefined);
  if (page.kind === 'page') return 'The app may read the System Log, so that runs read only what changed.';
  const how =
    client.settings.auth === 'token'
      ? 'have the token created by an administrator who may see reports'
      : 'grant the scope okta.logs.read';
  return {
    result: 'not-tried',
    message: `The app may not read the System Log. It is optional: without it, runs list all people and whole groups that changed. To use it, ${how}.`,
  };
}

async function knowsAttributes(client: OktaClient): Promise<Finding> {
  const untold = await refuseUnknownAttributes(client);
  const told = client.attributes.filter((name) => !untold.includes(name));
  const empty = await attributesOfNobody(client, told);
  if (untold.length + empty.length === 0)
    return `Okta knows the attributes that conditions name: ${quoted(client.attributes)}.`;
  const sentences = [
    ...(untold.length === 0
      ? []
      : [
          `Nobody in Okta has a value for ${quoted(untold)}, which a condition names. Whether the attribute exists, the app may not read; check its name.`,
        ]),
    ...(empty.length === 0
      ? []
      : [
          `Nobody in Okta has a value for ${quoted(empty)}, which a condition names, or the app's administrator role may not read it; check the role.`,
        ]),
  ];
  return { result: 'not-tried', message: sentences.join(' ') };
}

async function takesQueries(client: OktaClient): Promise<string> {
  await checkQueries(client);
  return 'Okta takes the queries of the filters.';
}

async function findsGroups(client: OktaClient): Promise<Finding> {
  const selection = selectOktaGroups(client.settings, await allGroups(client));
  const unknown = [...selection.unknownRequired, ...(selection.unknownExcluded ?? [])];
  const named = [...client.settings.requiredGroups, ...(client.settings.excludedGroups ?? [])];
  if (unknown.length === 0) return `Found: ${quoted(named)}.`;
  const message = `Okta has no group named ${quoted(unknown)}. Correct the name, or take it out.`;
  return { result: 'failed', message };
}
