import Button from '@atlaskit/button/default/button';
import { ModalTransition } from '@atlaskit/modal-dialog';
import { useId, useState } from 'react';
import { FieldMessage } from '../../../components/field';
import { TextRow } from '../../../components/text-row';
import { ToggleRow } from '../../../components/toggle-row';
import type { FieldErrors } from '../../connector-form/field-errors';
import { GroupNamesField } from '../../connector-form/selection/group-names-field';
import { RowList, type RowProps } from '../row-list';
import { RulesSection } from '../rules-section';
import { hasErrorAt, type SectionProps } from '../tab-props';
import { withEntries, type GroupsDraft, type MapDraft } from './groups-draft';
import { PasteModal } from './paste-modal';

const empty: MapDraft = { from: '', to: [] };

/** Groups that are named one by one, and what becomes of all others. */
export function MapSection({ draft, errors, change }: SectionProps<GroupsDraft>) {
  const id = useId();
  const [isPasting, setPasting] = useState(false);
  return (
    <RulesSection
      title="Single groups"
      help="Say for single groups of the directory where they go: to one Atlassian group or to several. Several may go to the same one. A group that is listed here goes there and nowhere else."
    >
      <RowList
        label="Single groups"
        look="line"
        rows={draft.map}
        titleOf={(at, { from }) => (from.trim() === '' ? `Group ${at + 1}` : from)}
        additions={[{ label: 'Add a group', value: empty }]}
        whenEmpty="No group is listed: each goes by its name, after the renames."
        isWrong={(at) => hasErrorAt(errors, `mapping.map.${at}`)}
        error={errors['mapping.map']}
        extra={
          <Button appearance="subtle" onClick={() => setPasting(true)}>
            Paste a list
          </Button>
        }
        onChange={(map) => change({ map })}
      >
        {(row) => <Entry {...row} errors={errors} />}
      </RowList>
      <ToggleRow
        label="Leave out groups that no rule names"
        help="Only groups that a rename changes or that are listed above are synced. All others are left alone."
        isChecked={draft.unnamed === 'drop'}
        onChange={(isDropped) => change({ unnamed: isDropped ? 'drop' : 'keep' })}
      />
      <FieldMessage id={`${id}-unnamed`} error={errors['mapping.unnamed']} />
      <ModalTransition>
        {isPasting && (
          <PasteModal
            onClose={() => setPasting(false)}
            onTake={(entries) => {
              change({ map: withEntries(draft.map, entries) });
              setPasting(false);
            }}
          />
        )}
      </ModalTransition>
    </RulesSection>
  );
}

function Entry({ value, at, onChange, errors }: RowProps<MapDraft> & { errors: FieldErrors<string> }) {
  return (
    <>
      <TextRow
        label="Group in the directory"
        value={value.from}
        error={errors[`mapping.map.${at}.from`]}
        help="Its name, its ID, or its name after the renames."
        onChange={(from) => onChange({ ...value, from })}
      />
      <GroupNamesField
        label="Atlassian groups"
        placeholder="Type a name and press Enter"
        names={value.to}
        error={errors[`mapping.map.${at}.to`]}
        help="Press Enter after each."
        onChange={(to) => onChange({ ...value, to })}
      />
    </>
  );
}
