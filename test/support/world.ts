import type { Tell } from '../../src/domain/notice';
import type { Connection, ConnectorConfiguration } from '../../src/domain/connection';
import { defaultRules, type SyncRules } from '../../src/domain/sync-rules';
import type { SelectionSettings } from '../../src/domain/selection-settings';
import type { Connector, SliceQueue, Target } from '../../src/domain/ports';
import type { Approval, ReadMode, RunMode, RunReport } from '../../src/domain/run';
import { hasEnded } from '../../src/domain/run';
import { connectionStore } from '../../src/storage/connection-store';
import { documents } from '../../src/storage/documents';
import { memoryStore } from '../../src/storage/memory-store';
import { noticeStore } from '../../src/storage/notice-store';
import { readingStore } from '../../src/storage/reading-store';
import { runData } from '../../src/storage/run-data';
import { runLock } from '../../src/storage/run-lock';
import { runStore } from '../../src/storage/run-store';
import { siteStore } from '../../src/storage/site-store';
import { stateStore } from '../../src/storage/state-store';
import { tellNotices } from '../../src/sync/notices';
import { runSlice, type SliceEvent } from '../../src/sync/run';
import { startRun } from '../../src/sync/start';
import { tick } from '../../src/sync/tick';
import { fakeBoard } from './fake-board';
import { fakeConnector, type FakeDirectory } from './fake-directory';
import { fakeTarget, type FakeSite } from './fake-site';
import { memoryKeyValue } from './memory-key-value';

export const syncAccountId = 'acc-sync';

