import Button from '@atlaskit/button/default/button';
import Modal, { ModalBody, ModalFooter, ModalHeader, ModalTitle } from '@atlaskit/modal-dialog';
import type { LeaveQuestion } from '../../routing/leave-guard';

interface LeaveModalProps {
  readonly leave: LeaveQuestion;
  /** Where something is not saved: "General and Groups". */
  readonly what: string;
  /** Saves, and goes on; left out where there is nothing yet to save over. */
  readonly onSave?: (to: string) => void;
}

/** Asks what becomes of changes that leaving would lose. */
export function LeaveModal({ leave: { to, stay, leaveFor }, what, onSave }: LeaveModalProps) {
  if (to === undefined) return null;
  return (
    <Modal onClose={stay} width="small">
      <ModalHeader>
        <ModalTitle>Leave without saving?</ModalTitle>
      </ModalHeader>
      <ModalBody>What you changed on {what} is not saved yet.</ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={stay}>
          Stay
        </Button>
        <Button appearance={onSave === undefined ? 'warning' : 'default'} onClick={() => leaveFor(to)}>
          Leave without saving
        </Button>
        {onSave !== undefined && (
          <Button
            appearance="primary"
            onClick={() => {
              stay();
              onSave(to);
            }}
          >
            Save and leave
          </Button>
        )}
      </ModalFooter>
    </Modal>
  );
}
