import Button from '@atlaskit/button/default/button';
import { ModalTransition } from '@atlaskit/modal-dialog';
import { useState } from 'react';
import type { ConnectorKind } from '../../../../domain/connection';
import { ImportModal } from './import-modal';
import type { SelectionDraft } from './selection-draft';

interface ImportFilterProps {
  readonly kind: ConnectorKind;
  readonly change: (fields: Partial<SelectionDraft>) => void;
}

/** The way in for who has filters in another program's notation. */
export function ImportFilter({ kind, change }: ImportFilterProps) {
  const [isOpen, setOpen] = useState(false);
  const close = (): void => setOpen(false);
  return (
    <div className="field">
      <div>
        <Button onClick={() => setOpen(true)}>Import a filter</Button>
      </div>
      <ModalTransition>
        {isOpen && (
          <ImportModal
            kind={kind}
            onClose={close}
            onTake={(fields) => {
              change(fields);
              close();
            }}
          />
        )}
      </ModalTransition>
    </div>
  );
}
