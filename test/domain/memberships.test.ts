import fc from 'fast-check';
import { createMemberships } from '../../src/domain/memberships';

const id = fc.constantFrom('ann', 'bob', 'cleo', 'dan', 'eve', 'fay', 'gus', 'hal', 'ida', 'jo', 'kim');
const ids = fc.array(id, { maxLength: 12 });
const group = fc.constantFrom('designers', 'writers');
const step = fc.oneof(
  fc.record({ do: fc.constant('add' as const), group, ids }),
  fc.record({ do: fc.constant('remove' as const), group, ids }),
  fc.record({ do: fc.constant('drop' as const), group, ids: fc.constant([]) }),
  fc.record({ do: fc.constant('look' as const), group, ids: fc.constant([]) }),
);

describe('memberships', () => {
  it('are those of a set for each group, whatever is added and removed', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 20 }), (steps) => {
        const memberships = createMemberships();
        const sets = new Map<string, Set<string>>();
        for (const each of steps) {
          const members = sets.get(each.group);
          if (each.do === 'add') {
            memberships.add(each.group, each.ids);
            sets.set(each.group, new Set([...(members ?? []), ...each.ids]));
          }
          if (each.do === 'remove') {
            memberships.remove(each.group, each.ids);
            for (const gone of each.ids) members?.delete(gone);
          }
          if (each.do === 'drop') {
            memberships.drop(each.group);
            sets.delete(each.group);
          }
          if (each.do === 'look') expect(memberships.get(each.group)).toEqual(members && [...members]);
        }
        expect(new Map(memberships)).toEqual(
          new Map([...sets].map(([name, members]) => [name, [...members]])),
        );
        expect(memberships.count()).toBe([...sets.values()].reduce((sum, { size }) => sum + size, 0));
        for (const name of ['designers', 'writers']) expect(memberships.has(name)).toBe(sets.has(name));
      }),
      { numRuns: 500, seed: 20_261_125 },
    );
  });

  it('give back the copy of an id that they keep', () => {
    const memberships = createMemberships();
    memberships.add('designers', ['ann']);
    expect(memberships.keep('ann')).toBe('ann');
    expect(memberships.keep('bob')).toBe('bob');
    expect(memberships.get('writers')).toBeUndefined();
  });
});
