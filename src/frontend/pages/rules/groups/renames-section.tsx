import { useState } from 'react';
import type { GroupMapping, RenameRule } from '../../../../domain/group-rules';
import { ChoiceRow } from '../../../components/choice-row';
import { TextRow } from '../../../components/text-row';
import type { FieldErrors } from '../../connector-form/field-errors';
import { RowList, type RowProps } from '../row-list';
import { RulesSection } from '../rules-section';
import { hasErrorAt, type SectionProps } from '../tab-props';
import { triedMappingOf, type GroupsDraft } from './groups-draft';
import { prefixOf, prefixRename } from './prefix-rename';
import { TryName } from './try-name';

const kinds = [
  { value: 'prefix', label: 'Add a prefix' },
  { value: 'text', label: 'Replace text' },
  { value: 'expression', label: 'Regular expression' },
] as const;

type Kind = (typeof kinds)[number]['value'];

const beginnings: Readonly<Record<Kind, RenameRule>> = {
  prefix: prefixRename(''),
  text: { kind: 'text', search: '', replace: '' },
  expression: { kind: 'expression', search: '', replace: '' },
};

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
        additions={[
          { label: 'Add a prefix', value: beginnings.prefix },
          { label: 'Add a rename', value: beginnings.text },
        ]}
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
  const [kind, choose] = useRenameKind(value);
  const fields = { value, at, onChange, errors };
  return (
    <>
      <div className="rename-row">
        <ChoiceRow
          label="Kind of rename"
          options={kinds}
          value={kind}
          onChange={(next) => onChange(choose(next))}
        />
        {kind === 'prefix' ? <PrefixField {...fields} /> : <SearchAndReplace {...fields} />}
      </div>
      <div className="field-help">{helps[kind]}</div>
      <TryName mapping={mapping} rule={at} />
    </>
  );
}

/** A prefix is stored as an expression; who chose to write an expression is not shown a prefix while typing one. */
function useRenameKind(value: RenameRule): readonly [Kind, (kind: Kind) => RenameRule] {
  const [writesExpression, setWritesExpression] = useState(false);
  const kind = prefixOf(value) === undefined || writesExpression ? value.kind : 'prefix';
  const choose = (next: Kind): RenameRule => {
    setWritesExpression(next === 'expression');
    if (next === 'prefix' || kind === 'prefix') return beginnings[next];
    return { ...value, kind: next };
  };
  return [kind, choose];
}

type RenameFieldsProps = Omit<RenameProps, 'mapping'>;

function PrefixField({ value, at, onChange, errors }: RenameFieldsProps) {
  return (
    <TextRow
      label="Prefix"
      isRequired
      value={prefixOf(value) ?? ''}
      error={errors[`mapping.renames.${at}.replace`] ?? errors[`mapping.renames.${at}.search`]}
      onChange={(prefix) => onChange(prefixRename(prefix))}
    />
  );
}

function SearchAndReplace({ value, at, onChange, errors }: RenameFieldsProps) {
  const isExpression = value.kind === 'expression';
  return (
    <>
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
    </>
  );
}

const prefixHelp =
  'Put before the name of every group, with a space or a hyphen where you want one: “okta-” makes okta-Sales of Sales.';
const textHelp =
  'Every place where the text stands is replaced, with upper and lower case as typed; spaces count. Replaced with nothing, it is taken out.';
const expressionHelp =
  'Every match is replaced. ^ is the start of the name and $ its end; $1 puts in what the first brackets matched, as in ^Team (.*)$ replaced with $1.';
const helps: Readonly<Record<Kind, string>> = {
  prefix: prefixHelp,
  text: textHelp,
  expression: expressionHelp,
};
