import type { Connection } from '../domain/connection';
import type { Tell } from '../domain/notice';
import type { RunData, SiteStore } from '../domain/stores';
import { isDamage, unlessDamaged } from '../domain/failure';
import { hasEnded } from '../domain/run';
import type { SyncRun } from '../domain/sync-run';
import { heedWish } from './control';
import { restOf } from './note-state';
import { forgetOldRuns } from './old-runs';
import { noCounts } from './run-counts';
import { isDue } from './schedule';
import { startRun, type StartDeps } from './start';

export interface TickDeps extends StartDeps {
  readonly site: SiteStore;
  readonly data: RunData;
  /** Of what was not told yet: the last thing, because it may be cut off. */
  readonly tell: Tell;
}

/** What a tick did, by connection id. */
export interface TickResult {
  readonly started: readonly string[];
  readonly revived: readonly string[];
  readonly damaged: readonly string[];
  /** Whose turn failed for another reason; the next tick tries again. */
  readonly failed: readonly string[];
}

/** A run without a lease whose heartbeat is older is taken for dead: its event should have come long ago. */
const deadAfterMs = 3 * 60_000;
/** A taken lock whose run cannot be found is given back after this time. */
const orphanAfterMs = 10 * 60_000;

/**
 * One look at every connection: gives back locks that nobody needs, wakes runs that died or have waited long enough, and starts
 * the runs whose cron slot has come. Harmless when it comes twice, late, or not at all for a while.
 */
export async function tick(deps: TickDeps): Promise<TickResult> {
  await deps.site.putLastTickMs(deps.clock.now());
  const { connections, damaged } = await deps.connections.list();
  const result = {
    started: new Array<string>(),
    revived: new Array<string>(),
    damaged: [...damaged],
    failed: new Array<string>(),
  };
  for (const connection of connections) {
    try {
      if (await tendRun(connection.id, deps)) result.revived.push(connection.id);
      if (await startWhenDue(connection, deps)) result.started.push(connection.id);
      else await forgetOfResting(connection.id, deps);
    } catch (error) {
      // What is broken of one connector is no reason to leave the others alone.
      (isDamage(error) ? result.damaged : result.failed).push(connection.id);
    }
  }
  await deps.tell();
  return result;
}

/** True when a run was woken. */
async function tendRun(connectionId: string, deps: TickDeps): Promise<boolean> {
  const holder = await deps.lock.holder(connectionId);
  await endUnborn(connectionId, holder?.runId, deps);
  if (holder === undefined) return false;
  // A damaged run cannot go on: it is gone like one that never came to be.
  const found = await unlessDamaged(deps.runs.get(holder.runId));
  // Who asked for a pause or an end may have died before the run heard of it.
  const run = found?.waiting === undefined ? found : await heedWish(found.id, deps);
  const now = deps.clock.now();
  const isOver = run === undefined ? now - holder.takenAtMs > orphanAfterMs : hasEnded(run.status);
  if (isOver) {
    await deps.lock.release(connectionId, holder.runId);
    return false;
  }
  return run !== undefined && ((await revive(run, now, deps)) || wasWoken(found, run));
}

/** Heeding what was wanted of it has woken it. */
function wasWoken(found: SyncRun | undefined, run: SyncRun): boolean {
  return found?.waiting !== undefined && run.waiting === undefined;
}

/** True where it was dead, or has waited long enough. */
async function revive(run: SyncRun, now: number, deps: TickDeps): Promise<boolean> {
  if (isAlive(run, now)) return false;
  await deps.queue.push({ runId: run.id, slice: run.slice }, 0);
  return true;
}

/** Working, waiting, or on its way in the queue. */
function isAlive(run: SyncRun, now: number): boolean {
  if (run.leaseUntilMs > now) return true;
  return run.waiting === undefined ? now - run.heartbeatAtMs < deadAfterMs : run.waiting.untilMs > now;
}

const newestLookedAt = 5;

/** Runs whose start died between their record and the lock: nothing would ever end them. */
async function endUnborn(connectionId: string, holderId: string | undefined, deps: TickDeps): Promise<void> {
  const now = deps.clock.now();
  const listed = await deps.runs.newest(connectionId, newestLookedAt);
  const isUnborn = (run: SyncRun) => run.id !== holderId && !hasEnded(run.status) && !isAlive(run, now);
  for (const { id } of listed.filter(isUnborn)) {
    // The list may lag behind: only the record itself tells.
    const run = await deps.runs.get(id);
    if (run === undefined || !isUnborn(run)) continue;
    const summary = 'Not started: the app was interrupted. Start it again.';
    const ended = {
      status: 'stopped',
      endedAtMs: now,
      counts: noCounts,
      stoppedKind: 'unavailable',
    } as const;
    const { waiting: _, paused: __, ...rest } = run;
    await deps.runs.save({ ...rest, ...ended, summary }, run.revision);
    await deps.data.remove(id, 'wish');
  }
}

/** After this time without a run, nothing else would look at the age of reports. */
const restingAfterMs = 86_400_000;

async function forgetOfResting(connectionId: string, deps: TickDeps): Promise<void> {
  const [newest] = await deps.runs.newest(connectionId, 1);
  if (newest !== undefined && deps.clock.now() - newest.startedAtMs > restingAfterMs)
    await forgetOldRuns(connectionId, deps);
}

async function startWhenDue(connection: Connection, deps: TickDeps): Promise<boolean> {
  const nowMs = deps.clock.now();
  const { schedule, id } = connection;
  const state = await deps.states.get(id);
  if (state === undefined || !schedule.enabled) return false;
  // A slot that comes while the schedule rests is made up for when it goes on.
  if (restOf(state, nowMs) !== undefined) return false;
  if (!isDue(schedule, { evaluatedAtMs: state.scheduleEvaluatedAtMs, nowMs })) return false;
  // The mark comes first: a slot that a crash loses here is made up for by the next one; a slot that is run twice never was asked for.
  if (!(await deps.states.save(id, { ...state, scheduleEvaluatedAtMs: nowMs }))) return false;
  const { started } = await startRun(
    { connection, mode: 'sync', trigger: 'schedule', approval: { kind: 'none' }, readMode: 'changes' },
    deps,
  );
  return started;
}
