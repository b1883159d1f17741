import type { FailureKind } from '../../domain/failure';
import type { HeldDecision, RunMode, RunReport, RunStatus, RunTask } from '../../domain/run';

/** The page may not import the domain's code, only its types; this is `hasEnded` the other way round. */
export function isUnderWay(status: RunStatus): boolean {
  return status === 'queued' || status === 'working' || status === 'waiting';
}

type Appearance = 'default' | 'inprogress' | 'moved' | 'removed' | 'success';

const words: Record<RunStatus, { readonly label: string; readonly appearance: Appearance }> = {
  queued: { label: 'Queued', appearance: 'default' },
  working: { label: 'Running', appearance: 'inprogress' },
  waiting: { label: 'Waiting', appearance: 'moved' },
  finished: { label: 'Finished', appearance: 'success' },
  'finished-with-failures': { label: 'Finished with failures', appearance: 'moved' },
  held: { label: 'Waiting for approval', appearance: 'moved' },
  stopped: { label: 'Stopped', appearance: 'removed' },
};

export function statusWords(status: RunStatus): { readonly label: string; readonly appearance: Appearance } {
  return words[status];
}

/** Who cancelled a run knows that it stopped. What was held and is decided does not wait any more; a rejection of some groups leaves the others waiting. */
export function decidedWords(
  status: RunStatus,
  decision: HeldDecision | undefined,
  stoppedKind?: FailureKind,
): ReturnType<typeof statusWords> {
  if (status === 'stopped' && stoppedKind === 'cancelled')
    return { label: 'Cancelled', appearance: 'default' };
  if (status !== 'held') return words[status];
  if (decision?.kind === 'approved') return { label: 'Approved', appearance: 'success' };
  const isRejected = decision?.kind === 'rejected' && decision.sourceIds === undefined;
  return isRejected ? { label: 'Rejected', appearance: 'default' } : words[status];
}

export function modeWord(mode: RunMode): string {
  return mode === 'preview' ? 'Preview' : 'Sync';
}

/** "Sync", "Preview of an undo", "Sync of one person". */
export function kindWords(mode: RunMode, task: RunTask | undefined): string {
  switch (task?.kind) {
    case 'undo':
      return mode === 'preview' ? 'Preview of an undo' : 'Undo';
    case 'person':
      return `${modeWord(mode)} of one person`;
    case 'everything':
    case undefined:
      break;
  }
  return modeWord(mode);
}

/** The title of a run's page. `person`: the name of the one person, where it is one and known. */
export function runTitle(
  { mode, task }: { readonly mode: RunMode; readonly task?: RunTask },
  connector: string,
  person?: string,
): string {
  if (task?.kind === 'person') return `${modeWord(mode)} of ${person ?? 'one person'} in ${connector}`;
  if (task?.kind === 'undo') return `${kindWords(mode, task)} in ${connector}`;
  return `${modeWord(mode)} of ${connector}`;
}

const triggers: Record<RunReport['trigger'], string> = {
  person: 'By hand',
  schedule: 'By schedule',
  'command-line': 'From the command line',
};

export function triggerWords(trigger: RunReport['trigger']): string {
  return triggers[trigger];
}
