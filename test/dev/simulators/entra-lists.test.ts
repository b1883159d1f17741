import { entraTenantOf, generateCompany, startEntra, type EntraSimulator } from '../../../dev/simulators';
import { entraHeaders, idsOf, pageOf, readAll, type Headers } from './entra-support';
import { ask, type Answer } from './support';

const tenant = entraTenantOf(generateCompany({ users: 230, groups: 30, seed: 9 }));
let entra: EntraSimulator;
let headers: Headers;
let eventual: Headers;

beforeAll(async () => {
  entra = await startEntra({ tenant });
});
afterAll(() => entra.close());
beforeEach(async () => {
  entra.reset();
  headers = await entraHeaders(entra);
  eventual = { ...headers, ConsistencyLevel: 'eventual' };
});

const get = (path: string, more: Headers = headers): Promise<Answer> =>
  ask(`${entra.url}/v1.0/${encodeURI(path)}`, { headers: more });
const ids = async (path: string, more: Headers = headers) => idsOf(pageOf(await get(path, more)).value);
const names = (items: readonly object[]) => Object.keys(items[0] ?? {}).toSorted();

describe('what a list shows', () => {
  test('users come with the usual properties, and the others only when asked for', async () => {
    const usual = pageOf(await get('users')).value;
    expect(names(usual)).toEqual([
      'businessPhones',
      'displayName',
      'givenName',
      'id',
      'jobTitle',
      'mail',
      'mobilePhone',
      'officeLocation',
      'preferredLanguage',
      'surname',
      'userPrincipalName',
    ]);
    const asked = pageOf(await get('users?$select=id,accountEnabled,userType,onPremisesSyncEnabled')).value;
    expect(names(asked)).toEqual(['accountEnabled', 'id', 'onPremisesSyncEnabled', 'userType']);
  });

  test('what was never set is null, and an empty list where it is a list', async () => {
    const { id } = entra.state.addUser({ displayName: 'Bare' });
    expect((await get(`users/${id}?$select=mail,otherMails`)).body).toEqual({
      '@odata.context': `${entra.url}/v1.0/$metadata#users(mail,otherMails)/$entity`,
      mail: null,
      otherMails: [],
    });
  });

  test('groups show their kind in three properties', async () => {
    const all = (await readAll(`${entra.url}/v1.0/groups`, headers)).items;
    const kinds = new Set(
      all.map(({ securityEnabled, mailEnabled, groupTypes }) =>
        JSON.stringify({ securityEnabled, mailEnabled, groupTypes }),
      ),
    );
    expect(kinds).toEqual(
      new Set([
        '{"securityEnabled":true,"mailEnabled":false,"groupTypes":[]}',
        '{"securityEnabled":false,"mailEnabled":true,"groupTypes":["Unified"]}',
        '{"securityEnabled":true,"mailEnabled":true,"groupTypes":[]}',
      ]),
    );
  });

  test('an unknown property is refused, one of another service is not implemented', async () => {
    expect(await get('users?$select=salary')).toMatchObject({
      status: 400,
      body: {
        error: {
          code: 'BadRequest',
          message: expect.stringContaining("a property named 'salary' on type 'microsoft.graph.user'"),
        },
      },
    });
    expect(await get('users?$select=skills')).toMatchObject({
      status: 501,
      body: { error: { code: 'NotImplemented' } },
    });
  });

  test('one user is found by id and by principal name, a deleted one not any more', async () => {
    const user = tenant.users[3];
    expect((await get(`users/${user?.id}`)).body).toMatchObject({
      id: user?.id,
      displayName: user?.displayName,
    });
    expect((await get(`users/${user?.userPrincipalName.toUpperCase()}`)).body).toMatchObject({
      id: user?.id,
    });
    entra.state.deleteUser(user?.id ?? '');
    expect(await get(`users/${user?.id}`)).toMatchObject({
      status: 404,
      body: {
        error: {
          code: 'Request_ResourceNotFound',
          message: `Resource '${user?.id}' does not exist or one of its queried reference-property objects are not present.`,
        },
      },
    });
  });

  test('the organization tells who it is, to those who may ask', async () => {
    expect((await get('organization')).status).toBe(403);
    entra.applications.set([
      { clientId: 'test-app', secrets: [{ value: 'test-secret' }], roles: ['Organization.Read.All'] },
    ]);
    const { body } = await get('organization', await entraHeaders(entra));
    expect(body).toMatchObject({ value: [{ id: tenant.id, displayName: tenant.displayName }] });
  });
});

