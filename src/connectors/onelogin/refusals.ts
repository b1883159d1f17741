import type { ApiBudget } from '../../domain/directory';
import { FailureError, type Failure } from '../../domain/failure';
import { wholeNumberIn } from '../../http/headers';
import { retryAfterMs } from '../../http/retry-after';
import type { HttpResponse, RateLimitHint, RetryRules } from '../../http/request';

export const oneLoginRules: RetryRules = {
  apiLabel: 'OneLogin',
  rateLimitHint,
  serverErrorHint: (status) =>
    status === 500
      ? 'If it stays so, the person who created the API credential may be gone: OneLogin then answers 500 to everything. ' +
        'Have another administrator create a new credential and enter it here.'
      : undefined,
};

/** What a 429 or 503 asks for: `Retry-After` in seconds or as a date, else the reset of a spent hour. */
function rateLimitHint(response: HttpResponse): RateLimitHint | undefined {
  const afterMs = retryAfterMs(response.headers, Date.now());
  if (afterMs !== undefined) return { afterMs, pausesRun: false };
  return spentHour(response.headers);
}

function spentHour(headers: Headers): RateLimitHint | undefined {
  const budget = budgetInHeaders(headers, 0);
  return budget !== undefined && budget.remaining <= 0
    ? { afterMs: Math.max(1_000, budget.resetsAtMs), pausesRun: true }
    : undefined;
}

/** The budget that comes with answers. `X-RateLimit-Reset` is seconds left, as in `/auth/rate_limit`. */
export function budgetInHeaders(headers: Headers, nowMs: number): ApiBudget | undefined {
  const numbers = ['limit', 'remaining', 'reset'].map((name) =>
    wholeNumberIn(headers, `x-ratelimit-${name}`),
  );
  const [limit, remaining, resetSeconds] = numbers;
  if (limit === undefined || remaining === undefined || resetSeconds === undefined) return undefined;
  return { limit, remaining, resetsAtMs: nowMs + resetSeconds * 1_000 };
}

/** Whether another sign-in may help: the token ended, or was revoked. */
export function isTokenRefused(response: HttpResponse): boolean {
  return response.status === 401 && !namesMissingRight(response);
}

function namesMissingRight(response: HttpResponse): boolean {
  return /insufficient|permission|scope|forbidden/i.test(response.text);
}

/** Why a call that should have answered 200 is no use. `what` is what was to be read: "users". */
export function refusal(response: HttpResponse, what: string): FailureError {
  return new FailureError(overLimit(response) ?? byStatus(response, what));
}

/** Whether a 400 or 403 says that the hour's calls are spent. */
export function isOverLimit(response: HttpResponse): boolean {
  return overLimit(response) !== undefined;
}

/** Over the limit is 429 today; 400 and 403 with a word of it were seen in the past. */
function overLimit(response: HttpResponse): Failure | undefined {
  if (response.status !== 400 && response.status !== 403) return undefined;
  const hint = spentHour(response.headers);
  if (hint === undefined && !/rate.?limit|too many/i.test(response.text)) return undefined;
  return {
    kind: 'retry-later',
    afterMs: hint?.afterMs ?? retryAfterMs(response.headers, Date.now()) ?? 60_000,
    message: "OneLogin's API calls of this hour are spent. The run goes on after OneLogin's reset.",
  };
}

function byStatus(response: HttpResponse, what: string): Failure {
  if (response.status === 403 || (response.status === 401 && namesMissingRight(response))) {
    return {
      kind: 'access-missing',
      message: `OneLogin does not let the API credential read ${what}. Give it the scope "Read users" or "Read all" in OneLogin under Developers > API Credentials.`,
    };
  }
  if (response.status === 401) {
    return {
      kind: 'credentials-rejected',
      message: `OneLogin refuses a new token for reading ${what}. Check that the API credential still exists and has the scope "Read users", and that the region is right.`,
    };
  }
  return {
    kind: 'unexpected-response',
    message: `OneLogin answered the request for ${what} with status ${response.status}. Nothing was changed. Check the region or subdomain; if they are right, report it.`,
  };
}
