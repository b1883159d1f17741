import * as z from 'zod';
import type { DirectoryRecord } from '../../domain/directory';
import type { Page } from '../../domain/page';
import { believe, jsonBody } from '../../http/believe';
import { follow, sealCursor, trail } from '../../http/pages';
import type { HttpResponse } from '../../http/request';
import type { EntraClient } from './client';
import { groupRecords, listedGroups } from './group-records';
import type { ListName } from './marks';
import { filterOf, headersOf, queryRefused, type Query, type QueryMode } from './queries';
import { apiLabel, groups, users, type Subject } from './refusals';
import { groupPage, userPage, type Links } from './schema';
import { userRecords, type ReadMode } from './user-records';

/** Where a list stands between two pages. */
export const place = z.object({
  by: z.enum(['delta', 'list']),
  mode: z.enum(['plain', 'advanced']),
  path: z.string(),
  trail,
});
export type Place = z.infer<typeof place>;

export const subjects: Readonly<Record<ListName, Subject>> = { users, groups };

export const fields: Readonly<Record<ListName, string>> = {
  users: 'id,displayName,mail,userPrincipalName,accountEnabled,userType',
  groups: 'id,displayName,securityEnabled,mailEnabled,groupTypes,onPremisesSyncEnabled',
};

const largestPage = 999;

/** The first page of a list, of everything or of what a query names; asked for in the other mode where Graph does not take it in the plain one. */
export async function firstOfList(
  client: EntraClient,
  list: ListName,
  query: Query | undefined,
): Promise<Page<DirectoryRecord>> {
  const { mode, response } = await askList(client, { list, query, top: largestPage });
  return listPage(client, response, { list, mode, from: undefined });
}

export interface ListQuestion {
  readonly list: ListName;
  readonly query: Query | undefined;
  readonly top: number;
}

/** Throws `settings-rejected` for a query that Graph takes in neither mode. */
export async function askList(
  client: EntraClient,
  { list, query, top }: ListQuestion,
): Promise<{ readonly mode: QueryMode; readonly response: HttpResponse }> {
  const ask = (mode: QueryMode) =>
    client.get({
      path: `/v1.0/${list}?$select=${fields[list]}&$top=${top}${query === undefined ? '' : `&${filterOf(query.text, mode)}`}`,
      subject: subjects[list],
      headers: headersOf(mode),
      accept: query === undefined ? [] : [400],
    });
  const plain = await ask('plain');
  if (plain.status === 200 || query === undefined) return { mode: 'plain', response: plain };
  const advanced = await ask('advanced');
  if (advanced.status === 200) return { mode: 'advanced', response: advanced };
  throw queryRefused(query, advanced);
}

/** A later page of a list. */
export async function nextOfList(
  client: EntraClient,
  list: ListName,
  from: Place,
): Promise<Page<DirectoryRecord>> {
  const { mode, path } = from;
  const response = await client.get({ path, subject: subjects[list], headers: headersOf(mode) });
  return listPage(client, response, { list, mode, from });
}

interface Turn {
  readonly list: ListName;
  readonly mode: QueryMode;
  readonly from: Place | undefined;
}

function listPage(client: EntraClient, response: HttpResponse, turn: Turn): Page<DirectoryRecord> {
  const body = jsonBody(response.text, { apiLabel, what: turn.list });
  const { items, links } = readItems(body, turn.list, 'list');
  const cursor = cursorAfter(client, links, { by: 'list', ...turn });
  return cursor === undefined ? { items, done: true } : { items, done: false, cursor };
}

export interface ReadItems {
  readonly items: readonly DirectoryRecord[];
  readonly links: Links;
}

/** The records of an answer, through the one schema of its list. */
export function readItems(body: unknown, list: ListName, how: ReadMode | 'list'): ReadItems {
  const name = { apiLabel, what: list };
  if (list === 'users') {
    const links = believe(userPage, body, name);
    return { items: userRecords(links.value, how === 'changes' ? 'changes' : 'complete'), links };
  }
  const links = believe(groupPage, body, name);
  return { items: how === 'list' ? listedGroups(links.value) : groupRecords(links.value, how), links };
}

/** Undefined where Graph names no next page. */
export function cursorAfter(
  client: EntraClient,
  links: Links,
  { by, mode, from }: Pick<Place, 'by' | 'mode'> & { readonly from: Place | undefined },
): string | undefined {
  const next = links['@odata.nextLink'];
  if (next === undefined) return undefined;
  const path = client.pathOf(next);
  return sealCursor({ by, mode, path, trail: follow(from?.trail, path, apiLabel) } satisfies Place);
}
