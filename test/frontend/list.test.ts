import { Refusal } from '../support/fake-bridge';
import { aListedApp, someCounts } from '../support/list-fixtures';
import * as driver from '../support/page-driver';
import * as state from '../support/page-fixtures';
import { pageSuite } from '../support/page-suite';

const pages = pageSuite();
const focused = 'document.activeElement.textContent';

/** Wider than the window: somebody would have to scroll sideways. */
const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

/** An answer that comes when the test says so. */
function aRefusal(message: string) {
  let refuse: () => void = () => undefined;
  const refused = new Promise<never>((_, reject) => {
    refuse = () => reject(new Refusal({ kind: 'conflict', message }));
  });
  return { refused, refuse };
}

describe('the list of connectors', () => {
  it('says how each connector is, what needs somebody, and where', async () => {
    const { page } = await pages.open({ app: aListedApp() });
    const [first, , third] = await driver.readTable(page, 'Connectors');
    expect(first).toMatchObject({
      State: 'Held changes',
      'API calls left': expect.stringContaining('4,812 of 5,000'),
    });
    expect(first?.['Last run']).toMatch(/14 added\s+· 212 held/);
    expect(third).toMatchObject({ State: 'Ready', 'Next run': 'Schedule off' });
    await page
      .getByRole('img', { name: /^The last 12 runs: 1 stopped, 1 with failures, 1 with held/ })
      .waitFor();
    await page.getByText('The secret of Okta partners expires in').waitFor();
    await pages.expectAccessible();
    await page.setViewportSize({ width: 768, height: 900 });
    expect(await page.evaluate(overflow)).toBe(0);
    await page.getByRole('button', { name: 'Look at the changes' }).click();
    await page.getByRole('heading', { level: 1, name: 'Sync of OneLogin staff' }).waitFor();
    const nav = page.getByRole('navigation', { name: 'User & Group Sync' });
    expect(await nav.getByRole('link', { name: 'Connectors' }).getAttribute('aria-current')).toBe('true');
  });

  it('switches a schedule at once, and back where the app refuses, with the reason', async () => {
    const { page, backend, inputsOf } = await pages.open({ app: aListedApp() });
    const toggle = page.getByLabel('Scheduled synchronization of Entra subsidiaries');
    await toggle.focus();
    await page.keyboard.press('Space');
    await page
      .getByRole('row', { name: /Entra subsidiaries/ })
      .getByText('At 06:00')
      .waitFor();
    expect(await toggle.isChecked()).toBe(true);
    expect(inputsOf('setScheduleEnabled')).toEqual([{ id: 'connection-3', enabled: true }]);
    const { refused, refuse } = aRefusal('The storage of the app is busy.');
    backend.on('setScheduleEnabled', () => refused);
    await page.keyboard.press('Space');
    await page
      .getByRole('row', { name: /Entra subsidiaries/ })
      .getByText('Schedule off')
      .waitFor();
    expect(await toggle.isChecked()).toBe(false);
    // What the list says from now on is the page's own.
    backend.on('overview', () => new Promise<never>(() => undefined));
    refuse();
    await page.getByText('The storage of the app is busy.').waitFor();
    await page.getByText('The schedule of Entra subsidiaries could not be switched off').waitFor();
    expect(await toggle.isChecked()).toBe(true);
  });

  it('is put in order by keyboard, and the focus stays on the row', async () => {
    const { page, backend, inputsOf } = await pages.open({ app: aListedApp() });
    const move = async (name: string, item: string) => {
      await page.getByRole('button', { name: `Actions for ${name}` }).press('Enter');
      await page.getByRole('menuitem', { name: item }).press('Enter');
    };
    await move('OneLogin staff', 'Move down');
    await page.getByText('OneLogin staff is now number 2 of 3.').waitFor();
    await pages.settled();
    expect(await page.evaluate(focused)).toBe('Actions for OneLogin staff');
    await page.keyboard.press('Enter');
    await page.getByRole('menuitem', { name: 'Move down' }).press('Enter');
    await page.getByText('OneLogin staff is now number 3 of 3.').waitFor();
    await pages.settled();
    expect(await page.evaluate(focused)).toBe('Actions for OneLogin staff');
    expect(inputsOf('setConnectorOrder')).toEqual([
      { ids: ['connection-2', 'connection-1', 'connection-3'] },
      { ids: ['connection-2', 'connection-3', 'connection-1'] },
    ]);
    const rows = await driver.readTable(page, 'Connectors');
    expect(rows.map(({ Name = '' }) => Name.split('\n')[0])).toEqual([
      'Okta partners',
      'Entra subsidiaries',
      'OneLogin staff',
    ]);
    const { refused, refuse } = aRefusal('Somebody else changed the order.');
    backend.on('setConnectorOrder', () => refused);
    await move('OneLogin staff', 'Move up');
    await page.getByText('OneLogin staff is now number 2 of 3.').waitFor();
    await page.waitForFunction(`${focused} === 'Actions for OneLogin staff'`);
    refuse();
    await page.getByText('Somebody else changed the order.').waitFor();
    await pages.settled();
    expect((await driver.readTable(page, 'Connectors'))[2]?.['Name']).toContain('OneLogin staff');
    expect(await page.evaluate(focused)).toBe('Actions for OneLogin staff');
  });

  it('exports and deletes a connector from its row', async () => {
    const { page, app } = await pages.open({ app: aListedApp() });
    const actions = page.getByRole('button', { name: 'Actions for Okta partners' });
    await actions.click();
    await page.getByRole('menuitem', { name: 'Export' }).click();
    await page.getByLabel('The file').waitFor();
    await page.getByRole('button', { name: 'Close' }).click();
    await actions.click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await page.getByText('Nobody loses access').waitFor();
    await page.getByRole('button', { name: 'Delete connector' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(app.connections.map(({ name }) => name)).toEqual(['OneLogin staff', 'Entra subsidiaries']);
    expect(await page.getByRole('link', { name: 'Okta partners' }).count()).toBe(0);
    expect(await page.evaluate(focused)).toBe('User & Group Sync');
  });

  it('asks before a damaged connector is deleted', async () => {
    const { page, inputsOf } = await pages.open({ app: { ...aListedApp(), damaged: ['connection-9'] } });
    await page.getByRole('button', { name: 'Delete the damaged connector' }).click();
    await page.getByText('Nobody loses access').waitFor();
    expect(inputsOf('deleteConnection')).toEqual([]);
    await page.getByRole('button', { name: 'Delete connector' }).click();
    await page.getByText('The stored settings of a connector are damaged').waitFor({ state: 'detached' });
    expect(inputsOf('deleteConnection')).toEqual([{ id: 'connection-9' }]);
  });

  it('without a connector starts the first one', async () => {
    const { page } = await pages.open({ app: state.anEmptyApp() });
    const tiles = page.getByRole('list', { name: 'Identity providers' }).getByRole('button');
    await tiles.first().waitFor();
    expect(await tiles.count()).toBe(3);
    await tiles.nth(1).click();
    await page.getByRole('heading', { level: 1, name: 'Create Okta connector' }).waitFor();
  });
});

describe('a page that does not come', () => {
  it('says so in its place, and the navigation stays', async () => {
    const { page } = await pages.open();
    const parts = '**/assets/history-page-*.js';
    await page.route(parts, (route) =>
      route.fulfill({ contentType: 'text/javascript', body: 'throw new Error("Not this version.");' }),
    );
    await page.getByRole('link', { name: 'History', exact: true }).click();
    await page.getByRole('alert').getByText('This part of the page could not be loaded').waitFor();
    await page.unroute(parts);
    await page.getByRole('button', { name: 'Reload the page' }).click();
    await page.getByRole('heading', { level: 1, name: 'History' }).waitFor();
    expect(await page.evaluate('history.state.path')).toBe('/history');
  });
});

describe('the history', () => {
  it('has all runs, a filter in the address, and the chart as a table', async () => {
    const { page } = await pages.open({ app: aListedApp(), path: '/history/result/held' });
    await page.getByText('1 of 43 runs', { exact: true }).waitFor();
    const here = page.locator('nav [aria-current]');
    expect(await here.allInnerTexts()).toEqual(['History']);
    expect(await here.getAttribute('aria-current')).toBe('page');
    expect(await driver.readTable(page, 'Runs')).toHaveLength(1);
    await driver.chooseOption(page, 'Result', 'All results');
    await driver.chooseOption(page, 'Connector', 'Okta partners');
    await page.getByText('9 runs', { exact: true }).waitFor();
    expect(await page.evaluate('history.state.path')).toBe('/history/connector/connection-2');
    await page.getByRole('img', { name: /^Changes per day: .* added, .* removed, 4 failed/ }).waitFor();
    await page.getByRole('button', { name: 'Show as table' }).click();
    const days = await driver.readTable(page, 'Changes per day');
    expect(days).toHaveLength(8);
    expect(days[0]).toMatchObject({ Syncs: '1', Added: '0', Removed: '0', Failed: '0' });
    await page.getByText('Of each connector the newest 50 runs are kept, for 90 days at most.').waitFor();
    await pages.expectAccessible();
    await page.setViewportSize({ width: 768, height: 900 });
    expect(await page.evaluate(overflow)).toBe(0);
  });

  it('loads older runs, and says why where it cannot', async () => {
    const app = aListedApp();
    const start = Date.now();
    app.runs = Array.from({ length: 130 }, (_, index) =>
      state.aRun({ id: `run-${index}`, startedAtMs: start - index * 60_000, counts: someCounts() }),
    );
    const { page, backend, inputsOf } = await pages.open({ app, path: '/history' });
    const older = page.getByRole('button', { name: 'Load older runs' });
    await page.getByText('100 runs', { exact: true }).waitFor();
    const listHistory = state.handlersOver(app).listHistory;
    backend.on('listHistory', () => {
      throw new Refusal({ kind: 'stored-data-damaged', message: 'A stored value is damaged.' });
    });
    await older.click();
    await page.getByText('A stored value is damaged.').waitFor();
    expect(await page.getByText('100 runs', { exact: true }).count()).toBe(1);
    if (listHistory !== undefined) backend.on('listHistory', listHistory);
    await older.click();
    await page.getByText('130 runs', { exact: true }).waitFor();
    await older.waitFor({ state: 'detached' });
    expect(inputsOf('listHistory').at(-1)).toEqual({ limit: 100, beforeMs: app.runs[99]?.startedAtMs });
  });

  it('without a run leads to the connectors', async () => {
    const { page } = await pages.open({ app: { ...aListedApp(), runs: [] }, path: '/history' });
    await page.getByText('No runs yet').waitFor();
    await page.getByRole('button', { name: 'Go to the connectors' }).click();
    await page.getByRole('link', { name: 'OneLogin staff' }).waitFor();
    expect(await page.evaluate('history.state.path')).toBe('/');
  });
});
