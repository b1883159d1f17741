import type * as z from 'zod';
import { siteUrl, type Site } from './site';

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
 * One page, and where the next one starts. A page is the last when it has no next link and is not full: group members once
 * came without that link (CONFCLOUD-66469), and a full page may be followed by another. A page may also be shorter than its limit and
 * have a next one, because entries are left out after paging; so the start moves by the limit.
 */
export async function readConfluencePage<T>(
  site: Site,
  list: ConfluenceList,
  schema: z.ZodType<ConfluenceAnswer<T>>,
): Promise<{ readonly items: readonly T[]; readonly next?: number }> {
  const path = siteUrl(list.path, { ...list.query, start: list.start, limit: perPage });
  const answer = await site.read({ product: 'confluence', path, to: list.to }, schema);
  const limit = Math.max(1, answer.limit ?? perPage);
  const { _links: links } = answer;
  const isLast = links?.next === undefined && answer.results.length < limit;
  return isLast ? { items: answer.results } : { items: answer.results, next: list.start + limit };
}
