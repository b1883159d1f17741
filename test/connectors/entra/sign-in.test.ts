import { generateKeyPairSync } from 'node:crypto';
import { createMemoryTokenCache } from '../../../src/http/token-cache';
import { entraClientId, startEntraTwin, type EntraTwin } from '../../support/entra-twin';
import { failureFrom } from '../../support/fake-http';
import { aPage, aToken, fakeGraph, graphRefusal, signInRefusal, type FakeOptions } from './fake-graph';
import { selfSigned } from './self-signed';

const inTenYears = Date.UTC(2036, 0, 1);

/** What is said where Entra answers the sign-in so. */
function failureOfSignIn(code: number) {
  const { connector } = fakeGraph((path) => (path.endsWith('/token') ? signInRefusal(code) : undefined));
  return failureFrom(connector.readUsers(['u1']));
}

describe('a sign-in that Entra refuses', () => {
  test.each([
    ['a wrong secret', 7000215, 'credentials-rejected', /value of the secret, not its secret ID/],
    ['an expired secret', 7000222, 'credentials-rejected', /has expired/],
    ['an unknown application', 700016, 'settings-rejected', /no application/],
    ['a tenant of nowhere', 90002, 'settings-rejected', /knows no tenant "example.com"/],
    ['a tenant of another cloud', 90038, 'settings-rejected', /not in the cloud "global"/],
    ['a certificate that is not registered', 700027, 'credentials-rejected', /exactly this certificate/],
    ['a disabled application', 7000112, 'credentials-rejected', /is disabled/],
    ['Conditional Access', 53003, 'access-missing', /Conditional Access/],
    ['anything else', 12345, 'credentials-rejected', /AADSTS12345/],
  ])('says so: %s', async (_, code, kind, words) => {
    const failure = await failureOfSignIn(code);
    expect(failure).toMatchObject({ kind });
    expect(failure.message).toMatch(words);
  });

  test.each([
    [90002, 'tenantId'],
    [700016, 'clientId'],
    [900382, 'cloud'],
  ])('names the setting: %i is about %s', async (code, field) => {
    expect(await failureOfSignIn(code)).toMatchObject({ field: `configuration.settings.${field}` });
  });

  test('that is not Entra’s names the cloud', async () => {
    const { connector } = fakeGraph((path) =>
      path.endsWith('/token') ? { status: 403, body: '<html>' } : undefined,
    );
    const failure = await failureFrom(connector.readUsers(['u1']));
    expect(failure).toMatchObject({ kind: 'settings-rejected', field: 'configuration.settings.cloud' });
  });
});

describe('a sign-in', () => {
  test.each([
    ['global', 'login.microsoftonline.com', 'graph.microsoft.com'],
    ['us-government', 'login.microsoftonline.us', 'graph.microsoft.us'],
    ['us-government-dod', 'login.microsoftonline.us', 'dod-graph.microsoft.us'],
    ['china', 'login.chinacloudapi.cn', 'microsoftgraph.chinacloudapi.cn'],
  ] as const)('goes to the hosts of its cloud: %s', async (cloud, login, graph) => {
    const { connector, http } = fakeGraph(() => undefined, { settings: { cloud } });
    await failureFrom(connector.readUsers(['u1']));
    const [signIn, read] = http.calls;
    expect([signIn?.url.host, read?.url.host]).toEqual([login, graph]);
    expect(new URLSearchParams(signIn?.body).get('scope')).toBe(`https://${graph}/.default`);
  });

  test('is made again where permissions may have been granted after the stored token', async () => {
    const tokens = createMemoryTokenCache();
    let given = 0;
    const options: FakeOptions = { tokens };
    const route = (path: string, headers: Readonly<Record<string, string>>) => {
      if (path.endsWith('/token')) return aToken({ access_token: `token-${(given += 1)}` });
      return headers['authorization'] === 'Bearer token-2'
        ? aPage([], { delta: '/v1.0/users/delta?$deltatoken=1' })
        : graphRefusal(403, 'Authorization_RequestDenied');
    };
    const one = fakeGraph((path, { headers }) => route(path, headers), options);
    const [users] = one.connector.groupStreams();
    if (users === undefined) throw new Error('no stream');
    expect((await failureFrom(one.connector.readPage(users, undefined))).kind).toBe('access-missing');
    const next = fakeGraph((path, { headers }) => route(path, headers), options);
    expect((await next.connector.readPage(users, undefined)).done).toBe(true);
    expect(given).toBe(2);
  });
});

