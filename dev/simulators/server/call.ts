import type { IncomingHttpHeaders } from 'node:http';

/** One request, read whole. `template` is the matched route's, such as `/api/2/roles/{id}`; `params` are its `{}` parts. */
export interface Call {
  readonly method: string;
  readonly path: string;
  readonly template: string;
  readonly params: Readonly<Record<string, string>>;
  readonly query: URLSearchParams;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  /** The simulator's own base URL, for links in answers. */
  readonly origin: string;
}

/** An answer, ready to send: `body` is what goes out, as text or as UTF-8. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
  /** Each goes out as a `Link` header of its own, where a vendor sends several. */
  readonly links?: readonly string[];
  /** Objects that the answer holds, where the vendor charges for them. */
  readonly objects?: number;
}

export type Handler = (call: Call) => Reply;

export interface Route {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly template: string;
  readonly handler: Handler;
}

/** Thrown by the reading of a request where the vendor answers with an error; the server sends it. */
export class ReplyError extends Error {
  override readonly name = 'ReplyError';
  readonly reply: Reply;

  constructor(reply: Reply) {
    super(`answered with ${reply.status}`);
    this.reply = reply;
  }
}

const jsonType = { 'content-type': 'application/json;charset=UTF-8' } as const;

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return { status, headers: { ...jsonType, ...headers }, body: JSON.stringify(value) };
}

/** A JSON array of items that were made before; a page of a thousand costs little more than its copy. */
export function jsonList(items: readonly Buffer[], headers: Readonly<Record<string, string>> = {}): Reply {
  const parts = items.flatMap((item, index) => (index === 0 ? [item] : [comma, item]));
  return {
    status: 200,
    headers: { ...jsonType, ...headers },
    body: Buffer.concat([opening, ...parts, closing]),
  };
}

const [opening, comma, closing] = [Buffer.from('['), Buffer.from(','), Buffer.from(']')];

export function textOf(reply: Reply): string {
  return typeof reply.body === 'string' ? reply.body : Buffer.from(reply.body).toString('utf8');
}

export function empty(status: number): Reply {
  return { status, headers: {}, body: '' };
}

/** The body as JSON; undefined when it is not. */
export function bodyOf(call: Call): unknown {
  try {
    return JSON.parse(call.body);
  } catch {
    return undefined;
  }
}
