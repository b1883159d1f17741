import type { EntraSettings } from '../../domain/entra-settings';
import { FailureError } from '../../domain/failure';
import type { AccessCheck } from '../../domain/target';
import { attempt, attemptAll, notTried, type Attempt } from '../../http/access-checks';
import { believe, jsonBody } from '../../http/believe';
import { quoted } from '../../http/wording';
import { findRequired } from './check-required';
import type { EntraClient } from './client';
import { askList, readItems } from './lists';
import { lists } from './marks';
import { queryOf, type Query } from './queries';
import { apiLabel, groups, members, missing, users } from './refusals';
import { groupPage, memberPage } from './schema';

interface CheckContext {
  readonly client: EntraClient;
  readonly settings: EntraSettings;
}

/**
 * Tries all that the settings need, each by itself, so that each is told; none but the sign-in makes the others useless. Costs 4 calls, one or two for
 * each query, and one for each twenty required and excluded groups.
 */
export async function checkConnection(context: CheckContext): Promise<readonly AccessCheck[]> {
  const signIn = await attempt({ name: 'Sign in', run: () => signedIn(context) });
  const attempts = attemptsFor(context);
  if (signIn.result !== 'ok') return [signIn, ...notTried(attempts, 'the app could not sign in')];
  return [signIn, ...(await attemptAll(attempts))];
}

/** Throws `settings-rejected` for the first query that Graph does not take. */
export async function checkQueries(client: EntraClient, settings: EntraSettings): Promise<void> {
  for (const query of queriesOf(settings)) await tryQuery(client, query);
}

function attemptsFor({ client, settings }: CheckContext): readonly Attempt[] {
  const queries = queriesOf(settings).map((query) => ({
    name: `Query for ${query.list}`,
    run: () => tryQuery(client, query),
  }));
  const isAsked = settings.requiredGroups.length + (settings.excludedGroups?.length ?? 0) > 0;
  return [
    { name: 'Read users', run: () => readOneUser(client) },
    { name: 'Read groups and members', run: () => readOneGroup(client) },
    ...(client.attributes.length === 0
      ? []
      : [{ name: 'Attributes of people', run: () => tellsAttributes(client) }]),
    ...queries,
    ...(isAsked ? [{ name: 'Required and excluded groups', run: () => findRequired(client, settings) }] : []),
  ];
}

async function signedIn({ client, settings }: CheckContext): Promise<string> {
  await client.signInAnew();
  return `Microsoft Entra accepts the ${settings.auth === 'secret' ? 'client secret' : 'certificate'}.`;
}

async function readOneUser(client: EntraClient): Promise<string> {
  const { response } = await askList(client, {
    list: 'users',
    query: undefined,
    top: 1,
    attributes: [],
  });
  readItems(client, jsonBody(response.text, { apiLabel, what: users.what }), {
    list: 'users',
    how: 'complete',
  });
  return 'The application may read users.';
}

async function tellsAttributes(client: EntraClient): Promise<string> {
  const { attributes } = client;
  await askList(client, { list: 'users', query: undefined, top: 1, attributes });
  return `Microsoft Graph knows the attributes that conditions name: ${quoted(attributes)}.`;
}

async function readOneGroup(client: EntraClient): Promise<string> {
  const { response } = await askList(client, {
    list: 'groups',
    query: undefined,
    top: 1,
    attributes: [],
  });
  const name = { apiLabel, what: groups.what };
  const [group] = believe(groupPage, jsonBody(response.text, name), name).value;
  if (group === undefined) return 'The application may read groups; there is none.';
  await readOneMember(client, group.id);
  return 'The application may read groups and their members.';
}

/** A member of whom no name comes is one that the application may not read (learn.microsoft.com/graph/api/group-list-members). */
async function readOneMember(client: EntraClient, groupId: string): Promise<void> {
  const path = `/v1.0/groups/${groupId}/members?$select=id,userPrincipalName&$top=20`;
  const response = await client.get({ path, subject: members, accept: [404] });
  if (response.status === 404) return;
  const name = { apiLabel, what: members.what };
  const { value } = believe(memberPage, jsonBody(response.text, name), name);
  const isHidden = value.some(
    (each) => each['@odata.type'] === '#microsoft.graph.user' && typeof each.userPrincipalName !== 'string',
  );
  if (isHidden)
    throw new FailureError({
      kind: 'access-missing',
      message: missing('the users in groups', users.permission),
    });
}

function queriesOf(settings: EntraSettings): readonly Query[] {
  return lists.flatMap((list) => queryOf(settings, list) ?? []);
}

async function tryQuery(client: EntraClient, query: Query): Promise<string> {
  const { mode, response } = await askList(client, { list: query.list, query, top: 1, attributes: [] });
  const { items } = readItems(client, jsonBody(response.text, { apiLabel, what: query.list }), {
    list: query.list,
    how: 'list',
  });
  const found = items.length === 0 ? 'it names nobody and nothing now' : 'it names some';
  return `Microsoft Graph takes the query, as ${mode === 'plain' ? 'a usual' : 'an advanced'} one; ${found}.`;
}
