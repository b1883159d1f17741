import { generateKeyPairSync } from 'node:crypto';
import { Client, DefaultRequestExecutor } from '@okta/okta-sdk-nodejs';
import {
  demoOktaGroupIds,
  demoOktaUserId,
  generateCompany,
  oktaOrgOf,
  startOkta,
  type OktaClient,
  type OktaSimulator,
} from '../../../dev/simulators';
import { aClock, startDemo, type TestClock } from './okta-support';

/** The official client as it comes, except that it waits on the test's clock. */
class TestExecutor extends DefaultRequestExecutor {
  readonly waits: number[] = [];
  readonly #clock: TestClock | undefined;

  constructor(clock?: TestClock) {
    super();
    this.#clock = clock;
  }

  override retryRequest(...[request, response]: Parameters<DefaultRequestExecutor['retryRequest']>) {
    const waitMs = this.getRetryDelayMs(response);
    this.waits.push(waitMs);
    this.#clock?.pass(waitMs);
    return this.fetch(this.buildRetryRequest(request, this.getOktaRequestId(response), 0));
  }
}

interface Items<T> {
  each(work: (item: T) => void): Promise<unknown>;
}

async function all<T, V>(items: Items<T>, pick: (item: T) => V): Promise<readonly V[]> {
  const picked: V[] = [];
  await items.each((item) => {
    picked.push(pick(item));
  });
  return picked;
}

const running: OktaSimulator[] = [];

async function started(options: Parameters<typeof startDemo>[0] = {}): Promise<OktaSimulator> {
  const okta = await startDemo(options);
  running.push(okta);
  return okta;
}

afterEach(() => Promise.all(running.splice(0).map((okta) => okta.close())));

const clientOf = (okta: OktaSimulator, requestExecutor = new TestExecutor()) =>
  new Client({ orgUrl: okta.url, token: 'a-token', requestExecutor });

describe('the official client', () => {
  let okta: OktaSimulator;

  beforeAll(async () => {
    okta = await startOkta({ org: oktaOrgOf(generateCompany({ users: 700, groups: 30, seed: 11 })) });
  });
  afterAll(() => okta.close());

  test('lists all users but the deactivated', async () => {
    const users = await clientOf(okta).userApi.listUsers({ limit: 100 });
    expect(await all(users, (user) => [user.id, user.status, user.profile?.email ?? undefined])).toEqual(
      okta.state
        .users()
        .filter((user) => user.status !== 'DEPROVISIONED')
        .map((user) => [user.id, user.status, user.profile.email]),
    );
  });

  test('lists all groups and all their members, page by page', async () => {
    const client = clientOf(okta);
    const groups = await all(await client.groupApi.listGroups({ limit: 9 }), (group) => ({
      id: group.id ?? '',
      name: group.profile?.name,
      type: String(group.type),
      changed: group.lastMembershipUpdated?.getTime(),
    }));
    expect(groups).toEqual(
      okta.state.groups().map((group) => ({
        id: group.id,
        name: group.name,
        type: group.type,
        changed: group.lastMembershipUpdatedMs,
      })),
    );
    for (const { id } of groups) {
      const members = await client.groupApi.listGroupUsers({ groupId: id, limit: 50 });
      expect(await all(members, (user) => user.id)).toEqual(okta.state.memberIds(id));
    }
  });

  test('finds the deactivated by search, and one user by login', async () => {
    const client = clientOf(okta);
    const gone = await client.userApi.listUsers({ search: 'status eq "DEPROVISIONED"' });
    const expected = okta.state.users().filter((user) => user.status === 'DEPROVISIONED');
    expect(expected.length).toBeGreaterThan(0);
    expect(await all(gone, (user) => user.id)).toEqual(expected.map((user) => user.id));
    const [someone] = okta.state.users();
    const found = await client.userApi.getUser({
      userId: someone?.profile.login ?? '',
    });
    expect(found.id).toBe(someone?.id);
  });
});

describe('the official client in the demo', () => {
  let clock: TestClock;

  beforeEach(() => {
    clock = aClock();
  });

  test('waits for a spent minute as long as Reset and Date say', async () => {
    const okta = await started({ now: clock.now, limits: { groups: 2 } });
    const executor = new TestExecutor(clock);
    clock.pass(17_000);
    const groups = await clientOf(okta, executor).groupApi.listGroups({ limit: 2 });
    const names = await all(groups, (group) => group.profile?.name);
    expect(names).toEqual(okta.state.groups().map((group) => group.name));
    expect(executor.waits).toEqual([61_000, 61_000]);
  });

  test('reads the System Log', async () => {
    const okta = await started({ now: clock.now });
    okta.state.join(demoOktaGroupIds.sales, [demoOktaUserId('Nadia')]);
    const since = new Date(clock.now() - 1000);
    clock.pass(1000);
    const until = new Date(clock.now());
    const events = await clientOf(okta).systemLogApi.listLogEvents({
      since: since.toISOString(),
      until: until.toISOString(),
    });
    expect(await all(events, (event) => [event.eventType, event.target?.map((each) => each.type)])).toEqual([
      ['group.user_membership.add', ['User', 'UserGroup']],
    ]);
  });

  test('is told what is wrong in a form that it reads', async () => {
    const okta = await started();
    const call = clientOf(okta).groupApi.getGroup({ groupId: '00gnone' });
    await expect(call).rejects.toMatchObject({
      status: 404,
      errorCode: 'E0000007',
      errorSummary: 'Not found: Resource not found: 00gnone (UserGroup)',
    });
  });
});

describe('the official client as a service app', () => {
  const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const kid = 'test-key';
  const app: OktaClient = {
    clientId: '0oaOfficialClient',
    keys: [{ ...publicKey.export({ format: 'jwk' }), kid }],
    grantedScopes: ['okta.groups.read'],
    hasAdminRole: true,
  };
  const serviceClient = (okta: OktaSimulator, scopes: readonly string[]) =>
    new Client({
      orgUrl: okta.url,
      authorizationMode: 'PrivateKey',
      clientId: app.clientId,
      scopes: [...scopes],
      privateKey: privateKey.export({ type: 'pkcs1', format: 'pem' }).toString(),
      keyId: kid,
      requestExecutor: new TestExecutor(),
    });

  test('signs in with its private key and reads', async () => {
    const okta = await started({ apiTokens: [], clients: [app] });
    const groups = await serviceClient(okta, ['okta.groups.read']).groupApi.listGroups();
    expect(await all(groups, (group) => group.id)).toEqual(okta.state.groupIds());
    expect(okta.requests['POST /oauth2/v1/token']).toBe(1);
  });

  test('proves its key when it has to, after it was told the nonce', async () => {
    const okta = await started({ apiTokens: [], clients: [{ ...app, requiresDpop: true }] });
    const groups = await serviceClient(okta, ['okta.groups.read']).groupApi.listGroups({ limit: 4 });
    expect(await all(groups, (group) => group.id)).toEqual(okta.state.groupIds());
    expect(okta.requests['POST /oauth2/v1/token']).toBe(2);
  });

  // The client reads a token's refusal as a token without a value, and calls with that.
  test('gets nowhere with scopes that were not granted', async () => {
    const okta = await started({ clients: [app] });
    const groups = await serviceClient(okta, ['okta.users.read']).groupApi.listGroups();
    const refused = await all(groups, (group) => group.id).catch((error: unknown) => error);
    expect(refused).toMatchObject({ status: 401, errorCode: 'E0000011' });
  });
});
