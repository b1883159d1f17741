import type { DirectoryGroup, DirectorySnapshot } from '../domain/directory';
import type { DesiredGroup, LeftGroup, Match } from '../domain/plan';
import { groupNameKey, maxGroupNameLength } from '../domain/target';

/** The snapshot in the target's form: groups by name, members by account. */
export interface DesiredState {
  readonly groups: readonly DesiredGroup[];
  /** Groups that cannot be synchronised because of their names. */
  readonly left: readonly LeftGroup[];
}

export interface DesiredInput {
  readonly snapshot: DirectorySnapshot;
  /** Made for those who take part; only matched people are desired. */
  readonly matches: ReadonlyMap<string, Match>;
  /** Directory groups that have their Atlassian group already, by id: their names decide nothing any more. */
  readonly linked: ReadonlySet<string>;
}

export function desiredState({ snapshot, matches, linked }: DesiredInput): DesiredState {
  const nameCounts = countNames(snapshot.groups.values());
  const groups: DesiredGroup[] = [];
  const left: LeftGroup[] = [];
  for (const group of sortedGroups(snapshot.groups)) {
    const reason = linked.has(group.id) ? undefined : nameFault(group, nameCounts);
    if (reason === undefined) groups.push(desiredGroup(group, snapshot, matches));
    else left.push({ sourceId: group.id, name: group.name, reason });
  }
  return { groups, left };
}

function desiredGroup(
  group: DirectoryGroup,
  snapshot: DirectorySnapshot,
  matches: ReadonlyMap<string, Match>,
): DesiredGroup {
  const accountIds = new Set<string>();
  for (const userId of snapshot.members.get(group.id) ?? []) {
    const match = matches.get(userId);
    if (match?.kind === 'matched') accountIds.add(match.accountId);
  }
  return { sourceId: group.id, name: group.name, accountIds };
}

function nameFault(
  group: DirectoryGroup,
  nameCounts: ReadonlyMap<string, number>,
): LeftGroup['reason'] | undefined {
  const key = groupNameKey(group.name);
  if (key === '') return 'name-empty';
  if (group.name.length > maxGroupNameLength) return 'name-too-long';
  return (nameCounts.get(key) ?? 0) > 1 ? 'name-shared' : undefined;
}

function countNames(groups: Iterable<DirectoryGroup>): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const group of groups) {
    const key = groupNameKey(group.name);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function sortedGroups(groups: ReadonlyMap<string, DirectoryGroup>): readonly DirectoryGroup[] {
  return [...groups.values()].toSorted((a, b) => compare(a.name, b.name) || compare(a.id, b.id));
}

/** By code units: the same order on every machine. */
export function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
