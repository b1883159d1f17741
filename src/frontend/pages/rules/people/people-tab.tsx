import type { SectionProps } from '../tab-props';
import type { RulesForm } from '../rules-form';
import { ConditionsSection } from './conditions-section';
import type { PeopleDraft } from './people-draft';
import { ExceptionsSection, RemovalSection } from './removal-section';

/** Who takes part beyond the filters, and who loses memberships when. */
export function PeopleTab({ form }: { readonly form: RulesForm }) {
  const section: SectionProps<PeopleDraft> = {
    draft: form.draft.people,
    errors: form.errors,
    change: (parts) => form.change('people', parts),
  };
  return (
    <>
      <ConditionsSection {...section} />
      <RemovalSection {...section} />
      <ExceptionsSection {...section} />
    </>
  );
}
