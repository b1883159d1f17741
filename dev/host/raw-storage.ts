import type { RecordAddress, RecordKind, Records } from './kvs/records';

/** The store without Forge's rules, for tests and tools. */
export interface RawStorage {
  get(address: RecordAddress): unknown;
  /** Overwrites; creates what is not there. */
  set(address: RecordAddress, value: unknown): void;
  remove(address: RecordAddress): void;
  keys(kind: RecordKind, entityName?: string): readonly string[];
}

export function createRawStorage(records: Records, now: () => number): RawStorage {
  return {
    get: (address) => records.get(address)?.value,
    set: (address, value) => {
      const before = records.get(address);
      records.put(address, { ...before, value, createdAt: before?.createdAt ?? now(), updatedAt: now() });
    },
    remove: records.remove,
    keys: (kind, entityName) =>
      records.list({ kind, ...(entityName === undefined ? {} : { entityName }) }).map((row) => row.key),
  };
}
