import type { ReadMarks } from '../../domain/ports';

/** The one stream that leaves a mark: it begins every read, and all that is read after its first answer is newer. */
export const groupsStream = 'groups';

/**
 * Changes are asked for from so long before the last read began: the clocks that stamp changes may differ from the one in `Date`, and events
 * come into the System Log up to minutes late.
 */
const overlapMs = 10 * 60_000;

/** When the last read began, in Okta's clock, epoch milliseconds. Undefined without a mark that can be read. */
export function markedMs(marks: ReadMarks): number | undefined {
  const mark = marks[groupsStream] ?? '';
  return /^\d{1,15}$/.test(mark) ? Number(mark) : undefined;
}

/** From when changes are asked for, of a read that began then. */
export function changesSinceMs(beganMs: number): number {
  return beganMs - overlapMs;
}

/** As Okta writes moments. */
export function moment(ms: number): string {
  return new Date(ms).toISOString();
}
