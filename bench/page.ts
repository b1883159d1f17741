import type { Browser } from 'playwright-core';
import { generateCompany, generateSite } from '../dev/simulators';
import { connectorInput, startApp, type TestApp } from '../test/support/app';
import { launchBrowser } from '../test/support/browser';

/** How long one place of the page takes, in the local host: the median of several visits, each with an empty cache. */
export interface PageTime {
  readonly place: string;
  /** From the address to what the place is for. */
  readonly usableMs: number;
  /** Of the scripts that came, as they are sent: compressed. */
  readonly scriptBytes: number;
}

const visits = 5;

interface Place {
  readonly name: string;
  readonly at: string;
  /** What is there once it can be used. */
  readonly sign: string;
}

/** Places of the page over a directory of so many people, the cheapest first: an address that does not exist asks the app for nothing. */
export async function measurePage(people: number): Promise<readonly PageTime[]> {
  const company = generateCompany({ users: people, groups: Math.ceil(people / 300), seed: 7 });
  const app = await startApp({
    host: { port: 0 },
    onelogin: { company },
    atlassian: { site: generateSite(company, { seed: 7 }) },
  });
  const browser = await launchBrowser();
  try {
    const times: PageTime[] = [];
    for (const place of await placesOf(app)) times.push(await timeOf(place, app, browser));
    return times;
  } finally {
    await browser.close();
    await app.close();
  }
}

async function placesOf(app: TestApp): Promise<readonly Place[]> {
  await app.ask('useMyAccount', { api: 'jira' });
  const { connection } = await app.ask('createConnection', connectorInput({ name: 'Lighthouse' }));
  const { runId } = await app.syncAndReport(connection.id, { mode: 'preview' });
  return [
    { name: 'nothing', at: '/nowhere', sign: 'h1' },
    { name: 'connectors', at: '/', sign: 'a:text("Lighthouse")' },
    { name: 'a connector', at: `/connectors/${connection.id}`, sign: 'input[value="Lighthouse"]' },
    { name: 'a preview', at: `/runs/${runId}`, sign: '[aria-label="Result"] li' },
  ];
}

async function timeOf(place: Place, app: TestApp, browser: Browser): Promise<PageTime> {
  const times: number[] = [];
  let scriptBytes = 0;
  for (let visit = 0; visit < visits; visit += 1) {
    const page = await browser.newPage();
    const scripts: Promise<number>[] = [];
    page.on('requestfinished', (request) => {
      if (request.resourceType() === 'script')
        scripts.push(request.sizes().then(({ responseBodySize }) => responseBodySize));
    });
    const startedMs = performance.now();
    await page.goto(`${app.host.url ?? ''}/?module=jira-admin-page&theme=light#${place.at}`);
    await page.frameLocator('iframe').locator(place.sign).first().waitFor();
    times.push(performance.now() - startedMs);
    scriptBytes = (await Promise.all(scripts)).reduce((sum, bytes) => sum + bytes, 0);
    await page.close();
  }
  return {
    place: place.name,
    usableMs: times.toSorted((a, b) => a - b)[Math.floor(visits / 2)] ?? 0,
    scriptBytes,
  };
}
