import type { HttpResponse, RateLimitHint } from '../http/request';

const hourMs = 3_600_000;
const shortestPauseMs = 500;

/**
 * What a 429 or 503 of Jira or Confluence asks for.
 *
 * `RateLimit-Reason` tells two systems apart: a spent points quota (`jira-quota-global-based`, `confluence-quota-tenant-based`,
 * `jira-cost-based`) holds for every endpoint until the window resets and pauses the run; a burst (`jira-burst-based`) holds for
 * one endpoint and is waited for here. `Retry-After` is in seconds; `X-RateLimit-Reset` is an ISO 8601 time and is the only hint of a
 * gateway's 429 without `Retry-After`. The quota's window is the UTC hour.
 * Source: developer.atlassian.com/cloud/jira/platform/rate-limiting (October 2026).
 */
export function rateLimitHint(
  response: Pick<HttpResponse, 'headers'>,
  nowMs: number,
): RateLimitHint | undefined {
  const pausesRun = /quota|cost/i.test(response.headers.get('ratelimit-reason') ?? '');
  const retryAfterMs = retryAfter(response.headers.get('retry-after'), nowMs);
  const resetMs = timeUntil(response.headers.get('x-ratelimit-reset'), nowMs);
  if (pausesRun) {
    return { afterMs: atLeast(Math.max(retryAfterMs ?? 0, resetMs ?? 0) || untilNextHour(nowMs)), pausesRun };
  }
  const afterMs = retryAfterMs ?? resetMs;
  return afterMs === undefined ? undefined : { afterMs: atLeast(afterMs), pausesRun };
}

function retryAfter(value: string | null, nowMs: number): number | undefined {
  if (value === null) return undefined;
  return /^\d+$/.test(value.trim()) ? Number(value) * 1000 : timeUntil(value, nowMs);
}

function timeUntil(value: string | null, nowMs: number): number | undefined {
  const atMs = Date.parse(value ?? '');
  return Number.isNaN(atMs) ? undefined : Math.max(0, atMs - nowMs);
}

function untilNextHour(nowMs: number): number {
  return hourMs - (nowMs % hourMs);
}

/** A reset that has just passed by our clock may lie ahead by theirs. */
function atLeast(afterMs: number): number {
  return Math.max(shortestPauseMs, afterMs);
}
