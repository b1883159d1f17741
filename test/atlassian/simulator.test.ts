import { createCallerSession } from '../../src/atlassian/caller';
import { createTarget } from '../../src/atlassian/target';
import type { Target } from '../../src/domain/ports';
import type { TargetApi } from '../../src/domain/target';
import { startAtlassian, type AtlassianSimulator, type Site } from '../../dev/simulators';
import type { Fetch } from '../../src/http/request';
import { fakeHttp, someSettings } from './fake-site';

const admin = 'admin-1';
const jiraAdmin = 'jira-admin-1';

function person(index: number, change: object = {}) {
  return {
    accountId: `p-${index}`,
    accountType: 'atlassian' as const,
    displayName: `Person ${index}`,
    email: `person${index}@example.com`,
    emailVisible: true,
    active: true,
    ...change,
  };
}

/** 130 people, of whom every tenth is inactive and one hides the address. */
const people = Array.from({ length: 130 }, (_, index) =>
  person(index, { active: index % 10 !== 9, emailVisible: index !== 7 }),
);
const everybody = people.map((each) => each.accountId);

const site: Site = {
  title: 'Acme',
  accounts: [
    person(0, { accountId: admin, email: 'admin@example.com' }),
    person(0, { accountId: jiraAdmin, email: 'jira@example.com' }),
    ...people,
    person(0, { accountId: 'bot', accountType: 'app', email: 'bot@example.com' }),
  ],
  groups: [
    { groupId: 'g-site', name: 'site-admins', memberIds: [admin], accessType: 'site-admin' },
    { groupId: 'g-jira', name: 'Wizards', memberIds: [jiraAdmin], accessType: 'admin' },
    {
      groupId: 'g-users',
      name: 'jira-users',
      memberIds: everybody,
      accessType: 'user',
      applications: ['jira'],
      defaultFor: ['jira'],
    },
    { groupId: 'g-idp', name: 'Payroll', memberIds: ['p-1'], managedExternally: true },
    { groupId: 'g-sales', name: 'Sales', memberIds: ['p-1', 'p-2'] },
    {
      groupId: 'g-seats',
      name: 'Confluence people',
      memberIds: [],
      accessType: 'user',
      applications: ['confluence'],
    },
    ...Array.from({ length: 260 }, (_, index) => ({
      groupId: `g-${index}`,
      name: `Team ${index}`,
      memberIds: [],
    })),
  ],
  applications: [
    { key: 'jira', name: 'Jira' },
    { key: 'confluence', name: 'Confluence', seats: 0 },
  ],
};

let simulator: AtlassianSimulator;
beforeAll(async () => {
  simulator = await startAtlassian({ site });
});
beforeEach(() => simulator.reset());
afterAll(() => simulator.close());

function as(accountId: string): Fetch {
  return (path, init) =>
    fetch(`${simulator.url}${path}`, {
      ...init,
      headers: { ...init.headers, 'x-forge-principal': `user ${accountId}` },
    });
}

function targetAs(accountId: string, api: TargetApi): Target {
  const products = { jira: as(accountId), confluence: as(accountId) };
  return createTarget({
    settings: someSettings({ syncAccountId: accountId, api }),
    fetch: products,
    http: fakeHttp(),
  });
}

async function membersOf(target: Target, groupId: string): Promise<readonly string[]> {
  const items: string[] = [];
  for (let cursor: string | undefined, done = false; !done;) {
    const page = await target.readMembers(groupId, cursor);
    items.push(...page.items);
    done = page.done;
    cursor = page.done ? undefined : page.cursor;
  }
  return items;
}

