import { CronExpressionParser } from 'cron-parser';
import type {
  ConnectionSummary,
  ConnectionView,
  Outputs,
  ReadingView,
  RunSummary,
  RunView,
} from '../../src/contract';
import type { Connection, Revised } from '../../src/domain/connection';
import { defaultSiteSettings } from '../../src/domain/site-settings';
import { defaultRules } from '../../src/domain/sync-rules';
import type { RunProgress, RunReport } from '../../src/domain/run';
import { importFilters } from '../../src/sync/import-filters';
import { Refusal, type Handlers } from './fake-bridge';
import { anEffect } from './page-rules';

const minute = 60_000;

/** What the fake backend keeps. Tests change it before or while the page is open. */
export interface FakeState {
  connections: Revised<Connection>[];
  runs: RunView[];
  target: Outputs['getTarget'];
  lastTickMs?: number;
  /** Ids of connections that have had their first preview. */
  previewed: string[];
  damaged: string[];
  /** What is stored of the directory, by connection. */
  readings: Record<string, ReadingView>;
  nextId: number;
}

export function aConnection(overrides: Partial<Revised<Connection>> = {}): Revised<Connection> {
  const now = Date.now();
  return {
    id: 'connection-1',
    revision: 3,
    name: 'OneLogin staff',
    configuration: {
      kind: 'onelogin',
      settings: {
        region: 'eu',
        clientId: '9c1d0c1b4f',
        groupSources: ['roles', 'member_of'],
        minimumRemainingCalls: 500,
        requiredGroups: ['Employees', 'Contractors'],
      },
    },
    rules: defaultRules,
    schedule: { enabled: true, cron: '*/30 * * * *', timeZone: 'Europe/Berlin' },
    createdAtMs: now - 90 * 24 * 60 * minute,
    updatedAtMs: now - 24 * 60 * minute,
    secretSetAtMs: Date.UTC(2026, 8, 3, 9, 30),
    ...overrides,
  };
}

export function anOktaConnection(overrides: Partial<Revised<Connection>> = {}): Revised<Connection> {
  return aConnection({
    name: 'Okta staff',
    configuration: {
      kind: 'okta',
      settings: {
        baseUrl: 'https://acme.okta.com',
        auth: 'token',
        groupTypes: ['OKTA_GROUP'],
        minimumRemainingShare: 0.25,
        systemLog: 'when-allowed',
        requiredGroups: ['Employees', 'Berlin'],
        requiredGroupsMatch: 'all',
        excludedGroups: ['Leavers'],
        filters: {
          users: { emails: { mode: 'include', patterns: ['*@acme.com', '*@acme.de'] } },
          groups: { names: { mode: 'exclude', patterns: ['tmp-*'] } },
        },
      },
    },
    ...overrides,
  });
}

export function anEntraConnection(overrides: Partial<Revised<Connection>> = {}): Revised<Connection> {
  return aConnection({
    name: 'Entra staff',
    configuration: {
      kind: 'entra',
      settings: {
        cloud: 'global',
        tenantId: 'acme.onmicrosoft.com',
        clientId: '11111111-2222-3333-4444-555555555555',
        auth: 'certificate',
        groupKinds: ['security', 'onPremises'],
        nestedGroups: 'flatten',
        guests: 'exclude',
        minimumRemainingShare: 0.2,
        requiredGroups: [],
        filters: { users: { query: "department eq 'Engineering'" } },
      },
    },
    ...overrides,
  });
}

export const noProgress: RunProgress = {
  usersRead: 0,
  groupsRead: 0,
  membershipsRead: 0,
  targetGroupsRead: 0,
  targetGroupsToRead: 0,
  changesDone: 0,
  changesToDo: 0,
};

export function aRun(overrides: Partial<RunView> = {}): RunView {
  const startedAtMs = overrides.startedAtMs ?? Date.now() - 12 * minute;
  return {
    id: 'run-1',
    connectionId: 'connection-1',
    mode: 'sync',
    trigger: 'schedule',
    status: 'finished',
    startedAtMs,
    endedAtMs: startedAtMs + 2 * minute,
    summary: '14 added, 3 removed, 1,204 unchanged.',
    phase: 'report',
    progress: noProgress,
    phases: [],
    calls: {},
    ...overrides,
  };
}

