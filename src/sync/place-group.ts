import type { ExistingDecision, ExistingGroups } from '../domain/group-rules';
import type { LeftGroup, PlannedGroup } from '../domain/plan';
import type { Links } from '../domain/stores';
import type { SyncRules } from '../domain/sync-rules';
import { groupNameKey, maxGroupNameLength, type TargetGroup } from '../domain/target';

/** Where a group goes, or why it is left alone. */
export type Placed =
  | { readonly kind: 'goal'; readonly group: PlannedGroup; readonly how?: 'adopt' | 'undecided' }
  | { readonly kind: 'left'; readonly reason: LeftGroup['reason'] };

/** What is known of the site while groups are placed one after the other. */
export interface Found {
  readonly rules: Pick<SyncRules, 'createMissingGroups' | 'existingGroups'>;
  readonly links: Links['groups'];
  readonly decisionOn: (name: string) => ExistingDecision | undefined;
  /** Group names by source: what may be there of the app's own making. */
  readonly unsure: ReadonlyMap<string, string>;
  /** Sources that lead nowhere any more. */
  readonly released: ReadonlySet<string>;
  /** Whether any connection manages memberships in this Atlassian group. */
  readonly isManaged: (groupId: string) => boolean;
  readonly byId: ReadonlyMap<string, TargetGroup>;
  readonly byName: ReadonlyMap<string, TargetGroup>;
  /** Atlassian groups that have their source. */
  readonly usedIds: ReadonlySet<string>;
  /** Names of groups that are to be created, as `groupNameKey` compares them. */
  readonly usedNames: ReadonlySet<string>;
  /** Whether an administrator protected groups of this name, there or not. */
  readonly isProtected: (name: string) => boolean;
}

interface Sought {
  readonly sourceId: string;
  readonly name: string;
}

export function placeGroup(sought: Sought, found: Found): Placed {
  if (found.released.has(sought.sourceId)) return left('skipped');
  const link = found.links.get(sought.sourceId);
  if (link !== undefined) {
    const target = found.byId.get(link.id);
    return target === undefined ? left('linked-group-gone') : useOrLeave(target, found);
  }
  const name = sought.name.trim();
  const target = found.byName.get(groupNameKey(name));
  return target === undefined ? create(name, found) : placeExisting({ ...sought, name }, target, found);
}

/** A group of this name is there, and this connection has not linked it. */
function placeExisting(sought: Sought, target: TargetGroup, found: Found): Placed {
  const placed = useOrLeave(target, found);
  if (placed.kind === 'left') return placed;
  const policy = policyFor(sought, target, found);
  if (policy === 'use') return placed;
  if (policy === 'adopt') return { ...placed, how: 'adopt' };
  if (policy === 'ask') return { ...placed, how: 'undecided' };
  return policy === 'skip' ? left('skipped') : placeSuffixed(sought.name, found);
}

/** What was decided on this group comes first. One that the app manages already, for whichever connection, or may have made, is no stranger's. */
function policyFor({ sourceId, name }: Sought, target: TargetGroup, found: Found): ExistingGroups['policy'] {
  const decided = found.decisionOn(name);
  if (decided !== undefined) return decided;
  const made = found.unsure.get(sourceId);
  if (made !== undefined && groupNameKey(made) === groupNameKey(name)) return 'use';
  return found.isManaged(target.id) ? 'use' : found.rules.existingGroups.policy;
}

function placeSuffixed(name: string, found: Found): Placed {
  const suffixed = withSuffix(name, found.rules.existingGroups);
  if (suffixed.length > maxGroupNameLength) return left('name-too-long');
  const other = found.byName.get(groupNameKey(suffixed));
  return other === undefined ? create(suffixed, found) : useOrLeave(other, found);
}

function useOrLeave(target: TargetGroup, found: Found): Placed {
  if (target.protection !== undefined) return left(target.protection);
  if (found.usedIds.has(target.id)) return left('name-shared');
  return { kind: 'goal', group: { kind: 'existing', id: target.id, name: target.name } };
}

function create(name: string, { rules, usedNames, isProtected }: Found): Placed {
  if (isProtected(name)) return left('protected-here');
  if (usedNames.has(groupNameKey(name))) return left('name-shared');
  if (!rules.createMissingGroups) return left('missing-and-not-created');
  return { kind: 'goal', group: { kind: 'create', name } };
}

function left(reason: LeftGroup['reason']): Placed {
  return { kind: 'left', reason };
}

/** The names under which a group may be on the site. */
export function namesToSeek(
  name: string,
  rules: ExistingGroups,
  decisionOn: Found['decisionOn'],
): readonly string[] {
  const mayBeSuffixed = rules.policy === 'suffix' || decisionOn(name) === 'suffix';
  const suffixed = withSuffix(name, rules);
  return mayBeSuffixed && suffixed.length <= maxGroupNameLength ? [name.trim(), suffixed] : [name.trim()];
}

export function decisions({
  decisions: decided,
}: Pick<ExistingGroups, 'decisions'>): (name: string) => ExistingDecision | undefined {
  const byName = new Map(decided.map(({ group, decision }) => [groupNameKey(group), decision]));
  return (name) => byName.get(groupNameKey(name));
}

function withSuffix(name: string, { suffix }: ExistingGroups): string {
  return `${name.trim()}${suffix.trimEnd()}`;
}
