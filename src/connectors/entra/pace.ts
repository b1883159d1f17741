import { FailureError } from '../../domain/failure';
import type { CallMeter, Clock } from '../../domain/ports';
import type { HttpResponse } from '../../http/request';
import { retryAfterMs } from '../../http/retry-after';

/** Graph's units for an application and a tenant come back within this time (learn.microsoft.com/graph/throttling-limits). */
const windowMs = 10_000;
/** Besides what the share asks for, so that a few calls fit in before the next pause. */
const roomMs = 1_000;
const longestPauseHereMs = 10_000;
const turnedAway: readonly number[] = [429, 503];

/** Keeps a share of Graph's throttling limit free, by pauses. */
export interface Pace {
  /** Sleeps until the next call may leave; `retry-later` where that is too long to wait for here. */
  keep(): Promise<void>;
  /**
   * Hears what an answer tells: `x-ms-throttle-limit-percentage` comes only from 0.8 of the limit on; a `Retry-After` is meant for the application and
   * the tenant, so no other call leaves before it either.
   */
  hear(answer: Pick<HttpResponse, 'status' | 'headers'>): void;
  /** No call before this time has passed. */
  pause(ms: number): void;
}

export function createPace(
  share: number,
  { clock, meter }: { readonly clock: Clock; readonly meter: CallMeter },
): Pace {
  let resumeAtMs = 0;
  const pause = (ms: number) => {
    resumeAtMs = Math.max(resumeAtMs, clock.now() + ms);
  };
  return {
    pause,
    hear({ status, headers }) {
      if (turnedAway.includes(status)) pause(retryAfterMs(headers, clock.now()) ?? 0);
      const used = Number(headers.get('x-ms-throttle-limit-percentage') ?? Number.NaN);
      if (used >= 1 - share)
        pause(Math.min(longestPauseHereMs, Math.round((used - 1 + share) * windowMs) + roomMs));
    },
    async keep() {
      // What others hear meanwhile may make the pause longer.
      for (let waitMs = resumeAtMs - clock.now(); waitMs > 0; waitMs = resumeAtMs - clock.now()) {
        if (waitMs > longestPauseHereMs) throw asksToWait(waitMs);
        await clock.sleep(waitMs);
        meter.waited('entra', waitMs);
      }
    },
  };
}

function asksToWait(afterMs: number): FailureError {
  return new FailureError({
    kind: 'retry-later',
    afterMs,
    message: `Microsoft Graph asks to wait ${Math.ceil(afterMs / 1_000)} seconds before the next call.`,
  });
}