/** The engine with real stores over memory, a fake directory and a fake site, and a clock that the test moves. */
export function aWorld(
  directory: FakeDirectory,
  site: FakeSite,
  options: { readonly slice?: { calls: number } } = {},
) {
  let nowMs = Date.UTC(2026, 10, 22, 8);
  let id = 0;
  const clock = {
    now: () => nowMs,
    sleep: async (ms: number) => {
      nowMs += ms;
    },
  };
  const store = memoryKeyValue();
  const files = documents(store);
  const events: { event: SliceEvent; dueMs: number }[] = [];
  const queue: SliceQueue = {
    push: async (event, delaySeconds) => void events.push({ event, dueMs: nowMs + delaySeconds * 1000 }),
  };
  const states = stateStore(store);
  const saved = connectionStore(store);
  /** Who saves here has seen a preview of it: what a save means for the next run is the resolver's, and has tests of its own. */
  const connections: typeof saved = {
    ...saved,
    save: async (connection, revision) => {
      const state = await states.get(connection.id);
      if (state !== undefined) {
        const { previewed: _, ...rest } = state;
        await states.save(connection.id, rest);
      }
      return saved.save(connection, revision);
    },
  };
  const stores = {
    connections,
    states,
    runs: runStore(store),
    lock: runLock(store, clock),
    data: runData(store, { lasting: files, passing: files }),
    memory: memoryStore(files),
    readings: readingStore(files),
    site: siteStore(store),
    notices: noticeStore(store),
  };
  const log: string[] = [];
  const noticeBoard = fakeBoard();
  const tell: Tell = (ended) =>
    tellNotices(ended, { ...stores, clock, board: noticeBoard.board, log: (line) => void log.push(line) });
  const deps = { ...stores, clock, queue, newId: () => `id-${(id += 1)}`, tell };
  /** Awaited before each page of the directory and each call to the site, with the call's name and arguments. */
  const hooks = { beforeCall: async (_call: string): Promise<void> => undefined };
  const before = (...call: readonly (string | undefined)[]) => hooks.beforeCall(call.join(' '));
  const directories = new Map<string, FakeDirectory>();

  const runDeps = () => ({
    ...deps,
    openConnector: async (connection: Connection, meter: Parameters<typeof fakeConnector>[1]) =>
      pagesAfter(
        before,
        fakeConnector(directories.get(connection.id) ?? directory, meter, connection.configuration.settings),
      ),
    openTarget: async (meter: Parameters<typeof fakeTarget>[1]) => ({
      target: callsAfter(before, fakeTarget(site, meter)),
      syncAccountId,
    }),
    limits: { endsAtMs: nowMs + 600_000, outsideCalls: options.slice?.calls ?? 1_400 },
    log: (line: string) => void log.push(line),
  });

  const addConnection = async (
    change: {
      id?: string;
      rules?: Partial<SyncRules>;
      directory?: FakeDirectory;
      previewed?: boolean;
      selection?: Partial<SelectionSettings>;
      configuration?: ConnectorConfiguration;
    } = {},
  ) => {
    const connection: Connection = {
      id: change.id ?? 'conn-1',
      name: 'OneLogin',
      configuration: change.configuration ?? {
        kind: 'onelogin',
        settings: {
          region: 'us',
          clientId: 'client',
          groupSources: ['roles'],
          minimumRemainingCalls: 0,
          requiredGroups: [],
          ...change.selection,
        },
      },
      rules: { ...defaultRules, ...change.rules },
      schedule: { enabled: false, cron: '0 * * * *', timeZone: 'UTC' },
      createdAtMs: nowMs,
      updatedAtMs: nowMs,
    };
    if (change.directory !== undefined) directories.set(connection.id, change.directory);
    await stores.states.create(connection.id, {
      scheduleEvaluatedAtMs: nowMs,
      ...(change.previewed === false ? {} : { firstPreviewAtMs: nowMs }),
    });
    return stores.connections.create(connection);
  };

  /** Delivers events until none is due within the hour; the clock jumps to each. */
  const drain = async () => {
    for (let count = 0; count < 5_000; count += 1) {
      const next = events.toSorted((a, b) => a.dueMs - b.dueMs)[0];
      if (next === undefined) return;
      events.splice(events.indexOf(next), 1);
      nowMs = Math.max(nowMs, next.dueMs);
      await runSlice(next.event, runDeps());
    }
    throw new Error('the queue does not run dry');
  };

  const start = async (
    mode: RunMode,
    approval: Approval = { kind: 'none' },
    connectionId = 'conn-1',
    readMode: ReadMode = 'complete',
  ) => {
    const connection = await stores.connections.get(connectionId);
    if (connection === undefined) throw new Error('no such connection');
    return startRun({ connection, mode, trigger: 'person', approval, readMode }, deps);
  };

  const reportOf = async (runId: string) => (await stores.data.get(runId, 'report')) as RunReport;

  /** Starts a run and takes it to its end, through waits and slices. */
  const sync = async (
    mode: RunMode = 'sync',
    approval?: Approval,
    connectionId?: string,
    readMode?: ReadMode,
  ): Promise<RunReport> => {
    const { run } = await start(mode, approval, connectionId, readMode);
    await settle(run.id);
    return reportOf(run.id);
  };

  const settle = async (runId: string) => {
    for (let hours = 0; hours < 400; hours += 1) {
      await drain();
      const run = await stores.runs.get(runId);
      if (run !== undefined && hasEnded(run.status)) return;
      nowMs += 5 * 60_000;
      await tick(deps);
    }
    throw new Error('the run does not end');
  };

  return {
    store,
    ...stores,
    deps,
    runDeps,
    events,
    log,
    noticeBoard,
    hooks,
    clock,
    advance: (ms: number) => {
      nowMs += ms;
    },
    addConnection,
    drain,
    start,
    settle,
    sync,
    reportOf,
    tick: () => tick(deps),
  };
}

type Before = (...call: readonly (string | undefined)[]) => Promise<void>;

function pagesAfter(before: Before, connector: Connector): Connector {
  return {
    ...connector,
    readPage: async (stream, cursor) => {
      await before('readPage', stream.name, cursor);
      return connector.readPage(stream, cursor);
    },
  };
}

function callsAfter(before: Before, target: Target): Target {
  return {
    ...target,
    readMembers: async (groupId, cursor) => {
      await before('readMembers', groupId, cursor);
      return target.readMembers(groupId, cursor);
    },
    findAccounts: async (email) => {
      await before('findAccounts', email);
      return target.findAccounts(email);
    },
    createGroup: async (name) => {
      await before('createGroup', name);
      return target.createGroup(name);
    },
    addMember: async (groupId, accountId) => {
      await before('addMember', groupId, accountId);
      return target.addMember(groupId, accountId);
    },
    removeMember: async (groupId, accountId) => {
      await before('removeMember', groupId, accountId);
      return target.removeMember(groupId, accountId);
    },
  };
}