/** A run that has not ended. */
export function aRunUnderWay(overrides: Partial<RunView> = {}): RunView {
  const {
    endedAtMs: _ended,
    report: _report,
    ...run
  } = aRun({ status: 'working', phase: 'people', ...overrides });
  return { ...run, summary: 'Running.' };
}

export function aReport(overrides: Partial<RunReport> = {}): RunReport {
  const startedAtMs = Date.now() - 12 * minute;
  return {
    version: 1,
    runId: 'run-1',
    connectionId: 'connection-1',
    connectionName: 'OneLogin staff',
    connector: 'onelogin',
    mode: 'sync',
    trigger: 'schedule',
    status: 'finished',
    startedAtMs,
    endedAtMs: startedAtMs + 2 * minute,
    slices: 1,
    counts: {
      users: { read: 812, inScope: 640, matched: 634, unmatched: 4, ambiguous: 2 },
      groups: { read: 42, inScope: 24, created: 1, left: 3 },
      memberships: { alreadyCorrect: 1204, added: 14, removed: 3, held: 0, failed: 0, unmanaged: 17 },
    },
    planned: { groups: 5, additions: 14, removals: 3 },
    planHash: 'a'.repeat(64),
    heldHash: 'a'.repeat(64),
    reading: {
      way: 'everybody',
      why: 'All people were read (9 calls): asking for the members of the required groups would have taken 31 calls.',
      estimatedCalls: 9,
    },
    calls: {
      onelogin: { requests: 21, retries: 1, waitedMs: 1_200 },
      jira: { requests: 64, retries: 0, waitedMs: 0 },
    },
    phases: [
      { phase: 'budget', startedAtMs, endedAtMs: startedAtMs + 300 },
      { phase: 'groups', startedAtMs: startedAtMs + 300, endedAtMs: startedAtMs + 4_200 },
      { phase: 'people', startedAtMs: startedAtMs + 4_200, endedAtMs: startedAtMs + 31_000 },
      { phase: 'apply', startedAtMs: startedAtMs + 60_000, endedAtMs: startedAtMs + 118_000 },
    ],
    held: [],
    left: [
      { sourceId: 'role:7', name: 'site-admins', reason: 'grants-administration' },
      { sourceId: 'role:8', name: 'jira-users', reason: 'default-group' },
      { sourceId: 'role:9', name: '  ', reason: 'name-empty' },
    ],
    unmatched: [
      { userId: '1001', displayName: 'Ana Ruiz', reason: 'no-account' },
      { userId: '1002', displayName: 'Bo Lindqvist', reason: 'no-email' },
      { userId: '1003', displayName: 'Chidi Okafor', reason: 'account-inactive' },
      { userId: '1006', displayName: 'Éloïse Lefèvre-Montgomery', reason: 'no-account' },
    ],
    ambiguous: [
      { userId: '1004', displayName: 'Dana Scott', reason: 'email-shared-in-directory' },
      { userId: '1005', displayName: 'D. Scott', reason: 'email-shared-in-directory' },
    ],
    rejected: [],
    groups: [
      groupResult('Engineering', { added: 9, alreadyCorrect: 402, unmanaged: 3 }),
      groupResult('Engineering managers', { added: 2, removed: 1, alreadyCorrect: 31 }),
      groupResult('Finance', { removed: 2, alreadyCorrect: 58, unmanaged: 14 }),
      groupResult('Support Europe', { created: true, added: 3 }),
      groupResult('Support', { alreadyCorrect: 120 }),
    ],
    notes: [],
    ...overrides,
  };
}

type Group = RunReport['groups'][number];

/** A group whose plan is what was done. */
export function groupResult(name: string, overrides: Partial<Group> = {}): Group {
  const none = { created: false, added: 0, removed: 0, alreadyCorrect: 0, held: 0, failed: 0, unmanaged: 0 };
  const done = { ...none, ...overrides };
  return {
    name,
    planned: { creation: done.created, additions: done.added, removals: done.removed },
    ...done,
  };
}

