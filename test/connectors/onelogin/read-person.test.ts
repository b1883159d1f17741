import { aOneLoginUser, envelope, fakeOneLogin, wholeList } from '../../support/fake-onelogin';
import { failureFrom } from '../../support/fake-http';
import { gather } from '../../support/read-directory';
import { startOneLoginTwin } from '../../support/onelogin-twin';

const role = (id: number) => ({ id, name: `Role ${id}` });
/** Version 2 with one person, who has these roles. */
const withRoles =
  (...roleIds: readonly number[]) =>
  (path: string) => {
    if (path === '/api/2/users/1') return { body: { ...aOneLoginUser(1), role_ids: roleIds } };
    if (path.startsWith('/api/2/users')) return wholeList([aOneLoginUser(1)]);
    return path.startsWith('/api/2/roles') ? wholeList([role(7), role(8)]) : undefined;
  };

describe('one person of OneLogin', () => {
  test('has the roles of their own record, with names', async () => {
    const { connector, reads } = fakeOneLogin(withRoles(8));
    const { members, groups } = gather((await connector.readPerson('1')) ?? []);
    expect([...members]).toEqual([['role:8', ['1']]]);
    expect(groups.get('role:8')?.name).toBe('Role 8');
    expect(reads()).toEqual([
      '/api/2/users?user_ids=1&limit=1000',
      '/api/2/roles?limit=650',
      '/api/2/users/1',
    ]);
  });

  test('whose role is not in the list of roles is not read, rather than with less', async () => {
    const { connector } = fakeOneLogin(withRoles(8, 9));
    expect((await failureFrom(connector.readPerson('1'))).kind).toBe('incomplete-read');
  });

  test('is not read where the list of roles comes short', async () => {
    const { connector } = fakeOneLogin((path) =>
      path.startsWith('/api/2/roles?limit=650&page=2')
        ? { body: [], headers: { 'total-count': '2' } }
        : path.startsWith('/api/2/roles?limit=650')
          ? { body: [role(8)], headers: { 'total-count': '2' } }
          : withRoles(8)(path),
    );
    expect((await failureFrom(connector.readPerson('1'))).kind).toBe('incomplete-read');
  });

  test('has only roles that the query for roles names', async () => {
    const settings = { filters: { groups: { query: 'name=Role 7' } } };
    const { connector } = fakeOneLogin(
      (path) => (path.startsWith('/api/2/roles?name=') ? wholeList([role(7)]) : withRoles(7, 8)(path)),
      { settings },
    );
    const { members } = gather((await connector.readPerson('1')) ?? []);
    expect([...members.keys()]).toEqual(['role:7']);
  });

  test('whom the query for users does not name is nobody', async () => {
    const twin = await startOneLoginTwin({ users: 12, groups: 3 });
    const [named, other] = twin.simulator.state.personIds();
    const first = twin.simulator.state.person(named ?? 0)?.firstname ?? '';
    twin.simulator.state.changePerson(other ?? 0, { firstname: `Not ${first}` });
    const connector = twin.with({ filters: { users: { query: `firstname=${first}` } } });
    expect(await connector.readPerson(String(other))).toBeUndefined();
    expect(gather((await connector.readPerson(String(named))) ?? []).users.size).toBe(1);
    await twin.close();
  });

  test('has the roles of version 1 where only that lists roles', async () => {
    const { connector } = fakeOneLogin((path) => {
      if (path === '/api/1/users/1') return envelope([aOneLoginUser(1, { role_id: [8] })]);
      if (path.startsWith('/api/1/users?')) return envelope([]);
      return path.startsWith('/api/1/roles') ? envelope([role(7), role(8)]) : undefined;
    });
    const { members, groups } = gather((await connector.readPerson('1')) ?? []);
    expect([...members]).toEqual([['role:8', ['1']]]);
    expect(groups.get('role:8')?.name).toBe('Role 8');
  });

  test.each([
    ['a web page', { status: 404, body: '<html>not found</html>' }],
    ['not found', { status: 404, body: { statusCode: 404, name: 'NotFoundError', message: 'Not Found' } }],
  ])('who is still listed is not taken for gone where 404 says %s', async (_, answer) => {
    const { connector } = fakeOneLogin((path) => (path === '/api/2/users/1' ? answer : withRoles(8)(path)));
    expect((await failureFrom(connector.readPerson('1'))).kind).toBe('incomplete-read');
  });

  test('who is listed by version 1 is not taken for gone either', async () => {
    const { connector } = fakeOneLogin((path) => {
      if (path.startsWith('/api/2/users?')) return wholeList([aOneLoginUser(1)]);
      if (path.startsWith('/api/1/users?')) return envelope([]);
      return path.startsWith('/api/1/roles') ? envelope([role(7)]) : undefined;
    });
    expect((await failureFrom(connector.readPerson('1'))).kind).toBe('incomplete-read');
  });

  test('who was deleted since they were found is gone when the list says the same', async () => {
    let isGone = false;
    const { connector } = fakeOneLogin((path) => {
      if (path.startsWith('/api/2/users?')) return wholeList(isGone ? [] : [aOneLoginUser(1)]);
      if (path !== '/api/2/users/1') return withRoles(8)(path);
      isGone = true;
      return undefined;
    });
    expect(await connector.readPerson('1')).toBeUndefined();
  });

  test('is told to be unreadable where the credential may not read', async () => {
    const { connector } = fakeOneLogin((path) =>
      path.startsWith('/api') ? { status: 403, body: { message: 'Forbidden' } } : undefined,
    );
    expect((await failureFrom(connector.readPerson('1'))).kind).toBe('access-missing');
  });

  test('has the group and the member_of groups of their record where these are synchronised', async () => {
    const person = { ...aOneLoginUser(1, { group_id: 5, member_of: 'CN=Sales,DC=acme' }), role_ids: [] };
    const { connector } = fakeOneLogin(
      (path) => {
        if (path === '/api/2/users/1') return { body: person };
        if (path.startsWith('/api/2/users')) return wholeList([person]);
        if (path.startsWith('/api/1/groups'))
          return envelope([
            { id: 4, name: 'Other' },
            { id: 5, name: 'Strict' },
          ]);
        return path.startsWith('/api/2/roles') ? wholeList([]) : undefined;
      },
      { settings: { groupSources: ['roles', 'group', 'member_of'] } },
    );
    const { members, groups } = gather((await connector.readPerson('1')) ?? []);
    expect([...members.keys()].toSorted()).toEqual(['group:5', 'member_of:cn=sales,dc=acme']);
    expect([...groups.values()].map(({ name }) => name).toSorted()).toEqual(['Sales', 'Strict']);
  });
});
