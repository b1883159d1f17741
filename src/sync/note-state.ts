import type { ConnectionState } from '../domain/connection';
import { isDamage } from '../domain/failure';
import type { RunReport } from '../domain/run';
import { changeState } from './change-state';
import { previewKeyOf } from './settings-change';
import type { RunDeps, Slice } from './slice';

/** Runs that may stop one after the other before the schedule rests, and the pauses then. */
const failuresWithoutRest = 2;
const firstRestMs = 3_600_000;
const longestRestMs = 24 * 3_600_000;

/**
 * What the end of a run means for those that follow: a preview has been seen; runs that stop one after the other make the schedule rest, longer each
 * time; and after an undo it rests until somebody goes on, because the next run would do the same again.
 */
export async function noteState(slice: Slice, report: RunReport, deps: RunDeps): Promise<void> {
  const nowMs = deps.clock.now();
  try {
    await changeState(deps.states, slice.connection.id, (state) =>
      stateAfter(state, slice, { report, nowMs }),
    );
  } catch (error) {
    // Nothing can be noted where the notes are damaged.
    if (!isDamage(error)) throw error;
  }
}

interface End {
  readonly report: RunReport;
  readonly nowMs: number;
}

function stateAfter(state: ConnectionState, slice: Slice, { report, nowMs }: End): ConnectionState {
  const { mode, task = { kind: 'everything' } } = slice.run();
  const stopped = report.stoppedBecause;
  // Somebody wanted it to end: that is neither a failure nor a result.
  if (stopped?.kind === 'cancelled') return state;
  if (task.kind === 'undo')
    return mode === 'sync' && stopped === undefined ? afterUndo(state, report, nowMs) : state;
  if (task.kind === 'person') return state;
  if (stopped === undefined) return seen(state, slice, nowMs);
  return isTrial(slice) ? state : oneMore(state, slice.run().id, nowMs);
}

/** An undo that found nothing to take back leaves the schedule as it is; one that is held alone has undone nothing yet. */
function afterUndo(state: ConnectionState, { counts }: RunReport, nowMs: number): ConnectionState {
  const { added, removed, held } = counts.memberships;
  if (added + removed + held === 0) return state;
  const isHeld = added + removed === 0 ? ({ isHeld: true } as const) : {};
  return { ...state, paused: { sinceMs: nowMs, why: 'undo', ...isHeld } };
}

/** A run that did not stop has shown what its settings do. */
function seen(state: ConnectionState, slice: Slice, nowMs: number): ConnectionState {
  const { failures, firstPreviewAtMs = nowMs, previewed: before, ...rest } = state;
  const previewed = previewKeyOf(slice.connection);
  const isNews = failures !== undefined || before !== previewed || state.firstPreviewAtMs === undefined;
  return isNews ? { ...rest, firstPreviewAtMs, previewed } : state;
}

/** Somebody tries settings out: that it fails says nothing about the schedule. */
function isTrial(slice: Slice): boolean {
  const { mode, trigger } = slice.run();
  return mode === 'preview' && trigger !== 'schedule';
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
