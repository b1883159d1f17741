import { useEffect, useState } from 'react';
import type { Schedule } from '../../../domain/connection';
import { useNextRuns } from '../../api/queries';
import { answerErrorOf } from '../../api/call';
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
  const asked = useSettled(`${cron.trim()}\n${timeZone}`, typingPauseMs);
  const [askedCron = '', askedZone = ''] = asked.split('\n');
  const isWhole = scheduleWords(cron).kind === 'words';
  const next = useNextRuns({
    cron: askedCron,
    timeZone: askedZone,
    enabled: isWhole && scheduleWords(askedCron).kind === 'words',
  });
  const isCurrent = askedCron === cron.trim() && askedZone === timeZone;
  const fields = next.isError && isCurrent ? fieldErrorOf(next.error, ['cron', 'timeZone']) : undefined;
  return {
    nextRunsMs: isWhole && !next.isError ? next.data?.nextRunsMs : undefined,
    cronError: fields?.cron,
    timeZoneError: fields?.timeZone,
    error: next.isError && isCurrent && fields === undefined ? answerErrorOf(next.error).message : undefined,
  };
}

/** The value, once it has stayed the same for this long. */
function useSettled(value: string, pauseMs: number): string {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs);
    return () => clearTimeout(timer);
  }, [value, pauseMs]);
  return settled;
}
