import type { ChangeOutcome, GroupProtection } from '../domain/target';
import type { GroupApi } from './groups';
import type { Protection } from './protection';
import { managedElsewhereReason, rejected } from './write-answer';

interface Membership {
  readonly groupId: string;
  readonly accountId: string;
}

export interface WriteDeps {
  readonly groups: GroupApi;
  readonly protection: Protection;
  readonly syncAccountId: string;
}

/** Why a change in a protected group is refused here, before Atlassian is asked. */
export const protectionReasons: Readonly<Record<GroupProtection, string>> = {
  'grants-administration':
    'The group grants administration of the site or of a product, so the app never changes it.',
  'default-group': 'The group is a default group of a product, so the app never changes it.',
  'externally-managed': managedElsewhereReason,
  'protected-here': 'The group is protected in the settings of this app, so no connector changes it.',
  'app-group': "The group belongs to Atlassian's apps or licences, so the app never changes it.",
};

/**
 * The last gate before a write, whatever was planned: a group may have come to grant administration since, and the sync account must not
 * lock itself out. A group that was once refused as managed elsewhere is not tried again in this invocation.
 */
export function guardWrites(
  deps: WriteDeps,
): (verb: 'add' | 'remove', what: Membership) => Promise<ChangeOutcome> {
  const managedElsewhere = new Set<string>();
  return async (verb, what) => {
    const refused = managedElsewhere.has(what.groupId)
      ? managedElsewhereReason
      : await refusalHere(what, deps);
    if (refused !== undefined) return rejected(refused);
    const outcome = await deps.groups[verb](what.groupId, what.accountId);
    if (outcome.kind === 'rejected' && outcome.reason === managedElsewhereReason)
      managedElsewhere.add(what.groupId);
    return outcome;
  };
}

async function refusalHere({ groupId, accountId }: Membership, deps: WriteDeps): Promise<string | undefined> {
  if (accountId === deps.syncAccountId) {
    return "The sync account's own memberships are never changed. An administrator can change them by hand.";
  }
  const protection = await deps.protection.of(groupId);
  return protection === undefined ? undefined : protectionReasons[protection];
}
