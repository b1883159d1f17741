import type { SharedGroups } from '../domain/run';
import type { NamedLedger } from './other-ledgers';
import type { PlanGroupInput } from './plan-input';

/** Which other connections manage memberships of the groups that this one writes to, and how many of those stay that it does not want. */
export function sharedGroups(
  groups: readonly PlanGroupInput[],
  others: readonly NamedLedger[],
): readonly SharedGroups[] {
  return others
    .map(({ name, ledger }) => {
      const shared = groups.flatMap(({ group, how, desired, present }) => {
        const theirs = group.kind === 'existing' ? ledger?.get(group.id) : undefined;
        if (theirs === undefined || theirs.size === 0 || how === 'undecided') return [];
        return [count(present, (id) => theirs.has(id) && !desired.accountIds.has(id))];
      });
      return { name, groups: shared.length, stay: shared.reduce((sum, number) => sum + number, 0) };
    })
    .filter((shared) => shared.groups > 0);
}

function count(accountIds: Iterable<string>, isMeant: (accountId: string) => boolean): number {
  let number = 0;
  for (const accountId of accountIds) if (isMeant(accountId)) number += 1;
  return number;
}
