import type { ReactNode } from 'react';
import { Field } from './field';

interface TextAreaRowProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly help?: ReactNode;
  readonly error?: string | undefined;
  readonly isRequired?: boolean;
  readonly rows: number;
  readonly isMonospaced?: boolean;
  readonly placeholder?: string;
}

/** Several lines of text. It looks like Atlaskit's text field, which has one line only. */
export function TextAreaRow({ label, value, onChange, help, error, isRequired, ...look }: TextAreaRowProps) {
  const { rows, isMonospaced = false, placeholder } = look;
  return (
    <Field label={label} help={help} error={error} isRequired={isRequired === true}>
      {({ isInvalid: _isInvalid, ...control }) => (
        <textarea
          {...control}
          className={isMonospaced ? 'text-area text-area-code' : 'text-area'}
          rows={rows}
          required={isRequired === true}
          value={value}
          placeholder={placeholder}
          autoComplete="off"
          spellCheck={false}
          onChange={(event) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
