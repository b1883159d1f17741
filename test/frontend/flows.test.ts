import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Locator, Page } from 'playwright-core';
import type { Outputs } from '../../src/contract';
import type { AccessCheck } from '../../src/domain/target';
import { Refusal } from '../support/fake-bridge';
import * as driver from '../support/page-driver';
import * as state from '../support/page-fixtures';
import { pageFolder } from '../support/page-server';
import { pageSuite, type Opening } from '../support/page-suite';

const pages = pageSuite();

const open = (app: state.FakeState, options: Opening = {}) => pages.open({ ...options, app });

/** Waits for it, and fails with its name when it does not come. */
async function isShown(what: Locator): Promise<boolean> {
  await what.waitFor();
  return true;
}

/** Whole, and not only a part of it. */
async function isInWindow(page: Page, what: Locator): Promise<boolean> {
  const box = await what.boundingBox();
  const height = page.viewportSize()?.height ?? 0;
  return box !== null && box.y >= 0 && box.y + box.height <= height;
}

function aCheck(name: string): AccessCheck {
  return { name, result: 'ok', message: 'This is allowed.' };
}

const acme = {
  name: 'Acme',
  region: { subdomain: 'acme' },
  clientId: 'client-1',
  clientSecret: 'not-a-real-secret',
} as const;

describe('creating a connector', () => {
  it('sends what the form says, tests it, and opens its page', async () => {
    const { page, inputsOf } = await open(state.anEmptyApp());
    await driver.createConnector(page, acme);
    expect(await driver.readChecks(page)).toContain('Read roles: 42 roles can be read.');
    // The rules are left to the app: it knows the limits that the site has for new connectors.
    expect(inputsOf('createConnection')).toEqual([
      {
        name: 'Acme',
        secret: 'not-a-real-secret',
        configuration: {
          kind: 'onelogin',
          settings: {
            region: 'subdomain',
            subdomain: 'acme',
            clientId: 'client-1',
            groupSources: ['roles'],
            minimumRemainingCalls: 500,
            requiredGroups: [],
          },
        },
        schedule: { enabled: false, cron: '0 * * * *', timeZone: 'Europe/Berlin' },
      },
    ]);
    await page.getByText('The first run is a preview').first().waitFor();
    expect(await page.content()).not.toContain('not-a-real-secret');
  });

  it('scrolls to the test, and to what it said', async () => {
    const { page, backend } = await open(state.anEmptyApp());
    let answer: (value: Outputs['testConnection']) => void = () => undefined;
    backend.on('testConnection', () => new Promise((resolve) => (answer = resolve)));
    await driver.createConnector(page, acme);
    const spinner = page.getByLabel('Testing the connection');
    await spinner.waitFor();
    expect(await isInWindow(page, spinner)).toBe(true);

    answer({ checks: Array.from({ length: 6 }, (_, index) => aCheck(`Check ${index}`)) });
    await driver.readChecks(page);
    expect(await isInWindow(page, page.getByRole('list', { name: 'Checks' }))).toBe(true);
    // Who comes back later came for something else.
    await driver.openTab(page, 'Runs');
    await page.evaluate('window.scrollTo(0, 0)');
    await driver.openTab(page, 'General');
    await driver.readChecks(page);
    expect(await page.evaluate('window.scrollY')).toBe(0);
  });

  it('shows what is missing before anything is sent', async () => {
    const { page, inputsOf } = await open(state.anEmptyApp());
    await driver.fillNewConnector(page, { ...acme, clientId: '' });
    await driver.create(page);
    expect(await driver.readFieldError(page, 'Client ID')).toContain(
      'Enter the client ID of the API credential.',
    );
    expect(inputsOf('createConnection')).toEqual([]);
  });

  it("puts the server's refusal on its field and takes it away once the field changes", async () => {
    const { page } = await open(state.anEmptyApp());
    await driver.fillNewConnector(page, { ...acme, region: { subdomain: 'acme.onelogin.com' } });
    await driver.create(page);
    await page.getByText('Only the first part of the address').waitFor();
    expect(await driver.readFieldError(page, 'Subdomain')).toContain('"acme" of acme.onelogin.com');
    await page.getByLabel('Subdomain').fill('acme');
    expect(await driver.readFieldError(page, 'Subdomain')).toBe('');
    await driver.create(page);
    await page.getByRole('heading', { level: 1, name: 'Acme' }).waitFor();
  });

  it('offers the three kinds of directories', async () => {
    const { page } = await open(state.anEmptyApp(), { path: '/create' });
    await page.getByText('Azure (Microsoft Entra ID)').waitFor();
    const providers = page.getByRole('list', { name: 'Identity providers' });
    expect(await providers.getByRole('button').allInnerTexts()).toEqual([
      expect.stringContaining('OneLogin'),
      expect.stringContaining('Okta'),
      expect.stringContaining('Azure'),
    ]);
  });
});

