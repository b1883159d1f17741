import type * as z from 'zod';
import { FailureError, type Failure } from '../domain/failure';
import { parseAnswer, siteUrl, type Site, type SiteRead } from './site';

const notThere: Failure = {
  kind: 'access-missing',
  message:
    'Confluence is not on this site or not connected to the app. Connect it, or let the app make its changes through Jira.',
};

/** The largest page that Confluence's group calls accept; above it they answer 400. */
const perPage = 200;

export interface ConfluenceAnswer<T> {
  readonly results: readonly T[];
  readonly limit?: number | undefined;
  readonly _links?: { readonly next?: string | undefined } | undefined;
}

export interface ConfluenceList {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
  readonly start: number;
  /** As in `SiteRead`. */
  readonly to: string;
}

/**
 * One page, and where the next one starts. A page is the last when it has no next link and is not full: Confluence has left that link
 * out before (CONFCLOUD-66469, for members), and a full page may be followed by another. A page may also be shorter than its limit and
 * have a next one, because entries are left out after paging; so the start moves by the limit.
 */
export async function readConfluencePage<T>(
  site: Site,
  list: ConfluenceList,
  schema: z.ZodType<ConfluenceAnswer<T>>,
): Promise<{ readonly items: readonly T[]; readonly next?: number }> {
  const path = siteUrl(list.path, { ...list.query, start: list.start, limit: perPage });
  const answer = await readConfluenceList(site, { product: 'confluence', path, to: list.to }, schema);
  const limit = Math.max(1, answer.limit ?? perPage);
  const { _links: links } = answer;
  const isLast = links?.next === undefined && answer.results.length < limit;
  return isLast ? { items: answer.results } : { items: answer.results, next: list.start + limit };
}

/**
 * Reads a list at a path without an id. Throws `access-missing` where Confluence is closed to the account (401, 403) or not there at all
 * (404); everything else as `Site.read`.
 */
export async function readConfluenceList<T>(site: Site, call: SiteRead, schema: z.ZodType<T>): Promise<T> {
  const response = await site.send(call);
  if (response.status === 404) throw new FailureError(notThere);
  return parseAnswer(response, call, { schema, who: site.who });
}
