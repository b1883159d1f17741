import { Checkbox } from '@atlaskit/checkbox';
import { useId } from 'react';
import { FieldMessage } from '../../components/field';
import { groupSources } from '../../words/directory-words';
import type { FormProps } from './form-props';

export function GroupSourcesField({ draft, errors, change }: FormProps) {
  const id = useId();
  const toggle = (value: (typeof groupSources)[number]['value'], isChecked: boolean): void =>
    change({
      groupSources: groupSources
        .map((source) => source.value)
        .filter((source) => (source === value ? isChecked : draft.groupSources.includes(source))),
    });
  return (
    <fieldset className="fieldset" aria-describedby={`${id}-message`}>
      <legend className="legend">What to sync as groups</legend>
      {groupSources.map(({ value, label, help }) => (
        <div key={value} className="choice">
          <Checkbox
            label={label}
            isChecked={draft.groupSources.includes(value)}
            isInvalid={errors.groupSources !== undefined}
            aria-describedby={`${id}-${value}`}
            onChange={(event) => toggle(value, event.currentTarget.checked)}
          />
          <div id={`${id}-${value}`} className="field-help choice-help">
            {help}
          </div>
        </div>
      ))}
      <FieldMessage id={`${id}-message`} error={errors.groupSources} />
    </fieldset>
  );
}
