import fc from 'fast-check';
import { createMemberships, type Memberships } from '../../src/domain/memberships';

const id = fc.constantFrom('ann', 'bob', 'cleo', 'dan', 'eve', 'fay', 'gus', 'hal', 'ida', 'jo', 'kim');
const ids = fc.array(id, { maxLength: 12 });
const group = fc.constantFrom('designers', 'writers');
const step = fc.oneof(
  fc.record({ do: fc.constant('add' as const), group, ids }),
  fc.record({ do: fc.constant('remove' as const), group, ids }),
  fc.record({ do: fc.constant('drop' as const), group, ids: fc.constant([]) }),
  fc.record({ do: fc.constant('look' as const), group, ids: fc.constant([]) }),
);

type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

/** The same in the plainest way: a set for each group. */
function plainSteps() {
  const sets = new Map<string, Set<string>>();
  return {
    sets,
    take({ do: what, group: name, ids: given }: Step): void {
      const members = sets.get(name);
      if (what === 'add') sets.set(name, new Set([...(members ?? []), ...given]));
      if (what === 'remove') for (const gone of given) members?.delete(gone);
      if (what === 'drop') sets.delete(name);
    },
  };
}

function take(memberships: Memberships, { do: what, group: name, ids: given }: Step): void {
  if (what === 'add') memberships.add(name, given);
  if (what === 'remove') memberships.remove(name, given);
  if (what === 'drop') memberships.drop(name);
}

describe('memberships', () => {
  it('are those of a set for each group, whatever is added and removed', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const memberships = createMemberships();
        const plain = plainSteps();
        for (const each of steps) {
          take(memberships, each);
          plain.take(each);
          const members = plain.sets.get(each.group);
          if (each.do === 'look') expect(memberships.get(each.group)).toEqual(members && [...members]);
        }
        const expected = new Map([...plain.sets].map(([name, members]) => [name, [...members]]));
        expect(new Map(memberships)).toEqual(expected);
        expect(memberships.count()).toBe([...expected.values()].flat().length);
        expect(new Set(memberships.memberIds())).toEqual(new Set([...expected.values()].flat()));
      }),
      { numRuns: 500, seed: 20_261_125 },
    );
  });

  it('keep one copy of an id, and know nothing of a group that was never named', () => {
    const memberships = createMemberships();
    memberships.add('designers', ['ann']);
    expect(memberships.keep('ann')).toBe('ann');
    expect(memberships.keep('bob')).toBe('bob');
    expect([...memberships.memberIds()]).toEqual(['ann']);
    expect([memberships.has('writers'), memberships.get('writers')]).toEqual([false, undefined]);
  });
});
