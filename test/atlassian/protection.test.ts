import { createTarget } from '../../src/atlassian/target';
import {
  confluencePage,
  fakeHttp,
  fakeSite,
  fakeTarget,
  groupPage,
  jiraRefusal,
  plainSite,
  someSettings,
  type Answers,
  type FakeCall,
  type FakeTarget,
} from './fake-site';

const bulk = 'GET /rest/api/3/group/bulk';
const roles = 'GET /rest/api/3/applicationrole';
const confluenceList = 'GET /wiki/rest/api/group';
const picker = 'GET /rest/api/3/groups/picker';

const all = [
  ['g-site', 'site-admins'],
  ['g-jira', 'Wizards'],
  ['g-conf', 'confluence-admins-acme'],
  ['g-default', 'jira-users-acme'],
  ['g-addons', 'atlassian-addons-admin'],
  ['g-plain', 'Sales'],
] as const;

/** Bulk that knows `all`, with one group of each administration. */
function bulkAnswer({ query }: FakeCall) {
  const accessType = query.get('accessType');
  if (accessType === 'site-admin') return groupPage([all[0]]);
  if (accessType === 'admin') return groupPage([all[1]]);
  if (accessType === 'user') return groupPage([all[3], all[5]]);
  return groupPage(all.filter(([id]) => query.getAll('groupId').includes(id)));
}

async function protections(answers: Answers): Promise<Record<string, string | undefined>> {
  const { target } = fakeTarget({ [bulk]: bulkAnswer, ...answers });
  const groups = await target.findGroups({ ids: all.map(([id]) => id), names: [] });
  return Object.fromEntries(groups.map((group) => [group.id, group.protection]));
}

test('seats are told with the groups that give them, by one call, and a refusal is no failure', async () => {
  const role = { name: 'Jira', groupDetails: [{ groupId: 'g-plain' }], groups: ['Sales'] };
  const { target, site } = fakeTarget({
    [bulk]: bulkAnswer,
    [roles]: () => ({
      body: [
        { ...role, hasUnlimitedSeats: false, numberOfSeats: 10, remainingSeats: 4 },
        { name: 'Old', groups: ['Sales'], hasUnlimitedSeats: true, remainingSeats: -1 },
        { defaultGroups: ['nameless'], remainingSeats: 'many' },
      ],
    }),
  });
  await target.findGroups({ ids: ['g-plain'], names: [] });
  expect(await target.seats()).toEqual([
    { product: 'Jira', groups: ['g-plain'], free: 4 },
    { product: 'Old', groups: ['Sales'] },
  ]);
  expect(site.urlsOf('/rest/api/3/applicationrole')).toHaveLength(1);
  for (const status of [403, 400])
    expect(
      await fakeTarget({ [roles]: () => jiraRefusal(status, 'not for apps') }).target.seats(),
    ).toBeUndefined();
});

test('groups that administer Jira, Confluence or the site, default groups and app groups are marked', async () => {
  const marked = await protections({
    [confluenceList]: ({ query }) =>
      confluencePage(
        query.get('accessType') === 'admin' ? [{ id: 'g-conf', name: 'confluence-admins-acme' }] : [],
      ),
    [roles]: () => ({
      body: [
        { key: 'jira-software', defaultGroupsDetails: [{ groupId: 'g-default', name: 'jira-users-acme' }] },
      ],
    }),
  });
  expect(marked).toEqual({
    'g-site': 'grants-administration',
    'g-jira': 'grants-administration',
    'g-conf': 'grants-administration',
    'g-default': 'default-group',
    'g-addons': 'app-group',
    'g-plain': undefined,
  });
});

test('every page of the lists counts', async () => {
  const many = Array.from({ length: 70 }, (_, index) => [`adm-${index}`, `Admins ${index}`] as const);
  const { target } = fakeTarget({
    [bulk]: ({ query }) => {
      if (query.get('accessType') === 'site-admin') {
        const startAt = Number(query.get('startAt'));
        const values = many.slice(startAt, startAt + 50).map(([groupId, name]) => ({ groupId, name }));
        return { body: { values, total: 70, isLast: startAt + 50 >= 70 } };
      }
      return groupPage(many.filter(([id]) => query.getAll('groupId').includes(id)));
    },
  });
  expect(await target.findGroups({ ids: ['adm-69'], names: [] })).toEqual([
    { id: 'adm-69', name: 'Admins 69', protection: 'grants-administration' },
  ]);
});

