import { createConnector } from '../src/connectors';
import { defaultRules, defaultSchedule, type Connection } from '../src/domain/connection';
import type { DirectorySnapshot } from '../src/domain/directory';
import type { CallMeter, Clock } from '../src/domain/ports';
import { hasEnded, type RunMode, type ReadMode, type RunReport } from '../src/domain/run';
import type { Fetch } from '../src/http/request';
import { createMemoryTokenCache } from '../src/http/token-cache';
import { connectionStore } from '../src/storage/connection-store';
import { documents } from '../src/storage/documents';
import { memoryStore } from '../src/storage/memory-store';
import { readingStore } from '../src/storage/reading-store';
import { runData } from '../src/storage/run-data';
import { runLock } from '../src/storage/run-lock';
import { runStore } from '../src/storage/run-store';
import { siteStore } from '../src/storage/site-store';
import { stateStore } from '../src/storage/state-store';
import { keepReading } from '../src/sync/keep-reading';
import { openRead, readOn, snapshotOf } from '../src/sync/read';
import { runSlice, type SliceEvent } from '../src/sync/run';
import { openSlice, type OpenTarget, type RunDeps } from '../src/sync/slice';
import { startRun } from '../src/sync/start';
import { fileKeyValue } from './file-key-value';
import { configurationOf, type BenchVariant } from './kinds';

const clock: Clock = {
  now: () => Date.now(),
  sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
};

/** The app's engine, storage and connector over one directory. What is stored is not the process's memory, as on the platform. */
export async function openEngine(variant: BenchVariant, url: string, openTarget?: () => OpenTarget) {
  const store = fileKeyValue();
  const files = documents(store);
  const events: SliceEvent[] = [];
  const tokens = createMemoryTokenCache();
  let id = 0;
  const stores = {
    connections: connectionStore(store),
    states: stateStore(store),
    runs: runStore(store),
    lock: runLock(store, clock),
    data: runData(store, { lasting: files, passing: files }),
    memory: memoryStore(files),
    readings: readingStore(files),
    site: siteStore(store),
  };
  const queue = { push: async (event: SliceEvent) => void events.push(event) };
  const deps = { ...stores, clock, queue, newId: () => `bench-${(id += 1)}` };
  const connection = await stores.connections.create(aConnection(variant));
  await stores.states.create(connection.id, { scheduleEvaluatedAtMs: 0, firstPreviewAtMs: 0 });

  const runDeps = (): RunDeps => ({
    ...deps,
    openConnector: async (of: Connection, meter: CallMeter) =>
      createConnector(of.configuration, 'bench', {
        clock,
        fetch: routedTo(url),
        meter,
        random: () => 0.5,
        tokens,
      }),
    openTarget: async () => {
      if (openTarget === undefined) throw new Error('this measurement has no site');
      return openTarget();
    },
    // One slice does it all: what is measured is the work, not the platform's pauses.
    limits: { endsAtMs: Number.POSITIVE_INFINITY, outsideCalls: Number.POSITIVE_INFINITY },
    log: () => undefined,
  });

  const start = async (mode: RunMode, readMode: ReadMode) => {
    const request = { connection, mode, readMode, trigger: 'schedule', approval: { kind: 'none' } } as const;
    const { run } = await startRun(request, deps);
    return run;
  };

  return {
    /** Reads the directory and keeps what was read, as a run does up to its plan. */
    async read(
      readMode: ReadMode,
    ): Promise<{ readonly snapshot: DirectorySnapshot; readonly requests: number }> {
      const { id: runId } = await start('preview', readMode);
      const run = await stores.runs.get(runId);
      if (run === undefined) throw new Error('the run was not stored');
      const all = runDeps();
      const slice = openSlice(run, connection, all);
      const session = await openRead(slice, await all.openConnector(connection, slice.meter), all);
      await readOn(slice, session, all);
      const snapshot = snapshotOf(slice, session);
      await keepReading(slice, session, all);
      await stores.lock.release(connection.id, runId);
      if (readMode === 'changes' && slice.run().reading?.way !== 'changes')
        throw new Error(`not read by changes: ${slice.run().notes.join(' ')}`);
      const calls = Object.values(slice.run().calls);
      return { snapshot, requests: calls.reduce((sum, each) => sum + each.requests, 0) };
    },
    /** A whole run, to its report. */
    async run(mode: RunMode, readMode: ReadMode): Promise<RunReport> {
      const { id: runId } = await start(mode, readMode);
      for (let event = events.shift(); event !== undefined; event = events.shift())
        await runSlice(event, runDeps());
      const run = await stores.runs.get(runId);
      if (run === undefined || !hasEnded(run.status)) throw new Error('the run did not end');
      return (await stores.data.get(runId, 'report')) as RunReport;
    },
  };
}

function aConnection(variant: BenchVariant): Connection {
  const now = Date.now();
  const limit = { max: 10_000_000, maxShare: 1_000, shareFloor: 0 };
  const all = { perRun: limit, perGroup: limit };
  return {
    id: 'bench',
    name: 'Bench',
    configuration: configurationOf(variant),
    rules: { ...defaultRules, limits: { removals: all, additions: all } },
    schedule: defaultSchedule,
    createdAtMs: now,
    updatedAtMs: now,
    secretSetAtMs: now,
  };
}

/** Every host of the vendor is the simulator. */
function routedTo(url: string): Fetch {
  return (target, init) => {
    const { pathname, search } = new URL(target);
    return fetch(`${url}${pathname}${search}`, init);
  };
}
