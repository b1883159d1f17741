import type { RunMode, RunTrigger } from '../../domain/run';

export const historyResults = ['under-way', 'finished', 'failures', 'held', 'stopped'] as const;
export type HistoryResult = (typeof historyResults)[number];
const modes: readonly RunMode[] = ['sync', 'preview'];
const triggers: readonly RunTrigger[] = ['schedule', 'person', 'command-line'];

/** Which runs the history shows; what is absent does not matter. */
export interface HistoryFilter {
  readonly connectionId?: string;
  readonly result?: HistoryResult;
  readonly trigger?: RunTrigger;
  readonly mode?: RunMode;
}

/** The filter of an address such as `/history/connector/<id>/result/held/started/schedule/mode/sync`. What is not known is left out. */
export function historyFilterOf(parts: readonly (string | undefined)[]): HistoryFilter {
  const [name, value, ...rest] = parts;
  if (name === undefined || value === undefined) return {};
  return { ...historyFilterOf(rest), ...partOf(name, value) };
}

function partOf(name: string, value: string): HistoryFilter {
  const result = historyResults.find((known) => known === value);
  const trigger = triggers.find((known) => known === value);
  const mode = modes.find((known) => known === value);
  if (name === 'connector') return { connectionId: value };
  if (name === 'result' && result !== undefined) return { result };
  if (name === 'started' && trigger !== undefined) return { trigger };
  if (name === 'mode' && mode !== undefined) return { mode };
  return {};
}

export function historyPath({ connectionId, result, trigger, mode }: HistoryFilter = {}): string {
  const parts = [
    ['connector', connectionId],
    ['result', result],
    ['started', trigger],
    ['mode', mode],
  ] as const;
  const set = parts.filter(([, value]) => value !== undefined);
  return ['/history', ...set.map(([name, value]) => `${name}/${encodeURIComponent(value ?? '')}`)].join('/');
}
