import type * as z from 'zod';
import { FailureError, type Failure } from '../domain/failure';
import type { TargetApi } from '../domain/target';
import { request, type Fetch, type HttpDeps, type HttpResponse } from '../http/request';
import { explainPlatformErrors } from './platform-errors';
import { rateLimitHint } from './rate-limit';

/** One `Fetch` for each product, both as the same person. */
export interface SiteFetch {
  readonly jira: Fetch;
  readonly confluence: Fetch;
}

export interface SiteCall {
  readonly product: TargetApi;
  readonly method?: 'GET' | 'POST' | 'DELETE';
  /** Made by `siteUrl`. */
  readonly path: string;
  readonly body?: unknown;
}

export interface SiteRead extends Pick<SiteCall, 'product' | 'path'> {
  /** What the call is for, as an infinitive: "list groups". */
  readonly to: string;
}

/** The REST API of the site, as one person. */
export interface Site {
  /** As in `SiteDeps`. */
  readonly who: string;
  /** Any answer below 500 that is not a 429, as it came. */
  send(call: SiteCall): Promise<HttpResponse>;
  /** A read whose refusal stops the run: `access-missing`, `incomplete-read` or `unexpected-response`. */
  read<T>(call: SiteRead, schema: z.ZodType<T>): Promise<T>;
}

export interface SiteDeps {
  readonly fetch: SiteFetch;
  readonly http: Omit<HttpDeps, 'fetch'>;
  /** Who is signed in, as the subject of a sentence: "The sync account (5b10…)". No name: an id only. */
  readonly who: string;
}

export const productNames = { jira: 'Jira', confluence: 'Confluence' } as const;

/** CONFCLOUD-84635: adding a person without a free seat is answered with 500 (open in November 2026). */
const noSeatHint =
  'Confluence also answers so when no licence seat is free: look at the seats, or write through Jira instead.';

export function createSite(deps: SiteDeps): Site {
  const send = (call: SiteCall): Promise<HttpResponse> => sendAs(call, deps);
  return {
    who: deps.who,
    send,
    read: async (call, schema) => parseAnswer(await send(call), call, { schema, who: deps.who }),
  };
}

/** A path with its query; every name and value is encoded. A list repeats its name, as Jira wants it. */
export function siteUrl(
  path: string,
  query: Readonly<Record<string, string | number | readonly string[]>>,
): string {
  const pairs = Object.entries(query).flatMap(([name, value]) =>
    (typeof value === 'object' ? value : [String(value)]).map((one) => `${name}=${encodeURIComponent(one)}`),
  );
  return pairs.length === 0 ? path : `${path}?${pairs.join('&')}`;
}

/** Parses an answer of status 200; any other becomes the failure that stops the run. */
export function parseAnswer<T>(
  response: HttpResponse,
  call: SiteRead,
  how: { readonly schema: z.ZodType<T>; readonly who: string },
): T {
  if (response.status !== 200) throw new FailureError(refusalOf(response.status, call, how.who));
  const parsed = how.schema.safeParse(parseJson(response.text, call));
  if (parsed.success) return parsed.data;
  // The issues' paths say which field changed; their values could be personal.
  const where = parsed.error.issues[0]?.path.join('.') ?? '';
  throw new FailureError({
    kind: 'unexpected-response',
    message: `${productNames[call.product]}'s answer to "${call.to}" has another shape than expected at "${where}". Report this as a bug.`,
  });
}

/** The failure behind a refused read. */
export function refusalOf(status: number, call: SiteRead, who: string): Failure {
  const product = productNames[call.product];
  if (status === 401)
    return {
      kind: 'access-missing',
      message: `${product} did not accept the sign-in. ${chooseAnother(who)}`,
    };
  if (status === 403) {
    return {
      kind: 'access-missing',
      message: `${who} may not ${call.to} in ${product}. Give it back the right (site administration, "Browse users and groups"), or make another administrator's account the sync account.`,
    };
  }
  return {
    kind: 'unexpected-response',
    message: `${product} answered status ${status} when asked to ${call.to}. Try again; if it repeats, report it.`,
  };
}

export function chooseAnother(who: string): string {
  return `${who} cannot be used any more: make another administrator's account the sync account.`;
}

function sendAs(call: SiteCall, deps: SiteDeps): Promise<HttpResponse> {
  const product = productNames[call.product];
  const body = call.body === undefined ? undefined : JSON.stringify(call.body);
  return request(
    {
      api: call.product,
      method: call.method ?? 'GET',
      url: call.path,
      headers: {
        Accept: 'application/json',
        ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body }),
    },
    {
      apiLabel: product,
      rateLimitHint: (response) => rateLimitHint(response, deps.http.clock.now()),
      serverErrorHint: () =>
        call.product === 'confluence' && call.method === 'POST' ? noSeatHint : undefined,
    },
    { ...deps.http, fetch: explainPlatformErrors(deps.fetch[call.product], { product, who: deps.who }) },
  );
}

function parseJson(text: string, call: SiteRead): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    const message = `${productNames[call.product]}'s answer to "${call.to}" is cut off or not JSON. Run it again.`;
    throw new FailureError({ kind: 'incomplete-read', message }, { cause: error });
  }
}
