import { InvalidArgumentError, type Command } from 'commander';
import type { RunSummary } from '../../../src/contract';
import type { AuditedChange, AuditEntry } from '../../../src/domain/audit';
import type { Host } from '../../host';
import { valueWords, type NameOf } from '../../../src/frontend/words/audit-values';
import { actionWords, pathWords } from '../../../src/frontend/words/audit-words';
import { ask } from '../ask';
import { readDocument } from '../document-file';
import { exitCodes, type ExitCode } from '../failure-exit';
import { withApp } from '../open-app';
import { connectionArgument, withStoredPlace, type StoredPlace } from '../options';
import { print } from '../print';
import { storedConnection } from '../saved-connection';
import { capped, momentText } from '../texts';

interface Options extends StoredPlace {
  readonly limit: number;
}

const usualLimit = 20;
const mostListed = 100;

export function addHistory(program: Command, ended: (code: ExitCode) => void): void {
  const command = program
    .command('history')
    .description('List the runs of a connection and what administrators did to it, newest first.')
    .argument(...connectionArgument)
    .option('--limit <n>', `how many of each, up to ${mostListed}`, limitOf, usualLimit);
  withStoredPlace(command).action(async (file: string, options: Options) => {
    const document = await readDocument(file);
    await withApp(document, options, async (host) => {
      await history(host, await storedConnection(host, document, options), options.limit);
    });
    ended(exitCodes.finished);
  });
}

async function history(host: Host, connectionId: string, limit: number): Promise<void> {
  const { runs } = await ask(host, 'listRuns', { connectionId, limit });
  const { entries } = await ask(host, 'listAudit', { connectionId, limit });
  const { me } = await ask(host, 'getTarget', {});
  const nameOf = (accountId: string) => (accountId === me.accountId ? me.displayName : accountId);
  print(
    [`Runs (${runs.length})`, ...runs.map(runLine), '', `Settings and decisions (${entries.length})`]
      .concat(entries.flatMap((entry) => entryLines(entry, nameOf)))
      .join('\n'),
  );
}

function runLine({ id, startedAtMs, mode, task, summary }: RunSummary): string {
  const what = task === undefined || task.kind === 'everything' ? mode : `${mode}, ${task.kind}`;
  return `  ${momentText(startedAtMs)}  ${id}, ${what}: ${summary}`;
}

const changesShown = 8;

function entryLines(
  { atMs, byAccountId, action, subject, changes }: AuditEntry,
  nameOf: NameOf,
): readonly string[] {
  const what = `${actionWords(action, changes)}${subject === undefined ? '' : ` (${subject})`}`;
  const lines = capped(
    changes,
    { shown: changesShown, more: 'the page lists all' },
    (change) => `${pathWords(change.path)}: ${changeWords(change, nameOf)}`,
  );
  return [`  ${momentText(atMs)}  ${nameOf(byAccountId)}: ${what}`, ...lines.map((line) => `      ${line}`)];
}

const longestValue = 60;

function changeWords({ path, before, after }: AuditedChange, nameOf: NameOf): string {
  if (before === undefined && after === undefined) return 'changed';
  return `${shortened(valueWords(path, before, nameOf))} → ${shortened(valueWords(path, after, nameOf))}`;
}

function shortened(text: string): string {
  return text.length > longestValue ? `${text.slice(0, longestValue)}…` : text;
}

function limitOf(value: string): number {
  const limit = Number(value);
  if (Number.isInteger(limit) && limit >= 1 && limit <= mostListed) return limit;
  throw new InvalidArgumentError(`Expected a number from 1 to ${mostListed}.`);
}
