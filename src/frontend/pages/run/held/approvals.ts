import type { RunReport } from '../../../../domain/run';
import { useConnection } from '../../../api/queries';

/** How many administrators must approve: what the rules said then, or more where they say so now. */
export function useApprovalsNeeded({ connectionId, approvals = 1 }: RunReport): number {
  const connection = useConnection(connectionId);
  return Math.max(connection.data?.connection.rules.approvals ?? 1, approvals);
}
