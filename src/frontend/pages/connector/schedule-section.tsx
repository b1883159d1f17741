import Heading from '@atlaskit/heading';
import type { Schedule } from '../../../domain/connection';
import { TextRow } from '../../components/text-row';
import { ToggleRow } from '../../components/toggle-row';
import { scheduleWords } from '../../words/schedule-words';
import type { FieldErrors } from '../connector-form/field-errors';
import { intervalOf } from './interval';
import { IntervalPicker } from './interval-picker';
import { NextRuns } from './next-runs';
import { TimeZoneField } from './time-zone-field';
import { useScheduleCheck } from './use-schedule-check';

interface ScheduleSectionProps {
  readonly schedule: Schedule;
  readonly errors: FieldErrors<'cron' | 'timeZone'>;
  readonly onChange: (schedule: Schedule) => void;
}

export function ScheduleSection({ schedule, errors, onChange }: ScheduleSectionProps) {
  const check = useScheduleCheck(schedule);
  const setCron = (cron: string): void => onChange({ ...schedule, cron });
  const words = scheduleWords(schedule.cron);
  return (
    <section className="form-section">
      <Heading size="medium" as="h2">
        Schedule
      </Heading>
      <ToggleRow
        label="Enable scheduled synchronization"
        help="Runs start by themselves. When off, the schedule below is kept and runs start only by hand."
        isChecked={schedule.enabled}
        onChange={(enabled) => onChange({ ...schedule, enabled })}
      />
      <IntervalPicker cron={schedule.cron} onChange={setCron} />
      <TextRow
        label="Cron expression"
        isRequired={intervalOf(schedule.cron).kind === 'custom'}
        isMonospaced
        value={schedule.cron}
        error={cronError(words, check.cronError ?? errors.cron)}
        help={words.kind === 'words' ? words.text : undefined}
        onChange={setCron}
      />
      <TimeZoneField
        value={schedule.timeZone}
        error={check.timeZoneError ?? errors.timeZone}
        onChange={(timeZone) => onChange({ ...schedule, timeZone })}
      />
      <NextRuns check={check} timeZone={schedule.timeZone} isOn={schedule.enabled} />
    </section>
  );
}

function cronError(
  words: ReturnType<typeof scheduleWords>,
  fromServer: string | undefined,
): string | undefined {
  return words.kind === 'wrong' ? words.message : fromServer;
}
