import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { Option, type Command } from 'commander';
import type { Host } from '../../host';
import { ask } from '../ask';
import { readDocument } from '../document-file';
import { exportedRun, type ExportFormat } from '../export-file';
import { CommandError, exitCodes, type ExitCode } from '../failure-exit';
import { withApp } from '../open-app';
import { connectionArgument, withStoredPlace, type StoredPlace } from '../options';
import { makePlaceFor } from '../places';
import { print } from '../print';
import { storedConnection } from '../saved-connection';

interface Options extends StoredPlace {
  readonly run?: string;
  readonly format: ExportFormat;
  readonly out?: string;
}

export function addExportRun(program: Command, ended: (code: ExitCode) => void): void {
  const command = program
    .command('export-run')
    .description('Write what a run was and all that it changed as a file.')
    .argument(...connectionArgument)
    .option('--run <run>', 'the run (default: the last one)')
    .addOption(new Option('--format <format>', 'csv or json').choices(['csv', 'json']).default('json'))
    .option('--out <file>', 'the file; a missing folder is made (default: a name that says which run)');
  withStoredPlace(command).action(async (file: string, options: Options) => {
    const document = await readDocument(file);
    await withApp(document, options, async (host) => {
      await writeExport(host, await storedConnection(host, document, options), options);
    });
    ended(exitCodes.finished);
  });
}

async function writeExport(host: Host, connectionId: string, options: Options): Promise<void> {
  const runId = options.run ?? (await lastRunId(host, connectionId));
  const { fileName, text } = await exportedRun(host, runId, options.format);
  const file = options.out ?? fileName;
  makePlaceFor('--out', file);
  await writeFile(file, text);
  if (options.quiet === undefined) print(`Written to ${path.normalize(file)}.`);
}

async function lastRunId(host: Host, connectionId: string): Promise<string> {
  const { runs } = await ask(host, 'listRuns', { connectionId, limit: 1 });
  if (runs[0] !== undefined) return runs[0].id;
  throw new CommandError('There is no run yet. Run "ugs plan" or "ugs sync" first.', exitCodes.usage);
}
