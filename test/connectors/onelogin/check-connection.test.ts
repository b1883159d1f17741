import type { OneLoginSettings } from '../../../src/domain/onelogin-settings';
import type { AccessCheck } from '../../../src/domain/target';
import type { FakeReply } from '../../support/fake-http';
import { aOneLoginUser, envelope, fakeOneLogin } from '../../support/fake-onelogin';
import { startOneLoginTwin, type OneLoginTwin } from '../../support/onelogin-twin';

async function check(answers: Readonly<Record<string, FakeReply>>, settings: Partial<OneLoginSettings> = {}) {
  const fake = fakeOneLogin(
    (path) =>
      Object.entries(answers).find(([start]) => path.startsWith(start))?.[1] ??
      fine[path.split('?')[0] ?? ''],
    { settings },
  );
  return fake.connector.test();
}

const fine: Readonly<Record<string, FakeReply>> = {
  '/api/2/users': { body: [aOneLoginUser(1)], headers: { 'Total-Count': '1' } },
  '/api/2/roles': { body: [{ id: 1, name: 'Engineering', users: [1] }], headers: { 'Total-Count': '1' } },
  '/api/1/groups': envelope([{ id: 9, name: 'Staff' }]),
};

function named(checks: readonly AccessCheck[], name: string): AccessCheck {
  const found = checks.find((each) => each.name === name);
  if (found === undefined) throw new Error(`no check "${name}"`);
  return found;
}

test('all in order: one check for each thing that the settings need', async () => {
  const checks = await check(
    {},
    { groupSources: ['roles', 'group'], requiredGroups: ['engineering', 'staff'] },
  );
  expect(checks.map((each) => [each.name, each.result])).toEqual([
    ['Sign in', 'ok'],
    ['Read users', 'ok'],
    ['Read roles', 'ok'],
    ['Read groups', 'ok'],
    ['Remaining API calls', 'ok'],
    ['Required groups', 'ok'],
  ]);
});

test('excluded names are looked for as well', async () => {
  const settings = { requiredGroups: ['engineering'], excludedGroups: ['Externals'] };
  expect(named(await check({}, settings), 'Required and excluded groups')).toMatchObject({
    result: 'failed',
    message: expect.stringContaining('"Externals"') as string,
  });
});

test('roles and groups are not tried when only member_of is synchronised and nothing is required', async () => {
  const checks = await check({}, { groupSources: ['member_of'] });
  expect(checks.map((each) => each.name)).toEqual(['Sign in', 'Read users', 'Remaining API calls']);
});

test.each([
  [401, { status: { error: true, code: 401, message: 'Authentication Failure' } }],
  [400, { status: { error: true, code: 400, message: 'Authorization Information is incorrect' } }],
])('a sign-in answered with %i names both reasons: the secret and the region', async (status, body) => {
  const { result, message } = named(await check({ '/auth/oauth2': { status, body } }), 'Sign in');
  expect(result).toBe('failed');
  expect(message).toMatch(/client ID and client secret.*other region/);
});

test('a client ID that no header can hold is told like a wrong one, and the secret is not sent', async () => {
  const fake = fakeOneLogin(() => undefined, { settings: { clientId: 'client–id' } });
  expect(named(await fake.connector.test(), 'Sign in').message).toMatch(/client ID and client secret/);
  expect(fake.http.calls).toEqual([]);
});

test('a connection that is refused names the region and the address', async () => {
  const { message } = named(await check({ '/auth/oauth2': new TypeError('fetch failed') }), 'Sign in');
  expect(message).toMatch(/could not be reached.*region or address/);
});

