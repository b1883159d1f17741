import type { AuditDraft } from '../../src/domain/audit';
import { auditStore } from '../../src/storage/audit-store';
import { documents } from '../../src/storage/documents';
import { keys } from '../../src/storage/keys';
import { CrashError, memoryKeyValue } from '../support/memory-key-value';

const dayMs = 86_400_000;
const nowMs = Date.UTC(2026, 10, 25);
const indexName = `record/${keys.auditIndex}`;
const entryKey = (number: number) => keys.document('audit', String(number));

function aDeed(subject: string, change: Partial<AuditDraft> = {}): AuditDraft {
  return { atMs: nowMs, byAccountId: 'acc-admin', action: 'changed', subject, changes: [], ...change };
}

function anAudit(store = memoryKeyValue()) {
  const audit = auditStore(store, documents(store));
  const subjects = async (limit = 1_000, connectionId?: string) =>
    (await audit.list({ limit, ...(connectionId === undefined ? {} : { connectionId }) })).entries.map(
      ({ subject }) => subject,
    );
  return { store, audit, subjects };
}

/** Somebody else's entry is added between the read and the write of the next so many changes of the list. */
function racing(times: number) {
  const store = memoryKeyValue();
  const stranger = auditStore(store, documents(store));
  let left = times;
  const race = async () => {
    if (left === 0) return;
    left -= 1;
    await stranger.add(aDeed(`stranger ${left}`));
  };
  const slow: typeof store = {
    ...store,
    createRecord: async (...of) => (await race(), store.createRecord(...of)),
    replaceRecord: async (...of) => (await race(), store.replaceRecord(...of)),
  };
  return { store, audit: auditStore(slow, documents(slow)) };
}

describe('the list of what administrators did', () => {
  it('is told from the newest on, in pieces, with all that was handed in', async () => {
    const { audit } = anAudit();
    const deed = aDeed('first', {
      changes: [{ path: 'name', before: '"a"', after: '"b"' }],
      connectionId: 'c',
    });
    await audit.add(deed);
    for (const subject of ['second', 'third']) await audit.add(aDeed(subject));
    const newest = await audit.list({ limit: 2 });
    expect(newest.entries.map(({ subject }) => subject)).toEqual(['third', 'second']);
    const rest = await audit.list({ limit: 2, before: newest.nextBefore ?? 0 });
    expect(rest).toEqual({ entries: [{ ...deed, number: 1 }], damaged: [] });
  });

  it('is told of one connection alone', async () => {
    const { audit, subjects } = anAudit();
    for (const id of ['a', 'b', 'a']) await audit.add(aDeed(`of ${id}`, { connectionId: id }));
    await audit.add(aDeed('of the site'));
    expect(await subjects(10, 'a')).toEqual(['of a', 'of a']);
    expect(await audit.list({ limit: 1, connectionId: 'b' })).not.toHaveProperty('nextBefore');
  });

  it('loses and overwrites nothing while others write at the same time', async () => {
    for (const times of [1, 2, 5]) {
      const { store, audit } = racing(times);
      await audit.add(aDeed('before'));
      await audit.add(aDeed('after'));
      const { entries, damaged } = await anAudit(store).audit.list({ limit: 100 });
      expect(damaged).toEqual([]);
      expect(entries.map(({ subject }) => subject).toSorted()).toEqual(
        ['after', 'before', ...Array.from({ length: times }, (_, index) => `stranger ${index}`)].toSorted(),
      );
      expect(new Set(entries.map(({ number }) => number)).size).toBe(times + 2);
    }
  });

  it('of many writers at once has an entry of each', async () => {
    const { audit, subjects } = anAudit();
    const names = Array.from({ length: 12 }, (_, index) => `deed ${index}`);
    await Promise.all(names.map((name) => audit.add(aDeed(name))));
    expect((await subjects()).toSorted()).toEqual(names.toSorted());
  });

  it('refuses the deed, and says so, where nobody comes to their turn', async () => {
    const { audit } = racing(50);
    await expect(audit.add(aDeed('late'))).rejects.toThrow('Nothing was changed; try again.');
  });

  it('keeps what was added after a crash at any write', async () => {
    for (let writes = 1; writes <= 3; writes += 1) {
      const { store, audit, subjects } = anAudit();
      await audit.add(aDeed('kept'));
      store.crashAfter(writes);
      const answered = await audit.add(aDeed('begun')).catch((error: unknown) => error);
      store.mend();
      await audit.add(aDeed('next'));
      const hasAnswered = !(answered instanceof CrashError);
      expect((await subjects()).filter((subject) => hasAnswered || subject !== 'begun')).toEqual(
        hasAnswered ? ['next', 'begun', 'kept'] : ['next', 'kept'],
      );
    }
  });

  it('skips and counts entries that somebody damaged', async () => {
    const { store, audit } = anAudit();
    for (const subject of ['a', 'b', 'c', 'd']) await audit.add(aDeed(subject));
    store.damage(entryKey(2), 'rubbish');
    await documents(store).put('audit', '3', { number: 3, action: 'danced' });
    const { entries, damaged } = await audit.list({ limit: 10 });
    expect({ damaged, subjects: entries.map(({ subject }) => subject) }).toEqual({
      damaged: [3, 2],
      subjects: ['d', 'a'],
    });
  });

  it('is made anew out of its entries where it is damaged itself', async () => {
    const { store, audit, subjects } = anAudit();
    for (const subject of ['a', 'b']) await audit.add(aDeed(subject, { connectionId: subject }));
    store.damage(indexName, { rubbish: true });
    expect(await subjects()).toEqual(['b', 'a']);
    expect(await subjects(10, 'a')).toEqual(['a']);
    await audit.add(aDeed('c'));
    expect(await subjects()).toEqual(['c', 'b', 'a']);
    expect((await audit.list({ limit: 1 })).entries[0]?.number).toBe(3);
  });

  it('forgets an entry that is taken back, and no other', async () => {
    const { store, audit, subjects } = anAudit();
    await audit.add(aDeed('kept'));
    const { number } = await audit.add(aDeed('refused'));
    await audit.withdraw(number);
    await audit.add(aDeed('next'));
    expect(await subjects()).toEqual(['next', 'kept']);
    expect(store.keys()).not.toContain(entryKey(number));
  });
});

describe('old entries', () => {
  it('go by their number: the newest 2,000 stay', async () => {
    const { store, audit } = anAudit();
    const rows = Array.from({ length: 2_000 }, (_, index) => [index + 1, nowMs, '']);
    await audit.add(aDeed('the first'));
    store.damage(indexName, rows);
    const { number } = await audit.add(aDeed('one more'));
    const kept = store.dump(indexName) as readonly (readonly [number])[];
    expect(kept).toHaveLength(2_000);
    expect(kept.at(-1)?.[0]).toBe(number);
    expect(store.keys()).not.toContain(entryKey(1));
  });

  it('go by their age, a few at a time, with what is stored of them', async () => {
    const { store, audit, subjects } = anAudit();
    for (let old = 0; old < 25; old += 1) await audit.add(aDeed('old', { atMs: nowMs - 401 * dayMs }));
    await audit.add(aDeed('young', { atMs: nowMs - 399 * dayMs }));
    const before = store.writes();
    await audit.add(aDeed('new'));
    expect(store.writes() - before).toBeLessThan(25);
    await audit.add(aDeed('newer'));
    expect(await subjects()).toEqual(['newer', 'new', 'young']);
    expect(store.keys().filter((key) => key.startsWith('v1:doc:audit'))).toHaveLength(3);
  });
});
