import * as z from 'zod';
import { connection, type Connection, type Revised } from '../domain/connection';
import { ConflictError, type ConnectionStore, type KeyValue, type RecordRef } from '../domain/stores';
import { damaged } from './damaged';
import { keys } from './keys';

const index: RecordRef = { entity: 'record', key: keys.connectionIndex };
const idList = z.array(z.string());

/** Connections, one record each, and a record that lists their ids: queries of the storage lag, a `get` does not. */
export function connectionStore(store: KeyValue): ConnectionStore {
  const get = async (id: string): Promise<Revised<Connection> | undefined> => {
    const found = await store.getRecord(refOf(id));
    if (found === undefined) return undefined;
    const parsed = connection.safeParse(found.value);
    if (!parsed.success) throw damaged(keys.connection(id), parsed.error);
    return { ...parsed.data, revision: found.revision };
  };

  return {
    get,
    async list() {
      const connections: Revised<Connection>[] = [];
      const broken: string[] = [];
      for (const id of (await readIndex(store)).ids) {
        const found = await get(id).catch((error: unknown) => keepDamage(error, broken, id));
        if (found !== undefined) connections.push(found);
      }
      return { connections, damaged: broken };
    },
    async create(value) {
      if (!(await store.createRecord(refOf(value.id), value))) throw new ConflictError(value.id);
      await changeIndex(store, (ids) => [...ids.filter((id) => id !== value.id), value.id]);
      return { ...value, revision: 1 };
    },
    async save(value, revision) {
      const { revision: _, ...plain } = value as Revised<Connection>;
      if (!(await store.replaceRecord(refOf(value.id), { revision, value: plain })))
        throw new ConflictError(value.id);
      return { ...plain, revision: revision + 1 };
    },
    reorder: (ids) =>
      changeIndex(store, (listed) => {
        const first = [...new Set(ids)].filter((id) => listed.includes(id));
        return [...first, ...listed.filter((id) => !first.includes(id))];
      }),
    async remove(id) {
      await changeIndex(store, (ids) => ids.filter((other) => other !== id));
      await store.deleteRecord(refOf(id));
    },
  };
}

function refOf(id: string): RecordRef {
  return { entity: 'record', key: keys.connection(id) };
}

function keepDamage(error: unknown, broken: string[], id: string): undefined {
  if (!(error instanceof Error) || error.name !== 'FailureError') throw error;
  broken.push(id);
  return undefined;
}

async function readIndex(
  store: KeyValue,
): Promise<{ readonly ids: readonly string[]; readonly revision: number }> {
  const found = await store.getRecord(index);
  if (found === undefined) return { ids: [], revision: 0 };
  const parsed = idList.safeParse(found.value);
  if (!parsed.success) throw damaged(keys.connectionIndex, parsed.error);
  return { ids: parsed.data, revision: found.revision };
}

const tries = 5;

async function changeIndex(
  store: KeyValue,
  change: (ids: readonly string[]) => readonly string[],
): Promise<void> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const { ids, revision } = await readIndex(store);
    const value = change(ids);
    const saved =
      revision === 0
        ? await store.createRecord(index, value)
        : await store.replaceRecord(index, { revision, value });
    if (saved) return;
  }
  throw new ConflictError(keys.connectionIndex);
}
