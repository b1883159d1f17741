import type { Call } from '../server/call';
import type { GraphError } from './errors';
import { optionsOf } from './query';

export interface ThrottleSettings {
  /** Resource units of ten seconds for one application in the tenant. */
  readonly unitsPer10s: number;
}

/** The resource units that an application has left: a bucket that refills steadily. learn.microsoft.com/graph/throttling-limits. */
export interface Throttle {
  /** Takes the cost; the seconds to wait when there is not so much. */
  take(clientId: string, cost: number): number | undefined;
  /** Share of the limit that is in use. */
  load(clientId: string): number;
  set(settings: ThrottleSettings): void;
  state(): ThrottleSettings;
  reset(): void;
}

const windowMs = 10_000;

/** By the number of the tenant's users: S under 50, M to 500, L above. */
export function usualUnits(users: number): number {
  if (users < 50) return 3500;
  return users <= 500 ? 5000 : 8000;
}

export function createThrottle(start: ThrottleSettings, now: () => number): Throttle {
  let limit = start.unitsPer10s;
  const buckets = new Map<string, { used: number; atMs: number }>();
  function usedBy(clientId: string): number {
    const bucket = buckets.get(clientId);
    if (bucket === undefined) return 0;
    return Math.max(0, bucket.used - ((now() - bucket.atMs) * limit) / windowMs);
  }
  const throttle: Throttle = {
    take(clientId, cost) {
      const used = usedBy(clientId) + cost;
      if (used > limit) return Math.max(1, Math.ceil(((used - limit) * windowMs) / limit / 1000));
      buckets.set(clientId, { used, atMs: now() });
      return undefined;
    },
    load: (clientId) => usedBy(clientId) / limit,
    set(settings) {
      limit = settings.unitsPer10s;
      buckets.clear();
    },
    state: () => ({ unitsPer10s: limit }),
    reset: () => throttle.set(start),
  };
  return throttle;
}

/** Base costs of the paths that have one; all others cost 1. */
const baseCosts: ReadonlyMap<string, number> = new Map([
  ['/v1.0/users', 2],
  ['/v1.0/groups/{id}/members', 3],
  ['/v1.0/groups/{id}/transitiveMembers', 5],
]);

/** What a call costs: `$select` and a small `$top` make it cheaper, `$expand` dearer, nothing is free. */
export function costOf(call: Call): number {
  const options = optionsOf(call);
  const path = call.template.replace(/\/microsoft\.graph\.(user|group)$/, '');
  const small = Number(options.get('$top') ?? Infinity) < 20;
  const base = baseCosts.get(path) ?? 1;
  const cost = base - Number(options.has('$select')) + Number(options.has('$expand')) - Number(small);
  return Math.max(1, cost);
}

export function loadHeaders(load: number): Readonly<Record<string, string>> {
  return load < 0.8 ? {} : { 'x-ms-throttle-limit-percentage': Math.min(1.8, load).toFixed(2) };
}

export function tooManyRequests(asked: {
  readonly clientId: string;
  readonly tenantId: string;
  readonly seconds: number | undefined;
}): GraphError {
  return {
    status: 429,
    code: 'TooManyRequests',
    message: 'Too many requests.',
    headers: {
      ...(asked.seconds === undefined ? {} : { 'Retry-After': String(asked.seconds) }),
      'x-ms-throttle-scope': `Tenant_Application/ReadWrite/${asked.clientId}/${asked.tenantId}`,
      'x-ms-throttle-information': 'ResourceUnitLimitExceeded',
    },
  };
}
