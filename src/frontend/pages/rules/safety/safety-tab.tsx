import { ChoiceRow } from '../../../components/choice-row';
import { RulesSection } from '../rules-section';
import type { SectionProps } from '../tab-props';
import type { RulesForm } from '../rules-form';
import { ExamplesSection } from './examples-section';
import type { SafetyDraft } from './safety-draft';
import { SafetyLimitsSection } from './safety-limits-section';

/** What must not happen without a person who looks at it. */
export function SafetyTab({ form }: { readonly form: RulesForm }) {
  const section: SectionProps<SafetyDraft> = {
    draft: form.draft.safety,
    errors: form.errors,
    change: (parts) => form.change('safety', parts),
  };
  return (
    <>
      <SafetyLimitsSection
        limits={section.draft.limits}
        errors={section.errors}
        onChange={(limits) => section.change({ limits })}
      />
      <ApprovalsSection {...section} />
      <ExamplesSection {...section} rules={form.rules} />
    </>
  );
}

const choices = [
  { value: 1, label: 'One administrator' },
  { value: 2, label: 'Two different administrators' },
] as const;

function ApprovalsSection({ draft, change }: SectionProps<SafetyDraft>) {
  return (
    <RulesSection
      title="Approval"
      help="What the limits hold is applied once it has been approved on the page of its run."
    >
      <ChoiceRow
        label="Who must approve"
        options={choices}
        value={draft.approvals}
        help="With two, nobody can approve large changes alone."
        onChange={(approvals) => change({ approvals })}
      />
    </RulesSection>
  );
}
