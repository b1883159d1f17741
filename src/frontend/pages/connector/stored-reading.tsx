import Button from '@atlaskit/button/default/button';
import { ModalTransition } from '@atlaskit/modal-dialog';
import { useState } from 'react';
import type { ConnectionView, ReadingView } from '../../../contract';
import { useForgetReading } from '../../api/connection-actions';
import { ConfirmModal } from '../../components/confirm-modal';
import { counted } from '../../words/count';
import { dateAndTime } from '../../words/time';

/** What is kept of the directory for reads of changes, and how to forget it. */
export function StoredReading({ view: { connection, reading } }: { view: ConnectionView }) {
  const [isAsking, setAsking] = useState(false);
  const close = (): void => setAsking(false);
  return (
    <div className="field">
      <h3 className="label">Stored directory data</h3>
      <p aria-live="polite">
        {reading === undefined ? 'None yet: the next run reads everything.' : words(reading)}
      </p>
      {reading !== undefined && (
        <div>
          <Button onClick={() => setAsking(true)}>Forget what was read</Button>
        </div>
      )}
      <ModalTransition>{isAsking && <ForgetModal id={connection.id} onClose={close} />}</ModalTransition>
    </div>
  );
}

function words({ readAtMs, completeAtMs, runsSinceComplete }: ReadingView): string {
  const last = `Last read ${dateAndTime(readAtMs)}`;
  if (runsSinceComplete === 0) return `${last}, completely.`;
  return `${last}, completely ${dateAndTime(completeAtMs)}; ${counted(runsSinceComplete, 'read of changes', 'reads of changes')} since.`;
}

function ForgetModal({ id, onClose }: { id: string; onClose: () => void }) {
  const forget = useForgetReading();
  return (
    <ConfirmModal
      title="Forget what was read?"
      confirm={{ label: 'Forget what was read', appearance: 'warning' }}
      isBusy={forget.isPending}
      error={forget.error}
      onClose={onClose}
      onConfirm={() => forget.mutate(id, { onSuccess: onClose })}
    >
      <p>
        The next run reads the whole directory, which takes more API calls. Choose this when a run does not
        show what stands in the directory.
      </p>
      <p>
        <strong>Stays as it is:</strong> all groups and memberships, and the record of which memberships this
        connector made.
      </p>
    </ConfirmModal>
  );
}
