import type { RunReport } from '../../../../domain/run';
import { useRuns } from '../../../api/queries';

/**
 * Whether a newer run has looked at the same changes. Only the newest can be decided about; runs for one person leave the others' changes alone,
 * and so do those that stopped or were cancelled.
 * Undefined while the runs are not known.
 */
export function useIsSuperseded(report: RunReport): boolean | undefined {
  const runs = useRuns(report.connectionId);
  const newest = runs.data?.runs.find(
    ({ id, task, status }) => id === report.runId || (task?.kind !== 'person' && status !== 'stopped'),
  );
  if (newest === undefined) return undefined;
  return newest.id !== report.runId;
}
