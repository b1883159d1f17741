import { jsonList, type Call, type Reply } from '../server/call';
import { refuse } from './errors';

/** Where a page begins: after the item with this id, or after so many items where the order is not that of ids. */
export type Position =
  | { readonly kind: 'after-id'; readonly id: string }
  | { readonly kind: 'after-count'; readonly count: number };

export interface PageSizes {
  /** Without a `limit` in the call. */
  readonly usual: number;
  /** The largest that may be asked for; more is refused. Absent: more is cut down to `cap`. */
  readonly max?: number;
  /** What a page holds at most. */
  readonly cap: number;
}

export interface Slice {
  readonly items: readonly string[];
  readonly next: Position | undefined;
  readonly limit: number;
}

/** Cuts out of ascending ids: who comes or goes in the middle of a read shifts nobody. */
export function sliceOfIds(call: Call, ids: readonly string[], sizes: PageSizes): Slice {
  const limit = limitOf(call, sizes);
  const position = positionOf(call);
  if (position?.kind === 'after-count') return refuse('E0000053');
  const start = position === undefined ? 0 : countUpTo(ids, position.id);
  const items = ids.slice(start, start + limit);
  const last = items.at(-1);
  const isMore = last !== undefined && start + limit < ids.length;
  return { items, limit, next: isMore ? { kind: 'after-id', id: last } : undefined };
}

/** Cuts by place in a list of any order. */
export function sliceByPlace(call: Call, ids: readonly string[], sizes: PageSizes): Slice {
  const limit = limitOf(call, sizes);
  const position = positionOf(call);
  if (position?.kind === 'after-id') return refuse('E0000053');
  const start = position?.count ?? 0;
  const end = start + limit;
  const next: Position | undefined = end < ids.length ? { kind: 'after-count', count: end } : undefined;
  return { items: ids.slice(start, end), limit, next };
}

/** The page as JSON, with a `Link` for itself and one for the next page, if there is any. */
export function pageReply(
  call: Call,
  orgUrl: string,
  page: { items: readonly Buffer[]; slice: Slice },
): Reply {
  const { limit, next } = page.slice;
  return {
    ...jsonList(page.items),
    links: [
      selfLink(call, orgUrl, limit),
      ...(next === undefined ? [] : [nextLink(call, orgUrl, { limit, after: encodePosition(next) })]),
    ],
  };
}

export function selfLink(call: Call, orgUrl: string, limit: number): string {
  const query = new URLSearchParams(call.query);
  query.set('limit', String(limit));
  return `<${orgUrl}${call.path}?${query.toString()}>; rel="self"`;
}

export function nextLink(call: Call, orgUrl: string, to: { limit: number; after: string }): string {
  const query = new URLSearchParams(call.query);
  query.set('after', to.after);
  query.set('limit', String(to.limit));
  return `<${orgUrl}${call.path}?${query.toString()}>; rel="next"`;
}

/** Opaque to whoever reads it. */
export function encodePosition(position: Position): string {
  const text = position.kind === 'after-id' ? `i:${position.id}` : `n:${position.count}`;
  return Buffer.from(text).toString('base64url');
}

export function positionOf(call: Call): Position | undefined {
  const after = call.query.get('after');
  if (after === null || after === '') return undefined;
  return decodePosition(after) ?? refuse('E0000053');
}

export function decodePosition(after: string): Position | undefined {
  const text = Buffer.from(after, 'base64url').toString('utf8');
  const id = /^i:(\w+)$/.exec(text)?.[1];
  if (id !== undefined) return { kind: 'after-id', id };
  const count = /^n:(\d{1,12})$/.exec(text)?.[1];
  return count === undefined ? undefined : { kind: 'after-count', count: Number(count) };
}

export function limitOf(call: Call, sizes: PageSizes): number {
  const text = call.query.get('limit');
  if (text === null || text === '') return Math.min(sizes.usual, sizes.cap);
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  const max = sizes.max ?? Infinity;
  if (value < 1 || value > max)
    return refuse('E0000001', { about: 'limit', causes: [`limit: must be a number between 1 and ${max}`] });
  return Math.min(value, sizes.cap);
}

/** How many of the ascending ids are at most this one, by bisection. */
function countUpTo(ids: readonly string[], id: string): number {
  let [low, high] = [0, ids.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const each = ids[middle];
    if (each !== undefined && each <= id) low = middle + 1;
    else high = middle;
  }
  return low;
}
