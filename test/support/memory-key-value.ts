import type { KeyValue, RecordIndex, RecordRef } from '../../src/domain/stores';

/** Thrown by every write after the one that the test chose as the last. */
export class CrashError extends Error {
  override readonly name = 'CrashError';
}

interface Stored {
  readonly revision: number;
  readonly value: unknown;
  readonly index?: RecordIndex;
}

export interface MemoryKeyValue extends KeyValue {
  /** Writes done so far. */
  readonly writes: () => number;
  /** The process dies right after this many more writes: the write is stored, and nothing after it happens. */
  readonly crashAfter: (writes: number) => void;
  readonly mend: () => void;
  /** Damages a value by hand. */
  readonly damage: (key: string, value: unknown) => void;
  readonly keys: () => readonly string[];
  readonly dump: (key: string) => unknown;
}

/** Storage in memory that holds what Forge holds: JSON, legal keys, sizes. */
export function memoryKeyValue(): MemoryKeyValue {
  const values = new Map<string, string>();
  const secrets = new Map<string, string>();
  const records = new Map<string, Stored>();
  let writes = 0;
  let last = Number.POSITIVE_INFINITY;

  const write = (key: string, store: () => void) => {
    if (writes >= last) throw new CrashError();
    if (!/^(?!\s+$)[a-zA-Z0-9:._\s\-#]{1,500}$/.test(key)) throw new Error(`illegal key ${key}`);
    store();
    writes += 1;
    if (writes >= last) throw new CrashError();
  };
  const pack = (value: unknown) => {
    const text = JSON.stringify(value);
    if (Buffer.byteLength(text) > 240 * 1024) throw new Error('value over 240 KiB');
    return text;
  };
  const nameOf = (ref: RecordRef) => `${ref.entity}/${ref.key}`;
  const unpack = (text: string | undefined): unknown => (text === undefined ? undefined : JSON.parse(text));

  return {
    get: async (key) => unpack(values.get(key)),
    set: async (key, value) => write(key, () => values.set(key, pack(value))),
    delete: async (key) => write(key, () => values.delete(key)),
    getSecret: async (key) => secrets.get(key),
    setSecret: async (key, value) => write(key, () => secrets.set(key, value)),
    deleteSecret: async (key) => write(key, () => secrets.delete(key)),
    getRecord: async (ref) => {
      const found = records.get(nameOf(ref));
      return found === undefined
        ? undefined
        : { revision: found.revision, value: structuredClone(found.value) };
    },
    createRecord: async (ref, value, index) => {
      if (records.has(nameOf(ref))) return false;
      write(ref.key, () =>
        records.set(nameOf(ref), { revision: 1, value: unpack(pack(value)), ...(index && { index }) }),
      );
      return true;
    },
    replaceRecord: async (ref, { revision, value, index }) => {
      if (records.get(nameOf(ref))?.revision !== revision) return false;
      write(ref.key, () =>
        records.set(nameOf(ref), {
          revision: revision + 1,
          value: unpack(pack(value)),
          ...(index && { index }),
        }),
      );
      return true;
    },
    deleteRecord: async (ref) => write(ref.key, () => records.delete(nameOf(ref))),
    newestRecords: async (connectionId, limit) =>
      [...records.values()]
        .filter((stored) => stored.index?.connectionId === connectionId)
        .toSorted((a, b) => (b.index?.startedAtMs ?? 0) - (a.index?.startedAtMs ?? 0))
        .slice(0, limit)
        .map((stored) => structuredClone(stored.value)),
    writes: () => writes,
    crashAfter: (more) => {
      last = writes + more;
    },
    mend: () => {
      last = Number.POSITIVE_INFINITY;
    },
    damage: (key, value) => {
      const record = records.get(key);
      if (record === undefined) values.set(key, JSON.stringify(value));
      else records.set(key, { ...record, value });
    },
    keys: () => [...values.keys(), ...records.keys()],
    dump: (key) => unpack(values.get(key)) ?? records.get(key)?.value,
  };
}
