import { get as httpGet, type IncomingMessage } from 'node:http';
import { demoOktaGroupIds, demoOktaUserId, type OktaSimulator } from '../../../dev/simulators';
import { apiToken, each, get, linkOf, pagesFrom, startDemo } from './okta-support';
import { ask } from './support';

let okta: OktaSimulator;

beforeAll(async () => {
  okta = await startDemo();
});
afterAll(() => okta.close());
beforeEach(() => okta.reset());

const { sales, everyone } = demoOktaGroupIds;
const namesOf = (pages: Awaited<ReturnType<typeof pagesFrom>>, field: string) =>
  pages.flatMap((page) => each(page, field));

describe('a page of users', () => {
  test('has Link headers of its own for itself and for the next one', async () => {
    const response = await new Promise<IncomingMessage>((resolve) => {
      httpGet(`${okta.url}/api/v1/users?limit=2`, { headers: apiToken }, resolve);
    });
    response.resume();
    const links = response.rawHeaders.filter((_, index) => response.rawHeaders[index - 1] === 'Link');
    expect(links).toEqual([
      `<${okta.url}/api/v1/users?limit=2>; rel="self"`,
      expect.stringMatching(/^<http:.*\/api\/v1\/users\?limit=2&after=\w+>; rel="next"$/),
    ]);
  });

  test('leads through everybody once, and the last page has no next link', async () => {
    const pages = await pagesFrom(await get(okta, '/api/v1/users', { limit: '7' }));
    expect(pages.map((page) => each(page, 'id').length)).toEqual([7, 7, 7, 5]);
    expect(namesOf(pages, 'id')).toEqual(okta.state.userIds());
    expect(linkOf(pages[3] ?? (await get(okta, '/')), 'self')).toContain('/api/v1/users?limit=7');
  });

  test('is in the shape of the specification', async () => {
    const id = demoOktaUserId('Rosa');
    const { body } = await get(okta, '/api/v1/users', { filter: `id eq "${id}"` });
    expect(body).toEqual([
      {
        id,
        status: 'STAGED',
        created: '2026-06-01T08:00:00.000Z',
        activated: null,
        statusChanged: null,
        lastLogin: null,
        lastUpdated: '2026-06-01T08:17:00.000Z',
        passwordChanged: null,
        type: { id: expect.stringMatching(/^oty\w{17}$/) },
        profile: {
          firstName: 'Rosa',
          lastName: 'Almeida',
          mobilePhone: null,
          secondEmail: null,
          department: 'Support',
          login: 'rosa@lighthouse.example',
          email: 'rosa@lighthouse.example',
        },
        credentials: { password: {}, provider: { type: 'OKTA', name: 'OKTA' } },
        _links: { self: { href: `${okta.url}/api/v1/users/${id}` } },
      },
    ]);
  });

  test('hides the deactivated unless filter or search ask', async () => {
    const marek = demoOktaUserId('Marek');
    okta.state.deactivate(marek);
    expect(each(await get(okta, '/api/v1/users'), 'id')).not.toContain(marek);
    expect(each(await get(okta, '/api/v1/users', { q: 'marek' }), 'id')).toEqual([]);
    for (const name of ['filter', 'search']) {
      const found = await get(okta, '/api/v1/users', { [name]: 'status eq "DEPROVISIONED"' });
      expect(each(found, 'id')).toEqual([marek]);
    }
    okta.state.activate(marek);
    expect(each(await get(okta, '/api/v1/users'), 'id')).toContain(marek);
  });

  test('does not shift when somebody of an earlier page goes, and shows who comes', async () => {
    const first = await get(okta, '/api/v1/users', { limit: '10' });
    const [someone] = okta.state.userIds();
    okta.state.deactivate(someone ?? '');
    okta.state.deleteUser(someone ?? '');
    const added = okta.state.addUser({
      profile: { login: 'new@lighthouse.example', firstName: 'New', lastName: 'Hire' },
    });
    const ids = namesOf(await pagesFrom(first), 'id');
    expect(ids).toHaveLength(27);
    expect(new Set(ids)).toEqual(new Set([someone, ...okta.state.userIds()]));
    expect(ids.at(-1)).toBe(added.id);
  });

  test('finds by the beginning of a name or address with q, ten at most, without pages', async () => {
    expect(each(await get(okta, '/api/v1/users', { q: 'jonas@' }), 'profile.firstName')).toEqual(['Jonas']);
    expect(each(await get(okta, '/api/v1/users', { q: 'MÜL' }), 'profile.firstName')).toEqual(['Grete']);
    for (let number = 0; number < 12; number += 1)
      okta.state.addUser({
        profile: { login: `temp${number}@x.example`, firstName: 'Temp', lastName: 'Worker' },
      });
    const many = await get(okta, '/api/v1/users', { q: 'temp' });
    expect(each(many, 'id')).toHaveLength(10);
    expect(linkOf(many, 'next')).toBeUndefined();
    expect(each(await get(okta, '/api/v1/users', { q: 'temp', limit: '12' }), 'id')).toHaveLength(12);
  });

  test.each(['limit=0', 'limit=-1', 'limit=many'])('with %s is refused', async (query) => {
    expect(await ask(`${okta.url}/api/v1/users?${query}`, { headers: apiToken })).toMatchObject({
      status: 400,
      body: { errorCode: 'E0000001', errorSummary: 'Api validation failed: limit', errorLink: 'E0000001' },
    });
  });

  test('with a cursor that is none of ours is refused', async () => {
    expect(await get(okta, '/api/v1/users', { after: 'nonsense' })).toMatchObject({
      status: 400,
      body: { errorCode: 'E0000053', errorCauses: [] },
    });
  });

  test('holds 200 at most', async () => {
    for (let number = 0; number < 200; number += 1)
      okta.state.addUser({ profile: { login: `n${number}@x.example`, firstName: 'N', lastName: 'N' } });
    const page = await get(okta, '/api/v1/users', { limit: '1000' });
    expect(each(page, 'id')).toHaveLength(200);
    expect(namesOf(await pagesFrom(page), 'id')).toHaveLength(226);
  });
});

