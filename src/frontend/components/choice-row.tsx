import Select from '@atlaskit/select';
import type { ReactNode } from 'react';
import { Field } from './field';

interface Choice<V extends string | number> {
  readonly value: V;
  readonly label: string;
}

interface ChoiceRowProps<V extends string | number> {
  readonly label: string;
  readonly options: readonly Choice<V>[];
  /** One that is not among the options is shown as it is. */
  readonly value: V;
  readonly onChange: (value: V) => void;
  readonly help?: ReactNode;
  readonly error?: string | undefined;
  readonly isRequired?: boolean;
  /** Long lists are searched by typing. */
  readonly isSearchable?: boolean;
}

/** One of several, in a labelled select. */
export function ChoiceRow<V extends string | number>(props: ChoiceRowProps<V>) {
  const { label, options, value, onChange, help, error, isRequired = false, isSearchable = false } = props;
  const chosen = options.find((option) => option.value === value) ?? { value, label: String(value) };
  return (
    <Field label={label} isRequired={isRequired} help={help} error={error}>
      {({ id, isInvalid, ...aria }) => (
        <Select<Choice<V>>
          inputId={id}
          isInvalid={isInvalid}
          descriptionId={aria['aria-describedby']}
          options={options}
          value={chosen}
          isSearchable={isSearchable}
          menuPlacement="auto"
          onChange={(next) => {
            if (next) onChange(next.value);
          }}
        />
      )}
    </Field>
  );
}
