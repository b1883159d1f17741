import type { Page } from 'playwright-core';
import type { Input } from '../../src/contract';
import { Refusal } from '../support/fake-bridge';
import * as driver from '../support/page-driver';
import * as state from '../support/page-fixtures';
import { pageSuite } from '../support/page-suite';

const pages = pageSuite();

const general = '/connectors/connection-1/general';

const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const titleIs = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();
const isUnsaved = (page: Page, tabs: string) => page.getByText(`Not saved yet: ${tabs}.`).waitFor();

/** A handler whose answers are held up until they are let go. */
function heldUp<A, B>(handle: ((input: A) => B | Promise<B>) | undefined) {
  if (handle === undefined) throw new Error('Nothing answers this method.');
  let letGo = (): void => undefined;
  const gate = new Promise<void>((resolve) => {
    letGo = resolve;
  });
  return { letGo: () => letGo(), handler: async (input: A) => gate.then(() => handle(input)) };
}

describe('the settings of a connector', () => {
  it('are one form over all tabs: one save, then a run of what is on the screen', async () => {
    const { page, inputsOf } = await pages.open({ path: general });
    await page.getByLabel('Name', { exact: false }).first().fill('Acme staff');
    await driver.openTab(page, 'What to sync');
    await driver.chooseGroupSources(page, ['Roles', 'Group']);
    await driver.openTab(page, 'Filters');
    await driver.addRequiredGroup(page, 'Interns');
    await driver.openTab(page, 'People');
    await page.getByLabel('Wait before removing').fill('24');
    await driver.openTab(page, 'Sync settings');
    await driver.setSchedule(page, { cron: '30 6 * * *' });
    await isUnsaved(page, 'General, What to sync, Filters, People and Sync settings');
    expect(await page.getByRole('button', { name: 'Sync', exact: true }).count()).toBe(0);
    await page.getByText('The next run may be a preview first.').waitFor();

    await driver.save(page, 'Save and preview');
    await titleIs(page, 'Preview of Acme staff');
    expect(inputsOf('saveConnection')).toEqual([
      expect.objectContaining({
        name: 'Acme staff',
        configuration: expect.objectContaining({
          settings: expect.objectContaining({
            groupSources: ['roles', 'group'],
            requiredGroups: ['Employees', 'Contractors', 'Interns'],
          }),
        }),
        rules: expect.objectContaining({ removal: expect.objectContaining({ graceHours: 24 }) }),
        schedule: expect.objectContaining({ cron: '30 6 * * *' }),
      }),
    ]);
    expect(inputsOf('startRun')).toEqual([{ connectionId: 'connection-1', mode: 'preview' }]);
  });

  it('are not previewed while something is wrong, on whichever tab', async () => {
    const { page, inputsOf } = await pages.open({ path: general, width: 768 });
    await page.getByLabel('Client ID').fill('');
    await driver.openTab(page, 'Safety');
    await driver.save(page, 'Save and preview');
    const message = page.getByRole('alert').getByText('Enter the client ID of the API credential.');
    await message.waitFor();
    await pages.expectAccessible();
    await page.getByRole('alert').getByRole('link', { name: 'General' }).click();
    expect(await driver.readFieldError(page, 'Client ID')).toContain('Enter the client ID');
    expect([inputsOf('saveConnection'), inputsOf('startRun')]).toEqual([[], []]);
  });

  it('keep the day on which the secret ends, and ask for it anew with another secret', async () => {
    const app = state.anInstalledApp();
    app.connections = [state.anEntraConnection({ secretExpiresOn: '2020-01-31' })];
    const { page, inputsOf } = await pages.open({ app, path: general });
    await page.getByText(/^Expired .* days ago: replace the secret/).waitFor();
    await page.getByRole('complementary', { name: 'Set up Microsoft Entra ID' }).waitFor();
    await pages.expectAccessible();
    await press(page, 'Replace secret');
    expect(await page.getByLabel('Expires on').inputValue()).toBe('');
    await press(page, 'Keep the stored secret');
    expect(await page.getByLabel('Expires on').inputValue()).toBe('2020-01-31');
    await press(page, 'Replace secret');
    await page.getByLabel('Certificate and private key').fill('not-a-real-key');
    await press(page, 'Save and test connection');
    await driver.readChecks(page);
    const [input] = inputsOf('saveConnection') as readonly Input<'saveConnection'>[];
    expect(input).toMatchObject({ secret: 'not-a-real-key' });
    expect(input).not.toHaveProperty('secretExpiresOn');
  });
});

