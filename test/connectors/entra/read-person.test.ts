import { failureFrom } from '../../support/fake-http';
import { startEntraTwin } from '../../support/entra-twin';
import { gather } from '../../support/read-directory';
import type { EntraSettings } from '../../../src/domain/entra-settings';
import { aBatch, aGraphGroup, aGraphUser, aMember, aPage, fakeGraph, graphRefusal } from './fake-graph';

const id = '11111111-1111-4111-8111-111111111111';
const group = (name: string, more: Readonly<Record<string, unknown>> = {}) => ({
  '@odata.type': '#microsoft.graph.group',
  ...aGraphGroup(name, more),
});
const role = { '@odata.type': '#microsoft.graph.directoryRole', id: 'r1', displayName: 'Reader' };

/** One person, in these groups at any depth; a group's own list names the person unless it is `deep`. */
const person = (...objects: readonly unknown[]) => {
  const route: Parameters<typeof fakeGraph>[0] = (path, call) => {
    if (path.startsWith(`/v1.0/users/${id}/transitiveMemberOf`)) return aPage(objects);
    if (path.startsWith(`/v1.0/users/${id}?`)) return { body: aGraphUser(id) };
    if (!path.startsWith('/v1.0/$batch')) return undefined;
    return aBatch(call, (url) =>
      aPage(url.startsWith('/groups/deep/') ? [aMember('g1', 'group')] : [aMember('other'), aMember(id)]),
    );
  };
  return route;
};

async function read(settings: Partial<EntraSettings>, route: Parameters<typeof fakeGraph>[0]) {
  const { connector, reads } = fakeGraph(route, { settings });
  const found = gather((await connector.readPerson(id)) ?? []);
  return { ...found, groupIds: [...found.members.keys()], reads: reads() };
}

