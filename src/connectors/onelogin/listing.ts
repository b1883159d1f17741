import * as z from 'zod';
import { FailureError } from '../../domain/failure';
import { follow, trail } from '../../http/pages';
import type { HttpResponse } from '../../http/request';
import { wholeNumberIn } from '../../http/headers';
import { answeredMs } from '../../http/retry-after';
import type { OneLoginClient } from './client';
import { isOverLimit, refusal } from './refusals';
import { believe, itemList, jsonBody } from './schema';

/** Where a list stands between two pages; part of the cursor that a checkpoint keeps. */
export const place = z.object({
  next: z.discriminatedUnion('by', [
    z.object({ by: z.literal('cursor'), cursor: z.string().min(1) }),
    z.object({ by: z.literal('page'), page: z.int().min(2), limit: z.int().min(1) }),
  ]),
  /** Items read so far, doubles included. */
  items: z.int().min(0),
  /** The first item of the last page, to notice a server that does not turn the page. */
  first: z.string().optional(),
  trail,
});
export type Place = z.infer<typeof place>;

export interface Listing {
  readonly path: string;
  /** Encoded, without paging: `fields=users`. Goes with every page, because OneLogin's cursor holds only limit and page. */
  readonly filter?: string;
  /** Page sizes to ask for, largest first; a smaller one when a size is refused. */
  readonly sizes: readonly [number, ...number[]];
  /** For messages: "users". */
  readonly what: string;
}

/** `read` counts the items up to and with this page; `total` is what OneLogin announces. */
export interface ListPage {
  readonly kind: 'page';
  readonly items: readonly unknown[];
  readonly read: number;
  readonly total?: number;
  readonly next?: Place;
  /** When OneLogin answered, by its own clock. */
  readonly answeredAtMs?: number;
}

export type ListAnswer =
  | ListPage
  /** This version of the call does not exist here. Only for a first page. */
  | { readonly kind: 'not-there'; readonly response: HttpResponse }
  /** OneLogin does not take these parameters, whatever the page size. Only for a first page. */
  | { readonly kind: 'refused'; readonly response: HttpResponse };

const parametersRefused = [400, 414, 422];

/**
 * One page of a version 2 list: a bare array, paging in the headers (developers.onelogin.com, "Using query parameters"). What the answer
 * says goes: `After-Cursor` if there is one, else the counts, else page after page until one is empty.
 */
export async function listPage(
  client: OneLoginClient,
  listing: Listing,
  from: Place | undefined,
): Promise<ListAnswer> {
  if (from !== undefined) {
    const response = await client.get({ path: urlOf(listing, from.next), what: listing.what });
    return pageIn(response, listing, { from, limit: from.next.by === 'page' ? from.next.limit : 0 });
  }
  return firstOfSizes(client, listing, sizesToAsk(client, listing));
}

/** A size that this server refused before is not asked for again. */
function sizesToAsk(client: OneLoginClient, listing: Listing): readonly [number, ...number[]] {
  const accepted = client.acceptedSizes.get(listing.path);
  return accepted === undefined ? listing.sizes : [accepted];
}

async function firstOfSizes(
  client: OneLoginClient,
  listing: Listing,
  [limit, ...smaller]: readonly [number, ...number[]],
): Promise<ListAnswer> {
  const response = await firstPage(client, listing, limit);
  client.listsThere.set(listing.path, response.status !== 404);
  if (response.status === 404) return { kind: 'not-there', response };
  if (response.status === 200) {
    client.acceptedSizes.set(listing.path, limit);
    return pageIn(response, listing, { from: undefined, limit });
  }
  const [next, ...rest] = smaller;
  return next === undefined ? { kind: 'refused', response } : firstOfSizes(client, listing, [next, ...rest]);
}

async function firstPage(client: OneLoginClient, listing: Listing, limit: number): Promise<HttpResponse> {
  const { what } = listing;
  const response = await client.get({
    path: urlOf(listing, { limit }),
    what,
    accept: [404, ...parametersRefused],
  });
  if (isOverLimit(response)) throw refusal(response, what);
  return response;
}

