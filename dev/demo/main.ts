import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import type { ConnectorKind } from '../../src/domain/connection';
import { defaultRules } from '../../src/domain/sync-rules';
import type { RunReport } from '../../src/domain/run';
import { ask } from '../cli/ask';
import { follow } from '../cli/follow';
import { progressOn } from '../cli/progress';
import { reportText } from '../cli/report-text';
import { startHost, type Host } from '../host';
import { demoSite, startAtlassian } from '../simulators';
import { demoDirectories, type DemoDirectory } from './directories';
import { groupTable, say, step } from './tell';

const usage = 'Usage: npm run --silent demo -- [--connector onelogin|okta|entra]';

type Site = Awaited<ReturnType<typeof startAtlassian>>;

/** The main job, told in a terminal: an administrator sets the app up, previews, syncs, and leaves the rest to the schedule. */
async function demo(): Promise<void> {
  const wishes = readOptions();
  if (wishes.help === true) {
    say(usage);
    return;
  }
  const kind = kindOf(wishes);
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
    await tell({ host, directory, site });
  } finally {
    await host.close();
    await directory.close();
    await site.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

/** A mistake in the options; its message is for the person at the terminal. */
class UsageError extends Error {
  override readonly name = 'UsageError';
}

function kindOf({ connector = 'onelogin' }: { readonly connector?: string }): ConnectorKind {
  const kind = (['onelogin', 'okta', 'entra'] as const).find((one) => one === connector);
  if (kind === undefined)
    throw new UsageError(`--connector knows onelogin, okta and entra only.\n\n${usage}`);
  return kind;
}

function readOptions() {
  try {
    return parseArgs({ options: { connector: { type: 'string' }, help: { type: 'boolean' } } }).values;
  } catch (error) {
    throw new UsageError(`${error instanceof Error ? error.message : 'The options are wrong.'}\n\n${usage}`, {
      cause: error,
    });
  }
}

interface Stage {
  readonly host: Host;
  readonly directory: DemoDirectory;
  readonly site: Site;
}

async function tell(stage: Stage): Promise<void> {
  const { host, site } = stage;
  step('An administrator of Lighthouse opens the app in Jira and makes their account the sync account');
  const { settings } = await ask(host, 'useMyAccount', { api: 'jira' });
  say(`${settings?.syncAccountName ?? ''} writes the groups from now on, through Jira.`);
  const { checks: access } = await ask(host, 'checkAccess', {});
  for (const check of access) say(`${check.result === 'ok' ? '✓' : '✗'} ${check.name}: ${check.message}`);

  const connectionId = await createConnector(stage);
  say('Groups of the site before:', groupTable(site.state.snapshot()));

  step('Press Sync. The first run of a connector is a preview, whatever was pressed');
  await runAndPrint(host, connectionId);
  step('Press Sync again, now for real');
  await runAndPrint(host, connectionId);
  say('Groups of the site after:', groupTable(site.state.snapshot()));

  step('Press Sync a second time: there is nothing left to do');
  await runAndPrint(host, connectionId);
  await scheduledRun(stage, connectionId);
  say('Open the page itself with: npm start');
}

async function createConnector({ host, directory }: Stage): Promise<string> {
  const { title, choices, configuration, secret } = directory;
  step(`Create connector: ${title}, ${choices}, every hour in the time zone of Berlin`);
  const { connection, schedule: planned } = await ask(host, 'createConnection', {
    name: `Lighthouse ${title}`,
    configuration,
    secret,
    rules: defaultRules,
    schedule: { enabled: true, cron: '0 * * * *', timeZone: 'Europe/Berlin' },
  });
  const { checks } = await ask(host, 'testConnection', { id: connection.id, configuration });
  for (const check of checks) say(`${check.result === 'ok' ? '✓' : '✗'} ${check.name}: ${check.message}`);
  const next = (planned?.nextRunsMs ?? []).slice(0, 3).map((atMs) => berlin(atMs));
  say(`Next runs in Berlin: ${next.join(', ')}`);
  return connection.id;
}

async function runAndPrint(host: Host, connectionId: string): Promise<void> {
  const { run } = await ask(host, 'startRun', { connectionId, mode: 'sync' });
  await followAndPrint(host, run.id);
}

async function followAndPrint(host: Host, runId: string): Promise<RunReport> {
  const report = await follow(host, runId, progressOn(process.stderr));
  process.stdout.write(`\n${reportText(report)}\n`);
  return report;
}

/** People move in the directory, an hour passes, and the scheduled trigger does the rest. */
async function scheduledRun({ host, directory, site }: Stage, connectionId: string): Promise<void> {
  step(
    `In ${directory.title}, Amelia leaves Engineering and Nadia joins Sales. An hour later the schedule starts a run`,
  );
  directory.move();
  await host.clock.advance(3_600_000);
  await host.fireScheduledTrigger();
  const { runs } = await ask(host, 'listRuns', { connectionId, limit: 1 });
  const [run] = runs;
  if (run === undefined) throw new Error('The schedule started no run.');
  const report = await followAndPrint(host, run.id);
  say(callsText(directory, report));
  say('Groups of the site in the end:', groupTable(site.state.snapshot()));
}

function callsText({ title }: DemoDirectory, { calls, connector, reading }: RunReport): string {
  const what = reading?.way === 'changes' ? 'Only what had changed was read' : 'Everything was read again';
  return `${what}, with ${calls[connector]?.requests ?? 0} calls of ${title}.`;
}

function berlin(atMs: number): string {
  return new Intl.DateTimeFormat('en-GB', {
    timeZone: 'Europe/Berlin',
    weekday: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(atMs);
}

demo().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = error instanceof UsageError ? 64 : 1;
});
