import type { RunReport } from '../../../../domain/run';
import { useRuns } from '../../../api/queries';

/**
 * Whether a newer run has looked at the same changes. Only the newest can be decided about; runs for one person leave the others' changes alone,
 * and so do those that stopped or were cancelled.
 * Undefined while the runs are not known.
 */
export function useIsSuperseded(report: RunReport): boolean | undefined {
  const runs = useRuns(report.connectionId).data?.runs;
  const newest = runs?.find(
    ({ id, task, status }) => id === report.runId || (task?.kind !== 'person' && status !== 'stopped'),
  );
  // The list has the newest alone: one that is not among them was followed by none that looked.
  return runs && newest !== undefined && newest.id !== report.runId;
}
