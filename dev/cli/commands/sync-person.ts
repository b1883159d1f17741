import type { Command } from 'commander';
import type { Host } from '../../host';
import { ask } from '../ask';
import { allShown, changesText } from '../changes-text';
import { readDocument } from '../document-file';
import { explanationText } from '../explain-text';
import { CommandError, exitCodes, type ExitCode } from '../failure-exit';
import { findPerson } from '../find-subject';
import { followOrCancel } from '../follow';
import { listChanges } from '../list-changes';
import { nextSteps } from '../next-steps';
import { withApp } from '../open-app';
import { connectionArgument, withStoredPlace, type StoredPlace } from '../options';
import { reportText } from '../report-text';
import { exitCodeOfRun, runOutput, withReport } from '../run-output';
import { storedConnection } from '../saved-connection';
import { apart } from '../texts';

interface Options extends StoredPlace {
  readonly person: string;
  readonly preview?: true;
  readonly report?: string;
}

export function addSyncPerson(program: Command, ended: (code: ExitCode) => void): void {
  const command = program
    .command('sync-person')
    .description('Read one person anew and bring their memberships in step, and nobody else’s.')
    .argument(...connectionArgument)
    .requiredOption('--person <text>', 'a name, an e-mail address or an id of the last read')
    .option('--preview', 'show what that would change, and change nothing');
  withReport(withStoredPlace(command)).action(async (file: string, options: Options) => {
    const document = await readDocument(file);
    await withApp(document, options, async (host) => {
      const connectionId = await storedConnection(host, document, options);
      ended(await syncPerson(host, { connectionId, file, options }));
    });
  });
}

interface Asked {
  readonly connectionId: string;
  readonly file: string;
  readonly options: Options;
}

async function syncPerson(host: Host, { connectionId, file, options }: Asked): Promise<ExitCode> {
  const { userId } = await findPerson(host, connectionId, options.person);
  const mode = options.preview === true ? 'preview' : 'sync';
  const { run, started, note } = await ask(host, 'syncPerson', { connectionId, userId, mode });
  if (!started) throw new CommandError(note ?? 'A run of this connection is under way.', exitCodes.stopped);
  const output = runOutput(options);
  const report = await followOrCancel(host, run.id, output.progress);
  const steps = report.status === 'held' ? nextSteps(report, { file, place: options }) : [];
  const lines = [
    reportText(report),
    ...apart(changesText(await listChanges(host, run.id), allShown)),
    '',
    explanationText(await ask(host, 'explain', { connectionId, userId }), {
      memberships: Infinity,
      names: new Map(),
    }),
    ...steps,
  ];
  output.tell(report, lines.join('\n'));
  await output.keep(report);
  return exitCodeOfRun(report);
}
