import { fakeTarget, groupPage, jiraRefusal, type FakeAnswer, type FakeCall } from './fake-site';

const bulk = '/rest/api/3/group/bulk';
const picker = '/rest/api/3/groups/picker';
const membership = '/rest/api/3/group/user';

function picked(
  ...groups: readonly {
    name: string;
    groupId: string;
    managedBy?: string;
    labels?: readonly { type: string }[];
  }[]
): FakeAnswer {
  return { body: { groups, total: groups.length, header: '' } };
}

/** Bulk over a list of groups, comparing names with case, in pages of 50. */
function bulkOver(groups: readonly (readonly [id: string, name: string])[]): (call: FakeCall) => FakeAnswer {
  return ({ query }) => {
    if (query.has('accessType')) return groupPage([]);
    return groupPage(
      groups.filter(
        ([id, name]) => query.getAll('groupId').includes(id) || query.getAll('groupName').includes(name),
      ),
    );
  };
}

describe('finding groups', () => {
  test('asks for 50 ids or names a call, and a group that is in both comes once', async () => {
    const groups = Array.from({ length: 120 }, (_, index) => [`id-${index}`, `Team ${index}`] as const);
    const { target, site } = fakeTarget({ [`GET ${bulk}`]: bulkOver(groups) });

    const names = groups.map(([, name]) => name);
    const found = await target.findGroups({ ids: ['id-3', 'id-7'], names });

    expect(found).toHaveLength(120);
    expect(found).toContainEqual({ id: 'id-3', name: 'Team 3' });
    const asked = site.calls.filter((call) => call.path === bulk && !call.query.has('accessType'));
    expect(
      asked.map((call) => [call.query.getAll('groupId').length, call.query.getAll('groupName').length]),
    ).toEqual([
      [2, 0],
      [0, 50],
      [0, 50],
      [0, 20],
    ]);
  });

  test('names of any script and sign go out encoded, in queries below 4,000 characters', async () => {
    const names = [
      'R&D / Ops?',
      'Büro #7',
      ...Array.from({ length: 40 }, (_, index) => `${'日本語'.repeat(20)} ${index}`),
    ];
    const groups = names.map((name, index) => [`id-${index}`, name] as const);
    const { target, site } = fakeTarget({ [`GET ${bulk}`]: bulkOver(groups) });

    expect(await target.findGroups({ ids: [], names })).toHaveLength(42);
    const longest = Math.max(...site.calls.map((call) => call.path.length + call.query.toString().length));
    expect(longest).toBeLessThan(4_000);
  });

  test('a name that differs by case only is found, and names no group can have are not asked for', async () => {
    const { target, site } = fakeTarget({
      [`GET ${bulk}`]: bulkOver([]),
      [`GET ${picker}`]: () => picked({ name: 'Sales', groupId: 's' }, { name: 'sales EMEA', groupId: 'e' }),
    });
    expect(await target.findGroups({ ids: [], names: ['SALES ', ' ', 'x'.repeat(256)] })).toEqual([
      { id: 's', name: 'Sales' },
    ]);
    expect(site.urlsOf(picker)).toEqual([`GET ${picker}?query=SALES&caseInsensitive=true&maxResults=20`]);
  });

  test('a picker answer that was cut off is asked for again in full', async () => {
    const many = Array.from({ length: 30 }, (_, index) => ({ name: `a-dev-${index}`, groupId: `a${index}` }));
    const { target } = fakeTarget({
      [`GET ${bulk}`]: bulkOver([]),
      [`GET ${picker}`]: ({ query }) => {
        const all = [...many, { name: 'dev', groupId: 'dev' }];
        return { body: { groups: all.slice(0, Number(query.get('maxResults'))), total: all.length } };
      },
    });
    expect(await target.findGroups({ ids: [], names: ['Dev'] })).toEqual([{ id: 'dev', name: 'dev' }]);
  });

  test('one id that Jira does not know hides none of the others in its batch', async () => {
    const { target } = fakeTarget({
      [`GET ${bulk}`]: (call) =>
        call.query.getAll('groupId').includes('gone')
          ? jiraRefusal(404, 'Group gone does not exist.')
          : bulkOver([
              ['a', 'A'],
              ['b', 'B'],
            ])(call),
    });
    const found = await target.findGroups({ ids: ['a', 'gone', 'b'], names: [] });
    expect(found.map((group) => group.id).toSorted()).toEqual(['a', 'b']);
  });

  test('nothing wanted costs no call', async () => {
    const { target, site } = fakeTarget({});
    expect(await target.findGroups({ ids: [], names: [] })).toEqual([]);
    expect(site.calls).toHaveLength(0);
  });

  test.each([
    ['404', { status: 404, body: 'dead link' }],
    ['410', { status: 410, body: '' }],
  ])('where bulk answers %s, the picker finds by name and by id', async (_status, missing) => {
    const { target } = fakeTarget({
      [`GET ${bulk}`]: () => missing,
      'GET /wiki/rest/api/group': () => ({
        body: { results: [{ id: 'adm', name: 'site-admins' }], limit: 200 },
      }),
      [`GET ${picker}`]: ({ query }) => {
        const all = [
          { name: 'Sales', groupId: 's' },
          { name: 'site-admins', groupId: 'adm' },
          { name: 'Renamed', groupId: 'r' },
        ];
        const groups = all.filter((group) =>
          group.name.toLowerCase().includes((query.get('query') ?? '').toLowerCase()),
        );
        return picked(...groups);
      },
    });
    expect(
      await target.findGroups({ ids: ['r', 'gone'], names: ['sales', 'Site-Admins', 'new one'] }),
    ).toEqual([
      { id: 'r', name: 'Renamed' },
      { id: 's', name: 'Sales' },
      { id: 'adm', name: 'site-admins', protection: 'grants-administration' },
    ]);
  });

  test('where the picker lists only a part, ids are asked for one by one', async () => {
    const { target } = fakeTarget({
      [`GET ${bulk}`]: () => ({ status: 410 }),
      'GET /wiki/rest/api/group': () => ({ body: { results: [], limit: 200 } }),
      [`GET ${picker}`]: ({ query }) => ({
        body: {
          groups: [query.get('query') === 'B' ? { name: 'B', groupId: 'b' } : { name: 'A', groupId: 'a' }],
          total: 5_000,
        },
      }),
      'GET /rest/api/3/group': ({ query }) =>
        query.get('groupId') === 'b'
          ? { body: { name: 'B', groupId: 'b' } }
          : jiraRefusal(404, 'no such group'),
    });
    const found = await target.findGroups({ ids: ['a', 'b', 'c'], names: [] });
    expect(found.map((group) => group.name)).toEqual(['A', 'B']);
  });
});

