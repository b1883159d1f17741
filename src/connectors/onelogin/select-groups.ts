import type { OneLoginSettings } from '../../domain/onelogin-settings';
import type { DirectoryGroup } from '../../domain/directory';
import { selectGroups as select, type GroupSelection } from '../../domain/group-selection';
import { memberOfId } from './member-of';

const kindOfSource = { roles: 'role', group: 'group', member_of: 'member_of' } as const;

/**
 * A required or excluded name is looked for among roles and groups; only a name that neither has is looked for in member_of (its short name, or
 * the whole distinguished name). Else it is an id: `role:123`. So a role's name means the role whichever way people are read, and the way can be chosen by its cost.
 */
export function selectGroups(settings: OneLoginSettings, groups: readonly DirectoryGroup[]): GroupSelection {
  const kinds = new Set<string>(settings.groupSources.map((source) => kindOfSource[source]));
  return select(groups, settings, { isOffered: (group) => kinds.has(group.kind), find: finder(groups) });
}

/** Whether any name decides who takes part: then roles and groups must be looked through for it. */
export function namesGroups({ requiredGroups, excludedGroups = [] }: OneLoginSettings): boolean {
  return requiredGroups.length + excludedGroups.length > 0;
}

/** Required and excluded groups, and the names of either that nothing has. */
export function decidingGroups({
  required = [],
  excluded = [],
  unknownRequired,
  unknownExcluded = [],
}: GroupSelection) {
  return { groups: [...required, ...excluded], unknown: [...unknownRequired, ...unknownExcluded] };
}

function finder(groups: readonly DirectoryGroup[]): (name: string) => readonly DirectoryGroup[] {
  const listed = groupByName(groups, 'listed');
  const fromRecords = groupByName(groups, 'member_of');
  const byId = new Map(groups.map((group) => [group.id, group]));
  return (name) => {
    const named = listed.get(key(name)) ?? fromRecords.get(key(name));
    if (named !== undefined) return named;
    const identified = byId.get(key(name)) ?? byId.get(memberOfId(name));
    return identified === undefined ? [] : [identified];
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
