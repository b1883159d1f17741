import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { defaultRules } from '../../src/domain/connection';
import { ask } from '../cli/ask';
import { follow } from '../cli/follow';
import { progressOn } from '../cli/progress';
import { reportText } from '../cli/report-text';
import { startHost, type Host } from '../host';
import { demoCompany, demoRoleIds, demoSite, startAtlassian, startOneLogin } from '../simulators';
import { groupTable, say, step } from './tell';

type Directory = Awaited<ReturnType<typeof startOneLogin>>;
type Site = Awaited<ReturnType<typeof startAtlassian>>;

/** The main job, told in a terminal: an administrator sets the app up, previews, syncs, and leaves the rest to the schedule. */
async function demo(): Promise<void> {
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'ugs-demo-'));
  const directory = await startOneLogin({ company: demoCompany() });
  const site = await startAtlassian({ site: demoSite() });
  say('Building the app with Forge’s own bundler; only the first time takes a few seconds.');
  const host = await startHost({
    dataDir,
    routes: { '*.onelogin.com': directory.url },
    site: site.url,
    tickEveryMs: 0,
    storageRates: 'off',
  });
  try {
    await tell({ host, directory, site });
  } finally {
    await host.close();
    await directory.close();
    await site.close();
    await rm(dataDir, { recursive: true, force: true });
  }
}

interface Stage {
  readonly host: Host;
  readonly directory: Directory;
  readonly site: Site;
}

async function tell(stage: Stage): Promise<void> {
  const { host, site } = stage;
  step('An administrator of Lighthouse opens the app in Jira and makes their account the sync account');
  const { settings } = await ask(host, 'useMyAccount', { api: 'jira' });
  say(`${settings?.syncAccountName ?? ''} writes the groups from now on, through Jira.`);
  const { checks: access } = await ask(host, 'checkAccess', {});
  for (const check of access) say(`${check.result === 'ok' ? '✓' : '✗'} ${check.name}: ${check.message}`);

  const connectionId = await createConnector(host);
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

async function createConnector(host: Host): Promise<string> {
  step('Create connector: OneLogin, region US, roles as groups, every hour in the time zone of Berlin');
  const configuration = {
    kind: 'onelogin',
    settings: {
      region: 'us',
      clientId: 'demo',
      groupSources: ['roles'],
      minimumRemainingCalls: 500,
      requiredGroups: [],
    },
  } as const;
  const wanted = {
    name: 'Lighthouse OneLogin',
    configuration: {
      ...configuration,
      settings: {
        ...configuration.settings,
        groupSources: [...configuration.settings.groupSources],
        requiredGroups: [],
      },
    },
    secret: 'demo-secret',
  };
  const schedule = { enabled: true, cron: '0 * * * *', timeZone: 'Europe/Berlin' };
  const { connection, schedule: planned } = await ask(host, 'createConnection', {
    ...wanted,
    rules: defaultRules,
    schedule,
  });
  const { checks } = await ask(host, 'testConnection', {
    id: connection.id,
    configuration: wanted.configuration,
  });
  for (const check of checks) say(`${check.result === 'ok' ? '✓' : '✗'} ${check.name}: ${check.message}`);
  const next = (planned?.nextRunsMs ?? []).slice(0, 3).map((atMs) => berlin(atMs));
  say(`Next runs in Berlin: ${next.join(', ')}`);
  return connection.id;
}

async function runAndPrint(host: Host, connectionId: string): Promise<void> {
  const { run } = await ask(host, 'startRun', { connectionId, mode: 'sync' });
  const report = await follow(host, run.id, progressOn(process.stderr));
  process.stdout.write(`\n${reportText(report)}\n`);
}

/** People move in the directory, an hour passes, and the scheduled trigger does the rest. */
async function scheduledRun({ host, directory, site }: Stage, connectionId: string): Promise<void> {
  step(
    'In OneLogin, Amelia leaves Engineering and Nadia joins Sales. An hour later the schedule starts a run',
  );
  const idOf = (firstname: string) =>
    directory.state.snapshot().people.find((person) => person.firstname === firstname)?.id ?? 0;
  directory.state.leave(demoRoleIds.engineering, [idOf('Amelia')]);
  directory.state.join(demoRoleIds.sales, [idOf('Nadia')]);
  await host.clock.advance(3_600_000);
  await host.fireScheduledTrigger();
  const { runs } = await ask(host, 'listRuns', { connectionId, limit: 1 });
  const [run] = runs;
  if (run === undefined) throw new Error('The schedule started no run.');
  const report = await follow(host, run.id, progressOn(process.stderr));
  process.stdout.write(`\n${reportText(report)}\n`);
  say('Groups of the site in the end:', groupTable(site.state.snapshot()));
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
  process.exitCode = 1;
});
