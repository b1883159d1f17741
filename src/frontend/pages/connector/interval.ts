/** How often, as the interval picker offers it. Times are of the schedule's time zone. Days: 0 is Sunday. */
export type Interval =
  | { readonly kind: 'minutes'; readonly every: 15 | 30 }
  | { readonly kind: 'hourly' }
  | { readonly kind: 'hours'; readonly every: number }
  | { readonly kind: 'daily'; readonly at: TimeOfDay }
  | { readonly kind: 'weekly'; readonly days: readonly number[]; readonly at: TimeOfDay }
  | { readonly kind: 'custom' };

export interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
}

/** Only divisors of 24: the gaps are the same across midnight. */
export const hourSteps: readonly number[] = [2, 3, 4, 6, 8, 12];

/** The cron expression of an interval; none for `custom`, whose expression is typed. */
export function cronOf(interval: Interval): string | undefined {
  switch (interval.kind) {
    case 'minutes':
      return `*/${interval.every} * * * *`;
    case 'hourly':
      return '0 * * * *';
    case 'hours':
      return `0 */${interval.every} * * *`;
    case 'daily':
      return `${interval.at.minute} ${interval.at.hour} * * *`;
    case 'weekly':
      return `${interval.at.minute} ${interval.at.hour} * * ${daysText(interval.days)}`;
    case 'custom':
      break;
  }
  return undefined;
}

function daysText(days: readonly number[]): string {
  return [...new Set(days)].toSorted((a, b) => a - b).join(',');
}

/** The interval that an expression stands for; `custom` for whatever the picker cannot say. */
export function intervalOf(cron: string): Interval {
  const form = /^(?<minute>\S+)\s+(?<hour>\S+)\s+\*\s+\*\s+(?<dayOfWeek>\S+)$/.exec(cron.trim());
  const { minute = '', hour = '', dayOfWeek = '' } = form?.groups ?? {};
  return (
    withoutDays({ minute, hour, dayOfWeek }) ?? atTime({ minute, hour, dayOfWeek }) ?? { kind: 'custom' }
  );
}

interface Parts {
  readonly minute: string;
  readonly hour: string;
  readonly dayOfWeek: string;
}

function withoutDays({ minute, hour, dayOfWeek }: Parts): Interval | undefined {
  if (dayOfWeek !== '*') return undefined;
  if (hour === '*' && minute === '*/15') return { kind: 'minutes', every: 15 };
  if (hour === '*' && minute === '*/30') return { kind: 'minutes', every: 30 };
  if (hour === '*' && minute === '0') return { kind: 'hourly' };
  const every = hourSteps.find((step) => hour === `*/${step}`);
  return minute === '0' && every !== undefined ? { kind: 'hours', every } : undefined;
}

function atTime({ minute, hour, dayOfWeek }: Parts): Interval | undefined {
  const at = { hour: numberIn(hour, 23), minute: numberIn(minute, 59) };
  if (at.hour === undefined || at.minute === undefined) return undefined;
  const time: TimeOfDay = { hour: at.hour, minute: at.minute };
  if (dayOfWeek === '*') return { kind: 'daily', at: time };
  const days = daysOf(dayOfWeek);
  return days === undefined ? undefined : { kind: 'weekly', days, at: time };
}

function numberIn(text: string, max: number): number | undefined {
  return /^\d{1,2}$/.test(text) && Number(text) <= max ? Number(text) : undefined;
}

const dayNames = ['SUN', 'MON', 'TUE', 'WED', 'THU', 'FRI', 'SAT'];

/** "1,3", "1-5", "MON-FRI"; 7 is Sunday too. Undefined for what is none of these. */
function daysOf(text: string): readonly number[] | undefined {
  const days = text.split(',').flatMap((piece) => pieceDays(piece) ?? [Number.NaN]);
  return days.some(Number.isNaN) ? undefined : [...new Set(days)].toSorted((a, b) => a - b);
}

function pieceDays(piece: string): readonly number[] | undefined {
  const [first, last, extra] = piece.split('-').map(dayOf);
  if (first === undefined || extra !== undefined) return undefined;
  if (!piece.includes('-')) return [first % 7];
  if (last === undefined || last < first) return undefined;
  return Array.from({ length: last - first + 1 }, (_, index) => (first + index) % 7);
}

function dayOf(text: string): number | undefined {
  const named = dayNames.indexOf(text.toUpperCase());
  return named === -1 ? numberIn(text, 7) : named;
}
