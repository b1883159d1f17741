import type { Schedule } from '../../../domain/connection';
import { useNextRuns } from '../../api/queries';
import { answerErrorOf } from '../../api/call-error';
import { useSettled } from '../../components/use-settled';
import { scheduleWords } from '../../words/schedule-words';
import { fieldErrorOf } from '../connector-form/field-errors';

const typingPauseMs = 300;

export interface ScheduleCheck {
  /** The next five runs, epoch milliseconds; undefined while unknown. */
  readonly nextRunsMs: readonly number[] | undefined;
  readonly cronError: string | undefined;
  readonly timeZoneError: string | undefined;
  /** What went wrong besides the two fields. */
  readonly error: string | undefined;
}

/** Asks the server about the schedule that is being edited, once the typing pauses. */
export function useScheduleCheck({ cron, timeZone }: Schedule): ScheduleCheck {
  const typed = `${cron.trim()}\n${timeZone}`;
  const asked = useSettled(typed, typingPauseMs);
  const [askedCron = '', askedZone = ''] = asked.split('\n');
  const next = useNextRuns({ cron: askedCron, timeZone: askedZone, enabled: isWhole(askedCron) });
  // An answer to something that is no longer in the fields says nothing about them.
  if (next.isError) return asked === typed ? refused(next.error) : nothingKnown;
  return isWhole(cron) ? { ...nothingKnown, nextRunsMs: next.data?.nextRunsMs } : nothingKnown;
}

const nothingKnown: ScheduleCheck = {
  nextRunsMs: undefined,
  cronError: undefined,
  timeZoneError: undefined,
  error: undefined,
};

function isWhole(cron: string): boolean {
  return scheduleWords(cron).kind === 'words';
}

function refused(error: unknown): ScheduleCheck {
  const fields = fieldErrorOf(error, ['cron', 'timeZone']);
  if (fields === undefined) return { ...nothingKnown, error: answerErrorOf(error).message };
  return { ...nothingKnown, cronError: fields.cron, timeZoneError: fields.timeZone };
}
