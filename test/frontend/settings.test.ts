import { aSettingsState, settingsHandlers, type SettingsState } from '../support/settings-fixtures';
import { Refusal } from '../support/fake-bridge';
import { openTab } from '../support/page-driver';
import { pageSuite } from '../support/page-suite';

const pages = pageSuite();

async function open(path: string, settings: SettingsState = aSettingsState()) {
  return { ...(await pages.open({ path, handlers: settingsHandlers(settings) })), settings };
}

describe('the settings of the site', () => {
  it('protect groups and people, whom one finds by name, and nothing typed is lost silently', async () => {
    const { page, settings, backend } = await open('/settings/protected');
    const groups = page.getByLabel('Protected groups');
    await groups.fill('vip');
    await page.getByText('Left alone anyway: it makes people administrators').waitFor();
    // The return key takes the group that is there, not the beginning of its name.
    await groups.press('Enter');
    await page.getByText('vip-board', { exact: true }).waitFor();
    await groups.fill('nowhere');
    await page.getByRole('option', { name: 'Protect “nowhere”' }).click();
    await page.getByText('No group of the site is called “nowhere” now.').waitFor();
    await groups.fill('board-*');
    await groups.press('Enter');
    await page.getByLabel('Protected people').fill('an');
    await page.getByRole('option', { name: 'Ann Okafor' }).click();
    await page.getByRole('tab', { name: 'Defaults' }).click();
    await page.getByLabel('Days').waitFor();
    await page.getByRole('link', { name: 'History' }).click();
    await page.getByText('What you changed on Protected is not saved yet.').waitFor();
    await page.getByRole('button', { name: 'Stay' }).click();
    await page.getByRole('tab', { name: 'Protected' }).click();
    // Somebody else saves in between, and then I load theirs.
    backend.on('saveSiteSettings', () => {
      throw new Refusal({ kind: 'conflict', message: 'Somebody else saved this in the meantime.' });
    });
    const save = page.getByRole('tabpanel', { name: 'Protected' }).getByRole('button', { name: 'Save' });
    await save.click();
    await page.getByText('Somebody else changed these settings').waitFor();
    backend.on('saveSiteSettings', settingsHandlers(settings).saveSiteSettings);
    await save.click();
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(settings.settings).toMatchObject({
      protectedGroups: ['vip-board', 'nowhere', 'board-*'],
      protectedPeople: [{ accountId: 'acc-ann', displayName: 'Ann Okafor' }],
    });
    await pages.expectAccessible();
    await groups.fill('last-*');
    await groups.press('Enter');
    await page.getByRole('link', { name: 'History' }).click();
    await page.getByRole('button', { name: 'Save and leave' }).click();
    await page.getByRole('heading', { level: 1, name: 'History' }).waitFor();
    expect(settings.settings.protectedGroups).toContain('last-*');
  });

  it('say what fewer runs delete before they are saved, and leave limits that are the app’s to the app', async () => {
    const { page, settings, inputsOf } = await open('/settings/defaults');
    settings.effect = { runs: 34, connectors: 2 };
    await page.getByLabel('Runs of each connector').fill('5');
    const save = page.getByRole('tabpanel', { name: 'Defaults' }).getByRole('button', { name: 'Save' });
    await save.click();
    await page.getByText('Enter a whole number from 10 to 90.').waitFor();
    await page.getByLabel('Runs of each connector').fill('20');
    await save.click();
    await page.getByText('34 runs of 2 connectors would be kept no longer.', { exact: false }).waitFor();
    expect(inputsOf('saveSiteSettings')).toEqual([]);
    await page.getByRole('button', { name: 'Save and delete 34 runs' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(settings.settings.retention).toEqual({ runs: 20, days: 90 });
    expect(settings.settings.defaultLimits).toBeUndefined();
    const removals = page.getByRole('group', { name: 'Removals in one run' });
    await removals.getByLabel('At most', { exact: true }).fill('7');
    await save.click();
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(settings.settings.defaultLimits?.removals.perRun.max).toBe(7);
    await pages.expectAccessible();
  });

  it('say what to do when they are damaged or cannot be loaded, and a save mends them', async () => {
    const damaged = { ...aSettingsState(), damaged: true };
    const { page, settings } = await open('/settings/protected', damaged);
    await page.getByText('The stored settings of the site are damaged').waitFor();
    await page.getByRole('tabpanel', { name: 'Protected' }).getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(await page.getByText('The stored settings of the site are damaged').count()).toBe(0);
    expect(settings.revision).toBe(5);
    const down = await pages.open({
      path: '/settings/defaults',
      prepare: (backend) =>
        backend.on('getSiteSettings', () => {
          throw new Refusal({ kind: 'unavailable', message: 'The storage does not answer.' });
        }),
    });
    await down.page.getByText('The settings could not be loaded').waitFor();
    down.backend.on('getSiteSettings', settingsHandlers(settings).getSiteSettings);
    await down.page.getByRole('button', { name: 'Try again' }).click();
    await down.page.getByLabel('Runs of each connector').waitFor();
  });

  it('offer files of each connector and of the audit log', async () => {
    const { page } = await open('/settings/files');
    await page.getByRole('button', { name: 'Export OneLogin partners' }).click();
    await page.getByRole('dialog', { name: 'Export OneLogin partners' }).waitFor();
    await pages.expectAccessible();
    await page.getByRole('button', { name: 'Close' }).click();
    await openTab(page, 'Audit log' as never);
    await page.getByRole('button', { name: 'Export as CSV' }).first().waitFor();
    await page.getByRole('tab', { name: 'Import and export' }).click();
    await page.getByRole('button', { name: 'Import connector' }).click();
    await page.getByRole('heading', { level: 1, name: 'Import connector' }).waitFor();
  });
});
