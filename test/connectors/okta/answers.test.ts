import { failureFrom, type FakeCall, type FakeReply } from '../../support/fake-http';
import { anOktaGroup, anOktaUser, fakeOkta, oktaPage, oktaRefusal } from '../../support/fake-okta';
import { gather, readDirectory } from '../../support/read-directory';

type Route = (path: string, call: FakeCall) => FakeReply | undefined;

/** One page of each list, and nobody in any group. */
const calm =
  (over: Route = () => undefined): Route =>
  (path, call) => {
    const own = over(path, call);
    if (own !== undefined) return own;
    if (path.startsWith('/api/v1/users?')) return oktaPage([anOktaUser('00u1')]);
    if (path.startsWith('/api/v1/groups?')) return oktaPage([anOktaGroup('00g1')]);
    return path.startsWith('/api/v1/groups/') ? oktaPage([]) : undefined;
  };

const readOver = (over?: Route) => {
  const { connector } = fakeOkta(calm(over));
  return readDirectory(() => connector);
};

test.each([
  ['ACTIVE', 'active', 'Active'],
  ['PROVISIONED', 'active', 'Pending user action'],
  ['RECOVERY', 'active', 'Password reset'],
  ['PASSWORD_EXPIRED', 'active', 'Password expired'],
  ['LOCKED_OUT', 'active', 'Locked out'],
  ['STAGED', 'staged', 'Staged'],
  ['ACTIVATING', 'staged', 'Activating'],
  ['SUSPENDED', 'inactive', 'Suspended'],
  ['DEPROVISIONED', 'inactive', 'Deactivated'],
])('%s counts as %s', async (status, counts, words) => {
  const { users } = await readOver((path) =>
    path.startsWith('/api/v1/users') ? oktaPage([anOktaUser('00u1', { status })]) : undefined,
  );
  expect(users.get('00u1')).toMatchObject({ status: counts, reportedStatus: words });
});

test('a status that is not documented fails the read', async () => {
  const work = readOver((path) =>
    path.startsWith('/api/v1/users') ? oktaPage([anOktaUser('00u1', { status: 'RETIRED' })]) : undefined,
  );
  const failure = await failureFrom(work);
  expect(failure).toMatchObject({ kind: 'unexpected-response' });
  expect(failure.message).toContain('00u1');
});

test.each([
  [{ firstName: 'Ada', lastName: 'Byron', displayName: 'Countess' }, 'Ada Byron'],
  [{ firstName: ' ', lastName: 'Byron', displayName: 'Countess' }, 'Countess'],
  [{ firstName: 'Ada', lastName: null }, 'Ada'],
  [{ login: 'ada@example.com' }, 'ada@example.com'],
  [{}, 'User 00u1'],
])('a person with the profile %j is called %s', async (profile, name) => {
  const { users } = await readOver((path) =>
    path.startsWith('/api/v1/users') ? oktaPage([anOktaUser('00u1', { profile })]) : undefined,
  );
  expect(users.get('00u1')?.displayName).toBe(name);
  expect(users.get('00u1')).not.toHaveProperty('email');
});

test.each([
  ['a person without a status', '/api/v1/users?', [{ id: '00u1', profile: {} }], '0.status'],
  ['a group without a name', '/api/v1/groups?', [anOktaGroup('00g1', { profile: {} })], '0.profile.name'],
  ['a member without an id', '/api/v1/groups/', [{ status: 'ACTIVE' }], '0.id'],
])('%s fails the read with the place and no value', async (_what, prefix, body, place) => {
  const failure = await failureFrom(
    readOver((path) => (path.startsWith(prefix) ? oktaPage(body) : undefined)),
  );
  expect(failure).toMatchObject({ kind: 'unexpected-response' });
  expect(failure.message).toContain(`(at ${place})`);
});

test.each([
  ['a page for people', { body: '<!doctype html><title>Welcome</title>' }],
  ['a missing page', { status: 404, body: '<html>Not found</html>' }],
  ["a missing page without Okta's words", { status: 404, body: { error: 'no such route' } }],
])('a wrong address that answers with %s is a wrong setting', async (_what, answer) => {
  const { connector } = fakeOkta(() => answer);
  const failure = await failureFrom(readDirectory(() => connector));
  expect(failure).toMatchObject({ kind: 'settings-rejected', field: 'configuration.settings.baseUrl' });
  const [signIn] = await connector.test();
  expect(signIn).toMatchObject({ name: 'Sign in', result: 'failed' });
});

test('an address that Forge does not allow says what an administrator can do', async () => {
  const refused = Object.assign(new Error('not allowed'), { name: 'REQUEST_EGRESS_ALLOWLIST_ERR' });
  const { connector } = fakeOkta(() => refused, { baseUrl: 'https://login.acme.example' });
  const failure = await failureFrom(readDirectory(() => connector));
  expect(failure).toMatchObject({ kind: 'settings-rejected' });
  expect(failure.message).toMatch(
    /login\.acme\.example.*administrator of the site must allow it.*acme\.okta\.com/,
  );
});

test('a smaller page of groups is asked for where Okta refuses the largest, and then kept to', async () => {
  const tooLarge = oktaRefusal(400, 'E0000001', 'Api validation failed: limit');
  const { connector, reads } = fakeOkta(
    calm((path) =>
      path.startsWith('/api/v1/groups?') && !path.includes('limit=200') ? tooLarge : undefined,
    ),
  );
  expect((await readDirectory(() => connector)).groups.size).toBe(1);
  await readDirectory(() => connector);
  const sizes = reads().flatMap((path) => /groups\?.*limit=(\d+)/.exec(path)?.[1] ?? []);
  expect(sizes).toEqual(['10000', '1000', '200', '200']);
});

