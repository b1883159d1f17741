import { CreatableSelect } from '@atlaskit/select';
import { useState } from 'react';
import { Field } from '../../../components/field';

interface GroupNamesFieldProps {
  readonly label: string;
  readonly help: string;
  /** What no name at all means. */
  readonly placeholder: string;
  readonly names: readonly string[];
  readonly error: string | undefined;
  readonly onChange: (names: readonly string[]) => void;
}

interface Option {
  readonly label: string;
  readonly value: string;
}

const noIndicator = { DropdownIndicator: () => null };

/** Names are typed, not chosen: the directory is not read for a form. A name that is typed but not confirmed counts too. */
export function GroupNamesField(props: GroupNamesFieldProps) {
  const { label, help, placeholder, names, error, onChange } = props;
  const [typed, setTyped] = useState('');
  const add = (name: string): void => {
    const trimmed = name.trim();
    if (trimmed !== '' && !names.includes(trimmed)) onChange([...names, trimmed]);
    setTyped('');
  };
  return (
    <Field label={label} error={error} help={help}>
      {({ id, isInvalid, ...aria }) => (
        <CreatableSelect<Option, true>
          inputId={id}
          isMulti
          isInvalid={isInvalid}
          descriptionId={aria['aria-describedby']}
          options={[]}
          components={noIndicator}
          placeholder={placeholder}
          menuPlacement="auto"
          noOptionsMessage={() => 'Type the name of a group.'}
          formatCreateLabel={(name: string) => `Add “${name}”`}
          value={names.map((name) => ({ label: name, value: name }))}
          inputValue={typed}
          onInputChange={(value: string, { action }: { action: string }) => {
            if (action === 'input-change') setTyped(value);
          }}
          onBlur={() => add(typed)}
          onCreateOption={add}
          onChange={(chosen) => onChange(chosen.map(({ value }) => value))}
        />
      )}
    </Field>
  );
}
