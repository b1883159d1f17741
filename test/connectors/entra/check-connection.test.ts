import type { EntraApplication, EntraSecret } from '../../../dev/simulators';
import type { EntraSettings } from '../../../src/domain/entra-settings';
import type { AccessCheck } from '../../../src/domain/target';
import { entraClientId, startEntraTwin, type EntraTwin } from '../../support/entra-twin';

const rights = ['User.Read.All', 'GroupMember.Read.All'];
const secrets: readonly EntraSecret[] = [{ value: 'a-secret-of-the-test' }];

describe('the test of a connection to Entra', () => {
  let twin: EntraTwin;
  const begin = async (settings: Partial<EntraSettings>, application: Partial<EntraApplication> = {}) => {
    const applications = [{ clientId: entraClientId, secrets, roles: rights, ...application }];
    twin = await startEntraTwin({ users: 20, groups: 6 }, { settings, simulator: { applications } });
    return twin.connector().test();
  };
  const told = (checks: readonly AccessCheck[]) => checks.map(({ name, result }) => [name, result]);
  const message = (checks: readonly AccessCheck[], name: string) =>
    checks.find((check) => check.name === name)?.message;
  afterEach(() => twin.close());

  test('tries each read by itself', async () => {
    expect(told(await begin({}))).toEqual([
      ['Sign in', 'ok'],
      ['Read users', 'ok'],
      ['Read groups and members', 'ok'],
    ]);
  });

  test('names User.Read.All where it is missing, also for members that come as ids only', async () => {
    const checks = await begin({}, { roles: ['GroupMember.Read.All'] });
    expect(told(checks).slice(1)).toEqual([
      ['Read users', 'failed'],
      ['Read groups and members', 'failed'],
    ]);
    for (const { message: words } of checks.slice(1))
      expect(words).toMatch(/User[.]Read[.]All.*granted consent/);
  });

  test('names GroupMember.Read.All where it is missing, and users are well', async () => {
    const checks = await begin({}, { roles: ['User.Read.All'] });
    expect(told(checks).slice(1)).toEqual([
      ['Read users', 'ok'],
      ['Read groups and members', 'failed'],
    ]);
    expect(message(checks, 'Read groups and members')).toMatch(/GroupMember[.]Read[.]All/);
  });

  test('tells an expired secret from a wrong one, and tries nothing further', async () => {
    const checks = await begin({}, { secrets: [{ value: 'a-secret-of-the-test', expiresAtMs: 1 }] });
    expect(told(checks)).toEqual([
      ['Sign in', 'failed'],
      ['Read users', 'not-tried'],
      ['Read groups and members', 'not-tried'],
    ]);
    expect(message(checks, 'Sign in')).toMatch(/has expired/);
  });

  test('tells a tenant of nowhere', async () => {
    const checks = await begin({ tenantId: 'nowhere.example' });
    expect(message(checks, 'Sign in')).toMatch(/no tenant "nowhere.example"/);
  });

  test('finds required and excluded groups by name without case and by id', async () => {
    await begin({});
    const [one, two] = twin.simulator.state.groups();
    const settings = {
      requiredGroups: [one?.displayName.toUpperCase() ?? ''],
      excludedGroups: [two?.id ?? ''],
    };
    expect(told(await twin.with(settings).test()).at(-1)).toEqual(['Required and excluded groups', 'ok']);
  });

  test('names the required groups that are not there', async () => {
    const checks = await begin({ requiredGroups: ["Nobody's", 'Also nobody'] });
    expect(message(checks, 'Required and excluded groups')).toMatch(
      /no group named "Nobody's", "Also nobody"/,
    );
  });

  test('tries each query by itself', async () => {
    const filters = { users: { query: "department ne 'Sales'" }, groups: { query: 'type eq "OKTA_GROUP"' } };
    const checks = await begin({ filters });
    expect(told(checks).slice(3)).toEqual([
      ['Query for users', 'ok'],
      ['Query for groups', 'failed'],
    ]);
    expect(message(checks, 'Query for users')).toMatch(/an advanced one/);
  });
});
