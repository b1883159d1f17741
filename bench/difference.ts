import { defaultDrift } from '../src/domain/group-rules';
import type { Origin } from '../src/domain/stores';
import { planChanges } from '../src/sync/plan';
import type { RemovalJudge } from '../src/sync/removals';

export interface Difference {
  readonly memberships: number;
  readonly wallMs: number;
  readonly additions: number;
  readonly removals: number;
}

const origin: Origin = { runId: 'bench', atMs: 0, how: 'added' };
const removesAll: RemovalJudge = {
  causeOf: () => 'not-member',
  judge: () => ({ kind: 'remove', cause: 'not-member' }),
  keptPeople: new Map(),
};

/**
 * The plan of 500,000 memberships in 5,000 groups of which one in a hundred differs: half are to be added, half, all of the app's own, to be removed. The median of five
 * runs.
 */
export function measureDifference(): Difference {
  const groups = 5_000;
  const membersEach = 100;
  const ledger = new Map<string, ReadonlyMap<string, Origin>>();
  const input = Array.from({ length: groups }, (_, group) => {
    const wanted = new Set<string>();
    const present = new Set<string>();
    for (let member = 0; member < membersEach; member += 1) {
      const accountId = `account-${(group * 31 + member * 997) % 100_000}`;
      const differs = member === group % membersEach;
      if (!differs || group % 2 === 0) wanted.add(accountId);
      if (!differs || group % 2 === 1) present.add(accountId);
    }
    ledger.set(`id-${group}`, new Map([...present].map((accountId) => [accountId, origin])));
    return {
      desired: { sourceId: `group:${group}`, name: `Group ${group}`, accountIds: wanted },
      group: { kind: 'existing', id: `id-${group}`, name: `Group ${group}` } as const,
      present,
    };
  });
  const runs = Array.from({ length: 5 }, () => {
    const startedMs = performance.now();
    const { plan } = planChanges({
      groups: input,
      left: [],
      ledger,
      others: [],
      syncAccountId: 'account-sync',
      untouchable: new Set(['account-sync']),
      removalJudge: removesAll,
      rejected: new Set(),
      drift: defaultDrift,
      accepted: new Map(),
      last: undefined,
    });
    const wallMs = performance.now() - startedMs;
    const sum = (of: 'add' | 'remove') => plan.groups.reduce((total, group) => total + group[of].length, 0);
    return { memberships: groups * membersEach, wallMs, additions: sum('add'), removals: sum('remove') };
  }).toSorted((a, b) => a.wallMs - b.wallMs);
  const median = runs[2];
  if (median === undefined) throw new Error('nothing was measured');
  return median;
}
