import Button from '@atlaskit/button/default/button';
import Modal, { ModalBody, ModalFooter, ModalHeader, ModalTitle } from '@atlaskit/modal-dialog';
import { useEffect, type ReactNode } from 'react';
import { Problem } from './problem';

interface ConfirmModalProps {
  readonly title: string;
  readonly children: ReactNode;
  readonly confirm: {
    readonly label: string;
    readonly appearance: 'danger' | 'warning' | 'primary';
    /** While what it would do is not known yet. */
    readonly isDisabled?: boolean;
  };
  /** The label of the way out. Default: Cancel. */
  readonly dismiss?: string;
  readonly isBusy: boolean;
  readonly error: unknown;
  readonly onConfirm: () => void;
  readonly onClose: () => void;
}

/** Asks before something that is hard to take back. The confirming button names the deed. */
export function ConfirmModal({ title, children, confirm, dismiss = 'Cancel', ...state }: ConfirmModalProps) {
  const { isBusy, error, onConfirm, onClose } = state;
  useFocusAfterwards();
  return (
    <Modal onClose={onClose} width="small">
      <ModalHeader>
        <ModalTitle {...(confirm.appearance === 'primary' ? {} : { appearance: confirm.appearance })}>
          {title}
        </ModalTitle>
      </ModalHeader>
      <ModalBody>
        <div className="stack">
          {children}
          {error !== null && error !== undefined && <Problem title="That did not work" error={error} />}
        </div>
      </ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={onClose}>
          {dismiss}
        </Button>
        <Button
          appearance={confirm.appearance}
          isDisabled={confirm.isDisabled === true}
          isLoading={isBusy}
          onClick={onConfirm}
        >
          {confirm.label}
        </Button>
      </ModalFooter>
    </Modal>
  );
}

/** A dialog gives the focus back to its button. Where that is gone by then, as the run is that was to be cancelled, the title of the page takes it. */
function useFocusAfterwards(): void {
  useEffect(
    () => () => {
      setTimeout(() => {
        if (document.activeElement !== document.body) return;
        document.querySelector<HTMLElement>('main .page-title')?.focus({ preventScroll: true });
      });
    },
    [],
  );
}
