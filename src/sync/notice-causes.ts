import { unlessDamaged } from '../domain/failure';
import type { NoticeCause } from '../domain/notice';
import { hasEnded, type HeldDecision } from '../domain/run';
import type { RunStore } from '../domain/stores';
import type { SyncRun } from '../domain/sync-run';

/** What the runs of a connection say of a cause. `gone`: the run, or the decision about it, that ended the cause. */
export type CauseState =
  | { readonly kind: 'there' | 'gone'; readonly run: SyncRun }
  /** No run that says something, or none that is known yet. */
  | { readonly kind: 'unknown' };

export type CauseStates = Readonly<Record<NoticeCause, CauseState>>;

/** What a connection's ended runs come to. */
export interface Looked {
  readonly causes: CauseStates;
  /** When the newest of them ended; 0: there is none. */
  readonly newestEndMs: number;
}

/** More than run in the hours that Jira may be out of reach. */
const runsLookedAt = 20;

/** Looks at the newest runs; `justEnded` is one that the list may not have yet. */
export async function lookAtRuns(
  connectionId: string,
  justEnded: string | undefined,
  runs: RunStore,
): Promise<Looked> {
  const listed = await runs.newest(connectionId, runsLookedAt);
  const latest = justEnded === undefined ? undefined : await unlessDamaged(runs.get(justEnded));
  const others = listed.filter(({ id }) => id !== latest?.id);
  // Whoever tells late may come after a newer run.
  const ended = [...(latest === undefined ? [] : [latest]), ...others]
    .filter(({ status }) => hasEnded(status))
    .toSorted((a, b) => b.startedAtMs - a.startedAtMs);
  const causes = { held: heldState(ended), failed: failedState(ended) };
  return {
    causes: { ...causes, held: await asItIs(causes.held, runs) },
    newestEndMs: Math.max(0, ...ended.map(({ endedAtMs = 0 }) => endedAtMs)),
  };
}

/** Runs from the newest on: whether changes wait for an administrator. */
export function heldState(ended: readonly SyncRun[]): CauseState {
  const run = ended.find((each) => !isWatched(each) && each.status !== 'stopped');
  if (run === undefined) return { kind: 'unknown' };
  return { kind: isWaiting(run) ? 'there' : 'gone', run };
}

/** Whether the last run that says something of the connection's health ended badly. */
export function failedState(ended: readonly SyncRun[]): CauseState {
  const told = ended.filter((each) => !isWatched(each) && each.stoppedKind !== 'cancelled');
  const [newest] = told;
  if (newest === undefined) return { kind: 'unknown' };
  if (isBad(newest)) return { kind: 'there', run: newest };
  // An undo asks the directory nothing: that it ended well says so of undos alone.
  const before = newest.task?.kind === 'undo' ? told.find(({ task }) => task?.kind !== 'undo') : undefined;
  return before !== undefined && isBad(before)
    ? { kind: 'there', run: before }
    : { kind: 'gone', run: newest };
}

/** Somebody started it to look at its result: a preview, or the sync of one person. It says nothing of the connection. */
function isWatched({ mode, trigger, task }: SyncRun): boolean {
  return (mode === 'preview' && trigger !== 'schedule') || task?.kind === 'person';
}

function isBad({ status, counts }: SyncRun): boolean {
  return (
    status === 'stopped' ||
    status === 'finished-with-failures' ||
    (status === 'held' && counts !== undefined && counts.failed > 0)
  );
}

function isWaiting({ status, decision }: SyncRun): boolean {
  return status === 'held' && isOpen(decision);
}

/** Nobody has decided, or not about all of it. */
function isOpen(decision: HeldDecision | undefined): boolean {
  if (decision === undefined || decision.kind === 'waiting') return true;
  return decision.kind === 'rejected' && decision.sourceIds !== undefined;
}

/** The list may be older than a decision about the run. */
async function asItIs(state: CauseState, runs: RunStore): Promise<CauseState> {
  if (state.kind !== 'there') return state;
  const run = await unlessDamaged(runs.get(state.run.id));
  if (run === undefined) return { kind: 'unknown' };
  return { kind: isWaiting(run) ? 'there' : 'gone', run };
}
