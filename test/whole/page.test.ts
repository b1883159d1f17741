import type { Browser, Frame, Page } from 'playwright-core';
import {
  demoEntraTenant,
  demoOktaOrg,
  startEntra,
  startOkta,
  type EntraSimulator,
  type OktaSimulator,
} from '../../dev/simulators';
import { startApp, type TestApp } from '../support/app';
import { launchBrowser } from '../support/browser';
import { axeFindingsInFrame } from '../support/page-access';
import { fillNewEntra, fillNewOkta } from '../support/page-directory-forms';
import * as driver from '../support/page-driver';

/** The page in a real browser, in the frame that the product gives it, over the bundle and the simulators. */
describe.each(['dark'] as const)('the page in %s', (theme) => {
  let app: TestApp;
  let browser: Browser;
  let page: Page;
  let frame: Frame;
  const complaints: string[] = [];

  beforeAll(async () => {
    app = await startApp({ host: { port: 0 } });
    browser = await launchBrowser();
    page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
    page.setDefaultTimeout(15_000);
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
    await page.goto(`${app.host.url ?? ''}/?module=jira-admin-page&theme=${theme}`);
    frame = await appFrame(page);
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  /** What a person with a screen reader would stumble over, in the app's frame. */
  async function expectAccessible(where: string) {
    expect({ where, findings: await axeFindingsInFrame(page) }).toEqual({ where, findings: [] });
  }

  it('takes a new administrator from nothing to a scheduled sync', async () => {
    await frame.getByRole('heading', { level: 1, name: 'User & Group Sync' }).waitFor();
    await expectAccessible('the empty list');
    await frame.getByText('Choose the sync account', { exact: true }).click();
    await driver.useMyAccount(frame);
    await expectAccessible('the site');
    await driver.openConnectorList(frame);

    await driver.createConnector(frame, {
      name: 'Lighthouse',
      region: 'us',
      clientId: 'abc',
      clientSecret: 'a-secret',
    });
    expect(await driver.readChecks(frame)).toEqual([
      expect.stringContaining('Sign in'),
      expect.stringContaining('Read users'),
      expect.stringContaining('Read roles'),
      expect.stringContaining('Remaining API calls'),
    ]);
    await expectAccessible('the connector');

    await driver.openTab(frame, 'Sync settings');
    await driver.setSchedule(frame, { enabled: true, interval: 'Every hour', timeZone: 'Europe/Berlin' });
    expect(await driver.readNextRuns(frame)).toHaveLength(5);
    await driver.save(frame);
    await frame.getByText('Saved', { exact: true }).first().waitFor();
    await expectAccessible('the sync settings');

    await driver.pressPreview(frame);
    const preview = await driver.readResult(frame);
    expect(preview.counts).toMatchObject({ 'To add': 42, 'To remove': 0, 'Unmatched people': 4 });
    expect(app.atlassian.state.groupNamed('Engineering')).toBeUndefined();
    await expectAccessible('the preview');

    await frame.getByRole('button', { name: 'Sync now' }).click();
    await frame.getByRole('heading', { level: 1, name: 'Sync of Lighthouse' }).waitFor();
    const result = await driver.readResult(frame);
    expect(result.counts).toMatchObject({ Added: 42, Removed: 0, Unchanged: 1, Held: 0, Failed: 0 });
    const engineering = app.atlassian.state.groupNamed('Engineering');
    expect(app.atlassian.state.memberCount(engineering?.groupId ?? '')).toBe(8);
    await expectAccessible('the result');

    // The address keeps the place.
    await page.reload();
    frame = await appFrame(page);
    await frame.getByRole('heading', { level: 1, name: 'Sync of Lighthouse' }).waitFor();
    expect(complaints).toEqual([]);
  }, 180_000);
});

/** The other kinds, from the form to what stands in Jira's groups; what the page looks like is told above and in the page's own tests. */
describe('the page with other directories', () => {
  let app: TestApp;
  let okta: OktaSimulator;
  let entra: EntraSimulator;
  let browser: Browser;
  let page: Page;
  let frame: Frame;

  beforeAll(async () => {
    okta = await startOkta({ org: demoOktaOrg() });
    entra = await startEntra({ tenant: demoEntraTenant() });
    app = await startApp({
      host: { port: 0 },
      routes: {
        'login.lighthouse.test': okta.url,
        'login.microsoftonline.com': entra.url,
        'graph.microsoft.com': entra.url,
      },
    });
    browser = await launchBrowser();
    page = await (await browser.newContext({ viewport: { width: 1280, height: 900 } })).newPage();
    page.setDefaultTimeout(15_000);
  }, 120_000);

  afterAll(async () => {
    await browser.close();
    await app.close();
    await Promise.all([okta.close(), entra.close()]);
  });

  beforeEach(async () => {
    // The frame of the test before has gone before its app does: what it still asks is not answered by the fresh one.
    await page.goto('about:blank');
    app.fresh();
    await page.goto(`${app.host.url ?? ''}/?module=jira-admin-page&theme=light`);
    frame = await appFrame(page);
    await frame.getByText('Choose the sync account', { exact: true }).click();
    await driver.useMyAccount(frame);
    await driver.openConnectorList(frame);
  }, 60_000);

  /** Creates what the form says, which tests it, previews and syncs; everything that the preview promised is done. */
  async function syncAll(): Promise<number> {
    await driver.create(frame);
    const checks = await driver.readChecks(frame);
    expect(checks[0]).toContain('Sign in');
    await frame.getByText('Saved, and the connection works').waitFor();
    await driver.pressPreview(frame);
    const preview = await driver.readResult(frame);
    await frame.getByRole('button', { name: 'Sync now' }).click();
    await frame.getByRole('heading', { level: 1, name: 'Sync of Lighthouse' }).waitFor();
    const result = await driver.readResult(frame);
    expect(result.counts).toMatchObject({ Added: preview.counts['To add'], Held: 0, Failed: 0 });
    return result.counts['Added'] ?? 0;
  }

  function membersOf(group: string): number {
    const found = app.atlassian.state.groupNamed(group);
    return app.atlassian.state.memberCount(found?.groupId ?? '');
  }

  it('reads Okta at an address of its own, once the administrator allows it', async () => {
    await fillNewOkta(frame, { name: 'Lighthouse', address: 'login.lighthouse.test', secret: 'a-token' });
    await frame.getByRole('button', { name: 'Allow login.lighthouse.test' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Allow', exact: true }).click();
    await frame.getByText('This site allows the app to reach login.lighthouse.test.').waitFor();
    expect(await syncAll()).toBeGreaterThan(0);
    expect(membersOf('Engineering')).toBe(8);
  }, 120_000);

  it('reads Entra', async () => {
    await fillNewEntra(frame, {
      name: 'Lighthouse',
      tenantId: 'lighthouse.onmicrosoft.com',
      clientId: '11111111-2222-3333-4444-555555555555',
      secret: 'a-secret',
    });
    expect(await syncAll()).toBeGreaterThan(0);
    expect(membersOf('Engineering')).toBe(8);
  }, 120_000);
});

async function appFrame(page: Page): Promise<Frame> {
  const element = await page.waitForSelector('iframe');
  const frame = await element.contentFrame();
  if (frame === null) throw new Error('The host shows no app.');
  return frame;
}
