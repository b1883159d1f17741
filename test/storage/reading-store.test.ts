import { FailureError } from '../../src/domain/failure';
import { createMemberships } from '../../src/domain/memberships';
import type { KeyValue, Reading, ReadingRecords } from '../../src/domain/stores';
import { documents } from '../../src/storage/documents';
import { packReading, readingPiece } from '../../src/storage/reading-pieces';
import { readingStore } from '../../src/storage/reading-store';
import { aGroup, aUser } from '../support/fake-directory';
import { CrashError, memoryKeyValue } from '../support/memory-key-value';

function aReading(runId: string): Reading {
  return {
    runId,
    readAtMs: 2,
    completeAtMs: 1,
    runsSinceComplete: 0,
    fingerprint: 'f',
    marks: { people: '1' },
  };
}

/** One group in which all of them are. */
function recordsOf(...userIds: readonly string[]): ReadingRecords {
  const members = createMemberships();
  members.add('role:Designers', userIds);
  return {
    users: new Map(userIds.map((id) => [id, aUser(id)])),
    groups: new Map([['role:Designers', aGroup('Designers')]]),
    members,
  };
}

/** A storage that is busy for as many reads of the head as a test says. */
function aBusyStore() {
  const store = memoryKeyValue();
  let busyReads = 0;
  const busy: KeyValue = {
    ...store,
    get: async (key) => {
      if (!key.endsWith(':reading') || busyReads === 0) return store.get(key);
      busyReads -= 1;
      throw new FailureError({ kind: 'retry-later', afterMs: 1, message: 'The storage is busy.' });
    },
  };
  return { store, readings: readingStore(documents(busy)), makeBusy: (reads: number) => (busyReads = reads) };
}

type Readings = ReturnType<typeof readingStore>;

async function stored(readings: Readings) {
  const reading = await readings.get('conn');
  const records = reading && (await readings.records('conn', reading));
  const ids = records && [...records.users.keys()];
  return { runId: reading?.runId, ids, members: records?.members.get('role:Designers') };
}

const old = { runId: 'old', ids: ['ann', 'bob'], members: ['ann', 'bob'] };
const fresh = { runId: 'fresh', ids: ['cleo', 'dan'], members: ['cleo', 'dan'] };
const isCrash = (error: unknown) => expect(error).toBeInstanceOf(CrashError);

describe('a reading', () => {
  it('keeps how many people had each attribute', async () => {
    const readings = readingStore(documents(memoryKeyValue()));
    const reading: Reading = { ...aReading('run'), attributes: { department: 2, constructor: 0 } };
    await readings.put('conn', reading, recordsOf('ann'));
    expect(await readings.get('conn')).toEqual(reading);
  });

  it('comes back whole: people, groups, members', async () => {
    const { readings } = aBusyStore();
    const records = recordsOf('ann', 'bob');
    records.users.set('gus', { ...aUser('gus'), guest: true });
    const { email: _, ...nameless } = aUser('ida');
    records.users.set('ida', nameless);
    records.users.set('jo', aUser('jo', { attributes: { department: ['Sales'] } }));
    records.users.set('kim', aUser('kim', { attributes: { floor: ['3', '4'], department: ['R&D'] } }));
    records.members.add('role:Empty', []);
    await readings.put('conn', aReading('old'), records);
    const found = await readings.records('conn', aReading('old'));
    expect(await readings.get('conn')).toEqual(aReading('old'));
    expect(found && [...found.users]).toEqual([...records.users]);
    expect(found?.groups).toEqual(records.groups);
    expect(found && [...found.members]).toEqual([...records.members]);
    const names = [...records.users].map(([id, { displayName }]) => [id, displayName]);
    expect([...((await readings.names('conn', aReading('old'))) ?? [])]).toEqual(names);
    const some = [...records.users].filter(([, { email }]) => email !== undefined).slice(0, 1);
    const emails = await readings.emails('conn', aReading('old'), new Set(some.map(([id]) => id)));
    expect([...(emails ?? [])]).toEqual(some.map(([id, { email }]) => [id, email]));
  });

  it('is stored without attributes as before there were any, so that what an earlier version stored is read', () => {
    const piece = {
      of: 'users',
      users: [['ann', 'Person ann', 'ann@example.com', 'active', 'Active', false]],
    };
    const [packed] = packReading(recordsOf('ann'));
    expect(packed).toEqual(piece);
    expect(readingPiece.parse(piece)).toEqual(piece);
  });

  it('is the old one or the new one after a crash at any write, and nothing of either is left after its removal', async () => {
    for (let last = 1; last < 12; last += 1) {
      const { store, readings } = aBusyStore();
      await readings.put('conn', aReading('first'), recordsOf('eve'));
      await readings.put('conn', aReading('old'), recordsOf('ann', 'bob'));
      store.crashAfter(last);
      await readings.put('conn', aReading('fresh'), recordsOf('cleo', 'dan')).catch(isCrash);
      store.mend();
      expect([old, fresh]).toContainEqual(await stored(readings));
      store.crashAfter(last);
      await readings.remove('conn').catch(isCrash);
      store.mend();
      await readings.remove('conn');
      expect({ last, keys: store.keys() }).toEqual({ last, keys: [] });
    }
  });

  it('is not taken for absent, nor written over in its place, while the storage is busy', async () => {
    const { store, readings, makeBusy } = aBusyStore();
    await readings.put('conn', aReading('old'), recordsOf('ann', 'bob'));
    makeBusy(1);
    await expect(readings.get('conn')).rejects.toThrow('busy');
    makeBusy(1);
    store.crashAfter(2);
    await expect(readings.put('conn', aReading('fresh'), recordsOf('cleo', 'dan'))).rejects.toThrow('busy');
    store.mend();
    expect(await stored(readings)).toEqual(old);
  });

  it('is not believed where one of its pieces is of another', async () => {
    const { store, readings } = aBusyStore();
    await readings.put('conn', aReading('old'), recordsOf('ann', 'bob'));
    const key = store.keys().find((each) => each.endsWith('.a.0')) ?? '';
    const strange = store.dump(key);
    await readings.put('conn', aReading('between'), recordsOf('eve'));
    await readings.put('conn', aReading('fresh'), recordsOf('cleo', 'dan'));
    store.damage(key, strange);
    expect((await stored(readings)).ids).toBeUndefined();
    expect(await readings.names('conn', aReading('fresh'))).toBeUndefined();
    expect(await readings.names('conn', aReading('between'))).toBeUndefined();
  });

  it('that only goes on keeps the records of the run that read them', async () => {
    const { readings } = aBusyStore();
    await readings.put('conn', aReading('old'), recordsOf('ann', 'bob'));
    await readings.put('conn', aReading('later'));
    expect(await stored(readings)).toEqual({ ...old, runId: 'later' });
  });
});
