import Textfield from '@atlaskit/textfield';
import type { FormEvent, ReactNode } from 'react';
import { Field } from './field';

interface TextRowProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly help?: ReactNode;
  readonly error?: string | undefined;
  readonly isRequired?: boolean;
  readonly type?: 'text' | 'password' | 'number' | 'time' | 'date';
  /** Pixels; without it, the width of the form. */
  readonly width?: number;
  readonly isMonospaced?: boolean;
  readonly after?: ReactNode;
  /** What an empty field means. */
  readonly placeholder?: string;
}

export function TextRow({ label, value, onChange, help, error, isRequired, ...look }: TextRowProps) {
  const { type = 'text', width, isMonospaced = false, after, placeholder } = look;
  return (
    <Field label={label} help={help} error={error} isRequired={isRequired === true}>
      {({ isInvalid, ...control }) => (
        <Textfield
          {...control}
          isInvalid={isInvalid}
          isRequired={isRequired === true}
          isMonospaced={isMonospaced}
          type={type}
          value={value}
          autoComplete={type === 'password' ? 'new-password' : 'off'}
          spellCheck={false}
          {...(width === undefined ? {} : { width })}
          {...(placeholder === undefined ? {} : { placeholder })}
          {...(after === undefined ? {} : { elemAfterInput: <span className="unit">{after}</span> })}
          onChange={(event: FormEvent<HTMLInputElement>) => onChange(event.currentTarget.value)}
        />
      )}
    </Field>
  );
}