describe.each<TargetApi>(['jira', 'confluence'])('the simulated site through %s', (api) => {
  const target = (): Target => targetAs(admin, api);
  // Confluence does not say that nothing was to be done.
  const repeated = api === 'jira' ? ['already-so'] : ['already-so', 'applied'];

  test('tells each group with its protection, whatever the case of its name', async () => {
    const wanted = {
      ids: ['g-jira', 'gone'],
      names: ['SITE-ADMINS', 'jira-users', 'payroll', 'sales', 'team 259', 'nobody'],
    };
    const found = await target().findGroups(wanted);
    expect(Object.fromEntries(found.map((group) => [group.name, group.protection]))).toEqual({
      Wizards: 'grants-administration',
      'site-admins': 'grants-administration',
      'jira-users': 'default-group',
      Payroll: 'externally-managed',
      Sales: undefined,
      'Team 259': undefined,
    });
  });

  test('a group lives: created, filled, emptied, and every repeat changes nothing', async () => {
    const created = await target().createGroup('R&D / Büro');
    if (created.kind === 'rejected') throw new Error(created.reason);
    const { id } = created.group;
    expect(created.kind).toBe('created');
    expect(await target().createGroup('r&d / BÜRO')).toEqual({
      kind: 'exists',
      group: { id, name: 'R&D / Büro' },
    });

    expect(await target().addMember(id, 'p-1')).toEqual({ kind: 'applied' });
    expect(repeated).toContain((await target().addMember(id, 'p-1')).kind);
    expect(await membersOf(target(), id)).toEqual(['p-1']);
    expect(await target().removeMember(id, 'p-1')).toEqual({ kind: 'applied' });
    expect(repeated).toContain((await target().removeMember(id, 'p-1')).kind);
    expect(simulator.state.members(id, 'all')).toEqual([]);
  });

  test('what cannot be done to one group or person is rejected with a reason', async () => {
    const reasons = [
      await target().addMember('g-idp', 'p-3'),
      await target().addMember('g-seats', 'p-3'),
      await target().addMember('g-sales', 'nobody'),
      await target().addMember('no-group', 'p-3'),
      await target().addMember('g-site', 'p-3'),
      await target().removeMember('g-sales', admin),
    ];
    expect(reasons).toEqual([
      { kind: 'rejected', reason: expect.stringContaining('identity provider') },
      { kind: 'rejected', reason: expect.stringContaining('no free seat') },
      { kind: 'rejected', reason: expect.stringContaining('account'), accountGone: true },
      { kind: 'rejected', reason: expect.stringContaining('not exist') },
      { kind: 'rejected', reason: expect.stringContaining('administration') },
      { kind: 'rejected', reason: expect.stringContaining('own memberships') },
    ]);
  });

  test('somebody who is no site administrator can read and cannot write', async () => {
    const weak = targetAs(jiraAdmin, api);
    expect(await weak.findGroups({ ids: [], names: ['sales'] })).toHaveLength(1);
    await expect(weak.addMember('g-sales', 'p-3')).rejects.toMatchObject({
      failure: { kind: 'access-missing' },
    });
    await expect(weak.createGroup('New')).rejects.toMatchObject({ failure: { kind: 'access-missing' } });
    const checks = await weak.checkAccess();
    expect(checks.filter((check) => check.result !== 'ok').map((check) => check.name)).toEqual([
      'Manage groups',
    ]);
  });

  test('check access finds nothing missing for a site administrator, and writes nothing', async () => {
    const checks = await target().checkAccess();
    expect(checks.map((check) => check.result)).toEqual(checks.map(() => 'ok'));
    expect(Object.keys(simulator.requests).filter((route) => !route.startsWith('GET '))).toEqual([]);
  });

  test('a deactivated sync account fails the sign-in check', async () => {
    simulator.state.changeAccount(admin, { active: false });
    const [first] = await target().checkAccess();
    expect(first).toMatchObject({ name: 'Sign in as the sync account', result: 'failed' });
  });
});

test.each<TargetApi>(['jira', 'confluence'])(
  'inactive members are seen also where %s writes',
  async (api) => {
    expect(await membersOf(targetAs(admin, api), 'g-users')).toHaveLength(130);
  },
);

