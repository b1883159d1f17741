import { Label, RequiredAsterisk } from '@atlaskit/form';
import ErrorIcon from '@atlaskit/icon/core/status-error';
import { useId, type ReactNode } from 'react';

/** What a control needs to belong to its label, help and error. */
export interface ControlProps {
  readonly id: string;
  readonly isInvalid: boolean;
  readonly 'aria-invalid': boolean;
  readonly 'aria-describedby': string;
}

interface FieldProps {
  readonly label: string;
  readonly isRequired?: boolean;
  readonly help?: ReactNode;
  readonly error?: string | undefined;
  readonly children: (control: ControlProps) => ReactNode;
}

/** A labelled control with its help below, and its error in a live region so that it is read out when it appears. */
export function Field({ label, isRequired, help, error, children }: FieldProps) {
  const id = useId();
  const messageId = `${id}-message`;
  return (
    <div className="field">
      <Label htmlFor={id}>
        {label}
        {isRequired === true && <RequiredAsterisk />}
      </Label>
      {children({
        id,
        isInvalid: error !== undefined,
        'aria-invalid': error !== undefined,
        'aria-describedby': messageId,
      })}
      <FieldMessage id={messageId} help={help} error={error} />
    </div>
  );
}

interface FieldMessageProps {
  readonly id: string;
  readonly help?: ReactNode;
  readonly error?: string | undefined;
}

export function FieldMessage({ id, help, error }: FieldMessageProps) {
  return (
    <div id={id}>
      <div aria-live="polite">
        {error !== undefined && (
          <p className="field-error">
            <ErrorIcon label="Error" size="small" />
            <span>{error}</span>
          </p>
        )}
      </div>
      {help !== undefined && <div className="field-help">{help}</div>}
    </div>
  );
}
