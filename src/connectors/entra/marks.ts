import * as z from 'zod';
import type { EntraSettings } from '../../domain/entra-settings';
import type { ReadMarks } from '../../domain/ports';
import { jsonOf, sealCursor } from '../../http/pages';
import { propertyOf, untrackedAmong } from './attributes';

/** What a read leaves for the next: where Graph's changes go on. The host is not in it; the settings fix that. */
const mark = z.object({
  /** Grows when other properties are asked for: a delta link goes on with those that it began with. */
  version: z.literal(1),
  path: z.string().startsWith('/v1.0/'),
  /** When Graph gave it, by Graph's own clock. */
  givenAtMs: z.number(),
  /** The properties of attributes that were asked for. */
  properties: z.array(z.string()).default([]),
});

/** Graph keeps changes of directory objects for seven days (learn.microsoft.com/graph/delta-query-overview). */
const goodForDays = 6;
const dayMs = 86_400_000;

/** The lists that are read by delta; their names are the streams'. */
export const lists = ['users', 'groups'] as const;
export type ListName = (typeof lists)[number];

export interface MarkFacts {
  readonly path: string;
  /** When Graph gave it, by Graph's own clock. */
  readonly givenAtMs: number;
  /** The properties of attributes that were asked for. */
  readonly properties: readonly string[];
}

export function makeMark(facts: MarkFacts): string {
  return sealCursor({ version: 1, ...facts });
}

/** Where the changes of a list go on; undefined for no mark, or one of another version of the app. */
export function pathInMark(marks: ReadMarks, list: ListName): string | undefined {
  return parsed(marks, list)?.path;
}

export interface ChangesWish {
  readonly nowMs: number;
  /** Names of attributes of people. */
  readonly attributes: readonly string[];
}

/** The end of "because …". */
export function changesUnreadable(
  settings: EntraSettings,
  marks: ReadMarks,
  { nowMs, attributes }: ChangesWish,
): string | undefined {
  const { users, groups } = settings.filters ?? {};
  if (users?.query !== undefined || groups?.query !== undefined)
    return "the directory's own query can only be asked as a whole";
  return untrackedAmong(attributes) ?? unusableMarks(marks, { nowMs, attributes });
}

function unusableMarks(marks: ReadMarks, { nowMs, attributes }: ChangesWish): string | undefined {
  const found = lists.flatMap((list) => parsed(marks, list) ?? []);
  if (found.length < lists.length) return 'the last read left no place to go on from';
  const oldestMs = Math.min(...found.map((each) => each.givenAtMs));
  if (nowMs - oldestMs > goodForDays * dayMs)
    return `the last read is more than ${goodForDays} days old, and Microsoft Graph tells changes of 7 days only`;
  const asked = new Set(found.flatMap(({ properties }) => properties));
  if (attributes.every((name) => asked.has(propertyOf(name)))) return undefined;
  return 'the last read did not ask for all attributes that the conditions name';
}

function parsed(marks: ReadMarks, list: ListName): z.infer<typeof mark> | undefined {
  return mark.safeParse(jsonOf(marks[list] ?? '')).data;
}
