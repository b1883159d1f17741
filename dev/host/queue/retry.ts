import * as z from 'zod';
import { InvocationFailure } from '../invocation';
import type { QueuedEvent } from './event-log';

const maxRetrySeconds = 900;
const firstBackOffMs = 10_000;
const maxRetryDataBytes = 4 * 1024;
/** Forge keeps an event for a day, three more where the platform itself failed; then it drops it without a word. */
export const retentionMs = 24 * 3_600_000;
const platformRetentionMs = 72 * 3_600_000;

/** What the consumer's answer, or its failure, means for the event. */
export type DeliveryEnd =
  | { readonly kind: 'handled' }
  | { readonly kind: 'again'; readonly afterMs: number; readonly reason: string; readonly data: unknown };

/** The consumer returned: an `InvocationError` is a plain object `{_retry, retryOptions}` and asks for another try. */
export function endOfReturn(result: unknown): DeliveryEnd {
  const asked = invocationError.safeParse(result);
  if (!asked.success) return { kind: 'handled' };
  const { retryAfter, retryReason, retryData } = asked.data.retryOptions;
  const seconds = Math.min(Math.max(retryAfter, 1), maxRetrySeconds);
  return { kind: 'again', afterMs: seconds * 1000, reason: retryReason, data: keptData(retryData) };
}

const invocationError = z.object({
  _retry: z.literal(true),
  retryOptions: z
    .object({
      retryAfter: z.number().default(1),
      retryReason: z.string().default('FUNCTION_RETRY_REQUEST'),
      retryData: z.unknown(),
    })
    .default({ retryAfter: 1, retryReason: 'FUNCTION_RETRY_REQUEST', retryData: undefined }),
});

/**
 * The consumer threw or died. Forge tries again with exponential back-off of up to 15 minutes; the first step of ten seconds
 * is this host's choice.
 */
export function endOfFailure(failure: unknown, event: QueuedEvent): DeliveryEnd {
  const kind = failure instanceof InvocationFailure ? failure.kind : 'FUNCTION_PLATFORM_UNKNOWN_ERROR';
  const afterMs = Math.min(firstBackOffMs * 2 ** (event.retry?.count ?? 0), maxRetrySeconds * 1000);
  return {
    kind: 'again',
    afterMs,
    reason: kind === 'APP_ERROR' ? 'FUNCTION_PLATFORM_UNKNOWN_ERROR' : kind,
    data: event.retry?.data,
  };
}

export function retentionOf(event: QueuedEvent): number {
  return event.retry?.reason === 'FUNCTION_PLATFORM_UNKNOWN_ERROR'
    ? retentionMs + platformRetentionMs
    : retentionMs;
}

function keptData(data: unknown): unknown {
  return data !== undefined && Buffer.byteLength(JSON.stringify(data)) > maxRetryDataBytes ? undefined : data;
}
