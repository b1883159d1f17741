import type { OneLoginSettings } from '../../domain/onelogin-settings';
import type { DirectoryRecord } from '../../domain/directory';
import { FailureError } from '../../domain/failure';
import type { Page } from '../../domain/page';
import type { Connector, ReadStream } from '../../domain/ports';
import { checkConnection } from './check-connection';
import { OneLoginClient, type ClientDeps } from './client';
import { planPeople } from './plan-people';
import { groupStreams, readGroups, readRoles } from './read-groups';
import { readPeople } from './read-people';
import { readUsers } from './read-users';
import { selectGroups } from './select-groups';

/** OneLogin: version 2 of its API for users and roles, version 1 for groups and where version 2 is missing. */
export function createOneLogin(settings: OneLoginSettings, secret: string, deps: ClientDeps): Connector {
  const client = new OneLoginClient(settings, secret, deps);
  return {
    api: 'onelogin',
    test: () => checkConnection({ client, settings }),
    checkQueries: async () => undefined,
    changesUnreadable: () => 'changes are not read from OneLogin',
    budget: () => client.budgetToStart(),
    groupStreams: () => groupStreams(settings),
    planPeople: (groups) => planPeople(client, settings, groups),
    readPage: (stream, cursor) => readPage(client, stream, cursor),
    readUsers: (ids) => readUsers(client, settings, ids),
    selectGroups: (groups) => selectGroups(settings, groups),
  };
}

async function readPage(
  client: OneLoginClient,
  stream: ReadStream,
  cursor: string | undefined,
): Promise<Page<DirectoryRecord>> {
  if (stream.name === 'roles') return readRoles(client, cursor);
  if (stream.name === 'groups') return readGroups(client, cursor);
  if (stream.params['way'] !== undefined) return readPeople(client, stream, cursor);
  throw new FailureError({
    kind: 'stored-data-damaged',
    key: 'stream',
    message:
      'The saved plan of the directory read cannot be understood. Nothing was changed; start the run again.',
  });
}
