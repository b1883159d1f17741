import { CreatableSelect } from '@atlaskit/select';
import { useState } from 'react';
import { Field } from '../../components/field';
import type { FormProps } from './form-props';

interface Option {
  readonly label: string;
  readonly value: string;
}

const noIndicator = { DropdownIndicator: () => null };

/** Names are typed, not chosen: the directory is not read for a form. A name that is typed but not confirmed counts too. */
export function RequiredGroupsField({ draft, errors, change }: FormProps) {
  const [typed, setTyped] = useState('');
  const add = (name: string): void => {
    const trimmed = name.trim();
    if (trimmed !== '' && !draft.requiredGroups.includes(trimmed)) {
      change({ requiredGroups: [...draft.requiredGroups, trimmed] });
    }
    setTyped('');
  };
  return (
    <Field
      label="Required OneLogin groups"
      error={errors.requiredGroups}
      help="Only people in at least one of these take part. Enter the names of roles, groups or member_of groups, as OneLogin writes them, and press Enter after each. Empty means everybody."
    >
      {({ id, isInvalid, ...aria }) => (
        <CreatableSelect<Option, true>
          inputId={id}
          isMulti
          isInvalid={isInvalid}
          descriptionId={aria['aria-describedby']}
          options={[]}
          components={noIndicator}
          placeholder="Everybody"
          menuPlacement="auto"
          noOptionsMessage={() => 'Type the name of a OneLogin role or group.'}
          formatCreateLabel={(name: string) => `Require “${name}”`}
          value={draft.requiredGroups.map((name) => ({ label: name, value: name }))}
          inputValue={typed}
          onInputChange={(value: string, { action }: { action: string }) => {
            if (action === 'input-change') setTyped(value);
          }}
          onBlur={() => add(typed)}
          onCreateOption={add}
          onChange={(chosen) => {
            change({ requiredGroups: chosen.map(({ value }) => value) });
          }}
        />
      )}
    </Field>
  );
}
