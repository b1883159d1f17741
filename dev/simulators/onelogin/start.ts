import { ReplyError, textOf, type Call, type Reply } from '../server/call';
import type { FaultEffect } from '../server/faults';
import { startServer, type HttpServer, type ListenOptions, type Vendor } from '../server/http-server';
import type { Simulator } from '../server/simulator';
import { authRoutes, bearerOf } from './auth-routes';
import type { Company } from './company';
import { createCompanyState, type CompanyState } from './company-state';
import { oneLoginControl } from './control';
import { errorFor, isVersion2, noSuchRoute } from './errors';
import { encodeCursor, pageRequest } from './pages';
import { createQuota, usualQuota, type Quota, type QuotaSettings } from './quota';
import { createTokens, type Credentials, type Tokens } from './tokens';
import { listedJson } from './wire';
import { cursorAfter, v1Page, v1Routes } from './v1-routes';
import { v2Routes, type PageCaps } from './v2-routes';

export interface OneLoginOptions extends ListenOptions {
  readonly company: Company;
  /** Default: 5,000 calls an hour. Only calls under `/api/` count. */
  readonly quota?: QuotaSettings;
  /** The only good pair. Default: any client id with a secret that is not empty. */
  readonly credentials?: Credentials;
  /** Default: 1,000 people and 650 roles a page. The vendor's pages also say 50 and 100 for people. */
  readonly pageCap?: PageCaps;
  /** Whether joining or leaving a role moves a person's `updated_at`. Default: false. */
  readonly roleChangesTouchPeople?: boolean;
  /** Epoch milliseconds; tests hand in a clock that they move. Default: the machine's. */
  readonly now?: () => number;
}

export interface OneLoginSimulator extends Simulator<CompanyState> {
  readonly quota: Quota;
  readonly tokens: Tokens;
  setPageCap(caps: PageCaps): void;
}

const usualPageCaps: PageCaps = { users: 1000, roles: 650 };

interface Parts {
  readonly state: CompanyState;
  readonly quota: Quota;
  readonly tokens: Tokens;
  caps: PageCaps;
}

/** Starts a twin of OneLogin on 127.0.0.1. Rejects when the port is taken. */
export async function startOneLogin(options: OneLoginOptions): Promise<OneLoginSimulator> {
  const now = options.now ?? Date.now;
  // Made before the first call, so that a measurement of a client does not measure this.
  options.company.people.forEach(listedJson);
  const parts: Parts = {
    state: createCompanyState(options.company, {
      now,
      roleChangesTouchPeople: options.roleChangesTouchPeople ?? false,
    }),
    quota: createQuota(options.quota ?? { limit: usualQuota }, now),
    tokens: createTokens(options.credentials, now),
    caps: options.pageCap ?? usualPageCaps,
  };
  const server = await startServer((http) => vendor(parts, control(parts, http, options)), options);
  return simulator(parts, server, options);
}

function simulator(parts: Parts, server: HttpServer, options: OneLoginOptions): OneLoginSimulator {
  return {
    url: server.url,
    port: server.port,
    state: parts.state,
    quota: parts.quota,
    tokens: parts.tokens,
    get requests() {
      return server.requests();
    },
    setFaults: (faults) => server.faults.set(faults),
    setLatency: (ms) => server.setLatency(ms),
    setPageCap(caps) {
      parts.caps = caps;
    },
    reset: () => resetAll(parts, server, options),
    close: () => server.close(),
  };
}

function resetAll(parts: Parts, server: HttpServer, options: OneLoginOptions): void {
  server.reset();
  parts.state.reset();
  parts.quota.reset();
  parts.tokens.reset();
  parts.caps = options.pageCap ?? usualPageCaps;
}

function control(parts: Parts, http: HttpServer, options: OneLoginOptions): Vendor['control'] {
  return oneLoginControl({
    http,
    state: parts.state,
    quota: parts.quota,
    tokens: parts.tokens,
    setPageCap(caps) {
      parts.caps = caps;
    },
    reset: () => resetAll(parts, http, options),
  });
}

