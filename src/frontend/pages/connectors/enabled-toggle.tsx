import Toggle from '@atlaskit/toggle';
import { useId } from 'react';
import type { ConnectionSummary } from '../../../contract';

interface EnabledToggleProps {
  readonly row: ConnectionSummary;
  readonly onSwitch: (id: string, enabled: boolean) => void;
}

export function EnabledToggle({ row, onSwitch }: EnabledToggleProps) {
  const id = useId();
  return (
    <>
      <label className="visually-hidden" htmlFor={id}>
        Scheduled synchronization of {row.name}
      </label>
      <Toggle
        id={id}
        isChecked={row.scheduleEnabled}
        onChange={(event) => onSwitch(row.id, event.currentTarget.checked)}
      />
    </>
  );
}