describe('one person of Entra', () => {
  test('is in every group at any depth where groups are flattened, and in no role', async () => {
    const found = await read({}, person(group('g1'), role, group('deep')));
    expect(found.groupIds).toEqual(['group:g1', 'group:deep']);
    expect(found.groups.get('group:g1')).toEqual({ id: 'group:g1', kind: 'security', name: 'Group g1' });
    expect(found.reads).toHaveLength(2);
  });

  test('is in those groups only that list them where nested groups do not count', async () => {
    const found = await read({ nestedGroups: 'ignore' }, person(group('g1'), group('deep')));
    expect(found.groupIds).toEqual(['group:g1']);
  });

  test('is looked for in no group of a kind that is not synchronised, unless any is named', async () => {
    const objects = [group('g1'), group('m1', { groupTypes: ['Unified'] })];
    const some: Partial<EntraSettings> = { nestedGroups: 'ignore', groupKinds: ['security'] };
    expect((await read(some, person(...objects))).groupIds).toEqual(['group:g1']);
    const named = { ...some, excludedGroups: ['Group m1'] };
    expect((await read(named, person(...objects))).groupIds).toEqual(['group:g1', 'group:m1']);
  });

  test('is in those groups only that the query for groups names', async () => {
    const filters = { groups: { query: "startswith(displayName,'Group')" } };
    const found = await read({ filters }, (path, call) => {
      if (!path.startsWith('/v1.0/groups?')) return person(group('g1'), group('g2'))(path, call);
      return path.includes('$skiptoken')
        ? aPage([aGraphGroup('g2')])
        : aPage([aGraphGroup('g3')], { next: `${path}&$skiptoken=2` });
    });
    expect(found.groupIds).toEqual(['group:g2']);
  });

  test('is in the groups of all pages', async () => {
    const found = await read({}, (path, call) => {
      if (path.includes('$skiptoken')) return aPage([group('g2')]);
      if (!path.includes('transitiveMemberOf')) return person()(path, call);
      return aPage([group('g1')], { next: `${path}&$skiptoken=2` });
    });
    expect(found.groupIds).toEqual(['group:g1', 'group:g2']);
  });

  test('whom the query for users does not name is nobody', async () => {
    const filters = { users: { query: "department eq 'Sales'" } };
    const { users } = await read({ filters }, (path, call) =>
      path.startsWith('/v1.0/$batch') ? aBatch(call, () => aPage([])) : person()(path, call),
    );
    expect(users.size).toBe(0);
  });

  test('is not read where the application may read no groups, rather than without them', async () => {
    const bare = {
      '@odata.type': '#microsoft.graph.group',
      id: 'g1',
      displayName: null,
      securityEnabled: null,
    };
    const { connector } = fakeGraph(person(group('g2'), bare));
    expect((await failureFrom(connector.readPerson(id))).kind).toBe('access-missing');
  });

  test('is not read where a page leads in a circle', async () => {
    const { connector } = fakeGraph((path, call) =>
      path.includes('transitiveMemberOf') ? aPage([], { next: path }) : person()(path, call),
    );
    expect((await failureFrom(connector.readPerson(id))).kind).toBe('incomplete-read');
  });

  test('whose groups cannot be told is not read', async () => {
    const { connector } = fakeGraph((path, call) =>
      path.includes('transitiveMemberOf') ? { status: 403, body: {} } : person()(path, call),
    );
    expect((await failureFrom(connector.readPerson(id))).kind).toBe('access-missing');
  });

  const notFound = graphRefusal(404, 'Request_ResourceNotFound');
  const byId = (found: readonly unknown[]) => {
    const route: Parameters<typeof fakeGraph>[0] = (path, call) => {
      if (path.startsWith('/v1.0/$batch')) return aBatch(call, () => aPage(found));
      return path.startsWith(`/v1.0/users/${id}`) ? notFound : undefined;
    };
    return route;
  };

  test('is gone where Graph has no such person and does not list them either', async () => {
    const { connector, reads } = fakeGraph(byId([]));
    expect(await connector.readPerson(id)).toBeUndefined();
    expect(reads()).toHaveLength(2);
  });

  test('is not taken for gone where Graph still lists them', async () => {
    const { connector } = fakeGraph(byId([aGraphUser(id)]));
    expect((await failureFrom(connector.readPerson(id))).kind).toBe('incomplete-read');
  });

  test.each([
    ['a web page', { status: 404, body: '<html>not found</html>' }],
    [
      'a path that is not there',
      graphRefusal(404, 'ResourceNotFound', "Resource not found for the segment 'users'."),
    ],
    ['another word', graphRefusal(404, 'UnknownError')],
  ])('is not taken for gone where 404 says %s', async (_, answer) => {
    const { connector } = fakeGraph((path, call) =>
      path.startsWith(`/v1.0/users/${id}`) ? answer : byId([])(path, call),
    );
    expect((await failureFrom(connector.readPerson(id))).message).toContain('Nothing was changed');
  });

  test.each([
    ['their groups', 'transitiveMemberOf'],
    ['a later page of their groups', '$skiptoken'],
  ])('who was found is not taken for gone by a 404 of %s', async (_, part) => {
    const { connector } = fakeGraph((path, call) => {
      if (path.includes(part)) return notFound;
      if (!path.includes('transitiveMemberOf')) return person()(path, call);
      return aPage([group('g1')], { next: `${path}&$skiptoken=2` });
    });
    expect((await failureFrom(connector.readPerson(id))).kind).toBe('incomplete-read');
  });

  test('is as a complete read knows them where nested groups do not count', async () => {
    const twin = await startEntraTwin({ users: 40, groups: 6 }, { settings: { nestedGroups: 'ignore' } });
    const { state } = twin.simulator;
    const [first, second] = state.groups();
    if (first !== undefined && second !== undefined) state.join(first.id, [second.id]);
    const { members, userIds } = twin.truth();
    for (const userId of userIds) {
      const found = gather((await twin.connector().readPerson(userId)) ?? []);
      const own = [...members].flatMap(([groupId, ids]) => (ids.has(userId) ? [groupId] : []));
      expect([userId, [...found.members.keys()].toSorted()]).toEqual([userId, own.toSorted()]);
    }
    await twin.close();
  });
});
