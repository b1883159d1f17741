import { generateKeyPairSync } from 'node:crypto';
import type { OktaClient, OktaOptions } from '../../../dev/simulators';
import { failureFrom } from '../../support/fake-http';
import { readDirectory } from '../../support/read-directory';
import { oktaClientId, oktaPrivateKey, startOktaTwin, type OktaTwin } from '../../support/okta-twin';

const small = { users: 60, groups: 6, pageSize: 20 };
let twin: OktaTwin;

async function begin(simulator: Partial<OktaOptions> = {}, size = small): Promise<OktaTwin> {
  twin = await startOktaTwin(size, { simulator });
  return twin;
}
afterEach(() => twin.close());

const somebody = () => [...twin.truth().userIds].slice(0, 1);

test('a token of another organization is said to be one', async () => {
  await begin();
  const stranger = twin.with({ auth: 'token' }, { secret: 'token-of-another-org' });
  const failure = await failureFrom(stranger.readUsers(somebody()));
  expect(failure.kind).toBe('credentials-rejected');
  expect(failure.message).toMatch(/acme\.okta\.com.*belongs to another Okta organization/);
  expect(failure.message).not.toContain('token-of-another-org');
});

test.each(['hunter2\nhunter3', 'hunter2–hunter3'])(
  'a token that cannot be one is refused before it is sent, without repeating it: %j',
  async (secret) => {
    await begin();
    const failing = twin.with({ auth: 'token' }, { secret }).readUsers(somebody());
    const failure = await failureFrom(failing);
    expect(failure.kind).toBe('credentials-rejected');
    expect(failure.message).not.toContain('hunter');
    await expect(failing).rejects.not.toHaveProperty('cause');
    expect(twin.callsSeen()).toBe(0);
  },
);

test('a revoked token stops the run, and its test tries nothing further', async () => {
  await begin();
  const one = twin.with({ auth: 'token' });
  await one.readUsers(somebody());
  twin.simulator.access.revokeAll();
  expect((await failureFrom(one.readUsers(somebody()))).kind).toBe('credentials-rejected');
  const [signIn, ...others] = await one.test();
  expect(signIn).toMatchObject({ name: 'Sign in', result: 'failed' });
  expect(signIn?.message).toContain('revoked');
  expect(others.every((check) => check.result === 'not-tried')).toBe(true);
});

const withClient = (more: Partial<OktaClient>) => {
  const client = twin.simulator.access.client(oktaClientId);
  if (client === undefined) throw new Error('the twin has no service app');
  twin.simulator.access.set({ clients: [{ ...client, ...more }] });
};

test('a service app without an administrator role is told that its scopes are not enough', async () => {
  await begin();
  withClient({ hasAdminRole: false });
  const failure = await failureFrom(twin.connector().readUsers(somebody()));
  expect(failure.kind).toBe('access-missing');
  expect(failure.message).toMatch(/no administrator role/);
  const checks = await twin.connector().test();
  expect(checks.map((check) => [check.name, check.result])).toEqual([
    ['Sign in', 'ok'],
    ['Read users', 'failed'],
    ['Read groups', 'failed'],
    ['Read the System Log', 'not-tried'],
    ['Remaining API calls', 'failed'],
  ]);
});

test('a service app without the scopes is told which to grant', async () => {
  await begin();
  withClient({ grantedScopes: ['okta.users.read'] });
  const failure = await failureFrom(twin.connector().readUsers(somebody()));
  expect(failure).toMatchObject({ kind: 'access-missing' });
  expect(failure.message).toContain('okta.groups.read');
});

test('a service app without the scope of the System Log signs in without it', async () => {
  await begin();
  withClient({ grantedScopes: ['okta.users.read', 'okta.groups.read'] });
  const checks = await twin.connector().test();
  expect(checks.filter((check) => check.result === 'failed')).toEqual([]);
  expect(checks.find((check) => check.name === 'Read the System Log')).toMatchObject({
    result: 'not-tried',
    message: expect.stringContaining('okta.logs.read') as string,
  });
});

test('a service app that requires DPoP is told where to switch it off', async () => {
  await begin();
  withClient({ requiresDpop: true });
  const failure = await failureFrom(twin.connector().readUsers(somebody()));
  expect(failure).toMatchObject({ kind: 'settings-rejected' });
  expect(failure.message).toContain('DPoP');
});

const ec = generateKeyPairSync('ec', { namedCurve: 'P-256' });

