import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import * as z from 'zod';
import type { ChangeRow, RunDifference } from '../../../src/domain/change-row';
import { compareRuns } from '../../../src/sync/compare-runs';
import { ask } from '../ask';
import { allShown, changesText, fewShown } from '../changes-text';
import { CommandError, exitCodes, type ExitCode } from '../failure-exit';
import { withApp } from '../open-app';
import { print } from '../print';
import { apart } from '../texts';

interface Options {
  readonly all?: true;
  readonly data?: string;
}

export function addCompare(program: Command, ended: (code: ExitCode) => void): void {
  program
    .command('compare')
    .description('Say what two runs or plans change differently.')
    .argument('<before>', 'a file of "ugs plan --out" or "ugs export-run"; with --data, the id of a run')
    .argument('<after>', 'another one')
    .option('--data <dir>', 'the store that knows the runs')
    .option('--all', 'list every person of every group')
    .action(async (before: string, after: string, options: Options) => {
      const difference =
        options.data === undefined
          ? compareRuns(await changesIn(before), await changesIn(after))
          : await withApp(undefined, options, (host) =>
              ask(host, 'compareRuns', { beforeRunId: before, afterRunId: after }),
            );
      print(differenceText(difference, options));
      ended(exitCodes.finished);
    });
}

function differenceText({ summary, onlyBefore, onlyAfter }: RunDifference, { all }: Options): string {
  const shown = all === true ? allShown : fewShown;
  const part = (heading: string, rows: readonly ChangeRow[]) =>
    rows.length === 0 ? [] : ['', heading, ...apart(changesText(rows, shown))];
  return [
    summary,
    ...part('Only in the earlier run', onlyBefore),
    ...part('Only in the later run', onlyAfter),
  ].join('\n');
}

/** A file of an exported run, as far as a comparison needs it. */
const exportedRun = z.object({
  version: z.literal(1),
  changes: z.array(
    z.object({
      kind: z.enum(['create', 'add', 'remove']),
      group: z.string(),
      sourceId: z.string(),
      groupId: z.string().exactOptional(),
      accountId: z.string().exactOptional(),
      person: z.string().exactOptional(),
      cause: z.enum(['left', 'inactive', 'out-of-scope', 'not-member', 'by-hand']).exactOptional(),
      outcome: z.enum([
        'planned',
        'held',
        'approved',
        'rejected',
        'done',
        'already-so',
        'failed',
        'not-reached',
      ]),
      reason: z.string().exactOptional(),
    }),
  ),
});

async function changesIn(file: string): Promise<readonly ChangeRow[]> {
  const parsed = exportedRun.safeParse(await jsonOf(file));
  if (parsed.success) return parsed.data.changes;
  throw new CommandError(
    `${file} is not the file of a run. "ugs plan --out" and "ugs export-run --format json" write one.`,
    exitCodes.usage,
  );
}

async function jsonOf(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw new CommandError(`${file} cannot be read.`, exitCodes.usage);
  }
}
