import type { GroupMapping, RenameRule } from '../../../../domain/group-rules';
import { ChoiceRow } from '../../../components/choice-row';
import { TextRow } from '../../../components/text-row';
import type { FieldErrors } from '../../connector-form/field-errors';
import { RowList, type RowProps } from '../row-list';
import { RulesSection } from '../rules-section';
import { hasErrorAt, type SectionProps } from '../tab-props';
import { triedMappingOf, type GroupsDraft } from './groups-draft';
import { TryName } from './try-name';

const kinds = [
  { value: 'text', label: 'Text' },
  { value: 'expression', label: 'Regular expression' },
] as const;

const empty: RenameRule = { kind: 'text', search: '', replace: '' };

export function RenamesSection({ draft, errors, change }: SectionProps<GroupsDraft>) {
  const mapping = triedMappingOf(draft);
  return (
    <RulesSection
      title="Renames"
      help="Change the names of groups on their way from the directory to Atlassian. They work from top to bottom, each on what the one above it made. A group that is synced already stays with its Atlassian group."
    >
      <RowList
        label="Renames"
        look="card"
        isOrdered
        rows={draft.renames}
        titleOf={(at) => `Rename ${at + 1}`}
        additions={[{ label: 'Add a rename', value: empty }]}
        whenEmpty="No renames: each group keeps the name that it has in the directory."
        isWrong={(at) => hasErrorAt(errors, `mapping.renames.${at}`)}
        error={errors['mapping.renames']}
        onChange={(renames) => change({ renames })}
      >
        {(row) => <Rename {...row} mapping={mapping} errors={errors} />}
      </RowList>
    </RulesSection>
  );
}

interface RenameProps extends RowProps<RenameRule> {
  readonly mapping: GroupMapping;
  readonly errors: FieldErrors<string>;
}

function Rename({ value, at, onChange, mapping, errors }: RenameProps) {
  const isExpression = value.kind === 'expression';
  return (
    <>
      <div className="rename-row">
        <ChoiceRow
          label="Search for"
          options={kinds}
          value={value.kind}
          onChange={(kind) => onChange({ ...value, kind })}
        />
        <TextRow
          label={isExpression ? 'Regular expression' : 'Text in the name'}
          isRequired
          isMonospaced={isExpression}
          value={value.search}
          error={errors[`mapping.renames.${at}.search`]}
          onChange={(search) => onChange({ ...value, search })}
        />
        <TextRow
          label="Replace with"
          isMonospaced={isExpression}
          value={value.replace}
          error={errors[`mapping.renames.${at}.replace`]}
          onChange={(replace) => onChange({ ...value, replace })}
        />
      </div>
      <div className="field-help">{isExpression ? expressionHelp : textHelp}</div>
      <TryName mapping={mapping} rule={at} />
    </>
  );
}

const textHelp =
  'Every place where the text stands is replaced, with upper and lower case as typed; spaces count. Replaced with nothing, it is taken out.';
const expressionHelp =
  'Every match is replaced. ^ is the start of the name and $ its end; $1 puts in what the first brackets matched, as in ^Team (.*)$ replaced with $1.';
