import * as z from 'zod';
import type { EntraSettings } from '../../domain/entra-settings';
import type { ReadMarks } from '../../domain/ports';
import { jsonOf, sealCursor } from '../../http/pages';

/** What a read leaves for the next: where Graph's changes go on. The host is not in it; the settings fix that. */
const mark = z.object({
  /** Grows when other properties are asked for: a delta link goes on with those that it began with. */
  version: z.literal(1),
  path: z.string().startsWith('/v1.0/'),
  /** When Graph gave it, by Graph's own clock. */
  givenAtMs: z.number(),
});

/** Graph keeps changes of directory objects for seven days (learn.microsoft.com/graph/delta-query-overview). */
const goodForDays = 6;
const dayMs = 86_400_000;

/** The lists that are read by delta; their names are the streams'. */
export const lists = ['users', 'groups'] as const;
export type ListName = (typeof lists)[number];

export function makeMark(path: string, givenAtMs: number): string {
  return sealCursor({ version: 1, path, givenAtMs });
}

/** Where the changes of a list go on; undefined for no mark, or one of another version of the app. */
export function pathInMark(marks: ReadMarks, list: ListName): string | undefined {
  return parsed(marks, list)?.path;
}

/** The end of "because …". */
export function changesUnreadable(
  settings: EntraSettings,
  marks: ReadMarks,
  nowMs: number,
): string | undefined {
  const { users, groups } = settings.filters ?? {};
  if (users?.query !== undefined || groups?.query !== undefined)
    return "the directory's own query can only be asked as a whole";
  const found = lists.flatMap((list) => parsed(marks, list) ?? []);
  if (found.length < lists.length) return 'the last read left no place to go on from';
  const oldestMs = Math.min(...found.map((each) => each.givenAtMs));
  if (nowMs - oldestMs > goodForDays * dayMs)
    return `the last read is more than ${goodForDays} days old, and Microsoft Graph tells changes of 7 days only`;
  return undefined;
}

function parsed(marks: ReadMarks, list: ListName): z.infer<typeof mark> | undefined {
  return mark.safeParse(jsonOf(marks[list] ?? '')).data;
}