describe('editing a connector', () => {
  it('keeps the stored secret unless it is replaced', async () => {
    const { page, inputsOf } = await open(state.anInstalledApp(), {
      path: '/connectors/connection-1/general',
    });
    await page.getByLabel('Client ID').fill('client-2');
    await driver.save(page);
    await page.getByText('Saved', { exact: true }).waitFor();
    await page.getByRole('button', { name: 'Replace secret' }).click();
    await page.getByLabel('Client secret').fill('another-secret');
    await driver.save(page);
    await page.getByRole('button', { name: 'Replace secret' }).waitFor();
    const [first, second] = inputsOf('saveConnection');
    expect(first).not.toHaveProperty('secret');
    expect(second).toMatchObject({ revision: 4, secret: 'another-secret' });
  });

  it('saves over a save of other settings', async () => {
    const app = state.anInstalledApp();
    const { page } = await open(app, { path: '/connectors/connection-1/general' });
    await page.getByLabel('Client ID').fill('client-2');
    const schedule = { enabled: false, cron: '0 1 * * *', timeZone: 'UTC' };
    app.connections = [state.aConnection({ revision: 9, schedule })];
    await driver.save(page);
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(app.connections[0]).toMatchObject({ revision: 10, schedule });
    expect(app.connections[0]?.configuration.settings.clientId).toBe('client-2');
  });

  it('does not save over the same settings: it says so and loads the latest', async () => {
    const app = state.anInstalledApp();
    const { page } = await open(app, { path: '/connectors/connection-1/general' });
    await page.getByLabel('Client ID').fill('client-2');
    app.connections = [state.aConnection({ revision: 9, name: 'Renamed meanwhile' })];
    await driver.save(page);
    await page.getByText('Somebody else changed these settings').waitFor();
    expect(app.connections[0]?.revision).toBe(9);
    await page.getByRole('button', { name: 'Load the latest settings' }).click();
    await page.getByRole('heading', { level: 1, name: 'Renamed meanwhile' }).waitFor();
    expect(await page.getByLabel('Client ID').inputValue()).toBe('9c1d0c1b4f');
  });

  it('says what stays when a connector is deleted, and deletes it', async () => {
    const app = state.anInstalledApp();
    const { page } = await open(app);
    await driver.openConnector(page, 'OneLogin partners');
    await page.getByRole('button', { name: /^More actions/ }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByText('all Jira groups and everybody’s membership in them').waitFor();
    await page.getByRole('button', { name: 'Delete connector' }).click();
    await page.getByRole('heading', { level: 1, name: 'User & Group Sync' }).waitFor();
    await page.getByRole('link', { name: 'OneLogin partners' }).waitFor({ state: 'detached' });
    expect(app.connections.map(({ id }) => id)).toEqual(['connection-1']);
  });

  it('exports the document as a file', async () => {
    const { page } = await open(state.anInstalledApp(), { path: '/connectors/connection-1/general' });
    await page.getByRole('button', { name: /^More actions/ }).click();
    await page.getByRole('menuitem', { name: 'Export' }).click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download' }).click(),
    ]);
    expect(download.suggestedFilename()).toBe('onelogin-staff.json');
    expect(JSON.parse(readFileSync(await download.path(), 'utf8'))).toMatchObject({
      version: 2,
      kind: 'onelogin',
      secret: { env: 'ONELOGIN_CLIENT_SECRET' },
    });
  });
});

