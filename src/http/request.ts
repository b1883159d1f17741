import { FailureError, type Failure } from '../domain/failure';
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
  /**
   * How many tries may have been carried out, this one included; 1 = the first. More: an earlier answer was lost (5xx, network), so a
   * write that finds itself done may have done it itself. A try that a 429 turned away does not count.
   */
  readonly attempts: number;
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
  /** A sentence for a 5xx that outlived the retries, where the vendor is known to answer so for a reason. */
  readonly serverErrorHint?: (status: number) => string | undefined;
  /** How long one answer may take, its body included. */
  readonly timeoutMs?: number;
  /** Statuses from 500 up that no repeat changes, such as 501; given back to the caller. */
  readonly finalStatuses?: readonly number[];
  /** Awaited before each try, outside its time limit: where a quota makes calls wait. What it throws ends the request. */
  readonly beforeTry?: () => Promise<void>;
  /** The longest pause that is waited here; for a longer one the run is parked. Default: 10 seconds. */
  readonly longestWaitHereMs?: number;
  /** What to do about a host that Forge does not let the app call. Default: to check the region or address. */
  readonly notAllowedHint?: string;
}

const defaultTimeoutMs = 30_000;
const maxRetries = 4;
/** No retry begins later than this: a slice must end in time even when a server never answers. */
const longestTryingMs = 60_000;
const defaultLongestWaitHereMs = 10_000;
const firstPauseMs = 1_000;

/**
 * Sends one request and retries what may be retried: 429 and 503 as told, other 5xx and network errors with growing, jittered pauses,
 * at most four times and for about a minute. Writes too: a write whose answer was lost may have been done, and its repeat is then answered
 * as "already so". Whoever sends writes must look at `attempts` before taking that for somebody else's doing.
 *
 * Gives any other status back. Throws `retry-later` when the API asks for a long pause or a quota is spent,
 * `unavailable` for the 5xx or network error that outlived the retries, and `settings-rejected` for a host that Forge does not let the app call.
 */
export async function request(call: HttpRequest, rules: RetryRules, deps: HttpDeps): Promise<HttpResponse> {
  let startedAtMs: number | undefined;
  let lostAnswers = 0;
  for (let attempt = 0; ; attempt += 1) {
    startedAtMs = await beginTry({ call, rules, attempt, startedAtMs }, deps);
    const answer = await sendOnce({ call, rules, attempts: lostAnswers + 1 }, deps);
    if (answer.kind === 'response' && !isRetryable(answer.response.status, rules)) return answer.response;
    if (mayHaveBeenDone(answer)) lostAnswers += 1;

    const pause = pauseAfter(answer, rules, growingPauseMs(attempt, deps));
    const isLast = attempt >= maxRetries || deps.clock.now() - startedAtMs >= longestTryingMs;
    if (isLast || pause.pausesRun) {
      throw new FailureError(
        giveUp(answer, { pause, attempts: attempt + 1, rules }),
        answer.kind === 'error' ? { cause: answer.error } : undefined,
      );
    }
    await deps.clock.sleep(pause.afterMs);
    deps.meter.waited(call.api, pause.afterMs);
  }
}

interface Beginning {
  readonly call: HttpRequest;
  readonly rules: RetryRules;
  /** 0 = the first. */
  readonly attempt: number;
  readonly startedAtMs: number | undefined;
}

/** Gives back when the first try began. */
async function beginTry({ call, rules, attempt, startedAtMs }: Beginning, deps: HttpDeps): Promise<number> {
  await rules.beforeTry?.();
  deps.meter.request(call.api);
  if (attempt > 0) deps.meter.retry(call.api);
  return startedAtMs ?? deps.clock.now();
}

type Answer =
  | { readonly kind: 'response'; readonly response: HttpResponse }
  | { readonly kind: 'error'; readonly error: unknown };

interface Try {
  readonly call: HttpRequest;
  readonly rules: RetryRules;
  /** As in `HttpResponse`. */
  readonly attempts: number;
}

