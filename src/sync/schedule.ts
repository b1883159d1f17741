import { CronExpressionParser } from 'cron-parser';
import type { Schedule } from '../domain/connection';
import { FailureError } from '../domain/failure';

type Timing = Pick<Schedule, 'cron' | 'timeZone'>;

/**
 * Refuses expressions that cannot be followed, each with the field that is wrong.
 *
 * @throws FailureError `settings-rejected`
 */
export function checkSchedule(timing: Timing): void {
  nextRuns(timing, { fromMs: 0, count: 1 });
}

/** The next slots after `fromMs`, epoch milliseconds, ascending. */
export function nextRuns(
  timing: Timing,
  { fromMs, count }: { readonly fromMs: number; readonly count: number },
): readonly number[] {
  const cron = parse(timing, fromMs);
  return Array.from({ length: count }, () => cron.next().getTime());
}

/**
 * Whether a slot lies in `(evaluatedAtMs, nowMs]`. Several missed slots are one run: a directory is as it is now, however often it was
 * not looked at.
 */
export function isDue(
  timing: Timing,
  { evaluatedAtMs, nowMs }: { readonly evaluatedAtMs: number; readonly nowMs: number },
): boolean {
  const [next] = nextRuns(timing, { fromMs: evaluatedAtMs, count: 1 });
  return next !== undefined && next <= nowMs;
}

function parse({ cron, timeZone }: Timing, fromMs: number) {
  if (!isTimeZone(timeZone)) {
    throw rejected(
      'schedule.timeZone',
      `"${timeZone}" is not a time zone. Use a name such as Europe/Berlin or UTC.`,
    );
  }
  const fields = cron.trim().split(/\s+/);
  if (fields.length !== 5) {
    throw rejected(
      'schedule.cron',
      `A cron expression has five fields (minute, hour, day of month, month, day of week); "${cron}" has ${cron.trim() === '' ? 0 : fields.length}.`,
    );
  }
  // The parser knows Jenkins' H, a random value: a schedule that nobody can foresee.
  if (/(^|[^t])h/i.test(cron))
    throw rejected('schedule.cron', `"${cron}" has an H, which is not part of cron.`);
  try {
    const expression = CronExpressionParser.parse(fields.join(' '), {
      currentDate: new Date(fromMs),
      tz: timeZone,
    });
    expression.next();
    expression.reset(new Date(fromMs));
    return expression;
  } catch (error) {
    throw rejected('schedule.cron', sentence(cron, error), error);
  }
}

function sentence(cron: string, error: unknown): string {
  const detail = error instanceof Error ? error.message : '';
  if (/day of month definition|loop limit/i.test(detail))
    return `"${cron}" never fires: no month has such a day.`;
  return `"${cron}" is not a cron expression${detail === '' ? '' : ` (${detail})`}. Example: 0 2 * * * runs every day at 2:00.`;
}

function isTimeZone(timeZone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

function rejected(field: string, message: string, cause?: unknown): FailureError {
  return new FailureError(
    { kind: 'settings-rejected', field, message },
    cause === undefined ? undefined : { cause },
  );
}
