import { parseArgs } from 'node:util';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { startLocalSite } from '../cli/local-site';
import { ensurePage, startHost, type HostRoutes } from '../host';
import { demoDirectories, type DemoDirectory } from '../demo/directories';
import { eventsHelp, letHappen, type Directories } from './events';

const usage = `Opens the app's page over the built-in simulators. Usage: npm start -- [options]

  --port N     the page's port (default 3000; the next free one when it is taken)
  --data DIR   where the store and the site are kept (default .ugs/start)
  --real       let the app reach the real directories instead of the simulators`;

/** Opens the page over the built-in simulators, with the scheduled trigger running as Forge would run it. */
async function start(): Promise<void> {
  const options = readOptions();
  if (options.help === true) {
    process.stdout.write(`${usage}\n`);
    return;
  }
  const wishes = wishesOf(options);
  const root = path.resolve(__dirname, '..', '..');
  const dataDir = wishes.data ?? path.join(root, '.ugs', 'start');
  process.stdout.write('Building the page and the app; only the first time takes a few seconds.\n');
  await ensurePage(root);
  const named = {
    onelogin: await demoDirectories.onelogin(Date.now),
    okta: await demoDirectories.okta(Date.now),
    entra: await demoDirectories.entra(Date.now),
  };
  const directories = Object.values(named);
  const site = await startLocalSite(dataDir);
  const host = await startHost({
    dataDir,
    routes: wishes.isReal ? {} : routesTo(directories),
    allowRealNetwork: wishes.isReal,
    site: site.url,
    port: wishes.port,
    storageRates: 'off',
  });
  process.stdout.write(welcome({ page: host.url ?? '', directories, site: site.url, isReal: wishes.isReal }));
  const typed = wishes.isReal ? undefined : listen(named);
  await interrupted();
  typed?.close();
  await host.close();
  await site.close();
  await Promise.all(directories.map((directory) => directory.close()));
}

function routesTo(directories: readonly DemoDirectory[]): HostRoutes {
  return Object.fromEntries(directories.flatMap(({ routes }) => Object.entries(routes)));
}

interface Wishes {
  readonly port: number;
  readonly data?: string;
  readonly isReal: boolean;
}

type Options = ReturnType<typeof readOptions>;

class UsageError extends Error {
  override readonly name = 'UsageError';
}

function wishesOf({ port = '3000', data, real }: Options): Wishes {
  if (!/^\d{1,5}$/.test(port) || Number(port) > 65_535)
    throw new UsageError(`--port must be a number up to 65535, not "${port}".`);
  return { port: Number(port), isReal: real === true, ...(data === undefined ? {} : { data }) };
}

function readOptions() {
  const text = { type: 'string' } as const;
  try {
    return parseArgs({
      options: { port: text, data: text, real: { type: 'boolean' }, help: { type: 'boolean' } },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : 'The options are wrong.');
  }
}

interface Addresses {
  readonly page: string;
  readonly directories: readonly DemoDirectory[];
  readonly site: string;
  readonly isReal: boolean;
}

function welcome({ page, directories, site, isReal }: Addresses): string {
  const lines = isReal
    ? ['The app reaches the real directories; the Atlassian site is the built-in simulator.']
    : [
        'Behind it are simulators of three directories and of an Atlassian site, with the people of one small company.',
        'Create a connector with:',
        ...directories.map(({ title, whatToEnter }) => `  ${title.padEnd(9)} ${whatToEnter}`),
        ...eventsHelp,
        'Everything else goes through /__control (dev/simulators/README.md says how) of',
        ...directories.map(({ title, url }) => `  ${title.padEnd(9)} ${url}`),
        `  ${'the site'.padEnd(9)} ${site}`,
        'The company is made anew at each start.',
      ];
  return [
    `\nUser & Group Sync is at ${page}`,
    ...lines,
    'Stop with Ctrl-C; connectors and groups are kept.',
    '',
  ].join('\n');
}

/** Lines of the terminal are events in the directories. */
function listen(directories: Directories) {
  const lines = createInterface({ input: process.stdin });
  lines.on('line', (line) => process.stdout.write(`${letHappen(line, directories).join('\n')}\n`));
  return lines;
}

function interrupted(): Promise<void> {
  return new Promise((resolve) => {
    process.once('SIGINT', () => resolve());
    process.once('SIGTERM', () => resolve());
  });
}

start().catch((error: unknown) => {
  const message = error instanceof Error ? error.message : String(error);
  process.stderr.write(error instanceof UsageError ? `${message}\n\n${usage}\n` : `${message}\n`);
  process.exitCode = error instanceof UsageError ? 64 : 1;
});
