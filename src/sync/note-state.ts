import type { ConnectionState } from '../domain/connection';
import { unlessDamaged, type Failure } from '../domain/failure';
import type { RunDeps, Slice } from './slice';

/** Runs that may stop one after the other before the schedule rests, and the pauses then. */
const failuresWithoutRest = 2;
const firstRestMs = 3_600_000;
const longestRestMs = 24 * 3_600_000;

/**
 * What the end of a run means for those that follow: a preview has been seen; runs that stop one after the other make the schedule rest, longer each
 * time; and after an undo it rests until somebody goes on, because the next run would do the same again.
 */
export async function noteState(slice: Slice, stopped: Failure | undefined, deps: RunDeps): Promise<void> {
  const { id } = slice.connection;
  const state = await unlessDamaged(deps.states.get(id));
  if (state === undefined) return;
  const { revision, ...before } = state;
  const next = stateAfter(before, slice, { stopped, nowMs: deps.clock.now() });
  // Lost against a tick that saved in between: the next run notes it.
  if (next !== before) await deps.states.save(id, { ...next, revision });
}

interface End {
  readonly stopped: Failure | undefined;
  readonly nowMs: number;
}

function stateAfter(state: ConnectionState, slice: Slice, { stopped, nowMs }: End): ConnectionState {
  const { mode, task = { kind: 'everything' } } = slice.run();
  if (task.kind === 'undo') {
    const isUndone = mode === 'sync' && stopped === undefined;
    return isUndone ? { ...state, paused: { sinceMs: nowMs, why: 'undo' } } : state;
  }
  if (task.kind === 'person') return state;
  if (stopped !== undefined) return oneMore(state, slice.run().id, nowMs);
  const { failures, firstPreviewAtMs = nowMs, ...rest } = state;
  const isNews = failures !== undefined || state.firstPreviewAtMs === undefined;
  return isNews ? { ...rest, firstPreviewAtMs } : state;
}

/** The same run may come by here twice. */
function oneMore(state: ConnectionState, runId: string, nowMs: number): ConnectionState {
  if (state.failures?.runId === runId) return state;
  const count = (state.failures?.count ?? 0) + 1;
  const times = count - failuresWithoutRest;
  const restMs = times <= 0 ? 0 : Math.min(firstRestMs * 2 ** (times - 1), longestRestMs);
  return { ...state, failures: { count, restUntilMs: nowMs + restMs, runId } };
}

/** Until when the schedule does nothing: `forever` is until an administrator goes on. Undefined: it does not rest. */
export function restOf(state: ConnectionState, nowMs: number): number | 'forever' | undefined {
  if (state.paused !== undefined) return 'forever';
  const untilMs = state.failures?.restUntilMs ?? 0;
  return untilMs > nowMs ? untilMs : undefined;
}
