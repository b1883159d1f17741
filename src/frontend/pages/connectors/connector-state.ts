import type { ConnectionSummary, RunSummary } from '../../../contract';
import { isUnderWay } from '../../words/run-status';

export interface StateWords {
  readonly label: string;
  readonly appearance: 'default' | 'inprogress' | 'moved' | 'new' | 'removed' | 'success';
}

type Look = (row: ConnectionSummary) => StateWords | undefined;

/** What an administrator must know first comes first; each look has its say where the ones before had none. */
const looks: readonly Look[] = [
  underWay,
  (row) => where(hasRejectedCredentials(row), 'Credentials rejected', 'removed'),
  (row) => where(row.heldRun !== undefined, 'Held changes', 'moved'),
  (row) => where(row.rest !== undefined, 'Resting', 'moved'),
  (row) => where(newestWhole(row)?.status === 'stopped', 'Stopped', 'removed'),
  (row) => where(row.needsPreview === true, 'First preview needed', 'new'),
  (row) => where(newestWhole(row)?.status === 'finished-with-failures', 'Some changes failed', 'moved'),
];

/** The state of a connector, in one or two words. */
export function connectorState(row: ConnectionSummary): StateWords {
  for (const look of looks) {
    const words = look(row);
    if (words !== undefined) return words;
  }
  return { label: 'Ready', appearance: 'success' };
}

function where(isSo: boolean, label: string, appearance: StateWords['appearance']): StateWords | undefined {
  return isSo ? { label, appearance } : undefined;
}

function underWay({ lastRun }: ConnectionSummary): StateWords | undefined {
  if (lastRun?.status === 'queued') return { label: 'Starting', appearance: 'inprogress' };
  if (lastRun?.status === 'working') return { label: 'Running', appearance: 'inprogress' };
  return where(lastRun?.status === 'waiting', 'Waiting', 'moved');
}

/** Whether the directory refused the credentials that are still the ones; a new secret has yet to be tried. */
export function hasRejectedCredentials(row: ConnectionSummary): boolean {
  const run = ended(row)[0];
  return run?.stoppedKind === 'credentials-rejected' && (row.secretSetAtMs ?? 0) <= run.startedAtMs;
}

/** The newest run of the whole connector that tells how things are. */
function newestWhole(row: ConnectionSummary): RunSummary | undefined {
  return ended(row).find(({ task }) => task?.kind !== 'person');
}

/** Newest first. A run that somebody cancelled says nothing of the connector. */
function ended({ recentRuns }: ConnectionSummary): readonly RunSummary[] {
  return recentRuns.filter(({ status, stoppedKind }) => !isUnderWay(status) && stoppedKind !== 'cancelled');
}