describe('changing members', () => {
  test('an addition sends the account in the body, a removal in the query', async () => {
    const { target, site } = fakeTarget({
      [`POST ${membership}`]: () => ({ status: 201, body: { name: 'G' } }),
      [`DELETE ${membership}`]: () => ({ status: 200, body: '' }),
    });
    expect(await target.addMember('g 1', 'acc:1')).toEqual({ kind: 'applied' });
    expect(await target.removeMember('g 1', 'acc:1')).toEqual({ kind: 'applied' });
    expect(site.urlsOf(membership)).toEqual([
      `POST ${membership}?groupId=g 1`,
      `DELETE ${membership}?groupId=g 1&accountId=acc:1`,
    ]);
    expect(site.calls.find((call) => call.method === 'POST')?.body).toEqual({ accountId: 'acc:1' });
  });

  test.each([
    ['POST', jiraRefusal(400, "Cannot add user 'Conan O'Brien', user is already a member of 'Sales'")],
    [
      'DELETE',
      jiraRefusal(400, "Cannot remove user 'Mia' from group 'Sales' since user is not a member of 'Sales'"),
    ],
    ['DELETE', jiraRefusal(404, 'User is not a member of the group.')],
  ])('%s that finds nothing to do is already so', async (method, answer) => {
    const { target } = fakeTarget({ [`${method} ${membership}`]: () => answer });
    const outcome = method === 'POST' ? target.addMember('g', 'a') : target.removeMember('g', 'a');
    expect(await outcome).toEqual({ kind: 'already-so' });
  });

  test.each([
    [
      'the account is gone',
      jiraRefusal(404, 'Specified user does not exist'),
      'does not exist on this site any more',
    ],
    [
      'the group is synced',
      jiraRefusal(400, "The group 'G' is synced from an identity provider"),
      'managed by an identity provider',
    ],
    [
      'the group is synced, told as 403',
      jiraRefusal(403, 'This group is managed externally.'),
      'managed by an identity provider',
    ],
    ['no seat is free', jiraRefusal(400, 'The number of licensed users is exceeded.'), 'no free seat'],
    [
      'Jira has its own reason',
      jiraRefusal(409, "The user 'Mia Krystof' <mia@example.com> cannot be added."),
      'The user …',
    ],
    ['Jira gives no reason', { status: 418, body: 'teapot' }, 'refused with status 418.'],
  ])('where %s, this change is rejected and the run goes on', async (_what, answer, words) => {
    const { target } = fakeTarget({ [`POST ${membership}`]: () => answer });
    const outcome = await target.addMember('g', 'a');
    expect(outcome).toMatchObject({ kind: 'rejected', reason: expect.stringContaining(words) });
    expect(JSON.stringify(outcome)).not.toMatch(/Mia|Krystof|example\.com/);
  });

  test('a sync account without its right stops the run and says the way out', async () => {
    const words =
      'com.atlassian.idp.client.exceptions.AuthorizationException: {"key":"forbidden","context":{"message":"user does not have the relevant permissions"}}';
    const { target } = fakeTarget({ [`POST ${membership}`]: () => jiraRefusal(403, words) });
    await expect(target.addMember('g', 'a')).rejects.toMatchObject({
      failure: {
        kind: 'access-missing',
        message: expect.stringContaining("make another administrator's account the sync account"),
      },
    });
  });

  const isMember = jiraRefusal(400, 'user is already a member of the group');

  test.each([
    ['an addition', 'POST', isMember],
    ['a removal', 'DELETE', jiraRefusal(400, 'user is not a member of the group')],
  ])('%s that was done while its answer was lost is our own', async (_what, method, repeated) => {
    const answers: FakeAnswer[] = [{ status: 500, body: '' }, repeated];
    const { target, http } = fakeTarget({
      [`${method} ${membership}`]: () => answers.shift() ?? { status: 418 },
    });
    const outcome = method === 'POST' ? target.addMember('g', 'a') : target.removeMember('g', 'a');
    expect(await outcome).toEqual({ kind: 'applied' });
    expect(http.waits).toHaveLength(1);
  });

  test("an addition that a 429 turned away and that is there by then is somebody else's", async () => {
    const answers: FakeAnswer[] = [{ status: 429, headers: { 'Retry-After': '1' } }, isMember];
    const { target } = fakeTarget({ [`POST ${membership}`]: () => answers.shift() ?? { status: 418 } });
    expect(await target.addMember('g', 'a')).toEqual({ kind: 'already-so' });
  });

  test.each([
    'Specified user does not exist or you do not have required permissions',
    "User 'Mia' does not exist.",
    "Cannot add user 'Conan O'Brien' to group 'Sales': user is inactive",
    'The account is deactivated.',
    'No user found with account id: 5b10',
  ])('an account that is gone is told apart: %s', async (words) => {
    const { target } = fakeTarget({
      [`POST ${membership}`]: () => jiraRefusal(404, words),
      [`DELETE ${membership}`]: () => jiraRefusal(404, words),
    });
    const gone = { kind: 'rejected', reason: expect.stringContaining('account'), accountGone: true };
    expect(await target.addMember('g', 'a')).toEqual(gone);
    expect(await target.removeMember('g', 'a')).toEqual(gone);
  });

  test.each([
    jiraRefusal(404, "The group with id 'user is inactive' does not exist."),
    jiraRefusal(404, 'The group or user does not exist.'),
    jiraRefusal(400, "Cannot add user 'Mia' to 'Inactive people'"),
    jiraRefusal(400, "User 'Mia' cannot be added: the group does not exist."),
    { status: 404, body: '' },
  ])('a refusal that may mean the group says nothing of the account', async (answer) => {
    const { target } = fakeTarget({ [`POST ${membership}`]: () => answer });
    const outcome = await target.addMember('g', 'a');
    expect(outcome).toEqual({ kind: 'rejected', reason: expect.any(String) });
  });

  test('a burst is waited for here, a spent quota is thrown with its time', async () => {
    const burst = { status: 429, headers: { 'Retry-After': '2', 'RateLimit-Reason': 'jira-burst-based' } };
    const quota = {
      status: 429,
      headers: { 'Retry-After': '3', 'RateLimit-Reason': 'jira-quota-tenant-based' },
    };
    const answers: FakeAnswer[] = [burst, { status: 201 }, quota];
    const { target, http } = fakeTarget({ [`POST ${membership}`]: () => answers.shift() ?? { status: 201 } });

    expect(await target.addMember('g', 'a')).toEqual({ kind: 'applied' });
    expect(http.waits).toEqual([2_000]);
    await expect(target.addMember('g', 'b')).rejects.toMatchObject({
      failure: { kind: 'retry-later', afterMs: 3_000 },
    });
  });
});
