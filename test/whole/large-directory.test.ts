import type { Browser, Frame, Page } from 'playwright-core';
import { generateCompany, generateSite } from '../../dev/simulators';
import { connectorTabs, paths, settingsTabs } from '../../src/frontend/routing/route';
import { startApp, startTimeoutMs, type TestApp } from '../support/app';
import { launchBrowser } from '../support/browser';

/** Above it, a list was drawn whole instead of the part in sight. */
const mostElements = 6_000;

/**
 * Every page over a directory of 100,000 people whose first preview would put nearly all of them into groups: each answer within what Forge allows a
 * resolver in time, memory and size, which the host enforces, and a browser that draws what is in sight.
 */
describe('with a directory of 100,000 people', () => {
  let app: TestApp;
  let browser: Browser;
  let page: Page;
  let connectionId: string;
  let runId: string;
  const complaints: string[] = [];

  beforeAll(async () => {
    const company = generateCompany({ users: 100_000, groups: 300, seed: 7, rolesPerPerson: 1.2 });
    app = await startApp({
      host: { port: 0 },
      onelogin: { company },
      atlassian: { site: generateSite(company, { seed: 7 }) },
    });
    connectionId = await app.connect();
    runId = (await app.syncAndReport(connectionId, { mode: 'preview' })).runId;
    browser = await launchBrowser();
    page = await browser.newPage({ viewport: { width: 1280, height: 900 } });
    page.setDefaultTimeout(25_000);
    page.on('console', (message) => {
      if (message.type() === 'error') complaints.push(message.text());
    });
    page.on('pageerror', (error) => complaints.push(error.message));
  }, startTimeoutMs);

  afterAll(async () => {
    await browser.close();
    await app.close();
  });

  /** Waits until the page has what it asked for. */
  async function open(place: string): Promise<Frame> {
    await page.goto('about:blank');
    await page.goto(`${app.host.url ?? ''}/?module=jira-admin-page&theme=light#${place}`);
    const frame = await (await page.waitForSelector('iframe')).contentFrame();
    if (frame === null) throw new Error('the host shows no app');
    await frame.getByRole('heading', { level: 1 }).waitFor();
    await frame.waitForFunction(() => document.querySelector('.loading') === null);
    return frame;
  }

  it('opens every page, and draws only what is in sight', async () => {
    const people = await app.ask('findSubjects', { connectionId, text: '@' });
    const groups = await app.ask('findSubjects', { connectionId, text: 'e' });
    const places = [
      paths.connectors,
      paths.history(),
      ...connectorTabs.map((tab) => paths.connector(connectionId, tab)),
      paths.run(runId),
      ...settingsTabs.map((tab) => paths.settings(tab)),
      paths.explain(connectionId),
      paths.explain(connectionId, { userId: people.people[0]?.userId ?? '' }),
      paths.explain(connectionId, { groupId: groups.groups[0]?.id ?? '' }),
      paths.connectorAudit(connectionId),
    ];
    for (const place of places) {
      const frame = await open(place);
      const [alerts, elements] = await frame.evaluate(() => [
        [...document.querySelectorAll('[role="alert"]')].map((alert) => alert.textContent),
        document.querySelectorAll('*').length,
      ]);
      expect({ place, alerts, isSmall: elements < mostElements }).toEqual({
        place,
        alerts: [],
        isSmall: true,
      });
    }
    expect(complaints).toEqual([]);
  }, 300_000);
});
