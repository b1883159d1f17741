import { useForgetPerson } from '../../api/person-actions';
import { ConfirmModal } from '../../components/confirm-modal';
import { useGroupsWord } from '../../words/product';
import type { PersonModalProps } from './sync-person-modal';

interface ForgetPersonModalProps extends PersonModalProps {
  readonly onForgotten: (summary: string) => void;
}

export function ForgetPersonModal({ onForgotten, ...props }: ForgetPersonModalProps) {
  const { connectionId, userId, displayName, onClose } = props;
  const groups = useGroupsWord();
  const forget = useForgetPerson();
  return (
    <ConfirmModal
      title={`Forget ${displayName}?`}
      confirm={{ label: 'Forget this person', appearance: 'danger' }}
      isBusy={forget.isPending}
      error={forget.error}
      onClose={onClose}
      onConfirm={() =>
        forget.mutate({ connectionId, userId }, { onSuccess: ({ summary }) => onForgotten(summary) })
      }
    >
      <p>
        <strong>Deleted:</strong> everything that this connector has stored about this person: what was read
        of them, which account is theirs, which memberships are managed, and their name in the reports of past
        runs. This cannot be undone.
      </p>
      <p>
        <strong>Stays as it is:</strong> their memberships in {groups}, as if made by hand: no later sync
        takes them out by itself.
      </p>
      <p>
        If they are still in the directory and take part, the next run reads them again. Take them out there
        first, or exclude them in the settings.
      </p>
    </ConfirmModal>
  );
}
