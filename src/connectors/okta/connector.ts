import type { DirectoryRecord } from '../../domain/directory';
import type { OktaSettings } from '../../domain/okta-settings';
import type { Page } from '../../domain/page';
import type { Connector, ReadStream } from '../../domain/ports';
import { unknownStream } from '../../http/pages';
import { checkConnection } from './check-connection';
import { checkQueries } from './check-queries';
import { OktaClient, type ClientDeps } from './client';
import { markedMs } from './marks';
import { planPeople } from './plan-people';
import { readDeleted } from './read-deleted';
import { groupStreams, readGroups } from './read-groups';
import { readMembers } from './read-members';
import { readMembershipChanges } from './read-membership-changes';
import { readPeople } from './read-people';
import { readPerson } from './read-person';
import { readUsers } from './read-users';
import { selectOktaGroups } from './select-groups';

/** A test is waited for by a person, so it does not wait for the next of Okta's windows. */
const longestPauseOfTestMs = 5_000;

/** Okta's management API, as an API token or a service app may read it. */
export function createOkta(settings: OktaSettings, secret: string, deps: ClientDeps): Connector {
  const client = new OktaClient({ settings, secret }, deps);
  return {
    api: 'okta',
    test: () =>
      checkConnection(new OktaClient({ settings, secret, longestPauseMs: longestPauseOfTestMs }, deps)),
    checkQueries: () => checkQueries(client),
    changesUnreadable: (marks) =>
      markedMs(marks) === undefined ? 'the last read did not note when it began' : undefined,
    budget: () => client.budget(),
    groupStreams: (since) => groupStreams(since),
    planPeople: (groups, since) => planPeople(client, groups, since),
    readPage: (stream, cursor) => readPage(client, stream, cursor),
    readUsers: (ids) => readUsers(client, ids),
    readPerson: (userId) => readPerson(client, userId),
    selectGroups: (groups) => selectOktaGroups(settings, groups),
  };
}

type ReadPage = (
  client: OktaClient,
  stream: ReadStream,
  cursor: string | undefined,
) => Promise<Page<DirectoryRecord>>;

/** By what a stream says that it reads. */
const reads: Readonly<Record<string, ReadPage>> = {
  groups: readGroups,
  people: readPeople,
  members: readMembers,
  memberships: readMembershipChanges,
  deleted: readDeleted,
};

async function readPage(
  client: OktaClient,
  stream: ReadStream,
  cursor: string | undefined,
): Promise<Page<DirectoryRecord>> {
  const read = reads[stream.params['reads'] ?? ''];
  if (read !== undefined) return read(client, stream, cursor);
  throw unknownStream();
}
