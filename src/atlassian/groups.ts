import type { ChangeOutcome } from '../domain/target';

/** A group as an API describes it, before the protection lists are looked at. */
export interface SiteGroup {
  readonly id: string;
  readonly name: string;
  /** Absent: the API did not say. `elsewhere`: an identity provider's group or an Atlassian team. */
  readonly managed?: 'here' | 'elsewhere';
  /** Whether the API marks it as a group of administrators. Absent: the API did not say. */
  readonly administers?: boolean;
}

export type CreatedGroup =
  | { readonly kind: 'created'; readonly group: SiteGroup }
  /** The name is taken, perhaps in another case. `perhapsOurs`: an earlier try of this very call may have taken it. */
  | { readonly kind: 'name-taken'; readonly perhapsOurs: boolean }
  | { readonly kind: 'rejected'; readonly reason: string };

/** The group calls of the product that carries the writes. Both products show the same groups, by the same ids. */
export interface GroupApi {
  /** Groups with these ids, and groups whose names equal these without case. May give more than was asked for. */
  find(wanted: WantedGroups): Promise<readonly SiteGroup[]>;
  create(name: string): Promise<CreatedGroup>;
  add(groupId: string, accountId: string): Promise<ChangeOutcome>;
  remove(groupId: string, accountId: string): Promise<ChangeOutcome>;
}

export interface WantedGroups {
  readonly ids: readonly string[];
  readonly names: readonly string[];
}

/** `EXTERNAL` is synchronised from an identity provider; `TEAM_COLLABORATION` is a team, which its own people manage. */
export function managementOf(group: {
  readonly managedBy?: string | null | undefined;
  readonly usageType?: string | null | undefined;
}): Pick<SiteGroup, 'managed'> {
  if (group.managedBy === 'EXTERNAL' || group.usageType === 'TEAM_COLLABORATION')
    return { managed: 'elsewhere' };
  return group.managedBy === undefined || group.managedBy === null ? {} : { managed: 'here' };
}
