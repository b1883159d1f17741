import type { Call } from '../server/call';

/** What Okta counts together (developer.okta.com, "Management API rate limits"). */
export const endpointClasses = ['token', 'users', 'user', 'groups', 'group', 'logs', 'other'] as const;
export type EndpointClass = (typeof endpointClasses)[number];

/** Calls a minute. */
export type LimitSettings = Readonly<Partial<Record<EndpointClass, number>>>;

const usualLimits: Readonly<Record<EndpointClass, number>> = {
  token: 1200,
  users: 600,
  user: 2000,
  groups: 500,
  group: 1000,
  logs: 120,
  other: 1200,
};

const windowSeconds = 60;

export interface RateState {
  readonly limit: number;
  readonly remaining: number;
  /** Epoch seconds at which the window ends. */
  readonly resetSeconds: number;
}

export interface Limits {
  /** Takes one call; false when none is left in this minute. */
  take(kind: EndpointClass): boolean;
  state(kind: EndpointClass): RateState;
  /** What is left out keeps its limit; all windows begin anew. */
  set(settings: LimitSettings): void;
  reset(): void;
}

export function classOf(call: Call): EndpointClass {
  if (call.path === '/oauth2/v1/token') return 'token';
  if (call.path === '/api/v1/users') return 'users';
  if (call.path === '/api/v1/groups') return 'groups';
  if (call.path === '/api/v1/logs') return 'logs';
  if (call.path.startsWith('/api/v1/users/')) return 'user';
  return call.path.startsWith('/api/v1/groups/') ? 'group' : 'other';
}

interface Window {
  readonly resetSeconds: number;
  used: number;
}

/** A window of a class begins with its first call and ends on a whole second. */
export function createLimits(start: LimitSettings, now: () => number): Limits {
  const windows = new Map<EndpointClass, Window>();
  let limits = { ...usualLimits, ...start };
  function windowOf(kind: EndpointClass): Window {
    const present = windows.get(kind);
    if (present !== undefined && now() < present.resetSeconds * 1000) return present;
    const next = { resetSeconds: Math.floor(now() / 1000) + windowSeconds, used: 0 };
    windows.set(kind, next);
    return next;
  }
  return {
    take(kind) {
      const window = windowOf(kind);
      if (window.used >= limits[kind]) return false;
      window.used += 1;
      return true;
    },
    state(kind) {
      const { used, resetSeconds } = windowOf(kind);
      return { limit: limits[kind], remaining: Math.max(0, limits[kind] - used), resetSeconds };
    },
    set(settings) {
      limits = { ...limits, ...settings };
      windows.clear();
    },
    reset() {
      limits = { ...usualLimits, ...start };
      windows.clear();
    },
  };
}

export function rateHeaders(state: RateState): Readonly<Record<string, string>> {
  return {
    'X-Rate-Limit-Limit': String(state.limit),
    'X-Rate-Limit-Remaining': String(state.remaining),
    'X-Rate-Limit-Reset': String(state.resetSeconds),
  };
}
