import { ownQuery } from '../../../src/connectors/onelogin/queries';
import type { Filters } from '../../../src/domain/selection-settings';
import { failureFrom, type FakeReply } from '../../support/fake-http';
import { aOneLoginUser, fakeOneLogin } from '../../support/fake-onelogin';
import { startOneLoginTwin, type OneLoginTwin } from '../../support/onelogin-twin';
import { gather, readDirectory } from '../../support/read-directory';

const field = {
  users: 'configuration.settings.filters.users.query',
  roles: 'configuration.settings.filters.groups.query',
} as const;

function forUsers(query: string): { readonly filters: Filters } {
  return { filters: { users: { query } } };
}

function forRoles(query: string): { readonly filters: Filters } {
  return { filters: { groups: { query } } };
}

/** A list in one page. */
function whole(items: readonly object[]): FakeReply {
  return { body: items, headers: { 'Total-Count': String(items.length) } };
}

describe('the form of a query', () => {
  test.each([
    ['firstname=Jo*&directory_id=5', 'firstname=Jo*&directory_id=5'],
    [' lastname = van der Berg ', 'lastname=van%20der%20Berg'],
    ['email=a%2Bb%40example.com', 'email=a%2Bb%40example.com'],
    ['email=a+b@example.com', 'email=a%2Bb%40example.com'],
    ['custom_attributes.site=Łódź', 'custom_attributes.site=%C5%81%C3%B3d%C5%BA'],
  ])('%j goes out as %j', (query, text) => {
    expect(ownQuery(forUsers(query), 'users')?.text).toBe(text);
  });

  test('without one there is none', () => {
    expect(ownQuery({}, 'users')).toBeUndefined();
    expect(ownQuery(forUsers('firstname=Jo'), 'roles')).toBeUndefined();
  });

  test.each([
    ['startswith(displayName,"A")', 'startswith'],
    ['profile.department eq "Sales"', 'profile.department'],
    ['firstname', 'firstname'],
    ['firstname=', 'firstname='],
    ['firstname=Jo&', 'the part ""'],
    ['email=%zz', 'email=%zz'],
    ['limit=5', '"limit"'],
    ['cursor=abc', '"cursor"'],
    ['fields=id', '"fields"'],
    ['user_ids=5', '"user_ids"'],
    ['sort=+firstname', '"sort"'],
    ['firstname=Jo&firstname=Al', 'twice'],
    ['custom_attributes.=1', '"custom_attributes."'],
  ])('%j is rejected, and the message names it', async (query, named) => {
    const failure = await failureFrom(Promise.resolve().then(() => ownQuery(forUsers(query), 'users')));
    expect(failure).toMatchObject({ kind: 'settings-rejected', field: field.users });
    expect(failure.message).toContain(named);
  });

  test('roles have parameters of their own', async () => {
    expect(ownQuery(forRoles('name=Team*'), 'roles')?.text).toBe('name=Team*');
    const failure = await failureFrom(Promise.resolve().then(() => ownQuery(forRoles('email=a'), 'roles')));
    expect(failure).toMatchObject({ kind: 'settings-rejected', field: field.roles });
  });
});

