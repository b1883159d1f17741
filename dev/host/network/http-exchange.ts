import { showAddress, type ShownAddress } from './shown-address';
import { errorAnswer, type WireAnswer, type WireRequest } from '../wire';

/** Forge ends one outbound request after 180 s. */
const longestRequestMs = 180_000;
const maxRedirects = 20;
/** Of the connection, not of the message. */
const hopHeaders = [
  'host',
  'connection',
  'content-length',
  'transfer-encoding',
  'keep-alive',
  'content-encoding',
];

export interface Exchange {
  readonly url: string;
  readonly request: WireRequest;
  readonly extraHeaders?: Readonly<Record<string, string>>;
  /** Where the app's URL really goes, or the answer that refuses it. Asked again for each redirect. */
  readonly resolve: (
    url: string,
  ) =>
    | { readonly kind: 'send'; readonly url: string; readonly shown?: ShownAddress }
    | { readonly kind: 'refuse'; readonly answer: WireAnswer };
}

/** Sends one request and follows redirects as `fetch` does, each through `resolve`. */
export async function exchange({ url, request, extraHeaders, resolve }: Exchange): Promise<WireAnswer> {
  let hop: Hop = {
    url,
    method: request.method,
    body: request.body,
    headers: { ...outgoing(request.headers), ...extraHeaders },
  };
  for (let redirects = 0; redirects <= maxRedirects; redirects += 1) {
    const way = resolve(hop.url);
    if (way.kind === 'refuse') return way.answer;
    const response = await send(way.url, hop, request.signal);
    if ('kind' in response) return response;
    const next = nextHop(response, hop, request.redirect ?? 'follow');
    if (next === undefined) {
      const answer = await toAnswer(response, { url: hop.url, redirected: redirects > 0 });
      return way.shown === undefined ? answer : showAddress(answer, way.shown);
    }
    if (next === 'error') return errorAnswer('TypeError', 'fetch failed: unexpected redirect');
    hop = next;
  }
  return errorAnswer('TypeError', 'fetch failed: redirect count exceeded');
}

interface Hop {
  readonly url: string;
  readonly method: string;
  readonly body: Uint8Array | undefined;
  readonly headers: Readonly<Record<string, string>>;
}

async function send(url: string, hop: Hop, signal: AbortSignal): Promise<Response | WireAnswer> {
  try {
    return await fetch(url, {
      method: hop.method,
      headers: hop.headers,
      redirect: 'manual',
      signal: AbortSignal.any([signal, AbortSignal.timeout(longestRequestMs)]),
      ...(hop.body === undefined ? {} : { body: Buffer.from(hop.body) }),
    });
  } catch (error) {
    const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
    return errorAnswer('TypeError', `fetch failed${cause}`);
  }
}

function nextHop(
  response: Response,
  hop: Hop,
  mode: 'follow' | 'manual' | 'error',
): Hop | 'error' | undefined {
  const location = response.headers.get('location');
  if (![301, 302, 303, 307, 308].includes(response.status) || location === null || mode === 'manual')
    return undefined;
  if (mode === 'error') return 'error';
  const url = new URL(location, hop.url).href;
  const headers =
    new URL(url).origin === new URL(hop.url).origin ? hop.headers : withoutCredentials(hop.headers);
  const becomesGet =
    response.status === 303 || ([301, 302].includes(response.status) && hop.method === 'POST');
  return becomesGet ? { url, method: 'GET', body: undefined, headers } : { ...hop, url, headers };
}

/** `fetch` drops these when a redirect leaves the origin. */
function withoutCredentials(headers: Readonly<Record<string, string>>): Record<string, string> {
  const secret = ['authorization', 'cookie', 'proxy-authorization'];
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !secret.includes(name.toLowerCase())));
}

function outgoing(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).filter(([name]) => !hopHeaders.includes(name.toLowerCase())),
  );
}

async function toAnswer(response: Response, seen: { url: string; redirected: boolean }): Promise<WireAnswer> {
  try {
    const body = new Uint8Array(await response.arrayBuffer());
    const headers = outgoing(Object.fromEntries(response.headers));
    return {
      kind: 'response',
      status: response.status,
      statusText: response.statusText,
      headers,
      body,
      ...seen,
    };
  } catch {
    return errorAnswer('TypeError', 'fetch failed: the answer broke off');
  }
}