describe('pages of a list', () => {
  test('have 100 items without a wish, as many as asked for, and up to 999', async () => {
    const all = tenant.users.map(({ id }) => id);
    const byHundred = await readAll(`${entra.url}/v1.0/users`, headers);
    expect(byHundred.pages.map((page) => page.length)).toEqual([100, 100, 30]);
    expect(idsOf(byHundred.items)).toEqual(all);
    const bySome = await readAll(`${entra.url}/v1.0/users?$top=90&$select=id`, headers);
    expect(bySome.items).toEqual(all.map((id) => ({ id })));
    expect(await ids('users?$top=999')).toEqual(all);
  });

  test.each(['$top=1000', '$top=0', '$top=ten'])('refuse ?%s', async (query) => {
    const value = query.slice('$top='.length);
    expect(await get(`users?${query}`)).toMatchObject({
      status: 400,
      body: {
        error: {
          code: 'Request_UnsupportedQuery',
          message: `Invalid page size specified: '${value}'. Must be between 1 and 999 inclusive.`,
        },
      },
    });
  });

  test('miss nobody when somebody is deleted in the middle of a read', async () => {
    const first = pageOf(await get('users?$top=100'));
    entra.state.deleteUser(tenant.users[0]?.id ?? '');
    const rest = await readAll(first['@odata.nextLink'] ?? '', headers);
    expect(idsOf([...first.value, ...rest.items])).toEqual(tenant.users.map(({ id }) => id));
  });

  test('need a token that is of the same question', async () => {
    const link = pageOf(await get('users?$top=100'))['@odata.nextLink'] ?? '';
    const other = await ask(`${link}&$select=id`, { headers });
    expect(other).toMatchObject({ status: 400, body: { error: { code: 'Directory_ExpiredPageToken' } } });
    expect(await get('users?$skiptoken=x')).toMatchObject({ status: 400 });
  });

  test.each(['$skip=5', '$apply=x', '$expand=manager'])('refuse ?%s', async (query) => {
    expect((await get(`users?${query}`)).status).toBe(400);
  });
});

const usersWhere = (test: (user: (typeof tenant.users)[number]) => boolean) =>
  tenant.users.filter(test).map(({ id }) => id);
const groupsWhere = (test: (group: (typeof tenant.groups)[number]) => boolean) =>
  tenant.groups.filter(test).map(({ id }) => id);

