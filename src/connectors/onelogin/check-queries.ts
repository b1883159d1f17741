import type { OneLoginSettings } from '../../domain/onelogin-settings';
import type { OneLoginClient } from './client';
import { ownQuery, queryIgnored, queryRefused, type OwnQuery } from './queries';
import { believe, itemList, jsonBody } from './schema';

const refusals = [400, 404, 414, 422];

/** Tries the settings' queries. Throws `settings-rejected` for one that OneLogin refuses or does not look at. A call, and one for each parameter. */
export async function checkQueries(client: OneLoginClient, settings: OneLoginSettings): Promise<void> {
  await checkQuery(client, ownQuery(settings, 'users'));
  await checkQuery(client, ownQuery(settings, 'roles'));
}

export async function checkQuery(client: OneLoginClient, query: OwnQuery | undefined): Promise<void> {
  if (query === undefined) return;
  const response = await ask(client, query, query.text);
  if (response.status !== 200) throw queryRefused(query.list, response);
  believe(itemList, jsonBody(response, query.list), query.list);
  await refuseIgnored(client, query);
}

/**
 * A parameter that OneLogin does not look at would mean everybody, so each is tried with a value that nobody has: an answer with somebody in it
 * gives that away. A refusal of the value shows that it was looked at.
 */
export async function refuseIgnored(client: OneLoginClient, query: OwnQuery): Promise<void> {
  for (const part of query.nobody) {
    if (await namesSomebody(client, query, part)) throw queryIgnored(query.list, part);
  }
}

/** Whether OneLogin keeps to the query also for people who are asked for by id. */
export async function combinesWithIds(
  client: OneLoginClient,
  query: OwnQuery,
  byIds: string,
): Promise<boolean> {
  for (const part of query.nobody) {
    if (await namesSomebody(client, query, `${byIds}&${part}`)) return false;
  }
  return true;
}

async function namesSomebody(client: OneLoginClient, query: OwnQuery, text: string): Promise<boolean> {
  const response = await ask(client, query, text);
  if (response.status !== 200) return false;
  return believe(itemList, jsonBody(response, query.list), query.list).length > 0;
}

function ask(client: OneLoginClient, { list }: OwnQuery, text: string) {
  return client.get({ path: `/api/2/${list}?${text}&limit=1`, what: list, accept: refusals });
}
