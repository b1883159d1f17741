import Button from '@atlaskit/button/default/button';
import { ModalTransition } from '@atlaskit/modal-dialog';
import { useState } from 'react';
import type { ExplainedPerson } from '../../../domain/explanation';
import { ForgetPersonModal } from './forget-person-modal';
import { SyncPersonModal } from './sync-person-modal';

interface PersonActionsProps {
  readonly connectionId: string;
  readonly person: ExplainedPerson;
  /** Hears what was removed, as a sentence. */
  readonly onForgotten: (summary: string) => void;
}

/** Both need the person's record in the directory: an account alone is not enough. */
export function PersonActions({ connectionId, person, onForgotten }: PersonActionsProps) {
  const [modal, setModal] = useState<'sync' | 'forget' | undefined>();
  const { userId, displayName } = person;
  if (userId === undefined) return null;
  const of = { connectionId, userId, displayName, onClose: () => setModal(undefined) };
  return (
    <>
      <Button appearance="subtle" onClick={() => setModal('forget')}>
        Forget this person
      </Button>
      <Button appearance="primary" onClick={() => setModal('sync')}>
        Sync this person now
      </Button>
      <ModalTransition>
        {modal === 'sync' && <SyncPersonModal {...of} />}
        {modal === 'forget' && <ForgetPersonModal {...of} onForgotten={onForgotten} />}
      </ModalTransition>
    </>
  );
}
