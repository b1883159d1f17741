import type { KeyValue, RunData, RunDocument } from '../domain/stores';
import type { Documents } from './documents';
import { keys } from './keys';

/** Days after which the leavings of a run that died are forgotten; a run lives for one at most. */
export const runLeavingsDays = 7;

interface RunFiles {
  /** For what outlives the run. */
  readonly lasting: Documents;
  /** Made with `runLeavingsDays`. */
  readonly passing: Documents;
}

/** A run's pages, plan, journal and report, as documents that the run's id owns. */
export function runData(store: KeyValue, { lasting, passing }: RunFiles): RunData {
  const of = (name: RunDocument) => (name === 'report' || name === 'changes' ? lasting : passing);
  return {
    put: (runId, name, value) => of(name).put(runId, name, value),
    get: (runId, name) => of(name).get(runId, name),
    putPiece: (runId, { log, index }, value) => passing.put(runId, `${log}.${index}`, value),
    getPiece: (runId, { log, index }) => passing.get(runId, `${log}.${index}`),
    remove: (runId, name) => of(name).remove(runId, name),
    removePiece: (runId, { log, index }) => passing.remove(runId, `${log}.${index}`),
    putJournal: (runId, index, value) => store.set(keys.journal(runId, index), value, runLeavingsDays),
    getJournal: (runId, index) => store.get(keys.journal(runId, index)),
    removeJournal: (runId, index) => store.delete(keys.journal(runId, index)),
  };
}
