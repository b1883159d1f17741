import * as z from 'zod';
import { demoEntraTenant, startEntra, type EntraSimulator } from '../../../dev/simulators';
import { entraHeaders, idsOf, membersOf, pageOf, readAll, signInWith, type Headers } from './entra-support';
import { ask, post } from './support';

const tenant = demoEntraTenant();
let entra: EntraSimulator;
let headers: Headers;

beforeAll(async () => {
  entra = await startEntra({ tenant, pageSizes: { delta: 10, membersPerDeltaPage: 12 } });
});
afterAll(() => entra.close());
beforeEach(async () => {
  entra.reset();
  headers = await entraHeaders(entra);
});

const get = (path: string) => ask(`${entra.url}/v1.0/${path}`, { headers });
const linkOf = async (path: string) => pageOf(await get(path))['@odata.nextLink'] ?? '';
const all = tenant.users.map(({ id }) => id);

describe('faults of Entra', () => {
  test('a link to another host', async () => {
    entra.setFaults([{ route: 'GET /v1.0/users*', times: 'always', effect: { kind: 'foreign-next' } }]);
    expect(new URL(await linkOf('users?$top=5')).host).toBe('graph.elsewhere.example');
    expect(new URL(await linkOf('users/delta')).host).toBe('graph.elsewhere.example');
    expect(pageOf(await get('users'))).not.toHaveProperty('@odata.nextLink');
  });

  test.each(['users?$top=10', 'users/delta'])(
    'the last item of a page comes again on the next: %s',
    async (path) => {
      entra.setFaults([{ effect: { kind: 'repeat-item' } }]);
      const { items } = await readAll(`${entra.url}/v1.0/${path}`, headers);
      expect(idsOf(items)).toEqual([...all.slice(0, 10), ...all.slice(9)]);
    },
  );

  test('a member comes again on the next page of its group', async () => {
    const everyone = tenant.groups.find(({ displayName }) => displayName === 'Everyone at Lighthouse');
    const id = everyone?.id ?? '';
    const expected = everyone?.memberIds ?? [];
    const told = membersOf((await readAll(`${entra.url}/v1.0/groups/delta`, headers)).items, id);
    expect(told).toEqual(expected);
    entra.setFaults([{ route: 'GET /v1.0/groups/delta', times: 'always', effect: { kind: 'repeat-item' } }]);
    const first = pageOf(await get(`groups/delta?$filter=id eq '${id}'`));
    entra.setFaults([]);
    const rest = await readAll(first['@odata.nextLink'] ?? '', headers);
    const seen = membersOf([...first.value, ...rest.items], id);
    expect(seen.length).toBe(expected.length + 1);
    expect(new Set(seen)).toEqual(new Set(expected));
  });

  test('a link that leads to the same page', async () => {
    entra.setFaults([{ effect: { kind: 'cursor-loop' } }]);
    const first = pageOf(await get('users?$top=5&$select=id'));
    const second = pageOf(await ask(first['@odata.nextLink'] ?? '', { headers }));
    expect(second.value).toEqual(first.value);
  });

  test.each(['users?$top=10', 'users/delta'])('on one page only: %s', async (path) => {
    entra.setFaults([{ page: 2, times: 'always', effect: { kind: 'status', status: 503 } }]);
    const [first, link] = [await get(path), await linkOf(path)];
    expect([first.status, (await ask(link, { headers })).status]).toEqual([200, 503]);
    entra.setFaults([{ page: 3, times: 'always', effect: { kind: 'status', status: 503 } }]);
    const second = await ask(link, { headers });
    const third = await ask(pageOf(second)['@odata.nextLink'] ?? '', { headers });
    expect([second.status, third.status]).toEqual([200, 503]);
  });

  test('a delta link that is gone, with the way to begin anew', async () => {
    const { deltaLink } = await readAll(`${entra.url}/v1.0/users/delta`, headers);
    entra.setFaults([{ route: 'GET /v1.0/users/delta', effect: { kind: 'gone' } }]);
    const gone = await ask(deltaLink, { headers });
    expect([gone.status, gone.headers.get('location')]).toEqual([
      410,
      `${entra.url}/v1.0/users/delta?$deltatoken=`,
    ]);
    expect((await ask(deltaLink, { headers })).status).toBe(200);
  });

  test('a count that lies', async () => {
    entra.setFaults([{ effect: { kind: 'total-count', add: -3 } }]);
    const path = `${entra.url}/v1.0/users?$count=true`;
    const answer = await ask(path, { headers: { ...headers, ConsistencyLevel: 'eventual' } });
    expect(pageOf(answer)['@odata.count']).toBe(all.length - 3);
  });

  test('a token that ends in the middle; the next sign-in gives another', async () => {
    entra.setFaults([{ route: 'GET /v1.0/users', nth: 2, effect: { kind: 'expired-token' } }]);
    const statuses = [];
    for (let call = 0; call < 3; call += 1) statuses.push((await get('users')).status);
    expect(statuses).toEqual([200, 401, 401]);
    headers = await entraHeaders(entra);
    expect((await get('users')).status).toBe(200);
  });

  test.each([
    [429, 'TooManyRequests'],
    [403, 'Authorization_RequestDenied'],
    [503, 'serviceNotAvailable'],
    [500, 'UnknownError'],
  ])('status %i in the words of Graph', async (status, code) => {
    entra.setFaults([
      { route: 'GET /v1.0/groups', effect: { kind: 'status', status, retryAfterSeconds: 3 } },
    ]);
    const answer = await get('groups');
    expect(answer).toMatchObject({ status, body: { error: { code, innerError: expect.any(Object) } } });
    expect(answer.headers.get('retry-after')).toBe('3');
  });

  test('a sign-in that fails or is cut off', async () => {
    entra.setFaults([
      { route: 'POST *', effect: { kind: 'status', status: 503 } },
      { route: 'POST *', nth: 2, effect: { kind: 'wrong-json' } },
    ]);
    const pair = { client_id: 'a', client_secret: 'b' };
    expect((await signInWith(entra, pair)).status).toBe(503);
    expect((await signInWith(entra, pair)).body).not.toHaveProperty('access_token');
    expect((await signInWith(entra, pair)).body).toHaveProperty('access_token');
  });
});