describe('filters', () => {
  test.each([
    ['accountEnabled eq false', usersWhere((user) => !user.accountEnabled)],
    ["userType eq 'Guest'", usersWhere((user) => user.userType === 'Guest')],
    [
      "startswith(displayName,'j') and department eq 'sales'",
      usersWhere((user) => user.displayName.toLowerCase().startsWith('j') && user.department === 'Sales'),
    ],
    [
      "department in ('Sales','Legal') or (userType eq 'Guest' and accountEnabled eq true)",
      usersWhere(
        (user) =>
          ['Sales', 'Legal'].includes(user.department ?? '') ||
          (user.userType === 'Guest' && user.accountEnabled),
      ),
    ],
    ['mail eq null', usersWhere((user) => user.mail === undefined)],
    [
      "proxyAddresses/any(p:startswith(p,'smtp:a'))",
      usersWhere((user) =>
        (user.proxyAddresses ?? []).some((each) => each.toLowerCase().startsWith('smtp:a')),
      ),
    ],
    [
      'createdDateTime ge 2025-01-01T00:00:00Z',
      usersWhere((user) => Date.parse(user.createdDateTime) >= Date.UTC(2025, 0, 1)),
    ],
  ])('of users: %s', async (filter, expected) => {
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(tenant.users.length);
    expect(await ids(`users?$top=999&$filter=${filter}`)).toEqual(expected);
  });

  test.each([
    ['securityEnabled eq true', groupsWhere((group) => group.securityEnabled)],
    ["groupTypes/any(c:c eq 'Unified')", groupsWhere((group) => group.groupTypes.includes('Unified'))],
  ])('of groups: %s', async (filter, expected) => {
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(tenant.groups.length);
    expect(await ids(`groups?$top=999&$filter=${filter}`)).toEqual(expected);
  });

  test.each([
    ["userType ne 'Guest'", usersWhere((user) => user.userType !== 'Guest')],
    ["endsWith(mail,'@example.com')", usersWhere((user) => user.mail?.endsWith('@example.com') ?? false)],
    [
      "not startswith(displayName,'A')",
      usersWhere((user) => !user.displayName.toLowerCase().startsWith('a')),
    ],
    [
      "onPremisesExtensionAttributes/extensionAttribute1 eq 'Sales'",
      usersWhere((user) => user.onPremisesExtensionAttributes?.['extensionAttribute1'] === 'Sales'),
    ],
  ])('that are advanced need a header and $count: %s', async (filter, expected) => {
    const refused = { status: 400, body: { error: { code: 'Request_UnsupportedQuery' } } };
    expect(await get(`users?$filter=${filter}`)).toMatchObject(refused);
    expect(await get(`users?$filter=${filter}`, eventual)).toMatchObject(refused);
    expect(await get(`users?$count=true&$filter=${filter}`)).toMatchObject(refused);
    const page = pageOf(await get(`users?$top=999&$count=true&$filter=${filter}`, eventual));
    expect([idsOf(page.value), page['@odata.count']]).toEqual([expected, expected.length]);
  });

  test('quotes inside a text are doubled', async () => {
    const { id } = entra.state.addUser({ displayName: "Conan O'Neill" });
    expect(await ids("users?$filter=displayName eq 'Conan O''Neill'")).toEqual([id]);
  });

  test.each([
    ["displayName equals 'A'", 'BadRequest'],
    ["displayName eq 'A", 'BadRequest'],
    ["(displayName eq 'A'", 'BadRequest'],
    ["nickname eq 'A'", 'BadRequest'],
    ["accountEnabled eq 'true'", 'BadRequest'],
    ["contains(displayName,'A')", 'BadRequest'],
    ["proxyAddresses eq 'smtp:a'", 'Request_UnsupportedQuery'],
    ['assignedLicenses/$count ne 0', 'Request_UnsupportedQuery'],
  ])('are refused: %s', async (filter, code) => {
    const answer = await get(`users?$filter=${filter}`);
    expect(answer).toMatchObject({ status: 400, body: { error: { code } } });
    if (code === 'BadRequest') expect(answer.text).toContain('Invalid filter clause');
  });
});

describe('advanced queries', () => {
  test('a count is a number in plain text, and needs the header', async () => {
    expect((await get('users/$count', eventual)).text).toBe('230');
    const guests = usersWhere((user) => user.userType === 'Guest');
    expect((await get("users/$count?$filter=userType eq 'Guest'", eventual)).text).toBe(
      String(guests.length),
    );
    expect((await get('users/$count')).status).toBe(400);
  });

  test('a list is counted on its first page only', async () => {
    const first = pageOf(await get('users?$count=true&$top=200', eventual));
    expect(first['@odata.count']).toBe(230);
    const second = pageOf(await ask(first['@odata.nextLink'] ?? '', { headers: eventual }));
    expect(second).not.toHaveProperty('@odata.count');
    expect(second.value).toHaveLength(30);
  });

  test('a search needs the header and finds words that begin so', async () => {
    expect(await get('users?$search="displayName:mar"')).toMatchObject({
      status: 400,
      body: { error: { code: 'Request_UnsupportedQuery' } },
    });
    const expected = usersWhere(({ displayName }) => /(^|[^\p{L}])mar/iu.test(displayName));
    expect(expected.length).toBeGreaterThan(0);
    expect(await ids('users?$top=999&$search="displayName:mar"', eventual)).toEqual(expected);
  });

  test('sorting with a filter is advanced, without one it is not', async () => {
    const sorted = tenant.users
      .map(({ displayName }) => displayName)
      .toSorted((a, b) => a.localeCompare(b, 'en'));
    const { items } = await readAll(
      `${entra.url}/v1.0/users?$orderby=displayName&$select=displayName`,
      headers,
    );
    expect(items).toEqual(sorted.map((displayName) => ({ displayName })));
    const query = 'users?$orderby=displayName desc&$filter=accountEnabled eq true';
    expect((await get(query)).status).toBe(400);
    expect((await get(`${query}&$count=true`, eventual)).status).toBe(200);
  });
});

