import type { RunSummary } from '../../../contract';
import { useRuns } from '../../api/queries';
import { AppLink } from '../../routing/app-link';
import { paths } from '../../routing/route';
import { isUnderWay } from '../../words/run-status';
import { dateAndTime } from '../../words/time';
import { isOpen } from './held/held-groups';

/** The newest run that undoes this one, if it is under way, has changed something, or waits for an approval. */
export function useUndoOf(connectionId: string, runId: string): RunSummary | undefined {
  return useRuns(connectionId).data?.runs.find(
    (run) =>
      run.task?.kind === 'undo' &&
      run.task.runId === runId &&
      run.mode === 'sync' &&
      (isUnderWay(run.status) || hasChanged(run) || isWaiting(run)),
  );
}

/** Runs of earlier versions did not count. */
function hasChanged({ counts, status }: RunSummary): boolean {
  return counts === undefined ? status !== 'stopped' : counts.added + counts.removed > 0;
}

function isWaiting({ status, decision }: RunSummary): boolean {
  return status === 'held' && isOpen(decision);
}

export function UndoLink({ undo }: { undo: RunSummary }) {
  return <AppLink to={paths.run(undo.id)}>{standing(undo)}</AppLink>;
}

function standing(undo: RunSummary): string {
  if (isUnderWay(undo.status)) return 'This run is being undone';
  if (!hasChanged(undo)) return 'The undo of this run waits for approval';
  const isPart = undo.status !== 'finished';
  return `${isPart ? 'Undone in part' : 'Undone'} on ${dateAndTime(undo.startedAtMs)}`;
}
