import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { defaultRules } from '../../src/domain/sync-rules';
import * as fixtures from '../support/explain-fixtures';
import { Refusal, type Handlers } from '../support/fake-bridge';
import * as driver from '../support/page-driver';
import * as state from '../support/page-fixtures';
import { pageSuite } from '../support/page-suite';

const pages = pageSuite();

/** An app with a reading, so that there is something to explain from. */
function anApp(): state.FakeState {
  const readAtMs = Date.now() - 10 * 60_000;
  const reading = { readAtMs, completeAtMs: readAtMs, runsSinceComplete: 0 };
  return { ...state.anInstalledApp(), readings: { 'connection-1': reading } };
}

async function open(path: string, handlers: Partial<Handlers> = {}, app = anApp()) {
  const explain = fixtures.anExplainState();
  const opening = { app, path, handlers: { ...fixtures.explainHandlers(explain), ...handlers } };
  return { ...(await pages.open(opening)), explain };
}

const focused = 'document.activeElement.textContent';
const explainAt = '/connectors/connection-1/explain';

describe('explaining', () => {
  it('leads from a search to a person, the steps of a membership, and the group, and keeps the place', async () => {
    const { page, inputsOf } = await open('/connectors/connection-1/general');
    await page.getByRole('button', { name: 'Explain memberships' }).click();
    await page.getByLabel('Person or group').fill('ann');
    await page.getByText('4 results, as the directory was read 10 minutes ago').waitFor();
    await page.getByRole('link', { name: 'Ann Okafor' }).click();
    await page.getByRole('heading', { level: 1, name: 'Ann Okafor' }).waitFor();
    expect(await page.getByRole('list', { name: 'Steps for this person' }).innerText()).toContain('Yes');
    const steps = page.getByRole('list', { name: 'Steps for Design' });
    expect(await steps.isVisible()).toBe(false);
    await page.locator('summary', { hasText: 'Design' }).press('Enter');
    await steps.getByText('This connector added the membership on 3 Sept 2026.').waitFor();
    expect(await page.locator('summary', { hasText: 'Finance' }).innerText()).toMatch(/not wanted/i);
    await pages.expectAccessible();

    await page.getByRole('link', { name: 'Everybody in Design' }).click();
    await page.getByText('The first 2 of 204 are listed.').waitFor();
    await page.reload();
    await page.getByRole('heading', { level: 1, name: 'Design' }).waitFor();
    expect(inputsOf('explain').at(-1)).toEqual({
      connectionId: 'connection-1',
      groupId: fixtures.designId,
    });
    await page.getByLabel('Person', { exact: true }).fill('ann');
    await page.getByRole('link', { name: 'Ann Okafor' }).click();
    await page.getByRole('heading', { level: 1, name: 'Ann Okafor in Design' }).waitFor();
    expect(await page.getByRole('list', { name: 'Steps for Ann Okafor in Design' }).isVisible()).toBe(true);
  });

  it('says what to do where nothing is stored, found, or known', async () => {
    const { page, explain, inputsOf } = await open(explainAt, {}, state.anInstalledApp());
    await page.getByRole('button', { name: 'Start a preview' }).waitFor();
    await page.getByLabel('Person or group').fill('zz');
    await page.getByText('Nothing that was stored has “zz”').waitFor();
    explain.found = { ...explain.found, peopleCount: 143 };
    await page.getByLabel('Person or group').fill('an');
    await page.getByText('The first 2 of 143 people are listed. Type more to narrow it down.').waitFor();
    explain.found = { people: [], groups: [] };
    await page.getByLabel('Person or group').fill('zzz');
    await page.getByText('The directory has not been read yet, so nothing can be found in it.').waitFor();
    await page.getByRole('button', { name: 'Start a preview' }).click();
    await page.getByRole('heading', { level: 1, name: /^Preview of/ }).waitFor();
    expect(inputsOf('startRun')).toEqual([{ connectionId: 'connection-1', mode: 'preview' }]);

    const gone = await open(`${explainAt}/person/nobody`);
    await gone.page.getByText('Nothing is stored of this person.').waitFor();
    gone.backend.on('explain', () => fixtures.anExplanation());
    await gone.page.getByRole('button', { name: 'Try again' }).click();
    await gone.page.getByRole('heading', { level: 1, name: 'Ann Okafor' }).waitFor();
  });

  it('is reached from the name of a person in a run', async () => {
    const { page, inputsOf } = await open('/runs/run-1', {
      listChanges: () => ({ rows: [], total: 0, sections: [] }),
    });
    await page.getByRole('link', { name: 'Bo Lindqvist' }).click();
    await page.getByRole('heading', { level: 1, name: 'Ann Okafor' }).waitFor();
    expect(inputsOf('explain')).toEqual([{ connectionId: 'connection-1', userId: '1002' }]);
  });

  it('syncs one person through a preview', async () => {
    const app = anApp();
    const { page, inputsOf } = await open(`${explainAt}/person/${fixtures.ann.userId}`, {}, app);
    app.runs.unshift(state.aRunUnderWay({ id: 'run-77', mode: 'preview', trigger: 'person' }));
    const button = page.getByRole('button', { name: 'Sync this person now' });
    await button.click();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate(focused)).toBe('Sync this person now');
    await button.click();
    await page.getByRole('button', { name: 'Show what would change' }).click();
    await page.getByRole('heading', { level: 1, name: /^Preview/ }).waitFor();
    expect(inputsOf('syncPerson')).toEqual([
      { connectionId: 'connection-1', userId: fixtures.ann.userId, mode: 'preview' },
    ]);
  });

  it('forgets a person after saying what stays, and shows nothing of them any more', async () => {
    const { page, inputsOf } = await open(`${explainAt}/person/${fixtures.ann.userId}`);
    await page.getByRole('button', { name: 'Forget this person' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('as if made by hand').waitFor();
    await pages.expectAccessible();
    await dialog.getByRole('button', { name: 'Forget this person' }).click();
    await page.getByText('Everything stored about this person was removed.').waitFor();
    expect(inputsOf('forgetPerson')).toEqual([{ connectionId: 'connection-1', userId: fixtures.ann.userId }]);
    await dialog.waitFor({ state: 'detached' });
    expect(await page.getByRole('main').innerText()).not.toContain('Okafor');
    expect(await page.evaluate(focused)).toBe('Forgotten');
  });
});

const managedAt = '/connectors/connection-1/managed-groups';

async function chooseFor(page: Page, group: string, action: RegExp): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${group}` }).click();
  await page.getByRole('menuitem', { name: action }).click();
}

describe('managed groups', () => {
  it('lists them, and says who would go before everybody in one is managed', async () => {
    const { page, inputsOf } = await open(managedAt);
    expect((await driver.readTable(page, 'Managed groups'))[0]).toMatchObject({
      Group: 'Design',
      'Comes from': 'Role “Design”',
      Managed: '34',
      'In the group': '41',
      'Also wanted by': expect.stringMatching(/^OneLogin partners\s+3 memberships$/),
    });
    await chooseFor(page, 'Design', /Manage everybody/);
    const dialog = page.getByRole('dialog');
    const goers = dialog.getByRole('list', { name: 'Who would be taken out' });
    await goers.getByText('Ben Lindqvist').waitFor();
    expect(await goers.getByRole('listitem').allInnerTexts()).toEqual(['Ben Lindqvist', '712020:unknown']);
    expect(await dialog.innerText()).toContain('2 people');
    await pages.expectAccessible();
    await page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(
      await page.evaluate(
        'document.activeElement.getAttribute("aria-label") ?? document.activeElement.innerText',
      ),
    ).toBe('Actions for Design');

    await chooseFor(page, 'Design', /Manage everybody/);
    await dialog.getByRole('button', { name: 'Manage everybody' }).click();
    await page.getByText('Design is managed with everybody in it.').waitFor();
    const change = { connectionId: 'connection-1', groupId: fixtures.designId, action: 'adopt' };
    expect(inputsOf('changeOwnership')).toEqual([
      { ...change, apply: false },
      { ...change, apply: false },
      { ...change, apply: true },
    ]);
  });

  it('lists a group that it stops managing in the rules, from where it can be managed again', async () => {
    const app = anApp();
    const released = [{ sourceId: 'role:1', group: 'Design' }];
    const existingGroups = { ...defaultRules.existingGroups, released };
    const answer = fixtures.explainHandlers(fixtures.anExplainState()).changeOwnership;
    const { page } = await open(
      managedAt,
      {
        changeOwnership: (input) => {
          if (input.apply)
            app.connections = [
              state.aConnection({ revision: 9, rules: { ...defaultRules, existingGroups } }),
            ];
          return answer(input);
        },
      },
      app,
    );
    await chooseFor(page, 'Design', /Stop managing/);
    await page.getByRole('dialog').getByRole('button', { name: 'Stop managing' }).click();
    await page.getByText('Design is no longer managed by this connector.').waitFor();
    await driver.openTab(page, 'Groups');
    await page.getByRole('button', { name: 'Manage Design again' }).click();
    expect(await page.getByRole('button', { name: 'Discard' }).count()).toBe(1);
  });

  it('hands one over only to a connector that was chosen, and says why it could not', async () => {
    const { page, backend, inputsOf } = await open(managedAt);
    await chooseFor(page, 'Finance', /Hand over/);
    const confirm = page.getByRole('dialog').getByRole('button', { name: 'Hand over' });
    expect(await confirm.isDisabled()).toBe(true);
    expect(inputsOf('changeOwnership')).toEqual([]);
    await driver.chooseOption(page, 'To which connector', 'OneLogin partners');
    await page.getByText('This is about 34 memberships.').waitFor();
    const answer = fixtures.explainHandlers(fixtures.anExplainState()).changeOwnership;
    backend.on('changeOwnership', () => {
      throw new Refusal({ kind: 'conflict', message: 'A run of this connector is under way.' });
    });
    await confirm.click();
    await page.getByRole('dialog').getByText('A run of this connector is under way.').waitFor();
    backend.on('changeOwnership', answer);
    await confirm.click();
    await page.getByText('Finance was handed over.').waitFor();
    expect(inputsOf('changeOwnership').at(-1)).toMatchObject({
      toConnectionId: 'connection-2',
      apply: true,
    });
  });

  it('proposes again what was rejected for good, one or all', async () => {
    const { page, inputsOf } = await open(managedAt);
    await page.getByRole('link', { name: 'Ben Lindqvist' }).waitFor();
    expect(await driver.readTable(page, 'Rejected for good')).toContainEqual(
      expect.objectContaining({
        Change: 'Put in',
        Person: 'Ben Lindqvist',
        Group: 'Design',
        Rejected: expect.stringContaining('Mia Krystof (you)'),
      }),
    );
    await pages.expectAccessible();
    await page.getByRole('button', { name: 'Propose all again' }).click();
    await page.getByRole('dialog').getByText('1 removal and 1 addition may be made').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('button', { name: 'Propose again: Put in Ben Lindqvist, Design' }).click();
    await page.getByRole('link', { name: 'Ben Lindqvist' }).waitFor({ state: 'detached' });
    expect(inputsOf('forgetRejected')).toEqual([
      {
        connectionId: 'connection-1',
        rejected: [{ groupId: fixtures.designId, accountId: fixtures.ben.accountId, change: 'add' }],
      },
    ]);
    expect(await page.evaluate('document.activeElement.getAttribute("aria-label")')).toBe(
      'Rejected for good',
    );
  });

  it('says so where there are none', async () => {
    const { page } = await open(managedAt, {
      listManagedGroups: () => ({ groups: [] }),
      listRejected: () => ({ rejected: [] }),
    });
    await page.getByText('This connector manages no group yet').waitFor();
    expect(await page.getByText('Held changes of a run can be rejected for good').isVisible()).toBe(true);
  });
});

describe('the audit log', () => {
  it('shows what changed, older entries on demand, and is exported whole', async () => {
    const { page, explain, inputsOf } = await open('/');
    const started = fixtures.anAuditEntry({
      number: 57,
      action: 'run-started',
      subject: 'run-1',
      changes: [],
    });
    explain.audit.splice(3, 1, started);
    await page.getByRole('link', { name: 'Settings', exact: true }).click();
    await page.getByRole('tab', { name: 'Audit log' }).click();
    const rows = page.locator('tbody tr');
    await rows.first().waitFor();
    expect(await rows.count()).toBe(50);
    expect(await rows.nth(1).innerText()).toMatch(
      /Secret\s+Changed; what it is, is not shown\.\s+Create missing groups\s+From on to off/,
    );
    expect(await rows.nth(1).innerText()).toMatch(
      /Sam Else.*Groups that everybody gets\s+Added\s+jira-users/s,
    );
    expect(await rows.nth(2).innerText()).toMatch(
      /Mia Krystof \(you\)\s.*Stopped managing a group\s+Design/s,
    );
    const run = rows.nth(3).getByRole('link', { name: 'The run', exact: true });
    expect(await run.getAttribute('href')).toContain('/runs/run-1');
    await page.getByRole('button', { name: 'Load older entries' }).click();
    await page.getByRole('button', { name: 'Load older entries' }).waitFor({ state: 'detached' });
    expect(await rows.count()).toBe(60);
    expect(inputsOf('listAudit')).toEqual([{ limit: 50 }, { limit: 50, before: 11 }]);

    const download = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export as CSV' }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe('audit.csv');
    expect(readFileSync(await file.path(), 'utf8')).toBe('number,action\r\n60,deleted\r\n');
  });

  it('of one connector is reached from its menu', async () => {
    const { page, explain, inputsOf } = await open('/connectors/connection-1/general');
    explain.audit.length = 3;
    await page.getByRole('button', { name: /^More actions/ }).click();
    await page.getByRole('menuitem', { name: 'Audit log' }).click();
    await page.getByRole('heading', { level: 1, name: 'Audit log of OneLogin staff' }).waitFor();
    expect(await driver.readTable(page, 'Audit log')).toHaveLength(2);
    await page.getByText('1 more setting').click();
    await pages.expectAccessible();
    expect(inputsOf('listAudit')).toEqual([{ connectionId: 'connection-1', limit: 50 }]);
  });
});

const { configuration } = state.aConnection();
const rules = { ...defaultRules, approvals: 2 } as const;
const document = {
  version: 1,
  kind: 'onelogin',
  name: 'From a file',
  secret: { env: 'ONELOGIN_SECRET' },
  settings: configuration.settings,
  rules,
  schedule: { enabled: true, cron: '*/30 * * * *', timeZone: 'UTC' },
} as const;

const readDocument: Handlers['readDocument'] = ({ document: given }) => {
  if (typeof given === 'object' && given !== null && 'version' in given && given.version === 1) {
    return { document: document as never, notes: ['Grace hours were filled in with 0.'] };
  }
  throw new Refusal({
    kind: 'invalid-input',
    field: 'document.version',
    message: 'This version is not known.',
  });
};

describe('importing a connector', () => {
  it('says what is wrong with a file, then makes a connector of a good one', async () => {
    const { page, inputsOf } = await open('/', { readDocument });
    await page.getByRole('button', { name: 'Import connector' }).click();
    const label = 'Or paste what stands in it';
    await page.getByLabel(label).fill('{ "version": ');
    await page.getByRole('button', { name: 'Read the file' }).click();
    expect(await driver.readFieldError(page, label)).toContain('This is not the JSON of a connector');
    await pages.expectAccessible();
    await page.getByLabel('File', { exact: true }).setInputFiles({
      name: 'new.json',
      mimeType: 'application/json',
      buffer: Buffer.from('{"version":99}'),
    });
    await page.getByText('At version: This version is not known.').waitFor();
    await page.getByLabel('File', { exact: true }).setInputFiles({
      name: 'staff.json',
      mimeType: 'application/json',
      buffer: Buffer.from(JSON.stringify(document)),
    });
    await page.getByText('The file holds a connector to OneLogin, “From a file”').waitFor();
    await page.getByText('Grace hours were filled in with 0.').waitFor();
    await page.getByText('Its schedule is on (Every 30 minutes, UTC)').waitFor();

    const create = page.getByRole('button', { name: 'Create', exact: true });
    await create.click();
    expect(await driver.readFieldError(page, 'Client secret')).toBe('Enter the client secret.');
    await page.getByLabel('Client secret').fill('not-a-real-secret');
    await create.click();
    await page.getByRole('heading', { level: 1, name: 'From a file' }).waitFor();
    expect(inputsOf('createConnection')).toEqual([
      {
        name: 'From a file',
        configuration,
        secret: 'not-a-real-secret',
        rules,
        schedule: document.schedule,
      },
    ]);
  });
});
