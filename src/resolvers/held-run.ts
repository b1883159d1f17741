import type { SyncRun } from '../domain/sync-run';

/** Whether something that a run held is still to be decided about. A rejection of some groups leaves the others open. */
export function isOpen(decision: SyncRun['decision']): boolean {
  return (
    decision === undefined ||
    decision.kind === 'waiting' ||
    (decision.kind === 'rejected' && decision.sourceIds !== undefined)
  );
}

/** Runs of one person alone, previews of an undo, and those that stopped or were cancelled, leave what others wait for as it is. */
export function leavesHeldOpen({ task, mode, status }: SyncRun): boolean {
  const isUndoPreview = task?.kind === 'undo' && mode === 'preview';
  return task?.kind === 'person' || isUndoPreview || status === 'stopped';
}

/**
 * The run whose held changes can be decided about, as the page of a run shows it: of the last run of the whole connector that came to its end, or of one person since.
 * `runs`: newest first.
 */
export function newestHeld(runs: readonly SyncRun[]): SyncRun | undefined {
  const newestWhole = runs.findIndex((run) => !leavesHeldOpen(run));
  const current = newestWhole === -1 ? runs : runs.slice(0, newestWhole + 1);
  return current.find((run) => run.status === 'held' && isOpen(run.decision));
}
