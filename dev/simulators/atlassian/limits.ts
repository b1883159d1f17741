import type { Call, Reply } from '../server/call';

/** Points of an hour for the app (developer.atlassian.com/cloud/jira/platform/rate-limiting, 2026). */
export interface PointsQuota {
  readonly limit: number;
  /** What is left of the present window. Default: all of it. */
  readonly remaining?: number;
  /** Seconds until the present window ends. Default: a whole hour. */
  readonly resetSeconds?: number;
}

export interface LimitSettings {
  /** Absent: no quota. */
  readonly points?: PointsQuota;
  /** Calls a second to one endpoint with one method. Absent: no limit. */
  readonly burstPerSecond?: number;
}

/** Why a call is refused with 429, in the words of the `RateLimit-Reason` header. */
export interface LimitRefusal {
  readonly reason: string;
  readonly headers: Readonly<Record<string, string>>;
}

export interface Limits {
  refusal(call: Call): LimitRefusal | undefined;
  /** Charges an answered call; gives the headers that say what is left. */
  charge(call: Call, reply: Reply): Readonly<Record<string, string>>;
  set(settings: LimitSettings): void;
  state(): LimitSettings;
}

const windowMs = 3_600_000;

export function createLimits(start: LimitSettings, now: () => number): Limits {
  let settings = start;
  let points = openPoints(start.points, now());
  let second = { at: 0, counts: new Map<string, number>() };
  return {
    refusal(call) {
      points = rolled(points, now());
      if (points !== undefined && points.remaining <= 0) return spent(call, points, now());
      const at = Math.floor(now() / 1000);
      if (second.at !== at) second = { at, counts: new Map() };
      const route = `${call.method} ${call.template}`;
      const count = (second.counts.get(route) ?? 0) + 1;
      second.counts.set(route, count);
      if (settings.burstPerSecond === undefined || count <= settings.burstPerSecond) return undefined;
      return tooFast(call, settings.burstPerSecond, now());
    },
    charge(call, reply) {
      points = rolled(points, now());
      if (points === undefined) return {};
      points = { ...points, remaining: Math.max(0, points.remaining - costOf(call, reply)) };
      return pointHeaders(points);
    },
    set(next) {
      settings = next;
      points = openPoints(next.points, now());
      second = { at: 0, counts: new Map() };
    },
    state: () =>
      points === undefined
        ? settings
        : { ...settings, points: { limit: points.limit, remaining: points.remaining } },
  };
}

interface Points {
  readonly limit: number;
  readonly remaining: number;
  readonly endsAtMs: number;
}

function openPoints(quota: PointsQuota | undefined, nowMs: number): Points | undefined {
  if (quota === undefined) return undefined;
  const endsAtMs = nowMs + (quota.resetSeconds ?? windowMs / 1000) * 1000;
  return { limit: quota.limit, remaining: quota.remaining ?? quota.limit, endsAtMs };
}

function rolled(points: Points | undefined, nowMs: number): Points | undefined {
  if (points === undefined || nowMs < points.endsAtMs) return points;
  return { ...points, remaining: points.limit, endsAtMs: nowMs + windowMs };
}

/** Reads cost one and the objects that they give, writes one. */
function costOf(call: Call, reply: Reply): number {
  return call.method === 'GET' ? 1 + (reply.objects ?? 0) : 1;
}

function pointHeaders(points: Points): Readonly<Record<string, string>> {
  return {
    'X-RateLimit-Limit': String(points.limit),
    'X-RateLimit-Remaining': String(points.remaining),
    'X-RateLimit-Reset': new Date(points.endsAtMs).toISOString(),
    ...(points.remaining < points.limit / 5 ? { 'X-RateLimit-NearLimit': 'true' } : {}),
  };
}

function spent(call: Call, points: Points, nowMs: number): LimitRefusal {
  const reason = `${productOf(call)}-quota-tenant-based`;
  const retryAfter = String(Math.max(1, Math.ceil((points.endsAtMs - nowMs) / 1000)));
  return {
    reason,
    headers: { ...pointHeaders(points), 'Retry-After': retryAfter, 'RateLimit-Reason': reason },
  };
}

function tooFast(call: Call, perSecond: number, nowMs: number): LimitRefusal {
  const reason = `${productOf(call)}-burst-based`;
  const resetAtMs = (Math.floor(nowMs / 1000) + 1) * 1000;
  const left = {
    'X-RateLimit-Limit': String(perSecond),
    'X-RateLimit-Remaining': '0',
    'X-RateLimit-Reset': new Date(resetAtMs).toISOString(),
  };
  return { reason, headers: { ...left, 'Retry-After': '1', 'RateLimit-Reason': reason } };
}

export function productOf(call: Call): 'jira' | 'confluence' {
  return call.path.startsWith('/wiki/') ? 'confluence' : 'jira';
}