/** The same plan as in `aReport`, of which nothing was applied. */
export function aPreviewReport(): RunReport {
  const report = aReport({ mode: 'preview' });
  return {
    ...report,
    counts: {
      ...report.counts,
      groups: { ...report.counts.groups, created: 0 },
      memberships: { ...report.counts.memberships, added: 0, removed: 0 },
    },
    groups: report.groups.map((group) => ({ ...group, created: false, added: 0, removed: 0 })),
  };
}

/** A report with removals over the limits and some refused changes. */
export function aHeldReport(): RunReport {
  const report = aReport();
  return {
    ...report,
    status: 'held',
    counts: {
      ...report.counts,
      memberships: { ...report.counts.memberships, added: 14, removed: 0, held: 212, failed: 2 },
    },
    planned: { groups: 6, additions: 16, removals: 212 },
    held: [
      {
        what: 'removals',
        scope: 'run',
        count: 212,
        of: 840,
        limit: { kind: 'share', value: 0.2 },
        message: '212 of 840 managed memberships (25.2%) would be removed; the limit for one run is 20%.',
      },
      {
        what: 'removals',
        scope: 'group',
        group: 'Finance',
        count: 58,
        of: 60,
        limit: { kind: 'share', value: 0.5 },
        message:
          '58 of 60 managed memberships of Finance (96.7%) would be removed; the limit for one group is 50%.',
      },
    ],
    rejected: [
      {
        change: 'add-member',
        group: 'Engineering',
        accountId: '712020:0b9c5e1a-7d1f-4a51-9a36-52f0c6b1d6d1',
        reason: 'The account was closed while the run was under way.',
      },
      { change: 'create-group', group: 'Support: Asia', reason: 'Jira does not accept this group name.' },
    ],
  };
}

export function aTarget(): Outputs['getTarget'] {
  return {
    settings: {
      syncAccountId: 'account-1',
      syncAccountName: 'Mia Krystof',
      api: 'jira',
      setAtMs: Date.UTC(2026, 7, 21, 14, 5),
    },
    me: { accountId: 'account-1', displayName: 'Mia Krystof', canManageGroups: true },
  };
}

export function anInstalledApp(): FakeState {
  const now = Date.now();
  return {
    connections: [
      aConnection(),
      aConnection({
        id: 'connection-2',
        name: 'OneLogin partners',
        schedule: { enabled: false, cron: '0 6 * * 1-5', timeZone: 'UTC' },
      }),
    ],
    runs: [
      aRun({ report: aReport() }),
      aRun({
        id: 'run-2',
        status: 'held',
        startedAtMs: now - 3 * 60 * minute,
        summary: '14 added; 212 removals are held for approval.',
        report: { ...aHeldReport(), runId: 'run-2' },
      }),
      aRun({
        id: 'run-3',
        connectionId: 'connection-2',
        mode: 'preview',
        trigger: 'person',
        status: 'stopped',
        startedAtMs: now - 26 * 60 * minute,
        summary: 'OneLogin does not accept the client ID or the client secret.',
      }),
    ],
    target: aTarget(),
    lastTickMs: now - 2 * minute,
    previewed: ['connection-1', 'connection-2'],
    damaged: [],
    readings: {},
    nextId: 100,
  };
}

export function anEmptyApp(): FakeState {
  const { settings: _none, ...target } = aTarget();
  return { connections: [], runs: [], target, previewed: [], damaged: [], readings: {}, nextId: 100 };
}

