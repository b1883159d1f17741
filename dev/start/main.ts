import { parseArgs } from 'node:util';
import path from 'node:path';
import { startLocalSite } from '../cli/local-site';
import { ensurePage, startHost } from '../host';
import { demoCompany, startOneLogin } from '../simulators';

const usage = `Usage: npm start -- [options]

  --port N     the page's port (default 3000; the next free one when it is taken)
  --data DIR   where the store and the site are kept (default .ugs/start)
  --real       let the app reach the real OneLogin instead of the simulator`;

/** Opens the page over the built-in simulators, with the scheduled trigger running as Forge would run it. */
async function start(): Promise<void> {
  const { values } = parseArgs({
    options: { port: { type: 'string' }, data: { type: 'string' }, real: { type: 'boolean' } },
  });
  const root = path.resolve(__dirname, '..', '..');
  const dataDir = values.data ?? path.join(root, '.ugs', 'start');
  process.stdout.write('Building the page and the app; only the first time takes a few seconds.\n');
  await ensurePage(root);
  const directory = await startOneLogin({ company: demoCompany() });
  const site = await startLocalSite(dataDir);
  const host = await startHost({
    dataDir,
    routes: values.real === true ? {} : { '*.onelogin.com': directory.url },
    allowRealNetwork: values.real === true,
    site: site.url,
    port: Number(values.port ?? 3000),
    storageRates: 'off',
  });
  process.stdout.write(welcome(host.url ?? '', values.real === true));
  await interrupted();
  await host.close();
  await site.close();
  await directory.close();
}

function welcome(url: string, isReal: boolean): string {
  const lines = isReal
    ? ['The app reaches the real OneLogin; the Atlassian site is the built-in simulator.']
    : [
        'Behind it are simulators of OneLogin and of an Atlassian site with the people of a small company.',
        'Create a OneLogin connector with any region, any client ID and any secret.',
      ];
  return [
    `\nUser & Group Sync is at ${url}`,
    ...lines,
    'Stop with Ctrl-C; what you set up is kept.',
    '',
  ].join('\n');
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

start().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(message.startsWith('Unknown option') ? `${message}\n\n${usage}\n` : `${message}\n`);
  process.exitCode = message.startsWith('Unknown option') ? 64 : 1;
});
