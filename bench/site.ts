import { takesPart } from '../src/sync/snapshot';
import { emailKey, type DirectorySnapshot } from '../src/domain/directory';
import type { OpenTarget } from '../src/sync/slice';
import { fakeTarget, type FakeSite } from '../test/support/fake-site';

const pageSize = 1_000;
/** One membership in so many is not there yet. */
const missingEvery = 100;

/** A site that is nearly in step with a directory: everybody has an account, every group is there. */
export function siteOf(snapshot: DirectorySnapshot): () => OpenTarget {
  const accountIds = new Map<string, string>();
  const byEmail = new Map<string, string>();
  for (const user of snapshot.users.values()) {
    if (user.email === undefined || !takesPart(snapshot, user)) continue;
    const accountId = `account-${user.id}`;
    if (!byEmail.has(emailKey(user.email))) byEmail.set(emailKey(user.email), accountId);
    if (byEmail.get(emailKey(user.email)) === accountId) accountIds.set(user.id, accountId);
  }
  let number = 0;
  const site: FakeSite = {
    accounts: [...byEmail].map(([email, accountId]) => ({
      accountId,
      email,
      displayName: accountId,
      active: true,
    })),
    groups: [...snapshot.groups.values()].map((group) => ({
      id: `group-${group.id}`,
      name: group.name,
      members: new Set(
        (snapshot.members.get(group.id) ?? []).flatMap((userId) => {
          const accountId = accountIds.get(userId);
          number += 1;
          return accountId === undefined || number % missingEvery === 0 ? [] : [accountId];
        }),
      ),
    })),
    pageSize,
    writes: [],
    beforeWrite: () => undefined,
    beforeRead: () => undefined,
    nextId: 1,
  };
  const meter = {
    request: () => undefined,
    retry: () => undefined,
    waited: () => undefined,
    remaining: () => undefined,
  };
  return () => ({ target: fakeTarget(site, meter), syncAccountId: 'account-sync' });
}
