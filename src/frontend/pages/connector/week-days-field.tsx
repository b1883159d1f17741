import { Checkbox } from '@atlaskit/checkbox';

interface WeekDaysFieldProps {
  readonly days: readonly number[];
  readonly onChange: (days: readonly number[]) => void;
}

const week: readonly { readonly day: number; readonly label: string }[] = [
  { day: 1, label: 'Monday' },
  { day: 2, label: 'Tuesday' },
  { day: 3, label: 'Wednesday' },
  { day: 4, label: 'Thursday' },
  { day: 5, label: 'Friday' },
  { day: 6, label: 'Saturday' },
  { day: 0, label: 'Sunday' },
];

/** At least one day stays chosen: a week without days would never run. */
export function WeekDaysField({ days, onChange }: WeekDaysFieldProps) {
  const toggle = (day: number, isChecked: boolean): void => {
    const next = isChecked ? [...days, day] : days.filter((other) => other !== day);
    if (next.length > 0) onChange(next);
  };
  return (
    <fieldset className="fieldset">
      <legend className="legend">On</legend>
      <div className="week-days">
        {week.map(({ day, label }) => (
          <Checkbox
            key={day}
            label={label}
            isChecked={days.includes(day)}
            onChange={(event) => toggle(day, event.currentTarget.checked)}
          />
        ))}
      </div>
    </fieldset>
  );
}
