import type { KeyValue, RunData } from '../domain/stores';
import type { Documents } from './documents';
import { keys } from './keys';

/** A run's pages, plan, journal and report, as documents that the run's id owns. */
export function runData(store: KeyValue, documents: Documents): RunData {
  return {
    put: (runId, name, value) => documents.put(runId, name, value),
    get: (runId, name) => documents.get(runId, name),
    putPiece: (runId, { log, index }, value) => documents.put(runId, `${log}.${index}`, value),
    getPiece: (runId, { log, index }) => documents.get(runId, `${log}.${index}`),
    remove: (runId, name) => documents.remove(runId, name),
    removePiece: (runId, { log, index }) => documents.remove(runId, `${log}.${index}`),
    putJournal: (runId, index, value) => store.set(keys.journal(runId, index), value),
    getJournal: (runId, index) => store.get(keys.journal(runId, index)),
    removeJournal: (runId, index) => store.delete(keys.journal(runId, index)),
  };
}
