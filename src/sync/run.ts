import type { Connection, Revised } from '../domain/connection';
import { FailureError, failureOf, isDamage, unlessDamaged, type Failure } from '../domain/failure';
import { hasEnded } from '../domain/run';
import type { SyncRun } from '../domain/sync-run';
import { finish } from './finish';
import { advance } from './advance';
import { heedWish, pausedRun } from './control';
import { runDocuments } from './run-documents';
import { isUnseen } from './settings-change';
import { leaseMs, openSlice, SliceLostError, type RunDeps, type Slice } from './slice';
import { noCounts } from './run-counts';
import { previewFirst } from './start';
import { counted } from './words';

export interface SliceEvent {
  readonly runId: string;
  readonly slice: number;
}

/** Forge delays an event by at most 15 minutes; longer waits are left to the tick. */
const longestDelayMs = 15 * 60_000;
/** An event may come a little early. */
const earlyMs = 2_000;
/** A run that takes longer is ended, whether it waits or works: the next one starts afresh. */
const longestRunMs = 24 * 3_600_000;
/** A reading may not be taken up again after this time without a sign of life. The tick comes every five minutes, when all is well. */
const longestSilenceMs = 30 * 60_000;

/**
 * Does one slice of a run: everything between the claim and the next event. An event that is late, repeated or of a slice that is being
 * done elsewhere does nothing. The only place where failures are caught.
 */
export async function runSlice(event: SliceEvent, deps: RunDeps): Promise<void> {
  const claimed = await claim(event, deps);
  if (claimed === undefined) return;
  const connection = await settingsOf(claimed.run, deps);
  if (connection === undefined) return;
  const slice = openSlice(await previewUnseen(claimed.run, connection, deps), connection, deps);
  try {
    await work(slice, claimed.silentMs, deps);
  } catch (error) {
    // Another invocation has the run now.
    if (!(error instanceof SliceLostError)) throw error;
  }
}

async function work(slice: Slice, silentMs: number, deps: RunDeps): Promise<void> {
  try {
    await slice.look();
    if (slice.wish()?.kind !== 'cancel') refuseOldAge(slice.run(), silentMs, deps);
    if (slice.wish() === undefined && (await advance(slice, deps))) return;
    await endSlice(slice, deps, { afterMs: 0 });
  } catch (error) {
    if (error instanceof SliceLostError) throw error;
    await settle(slice, error, deps);
  }
}

interface Claimed {
  readonly run: Revised<SyncRun>;
  readonly silentMs: number;
}

/** The run, when this event is for the slice that is to be done now and nobody else is doing it. */
async function claim(event: SliceEvent, deps: RunDeps): Promise<Claimed | undefined> {
  // Nothing can be done for a damaged run; the tick gives its lock back.
  const run = await unlessDamaged(deps.runs.get(event.runId));
  const now = deps.clock.now();
  if (run === undefined || hasEnded(run.status) || run.slice !== event.slice || run.leaseUntilMs > now)
    return undefined;
  if (run.waiting !== undefined && run.waiting.untilMs > now + earlyMs) return undefined;
  if (!(await hasLock(run, deps))) return undefined;
  const { waiting: _, ...rest } = run;
  const working = { ...rest, status: 'working' as const, heartbeatAtMs: now, leaseUntilMs: now + leaseMs };
  const saved = await deps.runs.save(working, run.revision);
  return saved === undefined ? undefined : { run: saved, silentMs: silence(run, deps) };
}

/** A run whose start died before it took the lock never began, whoever wakes it: the tick ends it. A damaged lock is nobody else's. */
async function hasLock({ id, connectionId }: SyncRun, deps: RunDeps): Promise<boolean> {
  try {
    return (await deps.lock.holder(connectionId))?.runId === id;
  } catch (error) {
    if (isDamage(error)) return true;
    throw error;
  }
}

/** The connection as it was when the run began: a change of settings in mid-run belongs to the next run. */
async function settingsOf(run: Revised<SyncRun>, deps: RunDeps): Promise<Connection | undefined> {
  try {
    return await frozenSettings(run, deps);
  } catch (error) {
    if (!isDamage(error)) throw error;
    // Without them it cannot be known what the rest of the run has to do with what was read.
    await abandon(run, error.failure, deps);
    return undefined;
  }
}

async function frozenSettings(run: Revised<SyncRun>, deps: RunDeps): Promise<Connection | undefined> {
  const documents = runDocuments(run.id, deps.data);
  const frozen = await documents.get('settings');
  if (frozen !== undefined) return frozen;
  const stored = await deps.connections.get(run.connectionId);
  if (stored === undefined) {
    await abandon(run, deletedBefore, deps);
    return undefined;
  }
  const { revision: _, ...connection } = stored;
  await documents.put('settings', connection);
  return connection;
}

/** Settings that were saved while the run waited for its first slice are previewed as well. */
async function previewUnseen(
  run: Revised<SyncRun>,
  connection: Connection,
  deps: RunDeps,
): Promise<Revised<SyncRun>> {
  if (run.mode === 'preview' || run.task?.kind === 'undo' || run.phases.length > 0) return run;
  if (!isUnseen(await unlessDamaged(deps.states.get(connection.id)), connection)) return run;
  return { ...run, mode: 'preview', notes: [...run.notes, previewFirst] };
}

