import type { RunMode, RunReport, RunStatus } from '../../domain/run';

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

export function modeWord(mode: RunMode): string {
  return mode === 'preview' ? 'Preview' : 'Sync';
}

const triggers: Record<RunReport['trigger'], string> = {
  person: 'By hand',
  schedule: 'By schedule',
  'command-line': 'From the command line',
};

export function triggerWords(trigger: RunReport['trigger']): string {
  return triggers[trigger];
}
