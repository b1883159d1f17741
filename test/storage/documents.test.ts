import { createHash } from 'node:crypto';
import { FailureError } from '../../src/domain/failure';
import { documents } from '../../src/storage/documents';
import { memoryStore } from '../../src/storage/memory-store';
import type { Origin } from '../../src/domain/stores';
import { keys } from '../../src/storage/keys';
import { CrashError, memoryKeyValue } from '../support/memory-key-value';

/** Text that hardly compresses. */
function noise(length: number, seed: number): string {
  const line = (index: number) => createHash('sha512').update(`${seed}.${index}`).digest('base64');
  return Array.from({ length: Math.ceil(length / 88) }, (_, index) => line(index))
    .join('')
    .slice(0, length);
}

describe('a document', () => {
  it('of any size comes back as it was, in values under the limit', async () => {
    const store = memoryKeyValue();
    const files = documents(store);
    for (const value of [null, 'é 漢字 🙂', { a: [1, 2] }, noise(1_500_000, 7)]) {
      await files.put('run', 'x', value);
      expect(await files.get('run', 'x')).toEqual(value);
    }
    expect(store.keys().length).toBeGreaterThan(3);
    await files.put('run', 'x', 'short');
    expect(store.keys()).toEqual([keys.document('run', 'x')]);
    await files.remove('run', 'x');
    expect(store.keys()).toEqual([]);
    expect(await files.get('run', 'x')).toBeUndefined();
  });

  it('is the old one or the new one after a crash at any write, never a mixture', async () => {
    for (let last = 1; last < 20; last += 1) {
      const store = memoryKeyValue();
      const files = documents(store);
      const [old, fresh] = [noise(900_000, 1), noise(1_100_000, 2)];
      await files.put('run', 'x', old);
      store.crashAfter(last);
      await files.put('run', 'x', fresh).catch((error: unknown) => expect(error).toBeInstanceOf(CrashError));
      store.mend();
      expect([old, fresh]).toContain(await files.get('run', 'x'));
    }
  });

  it('is not written over in its place when the storage is too busy to say what is there', async () => {
    const store = memoryKeyValue();
    await documents(store).put('run', 'x', noise(900_000, 1));
    const busy = new FailureError({ kind: 'retry-later', afterMs: 1, message: 'The storage is busy.' });
    const files = documents({ ...store, get: () => Promise.reject(busy) });
    await expect(files.put('run', 'x', noise(900_000, 2))).rejects.toThrow('busy');
    await expect(files.remove('run', 'x')).rejects.toThrow('busy');
    expect(await documents(store).get('run', 'x')).toEqual(noise(900_000, 1));
  });

  it('that somebody damaged is named, and nothing is made of it', async () => {
    const store = memoryKeyValue();
    const files = documents(store);
    const memory = memoryStore(files);
    await memory.putLedger('conn', new Map([['g', new Map([['a', origin('run')]])]]));
    for (const value of ['rubbish', { version: 1, parts: 0, data: 'AAAA' }, { version: 1, parts: 2 }, 7]) {
      store.damage(keys.document('conn', 'ledger'), value);
      await expect(memory.getLedger('conn')).rejects.toMatchObject({
        failure: {
          kind: 'stored-data-damaged',
          key: keys.document('conn', 'ledger'),
          message: expect.stringContaining('is damaged and was left as it is'),
        },
      });
      await expect(memory.getLedger('conn')).rejects.toBeInstanceOf(FailureError);
    }
  });
});

describe('keys', () => {
  it('hold no e-mail and no distinguished name', () => {
    expect(keys.document('conn', 'ann@example.com')).toMatch(/^v1:doc:conn:h[0-9a-f]{64}$/);
    expect(keys.run('CN=Designers,DC=example')).toMatch(/^v1:run:h[0-9a-f]{64}$/);
  });
});

function origin(runId: string): Origin {
  return { runId, atMs: 5, how: 'added' };
}
