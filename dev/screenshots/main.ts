import { mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Browser, Frame } from 'playwright-core';
import { defaultRules } from '../../src/domain/sync-rules';
import { connectorInput, startApp } from '../../test/support/app';
import { launchBrowser } from '../../test/support/browser';
import { changingDirectories } from '../../test/whole/directories';

const folder = path.resolve(__dirname, '..', '..', 'docs', 'images');

const otherNames = { okta: 'Contractors', entra: 'Subsidiary in Oslo' } as const;

/** Makes the pictures of the documents from the real page over the simulators: `npm run screenshots`. */
async function main(): Promise<void> {
  mkdirSync(folder, { recursive: true });
  const app = await startApp({ host: { port: 0 } });
  const browser = await launchBrowser();
  try {
    await app.ask('useMyAccount', { api: 'jira' });
    const schedule = { enabled: true, cron: '0 * * * *', timeZone: 'Europe/Berlin' };
    const { limits } = defaultRules;
    const wanted = connectorInput({ name: 'Lighthouse OneLogin', schedule, limits });
    const { connection } = await app.ask('createConnection', wanted);
    await app.syncAndReport(connection.id, { mode: 'preview' });
    await app.syncAndReport(connection.id);
    for (const { kind, configuration } of changingDirectories)
      await app.ask('createConnection', connectorInput({ name: otherNames[kind], configuration }));
    for (const [place, id] of app.onelogin.state.personIds().entries())
      if (place % 2 === 0) app.onelogin.state.removePerson(id);
    const held = await app.syncAndReport(connection.id);
    await app.host.fireScheduledTrigger();
    for (const theme of ['light', 'dark'] as const) {
      const picture = { browser, url: app.host.url ?? '', theme };
      await take(picture, { name: 'connectors', at: '' });
      await take(picture, { name: 'connector', at: `/connectors/${connection.id}` });
      await take(picture, { name: 'held', at: `/runs/${held.runId}` });
    }
  } finally {
    await browser.close();
    await app.close();
  }
}

interface Picture {
  readonly browser: Browser;
  readonly url: string;
  readonly theme: 'light' | 'dark';
}

async function take(
  { browser, url, theme }: Picture,
  { name, at }: { readonly name: string; readonly at: string },
): Promise<void> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.goto(`${url}/?module=jira-admin-page&theme=${theme}#${at}`);
  const frame = await frameOf(await page.waitForSelector('iframe'));
  await frame.getByRole('heading', { level: 1 }).waitFor();
  await page.waitForTimeout(1_000);
  await page.screenshot({ path: path.join(folder, `${name}-${theme}.png`) });
  await page.close();
}

async function frameOf(element: { contentFrame(): Promise<Frame | null> }): Promise<Frame> {
  const frame = await element.contentFrame();
  if (frame === null) throw new Error('The host shows no app.');
  return frame;
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
