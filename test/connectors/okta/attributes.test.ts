import { failureFrom } from '../../support/fake-http';
import { anOktaGroup, anOktaUser, fakeOkta, oktaPage, oktaRefusal } from '../../support/fake-okta';
import { readDirectory } from '../../support/read-directory';

const schema = {
  definitions: {
    base: { properties: { department: {}, title: {} } },
    custom: { properties: { floors: {}, remote: {}, level: {} } },
  },
};
const profile = {
  email: 'ann@example.com',
  department: 'Sales',
  floors: ['3', '4'],
  remote: false,
  level: 7,
};
const ann = anOktaUser('ann', { profile });

/** One person in one group; `whoHas` answers searches. */
const directory =
  (whoHas: (path: string) => ReturnType<typeof oktaPage>, readable: 'schema' | 'no schema') =>
  (path: string) => {
    if (path.includes('/meta/schemas/'))
      return readable === 'schema' ? { body: schema } : oktaRefusal(403, 'E0000006', 'Not allowed.');
    if (path.includes('search=')) return whoHas(path);
    if (path.startsWith('/api/v1/groups?')) return oktaPage([anOktaGroup('g1')]);
    if (path.startsWith('/api/v1/groups/g1/users')) return oktaPage([ann]);
    return path.startsWith('/api/v1/users?') ? oktaPage([ann]) : undefined;
  };
const nobody = () => oktaPage([]);
const somebody = () => oktaPage([ann]);

describe('attributes of people in Okta', () => {
  test('are of their profile, with "profile." in front or without, of any type', async () => {
    const { connector, reads } = fakeOkta(directory(nobody, 'schema'), {}, [
      'profile.department',
      'floors',
      'remote',
      'level',
      'title',
    ]);
    const { users } = await readDirectory(() => connector);
    expect(users.get('ann')?.attributes).toEqual({
      'profile.department': ['Sales'],
      floors: ['3', '4'],
      remote: ['false'],
      level: ['7'],
    });
    expect(reads().filter((path) => path.includes('search='))).toEqual([]);
  });

  test('come with the members of required groups as well', async () => {
    const { connector } = fakeOkta(directory(nobody, 'schema'), { requiredGroups: ['Group g1'] }, [
      'department',
    ]);
    const { users } = await readDirectory(() => connector);
    expect(users.get('ann')?.attributes).toEqual({ department: ['Sales'] });
  });

  test('that the schema lacks are those of another user type where somebody has a value', async () => {
    const { connector, reads } = fakeOkta(directory(somebody, 'schema'), {}, ['badge']);
    await readDirectory(() => connector);
    expect(reads()).toContain('/api/v1/users?search=profile.badge pr&limit=1');
  });

  test.each([
    ['in no schema, and nobody has a value', directory(nobody, 'schema')],
    ['refused by the search', directory(() => oktaRefusal(400, 'E0000031', 'Invalid search.'), 'no schema')],
  ])('are refused where they are %s', async (_, route) => {
    const { connector } = fakeOkta(route, {}, ['badge']);
    const failure = await failureFrom(readDirectory(() => connector));
    expect(failure).toMatchObject({ kind: 'settings-rejected', field: 'rules.conditions' });
    expect(failure.message).toContain('"badge"');
  });

  test('are not asked for by a name that is none', async () => {
    const { connector, reads } = fakeOkta(directory(somebody, 'no schema'), {}, ['a" or id pr']);
    expect((await failureFrom(readDirectory(() => connector))).kind).toBe('settings-rejected');
    expect(reads().filter((path) => path.includes('search='))).toEqual([]);
  });

  test('that the schema has and of which nobody has a value are told by the connection test', async () => {
    const route = directory((path) => (path.includes('profile.title') ? nobody() : somebody()), 'schema');
    const { connector } = fakeOkta(route, {}, ['profile.department', 'title']);
    expect(await connector.test()).toContainEqual({
      name: 'Attributes of people',
      result: 'not-tried',
      message: expect.stringMatching(/^Nobody in Okta has a value for "title", .* role/) as string,
    });
  });

  test.each(['badge', 'profile.department2'])('are refused for one person too: %s', async (name) => {
    const { connector } = fakeOkta(
      (path) => (path === '/api/v1/users/ann' ? { body: ann } : directory(nobody, 'schema')(path)),
      {},
      [name],
    );
    expect(await failureFrom(connector.readPerson('ann'))).toMatchObject({ field: 'rules.conditions' });
  });

  test.each([
    ['schema', ['department'], ['schemas']],
    ['no schema', ['badge'], ['schemas']],
    ['schema', ['badge'], ['schemas', 'search']],
  ] as const)('are looked up in the schema by a read of changes (%s, %s)', async (readable, names, asked) => {
    const { connector, reads } = fakeOkta(directory(somebody, readable), { systemLog: 'never' }, [...names]);
    const members = { has: () => true, get: () => [], memberIds: () => [] };
    const groups = [{ id: 'group:g1', kind: 'OKTA_GROUP', name: 'Group g1' }];
    const marks = { groups: '1800000000000' };
    await connector.planPeople({ groups, members, unclear: new Map(), told: new Map() }, marks);
    const lookups = reads().filter((path) => /schemas|search=/.test(path));
    expect(lookups.map((path) => /schemas|search/.exec(path)?.[0])).toEqual(asked);
  });

  test('of which nothing can be told are read, and the test says so', async () => {
    const { connector } = fakeOkta(directory(nobody, 'no schema'), {}, ['badge']);
    const { users } = await readDirectory(() => connector);
    expect(users.get('ann')?.attributes).toBeUndefined();
    expect(await connector.test()).toContainEqual({
      name: 'Attributes of people',
      result: 'not-tried',
      message: expect.stringContaining('"badge"') as string,
    });
  });
});
