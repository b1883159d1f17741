import { fakeTarget, jiraRefusal, type FakeCall } from './fake-site';

const list = '/rest/api/3/users/search';
const search = '/rest/api/3/user/search';

const users = [
  {
    accountId: 'a1',
    accountType: 'atlassian',
    displayName: 'Mia',
    emailAddress: ' Mia@Example.com ',
    active: true,
  },
  {
    accountId: 'bot',
    accountType: 'app',
    displayName: 'A bot',
    emailAddress: 'bot@example.com',
    active: true,
  },
  { accountId: 'a2', accountType: 'atlassian', displayName: 'Hidden', emailAddress: '', active: true },
  {
    accountId: 'c1',
    accountType: 'customer',
    displayName: 'Portal',
    emailAddress: 'p@example.com',
    active: true,
  },
  { accountId: 'a3', accountType: 'atlassian', displayName: 'Left', active: false },
];

function pageOf({ query }: FakeCall, cap: number) {
  const startAt = Number(query.get('startAt'));
  return { body: users.slice(startAt, startAt + Math.min(cap, Number(query.get('maxResults')))) };
}

test('all people are listed to the empty page, also where the server cuts pages short', async () => {
  const { target, site } = fakeTarget({ [`GET ${list}`]: (call) => pageOf(call, 2) });
  const items = [];
  let page = await target.listAccounts(undefined);
  items.push(...page.items);
  while (!page.done) {
    page = await target.listAccounts(page.cursor);
    items.push(...page.items);
  }
  expect(items).toEqual([
    { accountId: 'a1', displayName: 'Mia', email: 'Mia@Example.com', active: true },
    { accountId: 'a2', displayName: 'Hidden', active: true },
    { accountId: 'a3', displayName: 'Left', active: false },
  ]);
  expect(site.calls.map((call) => call.query.get('startAt'))).toEqual(['0', '2', '4', '5']);
  expect(site.calls[0]?.query.get('maxResults')).toBe('1000');
});

test('a page of apps only is not the end', async () => {
  const { target } = fakeTarget({ [`GET ${list}`]: (call) => pageOf(call, 1) });
  expect(await target.listAccounts('1')).toEqual({ items: [], done: false, cursor: '2' });
});

test('a page that takes Jira too long is asked for in a smaller size', async () => {
  const { target } = fakeTarget({
    [`GET ${list}`]: (call) =>
      Number(call.query.get('maxResults')) > 500 ? jiraRefusal(409, 'took too long') : pageOf(call, 200),
  });
  expect(await target.listAccounts(undefined)).toMatchObject({ done: false, cursor: '5' });
});

test('a refusal to list people names the missing right', async () => {
  const { target } = fakeTarget({
    [`GET ${list}`]: () => jiraRefusal(403, 'Browse users and groups permission is required'),
  });
  await expect(target.listAccounts(undefined)).rejects.toMatchObject({
    failure: { kind: 'access-missing', message: expect.stringContaining('may not list people in Jira') },
  });
});

test('an account is found by its visible address only, without case, and never an app', async () => {
  const { target, site } = fakeTarget({
    [`GET ${search}`]: ({ query }) => ({
      body: users.filter((user) =>
        (user.emailAddress ?? '')
          .trim()
          .toLowerCase()
          .startsWith((query.get('query') ?? '').slice(0, 3).toLowerCase()),
      ),
    }),
  });
  expect((await target.findAccounts(' MIA@example.COM')).map((account) => account.accountId)).toEqual(['a1']);
  expect(await target.findAccounts('mia@example.org')).toEqual([]);
  expect(await target.findAccounts('bot@example.com')).toEqual([]);
  expect(site.calls[0]?.query.get('query')).toBe('MIA@example.COM');
});

test('addresses with a plus sign go out as they are', async () => {
  const { target, site } = fakeTarget({ [`GET ${search}`]: () => ({ body: [] }) });
  await target.findAccounts('mia+jira@example.com');
  expect(site.calls[0]?.query.get('query')).toBe('mia+jira@example.com');
});
