import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { Schedule, ConnectorKind } from '../../src/domain/connection';
import type { RunReport } from '../../src/domain/run';
import { defaultRules } from '../../src/domain/sync-rules';
import { ask } from '../cli/ask';
import { follow } from '../cli/follow';

import { progressOn, silent } from '../cli/progress';
import { startHost, type Host } from '../host';
import { demoSite, startAtlassian, type AtlassianSimulator } from '../simulators';
import { demoDirectories, type DemoDirectory } from './directories';
import { say } from './tell';

/** The app between a directory and a site, all of which go by one clock. */
export interface Stage {
  readonly host: Host;
  readonly directory: DemoDirectory;
  readonly site: AtlassianSimulator;
}

/** Sets the stage, plays, and takes everything down again. */
export async function onStage(kind: ConnectorKind, play: (stage: Stage) => Promise<void>): Promise<void> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'ugs-demo-'));
  const late: { host?: Host } = {};
  const now = () => late.host?.clock.now() ?? Date.now();
  const directory = await demoDirectories[kind](now);
  const site = await startAtlassian({ site: demoSite(), now });
  say('Building the app with Forge’s own bundler; only the first time takes a few seconds.');
  const { routes } = directory;
  const host = await startHost({ dataDir, routes, site: site.url, tickEveryMs: 0, storageRates: 'off' });
  late.host = host;
  try {
    await play({ host, directory, site });
  } finally {
    await host.close();
    await directory.close();
    await site.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

export async function createConnector(
  { host, directory }: Stage,
  schedule: Schedule,
): Promise<{ readonly connectionId: string; readonly nextRunsMs: readonly number[] }> {
  const { title, configuration, secret } = directory;
  const { connection, schedule: planned } = await ask(host, 'createConnection', {
    name: `Lighthouse ${title}`,
    configuration,
    secret,
    rules: defaultRules,
    schedule,
  });
  return { connectionId: connection.id, nextRunsMs: planned?.nextRunsMs ?? [] };
}

/** "Sync" was pressed: the run to its end. */
export async function pressSync(host: Host, connectionId: string): Promise<RunReport> {
  const { run } = await ask(host, 'startRun', { connectionId, mode: 'sync' });
  return followed(host, run.id);
}

/** A bar where somebody looks at a terminal; the story tells the rest. */
export function followed(host: Host, runId: string): Promise<RunReport> {
  return follow(host, runId, process.stderr.isTTY ? progressOn(process.stderr) : silent());
}

/** Time passes, and the scheduled trigger fires at its end. Undefined: it started no run. */
export async function afterHours(
  { host }: Stage,
  connectionId: string,
  hours: number,
): Promise<RunReport | undefined> {
  const { runs: before } = await ask(host, 'listRuns', { connectionId, limit: 1 });
  await host.clock.advance(hours * 3_600_000);
  await host.fireScheduledTrigger();
  const { runs: after } = await ask(host, 'listRuns', { connectionId, limit: 1 });
  const [newest] = after;
  return newest === undefined || newest.id === before[0]?.id ? undefined : followed(host, newest.id);
}
