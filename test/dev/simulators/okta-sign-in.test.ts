import { generateKeyPairSync } from 'node:crypto';
import { demoOktaOrg, startOkta, type OktaSimulator } from '../../../dev/simulators';
import {
  aServiceApp,
  assertionOf,
  bearerOf,
  hashOf,
  proofOf,
  scopes,
  statusOf,
  tokenCall,
  type ServiceApp,
} from './okta-service-app';
import { aClock, apiToken, startDemo, startMs, type TestClock } from './okta-support';
import { ask, text } from './support';

const app = aServiceApp();
const withoutRole = aServiceApp({ clientId: '0oaNoRole', hasAdminRole: false });
const bound = aServiceApp({ clientId: '0oaBound', requiresDpop: true });
const people = '/api/v1/users?limit=1';

let clock: TestClock;
let okta: OktaSimulator;

beforeEach(async () => {
  clock = aClock();
  okta = await startDemo({
    apiTokens: ['good-token'],
    clients: [app.client, withoutRole.client, bound.client],
    now: clock.now,
  });
});
afterEach(() => okta.close());

const facts = (more: Partial<Parameters<typeof assertionOf>[2]> = {}) => ({ nowMs: clock.now(), ...more });
const signIn = (who: ServiceApp, more: Parameters<typeof facts>[0] = {}) =>
  tokenCall(okta, { client_assertion: assertionOf(who, okta, facts(more)) });

describe('an API token', () => {
  test('is good when it is the org’s', async () => {
    expect(await statusOf(okta, people, { authorization: 'SSWS good-token' })).toBe(200);
    expect(await ask(okta.url + people, { headers: apiToken })).toMatchObject({
      status: 401,
      body: { errorCode: 'E0000011', errorSummary: 'Invalid token provided', errorLink: 'E0000011' },
    });
  });

  test('is asked for', async () => {
    for (const headers of [{}, { authorization: 'Bearer good-token' }, { authorization: 'SSWS ' }])
      expect(await statusOf(okta, people, headers)).toBe(401);
  });

  test('may be any that is not empty, unless the org names its own', async () => {
    const open = await startOkta({ org: demoOktaOrg() });
    expect(await statusOf(open, people, apiToken)).toBe(200);
    expect(await statusOf(open, people, {})).toBe(401);
    await open.close();
  });

  test('of somebody without rights to the System Log reads people and no events', async () => {
    okta.access.set({ tokensReadLogs: false });
    const headers = { authorization: 'SSWS good-token' };
    expect(await ask(`${okta.url}/api/v1/logs`, { headers })).toMatchObject({
      status: 403,
      body: {
        errorCode: 'E0000006',
        errorSummary: 'You do not have permission to perform the requested action',
      },
    });
    expect(await statusOf(okta, people, headers)).toBe(200);
  });

  test('ends when it is revoked', async () => {
    okta.access.revoke('good-token');
    expect(await statusOf(okta, people, { authorization: 'SSWS good-token' })).toBe(401);
  });
});

