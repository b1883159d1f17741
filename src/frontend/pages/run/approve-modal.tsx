import type { RunReport } from '../../../domain/run';
import { ConfirmModal } from '../../components/confirm-modal';
import { counted } from '../../words/count';
import { useStart } from '../connector/start-run';

interface ApproveModalProps {
  readonly report: RunReport;
  readonly heldHash: string;
  readonly onClose: () => void;
}

/** Approves the held changes that were shown, and no others: the server compares their hash. */
export function ApproveModal({ report, heldHash, onClose }: ApproveModalProps) {
  const start = useStart(report.connectionId);
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
        A new run applies <strong>{counted(report.counts.memberships.held, 'held change')}</strong> in{' '}
        {counted(report.groups.filter((group) => group.held > 0).length, 'group')}.
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
        If people or groups have changed since so that other changes would be held, the new run holds them and
        says so.
      </p>
    </ConfirmModal>
  );
}
