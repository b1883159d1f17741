import type { Account, GroupFacts } from './site';
import type { SiteState } from './site-state';

const longestGroupName = 255;

/** Why a write to a group is refused; both products ask here, because the groups are the same. */
export type WriteRefusal = { readonly status: 400; readonly message: string };

export function nameRefusal(name: unknown, state: SiteState): WriteRefusal | undefined {
  if (typeof name !== 'string' || name.trim() === '') return refusal('The group name is missing.');
  if (name.trim().length > longestGroupName)
    return refusal('The group name cannot be longer than 255 characters.');
  if (state.groupNamed(name) !== undefined) return refusal('A group or user with this name already exists.');
  return undefined;
}

/** What the site answers here is not published; a 400 with these words is this simulator's choice. */
export function ownerRefusal(group: GroupFacts): WriteRefusal | undefined {
  if (group.managedExternally === true) {
    return refusal(
      `The group '${group.name}' is synced from an identity provider and cannot be changed here.`,
    );
  }
  if (group.isTeam === true)
    return refusal(`The group '${group.name}' is a team and is managed in the people directory.`);
  return undefined;
}

/** Refused when a product that the group gives has no seat left for somebody who does not use it yet. */
export function seatRefusal(group: GroupFacts, account: Account, state: SiteState): WriteRefusal | undefined {
  const used = new Set(state.groupsOf(account.accountId).flatMap((each) => each.applications ?? []));
  const full = state
    .applications()
    .filter(
      (application) => (group.applications ?? []).includes(application.key) && !used.has(application.key),
    )
    .find(
      (application) =>
        application.seats !== undefined && state.seatsTaken(application.key) >= application.seats,
    );
  return full === undefined
    ? undefined
    : refusal(`The number of licensed users of ${full.name} is exceeded.`);
}

function refusal(message: string): WriteRefusal {
  return { status: 400, message };
}
