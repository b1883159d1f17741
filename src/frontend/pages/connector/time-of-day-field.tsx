import { TextRow } from '../../components/text-row';
import type { TimeOfDay } from './interval';

interface TimeOfDayFieldProps {
  readonly at: TimeOfDay;
  readonly onChange: (at: TimeOfDay) => void;
}

export function TimeOfDayField({ at, onChange }: TimeOfDayFieldProps) {
  const read = (text: string): void => {
    const [hour, minute] = text.split(':').map(Number);
    // The browser gives an empty text while a part of the time is missing.
    if (hour !== undefined && minute !== undefined) onChange({ hour, minute });
  };
  return (
    <TextRow label="At" type="time" width={160} value={`${pad(at.hour)}:${pad(at.minute)}`} onChange={read} />
  );
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
