import type { RunReport } from '../../../domain/run';
import { ConfirmModal } from '../../components/confirm-modal';
import { counted } from '../../words/count';
import { useStart } from '../connector/start-run';

interface ApproveModalProps {
  readonly report: RunReport;
  readonly heldHash: string;
  readonly onClose: () => void;
}

/** Approves the plan that was shown, and no other: the server compares its hash. */
export function ApproveModal({ report, heldHash, onClose }: ApproveModalProps) {
  const start = useStart(report.connectionId);
  const { counts, planned } = report;
  return (
    <ConfirmModal
      title="Apply the held changes?"
      confirm={{ label: 'Approve and apply', appearance: 'warning' }}
      isBusy={start.starting !== undefined}
      error={start.error}
      onClose={onClose}
      onConfirm={() => start.begin({ mode: 'sync', approve: { heldHash } })}
    >
      <p>
        A new run applies the plan that you see here, including{' '}
        <strong>{counted(counts.memberships.held, 'held change')}</strong>. The plan has{' '}
        {counted(planned.additions, 'addition')} and {counted(planned.removals, 'removal')} in{' '}
        {counted(planned.groups, 'group')}.
      </p>
      <ul className="plain-list">
        {report.held.map((held) => (
          <li key={`${held.what}-${held.scope}-${held.group ?? ''}-${held.limit.kind}`}>
            {held.group ?? 'The whole run'}:{' '}
            {counted(held.count, held.what === 'removals' ? 'removal' : 'addition')} of{' '}
            {counted(held.of, 'membership')}
          </li>
        ))}
      </ul>
      <p>
        If people or groups have changed since, the plan is no longer the same and the new run holds its
        changes again.
      </p>
    </ConfirmModal>
  );
}
