import { launchBrowser } from '../../test/support/browser';
import { startApp } from '../../test/support/app';
import { countedPage, type CountedPage } from './counted-page';
import { steps } from './steps';

/**
 * Goes an administrator's shortest way through the page, over the bundle and the simulators, once for each kind of directory, and prints the clicks and the
 * filled fields of each step: `npm run usability`. It stops with code 1 where a step does not come to its end.
 */
async function main(): Promise<void> {
  const rows: Record<string, Record<string, string>> = {};
  for (const kind of ['onelogin', 'okta', 'entra'] as const) {
    const app = await startApp({ host: { port: 0 } });
    const browser = await launchBrowser();
    try {
      const page = await countedPage(browser, app.host.url ?? '');
      for (const [name, step] of Object.entries(steps)) {
        const { clicks, fields } = await counted(page, () => step({ kind, app, page }));
        rows[name] = { ...rows[name], [kind]: `${clicks} + ${fields}` };
      }
      sum(rows, kind, page);
    } finally {
      await browser.close();
      await app.close();
    }
  }
  process.stdout.write('Clicks + fields filled, by step\n');
  // oxlint-disable-next-line no-console -- Node's own table
  console.table(rows);
}

async function counted(page: CountedPage, work: () => Promise<void>) {
  const before = page.counts();
  await work();
  const after = page.counts();
  return { clicks: after.clicks - before.clicks, fields: after.fields - before.fields };
}

function sum(rows: Record<string, Record<string, string>>, kind: string, page: CountedPage): void {
  const { clicks, fields } = page.counts();
  rows['all'] = { ...rows['all'], [kind]: `${clicks} + ${fields}` };
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