/** Handlers that work over the state as the real backend does, as far as the page can tell. What else a test calls, it answers itself. */
export function handlersOver(state: FakeState): Partial<Handlers> {
  return {
    ...readingHandlers(state),
    createConnection: ({ secret: _secret, ...input }) => {
      const id = `connection-${(state.nextId += 1)}`;
      const schedule = input.schedule ?? { enabled: false, cron: '0 * * * *', timeZone: 'UTC' };
      state.connections.push({
        ...aConnection(),
        id,
        revision: 0,
        name: input.name,
        configuration: input.configuration,
        rules: input.rules ?? defaultRules,
        schedule,
        ...(input.secretExpiresOn === undefined ? {} : { secretExpiresOn: input.secretExpiresOn }),
        secretSetAtMs: Date.now(),
      });
      return viewOf(state, id);
    },
    saveConnection: ({ id, revision, secret, ...input }) => {
      const { connection } = viewOf(state, id);
      if (connection.revision !== revision) {
        throw new Refusal({ kind: 'conflict', message: 'Somebody else saved this connector in between.' });
      }
      if (input.schedule.enabled) nextRuns(input.schedule);
      const { secretExpiresOn: _expiresOn, ...kept } = connection;
      replace(state, {
        ...kept,
        ...input,
        revision: revision + 1,
        ...(secret === undefined ? {} : { secretSetAtMs: Date.now() }),
      });
      return viewOf(state, id);
    },
    deleteConnection: ({ id }) => {
      state.connections = state.connections.filter((connection) => connection.id !== id);
      state.damaged = state.damaged.filter((damaged) => damaged !== id);
      return { deleted: true };
    },
    setScheduleEnabled: ({ id, enabled }) => {
      const { connection } = viewOf(state, id);
      const schedule = { ...connection.schedule, enabled };
      replace(state, { ...connection, schedule, revision: connection.revision + 1 });
      return viewOf(state, id);
    },
    setConnectorOrder: ({ ids }) => {
      state.connections = state.connections.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id));
      return { ids };
    },
    previewRules: () => ({ summary: 'This changes nothing.', effect: anEffect() }),
    forgetReading: ({ id }) => {
      delete state.readings[id];
      return viewOf(state, id);
    },
    importFilters: ({ kind, ...texts }) => {
      const answer = importFilters(kind, texts);
      if (answer.ok) return { settings: answer.settings, notes: answer.notes };
      throw new Refusal({ kind: 'invalid-input', field: answer.field, message: answer.message });
    },
    testConnection: () => ({
      checks: [
        { name: 'Sign in', result: 'ok', message: 'OneLogin accepts the client ID and the client secret.' },
        { name: 'Read roles', result: 'ok', message: '42 roles can be read.' },
      ],
    }),
    useMyAccount: ({ api }) => {
      const { accountId, displayName } = state.target.me;
      state.target = {
        ...state.target,
        settings: { syncAccountId: accountId, syncAccountName: displayName, api, setAtMs: Date.now() },
      };
      return state.target;
    },
    startRun: ({ connectionId, mode }) => {
      const { connection } = viewOf(state, connectionId);
      const isFirst = !state.previewed.includes(connection.id) && mode === 'sync';
      const run = aRunUnderWay({
        id: `run-${(state.nextId += 1)}`,
        connectionId,
        mode: isFirst ? 'preview' : mode,
        trigger: 'person',
        startedAtMs: Date.now(),
        phase: 'budget',
      });
      state.runs.unshift(run);
      return isFirst
        ? { run, started: true, note: 'The first run of a connector is a preview: it changes nothing.' }
        : { run, started: true };
    },
  };
}

type Reading =
  | 'overview'
  | 'getConnection'
  | 'exportConnection'
  | 'describeSchedule'
  | 'getTarget'
  | 'checkAccess'
  | 'getRun'
  | 'listRuns'
  | 'listHistory'
  | 'getSiteSettings'
  | 'listChanges';