test('default groups that an older site tells by name only are marked too', async () => {
  const marked = await protections({ [roles]: () => ({ body: [{ defaultGroups: ['jira-users-acme'] }] }) });
  expect(marked['g-default']).toBe('default-group');
});

test.each([403, 404])(
  'default groups that Jira does not tell (%s) are known by access and name',
  async (status) => {
    const marked = await protections({ [roles]: () => jiraRefusal(status, 'not for you') });
    expect(marked['g-default']).toBe('default-group');
    // Gives the use of a product too, and is named like any other group.
    expect(marked['g-plain']).toBeUndefined();
    expect(marked['g-site']).toBe('grants-administration');
  },
);

test.each([
  ['is not on the site', { status: 404, body: 'no such product' }],
  ['does not let the account in', { status: 403, body: { message: 'not permitted to use Confluence' } }],
])('a Confluence that %s does not stop the run', async (_what, answer) => {
  expect((await protections({ [confluenceList]: () => answer }))['g-jira']).toBe('grants-administration');
});

test('a Confluence that the platform does not connect does not stop the run', async () => {
  const { fetch } = fakeSite({ ...plainSite, [bulk]: bulkAnswer });
  const confluence = async (): Promise<never> => {
    throw Object.assign(new Error('no'), { name: 'PROXY_ERR', status: 404, errorCode: 'NOT_FOUND' });
  };
  const target = createTarget({
    settings: someSettings(),
    fetch: { ...fetch, confluence },
    http: fakeHttp(),
  });
  expect(await target.findGroups({ ids: ['g-jira'], names: [] })).toEqual([
    { id: 'g-jira', name: 'Wizards', protection: 'grants-administration' },
  ]);
});

test.each([
  ['refuses the question', confluenceList, { status: 400, body: { message: 'accessType?' } }],
  ['has changed its answer', confluenceList, { body: { groups: [] } }],
  ['has cut off its answer', confluenceList, { body: '{"results":[' }],
  ['refuses the question', bulk, jiraRefusal(400, 'accessType?')],
  ['has changed its answer', bulk, { body: { groups: [] } }],
  ['does not take the question', bulk, { status: 405 }],
  ['is down', bulk, { status: 500 }],
])('a product that %s stops the run: %s', async (_what, route, answer) => {
  const { target, site } = fakeTarget({
    [bulk]: bulkAnswer,
    'POST /rest/api/3/group/user': () => ({ status: 201 }),
    [route]: (call) => (call.query.has('accessType') ? answer : bulkAnswer(call)),
  });
  const failure = {
    kind: expect.stringMatching(/^(unexpected-response|incomplete-read|unavailable)$/),
  };
  await expect(target.findGroups({ ids: ['g-plain'], names: [] })).rejects.toMatchObject({ failure });
  await expect(target.addMember('g-plain', 'a')).rejects.toMatchObject({ failure });
  expect(site.urlsOf('/rest/api/3/group/user')).toEqual([]);
});

test.each([
  ['Confluence', confluenceList, () => confluencePage([{ id: 'g-conf', name: 'c' }], '/next')],
  ['Jira', bulk, () => ({ body: { values: [{ groupId: 'g-site', name: 's' }], isLast: false } })],
])('%s lists that end in a refusal are no lists', async (_product, route, first) => {
  const { target } = fakeTarget({
    [bulk]: bulkAnswer,
    [route]: (call) => {
      if (!call.query.has('accessType')) return bulkAnswer(call);
      const start = Number(call.query.get('start') ?? call.query.get('startAt'));
      return start === 0 ? first() : { status: 404, body: 'gone' };
    },
  });
  await expect(target.findGroups({ ids: ['g-plain'], names: [] })).rejects.toMatchObject({
    failure: { kind: expect.any(String) },
  });
});

