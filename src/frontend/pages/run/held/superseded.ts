import type { RunSummary } from '../../../../contract';
import type { RunReport } from '../../../../domain/run';
import { useRuns } from '../../../api/queries';

/**
 * Whether a newer run has looked at the same changes. Only the newest can be decided about; runs for one person leave the others' changes alone,
 * and so do previews of an undo, and those that stopped or were cancelled. An undo is looked at again by another of the same run alone.
 * Undefined while the runs are not known.
 */
export function useIsSuperseded(report: RunReport): boolean | undefined {
  const runs = useRuns(report.connectionId).data?.runs;
  const newest = runs?.find(
    (run) => run.id === report.runId || (run.status !== 'stopped' && looksAtTheSame(run, report)),
  );
  // The list has the newest alone: one that is not among them was followed by none that looked.
  return runs && newest !== undefined && newest.id !== report.runId;
}

function looksAtTheSame({ task, mode }: RunSummary, report: RunReport): boolean {
  if (report.task?.kind === 'undo') return task?.kind === 'undo' && task.runId === report.task.runId;
  return task?.kind !== 'person' && !(task?.kind === 'undo' && mode === 'preview');
}
