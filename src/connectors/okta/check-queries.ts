import type { OktaClient } from './client';
import { listPage } from './listing';
import { groupPage } from './read-groups';
import { usersEndpoint } from './users-endpoint';
import { queryRejected } from './refusals';
import { believe, groupList, userList } from './schema';

/** One call for each query. Throws `settings-rejected` with Okta's own words for one that it does not take. */
export async function checkQueries(client: OktaClient): Promise<void> {
  const { users, groups } = client.settings.filters ?? {};
  if (users?.query !== undefined) await checkUsers(client, users.query);
  if (groups?.query !== undefined) believe(groupList, (await groupPage(client, undefined)).body, 'groups');
}

async function checkUsers(client: OktaClient, query: string): Promise<void> {
  const listing = { ...usersEndpoint, sizes: [1], query: `search=${encodeURIComponent(query)}` } as const;
  const answer = await listPage(client, listing, undefined);
  if (answer.kind === 'refused') throw queryRejected('users', answer.response);
  if (answer.kind === 'page') believe(userList, answer.body, 'users');
}