describe('a service app', () => {
  test('signs in with its private key and gets a token for an hour', async () => {
    const answer = await signIn(app);
    expect(answer).toMatchObject({
      status: 200,
      body: { token_type: 'Bearer', expires_in: 3600, scope: 'okta.users.read okta.groups.read' },
    });
    const headers = { authorization: `Bearer ${text(answer.body, 'access_token')}` };
    expect(await statusOf(okta, people, headers)).toBe(200);
    clock.pass(3_599_000);
    expect(await statusOf(okta, people, headers)).toBe(200);
    clock.pass(1000);
    const late = await ask(okta.url + people, { headers });
    expect([late.status, late.headers.get('www-authenticate')]).toEqual([
      401,
      expect.stringContaining('error="invalid_token"'),
    ]);
  });

  test.each([
    ['an expired assertion', { exp: startMs / 1000 - 1 }, 'The client_assertion token is expired.'],
    [
      'one for more than an hour',
      { exp: startMs / 1000 + 3601 },
      'The client_assertion token has an expiration too far into the future.',
    ],
    [
      'another audience',
      { aud: 'https://lighthouse.okta.com/oauth2/v1/token' },
      'The audience claim for client_assertion must be the endpoint invoked for the request.',
    ],
    [
      'no audience',
      { aud: undefined },
      'The audience claim for client_assertion must be the endpoint invoked for the request.',
    ],
    [
      'another subject',
      { sub: '0oaOther' },
      "The 'iss' and 'sub' claims of client_assertion must be the client_id.",
    ],
    ['an unknown client', { iss: '0oaOther' }, "Invalid value for 'client_id' parameter."],
  ])('with %s is refused', async (_, claims, description) => {
    expect(await signIn(app, { claims })).toMatchObject({
      status: 401,
      body: { error: 'invalid_client', error_description: description },
    });
  });

  test('with another key, another kid or another algorithm is refused', async () => {
    const other = aServiceApp();
    for (const wrong of [
      { key: other.privateKey },
      { header: { kid: other.kid } },
      { header: { alg: 'none' } },
      { header: { alg: 'HS256' } },
    ])
      expect(await signIn(app, wrong)).toMatchObject({
        status: 401,
        body: { error_description: 'The client_assertion signature is invalid.' },
      });
    expect(await tokenCall(okta, { client_assertion: 'no.jwt' })).toMatchObject({
      status: 401,
      body: { error_description: 'The parsing of the client_assertion failed.' },
    });
  });

  test('cannot use an assertion twice', async () => {
    const assertion = assertionOf(app, okta, facts());
    expect((await tokenCall(okta, { client_assertion: assertion })).status).toBe(200);
    expect(await tokenCall(okta, { client_assertion: assertion })).toMatchObject({
      status: 401,
      body: {
        error: 'invalid_client',
        error_description: 'The client_assertion token has already been used.',
      },
    });
  });

  test('cannot sign in with a secret, another grant or without an assertion', async () => {
    const secret = await tokenCall(okta, { client_id: app.client.clientId, client_secret: 'secret' });
    expect(secret).toMatchObject({ status: 401, body: { error: 'invalid_client' } });
    expect(text(secret.body, 'error_description')).toContain('private_key_jwt');
    expect(await tokenCall(okta, { grant_type: 'password' })).toMatchObject({
      status: 400,
      body: { error: 'unsupported_grant_type' },
    });
    expect(await tokenCall(okta, {})).toMatchObject({ status: 400, body: { error: 'invalid_client' } });
    const json = await ask(`${okta.url}/oauth2/v1/token`, { method: 'POST', body: {} });
    expect(json).toMatchObject({ status: 400, body: { error: 'invalid_request' } });
  });

  test('gets only scopes that were granted, and has to name some', async () => {
    const ask400 = (scope: string | undefined) =>
      tokenCall(okta, { client_assertion: assertionOf(app, okta, facts()), scope });
    for (const scope of ['okta.users.manage', 'okta.users.read okta.apps.read', undefined])
      expect(await ask400(scope)).toMatchObject({ status: 400, body: { error: 'invalid_scope' } });
  });

  test('reads only what its scopes name', async () => {
    const headers = await bearerOf(app, okta, { ...facts(), scope: 'okta.groups.read' });
    expect(await statusOf(okta, '/api/v1/groups', headers)).toBe(200);
    for (const path of [people, '/api/v1/logs']) {
      const refused = await ask(okta.url + path, { headers });
      expect(refused).toMatchObject({ status: 403, body: { errorCode: 'E0000006' } });
      expect(refused.headers.get('www-authenticate')).toContain('insufficient_scope');
    }
    const all = await bearerOf(app, okta, { ...facts(), scope: scopes.join(' ') });
    for (const path of [people, '/api/v1/logs', '/api/v1/groups'])
      expect(await statusOf(okta, path, all)).toBe(200);
  });

  test('without an administrator role gets a token that may do nothing', async () => {
    const headers = await bearerOf(withoutRole, okta, facts());
    const refused = await ask(okta.url + people, { headers });
    expect(refused).toMatchObject({ status: 403, body: { errorCode: 'E0000006' } });
    expect(refused.headers.get('www-authenticate')).toBeNull();
  });

  test('is known under the public URL as well, which then stands in the links', async () => {
    const publicUrl = 'https://lighthouse.okta.com';
    const named = await startDemo({ clients: [app.client], now: clock.now, publicUrl });
    const claims = { aud: `${publicUrl}/oauth2/v1/token` };
    const headers = await bearerOf(app, named, facts({ claims }));
    const page = await ask(named.url + people, { headers });
    expect(page.headers.get('link')).toContain(`<${publicUrl}/api/v1/users?limit=1&after=`);
    await named.close();
  });
});

