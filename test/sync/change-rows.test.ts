import { changeRows, filterRows } from '../../src/sync/change-rows';
import { decidedRows } from '../../src/sync/decided-rows';
import type { ChangeRow } from '../../src/domain/change-row';
import type { RunMode } from '../../src/domain/run';
import { aDirectory } from '../support/fake-directory';
import { aSite } from '../support/fake-site';
import { aWorld } from '../support/world';

const design = { kind: 'existing', id: 'g-1', name: 'Design' } as const;

function aChange(change: object = {}) {
  const group = { sourceId: 'role:1', group: design, add: [], remove: [] };
  return { ...group, heldAdditions: false, heldRemovals: false, ...change };
}

function rowsOf(record: object, mode: RunMode = 'sync'): readonly ChangeRow[] {
  return changeRows({ outcomes: [], ...record }, { runId: 'run', mode });
}

const outcomesOf = (rows: readonly ChangeRow[]) => rows.map(({ outcome }) => outcome);

describe('the changes of a run', () => {
  it('are those of its plan in their order', () => {
    const groups = [
      aChange({ add: ['a', 'b'], remove: ['c'] }),
      aChange({ sourceId: 'role:2', group: { kind: 'create', name: 'New' }, add: ['a'] }),
    ];
    const where = { group: 'Design', sourceId: 'role:1', groupId: 'g-1', outcome: 'done' };
    const fresh = { group: 'New', sourceId: 'role:2', groupId: 'g-9', outcome: 'done' };
    expect(rowsOf({ groups, leavers: [], outcomes: ['a', 'a', 'a', { created: 'g-9' }, 'a'] })).toEqual([
      { ...where, kind: 'add', accountId: 'a' },
      { ...where, kind: 'add', accountId: 'b' },
      { ...where, kind: 'remove', accountId: 'c', cause: 'not-member' },
      { ...fresh, kind: 'create' },
      { ...fresh, kind: 'add', accountId: 'a' },
    ]);
  });

  it('say what became of each', () => {
    const outcomes = ['a', 's', 'h', { rejected: 'No.', accountGone: true }];
    const rows = rowsOf({ groups: [aChange({ add: ['a', 'b', 'c', 'd', 'e'] })], outcomes });
    expect(outcomesOf(rows)).toEqual(['done', 'already-so', 'held', 'failed', 'not-reached']);
    expect(rows[3]).toMatchObject({ reason: 'No.' });
    expect(rows.filter((row) => 'reason' in row)).toHaveLength(1);
  });

  it('of a group that was there after all go to that one, and of one that could not be made to none', () => {
    const groups = [aChange({ group: { kind: 'create', name: 'New' } })];
    expect(rowsOf({ groups, outcomes: [{ found: 'g-2' }] })).toMatchObject([
      { outcome: 'already-so', groupId: 'g-2' },
    ]);
    const [failed] = rowsOf({ groups, outcomes: [{ rejected: 'No.' }] });
    expect(failed).toMatchObject({ outcome: 'failed' });
    expect(failed).not.toHaveProperty('groupId');
  });

  it('of a preview are planned, or would be held', () => {
    const groups = [aChange({ add: ['a'], remove: ['b', 'c'], heldRemovals: true })];
    expect(outcomesOf(rowsOf({ groups }, 'preview'))).toEqual(['planned', 'held', 'held']);
    expect(outcomesOf(rowsOf({ groups, mode: 'preview' }, 'sync'))).toEqual(['planned', 'held', 'held']);
    expect(outcomesOf(rowsOf({ groups, mode: 'sync' }))).toEqual(['not-reached', 'held', 'held']);
  });

  it('that were approved are not held, and a group is made where anybody in it was approved', () => {
    const groups = [
      aChange({ remove: ['b', 'c'], heldRemovals: true }),
      aChange({ group: { kind: 'create', name: 'New' }, add: ['a', 'b'], heldAdditions: true }),
    ];
    const approved = ['g-1 remove c', 'new New add b'];
    expect(outcomesOf(rowsOf({ groups, approved }, 'preview'))).toEqual([
      'held',
      'planned',
      'planned',
      'held',
      'planned',
    ]);
    expect(outcomesOf(rowsOf({ groups }, 'preview'))).toEqual(['held', 'held', 'held', 'held', 'held']);
  });

  it('say why somebody loses a membership, where the run noted it', () => {
    const drift = { putIn: ['d'], takenOut: [], policy: 'repair' };
    const groups = [aChange({ remove: ['b', 'c', 'd'], drift })];
    const causes = (record: object) => rowsOf(record).map(({ cause }) => cause);
    expect(causes({ groups, leavers: [['b', 'inactive']] })).toEqual(['inactive', 'not-member', 'by-hand']);
    expect(causes({ groups })).toEqual([undefined, undefined, undefined]);
  });

  it('of runs of earlier versions are read as well', () => {
    const { sourceId: _, ...group } = aChange({ add: ['a'], vanished: true, managed: 3 });
    const groups = [{ ...group, directoryGroupId: 'role:7' }];
    expect(rowsOf({ version: 1, planHash: 'x', groups })).toMatchObject([{ sourceId: 'role:7' }]);
  });

  it('are none where the run did not come to its plan, and an error where they are damaged', () => {
    const of = { runId: 'run', mode: 'sync' } as const;
    expect(changeRows(undefined, of)).toEqual([]);
    expect(() => changeRows({ groups: 'rubbish' }, of)).toThrow('is damaged');
  });

  it('are read as the engine writes them', async () => {
    const directory = aDirectory({ Design: ['ann', 'bob'], New: ['ann'] });
    const site = aSite({ Design: [] }, ['ann', 'bob']);
    const world = aWorld(directory, site);
    await world.addConnection();
    const preview = await world.sync('preview');
    const rows = async (runId: string, mode: RunMode) =>
      changeRows(await world.data.get(runId, 'changes'), { runId, mode });
    expect(
      (await rows(preview.runId, 'preview')).map(({ kind, group, outcome }) => [kind, group, outcome]),
    ).toEqual([
      ['add', 'Design', 'planned'],
      ['add', 'Design', 'planned'],
      ['create', 'New', 'planned'],
      ['add', 'New', 'planned'],
    ]);
    const done = await rows((await world.sync()).runId, 'sync');
    expect(outcomesOf(done)).toEqual(['done', 'done', 'done', 'done']);
    expect(done[3]).toMatchObject({ kind: 'add', accountId: 'acc-ann', groupId: done[2]?.groupId });
  });
});

