import type { RunView } from '../../contract';

/** What can be said of a run that is under way, besides its phase. */
export type RunStanding = 'queued' | 'working' | 'waiting' | 'pausing' | 'paused' | 'cancelling';

export function standingOf({ status, wish }: Pick<RunView, 'status' | 'wish'>): RunStanding {
  if (wish?.kind === 'cancel') return 'cancelling';
  if (wish?.kind === 'pause') return status === 'waiting' ? 'paused' : 'pausing';
  return status === 'queued' || status === 'waiting' ? status : 'working';
}