describe('a certificate', () => {
  let twin: EntraTwin;
  const own = selfSigned(inTenYears);
  beforeEach(async () => {
    const certificates = [{ thumbprint: own.thumbprint, publicKey: own.publicKey }];
    const applications = [
      { clientId: entraClientId, certificates, roles: ['User.Read.All', 'GroupMember.Read.All'] },
    ];
    twin = await startEntraTwin(
      { users: 3, groups: 2 },
      { settings: { auth: 'certificate' }, simulator: { applications } },
    );
  });
  afterEach(() => twin.close());

  test('and its key sign in, whichever comes first, also with line ends written out', async () => {
    const id = twin.simulator.state.users()[0]?.id ?? '';
    const writtenOut = own.pem.replaceAll('\n', String.raw`\n`);
    for (const secret of [own.pem, `${own.certificate}\n${own.key}`, writtenOut])
      expect(await twin.connector({ secret, ownToken: true }).readUsers([id])).toHaveLength(1);
  });

  test('that is not registered is refused with a sentence', async () => {
    const failure = await failureFrom(
      twin.connector({ secret: selfSigned(inTenYears).pem }).readUsers(['u1']),
    );
    expect(failure).toMatchObject({ kind: 'credentials-rejected' });
    expect(failure.message).toMatch(/exactly this certificate/);
  });
});

describe('a certificate that cannot be used', () => {
  const good = selfSigned(inTenYears);
  const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const cases: readonly [string, string, RegExp][] = [
    ['no PEM at all', 'a secret', /private key is missing/],
    ['no certificate', good.key, /certificate is missing/],
    [
      'a broken key',
      `-----BEGIN PRIVATE KEY-----\nxxxx\n-----END PRIVATE KEY-----\n${good.certificate}`,
      /private key cannot be read/,
    ],
    [
      'a broken certificate',
      `${good.key}\n-----BEGIN CERTIFICATE-----\nxxxx\n-----END CERTIFICATE-----`,
      /certificate cannot be read/,
    ],
    [
      'the key of another certificate',
      `${selfSigned(inTenYears).key}\n${good.certificate}`,
      /does not belong/,
    ],
    ['an expired certificate', selfSigned(Date.UTC(2026, 0, 1)).pem, /expired on 2026-01-01/],
    [
      'a key under a password',
      `-----BEGIN ENCRYPTED PRIVATE KEY-----\nxxxx\n-----END ENCRYPTED PRIVATE KEY-----`,
      /password/,
    ],
    [
      'an older key under a password',
      `-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nxxxx\n-----END RSA PRIVATE KEY-----`,
      /password/,
    ],
    ['a key that is too short', selfSigned(inTenYears, 1_024).pem, /fewer than 2,048 bits/],
    [
      'an elliptic key',
      elliptic.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
      /not an RSA key/,
    ],
  ];
  test.each(cases)('is told before anything is sent: %s', async (_, secret, words) => {
    const { connector, http } = fakeGraph(() => undefined, { secret, settings: { auth: 'certificate' } });
    const failure = await failureFrom(connector.readUsers(['u1']));
    expect(failure).toMatchObject({ kind: 'credentials-rejected' });
    expect(failure.message).toMatch(words);
    expect(http.calls).toEqual([]);
  });
});