describe('members', () => {
  const nesting = tenant.groups.findIndex((group) =>
    tenant.groups.some(({ id }) => group.memberIds.includes(id)),
  );
  const parent = tenant.groups[nesting];
  const child = tenant.groups[nesting + 1];

  test('are direct and of mixed kinds, each with its type and usual properties', async () => {
    entra.state.join(parent?.id ?? '', [tenant.things[0]?.id ?? '']);
    const { items } = await readAll(`${entra.url}/v1.0/groups/${parent?.id}/members`, headers);
    expect(idsOf(items)).toEqual([...(parent?.memberIds ?? []), tenant.things[0]?.id]);
    expect(new Set(items.map((item) => item['@odata.type']))).toEqual(
      new Set(['#microsoft.graph.user', '#microsoft.graph.group', '#microsoft.graph.device']),
    );
    expect(items.find(({ id }) => id === child?.id)).toMatchObject({
      displayName: child?.displayName,
      groupTypes: [],
    });
    expect(items[0]).toHaveProperty('userPrincipalName');
  });

  test('come with what was selected, and with pages of any size', async () => {
    const { items, pages } = await readAll(
      `${entra.url}/v1.0/groups/${parent?.id}/members?$select=id&$top=10`,
      headers,
    );
    expect(pages.length).toBe(Math.ceil((parent?.memberIds.length ?? 0) / 10));
    expect(idsOf(items)).toEqual(parent?.memberIds);
    expect(names(items)).toEqual(['@odata.type', 'id']);
  });

  test('at any depth are the users and the groups between, each once', async () => {
    const { items } = await readAll(
      `${entra.url}/v1.0/groups/${parent?.id}/transitiveMembers?$select=id`,
      headers,
    );
    const expected = new Set([...(parent?.memberIds ?? []), ...(child?.memberIds ?? [])]);
    expect(new Set(idsOf(items))).toEqual(expected);
    expect(items).toHaveLength(expected.size);
  });

  test('can be cast to users, as an advanced query', async () => {
    const path = `groups/${parent?.id}/transitiveMembers/microsoft.graph.user`;
    expect((await get(path)).status).toBe(400);
    const found = (await get(`${path}?$count=true&$top=999&$select=id`, eventual)).body;
    const expected = entra.state.transitiveUserIds(parent?.id ?? '');
    expect(found).toMatchObject({ '@odata.count': expected.length, value: expected.map((id) => ({ id })) });
    expect((await get(`${path}/$count`, eventual)).text).toBe(String(expected.length));
  });

  test('of a circle of groups end', async () => {
    entra.state.join(child?.id ?? '', [parent?.id ?? '']);
    const { items } = await readAll(
      `${entra.url}/v1.0/groups/${child?.id}/transitiveMembers?$top=999`,
      headers,
    );
    expect(idsOf(items)).toContain(parent?.id);
    expect(idsOf(items)).not.toContain(child?.id);
  });

  test('of a hidden membership are shown with Member.Read.Hidden only', async () => {
    entra.state.changeGroup(parent?.id ?? '', { visibility: 'HiddenMembership' });
    expect(await ids(`groups/${parent?.id}/members`)).toEqual([]);
    const roles = ['GroupMember.Read.All', 'Member.Read.Hidden'];
    entra.applications.set([{ clientId: 'test-app', secrets: [{ value: 'test-secret' }], roles }]);
    const shown = await ids(`groups/${parent?.id}/members?$top=999`, await entraHeaders(entra));
    expect(shown).toEqual(parent?.memberIds);
  });

  test('of a group that is not there are not found', async () => {
    expect(await get('groups/no-group/members')).toMatchObject({
      status: 404,
      body: { error: { code: 'Request_ResourceNotFound' } },
    });
  });
});

test('a path that Graph does not have is refused in its words', async () => {
  expect(await get('people')).toMatchObject({
    status: 400,
    body: { error: { code: 'BadRequest', message: "Resource not found for the segment 'people'." } },
  });
});