test.each([
  ['not a key', 'hunter2-is-not-a-key'],
  ['a PEM that is cut off', oktaPrivateKey.slice(0, 400)],
  [
    'a public key',
    generateKeyPairSync('rsa', { modulusLength: 2048 })
      .publicKey.export({ type: 'spki', format: 'pem' })
      .toString(),
  ],
  ['a public JWK', JSON.stringify(ec.publicKey.export({ format: 'jwk' }))],
  ['JSON that is no JWK', '{"secret":"hunter2"}'],
  [
    'a key that is too short',
    generateKeyPairSync('rsa', { modulusLength: 1024 })
      .privateKey.export({ type: 'pkcs8', format: 'pem' })
      .toString(),
  ],
  [
    'a key of another kind',
    generateKeyPairSync('ed25519').privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  ],
])('a private key that does not parse is a wrong setting: %s', async (_what, secret) => {
  await begin();
  const failure = await failureFrom(twin.connector({ secret, ownToken: true }).readUsers(somebody()));
  expect(failure).toMatchObject({ kind: 'settings-rejected', field: 'secret' });
  expect(failure.message).not.toContain('hunter2');
  expect(twin.simulator.requests['POST /oauth2/v1/token']).toBeUndefined();
});

test.each([
  ['with line ends written out', oktaPrivateKey.replaceAll('\n', String.raw`\n`), {}],
  [
    'as a JWK of an elliptic curve',
    JSON.stringify({ ...ec.privateKey.export({ format: 'jwk' }), kid: 'ec-1' }),
    { kid: 'ec-1' },
  ],
])('a private key is read %s', async (_what, secret, { kid }: { readonly kid?: string }) => {
  await begin();
  if (kid !== undefined) withClient({ keys: [{ ...ec.publicKey.export({ format: 'jwk' }), kid }] });
  const found = await twin.connector({ secret, ownToken: true }).readUsers(somebody());
  expect(found.length).toBe(1);
});

test('a group that is deleted in mid-read is gone, and the read goes on', async () => {
  await begin();
  const one = twin.connector();
  const [groupId = ''] = twin.changes.groupIds();
  let isRemoved = false;
  const read = await readDirectory(() => one, {
    beforePage: (page) => {
      if (page === 2 && !isRemoved) twin.changes.removeGroup(groupId);
      isRemoved ||= page === 2;
    },
  });
  expect(read.groups.has(groupId)).toBe(false);
  expect(new Set(read.groups.keys())).toEqual(new Set(twin.changes.groupIds()));
  expect(new Set(read.members.keys())).toEqual(new Set(twin.changes.groupIds()));
});

test('a user who appears twice over a page boundary counts once', async () => {
  await begin();
  twin.trouble(2, { kind: 'repeated-item' });
  const one = twin.connector();
  const read = await readDirectory(() => one);
  expect(new Set(read.users.keys())).toEqual(twin.truth().userIds);
});

test('a next link to another host is refused, and the token is not sent there', async () => {
  await begin();
  twin.trouble(1, { kind: 'foreign-next' });
  const one = twin.connector();
  const failure = await failureFrom(readDirectory(() => one));
  expect(failure).toMatchObject({ kind: 'incomplete-read' });
  expect(failure.message).toContain('attacker.example');
});

test.each([
  ["startsWith(displayName, 'A')", 'users'],
  ["department eq 'Sales'", 'users'],
  ['profile.department ne "Sales"', 'users'],
  ['securityEnabled eq true', 'groups'],
] as const)("a filter in another language is refused in Okta's words: %s", async (query, what) => {
  await begin();
  const field = `configuration.settings.filters.${what}.query`;
  const one = twin.with({ filters: { [what]: { query } } });
  for (const work of [one.checkQueries(), readDirectory(() => one)]) {
    const failure = await failureFrom(work);
    expect(failure).toMatchObject({ kind: 'settings-rejected', field });
    expect(failure.message).toContain('Invalid search criteria');
  }
  const queries = (await one.test()).find((check) => check.name === 'Queries');
  expect(queries).toMatchObject({ result: 'failed' });
});

test('a required group that does not exist is named before people are read', async () => {
  await begin();
  const one = twin.with({ requiredGroups: ['No such group'] });
  const failure = await failureFrom(readDirectory(() => one));
  expect(failure).toMatchObject({
    kind: 'settings-rejected',
    field: 'configuration.settings.requiredGroups',
    message: expect.stringContaining('"No such group"') as string,
  });
  expect(twin.reads.filter((path) => path.startsWith('/api/v1/users'))).toEqual([]);
  const check = (await one.test()).find(({ name }) => name === 'Required and excluded groups');
  expect(check).toMatchObject({ result: 'failed' });
});
