import type { ExistingDecision, ExistingGroups } from '../../../../domain/group-rules';
import { ChoiceRow } from '../../../components/choice-row';
import { TextRow } from '../../../components/text-row';
import { RulesSection } from '../rules-section';
import { withRow } from '../rows';
import type { SectionProps } from '../tab-props';
import type { RulesForm } from '../rules-form';
import { Findings } from './findings';
import { GroupChoiceList } from './group-choice-list';
import { usesSuffix, type GroupsDraft } from './groups-draft';
import { ReleasedList } from './released-list';
import { isIn } from './shared-section';

const words: Record<ExistingGroups['policy'], { readonly label: string; readonly help: string }> = {
  use: {
    label: 'Use it, and never take out who is in it already',
    help: 'The app adds who is missing, and takes out only whom it added itself.',
  },
  adopt: {
    label: 'Take it over',
    help: 'From the first sync on, all its members are managed: who is not in the directory’s group is taken out, also when somebody put them in by hand.',
  },
  ask: {
    label: 'Ask first',
    help: 'The group is left alone and listed here until somebody decides.',
  },
  skip: { label: 'Leave it alone', help: 'The group of the directory is not synced.' },
  suffix: {
    label: 'Use another group, with a suffix',
    help: 'A group with the suffix behind its name is used instead, and created where it is missing.',
  },
};

const decisions = (['use', 'adopt', 'skip', 'suffix'] as const).map((value) => ({
  value,
  label: words[value].label,
}));
const policies = [{ value: 'ask' as const, label: words.ask.label }, ...decisions];

interface ExistingSectionProps extends SectionProps<GroupsDraft> {
  readonly form: RulesForm;
}

/** Atlassian groups that were there before the app came. */
export function ExistingSection({ form, draft, errors, change }: ExistingSectionProps) {
  const decide = (group: string, choice: ExistingDecision): void =>
    change({ decisions: withRow(draft.decisions, { group, choice }) });
  return (
    <RulesSection
      title="Groups that are there already"
      help="What becomes of an Atlassian group that has the right name and that no connector has synced yet. Groups that are synced already do not change by this."
    >
      <Policy {...{ draft, errors, change }} />
      <Findings form={form} what="groups that wait for a decision">
        {({ undecided }) => (
          <Undecided
            groups={undecided.filter(
              (name) =>
                !isIn(
                  draft.decisions.map(({ value }) => value.group),
                  name,
                ),
            )}
            onDecide={decide}
          />
        )}
      </Findings>
      <GroupChoiceList
        label="Decided one by one"
        choiceLabel="What becomes of it"
        addLabel="Decide about a group"
        rows={draft.decisions}
        choices={decisions}
        first="use"
        path="existingGroups.decisions"
        errors={errors}
        onChange={(rows) => change({ decisions: rows })}
      />
      <ReleasedList released={draft.released} onChange={(released) => change({ released })} />
    </RulesSection>
  );
}

function Policy({ draft, errors, change }: SectionProps<GroupsDraft>) {
  return (
    <>
      <ChoiceRow
        label="When a group of the same name is there"
        options={policies}
        value={draft.existing}
        help={words[draft.existing].help}
        onChange={(existing) => change({ existing })}
      />
      {usesSuffix(draft) && (
        <TextRow
          label="Suffix"
          isRequired
          width={240}
          value={draft.suffix}
          error={errors['existingGroups.suffix']}
          help={`“Design” becomes “Design${draft.suffix}”.`}
          onChange={(suffix) => change({ suffix })}
        />
      )}
    </>
  );
}

interface UndecidedProps {
  readonly groups: readonly string[];
  readonly onDecide: (group: string, decision: ExistingDecision) => void;
}

const open = { value: 'open' as const, label: 'Not decided' };

function Undecided({ groups, onDecide }: UndecidedProps) {
  if (groups.length === 0) return null;
  return (
    <fieldset className="stack-rows">
      <legend className="group-title">Groups that wait for a decision</legend>
      <p className="field-help">
        The page of the newest run lists who would be added to each, and who would be taken out.
      </p>
      {groups.map((group) => (
        <ChoiceRow
          key={group}
          label={`“${group}” is there already`}
          options={[open, ...decisions]}
          value="open"
          onChange={(decision) => {
            if (decision !== 'open') onDecide(group, decision);
          }}
        />
      ))}
    </fieldset>
  );
}
