import { ReplyError, textOf, type Call, type Reply } from '../server/call';
import type { FaultEffect } from '../server/faults';
import { startServer, type HttpServer, type ListenOptions, type Vendor } from '../server/http-server';
import type { Simulator } from '../server/simulator';
import { confluenceError, confluenceRoutes } from './confluence';
import { atlassianControl } from './control';
import { jiraGroupRoutes } from './jira-groups';
import { jiraError } from './jira-replies';
import { jiraUserRoutes } from './jira-users';
import { createIssueState, type IssueState } from './issue-state';
import { issueRoutes } from './issues';
import { createLimits, productOf, type Limits, type LimitSettings } from './limits';
import type { Site } from './site';
import { createSiteState, type SiteState } from './site-state';

export interface AtlassianOptions extends ListenOptions {
  readonly site: Site;
  /** Default: no quota and no burst limit. */
  readonly limits?: LimitSettings;
  /** Epoch milliseconds; tests hand in a clock that they move. Default: the machine's. */
  readonly now?: () => number;
}

export interface AtlassianSimulator extends Simulator<SiteState> {
  readonly limits: Limits;
  /** Jira's projects and issues. */
  readonly issues: IssueState;
}

interface Parts {
  readonly state: SiteState;
  readonly issues: IssueState;
  readonly limits: Limits;
}

/** Starts a twin of a site with Jira and Confluence on 127.0.0.1. Rejects when the port is taken. */
export async function startAtlassian(options: AtlassianOptions): Promise<AtlassianSimulator> {
  const parts: Parts = {
    state: createSiteState(options.site),
    issues: createIssueState(options.site.projects),
    limits: createLimits(options.limits ?? {}, options.now ?? Date.now),
  };
  const reset = (http: HttpServer): void => {
    http.reset();
    parts.state.reset();
    parts.issues.reset();
    parts.limits.set(options.limits ?? {});
  };
  const server = await startServer((http) => vendor(parts, { http, reset: () => reset(http) }), options);
  return {
    url: server.url,
    port: server.port,
    ...parts,
    get requests() {
      return server.requests();
    },
    setFaults: (faults) => server.faults.set(faults),
    setLatency: (ms) => server.setLatency(ms),
    reset: () => reset(server),
    close: () => server.close(),
  };
}

function vendor(parts: Parts, running: { http: HttpServer; reset: () => void }): Vendor {
  const { state, issues, limits } = parts;
  return {
    routes: [
      ...jiraGroupRoutes(state),
      ...jiraUserRoutes(state),
      ...issueRoutes(state, issues),
      ...confluenceRoutes(state),
    ],
    control: atlassianControl({ ...running, ...parts }),
    admit: (call) => admit(call, limits),
    settle: (call, reply) => limits.charge(call, reply),
    notFound: (call) => errorFor(call, 404, `null for uri: ${call.origin}${call.path}`),
    failure,
    expire: (call) => errorFor(call, 401),
    tamper,
    pageOf,
  };
}

function admit(call: Call, limits: Limits): void {
  const refusal = limits.refusal(call);
  if (refusal !== undefined) throw new ReplyError(withHeaders(errorFor(call, 429), refusal.headers));
}

const messages: Readonly<Record<number, string>> = {
  401: 'Client must be authenticated to access this resource.',
  429: 'Rate limit exceeded.',
  500: 'Internal server error',
  503: 'Service Unavailable',
};

function errorFor(call: Call, status: number, message = messages[status] ?? 'Request failed'): Reply {
  return productOf(call) === 'jira' ? jiraError(status, message) : confluenceError(status, message);
}

function withHeaders(reply: Reply, headers: Readonly<Record<string, string>>): Reply {
  return { ...reply, headers: { ...reply.headers, ...headers } };
}

function failure(effect: Extract<FaultEffect, { kind: 'status' }>, call: Call): Reply {
  const reason = effect.reason ?? (effect.status === 429 ? `${productOf(call)}-burst-based` : undefined);
  return withHeaders(errorFor(call, effect.status), {
    ...(reason === undefined ? {} : { 'RateLimit-Reason': reason }),
    ...(effect.retryAfterSeconds === undefined ? {} : { 'Retry-After': String(effect.retryAfterSeconds) }),
  });
}

type Tampering = Extract<FaultEffect, { kind: 'total-count' | 'cursor-loop' }>;

function tamper(effect: Tampering, reply: Reply, call: Call): Reply {
  const text = textOf(reply);
  const body: unknown = text === '' ? undefined : JSON.parse(text);
  if (typeof body !== 'object' || body === null || Array.isArray(body)) return reply;
  const fields = new Map<string, unknown>(Object.entries(body));
  if (effect.kind === 'total-count') lieAboutTotal(fields, effect.add);
  else leadBack(fields, call);
  return { ...reply, body: JSON.stringify(Object.fromEntries(fields)) };
}

function lieAboutTotal(fields: Map<string, unknown>, add: number): void {
  const total = fields.get('total');
  if (typeof total === 'number') fields.set('total', total + add);
}

/** Says that more follows, at the beginning of this very page. */
function leadBack(fields: Map<string, unknown>, call: Call): void {
  const here = `${call.path}?${call.query.toString()}`;
  if (fields.has('isLast')) fields.set('isLast', false).set('nextPage', call.origin + here);
  if (fields.has('_links')) fields.set('_links', { next: here.replace(/^\/wiki/, '') });
}

function pageOf(call: Call): number | undefined {
  const [start, size] = productOf(call) === 'jira' ? ['startAt', 'maxResults'] : ['start', 'limit'];
  const from = Number(call.query.get(start ?? '') ?? 0);
  const items = Number(call.query.get(size ?? '') ?? (productOf(call) === 'jira' ? 50 : 200));
  return items > 0 ? Math.floor(from / items) + 1 : undefined;
}
