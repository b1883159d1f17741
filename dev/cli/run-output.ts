import { writeFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { RunSummary } from '../../src/contract';
import type { RunReport } from '../../src/domain/run';
import { exitCodes, type ExitCode } from './failure-exit';
import type { ProgressView } from './follow';
import { makePlaceFor } from './places';
import { print } from './print';
import { progressOn, silent } from './progress';
import { reportTitle } from './report-text';

export interface OutputOptions {
  readonly report?: string;
  readonly quiet?: true;
}

/** What a run shows and leaves behind. */
export interface RunOutput {
  readonly progress: ProgressView;
  /** Prints the text, or where it is to be quiet only how a run ended that is not simply finished. */
  readonly tell: (report: RunReport, text: string) => void;
  /** An interrupted run is taken up instead of a new one. */
  readonly onResume: (run: RunSummary) => void;
  readonly keep: (report: RunReport) => Promise<void>;
}

export function withReport(command: Command): Command {
  return command.option('--report <file>', 'write the report as JSON; a missing folder is made');
}

export function runOutput({ quiet, report: file }: OutputOptions): RunOutput {
  if (file !== undefined) makePlaceFor('--report', file);
  const isQuiet = quiet === true;
  return {
    progress: isQuiet ? silent() : progressOn(process.stderr),
    tell: (report, text) => {
      if (!isQuiet) print(`${text}\n`);
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
    keep: async (report) => {
      if (file !== undefined) await writeFile(file, `${JSON.stringify(report, null, 2)}\n`);
    },
  };
}

export function exitCodeOfRun({ status }: RunReport): ExitCode {
  const codes = {
    finished: exitCodes.finished,
    'finished-with-failures': exitCodes.rejected,
    held: exitCodes.held,
    stopped: exitCodes.stopped,
  } as const;
  return codes[status];
}
