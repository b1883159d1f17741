import type { ConnectorKind } from '../domain/connection';
import { parseNotation } from '../domain/filter-notation';
import { readNotedFilters, type ImportedFilters, type NotedFilters } from '../domain/noted-filters';

export type ImportAnswer =
  | { readonly ok: true; readonly settings: ImportedFilters; readonly notes: readonly string[] }
  | { readonly ok: false; readonly field: keyof NotedFilters; readonly message: string };

/** Settings for filters of Directory Connector, and a note for each thing that means something else there. */
export function importFilters(kind: ConnectorKind, texts: NotedFilters): ImportAnswer {
  if (texts.users === undefined && texts.groups === undefined)
    return { ok: false, field: 'users', message: 'Enter a filter for users, a filter for groups, or both.' };
  const imported = readNotedFilters(texts);
  if (!imported.ok) return imported;
  const { settings } = imported;
  const notes = [
    ...queryNotes(kind, settings),
    ...groupNotes(kind, settings),
    ...(hasPassedOver(texts.users) ? [passedOver] : []),
    ...(hasStar(settings) ? [star] : []),
  ];
  return { ok: true, settings, notes };
}

function queryNotes(kind: ConnectorKind, { filters }: ImportedFilters): readonly string[] {
  const ofGroups = filters?.groups?.query;
  if ((filters?.users?.query ?? ofGroups) === undefined) return [];
  if (kind === 'entra') return [noQueryForEntra];
  if (kind === 'onelogin') return [otherVersion];
  return ofGroups === undefined ? [] : [typesToo];
}

function groupNotes(
  kind: ConnectorKind,
  { requiredGroups, excludedGroups }: ImportedFilters,
): readonly string[] {
  if (requiredGroups === undefined && excludedGroups === undefined) return [];
  return [kind === 'entra' ? nestedToo : onlyForEntra];
}

/** Directory Connector combines its first list with others only where that one is `includeGroup:`, and then only with what excludes. */
function hasPassedOver(users: string | undefined): boolean {
  const parsed = parseNotation(users ?? '');
  if ('at' in parsed) return false;
  const [first, ...others] = parsed.lists.map(({ keyword }) => keyword);
  if (first === 'includeGroup') return others.includes('include');
  return others.length > 0;
}

function hasStar({ filters }: ImportedFilters): boolean {
  const patterns = [filters?.users?.emails, filters?.groups?.names].flatMap((part) => part?.patterns ?? []);
  return patterns.some((pattern) => pattern.includes('*'));
}

const noQueryForEntra =
  'Directory Connector has no queries for Entra ID and passes over what stands after "|". Here it is sent to Microsoft Graph as $filter.';
const otherVersion =
  'Directory Connector sends the query to version 1 of OneLogin’s API, this app to version 2, which knows other parameters. Check with a preview whom it finds.';
const typesToo =
  'The query narrows the types of groups that are chosen under what to sync: choose each type that it should find.';
const nestedToo =
  'Directory Connector also counts who is in a group in the group. Here that depends on "Nested groups".';
const onlyForEntra =
  'Directory Connector takes includeGroup: and excludeGroup: for Entra ID only. Here they become the required and the excluded groups.';
const passedOver =
  'Directory Connector goes by the first list and passes over some of the others. Here all of them apply together.';
const star = 'Here "*" stands for any characters, none included. Directory Connector takes it for a star.';