describe('a search among the changes', () => {
  const rows = rowsOf({
    groups: [
      aChange({ add: ['a', 'b'], remove: ['c'] }),
      aChange({ sourceId: 'role:2', group: { kind: 'create', name: 'Sales' }, add: ['d'] }),
    ],
    outcomes: ['a', 's', 'h', { created: 'g-9' }],
    leavers: [['c', 'left']],
  }).map((row) => (row.accountId === 'a' ? { ...row, person: 'Ann' } : row));
  const found = (filter: Parameters<typeof filterRows>[1]) =>
    filterRows(rows, filter).map(({ kind, accountId }) => `${kind} ${accountId ?? ''}`.trim());

  it('finds by kind, by source, and by what became of them', () => {
    expect(found({ kind: 'create' })).toEqual(['create']);
    expect(found({ sourceId: 'role:2' })).toEqual(['create', 'add d']);
    expect(found({ outcome: 'done' })).toEqual(['add a', 'add b', 'create']);
    expect(found({ outcome: 'planned' })).toEqual(['add d']);
    expect(found({ outcome: 'held', kind: 'add' })).toEqual([]);
    expect(found({ cause: 'left' })).toEqual(['remove c']);
    expect(found({ cause: 'inactive' })).toEqual([]);
    expect(found({})).toHaveLength(5);
  });

  it('finds text in groups, account ids and names, without case', () => {
    expect(found({ text: 'ANN' })).toEqual(['add a']);
    expect(found({ text: 'sale' })).toEqual(['create', 'add d']);
    expect(found({ text: 'c' })).toEqual(['remove c']);
    expect(found({ text: 'nobody' })).toEqual([]);
  });
});

describe('held changes that were decided about', () => {
  const held = ['role:1', 'role:2'].map((sourceId): ChangeRow => ({
    kind: 'remove',
    group: sourceId,
    sourceId,
    outcome: 'held',
  }));
  const rows: readonly ChangeRow[] = [
    ...held,
    { kind: 'add', group: 'C', sourceId: 'role:1', outcome: 'done' },
  ];

  it.each([
    [undefined, ['held', 'held', 'done']],
    [{ kind: 'waiting' }, ['held', 'held', 'done']],
    [{ kind: 'waiting', rejected: ['role:2'] }, ['held', 'rejected', 'done']],
    [{ kind: 'rejected' }, ['rejected', 'rejected', 'done']],
    [{ kind: 'rejected', sourceIds: ['role:1'] }, ['rejected', 'held', 'done']],
    [{ kind: 'approved', rejected: ['role:1'] }, ['rejected', 'approved', 'done']],
    [{ kind: 'approved', sourceIds: ['role:2'] }, ['held', 'approved', 'done']],
  ] as const)('say so: %j', (decision, outcomes) => {
    expect(outcomesOf(decidedRows(rows, decision && { by: [], ...decision }))).toEqual(outcomes);
  });

  it('are found with those that wait', () => {
    const decided = decidedRows(held, { kind: 'rejected', by: [] });
    expect(filterRows(decided, { outcome: 'held' })).toHaveLength(2);
  });
});
