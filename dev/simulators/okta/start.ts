import type { Call, Reply } from '../server/call';
import type { FaultEffect } from '../server/faults';
import { startServer, type HttpServer, type Vendor } from '../server/http-server';
import { createAccess, type Access } from './access';
import { admit, spent, tokenOf, unauthorized } from './admit';
import { oktaControl } from './control';
import type { Directory, OktaPageCaps } from './directory';
import { errorForStatus, nextNumber, oktaError } from './errors';
import { groupRoutes } from './group-routes';
import { classOf, createLimits, rateHeaders, type Limits } from './limits';
import { logRoutes } from './log-routes';
import { misdirect, pageNumber, tamper } from './misleading';
import type { OktaOptions, OktaSimulator } from './options';
import { orgRoutes } from './org-routes';
import { createOrgState, type OrgState } from './org-state';
import { schemaRoutes } from './schema-routes';
import { tokenRoutes } from './token-route';
import { userRoutes } from './user-routes';
import { createWire } from './wire';

const usualPageCaps: OktaPageCaps = { users: 200, groups: 10_000, members: 1000, logs: 1000 };

interface Settings {
  caps: OktaPageCaps;
  searchLagMs: number;
  logLagMs: number;
  skewMs: number;
}

interface Parts {
  readonly options: OktaOptions;
  readonly state: OrgState;
  readonly access: Access;
  readonly limits: Limits;
  readonly settings: Settings;
  readonly now: () => number;
}

/** Starts a twin of an Okta org on 127.0.0.1. Rejects when the port is taken. */
export async function startOkta(options: OktaOptions): Promise<OktaSimulator> {
  const settings = settingsOf(options);
  const base = options.now ?? Date.now;
  const now = (): number => base() + settings.skewMs;
  const parts: Parts = {
    options,
    state: createOrgState(options.org, {
      now,
      deletionTouchesGroups: options.deletionTouchesGroups ?? false,
    }),
    access: createAccess(options, now),
    limits: createLimits(options.limits ?? {}, now),
    settings,
    now,
  };
  let simulator: OktaSimulator | undefined;
  const server = await startServer((http) => {
    simulator = simulatorOf(parts, http);
    return vendorOf(parts, http, simulator);
  }, options);
  return simulator ?? simulatorOf(parts, server);
}

function settingsOf(options: OktaOptions): Settings {
  return {
    caps: options.pageCap ?? usualPageCaps,
    searchLagMs: options.searchLagMs ?? 0,
    logLagMs: options.logLagMs ?? 0,
    skewMs: 0,
  };
}

function simulatorOf(parts: Parts, server: HttpServer): OktaSimulator {
  const { state, access, limits, settings, options } = parts;
  return {
    url: server.url,
    port: server.port,
    state,
    access,
    limits,
    get requests() {
      return server.requests();
    },
    setFaults: (faults) => server.faults.set(faults),
    setLatency: (ms) => server.setLatency(ms),
    setPageCap(caps) {
      settings.caps = caps;
    },
    setLags({ searchMs, logMs }) {
      settings.searchLagMs = searchMs ?? settings.searchLagMs;
      settings.logLagMs = logMs ?? settings.logLagMs;
    },
    setClockSkew(ms) {
      settings.skewMs = ms;
      limits.set({});
    },
    reset() {
      server.reset();
      Object.assign(settings, settingsOf(options));
      state.reset();
      limits.reset();
      access.reset();
    },
    close: () => server.close(),
  };
}

function directoryOf(parts: Parts, orgUrl: string): Directory {
  const { state, settings, now } = parts;
  const wire = createWire(orgUrl);
  // Made before the first call, so that a measurement of a client does not measure this.
  state.users().forEach((user) => wire.userJson(user));
  return {
    state,
    wire,
    orgUrl,
    now,
    caps: () => settings.caps,
    searchLagMs: () => settings.searchLagMs,
    logLagMs: () => settings.logLagMs,
  };
}

function vendorOf(parts: Parts, http: HttpServer, simulator: OktaSimulator): Vendor {
  const { access, limits, now, options } = parts;
  const orgUrl = options.publicUrl ?? http.url;
  const directory = directoryOf(parts, orgUrl);
  const guarding = { access, limits, now, orgUrls: [orgUrl, http.url] };
  return {
    routes: [
      ...tokenRoutes(guarding),
      ...userRoutes(directory),
      ...groupRoutes(directory),
      ...logRoutes(directory),
      ...orgRoutes(directory),
      ...schemaRoutes(directory),
    ],
    control: oktaControl(http, simulator),
    admit: (call) => admit(call, guarding),
    settle: (call) => rateHeaders(limits.state(classOf(call))),
    notFound: (call) => oktaError('E0000022', { about: `${call.method} ${call.path}` }),
    failure: (effect, call) => failure(effect, call, limits),
    expire(call) {
      access.revoke(tokenOf(call));
      return unauthorized();
    },
    tamper: (effect, reply, call) => tamper(effect, reply, { call, orgUrl }),
    misdirect,
    stamp: () => ({
      Date: new Date(now()).toUTCString(),
      'X-Okta-Request-Id': `req${nextNumber()}`,
      'Cache-Control': 'no-cache, no-store',
    }),
    pageOf: (call) => pageNumber(call, directory),
  };
}

/** `reason: "concurrency"` makes a 429 that of the concurrent limit, whose headers say 0. */
function failure(effect: Extract<FaultEffect, { kind: 'status' }>, call: Call, limits: Limits): Reply {
  const isConcurrent = effect.status === 429 && effect.reason === 'concurrency';
  const reply = effect.status === 429 ? spent(call, limits) : errorForStatus(effect.status);
  const concurrent = rateHeaders({
    limit: 0,
    remaining: 0,
    resetSeconds: limits.state(classOf(call)).resetSeconds,
  });
  const retryAfter: Record<string, string> =
    effect.retryAfterSeconds === undefined ? {} : { 'Retry-After': String(effect.retryAfterSeconds) };
  return { ...reply, headers: { ...reply.headers, ...(isConcurrent ? concurrent : {}), ...retryAfter } };
}
