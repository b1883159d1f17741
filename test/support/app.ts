import { mkdtempSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { setTimeout as pause } from 'node:timers/promises';
import { startHost, type Host, type HostOptions } from '../../dev/host';
import { createFaults } from '../../dev/host/faults';
import {
  demoCompany,
  demoEntraTenant,
  demoOktaOrg,
  demoSite,
  startAtlassian,
  startEntra,
  startOkta,
  startOneLogin,
  type AtlassianOptions,
  type AtlassianSimulator,
  type EntraSimulator,
  type OktaSimulator,
  type OneLoginOptions,
  type OneLoginSimulator,
} from '../../dev/simulators';
import type { Answer, Input, Method, Outputs, RunView } from '../../src/contract';
import type { ConnectorConfiguration, Schedule } from '../../src/domain/connection';
import type { SafetyLimits } from '../../src/domain/safety-limits';
import { defaultRules, type SyncRules } from '../../src/domain/sync-rules';
import type { OneLoginSettings } from '../../src/domain/onelogin-settings';
import { hasEnded, type RunReport } from '../../src/domain/run';

/** The first start bundles the app; on a slow machine that takes a while. */
export const startTimeoutMs = 300_000;
export const theSecret = 'sekrit-4f1c-never-to-be-seen';

export interface AppOptions {
  readonly onelogin?: Partial<OneLoginOptions>;
  readonly atlassian?: Partial<AtlassianOptions>;
  readonly host?: Partial<HostOptions>;
  /** Hosts that are not the simulator's. */
  readonly routes?: Readonly<Record<string, string>>;
}

interface Parts {
  readonly host: Host;
  readonly onelogin: OneLoginSimulator;
  readonly okta: OktaSimulator;
  readonly entra: EntraSimulator;
  readonly atlassian: AtlassianSimulator;
  readonly log: string[];
  readonly dataDir: string;
}

export type TestApp = Awaited<ReturnType<typeof startApp>>;

/**
 * The real bundle in the local host, between the simulators of all directories and of the site, whose clocks are the host's. Nothing
 * ticks by itself.
 */
export async function startApp(options: AppOptions = {}) {
  const parts = await startParts(options);
  const { host, onelogin, okta, entra, atlassian } = parts;
  return {
    ...parts,
    ...conversations(parts),
    /** Everything as at the first start, but the clock, which only goes forward. */
    fresh: () => startAfresh(parts),
    close: async () => {
      await host.close();
      await Promise.all([onelogin, okta, entra, atlassian].map((simulator) => simulator.close()));
      rmSync(parts.dataDir, { recursive: true, force: true });
    },
  };
}

async function startParts(options: AppOptions): Promise<Parts> {
  const late: { host?: Host } = {};
  const now = () => late.host?.clock.now() ?? Date.now();
  const onelogin = await startOneLogin({ company: demoCompany(), now, ...options.onelogin });
  const okta = await startOkta({ org: demoOktaOrg(), now });
  const entra = await startEntra({ tenant: demoEntraTenant(), now });
  const atlassian = await startAtlassian({ site: demoSite(), now, ...options.atlassian });
  const dataDir = mkdtempSync(path.join(os.tmpdir(), 'ugs-whole-'));
  const log: string[] = [];
  const host = await startHost({
    dataDir,
    routes: {
      '*.onelogin.com': onelogin.url,
      '*.okta.com': okta.url,
      'login.microsoftonline.com': entra.url,
      'graph.microsoft.com': entra.url,
      ...options.routes,
    },
    site: atlassian.url,
    tickEveryMs: 0,
    storageRates: 'off',
    log: (line) => void log.push(line),
    ...options.host,
  });
  late.host = host;
  return { host, onelogin, okta, entra, atlassian, log, dataDir };
}

function startAfresh({ host, onelogin, okta, entra, atlassian, log }: Parts): void {
  const { storage, faults } = host;
  for (const kind of ['value', 'secret'] as const)
    for (const key of storage.keys(kind)) storage.remove({ kind, key });
  for (const entityName of ['record', 'sync-run'])
    for (const key of storage.keys('entity', entityName)) storage.remove({ kind: 'entity', entityName, key });
  Object.assign(faults, createFaults());
  for (const { key } of host.customerEgress.groups()) host.customerEgress.remove(key);
  for (const simulator of [onelogin, okta, entra, atlassian]) simulator.reset();
  log.length = 0;
}

export interface ConnectorWishes {
  readonly name?: string;
  /** Of the OneLogin connector that it is unless `configuration` says otherwise. */
  readonly settings?: Partial<OneLoginSettings>;
  readonly configuration?: ConnectorConfiguration;
  readonly limits?: SafetyLimits;
  readonly rules?: Partial<SyncRules>;
  readonly schedule?: Schedule;
  readonly secret?: string;
}

export interface RunWishes {
  readonly mode?: 'preview' | 'sync';
  readonly approve?: Input<'startRun'>['approve'];
  /** Default: everything is read. */
  readonly full?: false;
}

function conversations({ host }: Parts) {
  const answer = async <M extends Method>(
    method: M,
    input: Input<M>,
    as?: { readonly accountId: string },
  ): Promise<Answer<Outputs[M]>> =>
    // The app's own contract is what comes back.
    (await host.call(method, input, as)) as Answer<Outputs[M]>;
  const ask = async <M extends Method>(method: M, input: Input<M>): Promise<Outputs[M]> => {
    const answered = await answer(method, input);
    if (answered.ok) return answered.value;
    throw new Error(`${method}: ${answered.error.kind}: ${answered.error.message}`);
  };

  /** A connector; the administrator's account writes, through Jira unless told otherwise. */
  const connect = async (wishes: ConnectorWishes = {}, api: 'jira' | 'confluence' = 'jira') => {
    await ask('useMyAccount', { api });
    const { connection } = await ask('createConnection', connectorInput(wishes));
    return connection.id;
  };
  /** Starts a run and waits until the queue has nothing to do: the run has ended, or waits. */
  const start = async (connectionId: string, wishes: RunWishes = {}): Promise<RunView> => {
    const { run } = await ask('startRun', {
      connectionId,
      mode: wishes.mode ?? 'sync',
      ...(wishes.approve === undefined ? {} : { approve: wishes.approve }),
      ...(wishes.full === undefined ? {} : { full: wishes.full }),
    });
    return quiet(run.id);
  };
  const quiet = async (runId: string): Promise<RunView> => {
    await host.queueIdle();
    return ask('getRun', { runId });
  };
  /** Takes a run to its end through waits, as Forge would: time passes, events come, the trigger fires. */
  const settle = async (runId: string): Promise<RunReport> => {
    for (let passes = 0; passes < 100; passes += 1) {
      const run = await quiet(runId);
      if (hasEnded(run.status)) return reportOf(run);
      await later(Math.max(60_000, (run.waiting?.untilMs ?? 0) - host.clock.now() + 1_000));
    }
    throw new Error(`the run ${runId} does not end`);
  };
  /** Time passes, and the scheduled trigger fires at its end. */
  const later = async (ms: number): Promise<void> => {
    await host.clock.advance(ms);
    await host.fireScheduledTrigger();
    await host.queueIdle();
  };
  const syncAndReport = async (connectionId: string, wishes: RunWishes = {}): Promise<RunReport> =>
    settle((await start(connectionId, wishes)).id);
  /** A connector whose first preview lies behind it. */
  const connectAndPreview = async (wishes?: ConnectorWishes, api?: 'jira' | 'confluence') => {
    const connectionId = await connect(wishes, api);
    await syncAndReport(connectionId, { mode: 'preview' });
    return connectionId;
  };
  return { answer, ask, connect, connectAndPreview, start, quiet, settle, later, syncAndReport };
}

function reportOf(run: RunView): RunReport {
  if (run.report === undefined) throw new Error(`the run ended without a report: ${run.summary}`);
  return run.report;
}

export function connectorInput(wishes: ConnectorWishes = {}): Input<'createConnection'> {
  const { rules, limits, schedule } = wishes;
  return {
    name: wishes.name ?? 'Lighthouse',
    configuration: wishes.configuration ?? {
      kind: 'onelogin',
      settings: {
        region: 'us',
        clientId: 'the-client',
        groupSources: ['roles'],
        minimumRemainingCalls: 0,
        requiredGroups: [],
        ...wishes.settings,
      },
    },
    secret: wishes.secret ?? theSecret,
    rules: { ...defaultRules, limits: limits ?? generous, ...rules },
    ...(schedule === undefined ? {} : { schedule }),
  };
}

const unlimited = { max: 10_000, maxShare: 1_000, shareFloor: 10_000 };
/** Nothing is held. */
export const generous: SafetyLimits = {
  removals: { perRun: unlimited, perGroup: unlimited },
  additions: { perRun: unlimited, perGroup: unlimited },
  emptiedGroups: unlimited,
  usual: { multiple: 0, floor: 0 },
};

/** Members by group name, both in order. */
export function groupsOf({
  atlassian,
}: Pick<Parts, 'atlassian'>): Readonly<Record<string, readonly string[]>> {
  const groups = atlassian.state.snapshot().groups.map(({ name, memberIds }) => [name, memberIds.toSorted()]);
  return Object.fromEntries(groups) as Record<string, readonly string[]>;
}

/** The accounts whose memberships the app holds for its own, by group name: what is stored, decoded. */
export function ledgerOf(
  { host, atlassian }: Pick<Parts, 'host' | 'atlassian'>,
  connectionId: string,
): Readonly<Record<string, readonly string[]>> {
  const stored = host.storage.get({ kind: 'value', key: `v1:doc:${connectionId}:ledger` }) as {
    data: string;
  };
  const { accountIds, groups } = JSON.parse(gunzipSync(Buffer.from(stored.data, 'base64')).toString()) as {
    accountIds: readonly string[];
    groups: readonly (readonly [string, readonly number[]])[];
  };
  const named = groups.map(([groupId, places]) => [
    atlassian.state.group(groupId)?.name ?? groupId,
    places.map((place) => accountIds[place] ?? '').toSorted(),
  ]);
  return Object.fromEntries(named) as Record<string, readonly string[]>;
}

/** How many requests for writing the site got. */
export function siteWrites({ atlassian }: Pick<Parts, 'atlassian'>): number {
  return Object.entries(atlassian.requests)
    .filter(([route]) => !route.startsWith('GET '))
    .reduce((sum, [, count]) => sum + count, 0);
}

/** The id of a person of the simulated company. */
export function personId({ onelogin }: Pick<Parts, 'onelogin'>, firstname: string): number {
  const found = onelogin.state.snapshot().people.find((person) => person.firstname === firstname);
  if (found === undefined) throw new Error(`nobody is called ${firstname}`);
  return found.id;
}

/** Waits for something that another process does. */
export async function until(is: () => boolean, what: string): Promise<void> {
  const givenUpAtMs = Date.now() + 20_000;
  while (!is()) {
    if (Date.now() > givenUpAtMs) throw new Error(`waited too long until ${what}`);
    await pause(2);
  }
}
