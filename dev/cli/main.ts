import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Command, CommanderError, InvalidArgumentError } from 'commander';
import type { ConnectionDocument } from '../../src/contract';
import { isOktaHost } from '../../src/domain/okta-settings';
import { startHost, type Host } from '../host';
import { RefusedByApp } from './ask';
import { readConnectionFile } from './connection-file';
import { CommandError, exitCodes, type ExitCode } from './failure-exit';
import { startLocalSite } from './local-site';
import { makePlaceForReport, usableFolder } from './places';
import { progressOn, silent } from './progress';
import { reportText, reportTitle } from './report-text';
import { sync, type SyncWishes } from './sync';

interface Options {
  readonly preview?: true;
  readonly approve?: true;
  readonly changes?: true;
  readonly data?: string;
  readonly route?: Readonly<Record<string, string>>;
  readonly site?: string;
  readonly report?: string;
  readonly quiet?: true;
}

/** Runs `ugs` with these arguments and answers with its exit code. */
async function run(argv: readonly string[]): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.finished;
  const program = new Command('ugs')
    .description('User & Group Sync on the command line: the app that Forge runs, without a page.')
    .exitOverride()
    .showHelpAfterError('Try: npm run --silent ugs -- sync --help');
  program
    .command('sync')
    .description('Bring the groups of the site in step with the directory that the connection file names.')
    .argument('<connection.json>', 'the connection file, as the page exports it')
    .option('--preview', 'plan and report, but change nothing')
    .option('--approve', 'also apply what the safety limits held')
    .option('--changes', 'read only what changed since the last run, where the directory can tell')
    .option('--data <dir>', 'where the local store lives (default: a new one for this run)')
    .option('--route <host=url>', 'send what the app asks of HOST to URL; repeatable', addRoute)
    .option(
      '--site <url>',
      'the Atlassian site or its simulator (default: the built-in simulator)',
      webAddress,
    )
    .option('--report <file>', 'write the report as JSON; a missing folder is made')
    .option('--quiet', 'print nothing but errors')
    .action(async (file: string, options: Options) => {
      exitCode = await syncCommand(file, options);
    });
  await program.parseAsync([...argv], { from: 'user' });
  return exitCode;
}

async function syncCommand(file: string, options: Options): Promise<ExitCode> {
  const connection = await readConnectionFile(file, process.env);
  if (options.report !== undefined) makePlaceForReport(options.report);
  const dataDir =
    options.data === undefined ? await mkdtemp(path.join(os.tmpdir(), 'ugs-')) : usableFolder(options.data);
  const site = options.site === undefined ? await startLocalSite(dataDir) : await reachableSite(options.site);
  const host = await openHost(dataDir, site.url, options);
  allowOwnDomain(host, connection.document);
  sayOnInterrupt(options);
  try {
    return await sync(host, connection, wishesOf(options));
  } finally {
    await host.close();
    await site.close();
    if (options.data === undefined) await rm(dataDir, { recursive: true, force: true });
  }
}

async function reachableSite(url: string) {
  try {
    await fetch(`${url}/rest/api/3/myself`, { signal: AbortSignal.timeout(30_000) });
  } catch {
    throw new CommandError(
      `--site ${url}: nothing answers there. Check the address, and that the site is up.`,
      exitCodes.stopped,
    );
  }
  return { url, close: async () => undefined };
}

/** What was done is stored, and the run is taken up again; a person at a terminal should know both. */
function sayOnInterrupt({ data }: Options): void {
  process.once('SIGINT', () => {
    const again =
      data === undefined
        ? 'Run it again to go on.'
        : 'Run the same command again: it goes on within five minutes.';
    process.stderr.write(`\nInterrupted. What was changed so far stays. ${again}\n`);
    process.exit(130);
  });
}

function openHost(dataDir: string, site: string, options: Options): Promise<Host> {
  const siteAuth = process.env['UGS_SITE_AUTHORIZATION'];
  return startHost({
    dataDir,
    routes: options.route ?? {},
    allowRealNetwork: true,
    site,
    tickEveryMs: 0,
    storageRates: 'off',
    ...(siteAuth === undefined ? {} : { siteAuth }),
  });
}

/** Who names an Okta address in the file says by it that the app may go there; on a site, an administrator is asked on the page. */
function allowOwnDomain({ customerEgress }: Host, { kind, settings }: ConnectionDocument): void {
  if (kind !== 'okta' || isOktaHost(settings.baseUrl)) return;
  const configured = [{ domain: settings.baseUrl, type: ['FETCH_BACKEND_SIDE' as const] }];
  customerEgress.put([
    { key: 'command-line', description: 'The address in the connection file.', configured },
  ]);
}

function wishesOf(options: Options): SyncWishes {
  const isQuiet = options.quiet === true;
  return {
    mode: options.preview === true ? 'preview' : 'sync',
    approve: options.approve === true ? 'all' : 'nothing',
    read: options.changes === true ? 'changes' : 'everything',
    progress: isQuiet ? silent() : progressOn(process.stderr),
    onReport: (report) => {
      if (!isQuiet) process.stdout.write(`${reportText(report)}\n\n`);
      else if (report.status !== 'finished') process.stderr.write(`${reportTitle(report)}\n`);
    },
    onResume: ({ startedAtMs }) => {
      const since = new Date(startedAtMs).toLocaleTimeString(undefined, {
        hour: '2-digit',
        minute: '2-digit',
      });
      process.stderr.write(
        `A run that began at ${since} was interrupted; it goes on now or within five minutes.\n`,
      );
    },
    ...(options.report === undefined ? {} : { reportFile: options.report }),
  };
}

function addRoute(
  value: string,
  routes: Readonly<Record<string, string>> = {},
): Readonly<Record<string, string>> {
  const [, host = '', url = ''] = /^([^=\s]+)=(.+)$/.exec(value) ?? [];
  if (host === '')
    throw new InvalidArgumentError('Expected HOST=URL, such as api.us.onelogin.com=http://127.0.0.1:4100.');
  return { ...routes, [host]: webAddress(url) };
}

function webAddress(value: string): string {
  if (/^https?:\/\/[^\s/]+/.test(value) && URL.canParse(value)) return value.replace(/\/+$/, '');
  throw new InvalidArgumentError('Expected an address that starts with http:// or https://.');
}

/** What the command ends with, and the sentence for it on the error stream. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
  const known = error instanceof CommandError || error instanceof RefusedByApp;
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  if (!known && error instanceof Error && process.env['UGS_DEBUG'] !== undefined)
    process.stderr.write(`${error.stack ?? ''}\n`);
  return error instanceof CommandError ? error.exitCode : exitCodes.stopped;
}

run(process.argv.slice(2)).then(
  (exitCode) => {
    process.exitCode = exitCode;
  },
  (error: unknown) => {
    process.exitCode = exitCodeOf(error);
  },
);