describe('the schedule', () => {
  const path = '/connectors/connection-2/sync-settings';

  it('is kept in step between the picker and the expression, both ways', async () => {
    const { page } = await open(state.anInstalledApp(), { path });
    const cron = page.getByLabel('Cron expression');
    await driver.setSchedule(page, { interval: 'Every 15 minutes' });
    expect(await cron.inputValue()).toBe('*/15 * * * *');
    await page.getByText('Every 15 minutes', { exact: true }).first().waitFor();
    await driver.setSchedule(page, { cron: '45 22 * * *' });
    await page.getByText('Every day', { exact: true }).waitFor();
    expect(await page.getByLabel('At', { exact: true }).inputValue()).toBe('22:45');
    await page.getByLabel('At', { exact: true }).fill('07:05');
    expect(await cron.inputValue()).toBe('5 7 * * *');
    await page.getByText('At 07:05', { exact: true }).waitFor();
    await driver.setSchedule(page, { interval: 'On days of the week' });
    await page.getByRole('checkbox', { name: 'Friday' }).uncheck();
    expect(await cron.inputValue()).toBe('0 6 * * 1,2,3,4');
  });

  it('shows the next five runs in its own time zone, and is saved', async () => {
    const app = state.anInstalledApp();
    const { page } = await open(app, { path });
    await driver.setSchedule(page, { enabled: true, cron: '30 6 * * *', timeZone: 'Asia/Tokyo' });
    await page.getByText('Asia/Tokyo', { exact: true }).waitFor();
    await driver.readNextRuns(page);
    await page
      .getByText(/, 06:30$/)
      .nth(4)
      .waitFor();
    expect(await driver.readNextRuns(page)).toHaveLength(5);
    await driver.save(page);
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(app.connections[1]?.schedule).toEqual({
      enabled: true,
      cron: '30 6 * * *',
      timeZone: 'Asia/Tokyo',
    });
  });

  it('names what is wrong with an expression, by its form and by the server', async () => {
    const { page } = await open(state.anInstalledApp(), { path });
    await driver.setSchedule(page, { cron: '* * *' });
    expect(await driver.readFieldError(page, 'Cron expression')).toContain('Five parts are needed');
    await driver.setSchedule(page, { cron: '0 0 31 2 *' });
    await page.getByText('no such day exists').waitFor();
    expect(await driver.readFieldError(page, 'Cron expression')).toContain('“0 0 31 2 *” never comes');
  });

  it('keeps what is typed when another tab is opened meanwhile', async () => {
    const { page } = await open(state.anInstalledApp(), { path });
    await driver.setSchedule(page, { cron: '1 2 * * *' });
    await driver.openTab(page, 'General');
    await driver.openTab(page, 'Sync settings');
    expect(await page.getByLabel('Cron expression').inputValue()).toBe('1 2 * * *');
  });
});