describe('a user', () => {
  test('is found by id, login or the short login, and brings links of what may be done', async () => {
    const id = demoOktaUserId('Marek');
    for (const key of [id, 'MAREK@lighthouse.example', 'marek']) {
      const { body } = await get(okta, `/api/v1/users/${encodeURIComponent(key)}`);
      expect(body).toMatchObject({ id, _links: { unsuspend: { method: 'POST' } } });
    }
  });

  test('who is not there is 404', async () => {
    expect(await get(okta, '/api/v1/users/nobody')).toMatchObject({
      status: 404,
      body: { errorCode: 'E0000007', errorSummary: 'Not found: Resource not found: nobody (User)' },
    });
  });

  test('has groups, the built-in one among them', async () => {
    const names = each(await get(okta, `/api/v1/users/${demoOktaUserId('Chiara')}/groups`), 'profile.name');
    expect(new Set(names)).toEqual(new Set(['Everyone', 'Engineering', 'Everyone at Lighthouse', 'On call']));
  });
});

describe('groups', () => {
  test('come in pages, of all three types', async () => {
    const pages = await pagesFrom(await get(okta, '/api/v1/groups', { limit: '4' }));
    expect(namesOf(pages, 'id')).toEqual(okta.state.groupIds());
    expect(new Set(namesOf(pages, 'type'))).toEqual(new Set(['BUILT_IN', 'OKTA_GROUP', 'APP_GROUP']));
  });

  test('are in the shape of the specification; one from a directory has its attributes', async () => {
    const { body } = await get(okta, `/api/v1/groups/${sales}`);
    const href = `${okta.url}/api/v1/groups/${sales}`;
    expect(body).toMatchObject({
      id: sales,
      objectClass: ['okta:user_group'],
      type: 'OKTA_GROUP',
      profile: { name: 'Sales, Europe', description: null },
      _links: { users: { href: `${href}/users` }, apps: { href: `${href}/apps` } },
    });
    const imported = await get(okta, '/api/v1/groups', { filter: 'type eq "APP_GROUP"' });
    expect(each(imported, 'profile.dn')).toContain(
      String.raw`CN=Sales\, Europe,OU=Groups,DC=lighthouse,DC=example`,
    );
    expect(each(imported, 'objectClass')).toContainEqual(['okta:windows_security_principal']);
  });

  test('tell their size when asked', async () => {
    const answer = await get(okta, '/api/v1/groups', { filter: `id eq "${sales}"`, expand: 'stats' });
    expect(each(answer, '_embedded.stats.usersCount')).toEqual([okta.state.memberIds(sales).length]);
  });

  test('come 10,000 at most: more is refused', async () => {
    expect((await get(okta, '/api/v1/groups', { limit: '10000' })).status).toBe(200);
    expect((await get(okta, '/api/v1/groups', { limit: '10001' })).status).toBe(400);
  });
});

describe('members', () => {
  test('come in pages; a group without any is an empty list', async () => {
    const pages = await pagesFrom(await get(okta, `/api/v1/groups/${everyone}/users`, { limit: '10' }));
    expect(namesOf(pages, 'id')).toEqual(okta.state.memberIds(everyone));
    const { id } = okta.state.addGroup({ name: 'Nobody' });
    const none = await get(okta, `/api/v1/groups/${id}/users`);
    expect([none.status, none.body, linkOf(none, 'next')]).toEqual([200, [], undefined]);
  });

  test('stay when they are deactivated', async () => {
    const marek = demoOktaUserId('Marek');
    okta.state.deactivate(marek);
    const members = await get(okta, `/api/v1/groups/${sales}/users`);
    expect(members.body).toContainEqual(expect.objectContaining({ id: marek, status: 'DEPROVISIONED' }));
  });

  test('of a group that is deleted in the middle of the read are 404', async () => {
    const first = await get(okta, `/api/v1/groups/${sales}/users`, { limit: '2' });
    okta.state.removeGroup(sales);
    expect(await ask(linkOf(first, 'next') ?? '', { headers: apiToken })).toMatchObject({
      status: 404,
      body: { errorCode: 'E0000007', errorSummary: `Not found: Resource not found: ${sales} (UserGroup)` },
    });
  });
});
