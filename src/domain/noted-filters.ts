import * as z from 'zod';
import {
  parseNotation,
  type FilterNotation,
  type Keyword,
  type NotationFault,
  type NotedList,
} from './filter-notation';
import { selectionFields, type PatternFilter, type SelectionSettings } from './selection-settings';

/** Filters in the notation of `filter-notation.ts`: one text on people, one on groups. */
export interface NotedFilters {
  readonly users?: string;
  readonly groups?: string;
}

/** What such texts say and no more: `filters.users` is there only for a text on people. To be laid over settings part by part. */
export type ImportedFilters = Partial<
  Pick<SelectionSettings, 'requiredGroups' | 'requiredGroupsMatch' | 'excludedGroups' | 'filters'>
>;

export type Imported =
  | { readonly ok: true; readonly settings: ImportedFilters }
  | { readonly ok: false; readonly field: keyof NotedFilters; readonly message: string };

/** Never an empty filter: a text that does not say whom it means is refused, with the place in it, counted from 1. */
export function readNotedFilters({ users, groups }: NotedFilters): Imported {
  const people = users === undefined ? {} : read(users, peopleSettings);
  if (isFault(people)) return refusal('users', people);
  const named = groups === undefined ? {} : read(groups, groupSettings);
  if (isFault(named)) return refusal('groups', named);
  const filters = { ...people.filters, ...named.filters };
  return { ok: true, settings: { ...people, ...(Object.keys(filters).length === 0 ? {} : { filters }) } };
}

type Settings = ImportedFilters | NotationFault;

function read(text: string, settingsOf: (notation: FilterNotation) => Settings): Settings {
  const parsed = parseNotation(text);
  if (isFault(parsed)) return parsed;
  const settings = repeated(parsed.lists) ?? settingsOf(parsed);
  return isFault(settings) ? settings : (tooLarge(settings) ?? settings);
}

function peopleSettings({ lists, query }: FilterNotation): Settings {
  const emails = patternsOf(lists);
  if (emails !== undefined && isFault(emails)) return emails;
  const required = entriesOf(lists, 'includeGroup');
  const excluded = entriesOf(lists, 'excludeGroup');
  const users = { ...(emails && { emails }), ...(query && { query }) };
  return {
    ...(required && { requiredGroups: required, requiredGroupsMatch: 'any' as const }),
    ...(excluded && { excludedGroups: excluded }),
    ...((emails ?? query) && { filters: { users } }),
  };
}

function groupSettings({ lists, query }: FilterNotation): Settings {
  const misplaced = lists.find(({ keyword }) => keyword.endsWith('Group'));
  if (misplaced !== undefined) {
    const { keyword, at } = misplaced;
    return { at, message: `${keyword}: chooses people. It belongs into the filter for users.` };
  }
  const names = patternsOf(lists);
  if (names !== undefined && isFault(names)) return names;
  return { filters: { groups: { ...(names && { names }), ...(query && { query }) } } };
}

function patternsOf(lists: readonly NotedList[]): PatternFilter | NotationFault | undefined {
  const [include, exclude] = [entriesOf(lists, 'include'), entriesOf(lists, 'exclude')];
  if (include === undefined) return exclude && { mode: 'exclude', patterns: exclude };
  if (exclude === undefined) return { mode: 'include', patterns: include };
  const at = lists.findLast(({ keyword }) => keyword === 'include' || keyword === 'exclude')?.at ?? 0;
  return { at, message: 'A filter either includes or excludes: keep one of the two lists.' };
}

/** Two lists of what to leave out are one longer list; two of what to let in could mean either of two things. */
function repeated(lists: readonly NotedList[]): NotationFault | undefined {
  const second = lists.find(
    ({ keyword }, index) =>
      keyword.startsWith('include') && lists.findIndex((list) => list.keyword === keyword) < index,
  );
  return second && { at: second.at, message: `${second.keyword}: stands here twice. Make it one list.` };
}

function entriesOf(lists: readonly NotedList[], keyword: Keyword): string[] | undefined {
  const found = lists.filter((list) => list.keyword === keyword).flatMap(({ entries }) => entries);
  return found.length === 0 ? undefined : found;
}

const selectionParts = z.object(selectionFields).partial();

function tooLarge(settings: ImportedFilters): NotationFault | undefined {
  const [issue] = selectionParts.safeParse(settings).error?.issues ?? [];
  return issue && { at: 0, message: issue.message };
}

function isFault(value: object): value is NotationFault {
  return 'at' in value;
}

function refusal(field: keyof NotedFilters, { at, message }: NotationFault): Imported {
  return { ok: false, field, message: `Character ${at + 1}: ${message}` };
}
