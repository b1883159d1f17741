import type { Command } from 'commander';
import type { RunView } from '../../../src/contract';
import type { RunReport } from '../../../src/domain/run';
import type { Host } from '../../host';
import { ask } from '../ask';
import { allShown, fewShown } from '../changes-text';
import { readDocument } from '../document-file';
import { CommandError, exitCodes, type ExitCode } from '../failure-exit';
import { followOrCancel } from '../follow';
import { listChanges } from '../list-changes';
import { nextSteps } from '../next-steps';
import { withApp } from '../open-app';
import { commandToGoOn, connectionArgument, withStoredPlace, type StoredPlace } from '../options';
import { planText } from '../plan-text';
import { reportText } from '../report-text';
import { exitCodeOfRun, runOutput, withReport } from '../run-output';
import { storedConnection } from '../saved-connection';
import { withSiteNames } from '../site-names';
import { momentText } from '../texts';

interface Options extends StoredPlace {
  readonly run?: string;
  readonly preview?: true;
  readonly all?: true;
  readonly report?: string;
}

export function addUndo(program: Command, ended: (code: ExitCode) => void): void {
  const command = program
    .command('undo')
    .description('Take back what a run changed, as far as it is still as the run left it.')
    .argument(...connectionArgument)
    .option('--run <run>', 'the run to undo (default: the last one that changed memberships)')
    .option('--preview', 'show what that would change, and change nothing')
    .option('--all', 'list every person of every group');
  withReport(withStoredPlace(command)).action(async (file: string, options: Options) => {
    const document = await readDocument(file);
    await withApp(document, options, async (host, site) => {
      const connectionId = await storedConnection(host, document, options);
      ended(await undo(host, { connectionId, file, options, site }));
    });
  });
}

interface Undoing {
  readonly connectionId: string;
  readonly file: string;
  readonly options: Options;
  readonly site: string;
}

async function undo(host: Host, undoing: Undoing): Promise<ExitCode> {
  const { connectionId, options } = undoing;
  const runId = options.run ?? (await lastChange(host, connectionId)).id;
  const mode = options.preview === true ? 'preview' : 'sync';
  const { run, started, note } = await ask(host, 'undoRun', { runId, mode });
  if (!started) throw new CommandError(note ?? 'A run of this connection is under way.', exitCodes.stopped);
  const output = runOutput(options);
  const report = await followOrCancel(host, run.id, output.progress);
  output.tell(report, await undoText(host, report, undoing));
  await output.keep(report);
  return exitCodeOfRun(report);
}

async function undoText(host: Host, report: RunReport, { file, options, site }: Undoing): Promise<string> {
  const about = `This is what run ${runOf(report)} changed, done backwards.`;
  if (report.mode === 'preview') {
    const rows = await withSiteNames(await listChanges(host, report.runId), site);
    const again = ['undo', file, ...(options.run === undefined ? [] : ['--run', options.run])];
    const text = planText(report, rows, options.all === true ? allShown : fewShown);
    return [about, '', text, '', 'To take it back:', `  ${commandToGoOn(again, options)}`].join('\n');
  }
  return [
    about,
    '',
    reportText(report),
    ...nextSteps(report, { file, place: options }),
    '',
    'The schedule of this connection rests until somebody lets it go on. A sync would make the undone changes again, as long as the directory and the rules ask for them: correct these first.',
  ].join('\n');
}

function runOf({ task }: RunReport): string {
  return task?.kind === 'undo' ? task.runId : '';
}

/** The last sync that changed memberships. Who wants to undo an undo, or something before it, names it. */
async function lastChange(host: Host, connectionId: string): Promise<RunView> {
  const { runs } = await ask(host, 'listRuns', { connectionId });
  for (const { id, mode } of runs) {
    if (mode === 'preview') continue;
    const run = await ask(host, 'getRun', { runId: id });
    const memberships = run.report?.counts.memberships;
    if (memberships === undefined || memberships.added + memberships.removed === 0) continue;
    if (run.task?.kind !== 'undo') return run;
    throw nothing(
      `The last run that changed memberships, of ${momentText(run.startedAtMs)}, was an undo itself (${id}). Name the run that you mean with --run.`,
    );
  }
  throw nothing('No stored run has changed memberships: there is nothing to undo.');
}

function nothing(message: string): CommandError {
  return new CommandError(message, exitCodes.usage);
}
