import type { Connection, Revised } from '../domain/connection';
import type { Tell } from '../domain/notice';
import type { CallMeter, Clock, Connector, SliceQueue, Target } from '../domain/ports';
import type {
  MemoryStore,
  ConnectionStore,
  RunData,
  RunLock,
  ReadingStore,
  RunStore,
  SiteStore,
  StateStore,
} from '../domain/stores';
import type { ApiName, RunPhase, RunProgress, RunWish } from '../domain/run';
import type { SyncRun } from '../domain/sync-run';
import { wishOf } from './control';
import { runDocuments, type RunDocuments } from './run-documents';

/** What the engine is handed. */
export interface RunDeps {
  readonly clock: Clock;
  readonly connections: ConnectionStore;
  readonly states: StateStore;
  readonly runs: RunStore;
  readonly lock: RunLock;
  readonly data: RunData;
  readonly memory: MemoryStore;
  readonly readings: ReadingStore;
  readonly site: SiteStore;
  readonly queue: SliceQueue;
  readonly openConnector: (connection: Connection, meter: CallMeter) => Promise<Connector>;
  readonly openTarget: (meter: CallMeter) => Promise<OpenTarget>;
  /** Where this invocation must stop: epoch milliseconds, and calls to the outside (product calls are not counted by Forge). */
  readonly limits: { readonly endsAtMs: number; readonly outsideCalls: number };
  /** Tells administrators how a run ended. Never fails. */
  readonly tell: Tell;
  /** A line for the log: names and ids only. */
  readonly log: (line: string) => void;
}

export interface OpenTarget {
  readonly target: Target;
  readonly syncAccountId: string;
}

/** The part of a run that one invocation does. */
export interface Slice {
  readonly connection: Connection;
  readonly documents: RunDocuments;
  readonly meter: CallMeter;
  readonly run: () => Revised<SyncRun>;
  /** Changes the run in memory; the next save carries it. */
  readonly note: (change: Partial<Omit<SyncRun, 'id' | 'version' | 'revision'>>) => void;
  readonly progress: (change: Partial<RunProgress>) => void;
  /**
   * A sign of life: saves when the last save is a second old, with what `count` gives, which is not asked otherwise, and looks for a wish. Call it after each
   * step.
   */
  readonly beat: (count?: () => Partial<RunProgress>) => Promise<void>;
  readonly save: () => Promise<void>;
  /** From here on only the caller writes the run: signs of life of steps that a failure left behind are not saved any more. */
  readonly fallSilent: () => Promise<void>;
  /** Looks for what an administrator wants of the run. */
  readonly look: () => Promise<void>;
  /** What was wanted when it looked last; nothing once the run writes its report, which it always does to the end. */
  readonly wish: () => RunWish | undefined;
  /** True when the next step might not fit any more, or is not wanted. */
  readonly mustEnd: () => boolean;
}

/** Another writer has the run: this one must stop at once, without a word. */
export class SliceLostError extends Error {
  override readonly name = 'SliceLostError';
}

/** Longer than the slowest step between two beats: five tries of 30 seconds and the pauses between them. */
export const leaseMs = 5 * 60_000;
const beatEveryMs = 1_000;

export function openSlice(claimed: Revised<SyncRun>, connection: Connection, deps: RunDeps): Slice {
  const record = openRecord(claimed, deps);
  const { run, note } = record;
  let outsideCalls = 0;
  const meter = meterOf({
    count(api, change) {
      const before = run().calls[api] ?? { requests: 0, retries: 0, waitedMs: 0 };
      note({ calls: { ...run().calls, [api]: change(before) } });
      if (isOutside(api)) outsideCalls += change(before).requests - before.requests;
    },
    tell: (api, budget) =>
      note({ remaining: { ...run().remaining, [api]: { ...budget, atMs: deps.clock.now() } } }),
  });
  const { look, wish } = watchWish(run, deps.data);

  return {
    connection,
    documents: runDocuments(claimed.id, deps.data),
    meter,
    run,
    note,
    progress: (change) => note({ progress: { ...run().progress, ...change } }),
    beat: async (count) => {
      if (!record.isBeatDue()) return;
      note({ progress: { ...run().progress, ...count?.() } });
      await Promise.all([record.save(), look()]);
    },
    save: record.save,
    look,
    wish,
    fallSilent: record.fallSilent,
    mustEnd: () =>
      wish() !== undefined ||
      deps.clock.now() >= deps.limits.endsAtMs ||
      outsideCalls >= deps.limits.outsideCalls,
  };
}

interface OpenRecord extends Pick<Slice, 'run' | 'note' | 'save' | 'fallSilent'> {
  readonly isBeatDue: () => boolean;
}

/** The run's record as this slice has it. */
function openRecord(claimed: Revised<SyncRun>, { runs, clock }: RunDeps): OpenRecord {
  let run = claimed;
  let savedAtMs = clock.now();
  // Groups are read side by side, and each gives signs of life: two saves from one revision would take each other for a stranger.
  let last: Promise<void> = Promise.resolve();
  let isSaving = false;
  let isSilent = false;

  const write = async () => {
    const now = clock.now();
    const next = await runs.save({ ...run, heartbeatAtMs: now, leaseUntilMs: now + leaseMs }, run.revision);
    if (next === undefined) throw new SliceLostError();
    run = { ...run, revision: next.revision };
    savedAtMs = now;
  };
  return {
    run: () => run,
    note: (change) => {
      run = { ...run, ...change };
    },
    save: () => {
      isSaving = true;
      last = last.catch(() => undefined).then(write);
      return last.finally(() => void (isSaving = false));
    },
    fallSilent: async () => {
      isSilent = true;
      await last.catch(() => undefined);
    },
    isBeatDue: () => !isSilent && !isSaving && clock.now() - savedAtMs >= beatEveryMs,
  };
}

type Calls = SyncRun['calls'][string];

interface Noting {
  readonly count: (api: ApiName, change: (calls: Calls) => Calls) => void;
  readonly tell: CallMeter['remaining'];
}

function meterOf({ count, tell }: Noting): CallMeter {
  return {
    request: (api) => count(api, (calls) => ({ ...calls, requests: calls.requests + 1 })),
    retry: (api) => count(api, (calls) => ({ ...calls, retries: calls.retries + 1 })),
    waited: (api, ms) => count(api, (calls) => ({ ...calls, waitedMs: calls.waitedMs + ms })),
    remaining: tell,
  };
}

function watchWish(run: () => SyncRun, data: RunData): Pick<Slice, 'look' | 'wish'> {
  let seen: RunWish | undefined;
  const isReporting = () => run().phase === 'report';
  return {
    async look() {
      if (!isReporting()) seen = await wishOf(run().id, data);
    },
    wish: () => (isReporting() ? undefined : seen),
  };
}

function isOutside(api: ApiName): boolean {
  return api !== 'jira' && api !== 'confluence';
}

/** Notes that the run has come to a phase, with its times. */
export function enterPhase(slice: Slice, phase: RunPhase, nowMs: number): void {
  const { phases } = slice.run();
  const closed = phases.map((each) => (each.endedAtMs === undefined ? { ...each, endedAtMs: nowMs } : each));
  slice.note({ phase, phases: [...closed, { phase, startedAtMs: nowMs }] });
}