/** Ends a run that has no settings to go by, without a report. */
async function abandon(
  run: Revised<SyncRun>,
  { message: summary, kind: stoppedKind }: Failure,
  deps: RunDeps,
): Promise<void> {
  const { waiting: _, paused: __, ...rest } = run;
  const ended = {
    status: 'stopped',
    endedAtMs: deps.clock.now(),
    leaseUntilMs: 0,
    summary,
    stoppedKind,
  } as const;
  // A run that had begun may have changed something: without its settings nobody can count it.
  const counts = run.phases.length === 0 ? { counts: noCounts } : {};
  await deps.runs.save({ ...rest, ...ended, ...counts }, run.revision);
  await deps.data.remove(run.id, 'wish');
  await deps.lock.release(run.connectionId, run.id);
}

const deletedBefore = {
  kind: 'cancelled',
  message: 'The connector was deleted before this run began.',
} as const;

function refuseOldAge(run: SyncRun, silentMs: number, deps: RunDeps): void {
  if (run.paused !== undefined) throw new FailureError(pausedTooLong);
  if (silentMs > longestSilenceMs) {
    throw tooOld('The run was interrupted for too long: what it had read may not be so any more.');
  }
  if (deps.clock.now() - run.startedAtMs >= longestRunMs) throw tooOld('The run took longer than a day.');
}

/** Whoever paused it left it so: nothing is wrong. */
const pausedTooLong = {
  kind: 'cancelled',
  message:
    'The run was paused for more than two hours: what it had read may not be so any more. It was ended; what was done is in its report. Start it again: it goes on from there.',
} as const;

function tooOld(why: string): FailureError {
  const message = `${why} It was ended; what was done is in its report. Start it again: it goes on from there.`;
  return new FailureError({ kind: 'unavailable', message });
}

/** How long nobody worked on the run although somebody should have. */
function silence({ heartbeatAtMs, waiting }: SyncRun, deps: RunDeps): number {
  return deps.clock.now() - Math.max(heartbeatAtMs, waiting?.untilMs ?? 0);
}

interface Pause {
  readonly afterMs: number;
  readonly message?: string;
}

/** Ends this slice as an administrator wants it, or else asks for the next one. */
async function endSlice(slice: Slice, deps: RunDeps, pause: Pause): Promise<void> {
  const wish = slice.wish();
  if (wish?.kind === 'cancel') return finish(slice, deps, cancelled(slice.run()));
  await slice.fallSilent();
  const now = deps.clock.now();
  const run = { ...slice.run(), slice: slice.run().slice + 1, leaseUntilMs: 0, heartbeatAtMs: now };
  const next = wish === undefined ? waitingRun(run, pause, now) : pausedRun(run, wish);
  const saved = await deps.runs.save(next, run.revision);
  if (saved === undefined) return;
  // Without the event the tick would find the run by its heartbeat: the event only saves time.
  if (wish === undefined && pause.afterMs <= longestDelayMs)
    await deps.queue.push({ runId: run.id, slice: saved.slice }, Math.ceil(pause.afterMs / 1000));
  if (saved.waiting !== undefined) await heedWish(run.id, deps);
}

function waitingRun(run: Revised<SyncRun>, { afterMs, message }: Pause, nowMs: number): Revised<SyncRun> {
  if (message === undefined) return run;
  return { ...run, waiting: { untilMs: nowMs + afterMs, message }, status: 'waiting', summary: message };
}

function cancelled({ progress: { changesDone, changesToDo } }: SyncRun): Failure {
  const done =
    changesToDo === 0
      ? 'before it changed anything.'
      : `after ${changesDone} of ${counted(changesToDo, 'change')}. What was changed stays; the rest was left as it was.`;
  return { kind: 'cancelled', message: `The run was cancelled ${done}` };
}

/** What a failure means for the run: wait, or stop and say why. */
async function settle(slice: Slice, error: unknown, deps: RunDeps): Promise<void> {
  const failure = failureOf(error);
  const { id, startedAtMs } = slice.run();
  if (failure.kind === 'retry-later' && deps.clock.now() + failure.afterMs - startedAtMs < longestRunMs) {
    return endSlice(slice, deps, failure);
  }
  if (failure.kind === 'unexpected-response')
    deps.log(`run ${id}: ${error instanceof Error ? error.name : 'unknown error'}`);
  await finish(slice, deps, meaningOf(failure, slice));
}

/** A directory that cannot be reached in mid-read means that there is no snapshot. */
function meaningOf(failure: Failure, slice: Slice): Failure {
  const { phase } = slice.run();
  const isReading = phase === 'budget' || phase === 'groups' || phase === 'people';
  if (!isReading || (failure.kind !== 'unavailable' && failure.kind !== 'retry-later')) return failure;
  return {
    kind: 'incomplete-read',
    message: `${failure.message} The directory was not read to its end, and nothing was changed.`,
  };
}
