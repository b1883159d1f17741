import { unlessDamaged } from '../domain/failure';
import type { Clock } from '../domain/ports';
import { hasEnded } from '../domain/run';
import type { Retention } from '../domain/site-settings';
import type { RunData, RunStore, SiteStore } from '../domain/stores';
import type { SyncRun } from '../domain/sync-run';
import { heldState } from './notice-causes';

const dayMs = 86_400_000;
/** A query answers at most so many; more than one run ends between two looks only after a long outage. */
const runsListed = 100;

interface OldRunsDeps {
  readonly clock: Clock;
  readonly runs: RunStore;
  readonly data: RunData;
  readonly site: SiteStore;
}

/**
 * Reports name people: they go when there are many newer ones, and when they are old. Where the settings cannot be read it is not known what may go, and
 * nothing does.
 */
export async function forgetOldRuns(connectionId: string, deps: OldRunsDeps): Promise<void> {
  const settings = await unlessDamaged(deps.site.getSettings());
  if (settings === undefined) return;
  const { retention } = settings;
  for (const { id } of oldRuns(await newestOf(connectionId, deps), { retention, nowMs: deps.clock.now() })) {
    await deps.data.remove(id, 'report');
    await deps.data.remove(id, 'changes');
    await deps.runs.remove(id);
  }
}

export function newestOf(
  connectionId: string,
  { runs }: Pick<OldRunsDeps, 'runs'>,
): Promise<readonly SyncRun[]> {
  return runs.newest(connectionId, runsListed);
}

/**
 * Runs of one connection that have ended and are not to be kept; `runs` is newest first. One whose held changes wait for an administrator is pushed out by
 * none that says nothing of them; it goes when it is old.
 */
export function oldRuns(
  runs: readonly SyncRun[],
  { retention, nowMs }: { readonly retention: Retention; readonly nowMs: number },
): readonly SyncRun[] {
  const oldestKeptMs = nowMs - retention.days * dayMs;
  const ended = runs.filter(({ status }) => hasEnded(status));
  const held = heldState(ended);
  const waits = (run: SyncRun) => held.kind === 'there' && held.run === run;
  const isOneTooMany = (run: SyncRun) => runs.indexOf(run) >= retention.runs && !waits(run);
  return ended.filter((run) => isOneTooMany(run) || run.startedAtMs < oldestKeptMs);
}