const control = (name: string, body: unknown) => post(`${entra.url}/__control/${name}`, body);
const withId = z.object({ id: z.string() });

describe('control calls of Entra', () => {
  test('change people', async () => {
    const groupId = tenant.groups[3]?.id ?? '';
    const added = await control('people', {
      action: 'add',
      user: { displayName: 'New Colleague', mail: 'new@lighthouse.example' },
      groupIds: [groupId],
    });
    const { id } = withId.parse(added.body);
    expect(entra.state.members(groupId)).toContainEqual({ id, type: 'user' });
    await control('people', { action: 'change', id, change: { displayName: 'Renamed', mail: null } });
    await control('people', { action: 'disable', id });
    expect(entra.state.user(id)).toMatchObject({ displayName: 'Renamed', accountEnabled: false });
    expect(entra.state.user(id)).not.toHaveProperty('mail');
    await control('people', { action: 'enable', id });
    await control('people', { action: 'delete', id });
    expect(entra.state.user(id)).toBeUndefined();
    await control('people', { action: 'restore', id });
    expect(entra.state.user(id)?.accountEnabled).toBe(true);
    await control('people', { action: 'purge', id });
    expect((await control('people', { action: 'restore', id })).status).toBe(404);
  });

  test('change groups', async () => {
    const memberIds = all.slice(0, 2);
    const added = await control('groups', {
      action: 'add',
      group: { displayName: 'New', kind: 'microsoft365', memberIds },
    });
    const { id } = withId.parse(added.body);
    expect(entra.state.group(id)).toMatchObject({ displayName: 'New', groupTypes: ['Unified'], memberIds });
    await control('groups', { action: 'change', id, change: { displayName: 'Renamed', kind: 'security' } });
    await control('groups', { action: 'join', id, memberIds: all.slice(5, 6) });
    await control('groups', { action: 'leave', id, memberIds: all.slice(0, 1) });
    expect(entra.state.groupNamed('Renamed')).toMatchObject({
      groupTypes: [],
      securityEnabled: true,
      memberIds: [all[1], all[5]],
    });
    await control('groups', { action: 'delete', id });
    expect(entra.state.group(id)).toBeUndefined();
    await control('groups', { action: 'restore', id });
    expect(entra.state.group(id)?.memberIds).toEqual([all[1], all[5]]);
    await control('groups', { action: 'purge', id });
    expect((await control('groups', { action: 'join', id, memberIds: [] })).status).toBe(404);
  });

  test('change limits, pages and the lag', async () => {
    await control('page-sizes', { delta: 4 });
    expect(pageOf(await get('users/delta')).value).toHaveLength(4);
    await control('delta-lag', { ms: 60_000 });
    entra.state.addUser({ displayName: 'New' });
    expect(idsOf((await readAll(`${entra.url}/v1.0/users/delta`, headers)).items)).toEqual(all);
    await control('throttle', { unitsPer10s: 1 });
    expect((await get('users')).status).toBe(429);
    await control('tokens', { action: 'revoke-all' });
    expect((await get('groups')).status).toBe(401);
  });

  test('allow only the applications that were named', async () => {
    const app = { clientId: 'the-app', secrets: [{ value: 'the-secret' }], roles: ['User.Read.All'] };
    await control('applications', [app]);
    expect((await signInWith(entra, { client_id: 'any', client_secret: 'x' })).status).toBe(400);
    expect((await signInWith(entra, { client_id: 'the-app', client_secret: 'the-secret' })).status).toBe(200);
    await control('applications', null);
    expect((await signInWith(entra, { client_id: 'any', client_secret: 'x' })).status).toBe(200);
  });

  test('say what is wrong with a body and what does not exist', async () => {
    expect(await control('people', { action: 'fire' })).toMatchObject({
      status: 400,
      body: { error: expect.stringContaining('action') },
    });
    expect((await control('people', { action: 'delete', id: 'nobody' })).status).toBe(404);
    expect((await control('page-sizes', { top: 1000 })).status).toBe(400);
  });

  test('tell the state, and take everything back', async () => {
    entra.state.deleteUser(all[0] ?? '');
    const state = await ask(`${entra.url}/__control/state`);
    expect(state.body).toMatchObject({ id: tenant.id, throttle: { unitsPer10s: 3500 } });
    expect(state.text).not.toContain(all[0]);
    await control('page-sizes', { delta: 1 });
    await control('reset', {});
    headers = await entraHeaders(entra);
    expect(entra.state.snapshot()).toEqual(tenant);
    expect(pageOf(await get('users/delta')).value).toHaveLength(10);
  });
});
