import type { Revised } from '../domain/connection';
import { unlessDamaged } from '../domain/failure';
import type { Clock, SliceQueue } from '../domain/ports';
import { hasEnded, type RunWish } from '../domain/run';
import { ConflictError, type RunData, type RunStore } from '../domain/stores';
import type { SyncRun } from '../domain/sync-run';
import { runDocuments } from './run-documents';

export interface ControlDeps {
  readonly clock: Clock;
  readonly runs: RunStore;
  readonly data: RunData;
  readonly queue: SliceQueue;
}

export interface ControlRequest {
  readonly runId: string;
  readonly action: 'pause' | 'resume' | 'cancel';
  readonly byAccountId: string;
}

/** `already`: somebody has asked for the same before, and nothing was changed. */
export type Controlled =
  | { readonly kind: 'done' | 'already' }
  | { readonly kind: 'refused'; readonly why: 'ended' | 'ending' | 'not-paused' | 'paused-too-long' };

/** What a run has read grows old: after so long a pause it is ended. */
const longestPauseMs = 2 * 3_600_000;

/**
 * Asks a run that is under way to pause, to go on, or to end. What is wanted lies beside the run, because the slice that works on it owns its record: the
 * slice looks for it after its steps. Where no slice works, `heedWish` brings the record in step with it.
 */
export async function controlRun(request: ControlRequest, deps: ControlDeps): Promise<Controlled> {
  const { runId, action } = request;
  const run = await deps.runs.get(runId);
  if (run === undefined || hasEnded(run.status)) return { kind: 'refused', why: 'ended' };
  const wish = await wishOf(runId, deps.data);
  const answer = answerTo(action, { run, wish, nowMs: deps.clock.now() });
  if (answer.kind === 'refused') return answer;
  if (answer.kind === 'done') await note(request, deps);
  const after = await heedWish(runId, deps);
  if (after !== undefined && !hasEnded(after.status)) return answer;
  await deps.data.remove(runId, 'wish');
  // It was heeded in the meantime; else the run ended at this moment, before anybody saw what was wanted.
  if (action === 'cancel' && after?.stoppedKind === 'cancelled') return answer;
  return { kind: 'refused', why: 'ended' };
}

interface Standing {
  readonly run: SyncRun;
  readonly wish: RunWish | undefined;
  readonly nowMs: number;
}

function answerTo(action: ControlRequest['action'], standing: Standing): Controlled {
  const { run, wish } = standing;
  if (action === wish?.kind) return { kind: 'already' };
  // Nothing is left to do but to write down what was done.
  if (wish?.kind === 'cancel' || run.phase === 'report') return { kind: 'refused', why: 'ending' };
  return action === 'resume' ? answerToResume(standing) : { kind: 'done' };
}

function answerToResume({ run, wish, nowMs }: Standing): Controlled {
  if (run.paused === undefined && wish === undefined) return { kind: 'refused', why: 'not-paused' };
  const isOver = run.paused !== undefined && !isPauseGoingOn(run, nowMs);
  return isOver ? { kind: 'refused', why: 'paused-too-long' } : { kind: 'done' };
}

function isPauseGoingOn({ paused, waiting }: SyncRun, nowMs: number): boolean {
  return paused !== undefined && waiting !== undefined && waiting.untilMs > nowMs;
}

function note({ runId, action, byAccountId }: ControlRequest, { data, clock }: ControlDeps): Promise<void> {
  if (action === 'resume') return data.remove(runId, 'wish');
  return runDocuments(runId, data).put('wish', { kind: action, byAccountId, atMs: clock.now() });
}

/** What an administrator wants of the run; undefined: that it goes on. */
export function wishOf(runId: string, data: RunData): Promise<RunWish | undefined> {
  return unlessDamaged(runDocuments(runId, data).get('wish'));
}

/** Each lost try means that a slice came or went. */
const tries = 10;

/**
 * Brings the record of a run that no slice works on in step with what is wanted of it, and wakes it where it has something to do. Harmless whenever it
 * comes. Gives the run as it is afterwards.
 *
 * Who notes a wish calls it afterwards, and so does a slice that leaves a run waiting: whichever comes second sees what the other did.
 *
 * @throws ConflictError when others save all the time
 */
export async function heedWish(runId: string, deps: ControlDeps): Promise<Revised<SyncRun> | undefined> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const run = await deps.runs.get(runId);
    if (run === undefined || hasEnded(run.status) || run.leaseUntilMs > deps.clock.now()) return run;
    const next = heeding(run, await wishOf(runId, deps.data), deps.clock.now());
    if (next === undefined) return run;
    const saved = await deps.runs.save(next, run.revision);
    if (saved === undefined) continue;
    if (saved.waiting === undefined) await deps.queue.push({ runId, slice: saved.slice }, 0);
    return saved;
  }
  throw new ConflictError(runId);
}

/** Undefined: it is in step. */
function heeding(run: SyncRun, wish: RunWish | undefined, nowMs: number): SyncRun | undefined {
  if (run.phase === 'report') return undefined;
  if (wish?.kind === 'pause') return run.paused === undefined ? pausedRun(run, wish) : undefined;
  if (wish?.kind === 'cancel') return isAsleep(run) ? awake(run, nowMs, 'Ending.') : undefined;
  // One that waits for calls goes on waiting; a pause that took too long is not taken back.
  return isPauseGoingOn(run, nowMs) ? awake(run, nowMs, 'Going on.') : undefined;
}

function isAsleep({ waiting, paused }: SyncRun): boolean {
  return waiting !== undefined || paused !== undefined;
}

function awake(run: SyncRun, nowMs: number, summary: string): SyncRun {
  const { waiting: _, paused: __, ...rest } = run;
  const status = run.phases.length === 0 ? 'queued' : 'working';
  return { ...rest, status, heartbeatAtMs: nowMs, summary };
}

const pausedMessage =
  'An administrator paused the run. It goes on when somebody resumes it; after two hours it is ended, because what it has read grows old.';

export function pausedRun<T extends SyncRun>(run: T, { byAccountId, atMs }: RunWish): T {
  return {
    ...run,
    status: 'waiting',
    paused: { byAccountId, atMs },
    waiting: { untilMs: atMs + longestPauseMs, message: pausedMessage },
    summary: pausedMessage,
  };
}
