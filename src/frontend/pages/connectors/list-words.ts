import type { ConnectionSummary } from '../../../contract';
import type { RemainingCalls } from '../../../domain/run';
import { count } from '../../words/count';
import { scheduleWords } from '../../words/schedule-words';
import { dayOf, momentNear, relativeTime } from '../../words/time';

/** When the schedule starts the next run: "in 12 minutes", or why it starts none. */
export function nextRunWords(row: ConnectionSummary, nowMs: number): string {
  if (!row.scheduleEnabled) return 'Schedule off';
  if (row.rest?.why === 'undo') return 'Paused until you resume it';
  if (row.rest !== undefined) return `Paused until ${momentNear(row.rest.untilMs, nowMs)}`;
  if (row.nextRunMs === undefined) return 'None';
  return row.nextRunMs <= nowMs ? 'Due now' : relativeTime(row.nextRunMs, nowMs);
}

/** "Every 30 minutes"; an expression that has no words stands for itself. */
export function scheduleText({ schedule: { cron } }: ConnectionSummary): string {
  const words = scheduleWords(cron);
  return words.kind === 'words' ? words.text : cron;
}

export function remainingWords({ remaining, limit }: RemainingCalls): string {
  return `${count(remaining)} of ${count(limit)}`;
}

/** "at 14:05", or on which day before. */
export function toldWords({ atMs }: RemainingCalls, nowMs: number): string {
  return `${dayOf(atMs) === dayOf(nowMs) ? 'at' : 'on'} ${momentNear(atMs, nowMs)}`;
}

/** "OneLogin staff is now number 2 of 3." */
export function movedWords(name: string, place: number, of: number): string {
  return `${name} is now number ${count(place)} of ${count(of)}.`;
}

/** The ids after one of them moved by one place; undefined where it stands at that end already. */
export function movedIds(
  ids: readonly string[],
  id: string,
  way: 'up' | 'down',
): readonly string[] | undefined {
  const from = ids.indexOf(id);
  const to = way === 'up' ? from - 1 : from + 1;
  const other = ids[to];
  if (from === -1 || other === undefined) return undefined;
  return ids.with(from, other).with(to, id);
}
