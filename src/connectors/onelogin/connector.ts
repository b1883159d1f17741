import type { OneLoginSettings } from '../../domain/onelogin-settings';
import type { DirectoryRecord } from '../../domain/directory';
import type { Page } from '../../domain/page';
import type { Connector, ReadStream } from '../../domain/ports';
import { unknownStream } from '../../http/pages';
import { checkConnection } from './check-connection';
import { checkQueries } from './check-queries';
import { OneLoginClient, type ClientDeps } from './client';
import { changesUnreadable } from './people-mark';
import { planPeople, type Connected } from './plan-people';
import { ownQuery } from './queries';
import { groupStreams, readGroups, readRoles } from './read-groups';
import { readPeople } from './read-people';
import { readPerson } from './read-person';
import { readUsers } from './read-users';
import { selectGroups } from './select-groups';

/** OneLogin: version 2 of its API for users and roles, version 1 for groups and where version 2 is missing. */
export function createOneLogin(settings: OneLoginSettings, secret: string, deps: ClientDeps): Connector {
  const client = new OneLoginClient(settings, secret, deps);
  return {
    api: 'onelogin',
    test: () => checkConnection({ client, settings }),
    checkQueries: () => checkQueries(client, settings),
    changesUnreadable: (marks) => changesUnreadable(settings, marks),
    budget: () => client.budgetToStart(),
    groupStreams: (since) => groupStreams(settings, since),
    planPeople: (groups, since) => planPeople({ client, settings }, groups, since),
    readPage: (stream, cursor) => readPage({ client, settings }, stream, cursor),
    readUsers: (ids) => readUsers(client, settings, ids),
    readPerson: (userId) => readPerson({ client, settings }, userId),
    selectGroups: (groups) => selectGroups(settings, groups),
  };
}

async function readPage(
  { client, settings }: Connected,
  stream: ReadStream,
  cursor: string | undefined,
): Promise<Page<DirectoryRecord>> {
  if (stream.name === 'roles') {
    const read = stream.params['read'] === 'changes' ? 'changes' : 'everything';
    return readRoles(client, cursor, { query: ownQuery(settings, 'roles'), read });
  }
  if (stream.name === 'groups') return readGroups(client, cursor);
  if (stream.params['way'] !== undefined) return readPeople(client, stream, cursor);
  throw unknownStream();
}