test.each([
  ['an HTML page', { status: 200, body: '<!doctype html><title>Welcome</title>' }],
  ['an HTML 404', { status: 404, body: '<h1>Not found</h1>' }],
  ['JSON of something else', { status: 200, body: { hello: 'world' } }],
])('an address that answers with %s is told not to be OneLogin', async (_what, answer) => {
  const checks = await check({ '/auth/oauth2': answer }, { region: 'subdomain', subdomain: 'acme' });
  expect(named(checks, 'Sign in').message).toMatch(/acme\.onelogin\.com is not OneLogin's API.*subdomain/);
});

test('a missing subdomain is told by the sign-in check', async () => {
  expect(named(await check({}, { region: 'subdomain' }), 'Sign in')).toMatchObject({
    result: 'failed',
    message: expect.stringContaining('subdomain is missing'),
  });
});

test.each([
  [401, { status: { error: true, code: 401, message: 'Insufficient Permission' } }],
  [403, { message: 'Forbidden' }],
])('a missing scope (%i) is named', async (status, body) => {
  const checks = await check({ '/api/2/roles': { status, body } });
  expect(named(checks, 'Read roles')).toMatchObject({
    result: 'failed',
    message: expect.stringMatching(/read roles.*"Read users"/),
  });
  expect(named(checks, 'Read users').result).toBe('ok');
});

test('500 to everything mentions the deleted creator of the credential', async () => {
  const { message } = named(await check({ '/auth/rate_limit': { status: 500 } }), 'Remaining API calls');
  expect(message).toMatch(/status 500.*created the API credential/);
});

test('too few calls fail their check with the numbers, and nothing else is spent', async () => {
  const fake = fakeOneLogin((path) => fine[path.split('?')[0] ?? ''], { remaining: 20 });
  const checks = await fake.connector.test();
  expect(named(checks, 'Remaining API calls')).toMatchObject({
    result: 'failed',
    message: expect.stringMatching(/20.*500.*Test again in \d+ minutes\./),
  });
  expect(named(checks, 'Read users').result).toBe('not-tried');
  expect(fake.reads()).toEqual([]);
});

test('an unknown required group is named', async () => {
  const found = named(await check({}, { requiredGroups: ['Engineering', 'Enginering'] }), 'Required groups');
  expect(found).toMatchObject({ result: 'failed', message: expect.stringContaining('"Enginering"') });
  expect(found.message).not.toContain('"Engineering"');
});

test('a required member_of group is found among the people of a small directory', async () => {
  const users = {
    body: [aOneLoginUser(1, { member_of: 'CN=Sales,DC=acme' })],
    headers: { 'Total-Count': '1' },
  };
  expect(
    named(await check({ '/api/2/users': users }, { requiredGroups: ['sales'] }), 'Required groups').result,
  ).toBe('ok');
});

test('in a large directory an unlisted name is left open instead of guessed', async () => {
  const users = { body: [aOneLoginUser(1)], headers: { 'Total-Count': '2000', 'After-Cursor': 'c2' } };
  const found = named(
    await check({ '/api/2/users': users }, { requiredGroups: ['Sales'] }),
    'Required groups',
  );
  expect(found).toMatchObject({ result: 'not-tried', message: expect.stringContaining('run a preview') });
});

test('a stored token does not make a wrong secret pass', async () => {
  const tokens = { get: async () => ({ token: 'old', expiresAtMs: Infinity }), set: async () => undefined };
  const fake = fakeOneLogin(
    (path) => (path.startsWith('/auth/oauth2') ? { status: 401, body: {} } : undefined),
    { tokens },
  );
  expect(named(await fake.connector.test(), 'Sign in').result).toBe('failed');
});

describe('against the simulator', () => {
  let twin: OneLoginTwin;
  beforeAll(async () => (twin = await startOneLoginTwin({ users: 60, groups: 6 })));
  afterAll(() => twin.close());

  test('everything is read, and the numbers are told', async () => {
    const checks = await twin.connector().test();
    expect(checks.map((each) => each.result)).toEqual(['ok', 'ok', 'ok', 'ok', 'ok']);
    expect(named(checks, 'Read users').message).toContain('60 found');
    expect(named(checks, 'Read roles').message).toContain('6 found');
  });

  test('an unknown required group is named', async () => {
    const found = named(await twin.with({ requiredGroups: ['No such thing'] }).test(), 'Required groups');
    expect(found).toMatchObject({ result: 'failed', message: expect.stringContaining('"No such thing"') });
  });
});
