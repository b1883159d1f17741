import type { Functions } from './functions';
import type { Manifest } from './manifest';

const intervalMs = { fiveMinute: 300_000, hour: 3_600_000, day: 86_400_000, week: 604_800_000 } as const;

export interface TriggerDeps {
  readonly functions: Functions;
  /** Real milliseconds; undefined: each trigger's own interval; 0: never. */
  readonly tickEveryMs: number | undefined;
  readonly log: (line: string) => void;
}

/** Starts the scheduled triggers; answers with what stops them. A failed one is logged, never retried: the next tick comes. */
export function startTriggers(manifest: Manifest, { functions, tickEveryMs, log }: TriggerDeps): () => void {
  if (tickEveryMs === 0) return () => undefined;
  const timers = (manifest.modules.scheduledTrigger ?? []).map(({ key, interval }) =>
    setInterval(() => {
      functions
        .tick(key)
        .catch((error: unknown) => log(`scheduled trigger "${key}" failed: ${String(error)}`));
    }, tickEveryMs ?? intervalMs[interval]),
  );
  return () => timers.forEach(clearInterval);
}