test('a page of groups that takes Okta too long is asked for in smaller pieces', async () => {
  const { connector } = fakeOkta(
    calm((path) =>
      path.includes('limit=10000') ? oktaRefusal(503, 'E0000143', 'The operation timed out.') : undefined,
    ),
  );
  expect((await readDirectory(() => connector)).groups.size).toBe(1);
});

test('deactivated members come as people with the members, because the list of people leaves them out', async () => {
  const { users, members } = await readOver((path) =>
    path.startsWith('/api/v1/groups/')
      ? oktaPage([anOktaUser('00u1'), anOktaUser('00u2', { status: 'DEPROVISIONED' })])
      : undefined,
  );
  expect(users.get('00u2')).toMatchObject({ status: 'inactive' });
  expect(new Set(members.get('group:00g1'))).toEqual(new Set(['00u1', '00u2']));
});

test('with required groups nobody is listed, and the members come as people', async () => {
  const { connector, reads } = fakeOkta(
    calm((path) => {
      if (path.startsWith('/api/v1/groups?')) return oktaPage([anOktaGroup('00g1'), anOktaGroup('00g2')]);
      return path.startsWith('/api/v1/groups/00g1') ? oktaPage([anOktaUser('00u7')]) : undefined;
    }),
    { requiredGroups: ['group 00G1'] },
  );
  const { plan, users } = await readDirectory(() => connector);
  expect(plan).toMatchObject({ way: 'members', estimatedCalls: 2 });
  expect([...users.keys()]).toEqual(['00u7']);
  expect(reads().filter((path) => path.startsWith('/api/v1/users'))).toEqual([]);
});

test('one page of the port never costs more than sixteen calls, however many the groups and pages', async () => {
  const groups = Array.from({ length: 40 }, (_, index) => anOktaGroup(`00g${index}`));
  const { connector, http } = fakeOkta(
    calm((path) => {
      if (path.startsWith('/api/v1/groups?')) return oktaPage(groups);
      if (!path.startsWith('/api/v1/groups/')) return undefined;
      const [base = ''] = path.split('?');
      const isSecond = path.includes('after=');
      return oktaPage([anOktaUser(isSecond ? '00u2' : '00u1')], isSecond ? undefined : `${base}?after=x`);
    }),
  );
  let before = 0;
  const read = await readDirectory(() => connector, {
    beforePage: () => {
      expect(http.calls.length - before).toBeLessThanOrEqual(16);
      before = http.calls.length;
    },
  });
  for (const { id } of groups) expect([...(read.members.get(`group:${id}`) ?? [])].length).toBe(2);
  expect(http.calls.length).toBe(1 + 80 + 1);
});

const askedFor = (path: string) => [...path.matchAll(/id eq "(\w+)"/g)].map(([, id]) => id ?? '');

test('people are asked for by id in batches, and by themselves where Okta finds a batch too long', async () => {
  const ids = Array.from({ length: 60 }, (_, index) => `00u${index}`);
  const { connector, reads } = fakeOkta((path) => {
    if (!path.startsWith('/api/v1/users?')) return undefined;
    const asked = askedFor(path);
    if (asked.length > 10) return oktaRefusal(400, 'E0000031', 'Invalid search criteria.');
    return oktaPage(asked.filter((id) => id !== '00u7').map((id) => anOktaUser(id)));
  });
  const { users } = gather(await connector.readUsers(ids));
  expect(users.size).toBe(59);
  for (const path of reads()) expect(encodeURI(path).length).toBeLessThan(2_500);
});

test('somebody who was not asked for shows that the answer tells nothing of the others', async () => {
  const { connector } = fakeOkta(() => oktaPage([anOktaUser('00u9')]));
  expect((await failureFrom(connector.readUsers(['00u1']))).kind).toBe('unexpected-response');
});

test('with a query, people are asked for by id and by the query', async () => {
  const query = 'profile.city eq "Bonn" or profile.city eq "Ulm"';
  const { connector, reads } = fakeOkta(() => oktaPage([]), { filters: { users: { query } } });
  expect(await connector.readUsers(['00u1'])).toEqual([]);
  expect(reads()[0]).toContain(`search=(${query}) and (id eq "00u1")`);
});

describe('a try that never ends', () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  test('is repeated, and holds up neither its repeat nor the calls beside it', async () => {
    let tries = 0;
    const { connector } = fakeOkta((path, call) => {
      tries += 1;
      return tries === 1 ? 'never' : calm()(path, call);
    });
    const both = Promise.all([connector.budget(), connector.budget()]);
    await jest.advanceTimersByTimeAsync(60_000);
    expect(await both).toEqual([undefined, undefined]);
    expect(tries).toBe(3);
  });
});

test.each(['invalid_scope', 'consent_required'])(
  'a service app without the scope of the System Log signs in without it, where Okta says %s',
  async (error) => {
    const refused = { status: 400, body: { error, error_description: 'You are not allowed any.' } };
    const token = { body: { token_type: 'Bearer', access_token: 'token-1', expires_in: 3_600 } };
    const { connector, http } = fakeOkta(
      calm((path, { body = '' }) => {
        if (!path.endsWith('/token')) return undefined;
        return body.includes('okta.logs.read') ? refused : token;
      }),
      { auth: 'private-key' },
    );
    await connector.budget();
    expect(http.calls.map(({ method }) => method)).toEqual(['POST', 'POST', 'GET']);
  },
);
