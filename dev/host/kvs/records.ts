import { open, type Database, type RootDatabase } from 'lmdb';

/** A stored value with its metadata; times are host time, epoch milliseconds. */
export interface StoredRecord {
  readonly value: unknown;
  readonly createdAt: number;
  readonly updatedAt: number;
  /** From when on the record may be swept. Until then it is still returned, as on Forge. */
  readonly expiresAt?: number;
}

export type RecordKind = 'value' | 'secret' | 'entity';

/** Where a record stands. Plain values, secrets and each entity are separate key spaces. */
export interface RecordAddress {
  readonly kind: RecordKind;
  readonly entityName?: string;
  readonly key: string;
}

/** The embedded store under KVS: synchronous, transactional, on disk. */
export interface Records {
  get(address: RecordAddress): StoredRecord | undefined;
  put(address: RecordAddress, record: StoredRecord): void;
  readonly remove: (address: RecordAddress) => void;
  /** All of one key space, in key order. */
  list(space: Omit<RecordAddress, 'key'>): readonly (StoredRecord & { readonly key: string })[];
  /** All or nothing. */
  readonly transaction: <T>(work: () => T) => T;
}

export function openStore(dataDir: string): RootDatabase {
  // A killed process loses nothing; only a power failure could, and that is fine for a local tool.
  return open({ path: `${dataDir}/forge.lmdb`, noSync: true, maxDbs: 8, encoding: 'json' });
}

export function createRecords(root: RootDatabase): Records {
  const rows: Database<StoredRecord, string[]> = root.openDB({ name: 'records', encoding: 'json' });
  return {
    get: (address) => rows.get(keyOf(address)),
    put: (address, record) => {
      rows.putSync(keyOf(address), record);
    },
    remove: (address) => {
      rows.removeSync(keyOf(address));
    },
    list: (space) => {
      const prefix = spaceOf(space);
      const range = rows.getRange({ start: prefix, end: [...prefix, '\uffff'] });
      return Array.from(range, ({ key, value }) => ({ key: key.at(-1) ?? '', ...value }));
    },
    transaction: (work) => rows.transactionSync(work),
  };
}

function keyOf(address: RecordAddress): string[] {
  return [...spaceOf(address), address.key];
}

function spaceOf({ kind, entityName }: Omit<RecordAddress, 'key'>): string[] {
  return [kind, entityName ?? ''];
}
