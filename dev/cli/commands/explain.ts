import type { Command } from 'commander';
import type { Input } from '../../../src/contract';
import type { Host } from '../../host';
import { ask } from '../ask';
import { readDocument } from '../document-file';
import { explanationText } from '../explain-text';
import { CommandError, exitCodes, type ExitCode } from '../failure-exit';
import { findGroup, findPerson } from '../find-subject';
import { withApp } from '../open-app';
import { connectionArgument, withStoredPlace, type StoredPlace } from '../options';
import { print } from '../print';
import { storedConnection } from '../saved-connection';
import { siteNames } from '../site-names';

const few = 10;

interface Options extends StoredPlace {
  readonly person?: string;
  readonly group?: string;
  readonly all?: true;
}

export function addExplain(program: Command, ended: (code: ExitCode) => void): void {
  const command = program
    .command('explain')
    .description('Say why a person is, or is not, in their groups. Out of what is stored: nothing is asked.')
    .argument(...connectionArgument)
    .option('--person <text>', 'a name, an e-mail address or an id')
    .option('--group <text>', 'a name or an id; with --person, only this group')
    .option('--all', 'all memberships, not the first ten');
  withStoredPlace(command).action(async (file: string, options: Options) => {
    if (options.person === undefined && options.group === undefined)
      throw new CommandError('Name --person, --group, or both.', exitCodes.usage);
    const document = await readDocument(file);
    await withApp(document, options, async (host, site) => {
      const connectionId = await storedConnection(host, document, options);
      const explanation = await ask(host, 'explain', await subjectOf(host, connectionId, options));
      const unnamed = explanation.memberships.flatMap(({ accountId, displayName }) =>
        accountId === undefined || (displayName ?? accountId) !== accountId ? [] : [accountId],
      );
      const names = await siteNames(unnamed, site);
      print(explanationText(explanation, { memberships: options.all === true ? Infinity : few, names }));
    });
    ended(exitCodes.finished);
  });
}

async function subjectOf(
  host: Host,
  connectionId: string,
  { person, group }: Options,
): Promise<Input<'explain'>> {
  return {
    connectionId,
    ...(person === undefined ? {} : { userId: (await findPerson(host, connectionId, person)).userId }),
    ...(group === undefined ? {} : { groupId: (await findGroup(host, connectionId, group)).id }),
  };
}
