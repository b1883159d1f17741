import { randomUUID } from 'node:crypto';
import { createConnector } from '../src/connectors';
import { defaultSchedule, type Connection } from '../src/domain/connection';
import { defaultRules } from '../src/domain/sync-rules';
import type { DirectorySnapshot } from '../src/domain/directory';
import type { Clock } from '../src/domain/ports';
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

export interface Engine {
  /** Reads the directory and keeps what was read, as a run does up to its plan. */
  read(readMode: ReadMode): Promise<{ readonly snapshot: DirectorySnapshot; readonly requests: number }>;
  /** A whole run, to its report. */
  run(mode: RunMode, readMode: ReadMode): Promise<RunReport>;
}

/** The app's engine, storage and connector over one directory. What is stored is not the process's memory, as on the platform. */
export async function openEngine(
  variant: BenchVariant,
  url: string,
  openTarget: () => OpenTarget = noSite,
): Promise<Engine> {
  const events: SliceEvent[] = [];
  const stores = openStores();
  const queue = { push: async (event: SliceEvent) => void events.push(event) };
  const connection = await stores.connections.create(aConnection(variant));
  await stores.states.create(connection.id, { scheduleEvaluatedAtMs: 0, firstPreviewAtMs: 0 });
  const deps: RunDeps = {
    ...stores,
    clock,
    queue,
    openConnector: connectorOpener(url),
    openTarget: async () => openTarget(),
    // One slice does it all: what is measured is the work, not the platform's pauses.
    limits: { endsAtMs: Number.POSITIVE_INFINITY, outsideCalls: Number.POSITIVE_INFINITY },
    tell: async () => undefined,
    log: () => undefined,
  };
  const start = async (mode: RunMode, readMode: ReadMode): Promise<string> => {
    const request = { connection, mode, readMode, trigger: 'schedule', approval: { kind: 'none' } } as const;
    return (await startRun(request, { ...deps, newId: randomUUID })).run.id;
  };
  return {
    read: async (readMode) => readAndKeep(await start('preview', readMode), { connection, deps, readMode }),
    async run(mode, readMode) {
      const runId = await start(mode, readMode);
      for (let event = events.shift(); event !== undefined; event = events.shift())
        await runSlice(event, deps);
      const run = await stores.runs.get(runId);
      if (run === undefined || !hasEnded(run.status)) throw new Error('the run did not end');
      return (await stores.data.get(runId, 'report')) as RunReport;
    },
  };
}

interface Reading {
  readonly connection: Connection;
  readonly deps: RunDeps;
  readonly readMode: ReadMode;
}

async function readAndKeep(runId: string, { connection, deps, readMode }: Reading) {
  const run = await deps.runs.get(runId);
  if (run === undefined) throw new Error('the run was not stored');
  const slice = openSlice(run, connection, deps);
  const session = await openRead(slice, await deps.openConnector(connection, slice.meter), deps);
  await readOn(slice, session, deps);
  const snapshot = snapshotOf(slice, session);
  await keepReading(slice, session, deps);
  await deps.lock.release(connection.id, runId);
  const { reading, notes, calls } = slice.run();
  if (readMode === 'changes' && reading?.way !== 'changes')
    throw new Error(`not read by changes: ${reading?.why} ${notes.join(' ')}`);
  return { snapshot, requests: Object.values(calls).reduce((sum, each) => sum + each.requests, 0) };
}

function openStores() {
  const store = fileKeyValue();
  const files = documents(store);
  return {
    connections: connectionStore(store),
    states: stateStore(store),
    runs: runStore(store),
    lock: runLock(store, clock),
    data: runData(store, { lasting: files, passing: files }),
    memory: memoryStore(files),
    readings: readingStore(files),
    site: siteStore(store),
  };
}

function connectorOpener(url: string): RunDeps['openConnector'] {
  const tokens = createMemoryTokenCache();
  const fetch = routedTo(url);
  return async ({ configuration }, meter) =>
    createConnector(configuration, 'bench', {
      clock,
      fetch,
      meter,
      random: () => 0.5,
      tokens,
      attributes: [],
    });
}

function noSite(): never {
  throw new Error('this measurement has no site');
}

function aConnection(variant: BenchVariant): Connection {
  const now = Date.now();
  const limit = { max: 10_000_000, maxShare: 1_000, shareFloor: 0 };
  const all = { perRun: limit, perGroup: limit };
  return {
    id: 'bench',
    name: 'Bench',
    configuration: configurationOf(variant),
    rules: {
      ...defaultRules,
      limits: { removals: all, additions: all, emptiedGroups: limit, usual: { multiple: 0, floor: 0 } },
    },
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
