import * as z from 'zod';
import {
  demoAccountId,
  demoCompany,
  demoGroupIds,
  demoRoleIds,
  demoSite,
  startAtlassian,
  startOneLogin,
  type AtlassianSimulator,
  type OneLoginSimulator,
} from '../../../dev/simulators';
import { ask, post, signIn } from './support';

let onelogin: OneLoginSimulator;
let site: AtlassianSimulator;

beforeAll(async () => {
  onelogin = await startOneLogin({ company: demoCompany() });
  site = await startAtlassian({ site: demoSite() });
});
afterAll(() => Promise.all([onelogin.close(), site.close()]));
beforeEach(() => {
  onelogin.reset();
  site.reset();
});

const directory = (what: string, body: unknown) => post(`${onelogin.url}/__control/${what}`, body);
const place = (what: string, body: unknown) => post(`${site.url}/__control/${what}`, body);

describe('the control endpoint of OneLogin', () => {
  test('counts requests by route, not its own, and unknown ones apart', async () => {
    const headers = await signIn(onelogin);
    await ask(`${onelogin.url}/api/2/roles/7001`, { headers });
    await ask(`${onelogin.url}/api/2/roles/7002`, { headers });
    await ask(`${onelogin.url}/somewhere`, { headers });
    const { body } = await ask(`${onelogin.url}/__control/requests`);
    expect(body).toEqual({ 'GET *': 1, 'GET /api/2/roles/{id}': 2, 'POST /auth/oauth2/v2/token': 1 });
    expect(onelogin.requests).toEqual(body);
  });

  test('adds, changes, suspends and removes people', async () => {
    const added = await directory('people', {
      action: 'add',
      person: { firstname: 'New', lastname: 'Hire', email: 'new@lighthouse.example' },
      roleIds: [demoRoleIds.sales],
    });
    const { id } = z.object({ id: z.int() }).parse(added.body);
    expect(onelogin.state.roleIdsOf(id)).toEqual([demoRoleIds.sales]);
    await directory('people', { action: 'change', id, change: { lastname: 'Hired', email: null } });
    expect(onelogin.state.person(id)).toMatchObject({ lastname: 'Hired', status: 1 });
    expect(onelogin.state.person(id)).not.toHaveProperty('email');
    await directory('people', { action: 'suspend', id });
    expect(onelogin.state.person(id)?.status).toBe(2);
    await directory('people', { action: 'remove', id });
    expect(onelogin.state.person(id)).toBeUndefined();
    expect(onelogin.state.memberIds(demoRoleIds.sales)).not.toContain(id);
  });

  test('adds, renames and removes roles; people join and leave', async () => {
    const [someone = 0] = onelogin.state.memberIds(demoRoleIds.finance);
    await directory('roles', { action: 'rename', id: demoRoleIds.finance, name: 'Treasury' });
    await directory('roles', { action: 'leave', id: demoRoleIds.finance, personIds: [someone] });
    await directory('roles', { action: 'join', id: demoRoleIds.sales, personIds: [someone] });
    expect(onelogin.state.roleNamed('Treasury')?.memberIds).not.toContain(someone);
    expect(onelogin.state.memberIds(demoRoleIds.sales)).toContain(someone);
    const { body } = await directory('roles', { action: 'add', name: 'Night shift', memberIds: [someone] });
    const { id } = z.object({ id: z.int() }).parse(body);
    await directory('roles', { action: 'remove', id });
    expect(onelogin.state.role(id)).toBeUndefined();
    expect(onelogin.state.roleIdsOf(someone)).not.toContain(id);
  });

  test('says what is wrong with a body, and what does not exist', async () => {
    const wrong = await directory('people', { action: 'explode', id: 1 });
    expect([wrong.status, wrong.text.includes('action')]).toEqual([400, true]);
    expect(await directory('roles', { action: 'rename', id: 1, name: 'x' })).toMatchObject({
      status: 404,
      body: { error: 'No role 1.' },
    });
    expect((await directory('faults', { faults: [{ effect: { kind: 'gremlins' } }] })).status).toBe(400);
    expect((await directory('nothing', {})).status).toBe(404);
  });

  test('reset brings everything back', async () => {
    const before = (await ask(`${onelogin.url}/__control/state`)).body;
    const headers = await signIn(onelogin);
    onelogin.state.removePerson(onelogin.state.personIds()[0] ?? 0);
    await directory('faults', { faults: [{ times: 'always', effect: { kind: 'status', status: 500 } }] });
    await directory('quota', { limit: 1, remaining: 0 });
    await directory('latency', { ms: 5 });
    await directory('reset', {});
    expect(onelogin.requests).toEqual({});
    expect((await ask(`${onelogin.url}/__control/state`)).body).toEqual(before);
    expect((await ask(`${onelogin.url}/api/2/users`, { headers })).status).toBe(401);
    expect((await ask(`${onelogin.url}/api/2/users`, { headers: await signIn(onelogin) })).status).toBe(200);
  });

  test('latency holds for every answer but its own', async () => {
    await directory('latency', { ms: 60 });
    const start = performance.now();
    await ask(`${onelogin.url}/auth/rate_limit`);
    expect(performance.now() - start).toBeGreaterThanOrEqual(55);
  });
});

describe('the control endpoint of the site', () => {
  test('changes accounts', async () => {
    const nadia = demoAccountId('Nadia');
    await place('people', {
      action: 'change',
      accountId: nadia,
      change: { emailVisible: false, active: false },
    });
    expect(site.state.account(nadia)).toMatchObject({ emailVisible: false, active: false });
    await place('people', { action: 'remove', accountId: nadia });
    expect(site.state.isMember(demoGroupIds.support, nadia)).toBe(false);
    await place('people', {
      action: 'add',
      account: { accountId: 'new-one', displayName: 'New One', email: 'n@x.example' },
    });
    expect(site.state.account('new-one')).toMatchObject({
      accountType: 'atlassian',
      active: true,
      emailVisible: true,
    });
  });

  test('changes groups and keeps their members through a rename', async () => {
    const members = site.state.members(demoGroupIds.support, 'all');
    await place('groups', {
      action: 'change',
      groupId: demoGroupIds.support,
      change: { name: 'Help', accessType: 'admin' },
    });
    expect(site.state.group(demoGroupIds.support)).toMatchObject({ name: 'Help', accessType: 'admin' });
    expect(site.state.members(demoGroupIds.support, 'all')).toEqual(members);
    expect(site.state.groupNamed('Support')).toBeUndefined();
    await place('groups', { action: 'change', groupId: demoGroupIds.support, change: { accessType: null } });
    expect(site.state.group(demoGroupIds.support)).not.toHaveProperty('accessType');
    await place('groups', {
      action: 'join',
      groupId: demoGroupIds.support,
      accountIds: [demoAccountId('Rosa')],
    });
    expect(site.state.isMember(demoGroupIds.support, demoAccountId('Rosa'))).toBe(true);
    await place('groups', { action: 'remove', groupId: demoGroupIds.support });
    expect(site.state.group(demoGroupIds.support)).toBeUndefined();
  });

  test('reset brings everything back', async () => {
    const before = site.state.snapshot();
    await place('groups', {
      action: 'leave',
      groupId: demoGroupIds.support,
      accountIds: [demoAccountId('Nadia')],
    });
    await place('quota', { points: { limit: 1, remaining: 0 } });
    expect((await ask(`${site.url}/rest/api/3/myself`)).status).toBe(429);
    await place('reset', {});
    expect(site.state.snapshot()).toEqual(before);
    expect((await ask(`${site.url}/rest/api/3/myself`)).status).toBe(200);
  });
});
