import Toggle from '@atlaskit/toggle';
import { useId } from 'react';

interface ToggleRowProps {
  readonly label: string;
  readonly help: string;
  readonly isChecked: boolean;
  readonly onChange: (isChecked: boolean) => void;
}

export function ToggleRow({ label, help, isChecked, onChange }: ToggleRowProps) {
  const id = useId();
  return (
    <div className="toggle-row">
      <Toggle
        id={id}
        size="large"
        isChecked={isChecked}
        descriptionId={`${id}-help`}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <div>
        <label className="toggle-label" htmlFor={id}>
          {label}
        </label>
        <div id={`${id}-help`} className="field-help">
          {help}
        </div>
      </div>
    </div>
  );
}
