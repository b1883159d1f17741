import type { DirectoryGroup } from '../domain/directory';
import type { GroupMapping } from '../domain/group-rules';
import { groupNameKey, maxGroupNameLength } from '../domain/target';
import { compare } from './compare';
import { compileMapping, type MappedGroup } from './renames';

/** An Atlassian group that directory groups lead to. */
export interface MappedTarget {
  /**
   * The directory group's id where its name decides; `rule:<groupNameKey of the Atlassian name>` where an entry of the map or a decided merge does,
   * also when only one directory group is left of it: what leads there may change, and it stays the same target.
   */
  readonly sourceId: string;
  readonly name: string;
  /** Ids of directory groups, by the groups' names. */
  readonly sources: readonly string[];
}

export interface MappedGroups {
  /** By name, then by source. Several have the same name where a collision is not decided. Names may be empty or too long. */
  readonly targets: readonly MappedTarget[];
  /** Names that several directory groups lead to, not all of them by the map, and that are not decided in `mapping.merged`. */
  readonly collisions: readonly {
    readonly name: string;
    readonly sources: readonly { readonly id: string; readonly name: string }[];
  }[];
  /** By directory group id. */
  readonly mapped: ReadonlyMap<string, MappedGroup>;
}

/** The directory groups that lead to one Atlassian name: by the map, and by their own names. */
interface Meeting {
  readonly name: string;
  readonly byMap: DirectoryGroup[];
  readonly byName: DirectoryGroup[];
}

/**
 * Where the directory's groups lead. The answer does not depend on their order. The groups of a collision that come by their names keep a target each,
 * so that one that is linked already can go on.
 *
 * @throws FailureError `settings-rejected` for a rename that cannot be run
 */
export function mapGroups(groups: Iterable<DirectoryGroup>, mapping: GroupMapping): MappedGroups {
  const mapper = compileMapping(mapping);
  const sorted = inOrder([...groups]);
  const mapped = new Map(sorted.map((group) => [group.id, mapper.map(group)]));
  const merged = new Set(mapping.merged.map(groupNameKey));
  const targets: MappedTarget[] = [];
  const collisions: MappedGroups['collisions'][number][] = [];
  for (const [key, meeting] of meetings(sorted, mapped, spellings(mapping))) {
    if (merged.has(key)) {
      targets.push(byRule(key, meeting.name, [...meeting.byMap, ...meeting.byName]));
      continue;
    }
    if (meeting.byMap.length > 0) targets.push(byRule(key, meeting.name, meeting.byMap));
    for (const { id } of meeting.byName)
      targets.push({ sourceId: id, name: mapped.get(id)?.name ?? meeting.name, sources: [id] });
    if (isCollision(meeting)) collisions.push({ name: meeting.name, sources: sourcesOf(meeting) });
  }
  return {
    targets: targets.toSorted((a, b) => compare(a.name, b.name) || compare(a.sourceId, b.sourceId)),
    collisions: collisions.toSorted((a, b) => compare(a.name, b.name)),
    mapped,
  };
}

function meetings(
  groups: readonly DirectoryGroup[],
  mapped: ReadonlyMap<string, MappedGroup>,
  spelled: ReadonlyMap<string, string>,
): ReadonlyMap<string, Meeting> {
  const byKey = new Map<string, Meeting>();
  for (const group of groups) {
    const { leadsTo = [], why } = mapped.get(group.id) ?? {};
    for (const name of leadsTo) {
      const key = groupNameKey(name);
      const meeting = byKey.get(key) ?? { name: spelled.get(key) ?? name, byMap: [], byName: [] };
      byKey.set(key, meeting);
      (why === 'map' ? meeting.byMap : meeting.byName).push(group);
    }
  }
  return byKey;
}

/** As an administrator wrote the name first: in the map, else in the decisions. */
function spellings({ map, merged }: GroupMapping): ReadonlyMap<string, string> {
  const written = [...map.flatMap(({ to }) => to), ...merged];
  return new Map(written.toReversed().map((name) => [groupNameKey(name), name]));
}

function byRule(key: string, name: string, sources: readonly DirectoryGroup[]): MappedTarget {
  return { sourceId: `rule:${key}`, name, sources: inOrder(sources).map(({ id }) => id) };
}

/** A name that no group can have needs no decision. */
function isCollision({ name, byMap, byName }: Meeting): boolean {
  const possible = groupNameKey(name) !== '' && name.length <= maxGroupNameLength;
  return possible && byName.length > 0 && byMap.length + byName.length > 1;
}

function sourcesOf({ byMap, byName }: Meeting): readonly Pick<DirectoryGroup, 'id' | 'name'>[] {
  return inOrder([...byMap, ...byName]).map(({ id, name }) => ({ id, name }));
}

function inOrder(groups: readonly DirectoryGroup[]): readonly DirectoryGroup[] {
  return groups.toSorted((a, b) => compare(a.name, b.name) || compare(a.id, b.id));
}