function vendor(parts: Parts, controlRoutes: Vendor['control']): Vendor {
  const accountId = () => parts.state.account().id;
  return {
    routes: [
      ...authRoutes({ tokens: parts.tokens, quota: parts.quota, accountId }),
      ...v1Routes(parts.state),
      ...v2Routes(parts.state, () => parts.caps),
    ],
    control: controlRoutes,
    admit: (call) => admit(call, parts),
    settle: (call) => (call.path.startsWith('/api/') ? quotaHeaders(parts.quota) : {}),
    notFound: noSuchRoute,
    failure: (effect, call) => failure(effect, call, parts),
    expire: (call) => {
      parts.tokens.revoke(bearerOf(call) ?? '');
      return unauthorized(call);
    },
    tamper,
    pageOf: (call) => pageOf(call, parts),
  };
}

/** A good token first, then the quota: a refused token costs nothing. */
function admit(call: Call, parts: Parts): void {
  if (call.path.startsWith('/auth/oauth2/')) return;
  if (!parts.tokens.isGood(bearerOf(call) ?? '')) throw new ReplyError(unauthorized(call));
  if (!call.path.startsWith('/api/') || parts.quota.take()) return;
  throw new ReplyError(failure({ kind: 'status', status: 429 }, call, parts));
}

function quotaHeaders(quota: Quota): Readonly<Record<string, string>> {
  const { limit, remaining, resetSeconds } = quota.state();
  return {
    'X-RateLimit-Limit': String(limit),
    'X-RateLimit-Remaining': String(remaining),
    'X-RateLimit-Reset': String(resetSeconds),
  };
}

function unauthorized(call: Call): Reply {
  return errorFor(call, 401, isVersion2(call) ? 'Unauthorized' : 'Authentication Failure');
}

const messages: Readonly<Record<number, string>> = {
  400: 'rate limit exceeded',
  401: 'Unauthorized',
  403: 'rate limit exceeded',
  429: 'rate limit exceeded',
  503: 'Service Unavailable',
};

function failure(effect: Extract<FaultEffect, { kind: 'status' }>, call: Call, parts: Parts): Reply {
  const reply = errorFor(call, effect.status, messages[effect.status] ?? 'Internal Server Error');
  const retryAfter: Record<string, string> =
    effect.retryAfterSeconds === undefined ? {} : { 'Retry-After': String(effect.retryAfterSeconds) };
  const limits = [400, 403, 429].includes(effect.status) ? quotaHeaders(parts.quota) : {};
  return { ...reply, headers: { ...reply.headers, ...limits, ...retryAfter } };
}

type Tampering = Extract<FaultEffect, { kind: 'total-count' | 'cursor-loop' }>;

function tamper(effect: Tampering, reply: Reply, call: Call): Reply {
  const total = reply.headers['Total-Count'];
  if (effect.kind === 'total-count') {
    return total === undefined ? reply : withHeader(reply, 'Total-Count', String(Number(total) + effect.add));
  }
  return total === undefined
    ? loopInBody(reply, call)
    : withHeader(reply, 'After-Cursor', samePage(reply, call));
}

function withHeader(reply: Reply, name: string, value: string): Reply {
  return { ...reply, headers: { ...reply.headers, [name]: value } };
}

function loopInBody(reply: Reply, call: Call): Reply {
  const body: unknown = JSON.parse(textOf(reply));
  if (typeof body !== 'object' || body === null || !('pagination' in body)) return reply;
  const pagination = {
    ...Object(body.pagination),
    after_cursor: call.query.get('after_cursor') ?? cursorAfter(0),
  };
  return { ...reply, body: JSON.stringify({ ...body, pagination }) };
}

function samePage(reply: Reply, call: Call): string {
  const limit = Number(reply.headers['Page-Items']);
  return encodeCursor(pageRequest(call, { usual: limit, cap: limit }));
}

/** Undefined where the call does not say it legibly. */
function pageOf(call: Call, parts: Parts): number | undefined {
  try {
    if (isVersion2(call)) return pageRequest(call, { usual: 1, cap: Number.MAX_SAFE_INTEGER }).page;
    return v1Page(call, parts.state);
  } catch {
    return undefined;
  }
}
