import type { Browser, Frame, Page } from 'playwright-core';
import { defaultRules } from '../../src/domain/sync-rules';
import { groupsOf, startApp, type TestApp } from '../support/app';
import { launchBrowser } from '../support/browser';
import { axeFindingsInFrame } from '../support/page-access';
import * as driver from '../support/page-driver';

/** The page in a real browser, over the bundle and the simulators: a directory that loses half its people, and what an administrator does about it. */
describe('a directory that loses half its people', () => {
  let app: TestApp;
  let browser: Browser;
  let page: Page;
  let frame: Frame;
  let connectionId: string;

  beforeAll(async () => {
    app = await startApp({ host: { port: 0 } });
    connectionId = await app.connectAndPreview({
      limits: defaultRules.limits,
      schedule: { enabled: true, cron: '0 * * * *', timeZone: 'UTC' },
    });
    await app.syncAndReport(connectionId);
    browser = await launchBrowser();
    page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
    page.setDefaultTimeout(15_000);
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  async function openNewestRun(): Promise<void> {
    await page.goto(`${app.host.url ?? ''}/?module=jira-admin-page&theme=light`);
    const found = await (await page.waitForSelector('iframe')).contentFrame();
    if (found === null) throw new Error('The host shows no app.');
    frame = found;
    await driver.openConnector(frame, 'Lighthouse');
    await driver.openTab(frame, 'Runs');
    await frame.getByRole('table', { name: 'Runs' }).getByRole('link').first().click();
    await frame.getByRole('heading', { level: 1, name: 'Sync of Lighthouse' }).waitFor();
  }

  async function expectAccessible(): Promise<void> {
    expect(await axeFindingsInFrame(page)).toEqual([]);
  }

  it('wrongs nobody; the page shows who would go, applies exactly that, and undo brings all of them back', async () => {
    const before = groupsOf(app);
    const { state } = app.onelogin;
    for (const [place, id] of state.personIds().entries()) if (place % 2 === 0) state.removePerson(id);
    await app.later(3_600_000);
    expect(groupsOf(app)).toEqual(before);

    await openNewestRun();
    const held = await driver.readResult(frame);
    expect(held.counts).toMatchObject({ Added: 0, Removed: 0, Held: 20 });
    await frame
      .getByText(/would lose 20 of 42 \(48\s%\) memberships, more than the limit of 20\s%/)
      .waitFor();
    await expectAccessible();
    await frame.getByRole('button', { name: 'Approve and apply' }).click();
    await frame.getByRole('dialog').getByRole('button', { name: 'Approve and apply' }).click();
    await app.host.queueIdle();
    const applied = await resultWith('Removed', 20);
    expect(applied).toMatchObject({ Added: 0, Held: 0, Failed: 0 });
    const lost = Object.entries(before).flatMap(([name, members]) =>
      members.filter((id) => !groupsOf(app)[name]?.includes(id)),
    );
    expect(lost).toHaveLength(20);

    await frame.getByRole('button', { name: 'Undo this run' }).click();
    await frame.getByRole('dialog').getByRole('button', { name: 'Preview the undo' }).click();
    expect(await resultWith('To add', 20)).toMatchObject({ 'To remove': 0 });
    const undoing = 'Undo and add 20 memberships again';
    await frame.getByRole('button', { name: undoing }).click();
    await frame.getByRole('dialog').getByRole('button', { name: undoing }).click();
    expect(await resultWith('Added', 20)).toMatchObject({ Removed: 0, Failed: 0 });
    expect(groupsOf(app)).toEqual(before);
    await expectAccessible();

    await app.later(2 * 3_600_000);
    expect(groupsOf(app)).toEqual(before);
    await frame.getByRole('button', { name: 'Resume schedule' }).click();
    await frame.getByRole('button', { name: 'Resume schedule' }).waitFor({ state: 'detached' });
    expect((await app.ask('getConnection', { id: connectionId })).rest).toBeUndefined();
  }, 120_000);

  /** The tiles of the run that the page has gone on to, once this one says so. */
  async function resultWith(label: string, count: number): Promise<Readonly<Record<string, number>>> {
    const tile = frame
      .getByRole('list', { name: 'Result', exact: true })
      .getByRole('listitem')
      .filter({ hasText: new RegExp(`^\\s*${count}\\s*${label}(\\s*\\d|\\s*$)`) });
    await tile.first().waitFor({ timeout: 60_000 });
    return (await driver.readResult(frame)).counts;
  }
});