test('a group that changes while it is read is no read', async () => {
  const target = targetAs(admin, 'jira');
  const first = await target.readMembers('g-users', undefined);
  simulator.state.removeMember('g-users', 'p-0');
  const next = target.readMembers('g-users', first.done ? undefined : first.cursor);
  await expect(next).rejects.toMatchObject({ failure: { kind: 'incomplete-read' } });
});

test('people are listed without apps; an address finds only whom it shows', async () => {
  const target = targetAs(admin, 'jira');
  const first = await target.listAccounts(undefined);
  expect(first.items).toHaveLength(132);
  expect(await target.listAccounts(first.done ? undefined : first.cursor)).toEqual({ items: [], done: true });
  expect((await target.findAccounts('PERSON8@example.com')).map((account) => account.accountId)).toEqual([
    'p-8',
  ]);
  expect(await target.findAccounts('person7@example.com')).toEqual([]);
  expect(await target.findAccounts('bot@example.com')).toEqual([]);
});

describe('calls', () => {
  const names = Array.from({ length: 100 }, (_, index) => `Team ${index}`);

  test('Jira finds 100 groups by two batches and one overview, besides the protection lists', async () => {
    expect(await targetAs(admin, 'jira').findGroups({ ids: [], names })).toHaveLength(100);
    expect(simulator.requests).toEqual({
      'GET /rest/api/3/group/bulk': 2 + 2,
      'GET /rest/api/3/groups/picker': 2,
      'GET /rest/api/3/applicationrole': 1,
      'GET /wiki/rest/api/group': 2,
    });
  });

  test('Confluence finds 100 groups in the pages of all groups', async () => {
    expect(await targetAs(admin, 'confluence').findGroups({ ids: [], names })).toHaveLength(100);
    expect(simulator.requests).toEqual({
      'GET /rest/api/3/group/bulk': 2,
      'GET /rest/api/3/applicationrole': 1,
      'GET /wiki/rest/api/group': 2 + 2,
    });
  });
});

describe('when the site fails', () => {
  const member = 'POST /rest/api/3/group/user';

  test('a burst and an outage of a moment are outlived', async () => {
    const burst = { kind: 'status', status: 429, retryAfterSeconds: 1 } as const;
    simulator.setFaults([
      { route: member, effect: burst },
      { route: member, nth: 2, effect: { kind: 'status', status: 500 } },
    ]);
    expect(await targetAs(admin, 'jira').addMember('g-sales', 'p-3')).toEqual({ kind: 'applied' });
  });

  test('a spent quota parks the run until its reset', async () => {
    const reason = 'jira-quota-tenant-based';
    simulator.setFaults([
      { route: member, effect: { kind: 'status', status: 429, retryAfterSeconds: 900, reason } },
    ]);
    const add = targetAs(admin, 'jira').addMember('g-sales', 'p-3');
    await expect(add).rejects.toMatchObject({ failure: { kind: 'retry-later', afterMs: 900_000 } });
  });

  test.each(['truncated-json', 'wrong-json', 'cursor-loop'] as const)(
    '%s is never taken for an end of the members',
    async (kind) => {
      simulator.setFaults([{ route: 'GET /rest/api/3/group/member', times: 'always', effect: { kind } }]);
      await expect(membersOf(targetAs(admin, 'jira'), 'g-users')).rejects.toMatchObject({
        failure: { kind: expect.stringMatching(/incomplete-read|unexpected-response/) },
      });
    },
  );
});

const session = (accountId: string) => createCallerSession({ fetch: as(accountId), http: fakeHttp() });

test('in their own session a person is what Jira says', async () => {
  const rights = async (accountId: string) => [
    await session(accountId).isAdministrator(),
    await session(accountId).canManageGroups(),
  ];
  expect(await rights(admin)).toEqual([true, true]);
  expect(await rights(jiraAdmin)).toEqual([true, false]);
  expect(await rights('p-1')).toEqual([false, false]);
  expect(await rights('nobody')).toEqual([false, false]);
  expect(await session(admin).me()).toEqual({ accountId: admin, displayName: 'Person 0' });
});
