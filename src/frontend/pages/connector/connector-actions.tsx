import Button from '@atlaskit/button/default/button';
import { DropdownItem, DropdownItemGroup } from '@atlaskit/dropdown-menu';
import { ModalTransition } from '@atlaskit/modal-dialog';
import { useState } from 'react';
import type { Connection } from '../../../domain/connection';
import { ActionsMenu } from '../../components/actions-menu';
import { DeleteModal } from './delete-modal';
import { ExportModal } from './export-modal';
import type { Start } from './start-run';

interface ConnectorActionsProps {
  readonly connection: Connection;
  readonly start: Start;
}

export function ConnectorActions({ connection, start }: ConnectorActionsProps) {
  const [modal, setModal] = useState<'export' | 'delete' | undefined>();
  const close = (): void => setModal(undefined);
  return (
    <>
      <Button isLoading={start.starting === 'preview'} onClick={() => start.begin({ mode: 'preview' })}>
        Preview
      </Button>
      <Button
        appearance="primary"
        isLoading={start.starting === 'sync'}
        onClick={() => start.begin({ mode: 'sync' })}
      >
        Sync
      </Button>
      <MoreActions name={connection.name} onChoose={setModal} />
      <ModalTransition>
        {modal === 'export' && <ExportModal connection={connection} onClose={close} />}
        {modal === 'delete' && <DeleteModal connection={connection} onClose={close} />}
      </ModalTransition>
    </>
  );
}

function MoreActions({ name, onChoose }: { name: string; onChoose: (modal: 'export' | 'delete') => void }) {
  return (
    <ActionsMenu label={`More actions for ${name}`}>
      <DropdownItemGroup>
        <DropdownItem onClick={() => onChoose('export')}>Export</DropdownItem>
        <DropdownItem onClick={() => onChoose('delete')}>Delete</DropdownItem>
      </DropdownItemGroup>
    </ActionsMenu>
  );
}