describe('running', () => {
  it('follows a run through its phases to its result', async () => {
    const app = state.anInstalledApp();
    const { page, inputsOf } = await open(app, { path: '/connectors/connection-1/general' });
    await driver.pressSync(page);
    const [started] = app.runs;
    const id = started?.id ?? '';
    const show = (run: Parameters<typeof state.aRunUnderWay>[0]): void => {
      app.runs = [{ ...state.aRunUnderWay(run), id }];
    };
    show({
      phase: 'people',
      progress: { ...state.noProgress, groupsRead: 42, usersRead: 400, membershipsRead: 900 },
    });
    await page.getByText('400 people, 900 memberships').waitFor();
    show({ phase: 'apply', progress: { ...state.noProgress, changesDone: 7, changesToDo: 17 } });
    await page.getByRole('progressbar', { name: 'Apply the changes' }).waitFor();
    await page.getByText('7 of 17 changes').waitFor();
    app.runs = [{ ...state.aRun(), id, report: state.aReport() }];
    const result = await driver.readResult(page);
    expect(result).toEqual({
      title: 'Done',
      counts: {
        Added: 14,
        Removed: 3,
        'Groups created': 1,
        Unchanged: 1204,
        Held: 0,
        Failed: 0,
        'Unmatched people': 6,
      },
    });
    await page.getByRole('button', { name: 'Sync again' }).click();
    await page.getByRole('button', { name: 'Cancel run' }).waitFor();
    expect(inputsOf('startRun')).toEqual([1, 2].map(() => ({ connectionId: 'connection-1', mode: 'sync' })));
  });

  it('says until when a run waits, and for what', async () => {
    const app = state.anInstalledApp();
    const message = 'OneLogin has 480 API calls left in this hour, and 500 must remain.';
    const untilMs = Date.now() + 23 * 60_000;
    app.runs = [state.aRunUnderWay({ status: 'waiting', waiting: { untilMs, message } })];
    const { page } = await open(app, { path: '/runs/run-1' });
    await page.getByText('Waiting until').waitFor();
    await page.getByText(/^Goes on in 22 min/).waitFor();
    expect(await page.getByText(message).count()).toBe(2);
  });

  it('says that a preview changed nothing, and offers the sync', async () => {
    const app = state.anInstalledApp();
    app.runs = [state.aRun({ mode: 'preview', report: state.aPreviewReport() })];
    const { page, inputsOf } = await open(app, { path: '/runs/run-1' });
    const { title, counts } = await driver.readResult(page);
    expect(title).toBe('This was a preview: nothing was changed');
    expect(counts).toMatchObject({ 'To add': 14, 'To remove': 3 });
    expect(await driver.readTable(page, 'Groups')).toContainEqual(
      expect.objectContaining({
        Group: expect.stringMatching(/^Support Europe\s+To create$/i),
        'To add': '3',
      }),
    );
    await page.getByRole('button', { name: 'Sync now' }).click();
    await page.getByText('You can leave this page; the run goes on.').waitFor();
    expect(inputsOf('startRun')).toEqual([{ connectionId: 'connection-1', mode: 'sync' }]);
  });

  it('offers no sync before the first preview, and tells why one became a preview all the same', async () => {
    const app = { ...state.anInstalledApp(), previewed: ['connection-1'] };
    const { page } = await open(app);
    await page.getByRole('button', { name: 'Preview OneLogin partners' }).waitFor();
    await page.getByRole('link', { name: 'OneLogin partners' }).click();
    await page.getByRole('button', { name: 'Preview', exact: true }).waitFor();
    expect(await page.getByRole('button', { name: 'Sync', exact: true }).count()).toBe(0);
    await driver.openConnectorList(page);
    app.previewed = [];
    await page.getByRole('button', { name: 'Sync OneLogin staff' }).click();
    await page.getByText('The first run of a connector is a preview: it changes nothing.').waitFor();
    expect(await page.getByRole('heading', { level: 1 }).innerText()).toBe('Preview of OneLogin staff');
  });

  it('leaves an older held run to the newer one that has looked again', async () => {
    const { page } = await open(state.anInstalledApp(), { path: '/runs/run-2' });
    await page.getByText('A newer run of this connector has looked at these changes again.').waitFor();
    expect(await page.getByRole('button', { name: 'Approve and apply' }).count()).toBe(0);
  });

  it('lists people, groups and failures with the reason in words', async () => {
    const { page } = await open(state.anInstalledApp(), { path: '/runs/run-2' });
    const people = await driver.readTable(page, 'Unmatched people');
    expect(people.find((row) => row['Person']?.startsWith('Bo Lindqvist'))).toMatchObject({
      Why: 'Has no e-mail address in OneLogin.',
      'What to do': 'Add the address that the person uses at Atlassian.',
    });
    expect(await driver.readTable(page, 'Groups left alone')).toContainEqual(
      expect.objectContaining({ Group: 'site-admins', Why: 'The group makes its members administrators.' }),
    );
    expect(await driver.readTable(page, 'Failed changes')).toContainEqual(
      expect.objectContaining({ Group: 'Support: Asia', Change: 'Create the group' }),
    );
    expect((await driver.readTable(page, 'API calls'))[0]).toEqual({
      API: 'OneLogin',
      Calls: '21',
      Repeated: '1',
      Waited: '1 s',
    });
  });

  it('leads from a stop to the way out', async () => {
    const app = state.anInstalledApp();
    const message = 'The sync account may no longer manage groups.';
    const report = state.aReport({ status: 'stopped', stoppedBecause: { kind: 'access-missing', message } });
    app.runs = [state.aRun({ status: 'stopped', report })];
    const { page } = await open(app, { path: '/runs/run-1' });
    await page.getByText(message).waitFor();
    await page.getByRole('button', { name: 'Check the sync account' }).click();
    expect(await isShown(page.getByRole('heading', { level: 1, name: 'Settings' }))).toBe(true);
  });

  it('counts nothing in a run that stopped before its plan', async () => {
    const stoppedBecause = { kind: 'access-missing', message: 'No sync account is set.' } as const;
    const { planHash: _none, ...early } = state.aReport({ status: 'stopped', stoppedBecause, calls: {} });
    const app = { ...state.anInstalledApp(), runs: [state.aRun({ status: 'stopped', report: early })] };
    const { page } = await open(app, { path: '/runs/run-1' });
    await page.getByText('No sync account is set.').waitFor();
    await page.getByRole('table', { name: 'Phases' }).waitFor();
    expect(await page.getByText('take part').count()).toBe(0);
    expect(await page.getByRole('table', { name: 'API calls' }).count()).toBe(0);
  });

  it('says why a run could not start', async () => {
    const { page, backend } = await open(state.anInstalledApp(), {
      path: '/connectors/connection-1/general',
    });
    backend.on('startRun', () => {
      throw new Refusal({ kind: 'conflict', message: 'A run of this connector is under way.' });
    });
    await page.getByRole('button', { name: 'Preview', exact: true }).click();
    expect(await isShown(page.getByRole('alert').getByText('A run of this connector is under way.'))).toBe(
      true,
    );
  });
});

