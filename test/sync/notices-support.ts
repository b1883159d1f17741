import type { Connection } from '../../src/domain/connection';
import { defaultSiteSettings, type NoticeSettings } from '../../src/domain/site-settings';
import { defaultRules } from '../../src/domain/sync-rules';
import type { SyncRun } from '../../src/domain/sync-run';
import { connectionStore } from '../../src/storage/connection-store';
import { documents } from '../../src/storage/documents';
import { noticeStore } from '../../src/storage/notice-store';
import { runData } from '../../src/storage/run-data';
import { runStore } from '../../src/storage/run-store';
import { siteStore } from '../../src/storage/site-store';
import { tellNotices, type NoticeDeps } from '../../src/sync/notices';
import { fakeBoard } from '../support/fake-board';
import { memoryKeyValue } from '../support/memory-key-value';

export const minuteMs = 60_000;
export const acme: NoticeSettings = {
  projectId: '10001',
  projectKey: 'ACME',
  issueTypeId: '1',
  held: true,
  failed: true,
};

export type RunFacts = Partial<Omit<SyncRun, 'id' | 'connectionId' | 'startedAtMs' | 'endedAtMs'>>;

/** A site with notifications on, real stores over memory, and runs that the test makes up. */
export async function aNoticeWorld(notices: NoticeSettings | undefined = acme) {
  let nowMs = Date.UTC(2026, 10, 22, 8);
  let number = 0;
  const store = memoryKeyValue();
  const files = documents(store);
  const fake = fakeBoard();
  const log: string[] = [];
  const deps: NoticeDeps = {
    clock: { now: () => nowMs, sleep: async () => undefined },
    connections: connectionStore(store),
    runs: runStore(store),
    data: runData(store, { lasting: files, passing: files }),
    site: siteStore(store),
    notices: noticeStore(store),
    board: fake.board,
    log: (line) => void log.push(line),
  };
  const choose = async (chosen: NoticeSettings | undefined) => {
    const { revision } = await deps.site.getSettings();
    const settings = { ...defaultSiteSettings, ...(chosen === undefined ? {} : { notices: chosen }) };
    await deps.site.saveSettings(settings, revision);
  };
  const connect = (id = 'conn-1', name = 'Acme Okta') =>
    deps.connections.create(aConnection(id, name, nowMs));
  await choose(notices);

  return {
    ...fake,
    deps,
    store,
    log,
    choose,
    connect,
    pass: (ms: number) => {
      nowMs += ms;
    },
    /** A run that began five minutes ago and has just ended. */
    run: async (facts: RunFacts = {}, connectionId = 'conn-1') => {
      nowMs += 10 * minuteMs;
      const run = aRun(`run-${(number += 1)}`, { connectionId, nowMs }, facts);
      await deps.runs.create(run);
      return run;
    },
    decide: async (runId: string, decision: NonNullable<SyncRun['decision']>) => {
      const run = await deps.runs.get(runId);
      if (run !== undefined) await deps.runs.save({ ...run, decision }, run.revision);
    },
    /** The tick looks: five minutes later, so that whoever told before has done. */
    tick: async () => {
      nowMs += 5 * minuteMs;
      await tellNotices(undefined, deps);
    },
    tell: (run: SyncRun) => tellNotices(run, deps),
    told: () => deps.notices.get(),
  };
}

function aConnection(id: string, name: string, nowMs: number): Connection {
  return {
    id,
    name,
    configuration: {
      kind: 'onelogin',
      settings: {
        region: 'us',
        clientId: 'client',
        groupSources: ['roles'],
        minimumRemainingCalls: 0,
        requiredGroups: [],
      },
    },
    rules: defaultRules,
    schedule: { enabled: false, cron: '0 * * * *', timeZone: 'UTC' },
    createdAtMs: nowMs,
    updatedAtMs: nowMs,
  };
}

function aRun(
  id: string,
  { connectionId, nowMs }: { readonly connectionId: string; readonly nowMs: number },
  facts: RunFacts,
): SyncRun {
  return {
    version: 1,
    mode: 'sync',
    trigger: 'schedule',
    approval: { kind: 'none' },
    status: 'finished',
    phase: 'report',
    slice: 0,
    leaseUntilMs: 0,
    heartbeatAtMs: nowMs,
    progress: {
      usersRead: 0,
      groupsRead: 0,
      membershipsRead: 0,
      targetGroupsRead: 0,
      targetGroupsToRead: 0,
      changesDone: 0,
      changesToDo: 0,
    },
    phases: [],
    calls: {},
    notes: [],
    summary: 'Everything was already in step; nothing was changed.',
    ...facts,
    id,
    connectionId,
    startedAtMs: nowMs - 5 * minuteMs,
    endedAtMs: nowMs,
  };
}
