import { useSyncPerson } from '../../api/person-actions';
import { ConfirmModal } from '../../components/confirm-modal';
import { useNavigation } from '../../routing/navigation';
import { paths } from '../../routing/route';

export interface PersonModalProps {
  readonly connectionId: string;
  readonly userId: string;
  readonly displayName: string;
  readonly onClose: () => void;
}

/** The preview comes first: what it would change is applied from its page. */
export function SyncPersonModal({ connectionId, userId, displayName, onClose }: PersonModalProps) {
  const { navigate } = useNavigation();
  const sync = useSyncPerson();
  return (
    <ConfirmModal
      title={`Sync ${displayName} now?`}
      confirm={{ label: 'Show what would change', appearance: 'primary' }}
      isBusy={sync.isPending}
      error={sync.error}
      onClose={onClose}
      onConfirm={() =>
        sync.mutate(
          { connectionId, userId, mode: 'preview' },
          { onSuccess: ({ run }) => navigate(paths.run(run.id)) },
        )
      }
    >
      <p>
        This person alone is read anew from the directory. First you see what would change; nothing changes
        until you choose “Sync this person now” there. Nobody else is touched.
      </p>
    </ConfirmModal>
  );
}