describe.each(['jira', 'confluence'] as const)('where Jira lists no administrators and %s writes', (api) => {
  const groups = [
    { groupId: 'g-jira', name: 'Wizards', labels: [{ type: 'ADMIN' }] },
    ...Array.from({ length: 8 }, (_, index) => ({
      groupId: `g-${index}`,
      name: `Team ${index}`,
      labels: [],
    })),
  ];
  const withoutBulk = (answers: Answers): FakeTarget =>
    fakeTarget(
      {
        [bulk]: () => ({ status: 410 }),
        [confluenceList]: ({ query }) =>
          confluencePage(
            query.has('accessType')
              ? [{ id: 'g-site', name: 'site-admins' }]
              : groups.map(({ groupId, name }) => ({ id: groupId, name, managedBy: 'ADMINS' })),
          ),
        [picker]: ({ query }) => ({
          body: {
            groups: groups.filter(({ name }) => query.get('query') === name),
            total: query.get('query') === '' ? 5_000 : 1,
          },
        }),
        'GET /rest/api/3/group': ({ query }) => ({
          body: groups.find(({ groupId }) => groupId === query.get('groupId')),
        }),
        ...answers,
      },
      { api },
    );

  test("the label of Jira's picker tells them, whatever their place among the groups", async () => {
    const { target, site } = withoutBulk({ 'POST /rest/api/3/group/user': () => ({ status: 201 }) });
    const ids = groups.map(({ groupId }) => groupId).toReversed();
    const found = await target.findGroups({ ids, names: [] });
    expect(found.filter((group) => group.protection !== undefined)).toEqual([
      { id: 'g-jira', name: 'Wizards', protection: 'grants-administration' },
    ]);
    expect(found).toHaveLength(9);
    expect(await target.addMember('g-jira', 'a')).toMatchObject({ kind: 'rejected' });
    expect(site.calls.filter(({ method }) => method !== 'GET')).toEqual([]);
  });

  test('a group of which the picker says nothing is not taken for harmless', async () => {
    const { target } = withoutBulk({ [picker]: () => ({ body: { groups: [], total: 5_000 } }) });
    await expect(
      target.findGroups({ ids: groups.map(({ groupId }) => groupId), names: [] }),
    ).rejects.toMatchObject({ failure: { kind: 'incomplete-read' } });
  });
});

test('a Confluence that is down stops it: its administrators could not be told from others', async () => {
  const { target } = fakeTarget({ [bulk]: bulkAnswer, [confluenceList]: () => ({ status: 503 }) });
  await expect(target.findGroups({ ids: ['g-conf'], names: [] })).rejects.toMatchObject({
    failure: { kind: 'unavailable' },
  });
});

test('if neither product tells who administers it, nothing is written', async () => {
  const { target, site } = fakeTarget({
    [bulk]: () => ({ status: 410 }),
    [confluenceList]: () => ({ status: 404, body: 'no such product' }),
    'POST /rest/api/3/group/user': () => ({ status: 201 }),
  });
  await expect(target.addMember('g-plain', 'a')).rejects.toMatchObject({
    failure: { kind: 'access-missing' },
  });
  expect(site.urlsOf('/rest/api/3/group/user')).toEqual([]);
});

test('what the picker says of a group counts: its administrators, its identity provider, its team', async () => {
  const said: Record<string, object> = {
    Sales: { managedBy: 'EXTERNAL' },
    Wizards: { managedBy: 'OPEN', usageType: 'TEAM_COLLABORATION' },
    'jira-users-acme': { managedBy: 'ADMINS', labels: [{ type: 'ADMIN' }] },
  };
  const marked = await protections({
    [bulk]: ({ query }) => (query.has('accessType') ? groupPage([]) : groupPage(all)),
    [picker]: ({ query }) => {
      const [groupId, name] = all.find(([, each]) => each === query.get('query')) ?? ['', ''];
      return { body: { groups: [{ groupId, name, ...said[name] }], total: 1 } };
    },
  });
  expect(marked).toMatchObject({
    'g-plain': 'externally-managed',
    'g-jira': 'externally-managed',
    'g-default': 'grants-administration',
  });
});

test('a picker that does not tell who manages groups is asked about five and no more', async () => {
  const many = Array.from({ length: 40 }, (_, index) => [`id-${index}`, `Team ${index}`] as const);
  const { target, site } = fakeTarget({
    [bulk]: ({ query }) => (query.has('accessType') ? groupPage([]) : groupPage(many)),
    [picker]: ({ query }) => ({
      body: {
        groups: many
          .filter(([, name]) => name === query.get('query'))
          .map(([groupId, name]) => ({ groupId, name })),
        total: query.get('query') === '' ? 5_000 : 1,
      },
    }),
  });
  expect(await target.findGroups({ ids: many.map(([id]) => id), names: [] })).toHaveLength(40);
  expect(site.urlsOf('/rest/api/3/groups/picker').map((url) => /query=([^&]*)/.exec(url)?.[1])).toEqual([
    '',
    ...many.slice(0, 5).map(([, name]) => name),
  ]);
});
