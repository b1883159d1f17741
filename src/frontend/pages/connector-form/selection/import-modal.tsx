import Button from '@atlaskit/button/default/button';
import Modal, { ModalBody, ModalFooter, ModalHeader, ModalTitle } from '@atlaskit/modal-dialog';
import { useState } from 'react';
import type { Input } from '../../../../contract';
import type { ConnectorKind } from '../../../../domain/connection';
import { useImportFilters } from '../../../api/filter-actions';
import { Problem } from '../../../components/problem';
import { TextAreaRow } from '../../../components/text-area-row';
import { fieldErrorOf, isForWholeForm } from '../field-errors';
import { ImportedFilters } from './imported-filters';
import { selectionPartOf, type SelectionDraft } from './selection-draft';

interface ImportModalProps {
  readonly kind: ConnectorKind;
  readonly onTake: (fields: Partial<SelectionDraft>) => void;
  readonly onClose: () => void;
}

const fields = ['users', 'groups'] as const;

/** Reads the notation, shows what it means in this form's own fields, and only then takes it over. */
export function ImportModal({ kind, onTake, onClose }: ImportModalProps) {
  const [texts, setTexts] = useState({ users: '', groups: '' });
  const { mutate, reset, data, error, isPending } = useImportFilters();
  const change = (part: Partial<typeof texts>): void => {
    setTexts({ ...texts, ...part });
    // What was read belongs to the text that was sent.
    reset();
  };
  return (
    <Modal onClose={onClose} width="medium" shouldScrollInViewport>
      <ModalHeader>
        <ModalTitle>Import a filter</ModalTitle>
      </ModalHeader>
      <ModalBody>
        <div className="stack">
          <Texts texts={texts} errors={fieldErrorOf(error, fields) ?? {}} onChange={change} />
          {isForWholeForm(error, fields) && <Problem title="The filters could not be read" error={error} />}
          <div aria-live="polite">{data !== undefined && <ImportedFilters imported={data} />}</div>
        </div>
      </ModalBody>
      <ModalFooter>
        <Button appearance="subtle" onClick={onClose}>
          Cancel
        </Button>
        {data === undefined ? (
          <Button
            appearance="primary"
            isDisabled={texts.users.trim() === '' && texts.groups.trim() === ''}
            isLoading={isPending}
            onClick={() => mutate(inputOf(kind, texts))}
          >
            Read the filters
          </Button>
        ) : (
          <Button appearance="primary" onClick={() => onTake(selectionPartOf(data.settings))}>
            Use these filters
          </Button>
        )}
      </ModalFooter>
    </Modal>
  );
}

interface TextsProps {
  readonly texts: { readonly users: string; readonly groups: string };
  readonly errors: { readonly users?: string; readonly groups?: string };
  readonly onChange: (texts: { users?: string; groups?: string }) => void;
}

function Texts({ texts, errors, onChange }: TextsProps) {
  return (
    <>
      <p>
        Enter what stands in Bitwarden Directory Connector under “User filter” and “Group filter”, each in one
        line.
      </p>
      <TextAreaRow
        label="User filter"
        rows={2}
        isMonospaced
        placeholder="exclude:joe@example.com,bill@example.com"
        value={texts.users}
        error={errors.users}
        onChange={(users) => onChange({ users })}
      />
      <TextAreaRow
        label="Group filter"
        rows={2}
        isMonospaced
        placeholder="include:Team A,Team B"
        value={texts.groups}
        error={errors.groups}
        onChange={(groups) => onChange({ groups })}
      />
    </>
  );
}

function inputOf(kind: ConnectorKind, texts: TextsProps['texts']): Input<'importFilters'> {
  return {
    kind,
    ...(texts.users.trim() === '' ? {} : { users: texts.users.trim() }),
    ...(texts.groups.trim() === '' ? {} : { groups: texts.groups.trim() }),
  };
}
