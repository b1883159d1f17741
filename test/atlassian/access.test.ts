import { confluencePage, fakeTarget, jiraRefusal, type Answers } from './fake-site';

const person = (index: number, email?: string) => ({
  accountId: `p${index}`,
  accountType: 'atlassian',
  active: true,
  emailAddress: email,
});

/** A site where everything is as it should be. */
const good: Answers = {
  'GET /rest/api/3/myself': () => ({ body: { accountId: 'admin-1', displayName: 'Ada', active: true } }),
  'GET /rest/api/3/users/search': () => ({
    body: [person(1, 'a@example.com'), person(2, 'b@example.com'), { accountId: 'x', accountType: 'app' }],
  }),
  'GET /rest/api/3/groups/picker': () => ({ body: { groups: [{ groupId: 'g', name: 'G' }], total: 9 } }),
  'GET /rest/api/3/user/groups': () => ({ body: [{ groupId: 'g-admins', name: 'site-admins' }] }),
  'GET /rest/api/3/applicationrole': () => ({ body: [{ defaultGroupsDetails: [{ groupId: 'd' }] }] }),
  'GET /wiki/rest/api/group': () => confluencePage([{ id: 'g', name: 'G' }]),
};

async function check(answers: Answers, api: 'jira' | 'confluence' = 'jira') {
  const { target, site } = fakeTarget({ ...good, ...answers }, { api });
  const checks = await target.checkAccess();
  return { checks, site, of: (name: string) => checks.find((each) => each.name === name) };
}

test('on a good site all is ok, and only reads were sent', async () => {
  const { checks, site } = await check({}, 'confluence');
  expect(checks.map((each) => [each.name, each.result])).toEqual([
    ['Sign in as the sync account', 'ok'],
    ['Browse users and groups', 'ok'],
    ['See e-mail addresses', 'ok'],
    ['Manage groups', 'ok'],
    ['Confluence', 'ok'],
    ['Know the default groups', 'ok'],
  ]);
  expect(new Set(site.calls.map((call) => call.method))).toEqual(new Set(['GET']));
});

test('Confluence is asked about only where it carries the writes', async () => {
  const { of } = await check({});
  expect(of('Confluence')).toBeUndefined();
});

test.each([
  ['is refused', jiraRefusal(401, 'no'), 'did not accept the sign-in'],
  ['answers as somebody else', { body: { accountId: 'other' } }, 'another account (other)'],
  ['is deactivated', { body: { accountId: 'admin-1', active: false } }, 'is deactivated'],
])('a sync account that %s leaves the rest untried', async (_what, answer, words) => {
  const { checks } = await check({ 'GET /rest/api/3/myself': () => answer });
  expect(checks[0]).toMatchObject({ result: 'failed', message: expect.stringContaining(words) });
  expect(checks.slice(1).map((each) => each.result)).toEqual(['not-tried', 'not-tried', 'not-tried']);
});

test.each([
  ['refused', jiraRefusal(403, 'Browse users and groups permission is required.')],
  ['answered with nobody', { body: [] }],
])('browsing that is %s names the permission', async (_what, answer) => {
  const { of } = await check({ 'GET /rest/api/3/users/search': () => answer });
  expect(of('Browse users and groups')).toMatchObject({
    result: 'failed',
    message: expect.stringContaining('Browse users and groups'),
  });
});

test('hidden e-mail addresses are counted, and the sentence says what they mean', async () => {
  const some = await check({
    'GET /rest/api/3/users/search': () => ({ body: [person(1, 'a@example.com'), person(2), person(3, '')] }),
  });
  expect(some.of('See e-mail addresses')).toMatchObject({
    result: 'ok',
    message: expect.stringMatching(/^1 of the first 3 people .* listed as unmatched.*domain/),
  });
  const none = await check({ 'GET /rest/api/3/users/search': () => ({ body: [person(1), person(2)] }) });
  expect(none.of('See e-mail addresses')).toMatchObject({
    result: 'failed',
    message: expect.stringContaining('0 of the first 2'),
  });
});

test('an account in no group with site administration cannot manage groups', async () => {
  const { of } = await check({
    'GET /rest/api/3/user/groups': () => ({ body: [{ groupId: 'jira-admins' }] }),
  });
  expect(of('Manage groups')).toMatchObject({
    result: 'failed',
    message: expect.stringContaining('only site administrators'),
  });
});

test('where Jira lists no administrators any more, it says by what they are known', async () => {
  const told = await check({});
  expect(told.of('Manage groups')?.message).not.toContain('label');
  const { of } = await check({
    'GET /rest/api/3/group/bulk': () => ({ status: 410 }),
    'GET /wiki/rest/api/group': () => confluencePage([{ id: 'g-admins', name: 'site-admins' }]),
  });
  expect(of('Manage groups')).toEqual({
    name: 'Manage groups',
    result: 'ok',
    message: expect.stringMatching(/Jira no longer lists .* label/),
  });
});

test('a Confluence that is not there is named where it should carry the writes', async () => {
  const { of } = await check(
    { 'GET /wiki/rest/api/group': () => ({ status: 404, body: 'no such product' }) },
    'confluence',
  );
  expect(of('Confluence')).toMatchObject({
    result: 'failed',
    message: expect.stringContaining('not on this site'),
  });
});

test.each([401, 403, 404])(
  'default groups that Jira does not tell (%s) are taken by name, and it says so',
  async (status) => {
    const { of } = await check({
      'GET /rest/api/3/applicationrole': () => jiraRefusal(status, 'not for apps'),
    });
    expect(of('Know the default groups')).toEqual({
      name: 'Know the default groups',
      result: 'ok',
      message: expect.stringContaining('named as Atlassian names its default groups'),
    });
  },
);

test.each([
  ['refuses the account', { status: 403, body: { message: 'no' } }, 'in Confluence'],
  ['shows it nothing', confluencePage([]), 'Give it access to Confluence'],
])('a Confluence that %s is told', async (_what, answer, words) => {
  const { of } = await check({ 'GET /wiki/rest/api/group': () => answer }, 'confluence');
  expect(of('Confluence')).toMatchObject({ result: 'failed', message: expect.stringContaining(words) });
});

test('an outage is a failed check, not an exception', async () => {
  const { of } = await check({ 'GET /rest/api/3/user/groups': () => ({ status: 500 }) });
  expect(of('Manage groups')).toMatchObject({
    result: 'failed',
    message: expect.stringContaining('status 500'),
  });
});
