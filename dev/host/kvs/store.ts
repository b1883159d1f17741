import type { HostClock } from '../clock';
import type { Faults } from '../faults';
import type { RecordAddress, Records, StoredRecord } from './records';
import { StorageRefusal } from './refusal';

/** How a value is written; `@forge/kvs` SetOptions on the wire. */
export interface WriteOptions {
  readonly ttl?:
    { readonly value: number; readonly unit: 'SECONDS' | 'MINUTES' | 'HOURS' | 'DAYS' } | undefined;
  readonly keyPolicy?: 'OVERRIDE' | 'FAIL_IF_EXISTS' | undefined;
}

type Row = StoredRecord & { readonly key: string };

/** Reads and writes with Forge's semantics of time: metadata, expiry, and queries that may lag behind. */
export interface KeyValueStore {
  /** Strongly consistent. */
  get(address: RecordAddress): StoredRecord | undefined;
  /** Answers what stood there before. Throws 409 for `FAIL_IF_EXISTS` on a key that exists. */
  set(address: RecordAddress, value: unknown, options?: WriteOptions): StoredRecord | undefined;
  /** False when there was nothing. */
  remove(address: RecordAddress): boolean;
  /** For queries: eventually consistent, by `faults.queryLagMs`. */
  list(space: Omit<RecordAddress, 'key'>): readonly Row[];
  transaction<T>(work: () => T): T;
}

const unitMs = { SECONDS: 1000, MINUTES: 60_000, HOURS: 3_600_000, DAYS: 86_400_000 } as const;
const longestTtlMs = 366 * unitMs.DAYS;
/** Forge removes expired values up to two days late and returns them until then. */
const sweepAfterMs = 48 * unitMs.HOURS;

export function createKeyValueStore(
  records: Records,
  deps: { readonly clock: HostClock; readonly faults: Faults },
): KeyValueStore {
  const { clock, faults } = deps;
  const past = createPast();

  const get = (address: RecordAddress): StoredRecord | undefined => {
    const record = records.get(address);
    if (record?.expiresAt === undefined || record.expiresAt + sweepAfterMs > clock.now()) return record;
    records.remove(address);
    return undefined;
  };
  const change = (address: RecordAddress, before: StoredRecord | undefined): void => {
    if (faults.queryLagMs > 0) past.remember(address, { before, atMs: clock.now() });
  };

  return {
    get,
    set: (address, value, options = {}) => {
      const before = get(address);
      if (options.keyPolicy === 'FAIL_IF_EXISTS' && before !== undefined) {
        throw new StorageRefusal(409, 'KEY_CONFLICT', 'The key already exists.');
      }
      change(address, before);
      records.put(address, newRecord({ value, before, options, nowMs: clock.now() }));
      return before;
    },
    remove: (address) => {
      const before = get(address);
      if (before === undefined) return false;
      change(address, before);
      records.remove(address);
      return true;
    },
    list: (space) => past.view(records.list(space), space, clock.now() - faults.queryLagMs),
    transaction: records.transaction,
  };
}

interface NewRecord {
  readonly value: unknown;
  readonly before: StoredRecord | undefined;
  readonly options: WriteOptions;
  readonly nowMs: number;
}

function newRecord({ value, before, options, nowMs }: NewRecord): StoredRecord {
  const record = { value, createdAt: before?.createdAt ?? nowMs, updatedAt: nowMs };
  if (options.ttl === undefined) return record;
  const ttlMs = options.ttl.value * unitMs[options.ttl.unit];
  if (!(ttlMs > 0 && ttlMs <= longestTtlMs)) {
    throw new StorageRefusal(400, 'INVALID_TTL', 'The time to live must be positive and at most one year.');
  }
  return { ...record, expiresAt: nowMs + ttlMs };
}

interface PastChange {
  readonly before: StoredRecord | undefined;
  readonly atMs: number;
}

/** Remembers what changes replaced, so that a query can see the store as it was. Kept only while the fault is on. */
function createPast() {
  const changes: (PastChange & { readonly address: RecordAddress })[] = [];
  return {
    remember: (address: RecordAddress, change: PastChange): void => {
      changes.push({ ...change, address });
    },
    view: (rows: readonly Row[], space: Omit<RecordAddress, 'key'>, asOfMs: number): readonly Row[] => {
      const later = changes.filter((change) => change.atMs > asOfMs && isIn(change.address, space));
      if (later.length === 0) return rows;
      const byKey = new Map(rows.map((row) => [row.key, row]));
      for (const { address, before } of later.toReversed()) {
        if (before === undefined) byKey.delete(address.key);
        if (before !== undefined) byKey.set(address.key, { ...before, key: address.key });
      }
      return [...byKey.values()].toSorted((a, b) => (a.key < b.key ? -1 : 1));
    },
  };
}

function isIn(address: RecordAddress, space: Omit<RecordAddress, 'key'>): boolean {
  return address.kind === space.kind && address.entityName === space.entityName;
}
