import type { DriftPolicy } from '../../../../domain/group-rules';
import { ChoiceRow } from '../../../components/choice-row';
import { RulesSection } from '../rules-section';
import type { SectionProps } from '../tab-props';
import { GroupChoiceList } from './group-choice-list';
import type { GroupsDraft } from './groups-draft';

const words: Record<DriftPolicy, { readonly label: string; readonly help: string }> = {
  'put-back': {
    label: 'Add again who was taken out',
    help: 'Who was put in by hand stays.',
  },
  repair: {
    label: 'Undo all changes made by hand',
    help: 'Who was taken out is added again, and who was put in is taken out.',
  },
  report: {
    label: 'Only list them',
    help: 'Nothing is done; each run lists the changes.',
  },
  accept: {
    label: 'Leave them, and do not list them again',
    help: 'The change counts as decided.',
  },
};

const choices = (['put-back', 'repair', 'report', 'accept'] as const).map((value) => ({
  value,
  label: words[value].label,
}));

/** Memberships of managed groups that somebody changed by hand. */
export function DriftSection({ draft, errors, change }: SectionProps<GroupsDraft>) {
  return (
    <RulesSection
      title="Changes made by hand"
      help="What becomes of memberships in synced groups that somebody changed by hand in Atlassian since the last run."
    >
      <ChoiceRow
        label="When somebody changed a membership by hand"
        options={choices}
        value={draft.drift}
        help={words[draft.drift].help}
        onChange={(drift) => change({ drift })}
      />
      <GroupChoiceList
        label="Groups with another choice"
        choiceLabel="When it was changed by hand"
        addLabel="Choose for a group"
        rows={draft.driftGroups}
        choices={choices}
        first="repair"
        path="drift.groups"
        errors={errors}
        onChange={(driftGroups) => change({ driftGroups })}
      />
    </RulesSection>
  );
}
