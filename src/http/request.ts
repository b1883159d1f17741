import { FailureError } from '../domain/failure';
import type { CallMeter, Clock } from '../domain/ports';
import type { ApiName } from '../domain/run';

/** The part of `fetch` that is used; `@forge/api` gives one for the outside and one for each product. */
export type Fetch = (
  url: string,
  init: { method: string; headers: Record<string, string>; body?: string; signal?: AbortSignal },
) => Promise<Pick<Response, 'status' | 'headers' | 'text'>>;

export interface HttpRequest {
  readonly api: ApiName;
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Absolute for a directory, a path for a product. */
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface HttpResponse {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

export interface HttpDeps {
  readonly fetch: Fetch;
  readonly clock: Clock;
  readonly meter: CallMeter;
  /** 0 to 1, for jitter. */
  readonly random: () => number;
}

/** What a rate-limit answer asks for. */
export interface RateLimitHint {
  readonly afterMs: number;
  /** A spent quota: do not wait here, park the run. */
  readonly pausesRun: boolean;
}

export interface RetryRules {
  /** Reads the vendor's headers of a 429 or 503. Undefined: the answer does not say. */
  readonly rateLimitHint: (response: HttpResponse) => RateLimitHint | undefined;
  /** The person-readable name of the API, for messages: "OneLogin". */
  readonly apiLabel: string;
}

const timeoutMs = 60_000;
const maxRetries = 4;
const longestWaitHereMs = 10_000;
const firstPauseMs = 1_000;

/**
 * Sends one request and retries what may be retried: 429 and 503 as told, other 5xx and network errors with growing, jittered pauses,
 * at most four times. Repeats are safe because every call that is sent through here is idempotent for us.
 *
 * Gives any other status back. Throws `retry-later` when the API asks for a long pause or a quota is spent, and
 * `unavailable` for the 5xx or network error that outlived the retries.
 */
export async function request(call: HttpRequest, rules: RetryRules, deps: HttpDeps): Promise<HttpResponse> {
  for (let attempt = 0; ; attempt += 1) {
    if (attempt > 0) deps.meter.retry(call.api);
    deps.meter.request(call.api);
    const answer = await sendOnce(call, deps);
    if (answer.kind === 'response' && !isRetryable(answer.response.status)) return answer.response;

    const pause = pauseAfter(answer, attempt, rules, deps);
    if (attempt >= maxRetries || pause.pausesRun || pause.afterMs > longestWaitHereMs) {
      throw new FailureError(giveUp(answer, pause, rules), answer.kind === 'error' ? { cause: answer.error } : undefined);
    }
    await deps.clock.sleep(pause.afterMs);
    deps.meter.waited(call.api, pause.afterMs);
  }
}

type Answer =
  | { readonly kind: 'response'; readonly response: HttpResponse }
  | { readonly kind: 'error'; readonly error: unknown };

async function sendOnce(call: HttpRequest, deps: HttpDeps): Promise<Answer> {
  try {
    const response = await deps.fetch(call.url, {
      method: call.method,
      headers: { ...call.headers },
      ...(call.body === undefined ? {} : { body: call.body }),
      signal: AbortSignal.timeout(timeoutMs),
    });
    return { kind: 'response', response: { status: response.status, headers: response.headers, text: await response.text() } };
  } catch (error) {
    if (error instanceof FailureError || isEgressRefusal(error)) throw error;
    return { kind: 'error', error };
  }
}

/** Forge refuses hosts that the manifest does not list; no retry changes that. */
function isEgressRefusal(error: unknown): boolean {
  return error instanceof Error && error.name === 'REQUEST_EGRESS_ALLOWLIST_ERR';
}

function isRetryable(status: number): boolean {
  return status === 429 || status >= 500;
}

function pauseAfter(answer: Answer, attempt: number, rules: RetryRules, deps: HttpDeps): RateLimitHint {
  const hint = answer.kind === 'response' && [429, 503].includes(answer.response.status) ? rules.rateLimitHint(answer.response) : undefined;
  if (hint !== undefined) return hint;
  const jitter = 0.7 + 0.6 * deps.random();
  return { afterMs: Math.round(firstPauseMs * 2 ** attempt * jitter), pausesRun: false };
}

function giveUp(answer: Answer, pause: RateLimitHint, rules: RetryRules): ConstructorParameters<typeof FailureError>[0] {
  if (answer.kind === 'response' && answer.response.status === 429) {
    return { kind: 'retry-later', afterMs: pause.afterMs, message: `${rules.apiLabel} asks to wait before the next call.` };
  }
  if (answer.kind === 'response') {
    return {
      kind: 'unavailable',
      message: `${rules.apiLabel} answered ${maxRetries + 1} times with status ${answer.response.status}. Try again later.`,
    };
  }
  return {
    kind: 'unavailable',
    message: `${rules.apiLabel} could not be reached. Check that it is up and that the region or address is right, then try again.`,
  };
}
