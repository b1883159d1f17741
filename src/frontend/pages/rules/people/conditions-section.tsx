import { ChoiceRow } from '../../../components/choice-row';
import { TextAreaRow } from '../../../components/text-area-row';
import { TextRow } from '../../../components/text-row';
import type { FieldErrors } from '../../connector-form/field-errors';
import { RowList, type RowProps } from '../row-list';
import { RulesSection } from '../rules-section';
import { hasErrorAt, type SectionProps } from '../tab-props';
import type { ConditionDraft, PeopleDraft } from './people-draft';

const effects = [
  { value: 'include', label: 'Only they take part' },
  { value: 'exclude', label: 'They take no part' },
  { value: 'grant', label: 'They are put into a group' },
] as const;

const effectHelp: Record<ConditionDraft['effect'], string> = {
  include: 'Everybody else takes no part. With several of these, people must meet all of them.',
  exclude: 'This counts before all others.',
  grant: 'As long as they take part and have one of these values, they are in the group.',
};

const empty: ConditionDraft = { attribute: '', values: '', effect: 'include', group: '' };

export function ConditionsSection({ draft, errors, change }: SectionProps<PeopleDraft>) {
  return (
    <RulesSection
      title="Conditions"
      help="Decide by what the directory knows of a person, such as the department or the type of employment. Who has no such attribute has none of the values."
    >
      <RowList
        label="Conditions"
        look="card"
        rows={draft.conditions}
        titleOf={(at) => `Condition ${at + 1}`}
        additions={[{ label: 'Add a condition', value: empty }]}
        whenEmpty="No conditions: everybody takes part whom the filters let in."
        isWrong={(at) => hasErrorAt(errors, `conditions.${at}`)}
        error={errors['conditions']}
        onChange={(conditions) => change({ conditions })}
      >
        {(row) => <Condition {...row} errors={errors} />}
      </RowList>
    </RulesSection>
  );
}

interface ConditionProps extends RowProps<ConditionDraft> {
  readonly errors: FieldErrors<string>;
}

function Condition({ value, at, onChange, errors }: ConditionProps) {
  return (
    <>
      <div className="two-columns">
        <TextRow
          label="Attribute"
          isRequired
          value={value.attribute}
          error={errors[`conditions.${at}.attribute`]}
          help="As the directory calls it, such as department or employeeType."
          onChange={(attribute) => onChange({ ...value, attribute })}
        />
        <TextAreaRow
          label="Has one of these values"
          isRequired
          rows={2}
          value={value.values}
          error={errors[`conditions.${at}.values`]}
          help="One a line; * stands for any characters, as in Sales*. Upper and lower case do not matter."
          onChange={(values) => onChange({ ...value, values })}
        />
      </div>
      <div className="two-columns">
        <ChoiceRow
          label="What becomes of these people"
          options={effects}
          value={value.effect}
          help={effectHelp[value.effect]}
          onChange={(effect) => onChange({ ...value, effect })}
        />
        {value.effect === 'grant' && (
          <TextRow
            label="Atlassian group"
            isRequired
            value={value.group}
            error={errors[`conditions.${at}.effect.group`]}
            onChange={(group) => onChange({ ...value, group })}
          />
        )}
      </div>
    </>
  );
}
