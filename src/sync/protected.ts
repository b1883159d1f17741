import { matchesPattern } from '../domain/pattern';
import type { CallMeter, Target } from '../domain/ports';
import type { SiteSettings } from '../domain/site-settings';
import type { SiteStore } from '../domain/stores';
import type { ChangeOutcome, TargetGroup } from '../domain/target';
import type { OpenTarget } from './slice';

/** What administrators protect on the whole site, whatever the connector. */
export interface Protected {
  /** Whether any group is. */
  readonly hasGroups: boolean;
  readonly isGroup: (name: string) => boolean;
  /** Account ids. */
  readonly people: ReadonlySet<string>;
}

/** The site as a run of any connector may write it. */
export interface GuardedSite extends OpenTarget {
  readonly protectedHere: Protected;
  /** Account ids whose memberships are never changed: of the sync account and of protected people. */
  readonly untouchable: ReadonlySet<string>;
}

export function protectedBy({
  protectedGroups,
  protectedPeople,
}: Pick<SiteSettings, 'protectedGroups' | 'protectedPeople'>): Protected {
  return {
    hasGroups: protectedGroups.length > 0,
    isGroup: (name) => protectedGroups.some((pattern) => matchesPattern(pattern, name)),
    people: new Set(protectedPeople.map(({ accountId }) => accountId)),
  };
}

/** Account ids whose memberships are never changed, whatever is planned. */
export function untouchable(syncAccountId: string, { people }: Protected): ReadonlySet<string> {
  return new Set([syncAccountId, ...people]);
}

interface OpenDeps {
  readonly openTarget: (meter: CallMeter) => Promise<OpenTarget>;
  readonly site: Pick<SiteStore, 'getSettings'>;
}

/** @throws FailureError where the settings of the site cannot be read: then it is not known what is protected. */
export async function openGuarded(meter: CallMeter, { openTarget, site }: OpenDeps): Promise<GuardedSite> {
  const { target, syncAccountId } = await openTarget(meter);
  const protectedHere = protectedBy(await site.getSettings());
  return {
    target: guardTarget(target, protectedHere),
    syncAccountId,
    protectedHere,
    untouchable: untouchable(syncAccountId, protectedHere),
  };
}

/**
 * The last gate, whatever was planned: the settings may have changed since. Of a group that was not found in this invocation the site is asked for its
 * name, which may be another than when it was planned.
 */
export function guardTarget(target: Target, protectedHere: Protected): Target {
  const names = new Map<string, string>();
  const note = (groups: readonly TargetGroup[]) => {
    for (const { id, name } of groups) names.set(id, name);
    return groups;
  };
  const nameOf = async (groupId: string): Promise<string> => {
    if (!names.has(groupId)) note(await target.findGroups({ ids: [groupId], names: [] }));
    return names.get(groupId) ?? '';
  };
  const unlessRefused = async (
    { groupId, accountId }: { readonly groupId: string; readonly accountId: string },
    write: () => Promise<ChangeOutcome>,
  ): Promise<ChangeOutcome> => {
    if (protectedHere.people.has(accountId)) return { kind: 'rejected', reason: protectedPerson };
    if (protectedHere.hasGroups && protectedHere.isGroup(await nameOf(groupId)))
      return { kind: 'rejected', reason: protectedGroup };
    return write();
  };
  return {
    ...target,
    findGroups: async (wanted) => markProtected(note(await target.findGroups(wanted)), protectedHere),
    createGroup: async (name) => {
      if (protectedHere.isGroup(name)) return { kind: 'rejected', reason: protectedGroup };
      const answer = await target.createGroup(name);
      if (answer.kind !== 'rejected') note([answer.group]);
      return answer;
    },
    addMember: (groupId, accountId) =>
      unlessRefused({ groupId, accountId }, () => target.addMember(groupId, accountId)),
    removeMember: (groupId, accountId) =>
      unlessRefused({ groupId, accountId }, () => target.removeMember(groupId, accountId)),
  };
}

/** What the site itself protects stays called so. */
export function markProtected(
  groups: readonly TargetGroup[],
  { isGroup }: Pick<Protected, 'isGroup'>,
): readonly TargetGroup[] {
  return groups.map((group) =>
    group.protection === undefined && isGroup(group.name)
      ? { ...group, protection: 'protected-here' }
      : group,
  );
}

const protectedGroup =
  'An administrator protected this group in the settings of the app, so no connector changes it.';
const protectedPerson =
  'An administrator protected this person in the settings of the app, so no connector changes their memberships.';
