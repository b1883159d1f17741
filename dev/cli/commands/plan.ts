import type { Command } from 'commander';
import { readConnectionFile, type ConnectionFile } from '../connection-file';
import { allShown, fewShown } from '../changes-text';
import { writeRun } from '../export-file';
import type { ExitCode } from '../failure-exit';
import { listChanges } from '../list-changes';
import { nextSteps } from '../next-steps';
import { withApp } from '../open-app';
import { connectionArgument, withPlace, type Place } from '../options';
import { makePlaceFor } from '../places';
import { planText } from '../plan-text';
import { runOnce } from '../run';
import { exitCodeOfRun, runOutput, withReport } from '../run-output';
import { haveSyncAccount, saveConnection } from '../saved-connection';
import { withSiteNames } from '../site-names';

interface Options extends Place {
  readonly changes?: true;
  readonly all?: true;
  readonly out?: string;
  readonly report?: string;
}

export function addPlan(program: Command, ended: (code: ExitCode) => void): void {
  const command = program
    .command('plan')
    .description('Show what a sync would change, and why; change nothing.')
    .argument(...connectionArgument)
    .option('--all', 'list every person of every group')
    .option('--changes', 'read only what changed since the last run, where the directory can tell')
    .option('--out <plan.json>', 'write the plan with all changes and their causes, for "ugs compare"');
  withReport(withPlace(command)).action(async (file: string, options: Options) => {
    ended(await plan(await readConnectionFile(file, process.env), file, options));
  });
}

async function plan(connection: ConnectionFile, file: string, options: Options): Promise<ExitCode> {
  if (options.out !== undefined) makePlaceFor('--out', options.out);
  const output = runOutput(options);
  return withApp(connection.document, options, async (host, site) => {
    await haveSyncAccount(host);
    const connectionId = await saveConnection(host, connection);
    const report = await runOnce(
      host,
      { connectionId, mode: 'preview', full: options.changes !== true },
      output,
    );
    const rows = await withSiteNames(await listChanges(host, report.runId), site);
    const text = planText(report, rows, options.all === true ? allShown : fewShown);
    output.tell(report, [text, ...nextSteps(report, { file, place: options })].join('\n'));
    await output.keep(report);
    if (options.out !== undefined)
      await writeRun(host, { runId: report.runId, file: options.out, format: 'json' });
    return exitCodeOfRun(report);
  });
}
