import {
  entraTenantOf,
  generateCompany,
  oktaOrgOf,
  startEntra,
  startOkta,
  startOneLogin,
  type EntraSimulator,
  type EntraUser,
} from '../../../dev/simulators';
import { entraHeaders, pageOf } from './entra-support';
import { ask, signIn } from './support';

const company = generateCompany({ users: 30, groups: 4, seed: 3 });
const [somebody] = company.people;
if (somebody === undefined) throw new Error('the company is empty');

describe('what the twins tell of people on request', () => {
  test('OneLogin: fields that its list leaves out, and which custom attributes there are', async () => {
    const onelogin = await startOneLogin({ company });
    onelogin.state.changePerson(somebody.id, { company: 'Acme', customAttributes: { floor: '3' } });
    onelogin.state.defineCustomAttribute('badge');
    const headers = await signIn(onelogin);
    const get = async (path: string) => (await ask(onelogin.url + path, { headers })).body;
    const ids = `/api/2/users?user_ids=${somebody.id}`;
    expect(await get(`${ids}&fields=company,custom_attributes,role_ids`)).toEqual([
      {
        id: somebody.id,
        company: 'Acme',
        custom_attributes: { floor: '3' },
        role_ids: onelogin.state.roleIdsOf(somebody.id),
      },
    ]);
    expect(JSON.stringify(await get(ids))).not.toContain('custom_attributes');
    expect(await get('/api/2/users/custom_attributes')).toMatchObject([
      { shortname: 'badge' },
      { shortname: 'floor' },
    ]);
    expect(await get('/api/1/users/custom_attributes')).toMatchObject({ data: [['badge', 'floor']] });
    await onelogin.close();
  });

  test('Okta: the schema of profiles, and the groups of a user in pages', async () => {
    const okta = await startOkta({
      org: oktaOrgOf(company),
      pageCap: { users: 9, groups: 1, members: 9, logs: 9 },
    });
    const [id = ''] = okta.state.liveUserIds();
    okta.state.changeProfile(id, { badge: 7, floors: ['3', '4'] });
    const headers = { authorization: 'SSWS token' };
    const schema = await ask(`${okta.url}/api/v1/meta/schemas/user/default`, { headers });
    expect(schema.body).toMatchObject({
      definitions: {
        base: { properties: { department: {} } },
        custom: { properties: { badge: {}, floors: {} } },
      },
    });
    const found = await ask(
      `${okta.url}/api/v1/users?search=${encodeURIComponent('profile.floors eq "4"')}`,
      {
        headers,
      },
    );
    expect(found.body).toMatchObject([{ id, profile: { badge: 7, floors: ['3', '4'] } }]);
    const groups = await ask(`${okta.url}/api/v1/users/${id}/groups`, { headers });
    expect(groups.body).toHaveLength(1);
    expect(groups.headers.get('link')).toContain('rel="next"');
    await okta.close();
  });
});

describe('what the Entra twin says a user is in', () => {
  const permissions = [
    'User.Read.All',
    'GroupMember.Read.All',
    'Directory.Read.All',
    'Organization.Read.All',
  ];
  const deep = '/transitiveMemberOf?$select=id,securityEnabled';
  let entra: EntraSimulator;
  let user: EntraUser;
  let groupIds: readonly string[];

  beforeAll(async () => {
    const applications = permissions.map((role) => ({
      clientId: role,
      secrets: [{ value: 'secret' }],
      roles: [role],
    }));
    entra = await startEntra({ tenant: entraTenantOf(company), applications });
    groupIds = [
      entra.state.addGroup({ displayName: 'Inner' }),
      entra.state.addGroup({ displayName: 'Outer' }),
    ].map(({ id }) => id);
    user = entra.state.addUser({ displayName: 'Nova', employeeOrgData: { division: 'West' } });
    entra.state.join(groupIds[0] ?? '', [user.id]);
    entra.state.join(groupIds[1] ?? '', groupIds.slice(0, 1));
  });
  afterAll(() => entra.close());

  const get = async (permission: string, path: string) => {
    const headers = await entraHeaders(entra, { client_id: permission, client_secret: 'secret' });
    return ask(`${entra.url}/v1.0/users/${user.id}${path}`, { headers });
  };

  test('at any depth, to who may read groups, and by id only to who may read users', async () => {
    const [inner, outer] = groupIds;
    const type = '#microsoft.graph.group';
    expect((await get('GroupMember.Read.All', deep)).body).toMatchObject({
      value: [
        { '@odata.type': type, id: inner, securityEnabled: true },
        { id: outer, securityEnabled: true },
      ],
    });
    expect((await get('User.Read.All', deep)).body).toMatchObject({
      value: [
        { '@odata.type': type, id: inner },
        { '@odata.type': type, id: outer },
      ],
    });
    expect((await get('User.Read.All', deep)).text).not.toContain('"securityEnabled":');
    expect((await get('Organization.Read.All', deep)).status).toBe(403);
  });

  test('directly, only to who may read the directory', async () => {
    expect((await get('GroupMember.Read.All', '/memberOf')).status).toBe(403);
    expect(pageOf(await get('Directory.Read.All', '/memberOf')).value.map(({ id }) => id)).toEqual(
      groupIds.slice(0, 1),
    );
  });

  test('and properties with parts, where they are selected', async () => {
    expect((await get('User.Read.All', '?$select=employeeOrgData')).body).toMatchObject({
      employeeOrgData: { division: 'West' },
    });
  });
});
