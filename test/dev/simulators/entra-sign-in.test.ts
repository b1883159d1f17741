import { generateKeyPairSync, randomUUID, sign, constants, type KeyObject } from 'node:crypto';
import { entraTenantOf, generateCompany, startEntra, type EntraSimulator } from '../../../dev/simulators';
import { entraHeaders, signInWith } from './entra-support';
import { ask, post } from './support';

const tenant = entraTenantOf(generateCompany({ users: 3, groups: 1, seed: 1 }));
const keys = generateKeyPairSync('rsa', { modulusLength: 2048 });
const others = generateKeyPairSync('rsa', { modulusLength: 2048 });
const app = {
  clientId: 'the-app',
  secrets: [{ value: 'the-secret' }, { value: 'the-old-secret', expiresAtMs: Date.UTC(2026, 0, 1) }],
  certificates: [
    {
      thumbprint: 'sha256-print',
      publicKey: keys.publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    },
  ],
  roles: ['User.Read.All'],
};
const start = Date.UTC(2026, 5, 1);
let nowMs = start;
let entra: EntraSimulator;

beforeAll(async () => {
  entra = await startEntra({ tenant, applications: [app], now: () => nowMs });
});
afterAll(() => entra.close());
beforeEach(() => {
  nowMs = start;
  entra.reset();
});

const withSecret = { client_id: 'the-app', client_secret: 'the-secret' };
const users = (headers: Readonly<Record<string, string>>) => ask(`${entra.url}/v1.0/users`, { headers });

describe('signing in to Entra', () => {
  test('with a secret gives a bearer token for an hour', async () => {
    const answer = await signInWith(entra, withSecret);
    expect(answer).toMatchObject({
      status: 200,
      body: {
        token_type: 'Bearer',
        expires_in: 3599,
        access_token: expect.stringMatching(/^eyJ.+[.].+[.].+$/),
      },
    });
  });

  test('takes the name of a domain for the tenant', async () => {
    expect((await signInWith(entra, withSecret, tenant.domains[0])).status).toBe(200);
  });

  test.each([
    ['a wrong secret', { client_secret: 'the-secret-id' }, 401, 'invalid_client', 7000215],
    ['an expired secret', { client_secret: 'the-old-secret' }, 401, 'invalid_client', 7000222],
    ['an unknown application', { client_id: 'no-app' }, 400, 'unauthorized_client', 700016],
    ['a scope of its own', { scope: 'User.Read.All' }, 400, 'invalid_scope', 1002012],
    ['another resource', { scope: 'https://vault.example/.default' }, 400, 'invalid_resource', 500011],
    ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type', 70003],
    ['no client id', { client_id: '' }, 400, 'invalid_request', 900144],
  ])('refuses %s', async (_what, fields, status, error, code) => {
    const answer = await signInWith(entra, { ...withSecret, ...fields });
    expect(answer).toMatchObject({ status, body: { error, error_codes: [code] } });
    expect(answer.text).toContain(`AADSTS${code}: `);
    expect(answer.text).toMatch(/Trace ID: \S+ Correlation ID: \S+ Timestamp: 2026-06-01 00:00:00Z/);
  });

  test('refuses a tenant of nowhere and a sign-in without any credential', async () => {
    expect(await signInWith(entra, withSecret, randomUUID())).toMatchObject({
      status: 400,
      body: { error: 'invalid_request', error_codes: [90002] },
    });
    expect(await signInWith(entra, { client_id: 'the-app' })).toMatchObject({
      status: 401,
      body: { error_codes: [7000218] },
    });
  });
});

interface Wish {
  readonly header?: object;
  readonly claims?: object;
  readonly key?: KeyObject;
  readonly algorithm?: 'PS256' | 'RS256';
}

