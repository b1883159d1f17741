import Button from '@atlaskit/button/default/button';
import Modal, { ModalBody, ModalFooter, ModalHeader, ModalTitle } from '@atlaskit/modal-dialog';
import { useEffect } from 'react';
import type { ConnectionDocument } from '../../../contract';
import type { Connection } from '../../../domain/connection';
import { useExportConnection } from '../../api/connection-actions';
import { downloadText } from '../../components/download-text';
import { Loading } from '../../components/loading';
import { Problem } from '../../components/problem';

interface ExportModalProps {
  readonly connection: Pick<Connection, 'id' | 'name'>;
  readonly onClose: () => void;
}

/** Shows the document besides offering it as a file: some browsers do not let an embedded page download. */
export function ExportModal({ connection, onClose }: ExportModalProps) {
  const { mutate, data, error } = useExportConnection();
  const { id } = connection;
  useEffect(() => mutate(id), [mutate, id]);
  return (
    <Modal onClose={onClose} width="medium">
      <ModalHeader>
        <ModalTitle>Export {connection.name}</ModalTitle>
      </ModalHeader>
      <ModalBody>
        <div className="stack">
          <p>
            The file holds the settings of this connector, to keep or to import on another site. It does not
            hold the secret.
          </p>
          {error !== null && (
            <Problem title="The connector could not be exported" error={error} onRetry={() => mutate(id)} />
          )}
          {data === undefined && error === null && <Loading label="Preparing the file" />}
          {data !== undefined && (
            <textarea
              className="document"
              readOnly
              rows={16}
              aria-label="The file"
              value={textOf(data.document)}
            />
          )}
        </div>
      </ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={onClose}>
          Close
        </Button>
        <Button
          appearance="primary"
          isDisabled={data === undefined}
          onClick={() => data !== undefined && downloadText(fileOf(data.document))}
        >
          Download
        </Button>
      </ModalFooter>
    </Modal>
  );
}

function textOf(document: ConnectionDocument): string {
  return `${JSON.stringify(document, undefined, 2)}\n`;
}

function fileOf(document: ConnectionDocument) {
  return { fileName: `${fileName(document.name)}.json`, text: textOf(document) };
}

function fileName(name: string): string {
  const plain = name
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-|-$/g, '');
  return plain === '' ? 'connector' : plain;
}
