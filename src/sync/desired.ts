import type { DirectorySnapshot } from '../domain/directory';
import type { DesiredGroup, LeftGroup, Match } from '../domain/plan';
import type { SyncRules } from '../domain/sync-rules';
import { groupNameKey, maxGroupNameLength } from '../domain/target';
import { compare } from './compare';
import { grantedGroups } from './conditions';
import { mapGroups } from './map-groups';

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
  /** Sources that have their Atlassian group already: their names decide nothing any more. */
  readonly linked: ReadonlySet<string>;
  readonly rules: Pick<SyncRules, 'mapping' | 'conditions'>;
}

export function desiredState(input: DesiredInput): DesiredState {
  const targets = targetsOf(input);
  const nameCounts = countNames(targets);
  const groups: DesiredGroup[] = [];
  const left: LeftGroup[] = [];
  for (const target of targets.toSorted(byName)) {
    const { sourceId, name } = target;
    const reason = input.linked.has(sourceId) ? undefined : nameFault(name, nameCounts);
    if (reason === undefined) groups.push({ sourceId, name, accountIds: accountsOf(target, input) });
    else left.push({ sourceId, name, reason });
  }
  return { groups, left };
}

/** An Atlassian group and what leads to it. */
export interface Wanted {
  readonly sourceId: string;
  readonly name: string;
  /** Ids of directory groups. */
  readonly sources: readonly string[];
  /** Directory ids of people whom a rule puts in, whatever their groups; `everybody` who takes part. */
  readonly people: ReadonlySet<string> | 'everybody';
}

/** Everything that the rules lead to, each Atlassian name that a rule gives once. */
export function targetsOf({ snapshot, rules, matches }: Omit<DesiredInput, 'linked'>): readonly Wanted[] {
  const { mapping, conditions } = rules;
  const wanted = new Map<string, Wanted>();
  for (const target of mapGroups(snapshot.groups.values(), mapping).targets)
    wanted.set(target.sourceId, { ...target, people: new Set() });
  for (const [name, people] of grants(snapshot, matches, conditions)) give(wanted, name, people);
  for (const name of mapping.everyone) give(wanted, name, 'everybody');
  return takeTogether(wanted, mapping.merged);
}

/** The source of an Atlassian group that a rule names. */
export function ruleSource(name: string): string {
  return `rule:${groupNameKey(name)}`;
}

/** Who gets each group that a condition grants; nobody, where nobody has the attribute. */
function grants(
  { users }: DirectorySnapshot,
  matches: DesiredInput['matches'],
  conditions: SyncRules['conditions'],
): ReadonlyMap<string, ReadonlySet<string>> {
  const granted = new Map<string, Set<string>>();
  for (const { effect } of conditions) if (effect.kind === 'grant') granted.set(effect.group, new Set());
  if (granted.size === 0) return granted;
  for (const userId of matches.keys()) {
    const user = users.get(userId);
    for (const { group } of user === undefined ? [] : grantedGroups(user, conditions))
      granted.get(group)?.add(userId);
  }
  return granted;
}

function give(wanted: Map<string, Wanted>, name: string, people: Wanted['people']): void {
  const sourceId = ruleSource(name);
  const known = wanted.get(sourceId) ?? { sourceId, name, sources: [], people: new Set<string>() };
  const all =
    people === 'everybody' || known.people === 'everybody'
      ? ('everybody' as const)
      : new Set([...known.people, ...people]);
  wanted.set(sourceId, { ...known, people: all });
}

/** A directory group whose name leads where a rule leads too belongs to the rule's group, if that was decided. */
function takeTogether(wanted: ReadonlyMap<string, Wanted>, merged: readonly string[]): readonly Wanted[] {
  const keys = new Set(merged.map(groupNameKey));
  const all = new Map(wanted);
  for (const target of wanted.values()) {
    const ruled = all.get(ruleSource(target.name));
    if (ruled === undefined || ruled.sourceId === target.sourceId || !keys.has(groupNameKey(target.name)))
      continue;
    all.set(ruled.sourceId, { ...ruled, sources: [...ruled.sources, ...target.sources] });
    all.delete(target.sourceId);
  }
  return [...all.values()];
}

function accountsOf(target: Wanted, { snapshot, matches }: DesiredInput): ReadonlySet<string> {
  const accountIds = new Set<string>();
  const take = (userId: string) => {
    const match = matches.get(userId);
    if (match?.kind === 'matched') accountIds.add(match.accountId);
  };
  for (const groupId of target.sources)
    for (const userId of snapshot.members.get(groupId) ?? []) take(userId);
  for (const userId of target.people === 'everybody' ? matches.keys() : target.people) take(userId);
  return accountIds;
}

function nameFault(name: string, nameCounts: ReadonlyMap<string, number>): LeftGroup['reason'] | undefined {
  const key = groupNameKey(name);
  if (key === '') return 'name-empty';
  if (name.length > maxGroupNameLength) return 'name-too-long';
  return (nameCounts.get(key) ?? 0) > 1 ? 'name-shared' : undefined;
}

function countNames(targets: readonly Wanted[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { name } of targets) {
    const key = groupNameKey(name);
    counts.set(key, (counts.get(key) ?? 0) + 1);
  }
  return counts;
}

function byName(a: Wanted, b: Wanted): number {
  return compare(a.name, b.name) || compare(a.sourceId, b.sourceId);
}
