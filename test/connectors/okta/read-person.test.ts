import { failureFrom } from '../../support/fake-http';
import { anOktaGroup, anOktaUser, fakeOkta, oktaPage, oktaRefusal } from '../../support/fake-okta';
import { startOktaTwin } from '../../support/okta-twin';
import { gather } from '../../support/read-directory';

const groups = [
  anOktaGroup('g1'),
  anOktaGroup('g2'),
  anOktaGroup('all', { type: 'BUILT_IN', profile: { name: 'Everyone' } }),
];
const ann = (path: string) => {
  if (path === '/api/v1/users/ann') return { body: anOktaUser('ann') };
  return path === '/api/v1/users/ann/groups' ? oktaPage(groups) : undefined;
};
const groupIds = async (connector: ReturnType<typeof fakeOkta>['connector']) => [
  ...gather((await connector.readPerson('ann')) ?? []).members.keys(),
];

describe('one person of Okta', () => {
  test('is in the groups of the chosen types, for two calls', async () => {
    const { connector, reads } = fakeOkta(ann);
    expect(await groupIds(connector)).toEqual(['group:g1', 'group:g2']);
    expect(reads()).toEqual(['/api/v1/users/ann', '/api/v1/users/ann/groups']);
  });

  test('is in groups of any type where one is required or excluded', async () => {
    const { connector } = fakeOkta(ann, { excludedGroups: ['Everyone'] });
    expect(await groupIds(connector)).toEqual(['group:g1', 'group:g2', 'group:all']);
  });

  test('is in those groups only that the query for groups names', async () => {
    const { connector } = fakeOkta(
      (path) =>
        path.startsWith('/api/v1/groups?search=')
          ? oktaPage([anOktaGroup('g2'), anOktaGroup('g3')])
          : ann(path),
      { filters: { groups: { query: 'profile.name sw "G"' } } },
    );
    expect(await groupIds(connector)).toEqual(['group:g2']);
  });

  test('whom the query for users does not name is nobody', async () => {
    const { connector } = fakeOkta(
      (path) => (path.startsWith('/api/v1/users?search=') ? oktaPage([]) : ann(path)),
      { filters: { users: { query: 'profile.department eq "Sales"' } } },
    );
    expect(await connector.readPerson('ann')).toBeUndefined();
  });

  test('who is deactivated is there, inactive, and in their groups', async () => {
    const twin = await startOktaTwin({ users: 12, groups: 3 });
    const { state } = twin.simulator;
    const id = state.liveUserIds().find((each) => state.groupIdsOf(each).length > 1) ?? '';
    state.deactivate(id);
    const { users, members } = gather((await twin.connector().readPerson(id)) ?? []);
    expect(users.get(id)?.status).toBe('inactive');
    expect(members.size).toBeGreaterThan(0);
    await twin.close();
  });

  test('is in the groups of all pages', async () => {
    const pageCap = { users: 200, groups: 1, members: 1_000, logs: 1_000 };
    const twin = await startOktaTwin({ users: 12, groups: 3 }, { simulator: { pageCap } });
    const { state } = twin.simulator;
    const [id = ''] = state.liveUserIds();
    const own = state.groups().filter(({ type }) => type === 'OKTA_GROUP');
    for (const group of own) state.join(group.id, [id]);
    const { members } = gather((await twin.connector().readPerson(id)) ?? []);
    expect(members.size).toBe(own.length);
    expect(own.length).toBeGreaterThan(1);
    await twin.close();
  });

  test('is not found by a sign-in name', async () => {
    const { connector } = fakeOkta((path) => {
      if (path.startsWith('/api/v1/users?filter=')) return oktaPage([]);
      return path === '/api/v1/users/ann@example.com' ? { body: anOktaUser('ann') } : undefined;
    });
    expect(await connector.readPerson('ann@example.com')).toBeUndefined();
    const { connector: other } = fakeOkta((path) =>
      path === '/api/v1/users/an' ? { body: anOktaUser('ann') } : undefined,
    );
    expect((await failureFrom(other.readPerson('an'))).kind).toBe('unexpected-response');
  });

  test('is not read with fewer groups than they have', async () => {
    const { connector } = fakeOkta((path) => {
      if (path.includes('after=')) return oktaRefusal(400, 'E0000053', 'Invalid paging request');
      return path.endsWith('/groups') ? oktaPage(groups, '/api/v1/users/ann/groups?after=x') : ann(path);
    });
    expect((await failureFrom(connector.readPerson('ann'))).kind).toBe('incomplete-read');
  });

  test('who is deleted between two calls is nobody', async () => {
    const { connector } = fakeOkta((path) => (path.endsWith('/groups') ? undefined : ann(path)));
    expect(await connector.readPerson('ann')).toBeUndefined();
  });
});
