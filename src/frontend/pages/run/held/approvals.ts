import type { HeldDecision, RunReport } from '../../../../domain/run';
import { useConnection, useTarget } from '../../../api/queries';

/** How many administrators must approve: what the rules said then, or more where they say so now. */
export function useApprovalsNeeded({ connectionId, approvals = 1 }: RunReport): number {
  const connection = useConnection(connectionId);
  return Math.max(connection.data?.connection.rules.approvals ?? 1, approvals);
}

/** Whether who looks at the page has given the first of two approvals. */
export function useHasApproved(decision: HeldDecision | undefined): boolean {
  const me = useTarget().data?.me.accountId;
  return decision?.kind === 'waiting' && decision.by.some(({ accountId }) => accountId === me);
}
