import type { RunStatus } from '../../domain/run';
import { isUnderWay } from '../words/run-status';

const liveMs = 1_000;
const waitingMs = 5_000;
const hiddenMs = 15_000;

/**
 * After how many milliseconds a run is asked for again: while it is under way. Without a status it could not be loaded at all, as one that is not kept any
 * more, and is asked for again by a person.
 */
export function runInterval(status: RunStatus | undefined, page: 'in-sight' | 'hidden'): number | false {
  if (status === undefined || !isUnderWay(status)) return false;
  if (page === 'hidden') return hiddenMs;
  return status === 'waiting' ? waitingMs : liveMs;
}
