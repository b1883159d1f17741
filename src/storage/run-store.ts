import type { Revised } from '../domain/connection';
import {
  ConflictError,
  type KeyValue,
  type RecordIndex,
  type RecordRef,
  type RunStore,
} from '../domain/stores';
import { syncRun, type SyncRun } from '../domain/sync-run';
import { damaged } from './damaged';
import { keys } from './keys';

/** Runs, each an entity of its own that is listed by connection. */
export function runStore(store: KeyValue): RunStore {
  return {
    async create(run) {
      if (!(await store.createRecord(refOf(run.id), run, indexOf(run)))) throw new ConflictError(run.id);
    },
    async get(runId) {
      const found = await store.getRecord(refOf(runId));
      return found === undefined ? undefined : { ...parse(runId, found.value), revision: found.revision };
    },
    async save(run, revision) {
      const { revision: _, ...plain } = run as Revised<SyncRun>;
      const saved = await store.replaceRecord(refOf(run.id), { revision, value: plain, index: indexOf(run) });
      return saved ? { ...plain, revision: revision + 1 } : undefined;
    },
    async newest(connectionId, limit) {
      const values = await store.newestRecords(connectionId, limit);
      return values.flatMap((value) => syncRun.safeParse(value).data ?? []);
    },
    remove: (runId) => store.deleteRecord(refOf(runId)),
  };
}

function refOf(runId: string): RecordRef {
  return { entity: 'sync-run', key: keys.run(runId) };
}

function indexOf(run: SyncRun): RecordIndex {
  return { connectionId: run.connectionId, startedAtMs: run.startedAtMs };
}

function parse(runId: string, value: unknown): SyncRun {
  const parsed = syncRun.safeParse(value);
  if (!parsed.success) throw damaged(keys.run(runId), parsed.error);
  return parsed.data;
}
