import { ToggleRow } from '../../components/toggle-row';
import { kindNames } from '../../words/directory-words';
import { useGroupsWord } from '../../words/product';
import { directoryParts } from '../connector-form/directory-parts';
import type { FormProps } from '../connector-form/form-props';
import { RulesSection } from '../rules/rules-section';
import { connectorFormOf } from './general-tab';
import type { SettingsForm } from './settings/use-settings-form';

/** What of the directory becomes a group here. */
export function WhatToSyncTab({ form }: { form: SettingsForm }) {
  const fields = connectorFormOf(form);
  const directory = kindNames[fields.draft.directory.kind];
  return (
    <RulesSection
      title="What to sync"
      help={`Which parts of ${directory} become groups here, with their members.`}
    >
      {directoryParts(fields).groups}
      <CreateMissingGroups {...fields} />
    </RulesSection>
  );
}

function CreateMissingGroups({ draft, change }: FormProps) {
  const groups = useGroupsWord();
  const directory = kindNames[draft.directory.kind];
  return (
    <ToggleRow
      label="Create missing groups"
      help={`When a group from ${directory} is not among the ${groups} yet, create it. When off, the group is left alone and the run says so.`}
      isChecked={draft.createMissingGroups}
      onChange={(createMissingGroups) => change({ createMissingGroups })}
    />
  );
}