function readingHandlers(state: FakeState): Pick<Handlers, Reading> {
  return {
    overview: () => ({
      connections: state.connections.map((connection) => summaryOf(state, connection)),
      ...(state.target.settings === undefined ? {} : { target: state.target.settings }),
      ...(state.lastTickMs === undefined ? {} : { lastTickMs: state.lastTickMs }),
      damaged: state.damaged,
      nowMs: Date.now(),
    }),
    getConnection: ({ id }) => viewOf(state, id),
    exportConnection: ({ id }) => {
      const { name, configuration, rules, schedule } = viewOf(state, id).connection;
      return {
        document: {
          version: 2,
          name,
          secret: { env: 'ONELOGIN_CLIENT_SECRET' },
          ...configuration,
          rules,
          schedule,
        },
      };
    },
    describeSchedule: (input) => ({ nextRunsMs: nextRuns(input) }),
    getTarget: () => state.target,
    checkAccess: () => ({
      checks: [
        { name: 'Read people', result: 'ok', message: 'The sync account can see all people of the site.' },
        {
          name: 'Manage groups',
          result: 'failed',
          message:
            'The sync account is no longer in a group that may manage groups. Make it a site administrator again.',
        },
        {
          name: 'Change a membership',
          result: 'not-tried',
          message: 'Not tried, because managing groups is not allowed.',
        },
      ],
    }),
    getRun: ({ runId }) => {
      const run = state.runs.find(({ id }) => id === runId);
      if (run === undefined)
        throw new Refusal({ kind: 'not-found', message: 'There is no such run. It may have been deleted.' });
      return run;
    },
    listRuns: ({ connectionId }) => ({ runs: runsOf(state, connectionId) }),
    listHistory: ({ connectionId, beforeMs = Infinity, limit }) => {
      const runs = state.runs
        .filter((run) => connectionId === undefined || run.connectionId === connectionId)
        .filter(({ startedAtMs }) => startedAtMs < beforeMs)
        .toSorted((a, b) => b.startedAtMs - a.startedAtMs);
      const last = runs[limit - 1];
      return runs.length > limit && last !== undefined
        ? { runs: runs.slice(0, limit), nextBeforeMs: last.startedAtMs }
        : { runs };
    },
    getSiteSettings: () => ({
      settings: { ...defaultSiteSettings, revision: 0 },
      builtInLimits: defaultRules.limits,
    }),
    listChanges: () => ({ rows: [], total: 0, sections: [] }),
  };
}

function replace(state: FakeState, next: Revised<Connection>): void {
  state.connections = state.connections.map((connection) => (connection.id === next.id ? next : connection));
}

function runsOf(state: FakeState, connectionId: string): readonly RunSummary[] {
  return state.runs.filter((run) => run.connectionId === connectionId);
}

function summaryOf(state: FakeState, connection: Revised<Connection>): ConnectionSummary {
  const recentRuns = runsOf(state, connection.id);
  const [lastRun] = recentRuns;
  const { schedule } = connection;
  const [nextRunMs] = schedule.enabled ? nextRuns(schedule) : [];
  const isHeld = lastRun?.status === 'held' && lastRun.decision === undefined;
  const { secretSetAtMs, secretExpiresOn } = connection;
  return {
    id: connection.id,
    name: connection.name,
    kind: connection.configuration.kind,
    scheduleEnabled: schedule.enabled,
    schedule,
    ...(nextRunMs === undefined ? {} : { nextRunMs }),
    ...(lastRun === undefined ? {} : { lastRun }),
    recentRuns: recentRuns.slice(0, 12),
    ...(isHeld ? { heldRun: lastRun } : {}),
    ...(state.previewed.includes(connection.id) ? {} : { needsPreview: true }),
    ...remainingOf(state, connection),
    ...(secretSetAtMs === undefined ? {} : { secretSetAtMs }),
    ...(secretExpiresOn === undefined ? {} : { secretExpiresOn }),
  };
}

function remainingOf(
  { runs }: FakeState,
  { id, configuration }: Connection,
): Pick<ConnectionSummary, 'remaining'> {
  const told = runs.find((run) => run.connectionId === id)?.remaining?.[configuration.kind];
  return told === undefined ? {} : { remaining: told };
}

function viewOf(state: FakeState, id: string): ConnectionView {
  const connection = state.connections.find((one) => one.id === id);
  if (connection === undefined) {
    throw new Refusal({
      kind: 'not-found',
      message: 'This connector does not exist. It may have been deleted.',
    });
  }
  const { schedule } = connection;
  const reading = state.readings[id];
  return {
    connection,
    ...(schedule.enabled ? { schedule: { nextRunsMs: nextRuns(schedule) } } : {}),
    ...(state.previewed.includes(id) ? { firstPreviewAtMs: connection.updatedAtMs } : {}),
    ...(reading === undefined ? {} : { reading }),
    runs: runsOf(state, id),
  };
}

function nextRuns({ cron, timeZone }: { cron: string; timeZone: string }): readonly number[] {
  try {
    return CronExpressionParser.parse(cron, { tz: timeZone })
      .take(5)
      .map((date) => date.getTime());
  } catch {
    throw new Refusal({
      kind: 'invalid-input',
      field: 'cron',
      message: `“${cron}” never comes: no such day exists.`,
    });
  }
}
