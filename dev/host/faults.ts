/**
 * Platform faults on request. Counters count down to 0 as they are used up; the rest stays until it is changed.
 * Everything off is Forge on a good day, which is still at least once, and in any order.
 */
export interface Faults {
  /** Each pushed event is delivered this many times more, with the same `eventId`. */
  duplicateEvents: number;
  /** `newest-first` delivers what is due in the reverse order of its due times. */
  eventOrder: 'oldest-first' | 'newest-first';
  /** The next n pushed events are accepted and never delivered. */
  loseEvents: number;
  /** The next n deliveries die before the handler ran (a platform error): they are delivered again. */
  loseInvocations: number;
  /**
   * The process is killed right after the n-th storage write from now was stored and before it is answered. A set, delete
   * or transaction is one write, a batch is one. 0: off.
   */
  killAfterKvsWrites: number;
  /** The process is killed right after the site answered the n-th product write (not GET) from now, unseen by the app. 0: off. */
  killAfterProductWrites: number;
  /** The next n storage calls are answered 429. */
  storageRateLimits: number;
  /** Queries (never `get`) see the store as it was this long ago. */
  queryLagMs: number;
  /** The next n pushes are answered with this status; nothing is queued. */
  pushRefusals: { status: 413 | 429; times: number };
  /** The next n scheduled invocations happen twice. */
  duplicateTicks: number;
}

export function createFaults(faults: Partial<Faults> = {}): Faults {
  return {
    duplicateEvents: 0,
    eventOrder: 'oldest-first',
    loseEvents: 0,
    loseInvocations: 0,
    killAfterKvsWrites: 0,
    killAfterProductWrites: 0,
    storageRateLimits: 0,
    queryLagMs: 0,
    pushRefusals: { status: 429, times: 0 },
    duplicateTicks: 0,
    ...faults,
  };
}

type CountedFault = {
  [K in keyof Faults]: Faults[K] extends number ? K : never;
}[keyof Faults];

/** Uses one up; true while there is one left. */
export function takeFault(faults: Faults, fault: CountedFault): boolean {
  if (faults[fault] <= 0) return false;
  faults[fault] -= 1;
  return true;
}

/** Counts down to the moment itself; true exactly once, when the n-th happens. */
export function reachesFault(faults: Faults, fault: CountedFault): boolean {
  return takeFault(faults, fault) && faults[fault] === 0;
}
