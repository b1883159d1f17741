import type { DirectoryRecord } from '../../domain/directory';
import type { EntraSettings } from '../../domain/entra-settings';
import type { Page } from '../../domain/page';
import type { Connector, ReadStream } from '../../domain/ports';
import { openCursor, unknownStream } from '../../http/pages';
import { checkConnection, checkQueries } from './check-connection';
import { EntraClient, type ClientDeps } from './client';
import { firstOfList, nextOfList, place } from './lists';
import { changesUnreadable, lists, type ListName } from './marks';
import { groupStreams, planPeople, selectGroups } from './plan-people';
import { queryOf } from './queries';
import { readDelta } from './read-delta';
import { readMembers } from './read-members';
import { readPerson } from './read-person';
import { readUsers } from './read-users';

/** Microsoft Entra ID through Graph v1.0: users and groups by delta, what the filters' queries name by lists and batches. */
export function createEntra(settings: EntraSettings, secret: string, deps: ClientDeps): Connector {
  const client = new EntraClient(settings, secret, deps);
  const changesWish = () => ({ nowMs: deps.clock.now(), attributes: deps.attributes });
  return {
    api: 'entra',
    test: () => checkConnection({ client, settings }),
    checkQueries: () => checkQueries(client, settings),
    // Graph tells only that its limit is near; the client then slows down by itself.
    budget: async () => undefined,
    changesUnreadable: (marks) => changesUnreadable(settings, marks, changesWish()),
    groupStreams: (since) => groupStreams(settings, since),
    planPeople: async (groups, since) => planPeople(settings, groups, since),
    readPage: (stream, cursor) => readPage({ client, settings }, stream, cursor),
    readUsers: (ids) => readUsers(client, settings, ids),
    readPerson: (userId) => readPerson({ client, settings }, userId),
    selectGroups: (groups) => selectGroups(settings, groups),
  };
}

interface Reading {
  readonly client: EntraClient;
  readonly settings: EntraSettings;
}

async function readPage(
  { client, settings }: Reading,
  stream: ReadStream,
  cursor: string | undefined,
): Promise<Page<DirectoryRecord>> {
  const { way, since } = stream.params;
  if (way === 'members') return readMembers(client, stream, cursor);
  const list = listOf(stream);
  const from = cursor === undefined ? undefined : openCursor(cursor, place);
  if (way === 'delta') return readDelta(client, { list, since, from });
  return from === undefined
    ? firstOfList(client, list, queryOf(settings, list))
    : nextOfList(client, list, from);
}

function listOf({ params }: ReadStream): ListName {
  const list = lists.find((each) => each === params['list']);
  if (list !== undefined) return list;
  throw unknownStream();
}
