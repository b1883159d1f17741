import { kindNames } from '../../words/directory-words';
import { directoryParts } from '../connector-form/directory-parts';
import { GroupFields } from '../connector-form/selection/group-fields';
import { ImportFilter } from '../connector-form/selection/import-filter';
import { PeopleFields } from '../connector-form/selection/people-fields';
import type { SelectionDraft } from '../connector-form/selection/selection-draft';
import { RulesSection } from '../rules/rules-section';
import { connectorFormOf } from './general-tab';
import type { SettingsForm } from './settings/use-settings-form';

/** Who and what of it all takes part. */
export function FiltersTab({ form }: { form: SettingsForm }) {
  const fields = connectorFormOf(form);
  const { draft, errors, change } = fields;
  const { kind } = draft.directory;
  const selection = {
    kind,
    draft: draft.selection,
    errors,
    change: (parts: Partial<SelectionDraft>) => change({ selection: { ...draft.selection, ...parts } }),
  };
  return (
    <>
      <RulesSection
        title="People"
        help={`Without a filter, everybody in ${kindNames[kind]} takes part whose account is active.`}
      >
        <PeopleFields {...selection} />
        {directoryParts(fields).people}
      </RulesSection>
      <RulesSection title="Groups" help="Without a filter, all groups are synced that “What to sync” names.">
        <GroupFields {...selection} />
      </RulesSection>
      <RulesSection
        title="Import"
        help="Takes over the filters of Bitwarden Directory Connector, for people and for groups."
      >
        <ImportFilter {...selection} />
      </RulesSection>
    </>
  );
}
