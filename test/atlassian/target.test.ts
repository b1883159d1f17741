import { createTarget } from '../../src/atlassian/target';
import { fakeHttp, fakeTarget, groupPage, jiraRefusal, someSettings } from './fake-site';

const membership = '/rest/api/3/group/user';
const applied = {
  [`POST ${membership}`]: () => ({ status: 201 }),
  [`DELETE ${membership}`]: () => ({ status: 200 }),
};

const found = (group: object) => ({
  'GET /rest/api/3/groups/picker': () => ({ body: { groups: [group], total: 1 } }),
});

const platformError = (name: string, more: object = {}) =>
  Object.assign(new Error('refused'), { name, ...more });
const targetThatThrows = (error: Error) => {
  const refuse = async (): Promise<never> => Promise.reject(error);
  const http = fakeHttp();
  return {
    http,
    target: createTarget({ settings: someSettings(), fetch: { jira: refuse, confluence: refuse }, http }),
  };
};

describe('what is never written, whatever was planned', () => {
  test("the sync account's own memberships", async () => {
    const { target, site } = fakeTarget(applied);
    expect(await target.removeMember('g', 'admin-1')).toMatchObject({
      kind: 'rejected',
      reason: expect.stringContaining('own memberships'),
    });
    expect(await target.addMember('g', 'admin-1')).toMatchObject({ kind: 'rejected' });
    expect(site.urlsOf(membership)).toEqual([]);
  });

  test('a group that has come to grant administration, and a default group', async () => {
    const { target, site } = fakeTarget({
      ...applied,
      'GET /rest/api/3/applicationrole': () => ({
        body: [{ defaultGroupsDetails: [{ groupId: 'g-default', name: 'jira-users' }] }],
      }),
    });
    expect(await target.addMember('g-admins', 'a')).toMatchObject({
      kind: 'rejected',
      reason: expect.stringContaining('administration'),
    });
    expect(await target.addMember('g-default', 'a')).toMatchObject({
      kind: 'rejected',
      reason: expect.stringContaining('default group'),
    });
    expect(site.urlsOf(membership)).toEqual([]);
  });

  test('a group that was found to be protected by its name or its manager', async () => {
    const groups = [
      { name: 'jira-users', groupId: 'g-default', reason: 'default group' },
      { name: '_licensed-jira', groupId: 'g-app', reason: "Atlassian's apps" },
      { name: 'Payroll', groupId: 'g-idp', managedBy: 'EXTERNAL', reason: 'identity provider' },
    ];
    const { target, site } = fakeTarget({
      ...applied,
      'GET /rest/api/3/applicationrole': () => ({ body: [{ defaultGroups: ['jira-users'] }] }),
      'GET /rest/api/3/groups/picker': ({ query }) => ({
        body: { groups: groups.filter(({ name }) => name === query.get('query')), total: 1 },
      }),
    });
    await target.findGroups({ ids: [], names: groups.map(({ name }) => name) });
    for (const { groupId, reason } of groups) {
      const refused = { kind: 'rejected', reason: expect.stringContaining(reason) };
      expect(await target.addMember(groupId, 'a')).toEqual(refused);
      expect(await target.removeMember(groupId, 'a')).toEqual(refused);
    }
    expect(site.urlsOf(membership)).toEqual([]);
  });

  test('a group that was refused as managed elsewhere is not tried for the next person', async () => {
    const { target, site } = fakeTarget({
      [`POST ${membership}`]: () => jiraRefusal(400, 'The group is synced from an identity provider.'),
    });
    const outcomes = [
      await target.addMember('g', 'a'),
      await target.addMember('g', 'b'),
      await target.addMember('other', 'b'),
    ];
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(['rejected', 'rejected', 'rejected']);
    expect(site.urlsOf(membership)).toHaveLength(2);
  });
});

