import type * as z from 'zod';
import { FailureError, type Failure } from '../domain/failure';
import { request, type Fetch, type HttpDeps, type HttpRequest, type HttpResponse } from '../http/request';
import { explainPlatformErrors } from './platform-errors';
import { rateLimitHint } from './rate-limit';

export interface IssueCall {
  readonly method: HttpRequest['method'];
  /** Made by `siteUrl`. */
  readonly path: string;
  readonly body?: unknown;
  /** What the call is for, as an infinitive: "create an issue". */
  readonly to: string;
}

export interface IssueCalls {
  /** Any answer below 500 that is not a 429. Throws `retry-later` and `unavailable`. */
  send(call: IssueCall): Promise<HttpResponse>;
}

/** Shorter than usual: a notice waits rather than the tick. */
const timeoutMs = 8_000;
/** Where a 429 does not say how long. */
const usualRestMs = 60_000;
const serverErrors = Array.from({ length: 100 }, (_, index) => 500 + index);

/**
 * Jira as the app itself, each call once: what fails is tried again by a later tick, which looks first at what was done. A repeat without a look would
 * open a second issue where only the answer was lost.
 */
export function issueCalls(deps: {
  readonly fetch: Fetch;
  readonly http: Omit<HttpDeps, 'fetch'>;
}): IssueCalls {
  const fetch = onlyOnce(explainPlatformErrors(deps.fetch, { product: 'Jira', who: 'The app' }));
  return {
    async send({ method, path, body }) {
      const answer = await request(
        {
          api: 'jira',
          method,
          url: path,
          headers: {
            Accept: 'application/json',
            ...(body === undefined ? {} : { 'Content-Type': 'application/json' }),
          },
          ...(body === undefined ? {} : { body: JSON.stringify(body) }),
        },
        {
          apiLabel: 'Jira',
          timeoutMs,
          finalStatuses: serverErrors,
          rateLimitHint: (response) => ({
            afterMs: rateLimitHint(response, deps.http.clock.now())?.afterMs ?? usualRestMs,
            pausesRun: true,
          }),
        },
        { ...deps.http, fetch },
      );
      if (answer.status >= 500) throw new FailureError(notReached(`answered with status ${answer.status}`));
      return answer;
    },
  };
}

/** A failure is not tried again by the http client. */
function onlyOnce(fetch: Fetch): Fetch {
  return async (url, init) => {
    try {
      const answer = await fetch(url, init);
      const text = await answer.text();
      return { status: answer.status, headers: answer.headers, text: async () => text };
    } catch (error) {
      if (error instanceof FailureError) throw error;
      throw new FailureError(notReached('could not be reached'), { cause: error });
    }
  };
}

function notReached(what: string): Failure {
  return {
    kind: 'unavailable',
    message: `Jira ${what} when the app wanted to tell of a run. It is tried again every five minutes.`,
  };
}

export function parsed<T>(answer: HttpResponse, call: Pick<IssueCall, 'to'>, schema: z.ZodType<T>): T {
  const result = schema.safeParse(jsonOf(answer.text));
  if (result.success) return result.data;
  throw new FailureError({
    kind: 'unexpected-response',
    message: `Jira's answer to "${call.to}" has another shape than expected at "${result.error.issues[0]?.path.join('.') ?? ''}". Report this as a bug.`,
  });
}

export function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
