import type { Filters, PatternFilter, SelectionSettings } from '../../../../domain/selection-settings';

/** A list of patterns as text, one a line. Without a line there is no filter. */
export interface PatternDraft {
  readonly mode: PatternFilter['mode'];
  readonly text: string;
}

/** Who and what takes part, whatever the directory. The filters are named by their paths. */
export interface SelectionDraft {
  readonly requiredGroups: readonly string[];
  readonly requiredGroupsMatch: 'any' | 'all';
  readonly excludedGroups: readonly string[];
  readonly 'filters.users.emails': PatternDraft;
  readonly 'filters.users.query': string;
  readonly 'filters.groups.names': PatternDraft;
  readonly 'filters.groups.query': string;
}

const noPatterns: PatternDraft = { mode: 'include', text: '' };

export const emptySelection: SelectionDraft = {
  requiredGroups: [],
  requiredGroupsMatch: 'any',
  excludedGroups: [],
  'filters.users.emails': noPatterns,
  'filters.users.query': '',
  'filters.groups.names': noPatterns,
  'filters.groups.query': '',
};

export function selectionDraftOf(settings: SelectionSettings): SelectionDraft {
  return { ...emptySelection, ...selectionPartOf(settings) };
}

/** The fields for which the settings say something. */
export function selectionPartOf(settings: Partial<SelectionSettings>): Partial<SelectionDraft> {
  const { requiredGroups, requiredGroupsMatch, excludedGroups, filters } = settings;
  return {
    ...(requiredGroups === undefined ? {} : { requiredGroups }),
    ...(requiredGroupsMatch === undefined ? {} : { requiredGroupsMatch }),
    ...(excludedGroups === undefined ? {} : { excludedGroups }),
    ...userFiltersOf(filters?.users ?? {}),
    ...groupFiltersOf(filters?.groups ?? {}),
  };
}

function userFiltersOf({ emails, query }: NonNullable<Filters['users']>): Partial<SelectionDraft> {
  return {
    ...(emails === undefined ? {} : { 'filters.users.emails': patternDraftOf(emails) }),
    ...(query === undefined ? {} : { 'filters.users.query': query }),
  };
}

function groupFiltersOf({ names, query }: NonNullable<Filters['groups']>): Partial<SelectionDraft> {
  return {
    ...(names === undefined ? {} : { 'filters.groups.names': patternDraftOf(names) }),
    ...(query === undefined ? {} : { 'filters.groups.query': query }),
  };
}

function patternDraftOf({ mode, patterns }: PatternFilter): PatternDraft {
  return { mode, text: patterns.join('\n') };
}

/** What is empty is left out, so that the settings say only what was decided. */
export function selectionSettingsOf(draft: SelectionDraft): Omit<SelectionSettings, 'reading'> {
  const { requiredGroups, requiredGroupsMatch, excludedGroups } = draft;
  const filters = filtersOf(draft);
  return {
    requiredGroups: [...requiredGroups],
    ...(requiredGroupsMatch === 'all' && requiredGroups.length > 0 ? { requiredGroupsMatch } : {}),
    ...(excludedGroups.length > 0 ? { excludedGroups: [...excludedGroups] } : {}),
    ...(Object.keys(filters).length > 0 ? { filters } : {}),
  };
}

function filtersOf(draft: SelectionDraft): Filters {
  const emails = patternFilterOf(draft['filters.users.emails']);
  const names = patternFilterOf(draft['filters.groups.names']);
  const users = { ...(emails && { emails }), ...queryOf(draft['filters.users.query']) };
  const groups = { ...(names && { names }), ...queryOf(draft['filters.groups.query']) };
  return {
    ...(Object.keys(users).length > 0 ? { users } : {}),
    ...(Object.keys(groups).length > 0 ? { groups } : {}),
  };
}

function patternFilterOf({ mode, text }: PatternDraft): PatternFilter | undefined {
  const patterns = text
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '');
  return patterns.length === 0 ? undefined : { mode, patterns };
}

function queryOf(text: string): { readonly query?: string } {
  return text.trim() === '' ? {} : { query: text.trim() };
}
