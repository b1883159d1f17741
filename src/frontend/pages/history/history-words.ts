import type { ConnectionSummary, RunSummary } from '../../../contract';
import type { RunMode, RunStatus, RunTrigger } from '../../../domain/run';
import type { HistoryFilter, HistoryResult } from '../../routing/history-address';
import { count, counted } from '../../words/count';
import { triggerWords } from '../../words/run-status';

const resultOf: Record<RunStatus, HistoryResult> = {
  queued: 'under-way',
  working: 'under-way',
  waiting: 'under-way',
  finished: 'finished',
  'finished-with-failures': 'failures',
  held: 'held',
  stopped: 'stopped',
};

/** Whether the history shows a run. */
export function isShown(run: RunSummary, filter: HistoryFilter): boolean {
  return (
    isOne(filter.connectionId, run.connectionId) &&
    isOne(filter.result, resultOf[run.status]) &&
    isOne(filter.trigger, run.trigger) &&
    isOne(filter.mode, run.mode)
  );
}

function isOne<T>(wanted: T | undefined, value: T): boolean {
  return wanted === undefined || wanted === value;
}

/** The empty value stands for no filter. */
interface Option<V extends string> {
  readonly value: V | '';
  readonly label: string;
}

export const resultOptions: readonly Option<HistoryResult>[] = [
  { value: '', label: 'All results' },
  { value: 'under-way', label: 'Under way' },
  { value: 'finished', label: 'Finished' },
  { value: 'failures', label: 'Finished with failures' },
  { value: 'held', label: 'Held changes' },
  { value: 'stopped', label: 'Stopped' },
];

export const triggerOptions: readonly Option<RunTrigger>[] = [
  { value: '', label: 'All' },
  { value: 'schedule', label: triggerWords('schedule') },
  { value: 'person', label: triggerWords('person') },
  { value: 'command-line', label: triggerWords('command-line') },
];

export const modeOptions: readonly Option<RunMode>[] = [
  { value: '', label: 'Syncs and previews' },
  { value: 'sync', label: 'Syncs' },
  { value: 'preview', label: 'Previews' },
];

export function connectorOptions(connections: readonly ConnectionSummary[]): readonly Option<string>[] {
  return [
    { value: '', label: 'All connectors' },
    ...connections.map(({ id, name }) => ({ value: id, label: name })),
  ];
}

/** "12 runs", or "3 of 12 runs" where a filter is set. */
export function shownWords(shown: number, loaded: number): string {
  return shown === loaded ? counted(loaded, 'run') : `${count(shown)} of ${counted(loaded, 'run')}`;
}

export function keptWords({ runs, days }: { readonly runs: number; readonly days: number }): string {
  return `Of each connector the newest ${counted(runs, 'run')} are kept, for ${counted(days, 'day')} at most.`;
}
