import { FailureError } from '../../domain/failure';
import { believe, jsonBody } from '../../http/believe';
import { retryAfterMs } from '../../http/retry-after';
import type { EntraClient } from './client';
import { apiLabel, type Refused, type Subject } from './refusals';
import { batchAnswer } from './schema';

/** Graph takes no more in one call (learn.microsoft.com/graph/json-batching). */
export const largestBatch = 20;

export interface InnerGet {
  /** Unique in its batch. */
  readonly id: string;
  /** From `/v1.0` on, as everywhere here. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export type InnerAnswer =
  | { readonly kind: 'read'; readonly body: unknown }
  /** Turned away for now; the client's pace knows for how long. */
  | { readonly kind: 'again' }
  | ({ readonly kind: 'refused' } & Refused);

/** Where Graph turns a read away and does not say for how long. */
const usualPauseMs = 2_000;

/** Up to twenty reads in one call; an answer for each, by id. Throws `incomplete-read` where one is missing. */
export async function askBatch(
  client: EntraClient,
  gets: readonly InnerGet[],
  subject: Subject,
): Promise<ReadonlyMap<string, InnerAnswer>> {
  const requests = gets.map(({ id, path, headers }) => ({
    id,
    method: 'GET',
    url: path.replace(/^\/v1[.]0/, ''),
    ...(headers === undefined ? {} : { headers }),
  }));
  const response = await client.postBatch(JSON.stringify({ requests }), subject);
  const name = { apiLabel, what: subject.what };
  const { responses } = believe(batchAnswer, jsonBody(response.text, name), name);
  const answers = new Map(responses.map((each) => [each.id, innerAnswer(client, each)]));
  if (gets.some(({ id }) => !answers.has(id))) throw unanswered(subject);
  return answers;
}

interface Inner {
  readonly status: number;
  readonly headers?: Readonly<Record<string, unknown>> | undefined;
  readonly body?: unknown;
}

function innerAnswer({ pace, deps }: EntraClient, { status, headers = {}, body }: Inner): InnerAnswer {
  const told = new Headers();
  for (const [name, value] of Object.entries(headers)) told.set(name, String(value));
  pace.hear({ status, headers: told });
  if (status === 200) return { kind: 'read', body };
  const isPassing = status === 429 || (status >= 500 && status !== 501);
  if (!isPassing) return { kind: 'refused', status, text: JSON.stringify(body ?? {}) };
  pace.pause(retryAfterMs(told, deps.clock.now()) ?? usualPauseMs);
  return { kind: 'again' };
}

function unanswered({ what }: Subject): FailureError {
  return new FailureError({
    kind: 'incomplete-read',
    message: `Microsoft Graph did not answer each request for ${what}. Nothing was changed; run it again.`,
  });
}

/** A batch of which nothing was read is sent again so often. */
const vainAtMost = 5;

/** How many batches in a row read nothing. Throws `unavailable` when there were too many. */
export function vainAfter(
  before: number,
  answers: ReadonlyMap<string, InnerAnswer>,
  { what }: Subject,
): number {
  if ([...answers.values()].some((each) => each.kind !== 'again')) return 0;
  if (before + 1 < vainAtMost) return before + 1;
  throw new FailureError({
    kind: 'unavailable',
    message: `Microsoft Graph turned the requests for ${what} away ${vainAtMost} times. Try again later.`,
  });
}
