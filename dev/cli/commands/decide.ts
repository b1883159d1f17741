import type { Command } from 'commander';
import type { Outputs } from '../../../src/contract';
import type { ChangeRow } from '../../../src/domain/change-row';
import type { Host } from '../../host';
import { ask } from '../ask';
import { allShown, changesSummary, changesText, fewShown } from '../changes-text';
import { readDocument } from '../document-file';
import { CommandError, exitCodes, type ExitCode } from '../failure-exit';
import { followOrCancel } from '../follow';
import { heldRun, type HeldRun } from '../held-run';
import { listChanges } from '../list-changes';
import { nextSteps } from '../next-steps';
import { withApp } from '../open-app';
import { collected, connectionArgument, withStoredPlace, type StoredPlace } from '../options';
import { print } from '../print';
import { reportText } from '../report-text';
import { exitCodeOfRun, runOutput, withReport } from '../run-output';
import { storedConnection } from '../saved-connection';
import { withSiteNames } from '../site-names';
import { apart } from '../texts';

interface Options extends StoredPlace {
  readonly run?: string;
  readonly group?: readonly string[];
  readonly remember?: true;
  readonly all?: true;
  readonly report?: string;
}

type Decision = 'approve' | 'reject';
type Ended = (code: ExitCode) => void;

export function addApprove(program: Command, ended: Ended): void {
  const command = program
    .command('approve')
    .description('Apply what the last run held: exactly that, as far as it is still to be done.');
  addDecision(withReport(command), 'approve', ended);
}

export function addReject(program: Command, ended: Ended): void {
  const command = program
    .command('reject')
    .description('Decide that what the last run held is not to be done.')
    .option('--remember', 'never propose these changes again; without it the next run does');
  addDecision(command, 'reject', ended);
}

function addDecision(command: Command, decision: Decision, ended: Ended): void {
  command
    .argument(...connectionArgument)
    .option('--run <run>', 'the run that held them (default: the last one)')
    .option('--group <name>', 'only what is held in this Atlassian group; repeatable', collected)
    .option('--all', 'list every person of every group');
  withStoredPlace(command).action(async (file: string, options: Options) => {
    const document = await readDocument(file);
    await withApp(document, options, async (host, site) => {
      const connectionId = await storedConnection(host, document, options);
      const held = await heldRun(host, connectionId, options.run);
      ended(await decide(host, { held, decision, options, file, site }));
    });
  });
}

interface Deciding {
  readonly held: HeldRun;
  readonly decision: Decision;
  readonly options: Options;
  readonly file: string;
  readonly site: string;
}

async function decide(host: Host, { held, decision, options, file, site }: Deciding): Promise<ExitCode> {
  const rows = await heldRows(host, held.runId, options);
  if (options.quiet === undefined) print(aboutText(held, await withSiteNames(rows, site), options));
  const answer = await ask(host, 'decideHeld', {
    runId: held.runId,
    heldHash: held.heldHash,
    decision,
    ...(options.group === undefined ? {} : { sourceIds: [...new Set(rows.map(({ sourceId }) => sourceId))] }),
    ...(options.remember === undefined ? {} : { remember: true as const }),
  });
  if (answer.run === undefined) {
    print(`\n${decisionWords(answer)}`);
    return answer.decision.kind === 'waiting' ? exitCodes.held : exitCodes.finished;
  }
  const output = runOutput(options);
  const report = await followOrCancel(host, answer.run.id, output.progress);
  output.tell(report, ['', reportText(report), ...nextSteps(report, { file, place: options })].join('\n'));
  await output.keep(report);
  return exitCodeOfRun(report);
}

async function heldRows(host: Host, runId: string, { group }: Options): Promise<readonly ChangeRow[]> {
  const rows = await listChanges(host, runId, { outcome: 'held' });
  if (group === undefined) return rows;
  const wanted = new Map(group.map((name) => [name.trim().toLowerCase(), name]));
  const found = rows.filter((row) => wanted.has(row.group.toLowerCase()));
  const missing = [...wanted].find(([key]) => !found.some((row) => row.group.toLowerCase() === key));
  if (missing === undefined) return found;
  const names = [...new Set(rows.map((row) => `"${row.group}"`))].join(', ');
  throw new CommandError(
    `Nothing is held in "${missing[1]}". Nothing was decided. Groups with held changes: ${names}.`,
    exitCodes.usage,
  );
}

function aboutText({ view }: HeldRun, rows: readonly ChangeRow[], { all }: Options): string {
  return [
    `Held by run ${view.id}: ${changesSummary(rows)}.`,
    ...(view.report?.held ?? []).map(({ message }) => `  ${message}`),
    ...apart(changesText(rows, all === true ? allShown : fewShown)),
  ].join('\n');
}

function decisionWords({ decision }: Outputs['decideHeld']): string {
  if (decision.kind === 'waiting')
    return 'This was the first of two approvals. A second administrator must approve on the page, as themselves; the command line does not count as two people. Nothing was changed yet.';
  return decision.remembered === true
    ? 'Rejected for good: no run proposes these changes again. The page lists what was rejected and can take it back.'
    : 'Rejected. Nothing was changed. The next run proposes these changes again, unless the directory or the rules are corrected; --remember rejects for good.';
}
