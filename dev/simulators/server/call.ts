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

/** An answer, ready to send: `text` is the body as it goes out. */
export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
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

export function json(status: number, value: unknown, headers: Readonly<Record<string, string>> = {}): Reply {
  return jsonText(status, JSON.stringify(value), headers);
}

/** For bodies that are put together from texts that were made before. */
export function jsonText(
  status: number,
  text: string,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  return { status, headers: { 'content-type': 'application/json;charset=UTF-8', ...headers }, text };
}

export function empty(status: number): Reply {
  return { status, headers: {}, text: '' };
}

/** The body as JSON; undefined when it is not. */
export function bodyOf(call: Call): unknown {
  try {
    return JSON.parse(call.body);
  } catch {
    return undefined;
  }
}