describe('creating a group', () => {
  const created = {
    'POST /rest/api/3/group': () => ({ status: 201, body: { name: 'Sales', groupId: 'new' } }),
  };
  const taken = {
    'POST /rest/api/3/group': () => jiraRefusal(400, 'A group or user with this name already exists.'),
  };

  test('gives it back with its id', async () => {
    const { target, site } = fakeTarget(created);
    expect(await target.createGroup(' Sales ')).toEqual({
      kind: 'created',
      group: { id: 'new', name: 'Sales' },
    });
    expect(site.calls.at(0)?.body).toEqual({ name: 'Sales' });
  });

  test('a name that exists in another case gives the group that is there, and makes no second one', async () => {
    const { target } = fakeTarget({ ...taken, ...found({ name: 'SALES', groupId: 'old' }) });
    expect(await target.createGroup('Sales')).toEqual({
      kind: 'exists',
      group: { id: 'old', name: 'SALES' },
    });
  });

  test.each([
    ['Sales', 'created'],
    ['SALES', 'exists'],
  ])(
    'a name that is taken after a lost answer is ours only where it is written alike: %s',
    async (name, kind) => {
      const answers = [{ status: 502 }, taken['POST /rest/api/3/group']()];
      const { target } = fakeTarget({
        'POST /rest/api/3/group': () => answers.shift() ?? { status: 418 },
        ...found({ name, groupId: 'there' }),
      });
      expect(await target.createGroup(' Sales ')).toEqual({ kind, group: { id: 'there', name } });
    },
  );

  test('a group whose creation was answered without an id is found and is ours', async () => {
    const { target } = fakeTarget({
      'POST /rest/api/3/group': () => ({ status: 201, body: '' }),
      ...found({ name: 'Sales', groupId: 'new' }),
    });
    expect(await target.createGroup('Sales')).toEqual({
      kind: 'created',
      group: { id: 'new', name: 'Sales' },
    });
  });

  test('a name that belongs to a protected group is refused', async () => {
    const { target } = fakeTarget({ ...taken, ...found({ name: 'Site-Admins', groupId: 'g-admins' }) });
    expect(await target.createGroup('site-admins')).toMatchObject({
      kind: 'rejected',
      reason: expect.stringContaining('administration'),
    });
  });

  test('a name that is taken by something that is not shown is refused with a sentence', async () => {
    const { target } = fakeTarget(taken);
    expect(await target.createGroup('Sales')).toMatchObject({
      kind: 'rejected',
      reason: expect.stringContaining('name is taken'),
    });
  });

  test.each([' ', 'x'.repeat(256)])(
    'a name that no group can have is refused without a call',
    async (name) => {
      const { target, site } = fakeTarget(created);
      expect(await target.createGroup(name)).toMatchObject({
        kind: 'rejected',
        reason: expect.stringContaining('1 to 255'),
      });
      expect(site.calls).toHaveLength(0);
    },
  );

  test("another refusal is told in Jira's words", async () => {
    const { target } = fakeTarget({
      'POST /rest/api/3/group': () => jiraRefusal(400, 'The name has signs that are not allowed.'),
    });
    const reason = 'Jira refused with status 400: The name has signs that are not allowed.';
    expect(await target.createGroup('a<b')).toEqual({ kind: 'rejected', reason });
  });
});

describe('a sync account that the platform does not let the app act as', () => {
  test.each([
    ['no consent', platformError('NEEDS_AUTHENTICATION_ERR', { status: 401 })],
    ['no impersonation', platformError('PROXY_ERR', { status: 400, errorCode: 'AUTH_TYPE_UNAVAILABLE' })],
    ['a refusal by the proxy', platformError('PROXY_ERR', { status: 403, errorCode: 'FORBIDDEN' })],
    ['a product that is not there', platformError('PROXY_ERR', { status: 404, errorCode: 'NOT_FOUND' })],
  ])('%s stops the run at once with the way out', async (_what, error) => {
    const { target, http } = targetThatThrows(error);
    await expect(target.listAccounts(undefined)).rejects.toMatchObject({
      failure: {
        kind: 'access-missing',
        message: expect.stringContaining('The sync account (admin-1) cannot be used any more'),
      },
      cause: error,
    });
    expect(http.waits).toEqual([]);
  });

  test('a failure of the proxy itself is retried like any outage', async () => {
    const { target, http } = targetThatThrows(
      platformError('PROXY_ERR', { status: 502, errorCode: 'UPSTREAM' }),
    );
    await expect(target.listAccounts(undefined)).rejects.toMatchObject({ failure: { kind: 'unavailable' } });
    expect(http.waits).toHaveLength(4);
  });
});

test('the lists of protected groups are read once for all questions', async () => {
  const { target, site } = fakeTarget({
    ...applied,
    'GET /rest/api/3/group/bulk': (call) =>
      call.query.has('accessType') ? groupPage([['g-admins', 'site-admins']]) : groupPage([['g', 'G']]),
  });
  await target.findGroups({ ids: ['g'], names: [] });
  await target.findGroups({ ids: ['g'], names: [] });
  await target.addMember('g', 'a');
  const lists = site.calls.filter(
    (call) => call.query.has('accessType') || call.path.endsWith('applicationrole'),
  );
  expect(lists.map((call) => `${call.path} ${call.query.get('accessType') ?? ''}`.trim()).toSorted()).toEqual(
    [
      '/rest/api/3/applicationrole',
      '/rest/api/3/group/bulk admin',
      '/rest/api/3/group/bulk site-admin',
      '/wiki/rest/api/group admin',
      '/wiki/rest/api/group site-admin',
    ],
  );
});
