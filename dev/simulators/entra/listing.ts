import { createHash } from 'node:crypto';
import * as z from 'zod';
import type { Call, Reply } from '../server/call';
import { refuse, unsupportedQuery } from './errors';
import { filterOf } from './filter';
import { orderOf } from './order';
import type { Entity } from './properties';
import {
  decodeToken,
  encodeToken,
  isAdvanced,
  isEventual,
  optionsOf,
  refuseSkip,
  selectOf,
  topOf,
  type Options,
  type PageSizes,
} from './query';
import { pageNumber } from './page-number';
import { searchOf } from './search';
import { collectionReply, type Selection } from './wire';

/** A collection that can be listed. A cursor stays good while objects come and go. */
export interface Listing {
  readonly entity: Entity;
  /** What stands behind `$metadata#`. */
  readonly context: string;
  readonly usual: Selection;
  /** Candidates behind a cursor, each with its own; 0 is the start. */
  readonly from: (cursor: number) => Iterable<readonly [id: string, cursor: number]>;
  /** Undefined when the id is not in the collection (any more). */
  readonly object: (id: string) => object | undefined;
  readonly json: (id: string, selection: Selection) => Buffer;
  readonly sizes: PageSizes;
  /** Where links begin. */
  readonly base: string;
  /** Cast to one type, as in `members/microsoft.graph.user`. */
  readonly isCast: boolean;
}

interface Request {
  readonly options: Options;
  readonly matches: (object: object) => boolean;
  readonly cursor: number;
  readonly top: number;
  readonly select: Selection;
}

/** One page of a collection, with the link to the next. */
export function listReply(call: Call, listing: Listing): Reply {
  const request = requestOf(call, listing);
  const ordered = inOrder(call, listing, request);
  const page = pageOf(ordered, request);
  const count = wantsCount(call, request) ? countOf(listing, request.matches) : undefined;
  return collectionReply(
    {
      '@odata.context': contextOf(listing, request),
      '@odata.count': count,
      '@odata.nextLink': page.next === undefined ? undefined : nextLink(call, listing, page.next),
    },
    page.ids.map((id) => listing.json(id, request.select)),
  );
}

/** `/$count`: a bare number, for advanced queries only. */
export function countReply(call: Call, listing: Listing): Reply {
  if (!isEventual(call))
    refuse(call, { status: 400, code: 'Request_BadRequest', message: '$count is not currently supported.' });
  const options = optionsOf(call);
  const matches = matcher(call, listing, { options, isAdvanced: true });
  return { status: 200, headers: { 'content-type': 'text/plain' }, body: String(countOf(listing, matches)) };
}

function requestOf(call: Call, listing: Listing): Request {
  const options = optionsOf(call);
  refuseSkip(call, options);
  refuseExpand(call, options);
  const advanced = isAdvanced(call, options);
  if (listing.isCast && !advanced) needsAdvanced(call, listing);
  return {
    options,
    matches: matcher(call, listing, { options, isAdvanced: advanced }),
    cursor: cursorOf(call, options),
    top: topOf(call, options, listing.sizes),
    select: selectOf(call, options.get('$select'), listing),
  };
}

function refuseExpand(call: Call, options: Options): void {
  if (options.has('$expand'))
    unsupportedQuery(call, "The simulator has no '$expand'; ask for the relationship's own path.");
}

function needsAdvanced(call: Call, { entity }: Listing): never {
  return unsupportedQuery(
    call,
    `The specified OData cast to 'microsoft.graph.${entity.name}' needs the header 'ConsistencyLevel: eventual' and $count=true.`,
  );
}

function matcher(
  call: Call,
  listing: Listing,
  asked: { options: Options; isAdvanced: boolean },
): (object: object) => boolean {
  const filter = filterOf(call, asked.options.get('$filter'), { ...asked, entity: listing.entity });
  const search = searchOf(call, asked.options.get('$search'), listing.entity);
  return (object) => filter(object) && search(object);
}

/** The listing's own order, or that of `$orderby`: then a cursor is a position in it. */
function inOrder(call: Call, listing: Listing, request: Request): Listing['from'] {
  const compare = orderOf(call, request.options, listing.entity);
  if (compare === undefined) return (cursor) => alive(listing.from(cursor), listing, request);
  const sorted = [...alive(listing.from(0), listing, request)]
    .map(([id]) => id)
    .toSorted((a, b) => compare(listing.object(a) ?? {}, listing.object(b) ?? {}));
  return (cursor) => sorted.slice(cursor).map((id, index) => [id, cursor + index + 1] as const);
}

function* alive(
  candidates: ReturnType<Listing['from']>,
  listing: Listing,
  { matches }: Request,
): Generator<readonly [string, number]> {
  for (const candidate of candidates) {
    const object = listing.object(candidate[0]);
    if (object !== undefined && matches(object)) yield candidate;
  }
}

function pageOf(
  from: Listing['from'],
  { cursor, top }: Request,
): { readonly ids: readonly string[]; readonly next: number | undefined } {
  const ids: string[] = [];
  let last = cursor;
  for (const [id, own] of from(cursor)) {
    if (ids.length === top) return { ids, next: last };
    ids.push(id);
    last = own;
  }
  return { ids, next: undefined };
}

function countOf(listing: Listing, matches: (object: object) => boolean): number {
  let count = 0;
  for (const [id] of listing.from(0)) {
    const object = listing.object(id);
    if (object !== undefined && matches(object)) count += 1;
  }
  return count;
}

/** Graph counts on the first page only. */
function wantsCount(call: Call, { options }: Request): boolean {
  return isAdvanced(call, options) && !options.has('$skiptoken');
}

function contextOf({ base, context }: Listing, { options, select }: Request): string {
  const names = options.has('$select') ? `(${select.key})` : '';
  return `${base}/v1.0/$metadata#${context}${names}`;
}

/** `page` counts from 1 and says which page the token leads to. */
const tokenShape = z.strictObject({ at: z.int().min(0), of: z.string(), page: z.int() });

/** The link repeats the options; the token is good for these options only. */
function nextLink(call: Call, { base }: Listing, cursor: number): string {
  const kept = [...call.query].filter(([name]) => name.toLowerCase() !== '$skiptoken');
  const token = encodeToken({ at: cursor, of: fingerprint(call), page: pageNumber(call) + 1 });
  const query = [...kept, ['$skiptoken', token] as const]
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
    .join('&');
  return `${base}${call.path}?${query}`;
}

function cursorOf(call: Call, options: Options): number {
  const text = options.get('$skiptoken');
  if (text === undefined) return 0;
  const token = tokenShape.safeParse(decodeToken(text));
  if (token.success && token.data.of === fingerprint(call)) return token.data.at;
  return refuse(call, {
    status: 400,
    code: 'Directory_ExpiredPageToken',
    message: 'The specified page token value has expired and can no longer be included in your request.',
  });
}

function fingerprint(call: Call): string {
  const options = [...optionsOf(call)]
    .filter(([name]) => name !== '$skiptoken' && name !== '$top')
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256')
    .update(JSON.stringify([call.path, options]))
    .digest('base64url')
    .slice(0, 12);
}
