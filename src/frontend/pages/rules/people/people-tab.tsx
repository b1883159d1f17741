import { RulesTabForm } from '../rules-tab-form';
import type { SectionProps } from '../tab-props';
import type { RulesForm } from '../use-rules-form';
import { ConditionsSection } from './conditions-section';
import type { PeopleDraft } from './people-draft';
import { ExceptionsSection, RemovalSection } from './removal-section';

/** Who takes part beyond the filters, and who loses memberships when. */
export function PeopleTab({ form, isOpen }: { readonly form: RulesForm; readonly isOpen: boolean }) {
  const section: SectionProps<PeopleDraft> = {
    draft: form.draft.people,
    errors: form.errors,
    change: (parts) => form.change('people', parts),
  };
  return (
    <RulesTabForm form={form} tab="people" isOpen={isOpen}>
      <ConditionsSection {...section} />
      <RemovalSection {...section} />
      <ExceptionsSection {...section} />
    </RulesTabForm>
  );
}
