import { Checkbox } from '@atlaskit/checkbox';
import { useId } from 'react';
import { FieldMessage } from './field';

interface Choice<V extends string> {
  readonly value: V;
  readonly label: string;
  readonly help: string;
}

interface ChoicesRowProps<V extends string> {
  readonly label: string;
  readonly options: readonly Choice<V>[];
  readonly chosen: readonly V[];
  readonly error: string | undefined;
  /** In the order of the options, so that a choice that is taken back leaves no trace. */
  readonly onChange: (chosen: V[]) => void;
}

/** Several of several, each with a sentence of its own. */
export function ChoicesRow<V extends string>(props: ChoicesRowProps<V>) {
  const { label, options, chosen, error, onChange } = props;
  const id = useId();
  const toggle = (value: V, isChecked: boolean): void =>
    onChange(
      options
        .map((option) => option.value)
        .filter((option) => (option === value ? isChecked : chosen.includes(option))),
    );
  return (
    <fieldset className="fieldset" aria-describedby={`${id}-message`}>
      <legend className="legend">{label}</legend>
      {options.map((option) => (
        <div key={option.value} className="choice">
          <Checkbox
            label={option.label}
            isChecked={chosen.includes(option.value)}
            isInvalid={error !== undefined}
            aria-describedby={`${id}-${option.value}`}
            onChange={(event) => toggle(option.value, event.currentTarget.checked)}
          />
          <div id={`${id}-${option.value}`} className="field-help choice-help">
            {option.help}
          </div>
        </div>
      ))}
      <FieldMessage id={`${id}-message`} error={error} />
    </fieldset>
  );
}
