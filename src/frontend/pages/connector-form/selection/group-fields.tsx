import type { ConnectorKind } from '../../../../domain/connection';
import { TextAreaRow } from '../../../components/text-area-row';
import type { PartProps } from '../form-props';
import { PatternField } from './pattern-field';
import { queryWords } from './query-words';
import type { SelectionDraft } from './selection-draft';

interface GroupFieldsProps extends PartProps<SelectionDraft> {
  readonly kind: ConnectorKind;
}

const nameModes = {
  include: 'Only groups whose name is listed',
  exclude: 'All groups but those whose name is listed',
};

/** Which groups of the chosen kinds are synced. */
export function GroupFields({ kind, draft, errors, change }: GroupFieldsProps) {
  return (
    <>
      <PatternField
        title="Groups by name"
        modes={nameModes}
        modeLabel="Which groups are synced"
        textLabel="Group names"
        placeholders={{ include: 'All groups', exclude: 'No group' }}
        draft={draft['filters.groups.names']}
        error={errors['filters.groups.names']}
        help="One a line; * stands for any characters, as in Team *. Empty means all groups."
        onChange={(names) => change({ 'filters.groups.names': names })}
      />
      <TextAreaRow
        label="Query for groups"
        rows={2}
        isMonospaced
        value={draft['filters.groups.query']}
        error={errors['filters.groups.query']}
        help={queryWords[kind].groups}
        onChange={(query) => change({ 'filters.groups.query': query })}
      />
    </>
  );
}