async function sendOnce({ call, rules, attempts }: Try, deps: HttpDeps): Promise<Answer> {
  try {
    const timeoutMs = rules.timeoutMs ?? defaultTimeoutMs;
    const response = await inTime(timeoutMs, (signal) => send(call, signal, deps));
    return { kind: 'response', response: { ...response, attempts } };
  } catch (error) {
    if (error instanceof FailureError) throw error;
    if (isEgressRefusal(error)) throw new FailureError(notAllowedOut(call, rules), { cause: error });
    return { kind: 'error', error };
  }
}

async function send(
  call: HttpRequest,
  signal: AbortSignal,
  deps: HttpDeps,
): Promise<Omit<HttpResponse, 'attempts'>> {
  const response = await deps.fetch(call.url, {
    method: call.method,
    headers: { ...call.headers },
    ...(call.body === undefined ? {} : { body: call.body }),
    signal,
  });
  return { status: response.status, headers: response.headers, text: await response.text() };
}

/** The signal frees the connection; the race holds even with a fetch that does not listen to signals. */
async function inTime<T>(timeoutMs: number, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const abort = new AbortController();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new Error('no answer in time'));
      abort.abort();
    }, timeoutMs);
  });
  try {
    return await Promise.race([work(abort.signal), tooLate]);
  } finally {
    clearTimeout(timer);
  }
}

/** Forge refuses hosts that the manifest does not list; no retry changes that. */
function isEgressRefusal(error: unknown): boolean {
  return error instanceof Error && error.name === 'REQUEST_EGRESS_ALLOWLIST_ERR';
}

function notAllowedOut(call: HttpRequest, rules: RetryRules): Failure {
  return {
    kind: 'settings-rejected',
    message:
      `Forge does not let the app call ${hostOf(call.url)}, because it is not one of ${rules.apiLabel}'s addresses in the app's manifest. ` +
      (rules.notAllowedHint ?? 'Check the region or address in the settings.'),
  };
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}

function isRetryable(status: number, { finalStatuses = [] }: RetryRules): boolean {
  return status === 429 || (status >= 500 && !finalStatuses.includes(status));
}

/** A 429 turns a call away before anything is done; a 5xx or a broken connection may come after it was. */
function mayHaveBeenDone(answer: Answer): boolean {
  return answer.kind === 'error' || answer.response.status !== 429;
}

/** What the vendor asks for, else `usualMs`. */
function pauseAfter(answer: Answer, rules: RetryRules, usualMs: number): RateLimitHint {
  const asked = answer.kind === 'response' && [429, 503].includes(answer.response.status);
  const hint = asked ? rules.rateLimitHint(answer.response) : undefined;
  if (hint === undefined) return { afterMs: usualMs, pausesRun: false };
  return {
    afterMs: hint.afterMs,
    pausesRun: hint.pausesRun || hint.afterMs > (rules.longestWaitHereMs ?? defaultLongestWaitHereMs),
  };
}

function growingPauseMs(attempt: number, deps: HttpDeps): number {
  const jitter = 0.7 + 0.6 * deps.random();
  return Math.round(firstPauseMs * 2 ** attempt * jitter);
}

interface Surrender {
  readonly pause: RateLimitHint;
  readonly attempts: number;
  readonly rules: RetryRules;
}

function giveUp(answer: Answer, { pause, attempts, rules }: Surrender): Failure {
  if (answer.kind === 'error') {
    return {
      kind: 'unavailable',
      message: `${rules.apiLabel} could not be reached. Check that it is up and that the region or address is right, then try again.`,
    };
  }
  const { status } = answer.response;
  if (status === 429 || pause.pausesRun) {
    return {
      kind: 'retry-later',
      afterMs: pause.afterMs,
      message: `${rules.apiLabel} asks to wait ${Math.ceil(pause.afterMs / 1_000)} seconds before the next call.`,
    };
  }
  const hint = rules.serverErrorHint?.(status);
  return {
    kind: 'unavailable',
    message: `${rules.apiLabel} answered ${attempts} times with status ${status}. Try again later.${hint === undefined ? '' : ` ${hint}`}`,
  };
}
