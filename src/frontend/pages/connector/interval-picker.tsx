import { useState } from 'react';
import { ChoiceRow } from '../../components/choice-row';
import { cronOf, hourSteps, intervalOf, type Interval } from './interval';
import { TimeOfDayField } from './time-of-day-field';
import { WeekDaysField } from './week-days-field';

interface IntervalPickerProps {
  readonly cron: string;
  readonly onChange: (cron: string) => void;
}

const morning = { hour: 6, minute: 0 };

const choices = [
  { value: 'minutes-15', label: 'Every 15 minutes' },
  { value: 'minutes-30', label: 'Every 30 minutes' },
  { value: 'hourly', label: 'Every hour' },
  { value: 'hours', label: 'Every few hours' },
  { value: 'daily', label: 'Every day' },
  { value: 'weekly', label: 'On days of the week' },
  { value: 'custom', label: 'Custom' },
];

/** What each choice begins with. */
const intervals: Readonly<Record<string, Interval>> = {
  'minutes-15': { kind: 'minutes', every: 15 },
  'minutes-30': { kind: 'minutes', every: 30 },
  hourly: { kind: 'hourly' },
  hours: { kind: 'hours', every: 4 },
  daily: { kind: 'daily', at: morning },
  weekly: { kind: 'weekly', days: [1, 2, 3, 4, 5], at: morning },
};

/** Says the cron expression as an interval, and writes it. "Custom", once chosen, stays until another one is chosen. */
export function IntervalPicker({ cron, onChange }: IntervalPickerProps) {
  const [customFor, setCustomFor] = useState<string | undefined>();
  const interval: Interval = customFor === cron ? { kind: 'custom' } : intervalOf(cron);
  const set = (next: Interval): void => {
    const written = cronOf(next);
    setCustomFor(written === undefined ? cron : undefined);
    if (written !== undefined) onChange(written);
  };
  return (
    <div className="interval">
      <ChoiceRow
        label="Interval"
        options={choices}
        value={choiceOf(interval)}
        help={interval.kind === 'custom' ? 'Enter the cron expression below.' : undefined}
        onChange={(value) => set(intervals[value] ?? { kind: 'custom' })}
      />
      <Details interval={interval} onChange={set} />
    </div>
  );
}

function choiceOf(interval: Interval): string {
  return interval.kind === 'minutes' ? `minutes-${interval.every}` : interval.kind;
}

function Details({ interval, onChange }: { interval: Interval; onChange: (next: Interval) => void }) {
  if (interval.kind === 'hours') {
    return <HoursField every={interval.every} onChange={(every) => onChange({ kind: 'hours', every })} />;
  }
  if (interval.kind === 'daily') {
    return <TimeOfDayField at={interval.at} onChange={(at) => onChange({ kind: 'daily', at })} />;
  }
  if (interval.kind !== 'weekly') return null;
  return (
    <>
      <WeekDaysField days={interval.days} onChange={(days) => onChange({ ...interval, days })} />
      <TimeOfDayField at={interval.at} onChange={(at) => onChange({ ...interval, at })} />
    </>
  );
}

const hourOptions = hourSteps.map((step) => ({ label: `Every ${step} hours`, value: step }));

function HoursField({ every, onChange }: { every: number; onChange: (every: number) => void }) {
  return <ChoiceRow label="How often" options={hourOptions} value={every} onChange={onChange} />;
}
