import { compareRuns } from '../../src/sync/compare-runs';
import type { ChangeRow } from '../../src/domain/change-row';

function aRow(accountId: string, change: Partial<ChangeRow> = {}): ChangeRow {
  return {
    kind: 'add',
    group: 'Design',
    sourceId: 'role:1',
    groupId: 'g-1',
    accountId,
    outcome: 'planned',
    ...change,
  };
}

describe('two runs', () => {
  it('are told apart by group, kind and account', () => {
    const same = aRow('a');
    const before = [same, aRow('b'), aRow('c', { kind: 'remove' })];
    const after = [same, aRow('b', { group: 'Sales', groupId: 'g-2' }), aRow('c')];
    expect(compareRuns(before, after)).toEqual({
      onlyBefore: before.slice(1),
      onlyAfter: after.slice(1),
      both: 1,
      summary: '2 changes only in the earlier run, 2 changes only in the later one, 1 in both.',
    });
  });

  it('are alike where one planned what the other did', () => {
    const { groupId: _, ...planned } = aRow('a');
    const create: ChangeRow = { kind: 'create', group: 'design', sourceId: 'role:1', outcome: 'planned' };
    const done: ChangeRow = { ...create, group: 'Design', groupId: 'g-1', outcome: 'done' };
    const answer = compareRuns([create, planned], [done, aRow('a', { outcome: 'done' })]);
    expect(answer).toEqual({
      onlyBefore: [],
      onlyAfter: [],
      both: 2,
      summary: 'Both runs have the same 2 changes.',
    });
  });

  it('are alike where the group was renamed in between', () => {
    expect(compareRuns([aRow('a')], [aRow('a', { group: 'Design team' })])).toMatchObject({ both: 1 });
  });

  it('count each of those who were forgotten', () => {
    const gone = aRow('forgotten');
    expect(compareRuns([gone, gone], [gone])).toMatchObject({ both: 1, onlyBefore: [gone], onlyAfter: [] });
  });

  it('that change nothing are said to change nothing', () => {
    expect(compareRuns([], []).summary).toBe('Neither run changes anything.');
  });

  it('list the first of many, and count all', () => {
    const many = Array.from({ length: 6_000 }, (_, index) => aRow(`a${index}`));
    const { onlyAfter, summary } = compareRuns([], many);
    expect(onlyAfter).toHaveLength(5_000);
    expect(summary).toMatch(/6000 changes only in the later one.*first 5000 of each are listed/);
  });
});
