import * as z from 'zod';
import type { Clock } from '../domain/ports';
import type { KeyValue, RecordRef, RunLock } from '../domain/stores';
import { damaged } from './damaged';
import { keys } from './keys';

/** A free lock keeps its record, with an empty run id: only records can be compared and set. */
const stored = z.strictObject({ runId: z.string(), takenAtMs: z.number() });

/** One lock a connection, taken and given back by compare-and-set. */
export function runLock(store: KeyValue, clock: Clock): RunLock {
  const read = async (connectionId: string) => {
    const found = await store.getRecord(refOf(connectionId));
    if (found === undefined) return undefined;
    const parsed = stored.safeParse(found.value);
    if (!parsed.success) throw damaged(keys.lock(connectionId), parsed.error);
    return { ...parsed.data, revision: found.revision };
  };

  return {
    async take(connectionId, runId) {
      const ref = refOf(connectionId);
      const value = { runId, takenAtMs: clock.now() };
      if (await store.createRecord(ref, value)) return runId;
      const found = await read(connectionId);
      if (found !== undefined && found.runId !== '') return found.runId;
      const taken =
        found !== undefined && (await store.replaceRecord(ref, { revision: found.revision, value }));
      return taken ? runId : ((await read(connectionId))?.runId ?? '');
    },
    async holder(connectionId) {
      const found = await read(connectionId);
      return found === undefined || found.runId === ''
        ? undefined
        : { runId: found.runId, takenAtMs: found.takenAtMs };
    },
    async release(connectionId, runId) {
      const found = await read(connectionId);
      if (found === undefined || found.runId !== runId) return;
      await store.replaceRecord(refOf(connectionId), {
        revision: found.revision,
        value: { runId: '', takenAtMs: clock.now() },
      });
    },
  };
}

function refOf(connectionId: string): RecordRef {
  return { entity: 'record', key: keys.lock(connectionId) };
}
