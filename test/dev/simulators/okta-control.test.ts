import * as z from 'zod';
import { demoOktaGroupIds, demoOktaUserId, type OktaSimulator } from '../../../dev/simulators';
import { aServiceApp, bearerOf, statusOf } from './okta-service-app';
import { apiToken, each, get, startDemo } from './okta-support';
import { ask, post } from './support';

let okta: OktaSimulator;

beforeAll(async () => {
  okta = await startDemo();
});
afterAll(() => okta.close());
beforeEach(() => okta.reset());

const { sales, finance } = demoOktaGroupIds;
const nadia = demoOktaUserId('Nadia');
const control = (what: string, body: unknown) => post(`${okta.url}/__control/${what}`, body);
const idOf = (body: unknown) => z.object({ id: z.string() }).parse(body).id;

test('people are added, changed, moved through the statuses and deleted', async () => {
  const profile = { login: 'new@lighthouse.example', firstName: 'New', lastName: 'Hire', nickName: 'N' };
  const added = await control('people', { action: 'add', person: { profile }, groupIds: [sales] });
  const id = idOf(added.body);
  expect(okta.state.groupIdsOf(id)).toContain(sales);
  await control('people', { action: 'change', id, change: { lastName: 'Hired', nickName: null } });
  expect(okta.state.user(id)?.profile).toEqual({
    login: 'new@lighthouse.example',
    firstName: 'New',
    lastName: 'Hired',
  });
  const statuses: unknown[] = [];
  for (const action of ['suspend', 'unsuspend', 'deactivate', 'activate']) {
    await control('people', { action, id });
    statuses.push(okta.state.user(id)?.status);
  }
  await control('people', { action: 'status', id, status: 'LOCKED_OUT' });
  statuses.push(okta.state.user(id)?.status);
  expect(statuses).toEqual(['SUSPENDED', 'ACTIVE', 'DEPROVISIONED', 'ACTIVE', 'LOCKED_OUT']);
  expect((await control('people', { action: 'delete', id })).body).toEqual({ outcome: 'deactivated' });
  expect((await control('people', { action: 'delete', id })).body).toEqual({ outcome: 'deleted' });
  expect(okta.state.user(id)).toBeUndefined();
});

test('groups are added, renamed and removed; people join and leave', async () => {
  const id = idOf((await control('groups', { action: 'add', name: 'Night', memberIds: [nadia] })).body);
  await control('groups', { action: 'rename', id, name: 'Late' });
  expect(okta.state.group(id)).toMatchObject({ name: 'Late', memberIds: [nadia] });
  await control('groups', { action: 'leave', id, userIds: [nadia] });
  await control('groups', { action: 'join', id: finance, userIds: [nadia] });
  expect([okta.state.memberIds(id), okta.state.memberIds(finance).includes(nadia)]).toEqual([[], true]);
  await control('groups', { action: 'remove', id });
  expect(okta.state.group(id)).toBeUndefined();
});

test('credentials are replaced and tokens end', async () => {
  const app = aServiceApp();
  await control('credentials', { apiTokens: ['other'], clients: [app.client], tokensReadLogs: false });
  expect(await statusOf(okta, '/api/v1/users', apiToken)).toBe(401);
  const other = { authorization: 'SSWS other' };
  expect(await statusOf(okta, '/api/v1/users', other)).toBe(200);
  expect(await statusOf(okta, '/api/v1/logs', other)).toBe(403);
  const bearer = await bearerOf(app, okta, { nowMs: Date.now() });
  expect(await statusOf(okta, '/api/v1/users', bearer)).toBe(200);
  await control('tokens', { action: 'revoke', token: 'other' });
  expect(await statusOf(okta, '/api/v1/users', other)).toBe(401);
  expect(await statusOf(okta, '/api/v1/users', bearer)).toBe(200);
  await control('tokens', { action: 'revoke-all' });
  expect(await statusOf(okta, '/api/v1/users', bearer)).toBe(401);
});

test('limits, page sizes, lags and the clock are set', async () => {
  await control('limits', { users: 1 });
  await get(okta, '/api/v1/users');
  expect((await get(okta, '/api/v1/users')).status).toBe(429);
  await control('limits', { users: 100 });
  await control('page-cap', { users: 3, groups: 2, members: 1, logs: 1 });
  expect(each(await get(okta, '/api/v1/users'), 'id')).toHaveLength(3);
  expect(each(await get(okta, '/api/v1/groups'), 'id')).toHaveLength(2);
  expect(each(await get(okta, `/api/v1/groups/${sales}/users`), 'id')).toHaveLength(1);
  okta.state.suspend(nadia);
  okta.state.unsuspend(nadia);
  expect(each(await get(okta, '/api/v1/logs'), 'uuid')).toHaveLength(1);
  await control('log-lag', { ms: 600_000 });
  expect(each(await get(okta, '/api/v1/logs'), 'uuid')).toHaveLength(0);
  await control('search-lag', { ms: 600_000 });
  okta.state.suspend(nadia);
  const query = { search: `id eq "${nadia}"` };
  expect(each(await get(okta, '/api/v1/users', query), 'status')).toEqual(['ACTIVE']);
  await control('clock-skew', { ms: 86_400_000 });
  const date = Date.parse((await get(okta, '/api/v1/users')).headers.get('date') ?? '');
  expect(date - Date.now()).toBeGreaterThan(86_000_000);
});

test('requests are counted by route', async () => {
  await get(okta, `/api/v1/groups/${sales}/users`);
  await get(okta, `/api/v1/groups/${finance}/users`);
  await get(okta, '/somewhere');
  const { body } = await ask(`${okta.url}/__control/requests`);
  expect(body).toEqual({ 'GET *': 1, 'GET /api/v1/groups/{id}/users': 2 });
  expect(okta.requests).toEqual(body);
});

test('what is wrong with a body is said, and what does not exist', async () => {
  const wrong = await control('people', { action: 'explode', id: nadia });
  expect([wrong.status, wrong.text.includes('action')]).toEqual([400, true]);
  expect((await control('limits', { everything: 1 })).status).toBe(400);
  expect(await control('groups', { action: 'rename', id: '00gnone', name: 'x' })).toMatchObject({
    status: 404,
    body: { error: 'No group 00gnone.' },
  });
});

test('reset brings everything back', async () => {
  const before = (await ask(`${okta.url}/__control/state`)).body;
  expect(before).toMatchObject({ users: { length: 26 }, groups: { length: 9 } });
  okta.state.join(sales, [nadia]);
  await control('credentials', { apiTokens: ['other'] });
  await control('limits', { users: 0 });
  await control('page-cap', { users: 1, groups: 1, members: 1, logs: 1 });
  await control('search-lag', { ms: 5000 });
  await control('clock-skew', { ms: 86_400_000 });
  await control('faults', { faults: [{ times: 'always', effect: { kind: 'status', status: 500 } }] });
  await control('reset', {});
  expect(okta.requests).toEqual({});
  const answer = await get(okta, '/api/v1/users');
  expect(each(answer, 'id')).toHaveLength(26);
  expect(Date.parse(answer.headers.get('date') ?? '')).toBeLessThan(Date.now() + 5000);
  expect((await ask(`${okta.url}/__control/state`)).body).toEqual(before);
});
