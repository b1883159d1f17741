import { Command, CommanderError } from 'commander';
import { RefusedByApp } from './ask';
import { addCompare } from './commands/compare';
import { addApprove, addReject } from './commands/decide';
import { addExplain } from './commands/explain';
import { addExportRun } from './commands/export-run';
import { addHistory } from './commands/history';
import { addPlan } from './commands/plan';
import { addSync } from './commands/sync';
import { addSyncPerson } from './commands/sync-person';
import { addUndo } from './commands/undo';
import { addValidate } from './commands/validate';
import { CommandError, exitCodes, type ExitCode } from './failure-exit';
import { printError } from './print';

const commands = [
  addValidate,
  addPlan,
  addSync,
  addApprove,
  addReject,
  addUndo,
  addExplain,
  addSyncPerson,
  addCompare,
  addExportRun,
  addHistory,
];

/** Runs `ugs` with these arguments, says what went wrong on the error stream, and answers with the exit code. */
export async function commandLine(argv: readonly string[]): Promise<number> {
  try {
    return await run(argv);
  } catch (error) {
    return exitCodeOf(error);
  }
}

async function run(argv: readonly string[]): Promise<ExitCode> {
  let exitCode: ExitCode = exitCodes.finished;
  const program = new Command('ugs')
    .description('User & Group Sync on the command line: the app that Forge runs, without a page.')
    .exitOverride()
    .showHelpAfterError(`Try: npm run --silent ugs -- ${argv[0] ?? ''} --help`.replace(/ {2,}/, ' '));
  for (const add of commands) {
    add(program, (code) => {
      exitCode = code;
    });
  }
  await program.parseAsync([...argv], { from: 'user' });
  return exitCode;
}

/** What the command ends with, and the sentence for it on the error stream. */
function exitCodeOf(error: unknown): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : exitCodes.usage;
  const known = error instanceof CommandError || error instanceof RefusedByApp;
  printError(error instanceof Error ? error.message : String(error));
  if (!known && error instanceof Error && process.env['UGS_DEBUG'] !== undefined)
    process.stderr.write(`${error.stack ?? ''}\n`);
  return error instanceof CommandError ? error.exitCode : exitCodes.stopped;
}
