import { GroupNamesField } from '../../connector-form/selection/group-names-field';
import { RulesSection } from '../rules-section';
import type { SectionProps } from '../tab-props';
import type { RulesForm } from '../rules-form';
import { DriftSection } from './drift-section';
import { ExistingSection } from './existing-section';
import type { GroupsDraft } from './groups-draft';
import { MapSection } from './map-section';
import { RenamesSection } from './renames-section';
import { SharedSection } from './shared-section';

/** Which Atlassian groups the directory's groups lead to. */
export function GroupsTab({ form }: { readonly form: RulesForm }) {
  const section: SectionProps<GroupsDraft> = {
    draft: form.draft.groups,
    errors: form.errors,
    change: (parts) => form.change('groups', parts),
  };
  return (
    <>
      <RenamesSection {...section} />
      <MapSection {...section} />
      <EverybodySection {...section} />
      <SharedSection {...section} form={form} />
      <ExistingSection {...section} form={form} />
      <DriftSection {...section} />
    </>
  );
}

function EverybodySection({ draft, errors, change }: SectionProps<GroupsDraft>) {
  return (
    <RulesSection
      title="Groups for everybody"
      help="Everybody from the directory who takes part is put into these Atlassian groups as well."
    >
      <GroupNamesField
        label="Atlassian groups that everybody gets"
        placeholder="None"
        names={draft.everyone}
        error={errors['mapping.everyone']}
        help="Press Enter after each."
        onChange={(everyone) => change({ everyone })}
      />
    </RulesSection>
  );
}
