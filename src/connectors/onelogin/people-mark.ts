import * as z from 'zod';
import { FailureError } from '../../domain/failure';
import type { OneLoginSettings } from '../../domain/onelogin-settings';
import type { ReadMarks } from '../../domain/ports';
import { jsonOf, sealCursor } from '../../http/pages';

/** The stream of people that gives the mark. */
export const peopleStream = 'people';

/** When the read of people began, by OneLogin's own clock; or why no read of changes can go on from it. */
const mark = z.union([z.strictObject({ atMs: z.int() }), z.strictObject({ unreadable: z.string() })]);
export type PeopleMark = z.infer<typeof mark>;

/** Clocks of OneLogin's servers may differ, and a change may show up a little later than it is dated. */
const overlapMs = 10 * 60_000;

export function sealMark(people: PeopleMark): string {
  return sealCursor(people);
}

/** From when on changes are to be asked for. Undefined where the mark does not allow it. */
export function changedSince(marks: ReadMarks): Date | undefined {
  const read = markIn(marks);
  return read === undefined || 'unreadable' in read ? undefined : new Date(read.atMs - overlapMs);
}

/** As `Connector.changesUnreadable`. */
export function changesUnreadable(settings: OneLoginSettings, marks: ReadMarks): string | undefined {
  if (settings.filters?.users?.query !== undefined)
    return "the directory's own query for users can only be asked as a whole";
  if (settings.groupSources.some((source) => source !== 'roles')) return onRecordsOnly;
  const read = markIn(marks);
  if (read === undefined) return 'the last read was not of everybody';
  return 'unreadable' in read ? read.unreadable : undefined;
}

/** A person's record says what they are in, and never what they were in. */
export const onRecordsOnly =
  "the memberships of groups and of member_of stand only in people's records, and OneLogin does not tell which of them ended";

/** `because`: the end of a sentence. */
export function changesLost(because: string): FailureError {
  return new FailureError({ kind: 'changes-lost', message: `Everything was read, because ${because}.` });
}

function markIn(marks: ReadMarks): PeopleMark | undefined {
  const parsed = mark.safeParse(jsonOf(marks[peopleStream] ?? ''));
  return parsed.success ? parsed.data : undefined;
}
