import * as fc from 'fast-check';
import type { ChangeRow } from '../../src/domain/change-row';
import type { RemovalCause } from '../../src/domain/plan';
import { filterRows } from '../../src/sync/change-rows';
import { changesOverview } from '../../src/sync/changes-overview';
import { orderRows, sectionsOf } from '../../src/sync/order-rows';

const causes: readonly RemovalCause[] = ['left', 'inactive', 'out-of-scope', 'not-member', 'by-hand'];
const names: Readonly<Record<string, string | undefined>> = { a: 'Zoé', b: 'anna', c: 'Zof', d: 'Zoa' };

/** As `changeRows` gives them: group by group, and in a group the creation first. */
const someRows: fc.Arbitrary<readonly ChangeRow[]> = fc
  .array(
    fc.record({
      isNew: fc.boolean(),
      members: fc.uniqueArray(fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f'), { maxLength: 6 }),
      gains: fc.boolean(),
      isHeld: fc.boolean(),
      cause: fc.constantFrom(...causes),
    }),
    { maxLength: 8 },
  )
  .map((groups) =>
    groups.flatMap(({ isNew, members, gains, isHeld, cause }, index): ChangeRow[] => {
      const where = { group: `Group ${index}`, sourceId: `role:${index}` };
      const outcome = isHeld ? 'held' : 'planned';
      const kind = gains ? 'add' : 'remove';
      const why = gains ? {} : { cause };
      return [
        ...(isNew ? [{ kind: 'create' as const, ...where, outcome } as const] : []),
        ...members.map((accountId): ChangeRow => ({
          kind,
          ...where,
          outcome,
          accountId,
          ...nameOf(accountId),
          ...why,
        })),
      ];
    }),
  );

function nameOf(accountId: string): Pick<ChangeRow, 'person'> {
  const person = names[accountId];
  return person === undefined ? {} : { person };
}

describe('the overview of a run’s changes', () => {
  it('counts what its rows say, whatever they are', () => {
    fc.assert(
      fc.property(someRows, (rows) => {
        const distinct = (kind: ChangeRow['kind'], of: 'accountId' | 'sourceId') =>
          new Set(rows.filter((row) => row.kind === kind).map((row) => row[of]));
        const gaining = distinct('add', 'accountId');
        const losing = distinct('remove', 'accountId');
        const overview = changesOverview(rows);
        expect(overview).toEqual({
          total: rows.length,
          peopleGaining: gaining.size,
          peopleLosing: losing.size,
          peopleOnlyLosing: [...losing].filter((id) => !gaining.has(id)).length,
          groupsGaining: distinct('add', 'sourceId').size,
          groupsLosing: distinct('remove', 'sourceId').size,
          groupsCreated: distinct('create', 'sourceId').size,
          held: rows.filter(({ outcome }) => outcome === 'held').length,
          causes: overview.causes,
        });
        for (const cause of causes)
          expect(overview.causes[cause] ?? 0).toBe(filterRows(rows, { cause }).length);
      }),
    );
  });
});

describe('changes in order', () => {
  it('of people go by the letters of the name, creations first and people without a name last', () => {
    const row = (accountId: string): ChangeRow => {
      const where = { group: 'Design', sourceId: 'role:1', outcome: 'planned' } as const;
      return { kind: 'add', ...where, accountId, ...nameOf(accountId) };
    };
    const { accountId: _, ...creation } = { ...row('x'), kind: 'create' as const };
    const rows = [row('f'), row('a'), row('e'), row('c'), creation, row('d'), row('b')];
    const ordered = orderRows(rows, 'person').map(({ accountId = 'new' }) => accountId);
    expect(ordered).toEqual(['new', 'b', 'd', 'a', 'c', 'e', 'f']);
    expect(orderRows(rows, 'group')).toBe(rows);
  });

  it('have no sections behind the last row, however far', () => {
    const rows: readonly ChangeRow[] = [
      { kind: 'create', group: 'Design', sourceId: 'role:1', outcome: 'planned' },
    ];
    for (const offset of [1, 1_000, Number.MAX_SAFE_INTEGER])
      expect(sectionsOf(rows, { order: 'person', offset, limit: 1 })).toEqual([]);
  });

  it('are the same changes, in sections that follow one another, whichever piece is asked for', () => {
    const order = fc.constantFrom('group' as const, 'person' as const);
    fc.assert(
      fc.property(someRows, order, fc.nat(50), fc.integer({ min: 1, max: 20 }), (rows, by, offset, limit) => {
        const ordered = orderRows(rows, by);
        expect(new Set(ordered)).toEqual(new Set(rows));
        const all = sectionsOf(ordered, { order: by, offset: 0, limit: Math.max(1, rows.length) });
        let next = 0;
        for (const { from, additions, removals, creations } of all) {
          expect(from).toBe(next);
          next += additions + removals + creations;
        }
        expect(next).toBe(rows.length);
        const keys = all.map(({ from }) =>
          by === 'group' ? ordered[from]?.sourceId : ordered[from]?.accountId,
        );
        expect(new Set(keys).size).toBe(keys.length);
        const inPiece = all.filter(({ from, additions, removals, creations }) => {
          const end = from + additions + removals + creations;
          return from < offset + limit && end > offset && offset < rows.length;
        });
        expect(sectionsOf(ordered, { order: by, offset, limit })).toEqual(inPiece);
      }),
    );
  });
});
