import fc from 'fast-check';
import { createDirectoryUsers } from '../../src/domain/directory-users';
import type { DirectoryUser } from '../../src/domain/directory';
import { aUser } from '../support/fake-directory';

const text = fc.string({ unit: 'binary', maxLength: 20 });
const user: fc.Arbitrary<DirectoryUser> = fc
  .record(
    {
      id: fc.constantFrom('ann', 'bob', 'cleo', 'dan'),
      displayName: text,
      email: text,
      status: fc.constantFrom('active' as const, 'staged' as const, 'inactive' as const),
      reportedStatus: text,
      guest: fc.constant(true as const),
      attributes: fc.dictionary(
        fc.constantFrom('department', 'employeeType', 'custom_attributes.floor'),
        fc.array(text, { minLength: 1, maxLength: 3 }),
        { minKeys: 1, noNullPrototype: true },
      ),
    },
    { requiredKeys: ['id', 'displayName', 'status', 'reportedStatus'] },
  )
  .map((made) => made);
const step = fc.oneof(
  fc.record({ do: fc.constant('set' as const), user }),
  fc.record({ do: fc.constant('delete' as const), user }),
);

describe('people of a directory', () => {
  it('are those of a map, whatever is set and deleted', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 15 }), (steps) => {
        const [users, plain] = [createDirectoryUsers(), new Map<string, DirectoryUser>()];
        for (const { do: what, user: one } of steps) {
          if (what === 'set') for (const each of [users, plain]) each.set(one.id, one);
          else for (const each of [users, plain]) each.delete(one.id);
        }
        expect([...users]).toEqual([...plain]);
        expect([...users.values()]).toEqual([...plain.values()]);
        expect([users.size, ...users.keys()]).toEqual([plain.size, ...plain.keys()]);
        expect(users.get('ann')).toEqual(plain.get('ann'));
        expect(users.has('bob')).toBe(plain.has('bob'));
      }),
      { numRuns: 300, seed: 20_261_125 },
    );
  });

  it('stay themselves over the ends of blocks, and where one is longer than a block', () => {
    const users = createDirectoryUsers();
    const names = Array.from(
      { length: 40 },
      (_, index) => `${index}${'é山👩🏽‍🚀'.repeat(index === 20 ? 200_000 : 9_000)}`,
    );
    for (const [index, displayName] of names.entries())
      users.set(String(index), aUser(String(index), { displayName }));
    for (const [index, displayName] of names.entries())
      expect(users.get(String(index))?.displayName === displayName).toBe(true);
  });
});