function urlOf(listing: Listing, at: Place['next'] | { readonly limit: number }): string {
  const query = [listing.filter, pagingOf(at)].filter((part) => part !== undefined);
  return `${listing.path}?${query.join('&')}`;
}

function pagingOf(at: Place['next'] | { readonly limit: number }): string {
  if (!('by' in at)) return `limit=${at.limit}`;
  if (at.by === 'page') return `limit=${at.limit}&page=${at.page}`;
  return `cursor=${encodeURIComponent(at.cursor)}`;
}

interface Turn {
  readonly from: Place | undefined;
  readonly limit: number;
}

function pageIn(response: HttpResponse, listing: Listing, turn: Turn): ListAnswer {
  const items = believe(itemList, jsonBody(response, listing.what), listing.what);
  const total = wholeNumberIn(response.headers, 'total-count');
  const next = nextPlace(response, items, { ...turn, what: listing.what });
  const answeredAtMs = answeredMs(response.headers);
  return {
    kind: 'page',
    items,
    read: itemsBefore(turn.from) + items.length,
    ...(total === undefined ? {} : { total }),
    ...(next === undefined ? {} : { next }),
    ...(answeredAtMs === undefined ? {} : { answeredAtMs }),
  };
}

interface Turned extends Turn {
  readonly what: string;
}

function nextPlace(response: HttpResponse, items: readonly unknown[], turn: Turned): Place | undefined {
  const { from, what } = turn;
  const first = firstOf(items);
  if (from?.next.by === 'page') refuseSamePage(first, from, what);
  const next = nextStep(response, items, turn);
  if (next === undefined) return undefined;
  const position = next.by === 'cursor' ? next.cursor : `page ${next.page}`;
  return {
    next,
    items: itemsBefore(from) + items.length,
    ...(first === undefined ? {} : { first }),
    trail: follow(from?.trail, position, 'OneLogin'),
  };
}

export function itemsBefore(from: Place | undefined): number {
  return from?.items ?? 0;
}

function nextStep(
  response: HttpResponse,
  items: readonly unknown[],
  { from, limit }: Turn,
): Place['next'] | undefined {
  const after = cursorIn(response.headers);
  if (after !== undefined) return { by: 'cursor', cursor: after };
  if (from?.next.by === 'cursor' || items.length === 0) return undefined;
  const page = from?.next.page ?? 1;
  return isLastByCounts(response, page, itemsBefore(from) + items.length)
    ? undefined
    : { by: 'page', page: page + 1, limit };
}

/** Without a cursor and without counts there is no last page but an empty one: a full page may be a server's smaller cap. */
function isLastByCounts(response: HttpResponse, page: number, items: number): boolean {
  const total = wholeNumberIn(response.headers, 'total-count');
  if (total !== undefined) return items >= total;
  const pages = wholeNumberIn(response.headers, 'total-pages');
  return pages !== undefined && page >= pages;
}

/** The documentation shows the cursor percent-encoded; base64 has no percent sign, so one means it is still encoded. */
function cursorIn(headers: Headers): string | undefined {
  const value = headers.get('after-cursor')?.trim() ?? '';
  if (value === '') return undefined;
  return /%[0-9a-f]{2}/i.test(value) ? decodeURIComponent(value) : value;
}

function firstOf(items: readonly unknown[]): string | undefined {
  const parsed = z.object({ id: z.number() }).safeParse(items[0]);
  return parsed.success ? String(parsed.data.id) : undefined;
}

/** Throws `incomplete-read` at the end of a list that is shorter than announced. For lists that nobody else counts. */
export function refuseShort({ read, total, next }: ListPage, what: string): void {
  if (next !== undefined || total === undefined || read >= total) return;
  throw new FailureError({
    kind: 'incomplete-read',
    message: `OneLogin announced ${total} ${what} and sent ${read}. Nothing was changed; run it again.`,
  });
}

function refuseSamePage(first: string | undefined, from: Place, what: string): void {
  if (first === undefined || first !== from.first) return;
  throw new FailureError({
    kind: 'incomplete-read',
    message: `OneLogin sent the same page of ${what} again when asked for the next. Nothing was changed; if it repeats, report it.`,
  });
}