describe('with a query for users', () => {
  let twin: OneLoginTwin;
  beforeEach(async () => {
    twin = await startOneLoginTwin({ users: 120, groups: 6, pageSize: 25 }, { groupSources: ['roles'] });
    const { state } = twin.simulator;
    for (const id of state.personIds().slice(0, 40)) state.changePerson(id, { directoryId: 5 });
    for (const id of state.personIds().slice(40)) state.changePerson(id, { directoryId: 6 });
  });
  afterEach(() => twin.close());

  const named = () => twin.simulator.state.personIds().slice(0, 40).map(String);

  test('only those whom it names are read, over several pages', async () => {
    const connector = twin.with(forUsers('directory_id=5'));
    const { users, plan } = await readDirectory(() => twin.with(forUsers('directory_id=5')));
    expect(plan).toMatchObject({
      way: 'query',
      why: 'Read the people whom the query for users names (directory_id=5).',
    });
    expect([...users.keys()].toSorted()).toEqual(named().toSorted());
    expect(connector.changesUnreadable({})).toBe(
      "the directory's own query for users can only be asked as a whole",
    );
  });

  test('of people asked for by id, only those whom it names are there', async () => {
    const others = twin.simulator.state.personIds().slice(40, 60).map(String);
    const records = await twin
      .with(forUsers('directory_id=5'))
      .readUsers([...named().slice(0, 9), ...others]);
    expect([...gather(records).users.keys()].toSorted()).toEqual(named().slice(0, 9).toSorted());
  });

  test('one that OneLogin refuses is rejected with its words: when checked, in a test and in a read', async () => {
    const connector = twin.with(forUsers('directory_id=five'));
    for (const failure of [
      await failureFrom(connector.checkQueries()),
      await failureFrom(readDirectory(() => connector)),
    ]) {
      expect(failure).toMatchObject({ kind: 'settings-rejected', field: field.users });
      expect(failure.message).toContain('Invalid value for directory_id');
    }
    const checks = await connector.test();
    expect(checks.find((check) => check.name === 'Query for users')).toMatchObject({ result: 'failed' });
  });

  test('one in the language of another vendor is rejected in a test and in a read, before anybody is read', async () => {
    const connector = twin.with(forUsers("startswith(displayName,'A')"));
    expect((await connector.test()).find((check) => check.name === 'Query for users')?.result).toBe('failed');
    expect((await failureFrom(readDirectory(() => connector))).kind).toBe('settings-rejected');
    expect(twin.simulator.requests['GET /api/2/users']).toBe(1);
  });

  test('a good one passes its check', async () => {
    const connector = twin.with({
      filters: { users: { query: 'firstname=*a*' }, groups: { query: 'name=*' } },
    });
    await connector.checkQueries();
    const checks = (await connector.test()).filter((check) => check.name.startsWith('Query'));
    expect(checks.map((check) => [check.name, check.result])).toEqual([
      ['Query for users', 'ok'],
      ['Query for roles', 'ok'],
    ]);
  });
});

test('with a query for roles only those are groups, and the calls of the read go on over pages', async () => {
  const twin = await startOneLoginTwin({ users: 30, groups: 6 }, { groupSources: ['roles'] });
  const wanted = [
    twin.simulator.state.addRole({ name: 'Team A' }),
    twin.simulator.state.addRole({ name: 'Team B' }),
  ];
  const { groups } = await readDirectory(() => twin.with(forRoles('name=team *')));
  expect([...groups.keys()]).toEqual(wanted.map((role) => `role:${role.id}`));
  await twin.close();
});

describe('a OneLogin that does not look at a parameter', () => {
  const everybody = [1, 2, 3].map((id) => aOneLoginUser(id));
  const roles = whole([{ id: 5, name: 'Engineering', users: [1] }]);
  const deaf = (path: string): FakeReply | undefined => {
    if (path.startsWith('/api/2/roles')) return roles;
    return path.startsWith('/api/2/users') ? whole(everybody) : undefined;
  };

  test('never reads everybody instead: the setting is rejected', async () => {
    const { connector } = fakeOneLogin(deaf, { settings: forUsers('external_id=7') });
    for (const failure of [
      await failureFrom(connector.checkQueries()),
      await failureFrom(readDirectory(() => connector)),
    ]) {
      expect(failure).toMatchObject({ kind: 'settings-rejected', field: field.users });
      expect(failure.message).toContain('does not look at "external_id"');
    }
  });

  test('nor every role', async () => {
    const { connector } = fakeOneLogin(deaf, { settings: forRoles('name=Eng*') });
    expect(await failureFrom(readDirectory(() => connector))).toMatchObject({
      kind: 'settings-rejected',
      field: field.roles,
    });
  });
});

test('where the query is not kept to beside ids, the whole of it is read for people asked for by id', async () => {
  const inSales = [1, 2].map((id) => aOneLoginUser(id));
  const { connector } = fakeOneLogin(
    (path) => {
      const query = new URLSearchParams(path.split('?')[1]);
      const ids = query.get('user_ids');
      if (path.startsWith('/api/2/roles')) return whole([]);
      if (ids !== null) return whole(ids.split(',').map((id) => aOneLoginUser(Number(id))));
      if (path.startsWith('/api/2/users')) return whole(query.get('firstname') === 'Jo*' ? inSales : []);
      return undefined;
    },
    { settings: forUsers('firstname=Jo*') },
  );
  expect([...gather(await connector.readUsers(['2', '3'])).users.keys()]).toEqual(['2']);
});

test('an account with version 1 only cannot take a query', async () => {
  const { connector } = fakeOneLogin(() => undefined, { settings: forUsers('firstname=Jo*') });
  const failure = await failureFrom(connector.checkQueries());
  expect(failure).toMatchObject({ kind: 'settings-rejected', field: field.users });
  expect(failure.message).toContain('has no version 2');
});