describe('a slow answer', () => {
  it('is waited for: no press is sent twice, and what is typed meanwhile is asked about', async () => {
    const { page, backend, app, inputsOf } = await pages.open({ path: general });
    const saved = heldUp(state.handlersOver(app).saveConnection);
    backend.on('saveConnection', saved.handler);
    const clientId = page.getByLabel('Client ID');
    await clientId.fill('client-2');
    await press(page, 'Save and return');
    await clientId.press('Enter');
    await press(page, 'Save and preview');
    await clientId.fill('client-3');
    saved.letGo();
    await page.getByRole('dialog').getByText('What you changed on General is not saved yet.').waitFor();
    expect([inputsOf('saveConnection').length, inputsOf('startRun')]).toEqual([1, []]);
    expect(await clientId.inputValue()).toBe('client-3');
  });

  it('of two quick presses starts one run, and creates one connector', async () => {
    const started = await pages.open({ path: general });
    await started.page.getByRole('button', { name: 'Preview', exact: true }).dblclick();
    await titleIs(started.page, 'Preview of OneLogin staff');
    expect(started.inputsOf('startRun')).toHaveLength(1);
    const { page, app } = await pages.open({ app: state.anEmptyApp() });
    await driver.fillNewConnector(page, { name: 'Acme', clientId: 'a', clientSecret: 'not-a-real-secret' });
    await page.getByRole('button', { name: 'Create', exact: true }).dblclick();
    await titleIs(page, 'Acme');
    expect(app.connections).toHaveLength(1);
  });
});

describe('settings that somebody else changed too', () => {
  it('are loaded where that works, and it is said where not', async () => {
    const { page, backend, app } = await pages.open({ path: general });
    const [first] = app.connections;
    await press(page, 'Replace secret');
    await page.getByLabel('Client secret').fill('not-a-real-secret');
    if (first !== undefined) app.connections[0] = { ...first, revision: 9, name: 'Theirs' };
    await driver.save(page);
    await page.getByText('Somebody else changed these settings').waitFor();
    backend.on('getConnection', () => {
      throw new Refusal({ kind: 'unexpected-response', message: 'Storage does not answer. Try again.' });
    });
    await press(page, 'Load the latest settings');
    await page.getByText('The latest settings could not be loaded').waitFor();
    const { getConnection } = state.handlersOver(app);
    if (getConnection !== undefined) backend.on('getConnection', getConnection);
    await press(page, 'Load the latest settings');
    await titleIs(page, 'Theirs');
    // The secret that was typed is gone: the stored one stands again.
    await page.getByRole('button', { name: 'Replace secret' }).waitFor();
    expect(await page.getByText('Somebody else changed these settings').count()).toBe(0);
  });

  it('show by themselves where nothing is changed any more', async () => {
    const { page, app } = await pages.open({ path: general });
    const clientId = page.getByLabel('Client ID');
    const was = await clientId.inputValue();
    await clientId.fill('client-2');
    await clientId.fill(was);
    const [first] = app.connections;
    if (first !== undefined) app.connections[0] = { ...first, revision: 9, name: 'Theirs' };
    await driver.openTab(page, 'Runs');
    // What is a minute old is asked for anew when the window comes to the front.
    await page.evaluate(`{
      const now = Date.now;
      Date.now = () => now() + 60_000;
      window.dispatchEvent(new Event('visibilitychange'));
    }`);
    await titleIs(page, 'Theirs');
    await driver.openTab(page, 'General');
    expect(await page.getByLabel('Name', { exact: false }).first().inputValue()).toBe('Theirs');
  });
});

describe('leaving what is not saved', () => {
  it('asks at links and at the browser’s back, and not between the tabs', async () => {
    const { page, app } = await pages.open();
    await driver.openConnector(page, 'OneLogin staff');
    await page.getByLabel('Client ID').fill('client-2');
    await driver.openTab(page, 'Filters');
    const dialog = page.getByRole('dialog');
    await page.getByRole('link', { name: 'Connectors', exact: true }).last().click();
    await dialog.getByText('What you changed on General is not saved yet.').waitFor();
    await dialog.getByRole('button', { name: 'Stay' }).click();
    await dialog.waitFor({ state: 'detached' });
    await driver.openTab(page, 'General');
    expect(await page.getByLabel('Client ID').inputValue()).toBe('client-2');

    // Back over the tabs is free; the step before them is not.
    for (let steps = 0; steps < 3; steps += 1) await page.goBack();
    await dialog.getByRole('button', { name: 'Save and leave' }).click();
    await titleIs(page, 'User & Group Sync');
    expect(app.connections[0]?.configuration.settings.clientId).toBe('client-2');
  });

  it('asks before a reload, and lets go of what was discarded', async () => {
    const { page, app } = await pages.open({ path: general });
    await page.getByLabel('Client ID').fill('client-2');
    let asked = 0;
    page.once('dialog', (dialog) => {
      asked += 1;
      void dialog.accept();
    });
    await page.reload();
    expect(asked).toBe(1);
    await page.getByLabel('Client ID').fill('client-3');
    await press(page, 'Discard');
    await press(page, 'Save and return');
    await titleIs(page, 'User & Group Sync');
    expect(app.connections[0]?.revision).toBe(3);
  });

  it('asks on a form that creates, until it has created', async () => {
    const { page } = await pages.open({ app: state.anEmptyApp(), width: 768 });
    await driver.fillNewConnector(page, { name: 'Acme', clientId: 'a', clientSecret: 'not-a-real-secret' });
    await page.getByText('Set up OneLogin, step by step').waitFor();
    await pages.expectAccessible();
    await press(page, 'Cancel');
    await page.getByRole('dialog').getByRole('button', { name: 'Stay' }).click();
    await driver.create(page);
    await titleIs(page, 'Acme');
    await page.getByText('Before it, look at').waitFor();
  });
});
