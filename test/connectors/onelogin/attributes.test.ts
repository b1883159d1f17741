import { createMemberships } from '../../../src/domain/memberships';
import { aOneLoginUser, envelope, fakeOneLogin, wholeList } from '../../support/fake-onelogin';
import { failureFrom } from '../../support/fake-http';
import { readDirectory } from '../../support/read-directory';

const roles = (path: string) =>
  path.startsWith('/api/2/roles') ? wholeList([{ id: 1, name: 'Designers', users: [1] }]) : undefined;
const asked =
  'fields=id,username,email,firstname,lastname,status,state,group_id,member_of,department,custom_attributes';
const attributes = ['department', 'custom_attributes.floor'];

describe('attributes of people in OneLogin', () => {
  test('are asked for by "fields" on each page, and nothing besides', async () => {
    const { connector, reads } = fakeOneLogin(
      (path) => {
        if (path.includes('custom_attributes') && !path.includes('fields'))
          return wholeList([{ shortname: 'floor' }]);
        if (!path.startsWith('/api/2/users')) return roles(path);
        const isLast = path.includes('cursor=next');
        const user = aOneLoginUser(isLast ? 2 : 1, {
          department: 'Sales',
          custom_attributes: isLast ? null : { floor: 3, other: 'x' },
        });
        return {
          body: [user],
          headers: { 'total-count': '2', ...(isLast ? {} : { 'after-cursor': 'next' }) },
        };
      },
      { attributes },
    );
    const { users } = await readDirectory(() => connector);
    expect(users.get('1')?.attributes).toEqual({ department: ['Sales'], 'custom_attributes.floor': ['3'] });
    expect(users.get('2')?.attributes).toEqual({ department: ['Sales'] });
    expect(reads().filter((path) => path.startsWith('/api/2/users'))).toEqual([
      '/api/2/users/custom_attributes',
      `/api/2/users?${asked}&limit=1000`,
      `/api/2/users?${asked}&cursor=next`,
    ]);
  });

  test('that do not come although they are asked for are refused, not taken for empty', async () => {
    const { connector } = fakeOneLogin(
      (path) => (path.startsWith('/api/2/users') ? wholeList([aOneLoginUser(1)]) : roles(path)),
      { attributes: ['department'] },
    );
    const failure = await failureFrom(readDirectory(() => connector));
    expect(failure).toMatchObject({ kind: 'settings-rejected', field: 'rules.conditions' });
    expect(failure.message).toContain('does not tell the attribute "department"');
  });

  test.each(['departmnt', 'Department', 'department&limit=1', 'password'])(
    'called %s are refused before anybody is read',
    async (name) => {
      const { connector, reads } = fakeOneLogin(roles, { attributes: [name] });
      const failure = await failureFrom(readDirectory(() => connector));
      expect(failure).toMatchObject({ kind: 'settings-rejected', field: 'rules.conditions' });
      expect(failure.message).toContain(`"${name}"`);
      expect(reads().filter((path) => path.includes('users?'))).toEqual([]);
    },
  );

  test('come with version 1 where only that is there', async () => {
    const record = aOneLoginUser(1, { role_id: [1], department: 'Sales', custom_attributes: { floor: '3' } });
    const { connector } = fakeOneLogin(
      (path) => {
        if (path === '/api/1/users/custom_attributes') return envelope([['floor', 'branch']]);
        if (path.startsWith('/api/1/users')) return envelope([record]);
        return path.startsWith('/api/1/roles') ? envelope([{ id: 1, name: 'Designers' }]) : undefined;
      },
      { attributes },
    );
    const { users } = await readDirectory(() => connector);
    expect(users.get('1')?.attributes).toEqual({ department: ['Sales'], 'custom_attributes.floor': ['3'] });
  });

  test('of which OneLogin has no list are looked for in the records', async () => {
    const record = aOneLoginUser(1, { custom_attributes: { floor: '3' } });
    const { connector } = fakeOneLogin(
      (path) => (path.startsWith('/api/2/users?') ? wholeList([record]) : roles(path)),
      { attributes: ['custom_attributes.floor'] },
    );
    const { users } = await readDirectory(() => connector);
    expect(users.get('1')?.attributes).toEqual({ 'custom_attributes.floor': ['3'] });
  });

  test.each(['departmnt', 'custom_attributes.flor'])('are refused for one person too: %s', async (name) => {
    const { connector } = fakeOneLogin(
      (path) => {
        if (path.endsWith('custom_attributes')) return wholeList([{ shortname: 'floor' }]);
        const record = aOneLoginUser(1, { custom_attributes: { floor: 3 } });
        if (path === '/api/2/users/1') return { body: { ...record, role_ids: [1] } };
        return path.startsWith('/api/2/users') ? wholeList([record]) : roles(path);
      },
      { attributes: [name] },
    );
    const failure = await failureFrom(connector.readPerson('1'));
    expect(failure).toMatchObject({ kind: 'settings-rejected', field: 'rules.conditions' });
  });

  test.each([
    [['department'], []],
    [attributes, ['/api/2/users/custom_attributes']],
  ])('cost a read of changes a call where custom ones are among them: %s', async (names, calls) => {
    const { connector, reads } = fakeOneLogin(
      (path) => (path.endsWith('custom_attributes') ? wholeList([{ shortname: 'floor' }]) : roles(path)),
      { attributes: names },
    );
    const marks = { people: JSON.stringify({ atMs: 1_800_000_000_000 }) };
    const members = createMemberships();
    members.add('role:1', ['1']);
    const groups = [{ id: 'role:1', kind: 'role', name: 'Designers' }];
    await connector.planPeople({ groups, members, unclear: new Map(), told: new Map() }, marks);
    expect(reads()).toEqual(calls);
  });
});
