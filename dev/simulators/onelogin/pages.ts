import type { Call } from '../server/call';
import { refuse } from './errors';

/** Which slice of a listing a call asks for. */
export interface PageRequest {
  readonly limit: number;
  /** From 1. */
  readonly page: number;
}

export interface Slice<T> {
  readonly items: readonly T[];
  readonly headers: Readonly<Record<string, string>>;
}

/** `usual` without a limit in the call; `cap` at most, whatever is asked for. */
export interface PageSizes {
  readonly usual: number;
  readonly cap: number;
}

/** `cursor` carries the whole request (base64 of `limit=..&page=..`) and outweighs `limit` and `page`. */
export function pageRequest(call: Call, sizes: PageSizes): PageRequest {
  const cursor = call.query.get('cursor');
  const asked = cursor === null || cursor === '' ? call.query : decodeCursor(call, cursor);
  const limit = positive(call, asked, 'limit') ?? sizes.usual;
  return { limit: Math.min(limit, sizes.cap), page: positive(call, asked, 'page') ?? 1 };
}

/** Cuts the page out of what is there now: a listing that changed between two calls shifts, as offset paging does. */
export function slice<T>(call: Call, all: readonly T[], request: PageRequest): Slice<T> {
  const start = (request.page - 1) * request.limit;
  const pages = Math.max(1, Math.ceil(all.length / request.limit));
  const before = request.page > 1 ? encodeCursor({ ...request, page: request.page - 1 }) : undefined;
  const after = request.page < pages ? encodeCursor({ ...request, page: request.page + 1 }) : undefined;
  return {
    items: all.slice(start, start + request.limit),
    headers: {
      'Current-Page': String(request.page),
      'Page-Items': String(request.limit),
      'Total-Count': String(all.length),
      'Total-Pages': String(pages),
      ...(before === undefined ? {} : { 'Before-Cursor': before }),
      ...(after === undefined ? {} : { 'After-Cursor': after }),
      ...links(call, request, pages),
    },
  };
}

export function encodeCursor(request: PageRequest): string {
  return Buffer.from(`limit=${request.limit}&page=${request.page}`).toString('base64');
}

function decodeCursor(call: Call, cursor: string): URLSearchParams {
  const text = Buffer.from(cursor.replaceAll('%3D', '='), 'base64').toString('utf8');
  if (!/^limit=\d+&page=\d+$/.test(text)) refuse(call, 400, 'Invalid cursor');
  return new URLSearchParams(text);
}

function positive(call: Call, from: URLSearchParams, name: string): number | undefined {
  const text = from.get(name);
  if (text === null || text === '') return undefined;
  const value = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  return value > 0 ? value : refuse(call, 400, `Invalid value for ${name}`);
}

function links(call: Call, request: PageRequest, pages: number): Readonly<Record<string, string>> {
  const target = (page: number): string => {
    const query = new URLSearchParams(call.query);
    query.delete('cursor');
    query.set('limit', String(request.limit));
    query.set('page', String(page));
    return `<${call.origin}${call.path}?${query.toString()}>`;
  };
  const all = [
    `${target(1)}; rel="first"`,
    ...(request.page > 1 ? [`${target(request.page - 1)}; rel="prev"`] : []),
    ...(request.page < pages ? [`${target(request.page + 1)}; rel="next"`] : []),
    `${target(pages)}; rel="last"`,
  ];
  return { Link: all.join(', ') };
}
