import { Filter, FilterConditions, ForgeKvsAPIError, Sort, kvs } from '@forge/kvs';
import { FailureError } from '../domain/failure';
import type { KeyValue, RecordIndex, RecordRef } from '../domain/stores';

interface StoredRecord {
  revision: number;
  value: unknown;
  connectionId?: string;
  startedAtMs?: number;
}

/** The KeyValue port on Forge's hosted storage. */
export function forgeKeyValue(): KeyValue {
  return {
    get: (key) => told(() => kvs.get(key)),
    set: (key, value, keepForDays) =>
      told(() =>
        keepForDays === undefined
          ? kvs.set(key, value)
          : kvs.set(key, value, { ttl: { value: keepForDays, unit: 'DAYS' } }),
      ),
    delete: (key) => told(() => kvs.delete(key)),
    getSecret: (key) => told(() => kvs.getSecret<string>(key)),
    setSecret: (key, value) => told(() => kvs.setSecret(key, value)),
    deleteSecret: (key) => told(() => kvs.deleteSecret(key)),
    getRecord: async (ref) => {
      const found = await told(() => entity(ref).get(ref.key));
      return found === undefined ? undefined : { revision: found.revision, value: found.value };
    },
    createRecord,
    replaceRecord,
    deleteRecord: (ref) => told(() => entity(ref).delete(ref.key)),
    newestRecords,
  };
}

function entity(ref: RecordRef) {
  return kvs.entity<StoredRecord>(ref.entity);
}

async function createRecord(ref: RecordRef, value: unknown, index?: RecordIndex): Promise<boolean> {
  try {
    await told(() =>
      entity(ref).set(ref.key, { revision: 1, value, ...index }, { keyPolicy: 'FAIL_IF_EXISTS' }),
    );
    return true;
  } catch (error) {
    // The code of this refusal is not documented; whatever it is, the key's presence tells.
    if (error instanceof ForgeKvsAPIError && (await told(() => entity(ref).get(ref.key))) !== undefined)
      return false;
    throw error;
  }
}

async function replaceRecord(
  ref: RecordRef,
  next: { readonly revision: number; readonly value: unknown; readonly index?: RecordIndex },
): Promise<boolean> {
  const stored: StoredRecord = { revision: next.revision + 1, value: next.value, ...next.index };
  const conditions = new Filter<StoredRecord>().and('revision', FilterConditions.equalTo(next.revision));
  try {
    await told(() => kvs.transact().set(ref.key, stored, { entityName: ref.entity, conditions }).execute());
    return true;
  } catch (error) {
    if (!(error instanceof ForgeKvsAPIError)) throw error;
    const present = await told(() => entity(ref).get(ref.key));
    if (present === undefined || present.revision !== next.revision) return false;
    throw error;
  }
}

async function newestRecords(connectionId: string, limit: number): Promise<readonly unknown[]> {
  const query = kvs
    .entity<StoredRecord>('sync-run')
    .query()
    .index('by-connection', { partition: [connectionId] });
  // oxlint-disable-next-line unicorn/no-array-sort -- a query of the storage, not an array
  const { results } = await told(() => query.sort(Sort.DESC).limit(limit).getMany());
  return results.map((result) => result.value.value);
}

const slowDownMs = 5_000;

/** Storage that is busy or down becomes a failure that says so; a refusal keeps its own class. */
async function told<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch (error) {
    const status = error instanceof ForgeKvsAPIError ? error.responseDetails.status : 0;
    if (status !== 429 && status < 500) throw error;
    const message = 'The storage of the app is busy; the run goes on in a moment.';
    throw new FailureError({ kind: 'retry-later', afterMs: slowDownMs, message }, { cause: error });
  }
}
