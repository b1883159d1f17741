import type { DirectoryGroup } from './directory';
import { passes } from './pattern';
import type { SelectionSettings } from './selection-settings';
import { groupNameKey } from './target';

export interface GroupSelection {
  /** Becomes an Atlassian group each. */
  readonly synchronised: readonly DirectoryGroup[];
  /** People must be in one of these. Absent: everybody is in scope. */
  readonly required?: readonly DirectoryGroup[];
  /** Present where people must be in one group of each of these lists, not in any of `required`. */
  readonly requiredEach?: readonly (readonly DirectoryGroup[])[];
  /** People must be in none of these. */
  readonly excluded?: readonly DirectoryGroup[];
  /** Required and excluded names that no group has. */
  readonly unknownRequired: readonly string[];
  readonly unknownExcluded?: readonly string[];
}

/** What a connector knows of its groups. */
export interface Offer {
  /** Whether the settings synchronise groups of this kind. */
  readonly isOffered: (group: DirectoryGroup) => boolean;
  /** The groups that a required or excluded entry means. Default: by name, else by id. */
  readonly find?: (entry: string) => readonly DirectoryGroup[];
}

/** Which groups take part, and which decide who does. Pure; an entry that names nothing is told, never passed over. */
export function selectGroups(
  groups: readonly DirectoryGroup[],
  settings: SelectionSettings,
  offer: Offer,
): GroupSelection {
  const names = settings.filters?.groups?.names;
  const synchronised = groups.filter((group) => offer.isOffered(group) && passes(names, group.name));
  const { requiredGroups, excludedGroups = [] } = settings;
  if (requiredGroups.length + excludedGroups.length === 0) return { synchronised, unknownRequired: [] };
  const find = offer.find ?? finder(groups);
  const required = look(requiredGroups, find);
  const excluded = look(excludedGroups, find);
  return {
    synchronised,
    ...(requiredGroups.length > 0 && { required: required.groups }),
    ...(settings.requiredGroupsMatch === 'all' && { requiredEach: required.each }),
    ...(excludedGroups.length > 0 && { excluded: excluded.groups, unknownExcluded: excluded.unknown }),
    unknownRequired: required.unknown,
  };
}

/** All groups whose members a run needs, each once. */
export function neededGroups(selection: GroupSelection): readonly DirectoryGroup[] {
  return [
    ...new Set([...selection.synchronised, ...(selection.required ?? []), ...(selection.excluded ?? [])]),
  ];
}

function look(entries: readonly string[], find: (entry: string) => readonly DirectoryGroup[]) {
  const found = entries.map((entry) => ({ entry, groups: find(entry) }));
  return {
    each: found.map(({ groups }) => groups),
    groups: [...new Set(found.flatMap(({ groups }) => groups))],
    unknown: found.filter(({ groups }) => groups.length === 0).map(({ entry }) => entry),
  };
}

/** A group's id is also known without the kind in front of it: as the directory shows it. Several kinds may have the same then. */
function finder(groups: readonly DirectoryGroup[]): (entry: string) => readonly DirectoryGroup[] {
  const named = new Map<string, DirectoryGroup[]>();
  const identified = new Map<string, DirectoryGroup[]>();
  for (const group of groups) {
    note(named, group.name, group);
    note(identified, group.id, group);
    note(identified, group.id.slice(group.id.indexOf(':') + 1), group);
  }
  return (entry) => named.get(groupNameKey(entry)) ?? identified.get(groupNameKey(entry)) ?? [];
}

function note(found: Map<string, DirectoryGroup[]>, text: string, group: DirectoryGroup): void {
  const key = groupNameKey(text);
  const same = found.get(key);
  if (same === undefined) found.set(key, [group]);
  else same.push(group);
}