describe('a service app that has to prove its key (DPoP)', () => {
  const key = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const proof = (claims: Readonly<Record<string, unknown>>, by = key) =>
    proofOf(by, { iat: clock.now() / 1000, ...claims });
  const tokenClaims = () => ({ htm: 'POST', htu: `${okta.url}/oauth2/v1/token` });
  const signInBound = (dpop: string | undefined) =>
    tokenCall(
      okta,
      { client_assertion: assertionOf(bound, okta, facts()) },
      dpop === undefined ? {} : { dpop },
    );

  test('is sent the nonce first, then gets a token for that key', async () => {
    expect(await signInBound(undefined)).toMatchObject({
      status: 400,
      body: { error: 'invalid_dpop_proof' },
    });
    const first = await signInBound(proof(tokenClaims()));
    expect(first).toMatchObject({ status: 400, body: { error: 'use_dpop_nonce' } });
    const nonce = first.headers.get('dpop-nonce');
    const second = await signInBound(proof({ ...tokenClaims(), nonce }));
    expect(second).toMatchObject({ status: 200, body: { token_type: 'DPoP' } });

    const token = text(second.body, 'access_token');
    const claims = { htm: 'GET', htu: `${okta.url}/api/v1/users`, ath: hashOf(token) };
    const authorization = `DPoP ${token}`;
    const dpop = proof(claims);
    expect(await statusOf(okta, people, { authorization, dpop })).toBe(200);
    const other = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const wrong = [
      { authorization, dpop },
      { authorization },
      { authorization: `Bearer ${token}`, dpop: proof(claims) },
      { authorization, dpop: proof({ ...claims, htu: `${okta.url}/api/v1/groups` }) },
      { authorization, dpop: proof({ ...claims, ath: hashOf('other') }) },
      { authorization, dpop: proof({ ...claims, iat: clock.now() / 1000 - 301 }) },
      { authorization, dpop: proof(claims, other) },
    ];
    const seen: number[] = [];
    for (const headers of wrong) seen.push(await statusOf(okta, people, headers));
    expect(seen).toEqual(wrong.map(() => 401));
  });

  test('has used up its assertion with the answer that asks for the nonce', async () => {
    const assertion = assertionOf(bound, okta, facts());
    const dpop = proof(tokenClaims());
    const first = await tokenCall(okta, { client_assertion: assertion }, { dpop });
    const nonce = first.headers.get('dpop-nonce');
    const again = await tokenCall(
      okta,
      { client_assertion: assertion },
      { dpop: proof({ ...tokenClaims(), nonce }) },
    );
    expect(again).toMatchObject({
      status: 401,
      body: { error_description: 'The client_assertion token has already been used.' },
    });
  });
});

test('anybody may ask which org it is', async () => {
  const { status, body } = await ask(`${okta.url}/.well-known/okta-organization`);
  expect([status, body]).toEqual([200, expect.objectContaining({ id: demoOktaOrg().id, pipeline: 'idx' })]);
});