describe('the site', () => {
  it('asks for a sync account first, and takes the own one', async () => {
    const app = state.anEmptyApp();
    const { page } = await open(app);
    await page.getByRole('button', { name: 'Choose the sync account' }).click();
    await driver.useMyAccount(page, 'Confluence');
    expect(app.target.settings).toMatchObject({ syncAccountId: 'account-1', api: 'confluence' });
    // It is done, and the next step is there.
    await page.getByRole('button', { name: 'Use my account' }).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Create connector' }).waitFor();
    await page.getByRole('button', { name: 'Check access' }).click();
    expect(await driver.readChecks(page)).toContain(
      'Change a membership: Not tried, because managing groups is not allowed.',
    );
  });

  it('speaks of both products in the administration of Confluence', async () => {
    const { page } = await open(state.anInstalledApp(), { moduleType: 'confluence:globalSettings' });
    expect(await isShown(page.getByText('keep Jira and Confluence groups in step'))).toBe(true);
  });
});

describe('the way about', () => {
  it('keeps the place over back, forward and reload', async () => {
    const { page } = await open(state.anInstalledApp());
    await driver.openConnector(page, 'OneLogin staff');
    await driver.openTab(page, 'Runs');
    await page.goBack();
    await page.getByRole('tabpanel', { name: 'General' }).waitFor();
    await page.goBack();
    await page.getByRole('heading', { level: 1, name: 'User & Group Sync' }).waitFor();
    await page.goForward();
    await page.goForward();
    await page.getByRole('tabpanel', { name: 'Runs' }).waitFor();
    await page.reload();
    expect(await isShown(page.getByRole('tabpanel', { name: 'Runs' }))).toBe(true);
  });

  it('tries again after an error', async () => {
    const app = state.anInstalledApp();
    const { page, backend } = await open(app, {});
    await page.getByRole('link', { name: 'OneLogin staff' }).waitFor();
    backend.on('getTarget', () => {
      throw new Refusal({ kind: 'stored-data-damaged', message: 'The stored sync account is damaged.' });
    });
    await page.getByRole('link', { name: 'Settings', exact: true }).click();
    await page.getByText('The stored sync account is damaged.').waitFor();
    backend.on('getTarget', () => app.target);
    await page.getByRole('button', { name: 'Try again' }).click();
    expect(await isShown(page.getByText('While yours is the sync account:'))).toBe(true);
  });

  it('can be walked by keyboard: the menu of a connector starts a run', async () => {
    const { page } = await open(state.anInstalledApp());
    await page.getByRole('button', { name: 'Actions for OneLogin partners' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Preview' }).press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Preview of OneLogin partners' }).waitFor();
    // The focus goes along, so that a screen reader says where one is.
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Preview of OneLogin partners');
  });
});

describe('what is shipped', () => {
  it.each([
    '/create',
    '/create/okta',
    '/create/entra',
    '/connectors/connection-1/general',
    '/connectors/connection-1/sync-settings',
    '/site',
  ])('%s looks the same under a policy without inline styles', async (path) => {
    expect(await shapeOf(path, 'strict')).toEqual(await shapeOf(path, 'manifest'));
  });

  it('starts with less than 350 kB of script, compressed', async () => {
    const { page } = await open(state.anInstalledApp());
    await page.getByRole('link', { name: 'OneLogin staff' }).waitFor();
    const scripts = await page.evaluate<readonly string[]>(
      "performance.getEntriesByType('resource').map(({ name }) => name).filter((name) => name.endsWith('.js'))",
    );
    const bytes = scripts.map((url) => {
      const file = new URL(url).pathname.replace('/app/page/', '');
      return gzipSync(readFileSync(join(pageFolder, file))).length;
    });
    const total = bytes.reduce((sum, size) => sum + size, 0);
    expect(total).toBeGreaterThan(0);
    expect(total).toBeLessThan(350_000);
  });
});

/** Where each element of a screen lies, and how large it is. */
async function shapeOf(path: string, policy: 'strict' | 'manifest'): Promise<unknown> {
  const { page } = await pages.open({ path, policy });
  await page.getByRole('main').waitFor();
  await pages.settled();
  return page.evaluate(`[...document.querySelectorAll('main *')].map((element) => {
    const { x, y, width, height } = element.getBoundingClientRect();
    return [element.tagName, x, y, width, height].join(' ');
  })`);
}
