import { Option, type Command } from 'commander';
import type { ConnectionDocument, Input } from '../../../src/contract';
import type { RunReport } from '../../../src/domain/run';
import type { Host } from '../../host';
import { heldRun } from '../held-run';
import { readConnectionFile, type ConnectionFile } from '../connection-file';
import { CommandError, exitCodes, type ExitCode } from '../failure-exit';
import { nextSteps } from '../next-steps';
import { withApp } from '../open-app';
import { connectionArgument, withPlace, type Place } from '../options';
import { reportText } from '../report-text';
import { runOnce } from '../run';
import { exitCodeOfRun, runOutput, withReport, type RunOutput } from '../run-output';
import { haveSyncAccount, saveConnection } from '../saved-connection';

interface Options extends Place {
  readonly preview?: true;
  readonly approve?: true;
  readonly approveRun?: string;
  readonly changes?: true;
  readonly report?: string;
}

export function addSync(program: Command, ended: (code: ExitCode) => void): void {
  const command = program
    .command('sync')
    .description('Bring the groups of the site in step with the directory that the connection file names.')
    .argument(...connectionArgument)
    .option('--preview', 'plan and report, but change nothing')
    .option('--approve', 'also apply what the safety limits held')
    .addOption(
      new Option(
        '--approve-run <run>',
        'also apply what this run held, and nothing else that is held; needs --data',
      ).conflicts(['approve', 'preview']),
    )
    .option('--changes', 'read only what changed since the last run, where the directory can tell');
  withReport(withPlace(command)).action(async (file: string, options: Options) => {
    ended(await sync(file, options));
  });
}

async function sync(file: string, options: Options): Promise<ExitCode> {
  const connection = await readConnectionFile(file, process.env);
  refuseApproval(connection.document, options);
  const output = runOutput(options);
  return withApp(connection.document, options, async (host) => {
    const report = await previewAndSync(host, { connection, options, output });
    output.tell(report, [reportText(report), ...nextSteps(report, { file, place: options })].join('\n'));
    await output.keep(report);
    return exitCodeOfRun(report);
  });
}

/** One person at a terminal is one administrator, however often they ask. */
function refuseApproval({ rules }: ConnectionDocument, { approve, approveRun, data }: Options): void {
  const option = approve === true ? '--approve' : '--approve-run';
  if (approve === undefined && approveRun === undefined) return;
  if (approveRun !== undefined && data === undefined)
    throw new CommandError('--approve-run needs --data: the run is stored there.', exitCodes.usage);
  if (rules?.approvals !== 2) return;
  throw new CommandError(
    `The rules of this connection want two administrators to approve what is held, and ${option} is one. Sync without it, give the first approval with "ugs approve", and let a second administrator approve on the page.`,
    exitCodes.usage,
  );
}

interface Sync {
  readonly connection: ConnectionFile;
  readonly options: Options;
  readonly output: RunOutput;
}

/** The first run of a new connection is a preview; who asked for a sync gets it right after, in the same command. */
async function previewAndSync(host: Host, { connection, options, output }: Sync): Promise<RunReport> {
  await haveSyncAccount(host);
  const connectionId = await saveConnection(host, connection);
  const approve = await approvalOf(host, connectionId, options);
  const wish = {
    connectionId,
    mode: options.preview === true ? 'preview' : 'sync',
    full: options.changes !== true,
    ...(approve === undefined ? {} : { approve }),
  } as const;
  const first = await runOnce(host, wish, output);
  if (first.mode === wish.mode || first.status === 'stopped') return first;
  output.tell(first, reportText(first));
  return runOnce(host, wish, output);
}

async function approvalOf(
  host: Host,
  connectionId: string,
  { approve, approveRun }: Options,
): Promise<Input<'startRun'>['approve']> {
  if (approve === true) return 'all';
  if (approveRun === undefined) return undefined;
  const { runId, heldHash } = await heldRun(host, connectionId, approveRun);
  return { runId, heldHash };
}
