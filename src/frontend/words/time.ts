import { adminLanguage, adminTimeZone } from './locale';

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

const steps: readonly { readonly unit: Intl.RelativeTimeFormatUnit; readonly ms: number }[] = [
  { unit: 'day', ms: 86_400_000 },
  { unit: 'hour', ms: 3_600_000 },
  { unit: 'minute', ms: 60_000 },
];

/** "5 minutes ago", "in 2 hours", "just now". */
export function relativeTime(atMs: number, nowMs: number): string {
  const distance = atMs - nowMs;
  const step = steps.find(({ ms }) => Math.abs(distance) >= ms);
  if (step === undefined) return distance > 0 ? 'in less than a minute' : 'just now';
  return relative.format(Math.trunc(distance / step.ms), step.unit);
}

/** "22 Nov 2026, 08:51" as the administrator writes it, in the given IANA zone or the administrator's. */
export function dateAndTime(atMs: number, timeZone = adminTimeZone()): string {
  return written(atMs, { dateStyle: 'medium', timeStyle: 'short', timeZone });
}

/** "22 Nov 2026, 08:51:07", where minutes do not tell two apart. */
export function dateAndSeconds(atMs: number): string {
  return written(atMs, { dateStyle: 'medium', timeStyle: 'medium', timeZone: adminTimeZone() });
}

/** "14:05" on the same day, else "22 Nov 2026, 08:51". */
export function momentNear(atMs: number, nowMs: number, timeZone = adminTimeZone()): string {
  if (dayOf(atMs, timeZone) !== dayOf(nowMs, timeZone)) return dateAndTime(atMs, timeZone);
  return written(atMs, { timeStyle: 'short', timeZone });
}

/** "Sun, 22 Nov 2026, 08:51". */
export function dayAndTime(atMs: number, timeZone: string): string {
  return written(atMs, {
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    timeZone,
  });
}

/** `2026-11-25`: the day that it is then, in the given IANA zone or the administrator's. */
export function dayOf(atMs: number, timeZone = adminTimeZone()): string {
  // The one locale whose short dates are those of ISO 8601.
  return new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', timeZone }).format(atMs);
}

/** "25 Nov 2026", of `2026-11-25`. */
export function dayWords(day: string): string {
  return written(Date.parse(day), { dateStyle: 'medium', timeZone: 'UTC' });
}

function written(atMs: number, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(adminLanguage(), options).format(atMs);
}

/** "850 ms", "12 s", "4 min 05 s", "1 h 02 min". */
export function duration(ms: number): string {
  if (ms === 0) return '0 s';
  if (ms < 1_000) return `${Math.max(0, Math.round(ms))} ms`;
  const seconds = Math.round(ms / 1_000);
  if (seconds < 60) return `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min ${pad(seconds % 60)} s`;
  return `${Math.floor(minutes / 60)} h ${pad(minutes % 60)} min`;
}

function pad(value: number): string {
  return String(value).padStart(2, '0');
}
