import * as z from 'zod';
import type { DirectoryRecord } from '../../domain/directory';
import type { Page } from '../../domain/page';
import { believe, jsonBody } from '../../http/believe';
import { follow, sealCursor, trail } from '../../http/pages';
import type { HttpResponse } from '../../http/request';
import { attributesRefused, propertiesOf } from './attributes';
import type { EntraClient } from './client';
import { groupRecords, listedGroups } from './group-records';
import type { ListName } from './marks';
import { filterOf, headersOf, queryRefused, type Query, type QueryMode } from './queries';
import { apiLabel, groups, refusal, users, type Subject } from './refusals';
import { groupPage, type Links } from './schema';
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

/** With the attributes of people that rules name. */
export function fieldsOf(list: ListName, attributes: readonly string[]): string {
  const usual = fields[list].split(',');
  return [...new Set([...usual, ...(list === 'users' ? propertiesOf(attributes) : [])])].join(',');
}

const largestPage = 999;

/** The first page of a list, of everything or of what a query names; asked for in the other mode where Graph does not take it in the plain one. */
export async function firstOfList(
  client: EntraClient,
  list: ListName,
  query: Query | undefined,
): Promise<Page<DirectoryRecord>> {
  const { attributes } = client;
  const { mode, response } = await askList(client, { list, query, top: largestPage, attributes });
  return listPage(client, response, { list, mode, from: undefined });
}

export interface ListQuestion {
  readonly list: ListName;
  readonly query: Query | undefined;
  readonly top: number;
  /** Names of attributes of people. */
  readonly attributes: readonly string[];
}

/** Throws `settings-rejected` for a query that Graph takes in neither mode, and for attributes that it does not know. */
export async function askList(
  client: EntraClient,
  question: ListQuestion,
): Promise<{ readonly mode: QueryMode; readonly response: HttpResponse }> {
  const { list, query, top, attributes } = question;
  const hasAttributes = list === 'users' && attributes.length > 0;
  const ask = (mode: QueryMode) =>
    client.get({
      path: `/v1.0/${list}?$select=${fieldsOf(list, attributes)}&$top=${top}${query === undefined ? '' : `&${filterOf(query.text, mode)}`}`,
      subject: subjects[list],
      headers: headersOf(mode),
      accept: [...(query === undefined ? [] : [400]), ...(hasAttributes ? [400, 501] : [])],
    });
  const plain = await ask('plain');
  if (plain.status === 200) return { mode: 'plain', response: plain };
  const last = query === undefined ? plain : await ask('advanced');
  if (last.status === 200) return { mode: 'advanced', response: last };
  // What is taken without the attributes is refused because of them.
  if (hasAttributes && (await askList(client, { ...question, top: 1, attributes: [] })))
    throw attributesRefused(attributes, last);
  throw query === undefined ? refusal(last, subjects[list]) : queryRefused(query, last);
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
  const { items, links } = readItems(client, body, { list: turn.list, how: 'list' });
  const cursor = cursorAfter(client, links, { by: 'list', ...turn });
  return cursor === undefined ? { items, done: true } : { items, done: false, cursor };
}

export interface ReadItems {
  readonly items: readonly DirectoryRecord[];
  readonly links: Links;
}

interface ItemsWish {
  readonly list: ListName;
  readonly how: ReadMode | 'list';
}

/** The records of an answer, through the one schema of its list. */
export function readItems(client: EntraClient, body: unknown, { list, how }: ItemsWish): ReadItems {
  const name = { apiLabel, what: list };
  if (list === 'users') {
    const links = believe(client.userPage, body, name);
    const { attributes } = client;
    const mode = how === 'changes' ? 'changes' : 'complete';
    return { items: userRecords(links.value, { mode, attributes }), links };
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
