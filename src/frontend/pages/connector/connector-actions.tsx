import Button from '@atlaskit/button/default/button';
import { DropdownItem, DropdownItemGroup } from '@atlaskit/dropdown-menu';
import { ModalTransition } from '@atlaskit/modal-dialog';
import { useState } from 'react';
import type { Connection } from '../../../domain/connection';
import { ActionsMenu } from '../../components/actions-menu';
import { useNavigation } from '../../routing/navigation';
import { paths } from '../../routing/route';
import { DeleteModal } from './delete-modal';
import { ExportModal } from './export-modal';

export function ConnectorActions({ connection }: { readonly connection: Connection }) {
  const [modal, setModal] = useState<'export' | 'delete' | undefined>();
  const { navigate } = useNavigation();
  const close = (): void => setModal(undefined);
  return (
    <>
      <Button onClick={() => navigate(paths.explain(connection.id))}>Explain memberships</Button>
      <MoreActions connection={connection} onChoose={setModal} />
      <ModalTransition>
        {modal === 'export' && <ExportModal connection={connection} onClose={close} />}
        {modal === 'delete' && <DeleteModal connection={connection} onClose={close} />}
      </ModalTransition>
    </>
  );
}

interface MoreActionsProps {
  readonly connection: Connection;
  readonly onChoose: (modal: 'export' | 'delete') => void;
}

function MoreActions({ connection, onChoose }: MoreActionsProps) {
  const { navigate } = useNavigation();
  return (
    <ActionsMenu label={`More actions for ${connection.name}`}>
      <DropdownItemGroup>
        <DropdownItem onClick={() => navigate(paths.connectorAudit(connection.id))}>Audit log</DropdownItem>
        <DropdownItem onClick={() => onChoose('export')}>Export</DropdownItem>
        <DropdownItem onClick={() => onChoose('delete')}>Delete</DropdownItem>
      </DropdownItemGroup>
    </ActionsMenu>
  );
}
