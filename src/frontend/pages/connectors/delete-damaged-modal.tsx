import { useDeleteConnection } from '../../api/connection-actions';
import { ConfirmModal } from '../../components/confirm-modal';
import { useGroupsWord } from '../../words/product';

interface DeleteDamagedModalProps {
  readonly id: string;
  readonly onClose: () => void;
}

export function DeleteDamagedModal({ id, onClose }: DeleteDamagedModalProps) {
  const groups = useGroupsWord();
  const remove = useDeleteConnection();
  return (
    <ConfirmModal
      title="Delete the damaged connector?"
      confirm={{ label: 'Delete connector', appearance: 'danger' }}
      isBusy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() => remove.mutate(id)}
    >
      <p>
        <strong>Stays as it is:</strong> all {groups} and everybody’s membership in them. Nobody loses access.
      </p>
      <p>
        <strong>Deleted:</strong> what is left of its settings, its secret, its runs with their reports, and
        the record of which memberships it made. A new connector treats those memberships as made by hand and
        leaves them alone.
      </p>
    </ConfirmModal>
  );
}
