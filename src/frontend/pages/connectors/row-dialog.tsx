import { ModalTransition } from '@atlaskit/modal-dialog';
import type { ConnectionSummary } from '../../../contract';
import { DeleteModal } from '../connector/delete-modal';
import { ExportModal } from '../connector/export-modal';
import type { Dialog } from './row-actions';

interface RowDialogProps {
  readonly row: ConnectionSummary;
  readonly dialog: Dialog;
  readonly onClose: () => void;
}

/** Fetched when it is asked for: the list is the first thing that is loaded. */
export function RowDialog({ row, dialog, onClose }: RowDialogProps) {
  return (
    <ModalTransition>
      {dialog === 'export' && <ExportModal connection={row} onClose={onClose} />}
      {dialog === 'delete' && <DeleteModal connection={row} onClose={onClose} />}
    </ModalTransition>
  );
}
