import type { RunReport } from '../../src/domain/run';
import { ask } from '../cli/ask';
import { reportText } from '../cli/report-text';
import type { DemoDirectory } from './directories';
import { afterHours, createConnector, pressSync, type Stage } from './stage';
import { checkLine, groupTable, say, step } from './tell';

/** The main job, told in a terminal: an administrator sets the app up, previews, syncs, and leaves the rest to the schedule. */
export async function mainJob(stage: Stage): Promise<void> {
  const { host, site } = stage;
  step('An administrator of Lighthouse opens the app in Jira and makes their account the sync account');
  const { settings } = await ask(host, 'useMyAccount', { api: 'jira' });
  say(`${settings?.syncAccountName ?? ''} writes the groups from now on, through Jira.`);
  const { checks: access } = await ask(host, 'checkAccess', {});
  say(...access.map(checkLine));

  const connectionId = await hourlyConnector(stage);
  say('Groups of the site before:', groupTable(site.state.snapshot()));

  step('Press Sync. The first run of a connector is a preview, whatever was pressed');
  printReport(await pressSync(host, connectionId));
  step('Press Sync again, now for real');
  printReport(await pressSync(host, connectionId));
  say('Groups of the site after:', groupTable(site.state.snapshot()));

  step('Press Sync a second time: there is nothing left to do');
  printReport(await pressSync(host, connectionId));
  await scheduledRun(stage, connectionId);
  say('Open the page itself with: npm start');
  say('See what happens when the directory loses half its people: npm run demo -- --disaster');
}

async function hourlyConnector(stage: Stage): Promise<string> {
  const { title, choices, configuration } = stage.directory;
  step(`Create connector: ${title}, ${choices}, every hour in the time zone of Berlin`);
  const { connectionId, nextRunsMs } = await createConnector(stage, {
    enabled: true,
    cron: '0 * * * *',
    timeZone: 'Europe/Berlin',
  });
  const { checks } = await ask(stage.host, 'testConnection', { id: connectionId, configuration });
  say(...checks.map(checkLine));
  const next = nextRunsMs.slice(0, 3).map((atMs) => berlin(atMs));
  say(`Next runs in Berlin: ${next.join(', ')}`);
  return connectionId;
}

function printReport(report: RunReport): void {
  say('', reportText(report));
}

/** People move in the directory, an hour passes, and the scheduled trigger does the rest. */
async function scheduledRun(stage: Stage, connectionId: string): Promise<void> {
  const { directory, site } = stage;
  step(
    `In ${directory.title}, Amelia leaves Engineering and Nadia joins Sales. An hour later the schedule starts a run`,
  );
  directory.move();
  const report = await afterHours(stage, connectionId, 1);
  if (report === undefined) throw new Error('The schedule started no run.');
  printReport(report);
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
