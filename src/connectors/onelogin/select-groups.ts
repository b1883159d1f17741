import type { OneLoginSettings } from '../../domain/onelogin-settings';
import type { DirectoryGroup } from '../../domain/directory';
import type { GroupSelection } from '../../domain/group-selection';
import { memberOfId } from './member-of';

const kindOfSource = { roles: 'role', group: 'group', member_of: 'member_of' } as const;

/**
 * A required name is looked for among roles and groups; only a name that neither has is looked for in member_of (its short name, or the
 * whole distinguished name). So a role's name means the role whichever way people are read, and the way can be chosen by its cost.
 */
export function selectGroups(settings: OneLoginSettings, groups: readonly DirectoryGroup[]): GroupSelection {
  const kinds = new Set<string>(settings.groupSources.map((source) => kindOfSource[source]));
  const synchronised = groups.filter((group) => kinds.has(group.kind));
  if (settings.requiredGroups.length === 0) return { synchronised, unknownRequired: [] };

  const find = finder(groups);
  const found = settings.requiredGroups.map((name) => ({ name, groups: find(name) }));
  return {
    synchronised,
    required: [...new Set(found.flatMap((each) => each.groups))],
    unknownRequired: found.filter((each) => each.groups.length === 0).map((each) => each.name),
  };
}

function finder(groups: readonly DirectoryGroup[]): (name: string) => readonly DirectoryGroup[] {
  const listed = groupByName(groups, 'listed');
  const fromRecords = groupByName(groups, 'member_of');
  const byId = new Map(groups.map((group) => [group.id, group]));
  return (name) => {
    const named = listed.get(key(name)) ?? fromRecords.get(key(name));
    if (named !== undefined) return named;
    const distinguished = byId.get(memberOfId(name));
    return distinguished === undefined ? [] : [distinguished];
  };
}

function groupByName(groups: readonly DirectoryGroup[], part: 'listed' | 'member_of') {
  const byName = new Map<string, DirectoryGroup[]>();
  for (const group of groups) {
    if ((group.kind === 'member_of') !== (part === 'member_of')) continue;
    const same = byName.get(key(group.name));
    if (same === undefined) byName.set(key(group.name), [group]);
    else same.push(group);
  }
  return byName;
}

function key(name: string): string {
  return name.trim().toLowerCase();
}
