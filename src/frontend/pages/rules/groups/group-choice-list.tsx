import { ChoiceRow } from '../../../components/choice-row';
import { TextRow } from '../../../components/text-row';
import type { FieldErrors } from '../../connector-form/field-errors';
import { RowList } from '../row-list';
import type { Row } from '../rows';
import { hasErrorAt } from '../tab-props';
import type { GroupChoice } from './groups-draft';

interface GroupChoiceListProps<V extends string> {
  readonly label: string;
  readonly choiceLabel: string;
  readonly addLabel: string;
  readonly rows: readonly Row<GroupChoice<V>>[];
  readonly choices: readonly { readonly value: V; readonly label: string }[];
  /** What a new row starts with. */
  readonly first: V;
  /** The path of the list below the rules. */
  readonly path: string;
  readonly errors: FieldErrors<string>;
  readonly onChange: (rows: readonly Row<GroupChoice<V>>[]) => void;
}

/** Atlassian groups for which something else is chosen than for all others. */
export function GroupChoiceList<V extends string>(props: GroupChoiceListProps<V>) {
  const { label, choiceLabel, addLabel, rows, choices, first, path, errors, onChange } = props;
  return (
    <RowList<GroupChoice<V>>
      label={label}
      hasVisibleLabel
      look="line"
      rows={rows}
      titleOf={(at, { group }) => (group.trim() === '' ? `Group ${at + 1}` : group)}
      additions={[{ label: addLabel, value: { group: '', choice: first } }]}
      whenEmpty="None."
      isWrong={(at) => hasErrorAt(errors, `${path}.${at}`)}
      error={errors[path]}
      onChange={onChange}
    >
      {({ value, at, onChange: changeRow }) => (
        <>
          <TextRow
            label="Atlassian group"
            value={value.group}
            error={errors[`${path}.${at}.group`]}
            onChange={(group) => changeRow({ ...value, group })}
          />
          <ChoiceRow
            label={choiceLabel}
            options={choices}
            value={value.choice}
            onChange={(choice) => changeRow({ ...value, choice })}
          />
        </>
      )}
    </RowList>
  );
}
