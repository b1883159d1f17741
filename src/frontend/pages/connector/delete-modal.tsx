import type { Connection } from '../../../domain/connection';
import { useDeleteConnection } from '../../api/connection-actions';
import { ConfirmModal } from '../../components/confirm-modal';
import { useNavigation } from '../../routing/navigation';
import { paths } from '../../routing/route';
import { useGroupsWord } from '../../words/product';

interface DeleteModalProps {
  readonly connection: Pick<Connection, 'id' | 'name'>;
  readonly onClose: () => void;
}

export function DeleteModal({ connection, onClose }: DeleteModalProps) {
  const { replace } = useNavigation();
  const groups = useGroupsWord();
  const remove = useDeleteConnection();
  return (
    <ConfirmModal
      title={`Delete ${connection.name}?`}
      confirm={{ label: 'Delete connector', appearance: 'danger' }}
      isBusy={remove.isPending}
      error={remove.error}
      onClose={onClose}
      onConfirm={() => remove.mutate(connection.id, { onSuccess: () => replace(paths.connectors) })}
    >
      <p>
        <strong>Stays as it is:</strong> all {groups} and everybody’s membership in them. Nobody loses access.
      </p>
      <p>
        <strong>Deleted:</strong> the settings of this connector, its secret, its schedule, its runs with
        their reports, and the record of which memberships it made. A new connector treats those memberships
        as made by hand and leaves them alone.
      </p>
    </ConfirmModal>
  );
}
