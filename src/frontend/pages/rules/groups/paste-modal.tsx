import Button from '@atlaskit/button/default/button';
import Modal, { ModalBody, ModalFooter, ModalHeader, ModalTitle } from '@atlaskit/modal-dialog';
import { useState } from 'react';
import { TextAreaRow } from '../../../components/text-area-row';
import { counted } from '../../../words/count';
import type { MapDraft } from './groups-draft';
import { mapLinesOf, type MapLines } from './map-lines';

interface PasteModalProps {
  readonly onTake: (entries: readonly MapDraft[]) => void;
  readonly onClose: () => void;
}

/** Takes over many single groups at once. */
export function PasteModal({ onTake, onClose }: PasteModalProps) {
  const [text, setText] = useState('');
  const read = mapLinesOf(text);
  const canBeTaken = read.entries.length > 0 && read.wrong.length === 0;
  return (
    <Modal onClose={onClose} width="medium" shouldScrollInViewport>
      <ModalHeader>
        <ModalTitle>Paste a list</ModalTitle>
      </ModalHeader>
      <ModalBody>
        <div className="stack">
          <TextAreaRow
            label="Groups and where they go"
            rows={8}
            isMonospaced
            placeholder={'Engineering -> Developers\nSales EMEA -> Sales; All sales'}
            value={text}
            error={errorOf(read)}
            help="One group of the directory a line, then ->, then its Atlassian groups with ; between them. Two columns from a spreadsheet work as well."
            onChange={setText}
          />
          <p aria-live="polite">{summaryOf(read)}</p>
        </div>
      </ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={onClose}>
          Cancel
        </Button>
        <Button appearance="primary" isDisabled={!canBeTaken} onClick={() => onTake(read.entries)}>
          Use this list
        </Button>
      </ModalFooter>
    </Modal>
  );
}

function errorOf({ wrong }: MapLines): string | undefined {
  const [first] = wrong;
  if (first === undefined) return undefined;
  return `Line ${first.line} needs a group, an arrow (->) and at least one Atlassian group: “${first.text}”.`;
}

function summaryOf({ entries }: MapLines): string {
  if (entries.length === 0) return 'Nothing is saved until you choose Save.';
  return `${counted(entries.length, 'group')} read. One that is in the list already is replaced. Nothing is saved until you choose Save.`;
}
