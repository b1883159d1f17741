import { generateCompany, startOneLogin, type OneLoginSimulator } from '../../../dev/simulators';
import { ask, post, signIn, text } from './support';

const hourMs = 3_600_000;
let nowMs = Date.UTC(2026, 0, 1);
let onelogin: OneLoginSimulator;

beforeAll(async () => {
  onelogin = await startOneLogin({
    company: generateCompany({ users: 3, groups: 1, seed: 1 }),
    now: () => nowMs,
  });
});
afterAll(() => onelogin.close());
beforeEach(() => onelogin.reset());

const tokenUrl = () => `${onelogin.url}/auth/oauth2/v2/token`;
const grant = { grant_type: 'client_credentials' };

describe('signing in to OneLogin', () => {
  test.each([
    ['its own header', 'client_id:an-id, client_secret:a-secret'],
    ['its own header without the space', 'client_id:an-id,client_secret:a-secret'],
    ['HTTP Basic', `Basic ${Buffer.from('an-id:a-secret').toString('base64')}`],
  ])('takes credentials by %s', async (_form, authorization) => {
    const answer = await post(tokenUrl(), grant, { authorization });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      token_type: 'bearer',
      expires_in: 36_000,
      refresh_token: 'deprecated',
    });
  });

  test('takes credentials as form fields', async () => {
    const form = new URLSearchParams({ ...grant, client_id: 'an-id', client_secret: 'a-secret' });
    expect((await fetch(tokenUrl(), { method: 'POST', body: form })).status).toBe(200);
  });

  test('gives the same token until it ends after ten hours', async () => {
    const first = await signIn(onelogin);
    nowMs += 9.9 * hourMs;
    expect(await signIn(onelogin)).toEqual(first);
    nowMs += 0.2 * hourMs;
    expect((await ask(`${onelogin.url}/api/2/users`, { headers: first })).status).toBe(401);
    expect(await signIn(onelogin)).not.toEqual(first);
  });

  test('the older endpoint wraps the token and ends the one before', async () => {
    const url = `${onelogin.url}/auth/oauth2/token`;
    const before = await signIn(onelogin);
    const answer = await post(url, grant, { authorization: 'client_id:test-id, client_secret:test-secret' });
    expect(answer.body).toMatchObject({
      status: { code: 200, error: false },
      data: [{ expires_in: 36_000 }],
    });
    expect((await ask(`${onelogin.url}/api/2/users`, { headers: before })).status).toBe(401);
  });

  test('refuses what is no sign-in in the words of OneLogin', async () => {
    expect(await post(tokenUrl(), grant)).toMatchObject({
      status: 400,
      body: { status: { error: true, code: 400, message: 'Authorization Information is incorrect' } },
    });
    const noSecret = { authorization: 'client_id:an-id, client_secret:' };
    expect(await post(tokenUrl(), grant, noSecret)).toMatchObject({
      status: 401,
      body: { status: { type: 'Unauthorized', message: 'Authentication Failure' } },
    });
    expect((await post(tokenUrl(), {}, { authorization: 'client_id:a, client_secret:b' })).status).toBe(400);
  });

  test('with fixed credentials only that pair is good, and changing them ends the tokens', async () => {
    const before = await signIn(onelogin);
    await post(`${onelogin.url}/__control/credentials`, { clientId: 'the-id', clientSecret: 'the-secret' });
    expect((await ask(`${onelogin.url}/api/2/users`, { headers: before })).status).toBe(401);
    const wrong = { authorization: 'client_id:the-id, client_secret:other' };
    expect((await post(tokenUrl(), grant, wrong)).status).toBe(401);
    const right = { authorization: 'client_id:the-id, client_secret:the-secret' };
    expect((await post(tokenUrl(), grant, right)).status).toBe(200);
  });

  test('a revoked token is refused, each version in its own shape', async () => {
    const headers = await signIn(onelogin);
    const token = headers['authorization']?.replace('bearer:', '');
    const asClient = { authorization: 'client_id:test-id, client_secret:test-secret' };
    await post(`${onelogin.url}/auth/oauth2/revoke`, { access_token: token }, asClient);
    expect(await ask(`${onelogin.url}/api/2/users`, { headers })).toMatchObject({
      status: 401,
      body: { statusCode: 401, name: 'UnauthorizedError', message: 'Unauthorized' },
    });
    expect(await ask(`${onelogin.url}/api/1/users`, { headers })).toMatchObject({
      status: 401,
      body: { status: { error: true, code: 401, type: 'Unauthorized', message: 'Authentication Failure' } },
    });
  });

  test('the token is taken in every spelling that clients use', async () => {
    const token = (await signIn(onelogin))['authorization']?.replace('bearer:', '') ?? '';
    for (const authorization of [
      `bearer:${token}`,
      `bearer ${token}`,
      `Bearer ${token}`,
      `BEARER: ${token}`,
    ]) {
      expect((await ask(`${onelogin.url}/api/2/users`, { headers: { authorization } })).status).toBe(200);
    }
  });
});

async function rateLimit(headers: Readonly<Record<string, string>>): Promise<unknown> {
  return (await ask(`${onelogin.url}/auth/rate_limit`, { headers })).body;
}

describe('the quota of an hour', () => {
  test('is told in seconds left and counts calls of the API only', async () => {
    const headers = await signIn(onelogin);
    expect(await rateLimit(headers)).toMatchObject({
      data: { 'X-RateLimit-Limit': 5000, 'X-RateLimit-Remaining': 5000 },
    });
    nowMs += 60_000;
    const answer = await ask(`${onelogin.url}/api/1/groups`, { headers });
    expect(answer.headers.get('x-ratelimit-remaining')).toBe('4999');
    const { body } = await ask(`${onelogin.url}/auth/rate_limit`, { headers });
    expect(body).toMatchObject({ data: { 'X-RateLimit-Remaining': 4999, 'X-RateLimit-Reset': 3540 } });
  });

  test('spent means 429 until the window ends, whatever token asks', async () => {
    const headers = await signIn(onelogin);
    await post(`${onelogin.url}/__control/quota`, { limit: 2, resetSeconds: 30 });
    const users = () => ask(`${onelogin.url}/api/2/users`, { headers });
    expect([(await users()).status, (await users()).status]).toEqual([200, 200]);
    const over = await users();
    expect(over.status).toBe(429);
    expect(over.headers.get('x-ratelimit-remaining')).toBe('0');
    expect(over.headers.get('x-ratelimit-reset')).toBe('30');
    expect(over.headers.get('retry-after')).toBeNull();
    nowMs += 30_000;
    expect((await users()).headers.get('x-ratelimit-remaining')).toBe('1');
  });

  test('a refused token costs nothing', async () => {
    const headers = await signIn(onelogin);
    await ask(`${onelogin.url}/api/2/users`, { headers: { authorization: 'bearer nonsense' } });
    expect(await rateLimit(headers)).toMatchObject({ data: { 'X-RateLimit-Remaining': 5000 } });
  });
});

test('times are those of the clock that was handed in', async () => {
  const { body } = await post(tokenUrl(), grant, { authorization: 'client_id:a, client_secret:b' });
  expect(text(body, 'created_at')).toBe(new Date(nowMs).toISOString());
});
