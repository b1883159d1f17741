import type { Clock } from '../domain/ports';
import { hasEnded } from '../domain/run';
import type { RunData, RunStore } from '../domain/stores';

/** Runs of a connection that are kept, with their reports and changes. */
const runsKept = 50;
const keptForMs = 90 * 86_400_000;
/** A query answers at most so many; more than one run ends between two looks only after a long outage. */
const runsListed = 100;

interface OldRunsDeps {
  readonly clock: Clock;
  readonly runs: RunStore;
  readonly data: RunData;
}

/** Reports name people: they go when there are many newer ones, and when they are old. */
export async function forgetOldRuns(connectionId: string, deps: OldRunsDeps): Promise<void> {
  const runs = await deps.runs.newest(connectionId, runsListed);
  const oldestKeptMs = deps.clock.now() - keptForMs;
  const old = runs.filter(({ startedAtMs }, place) => place >= runsKept || startedAtMs < oldestKeptMs);
  for (const { id } of old.filter(({ status }) => hasEnded(status))) {
    await deps.data.remove(id, 'report');
    await deps.data.remove(id, 'changes');
    await deps.runs.remove(id);
  }
}
