import * as z from 'zod';
import { FailureError } from '../../domain/failure';
import { nextLinkIn, pathOnOrigin } from '../../http/headers';
import { follow, trail } from '../../http/pages';
import type { HttpResponse } from '../../http/request';
import { answeredMs } from '../../http/retry-after';
import type { Endpoint, Get, OktaClient } from './client';
import { isGone, oktaWords, refusal } from './refusals';
import { jsonBody } from './schema';

/** Where a list stands between two pages; part of the cursor that a checkpoint keeps. */
export const place = z.object({ next: z.string().startsWith('/'), trail });
export type Place = z.infer<typeof place>;

export interface Listing {
  readonly path: string;
  /** Encoded, without paging: `filter=…`. */
  readonly query?: string | undefined;
  /** Page sizes to ask for, largest first; a smaller one when a size is refused or takes too long. */
  readonly sizes: readonly [number, ...number[]];
  readonly endpoint: Endpoint;
  /** For messages: "users". */
  readonly what: string;
  /** Default: where no next page is named. `empty-page`: a next page is always named, and the last one is empty. */
  readonly end?: 'empty-page';
  /** Statuses that the caller understands; 400 and 404 need not be named. */
  readonly accept?: readonly number[];
}

export interface ListPage {
  readonly kind: 'page';
  /** The parsed body. */
  readonly body: unknown;
  /** Okta's clock when it answered; undefined where it does not say. */
  readonly answeredMs: number | undefined;
  readonly next: Place | undefined;
}

export type ListAnswer =
  | ListPage
  /** What is listed does not exist any more. */
  | { readonly kind: 'gone' }
  /** Okta does not take the query, or answered with an accepted status. Only for a first page. */
  | { readonly kind: 'refused'; readonly response: HttpResponse };

/** One page of a list: a bare array, the way to the next in a `Link` header (developer.okta.com, "Pagination"). */
export async function listPage(
  client: OktaClient,
  listing: Listing,
  from: Place | undefined,
): Promise<ListAnswer> {
  if (from === undefined) return firstOfSizes(client, listing, sizesToAsk(client, listing));
  const response = await client.get({ ...callOf(listing), path: from.next });
  if (isGone(response)) return { kind: 'gone' };
  if (response.status !== 200) throw notToItsEnd(response, listing);
  return pageIn(client, response, { listing, walked: from.trail });
}

/** The same, where a refusal has no meaning of its own. */
export async function pageOrThrow(
  client: OktaClient,
  listing: Listing,
  from: Place | undefined,
): Promise<ListPage> {
  const answer = await listPage(client, listing, from);
  if (answer.kind === 'page') return answer;
  if (answer.kind === 'refused') throw refusal(answer.response, listing.what, client.settings);
  throw new FailureError({
    kind: 'unexpected-response',
    message: `Okta says that its list of ${listing.what} does not exist. Nothing was changed. Run it again; if it repeats, report it.`,
  });
}

/** A size that this server refused before is not asked for again. */
function sizesToAsk(client: OktaClient, listing: Listing): readonly [number, ...number[]] {
  const accepted = client.acceptedSizes.get(listing.what);
  return accepted !== undefined && listing.sizes.includes(accepted) ? [accepted] : listing.sizes;
}

async function firstOfSizes(
  client: OktaClient,
  listing: Listing,
  [limit, ...smaller]: readonly [number, ...number[]],
): Promise<ListAnswer> {
  const [next, ...rest] = smaller;
  const response = await firstPage(client, listing, { limit, isLast: next === undefined });
  if (response !== undefined) {
    if (isGone(response)) return { kind: 'gone' };
    if (response.status === 200) {
      client.acceptedSizes.set(listing.what, limit);
      return pageIn(client, response, { listing, walked: undefined });
    }
    if (response.status === 404) throw refusal(response, listing.what, client.settings);
    if (next === undefined || !isAboutSize(response)) return { kind: 'refused', response };
  }
  return firstOfSizes(client, listing, [next ?? limit, ...rest]);
}

/** Undefined: a page of this size takes Okta too long, and a smaller one is still to be tried ("List all groups", parameter `limit`). */
async function firstPage(
  client: OktaClient,
  listing: Listing,
  { limit, isLast }: { readonly limit: number; readonly isLast: boolean },
): Promise<HttpResponse | undefined> {
  const query = [listing.query, `limit=${limit}`].filter((part) => part !== undefined).join('&');
  try {
    return await client.get({ ...callOf(listing), path: `${listing.path}?${query}` });
  } catch (error) {
    const isSlow = error instanceof FailureError && error.failure.kind === 'unavailable';
    if (isSlow && !isLast) return undefined;
    throw error;
  }
}

function callOf({ endpoint, what, accept = [] }: Listing): Omit<Get, 'path'> {
  return { endpoint, what, accept: [400, 404, ...accept] };
}

/** E0000001 is "Api validation failed: limit"; a query that is not understood is E0000031. */
function isAboutSize(response: HttpResponse): boolean {
  const said = oktaWords(response);
  return response.status === 400 && said?.code === 'E0000001' && /limit/i.test(said.words);
}

interface Turn {
  readonly listing: Listing;
  readonly walked: Place['trail'] | undefined;
}

function pageIn(client: OktaClient, response: HttpResponse, { listing, walked }: Turn): ListPage {
  const body = jsonBody(response, listing.what);
  const isEnd = listing.end === 'empty-page' && Array.isArray(body) && body.length === 0;
  const link = isEnd ? undefined : nextLinkIn(response.headers);
  const next = link === undefined ? undefined : pathOnOrigin(link, client.settings.baseUrl, 'Okta');
  return {
    kind: 'page',
    body,
    answeredMs: answeredMs(response.headers),
    next: next === undefined ? undefined : { next, trail: follow(walked, next, 'Okta') },
  };
}

/** A cursor that Okta does not take any more, or a search that goes beyond what its index gives. */
function notToItsEnd(response: HttpResponse, { what }: Listing): FailureError {
  const words = oktaWords(response)?.words ?? `status ${response.status}`;
  return new FailureError({
    kind: 'incomplete-read',
    message:
      `Okta did not go on with its list of ${what}: ${words} Nothing was changed; run it again. ` +
      'If it repeats with a query in the filters, the query finds more than Okta lists: make it narrower, or do without.',
  });
}