function assertion({
  header = {},
  claims = {},
  key = keys.privateKey,
  algorithm = 'PS256',
}: Wish = {}): string {
  const seconds = Math.floor(nowMs / 1000);
  const parts = [
    { alg: algorithm, typ: 'JWT', 'x5t#S256': 'sha256-print', ...header },
    {
      aud: `https://login.microsoftonline.com/${tenant.id}/oauth2/v2.0/token`,
      iss: 'the-app',
      sub: 'the-app',
      jti: randomUUID(),
      nbf: seconds,
      exp: seconds + 600,
      ...claims,
    },
  ].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url'));
  const padding = algorithm === 'PS256' ? constants.RSA_PKCS1_PSS_PADDING : constants.RSA_PKCS1_PADDING;
  const saltLength = constants.RSA_PSS_SALTLEN_DIGEST;
  const signature = sign('sha256', Buffer.from(parts.join('.')), { key, padding, saltLength });
  return [...parts, signature.toString('base64url')].join('.');
}

const signInBy = (text: string) =>
  signInWith(entra, {
    client_id: 'the-app',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: text,
  });

describe('signing in to Entra with a certificate', () => {
  test.each(['PS256', 'RS256'] as const)('takes an assertion signed with %s', async (algorithm) => {
    expect((await signInBy(assertion({ algorithm }))).status).toBe(200);
  });

  test.each([
    ['an unknown certificate', { header: { 'x5t#S256': 'other' } }, 401, 700027],
    ['the signature of another key', { key: others.privateKey }, 401, 700027],
    ['an assertion that expired', { claims: { exp: start / 1000 - 600 } }, 401, 700024],
    ['one of the future', { claims: { nbf: start / 1000 + 3600 } }, 401, 700024],
    ['another issuer', { claims: { iss: 'other-app' } }, 401, 700023],
    ['another audience', { claims: { aud: 'https://login.microsoftonline.com/common' } }, 401, 700023],
  ])('refuses %s', async (_what, wish, status, code) => {
    expect(await signInBy(assertion(wish))).toMatchObject({ status, body: { error_codes: [code] } });
  });

  test('refuses what is no JWT', async () => {
    expect(await signInBy('nonsense')).toMatchObject({ status: 400, body: { error_codes: [50027] } });
  });
});

describe('a token', () => {
  test('is needed, must be one of ours, and ends', async () => {
    const headers = await entraHeaders(entra, withSecret);
    expect((await users(headers)).status).toBe(200);
    const refused = [{}, { authorization: 'Bearer x' }].map(users);
    nowMs += 3_600_000;
    for (const answer of [...(await Promise.all(refused)), await users(headers)])
      expect(answer).toMatchObject({ status: 401, body: { error: { code: 'InvalidAuthenticationToken' } } });
  });

  test('ends when the applications change', async () => {
    const headers = await entraHeaders(entra, withSecret);
    await post(`${entra.url}/__control/applications`, [{ ...app, certificates: [] }]);
    expect((await users(headers)).status).toBe(401);
  });

  test('may do only what was consented to', async () => {
    const headers = await entraHeaders(entra, withSecret);
    const paths = ['groups', 'groups/delta', `groups/${tenant.groups[0]?.id}/members`, 'organization'];
    for (const path of paths) {
      expect(await ask(`${entra.url}/v1.0/${path}`, { headers })).toMatchObject({
        status: 403,
        body: {
          error: {
            code: 'Authorization_RequestDenied',
            message: 'Insufficient privileges to complete the operation.',
            innerError: { 'request-id': expect.any(String), 'client-request-id': expect.any(String) },
          },
        },
      });
    }
  });

  test('without User.Read.All shows of members that are users the type and the id only', async () => {
    entra.applications.set([{ ...app, roles: ['GroupMember.Read.All'] }]);
    const headers = await entraHeaders(entra, withSecret);
    expect((await users(headers)).status).toBe(403);
    const group = tenant.groups[0];
    const { body } = await ask(`${entra.url}/v1.0/groups/${group?.id}/members`, { headers });
    expect(body).toMatchObject({
      value: group?.memberIds.map((id) => ({ '@odata.type': '#microsoft.graph.user', id })),
    });
    expect(JSON.stringify(body)).not.toContain('displayName');
  });
});
