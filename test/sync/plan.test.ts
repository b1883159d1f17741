import fc from 'fast-check';
import { defaultDrift } from '../../src/domain/group-rules';
import type { Ledger, Origin } from '../../src/domain/stores';
import { defaultRemovalPolicy } from '../../src/domain/user-rules';
import { planChanges } from '../../src/sync/plan';
import type { PlanInput } from '../../src/sync/plan-input';
import { changesOf } from '../../src/sync/plan-hash';
import { removalJudge } from '../../src/sync/removals';

const accounts = ['a', 'b', 'c', 'd', 'sync'];
const some = fc.uniqueArray(fc.constantFrom(...accounts)).map((ids) => new Set(ids));
const origin: Origin = { runId: 'r', atMs: 0, how: 'added' };

function managed(ids: Iterable<string>): Map<string, Origin> {
  return new Map([...ids].map((id) => [id, origin]));
}

/** Any three groups, with any present members, any wish, and any ledgers within the present (and beyond it). */
const inputs: fc.Arbitrary<PlanInput> = fc
  .array(fc.record({ wanted: some, present: some, ours: some, theirs: some }), { minLength: 1, maxLength: 3 })
  .map((groups) => ({
    groups: groups.map(({ wanted, present }, index) => ({
      desired: { sourceId: `d${index}`, name: `g${index}`, accountIds: wanted },
      group: { kind: 'existing', id: `t${index}`, name: `g${index}` },
      present,
    })),
    left: [],
    ledger: new Map(groups.map(({ ours }, index) => [`t${index}`, managed(ours)])),
    others: [new Map(groups.map(({ theirs }, index) => [`t${index}`, managed(theirs)]))],
    syncAccountId: 'sync',
    untouchable: new Set(['sync', 'd']),
    removalJudge: removalJudge({
      policy: defaultRemovalPolicy,
      people: [],
      snapshot: { users: new Map(), scope: { kind: 'everybody' } },
      missing: { mayBeThere: false, gone: new Set() },
      notes: { pending: new Map(), keptPeople: new Map() },
      nowMs: 0,
    }),
    rejected: new Set(),
    drift: defaultDrift,
    accepted: new Map(),
    last: undefined,
  }));

/** The same input after the plan was carried out without refusals. */
function applied(input: PlanInput): PlanInput {
  const { plan, ledgerChanges } = planChanges(input);
  const { claims, handedOver, gone } = ledgerChanges;
  const present = input.groups.map((group) => new Set(group.present));
  const ledger = new Map([...input.ledger].map(([groupId, members]) => [groupId, new Map(members)]));
  for (const change of changesOf(plan)) {
    if (change.kind === 'create-group') continue;
    const place = input.groups.findIndex(
      (group) => group.group.name === plan.groups[change.groupIndex]?.group.name,
    );
    if (change.kind === 'add-member') {
      present[place]?.add(change.accountId);
      ledger.get(`t${place}`)?.set(change.accountId, origin);
    } else {
      present[place]?.delete(change.accountId);
      ledger.get(`t${place}`)?.delete(change.accountId);
    }
  }
  claims.forEach((ids, groupId) => ids.forEach((id) => ledger.get(groupId)?.set(id, origin)));
  for (const released of [handedOver, gone]) {
    released.forEach((ids, groupId) => ids.forEach((id) => ledger.get(groupId)?.delete(id)));
  }
  const groups = input.groups.map((group, index) => ({
    ...group,
    present: present[index] ?? new Set<string>(),
  }));
  return { ...input, groups, ledger };
}

function removals(input: PlanInput): readonly (readonly [string, string])[] {
  return planChanges(input).plan.groups.flatMap((group) =>
    group.remove.map((id) => [group.group.kind === 'existing' ? group.group.id : '', id] as const),
  );
}

const has = (ledger: Ledger, groupId: string, id: string) => ledger.get(groupId)?.has(id) ?? false;

describe('a plan', () => {
  it('made after applying gives no changes', () => {
    fc.assert(
      fc.property(inputs, (input) => expect([...changesOf(planChanges(applied(input)).plan)]).toEqual([])),
    );
  });

  it('does not depend on the order of its inputs', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        const turned = {
          ...input,
          groups: input.groups.toReversed().map((group) => ({
            ...group,
            desired: { ...group.desired, accountIds: new Set([...group.desired.accountIds].toReversed()) },
            present: new Set([...group.present].toReversed()),
          })),
        };
        expect(planChanges(turned).plan).toEqual(planChanges(input).plan);
      }),
    );
  });

  it('removes nothing that is not managed, and nothing that another connection manages', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        for (const [groupId, id] of removals(input)) {
          expect(has(input.ledger, groupId, id)).toBe(true);
          expect(input.others.some((other) => has(other, groupId, id))).toBe(false);
        }
      }),
    );
  });

  it('never writes the sync account or protected people, adds only who is wanted and removes only who is not', () => {
    fc.assert(
      fc.property(inputs, (input) => {
        for (const { group, add, remove } of planChanges(input).plan.groups) {
          const wanted =
            input.groups.find((each) => each.group.name === group.name)?.desired.accountIds ?? new Set();
          expect([...add, ...remove]).not.toContain('sync');
          expect([...add, ...remove]).not.toContain('d');
          expect(add.every((id) => wanted.has(id))).toBe(true);
          expect(remove.some((id) => wanted.has(id))).toBe(false);
        }
      }),
    );
  });

  it('has another hash when it would do something else', () => {
    fc.assert(
      fc.property(inputs, inputs, (one, other) => {
        const [a, b] = [planChanges(one).plan, planChanges(other).plan];
        const steps = (plan: typeof a) =>
          [...changesOf(plan)].map((change) => [plan.groups[change.groupIndex]?.group.name, change]);
        const same = JSON.stringify(steps(a)) === JSON.stringify(steps(b));
        expect(a.hash === b.hash).toBe(same);
      }),
    );
  });
});
