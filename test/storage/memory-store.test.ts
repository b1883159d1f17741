import type { LastTarget, Ledger, Links, Origin, RejectedForGood, RunNotes } from '../../src/domain/stores';
import { documents } from '../../src/storage/documents';
import { keys } from '../../src/storage/keys';
import { memoryStore } from '../../src/storage/memory-store';
import { memoryKeyValue } from '../support/memory-key-value';

function aMemory() {
  const store = memoryKeyValue();
  const files = documents(store);
  return { store, files, memory: memoryStore(files) };
}

function origin(runId: string, how: Origin['how'] = 'added'): Origin {
  return { runId, atMs: 5, how };
}

const links: Links = {
  people: new Map([['1', 'a']]),
  groups: new Map([['role:1', { id: 'g', name: 'Designers' }]]),
};
const ledger: Ledger = new Map([
  [
    'g',
    new Map([
      ['a', origin('first')],
      ['b', origin('second', 'adopted')],
    ]),
  ],
  ['h', new Map([['b', origin('first')]])],
]);
const notes: RunNotes = {
  pending: new Map([['g', new Map([['a', 17]])]]),
  accepted: new Map([['g', { putIn: new Set(['c']), takenOut: new Set(['a']) }]]),
  usual: [{ removals: 1, additions: 2 }],
  keptPeople: new Map([['ann@example.com', 'a']]),
  countedRunId: 'first',
};
const rejected: RejectedForGood[] = [
  { groupId: 'g', groupName: 'Designers', accountId: 'a', change: 'remove', atMs: 1, byAccountId: 'admin' },
];
const lastTarget: LastTarget = {
  runId: 'first',
  atMs: 9,
  groups: new Map([
    [
      'g',
      {
        name: 'Designers',
        sourceId: 'role:1',
        members: new Set(['a', 'b']),
        putIn: new Set(['b']),
        takenOut: new Set(['c']),
      },
    ],
  ]),
  left: [{ sourceId: 'role:2', name: 'admins', reason: 'grants-administration' }],
  paired: new Map([['2', 'b']]),
  unpaired: [{ userId: '7', displayName: 'Eve', reason: 'no-account' }],
  gone: ['9'],
};

describe('the memory of a connection', () => {
  it('keeps what it was given, for that connection alone', async () => {
    const { memory } = aMemory();
    await memory.putLinks('conn', links);
    await memory.putLedger('conn', ledger);
    await memory.putNotes('conn', notes);
    await memory.putRejected('conn', rejected);
    await memory.putLastTarget('conn', lastTarget);
    expect(await memory.getLinks('conn')).toEqual(links);
    expect(await memory.getLedger('conn')).toEqual(ledger);
    expect(await memory.getNotes('conn')).toEqual(notes);
    expect(await memory.getRejected('conn')).toEqual(rejected);
    expect(await memory.getLastTarget('conn')).toEqual(lastTarget);
    expect(await memory.getLedger('other')).toEqual(new Map());
    expect(await memory.getNotes('other')).toEqual({
      pending: new Map(),
      accepted: new Map(),
      usual: [],
      keptPeople: new Map(),
    });
    expect(await memory.getLastTarget('other')).toBeUndefined();
  });

  it('reads a ledger of the first version, which did not note since when', async () => {
    const { files, memory } = aMemory();
    await files.put('conn', 'ledger', { version: 1, accountIds: ['a', 'b'], groups: [['g', [1, 0]]] });
    const old = { runId: '', atMs: 0, how: 'added' };
    expect(await memory.getLedger('conn')).toEqual(
      new Map([
        [
          'g',
          new Map([
            ['b', old],
            ['a', old],
          ]),
        ],
      ]),
    );
  });

  it('refuses a ledger whose places lead nowhere', async () => {
    const { files, memory } = aMemory();
    await files.put('conn', 'ledger', { version: 1, accountIds: ['a'], groups: [['g', [1]]] });
    await expect(memory.getLedger('conn')).rejects.toMatchObject({
      failure: { kind: 'stored-data-damaged', key: keys.document('conn', 'ledger') },
    });
  });

  it('does without the site as it was and what waits when these are damaged, and not without what was decided', async () => {
    const { store, memory } = aMemory();
    await memory.putLastTarget('conn', lastTarget);
    await memory.putRejected('conn', rejected);
    await memory.putNotes('conn', notes);
    for (const name of ['last-target', 'notes']) store.damage(keys.document('conn', name), 'rubbish');
    store.damage(keys.document('conn', 'rejected'), 'rubbish');
    expect(await memory.getLastTarget('conn')).toBeUndefined();
    expect(await memory.getNotes('conn')).toMatchObject({ pending: new Map(), usual: [] });
    await expect(memory.getRejected('conn')).rejects.toMatchObject({
      failure: { kind: 'stored-data-damaged' },
    });
  });

  it('is gone when it is removed', async () => {
    const { files, memory } = aMemory();
    await memory.putLinks('conn', links);
    await memory.putLedger('conn', ledger);
    await memory.putNotes('conn', notes);
    await memory.putRejected('conn', rejected);
    await memory.putLastTarget('conn', lastTarget);
    await memory.remove('conn');
    for (const name of ['links', 'ledger', 'notes', 'rejected', 'last-target'])
      expect({ name, value: await files.get('conn', name) }).toEqual({ name, value: undefined });
  });
});
