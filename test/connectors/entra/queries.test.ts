import type { EntraSettings } from '../../../src/domain/entra-settings';
import { createMemberships } from '../../../src/domain/memberships';
import { engineReader } from '../../support/engine-read';
import { startEntraTwin, type EntraTwin } from '../../support/entra-twin';
import { failureFrom } from '../../support/fake-http';
import { aBatch, aGraphUser, aPage, fakeGraph, graphRefusal, readAll, stream } from './fake-graph';

const nothing = { groups: [], members: createMemberships(), unclear: new Map(), told: new Map() };
const lists = (path: string) => path.startsWith('/v1.0/users') || path.startsWith('/v1.0/groups');

function withQuery(list: 'users' | 'groups', query: string): Partial<EntraSettings> {
  return { filters: { [list]: { query } } };
}

describe('a query for users', () => {
  const settings = withQuery('users', "department eq 'Sales'");

  test('chooses the people, page after page, and delta gives only groups', async () => {
    const { connector, reads } = fakeGraph(
      (path) => {
        if (path.endsWith('$skiptoken=2')) return aPage([aGraphUser('u2')]);
        return path.startsWith('/v1.0/users?')
          ? aPage([aGraphUser('u1')], { next: '/v1.0/users?$skiptoken=2' })
          : undefined;
      },
      { settings },
    );
    expect(connector.groupStreams().map(({ name }) => name)).toEqual(['groups']);
    const plan = await connector.planPeople(nothing);
    expect([plan.way, plan.streams.map(({ name }) => name)]).toEqual(['query', ['users']]);
    const [people] = plan.streams;
    const { records } = await readAll(connector, people ?? stream(connector, 'users'));
    expect(records.map((each) => (each.type === 'user' ? each.user.id : ''))).toEqual(['u1', 'u2']);
    expect(reads()[0]).toContain("&$top=999&$filter=department eq 'Sales'");
  });

  test('is asked as an advanced one where Graph wants it, on every page', async () => {
    const { connector, http } = fakeGraph(
      (path, { headers }) => {
        if (!path.startsWith('/v1.0/users')) return undefined;
        if (headers['ConsistencyLevel'] !== 'eventual') return graphRefusal(400, 'Request_UnsupportedQuery');
        if (path.endsWith('$skiptoken=2')) return aPage([aGraphUser('u2')]);
        return path.includes('$count=true')
          ? aPage([aGraphUser('u1')], { next: '/v1.0/users?$skiptoken=2' })
          : undefined;
      },
      { settings },
    );
    const [people] = (await connector.planPeople(nothing)).streams;
    const { records } = await readAll(connector, people ?? stream(connector, 'users'));
    expect([records.length, http.counted.requests]).toEqual([2, 4]);
  });

  test('holds also where people are asked for by id', async () => {
    const { connector, reads } = fakeGraph(
      (path, call) => {
        if (path !== '/v1.0/$batch') return undefined;
        return aBatch(call, (url) => aPage(url.includes("id eq 'u1'") ? [aGraphUser('u1')] : []));
      },
      { settings },
    );
    const records = await connector.readUsers(['u1', 'u2']);
    expect(records.map((each) => (each.type === 'user' ? each.user.id : ''))).toEqual(['u1']);
    expect(reads()).toEqual(['/v1.0/$batch']);
  });

  test('is put beside each id in brackets', async () => {
    const asked: string[] = [];
    const { connector } = fakeGraph(
      (path, call) =>
        path === '/v1.0/$batch'
          ? aBatch(call, (url) => {
              asked.push(url.slice(url.indexOf('$filter')));
              return aPage([]);
            })
          : undefined,
      { settings: withQuery('users', "city eq 'A' or city eq 'B'") },
    );
    await connector.readUsers(["o'neil"]);
    expect(asked).toEqual(["$filter=id eq 'o''neil' and (city eq 'A' or city eq 'B')"]);
  });
});

describe('a query that Graph does not take', () => {
  const refusing = (list: 'users' | 'groups') =>
    fakeGraph(
      (path) => (lists(path) ? graphRefusal(400, 'BadRequest', 'Invalid filter clause: x.') : undefined),
      {
        settings: withQuery(list, 'profile.department eq "Sales"'),
      },
    );

  test.each(['users', 'groups'] as const)(
    'for %s is rejected by its field, in Graph’s words',
    async (list) => {
      const failure = await failureFrom(refusing(list).connector.checkQueries());
      expect(failure).toMatchObject({
        kind: 'settings-rejected',
        field: `configuration.settings.filters.${list}.query`,
      });
      expect(failure.message).toContain('Invalid filter clause: x.');
    },
  );

  test('fails the read; nobody is read instead', async () => {
    const { connector } = refusing('groups');
    const failure = await failureFrom(readAll(connector, stream(connector, 'groups')));
    expect(failure.kind).toBe('settings-rejected');
  });

  test('fails the question for people by id', async () => {
    const { connector } = fakeGraph(
      (path, call) =>
        path === '/v1.0/$batch' ? aBatch(call, () => graphRefusal(400, 'BadRequest', 'No.')) : undefined,
      { settings: withQuery('users', 'x') },
    );
    expect((await failureFrom(connector.readUsers(['u1']))).kind).toBe('settings-rejected');
  });
});

describe('a tenant with a query', () => {
  let twin: EntraTwin;
  const begin = async (settings: Partial<EntraSettings>) => {
    twin = await startEntraTwin({ users: 60, groups: 12 }, { settings });
  };
  afterEach(() => twin.close());

  test('for groups has the people of any depth in those groups, and no other groups', async () => {
    await begin(withQuery('groups', "startswith(displayName,'Outer')"));
    const { state } = twin.simulator;
    const [outer, inner] = [
      state.addGroup({ displayName: 'Outer' }),
      state.addGroup({ displayName: 'Inner' }),
    ];
    const [one, two] = state.users();
    state.join(inner.id, [one?.id ?? '']);
    state.join(outer.id, [inner.id, two?.id ?? '']);
    const { snapshot } = await engineReader(twin).read('complete');
    expect([...snapshot.members].map(([id, members]) => [id, new Set(members)])).toEqual([
      [`group:${outer.id}`, new Set([one?.id, two?.id])],
    ]);
    expect(snapshot.users.size).toBe(60);
  });

  test('for users of several departments that only an advanced query may ask', async () => {
    await begin(withQuery('users', "department ne 'Sales'"));
    const expected = twin.simulator.state.users().filter(({ department }) => department !== 'Sales');
    const { snapshot } = await engineReader(twin).read('complete');
    expect(new Set(snapshot.users.keys())).toEqual(new Set(expected.map(({ id }) => id)));
    expect(snapshot.users.size).toBeLessThan(60);
  });

  test('in another vendor’s language is rejected with the field', async () => {
    await begin(withQuery('users', 'profile.department eq "Engineering"'));
    const failure = await failureFrom(twin.connector().checkQueries());
    expect(failure).toMatchObject({
      kind: 'settings-rejected',
      field: 'configuration.settings.filters.users.query',
    });
  });

  test('that names no group called like a required one says so', async () => {
    await begin({ ...withQuery('groups', "startswith(displayName,'Zzz')"), requiredGroups: ['Staff'] });
    const failure = await failureFrom(twin.connector().planPeople(nothing));
    expect(failure).toMatchObject({ kind: 'settings-rejected' });
    expect(failure.message).toMatch(/names no group called "Staff"/);
  });
});
