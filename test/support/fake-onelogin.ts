import { createConnector } from '../../src/connectors';
import type { OneLoginSettings } from '../../src/domain/onelogin-settings';
import type { Connector } from '../../src/domain/ports';
import { createMemoryTokenCache, type TokenCache } from '../../src/http/token-cache';
import { fakeHttp, type FakeAnswer, type FakeCall, type FakeHttp, type FakeReply } from './fake-http';
import { oneLoginSettings } from './onelogin-twin';

export interface FakeOneLogin {
  readonly connector: Connector;
  readonly http: FakeHttp;
  /** Paths with their query, sign-in and budget left out. */
  readonly reads: () => readonly string[];
}

export interface FakeOptions {
  readonly settings?: Partial<OneLoginSettings>;
  readonly tokens?: TokenCache;
  readonly remaining?: number;
  readonly attributes?: readonly string[];
}

/** A connector over hand-made answers: sign-in and budget are answered, everything else by `route` (undefined: 404). */
export function fakeOneLogin(
  route: (path: string, call: FakeCall) => FakeReply | undefined,
  options: FakeOptions = {},
): FakeOneLogin {
  const http = fakeHttp((call) => {
    const path = decodeURIComponent(call.url.pathname + call.url.search);
    return route(path, call) ?? signInOrBudget(path, options.remaining ?? 4_000) ?? notFound;
  });
  const settings = oneLoginSettings({ groupSources: ['roles'], ...options.settings });
  const connector = createConnector({ kind: 'onelogin', settings }, 'secret', {
    ...http.deps,
    tokens: options.tokens ?? createMemoryTokenCache(),
    attributes: options.attributes ?? [],
  });
  const reads = () =>
    http.calls
      .map(({ url }) => decodeURIComponent(url.pathname + url.search))
      .filter((path) => path.startsWith('/api'));
  return { connector, http, reads };
}

const notFound: FakeAnswer = {
  status: 404,
  body: { statusCode: 404, name: 'NotFoundError', message: 'not found' },
};

function signInOrBudget(path: string, remaining: number): FakeAnswer | undefined {
  if (path.startsWith('/auth/oauth2')) return { body: { access_token: 'token-1', expires_in: 36_000 } };
  if (path !== '/auth/rate_limit') return undefined;
  return {
    body: {
      data: { 'X-RateLimit-Limit': 5_000, 'X-RateLimit-Remaining': remaining, 'X-RateLimit-Reset': 900 },
    },
  };
}

/** A user record of OneLogin's, version 2. */
export function aOneLoginUser(id: number, more: Readonly<Record<string, unknown>> = {}) {
  return {
    id,
    firstname: 'First',
    lastname: `Last ${id}`,
    username: null,
    email: `person${id}@example.com`,
    status: 1,
    state: 1,
    group_id: null,
    member_of: null,
    ...more,
  };
}

export function oneLoginUsers(from: number, to: number) {
  return Array.from({ length: to - from + 1 }, (_, index) => aOneLoginUser(from + index));
}

/** A version 1 answer. */
export function envelope(data: readonly unknown[], after: string | null = null): FakeAnswer {
  return { body: { status: { error: false, code: 200 }, pagination: { after_cursor: after }, data } };
}

/** A version 2 answer with the whole list. */
export function wholeList(items: readonly unknown[]): FakeAnswer {
  return { body: items, headers: { 'total-count': String(items.length) } };
}
