import { startServer, type HttpServer, type ListenOptions, type Vendor } from '../server/http-server';
import type { Simulator } from '../server/simulator';
import { accessOf, bearerOf, tokenExpired, unauthenticatedReply } from './access';
import { createApplications, type Applications, type EntraApplication } from './applications';
import { batchRoute, type Answering } from './batch';
import { entraControl } from './control';
import { createDeltaTokens, staleReply, type DeltaTokens } from './delta-tokens';
import { deltaRoutes } from './delta-routes';
import { directoryRoutes } from './directory-routes';
import { noSuchSegment } from './errors';
import type { EntraPageSizes, GraphContext } from './graph-context';
import { memberOfRoutes } from './member-of-routes';
import { memberRoutes } from './member-routes';
import { pageNumber } from './page-number';
import { signInRoutes } from './sign-in';
import type { EntraTenant } from './tenant';
import { openStore, tenantState, type TenantState, type TenantStore } from './tenant-state';
import { createThrottle, usualUnits, type Throttle, type ThrottleSettings } from './throttle';
import { admit, settle } from './gate';
import { answered } from './answered';
import { failure, misdirect, tamper } from './misleading';

export interface EntraOptions extends ListenOptions {
  readonly tenant: EntraTenant;
  /** Default: any client id with a secret that is not empty, with `User.Read.All` and `GroupMember.Read.All`. */
  readonly applications?: readonly EntraApplication[];
  /** Default: 1,000 objects and 3,000 members on a delta page, `$top` up to 999. Graph documents only the last. */
  readonly pageSizes?: Partial<EntraPageSizes>;
  /** Default: 3,500, 5,000 or 8,000 units by the tenant's size at the start. */
  readonly throttle?: ThrottleSettings;
  /** How long delta does not show a change. Default: 0. */
  readonly deltaLagMs?: number;
  /** Whether a deleted user's groups say so in `members@delta`. Default: false. */
  readonly reportsDeletedMembers?: boolean;
  /** Whether an object that changed twice is told twice by delta, which may happen. Default: false. */
  readonly repeatsChanges?: boolean;
  /** Where absolute links begin, such as `https://graph.microsoft.com`. Default: the simulator's own URL. */
  readonly graphUrl?: string;
  /** Epoch milliseconds; tests hand in a clock that they move. Default: the machine's. */
  readonly now?: () => number;
}

export interface EntraSimulator extends Simulator<TenantState> {
  readonly applications: Applications;
  readonly throttle: Throttle;
  readonly deltaTokens: DeltaTokens;
  setPageSizes(sizes: Partial<EntraPageSizes>): void;
  setDeltaLag(ms: number): void;
}

const usualPageSizes: EntraPageSizes = { delta: 1000, membersPerDeltaPage: 3000, top: 999 };

export interface Parts {
  readonly store: TenantStore;
  readonly state: TenantState;
  readonly applications: Applications;
  readonly throttle: Throttle;
  readonly tokens: DeltaTokens;
  readonly now: () => number;
  readonly repeatsChanges: boolean;
  sizes: EntraPageSizes;
  lagMs: number;
}

/** Starts a twin of Microsoft Entra ID on 127.0.0.1: sign-in and Graph under one URL. Rejects when the port is taken. */
export async function startEntra(options: EntraOptions): Promise<EntraSimulator> {
  const parts = makeParts(options);
  const server = await startServer((http) => vendor(parts, http, options), options);
  return simulator(parts, server, options);
}

function makeParts(options: EntraOptions): Parts {
  const now = options.now ?? Date.now;
  const store = openStore(options.tenant, {
    now,
    reportsDeletedMembers: options.reportsDeletedMembers ?? false,
  });
  const throttle = options.throttle ?? { unitsPer10s: usualUnits(options.tenant.users.length) };
  return {
    store,
    state: tenantState(store),
    applications: createApplications(options.applications, now),
    throttle: createThrottle(throttle, now),
    tokens: createDeltaTokens({ now, generation: () => store.generation }),
    now,
    repeatsChanges: options.repeatsChanges ?? false,
    sizes: { ...usualPageSizes, ...options.pageSizes },
    lagMs: options.deltaLagMs ?? 0,
  };
}

function simulator(parts: Parts, server: HttpServer, options: EntraOptions): EntraSimulator {
  return {
    url: server.url,
    port: server.port,
    state: parts.state,
    applications: parts.applications,
    throttle: parts.throttle,
    deltaTokens: parts.tokens,
    get requests() {
      return server.requests();
    },
    setFaults: (faults) => server.faults.set(faults),
    setLatency: (ms) => server.setLatency(ms),
    ...settersOf(parts),
    reset: () => resetAll(parts, server, options),
    close: () => server.close(),
  };
}

function resetAll(parts: Parts, server: HttpServer, options: EntraOptions): void {
  server.reset();
  parts.state.reset();
  parts.applications.reset();
  parts.throttle.reset();
  parts.tokens.reset();
  parts.sizes = { ...usualPageSizes, ...options.pageSizes };
  parts.lagMs = options.deltaLagMs ?? 0;
}

function graphContext(parts: Parts, { graphUrl }: EntraOptions): GraphContext {
  return {
    store: parts.store,
    now: parts.now,
    sizes: () => parts.sizes,
    accessOf: (call) => accessOf(call, parts.applications, parts.now()),
    baseOf: (call) => graphUrl ?? call.origin,
    tables: () => parts.store.tables,
  };
}

function vendor(parts: Parts, http: HttpServer, options: EntraOptions): Vendor {
  const graph = graphContext(parts, options);
  const gate = {
    accessOf: graph.accessOf,
    throttle: parts.throttle,
    tenantId: () => parts.store.tables.tenant.id,
  };
  return {
    routes: routesOf(parts, graph, (call, handler) =>
      answered(call, handler, { ...gate, faults: http.faults }),
    ),
    control: controlOf(parts, http, options),
    admit: (call) => admit(call, gate),
    settle: (call) => settle(call, gate),
    notFound: noSuchSegment,
    failure: (effect, call) => failure(effect, call, gate),
    expire(call) {
      parts.applications.revoke(bearerOf(call) ?? '');
      return unauthenticatedReply(call, tokenExpired);
    },
    gone: (call) => staleReply(call, { how: 'gone', base: graph.baseOf(call), select: undefined }),
    tamper,
    misdirect,
    pageOf: pageNumber,
  };
}

function routesOf(parts: Parts, graph: GraphContext, answering: Answering): Vendor['routes'] {
  const routes = [
    ...directoryRoutes(graph),
    ...memberOfRoutes(graph),
    ...memberRoutes(graph),
    ...deltaRoutes({
      ...graph,
      tokens: parts.tokens,
      lagMs: () => parts.lagMs,
      repeatsChanges: parts.repeatsChanges,
    }),
  ];
  const { applications, now } = parts;
  return [
    ...signInRoutes({ applications, tenant: () => parts.store.tables.tenant, now }),
    ...routes,
    batchRoute(routes, answering),
  ];
}

function controlOf(parts: Parts, http: HttpServer, options: EntraOptions): Vendor['control'] {
  return entraControl({
    http,
    ...parts,
    ...settersOf(parts),
    reset: () => resetAll(parts, http, options),
  });
}

function settersOf(parts: Parts): Pick<EntraSimulator, 'setPageSizes' | 'setDeltaLag'> {
  return {
    setPageSizes(sizes) {
      parts.sizes = { ...parts.sizes, ...sizes };
    },
    setDeltaLag(ms) {
      parts.lagMs = ms;
    },
  };
}
