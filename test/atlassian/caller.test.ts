import { createCallerSession } from '../../src/atlassian/caller';
import { fakeHttp, fakeSite, groupPage, jiraRefusal, type Answers, type FakeAnswer } from './fake-site';

const permissions = 'GET /rest/api/3/mypermissions';

function sessionOver(answers: Answers) {
  const site = fakeSite(answers);
  return { session: createCallerSession({ fetch: site.fetch.jira, http: fakeHttp() }), site };
}

test('a person whom Jira calls an administrator is one', async () => {
  const { session, site } = sessionOver({
    [permissions]: () => ({ body: { permissions: { ADMINISTER: { havePermission: true } } } }),
  });
  expect(await session.isAdministrator()).toBe(true);
  expect(site.urlsOf('/rest/api/3/mypermissions')).toEqual([
    'GET /rest/api/3/mypermissions?permissions=ADMINISTER',
  ]);
});

test.each<[string, FakeAnswer]>([
  ['no', { body: { permissions: { ADMINISTER: { havePermission: false } } } }],
  ['another permission only', { body: { permissions: { BROWSE: { havePermission: true } } } }],
  ['something like yes', { body: { permissions: { ADMINISTER: { havePermission: 'true' } } } }],
  ['nothing', { body: {} }],
  ['half an answer', { body: '{"permissions":{"ADMINISTER":{"havePermission":true' }],
  ['401', jiraRefusal(401, 'who are you')],
  ['403', jiraRefusal(403, 'no')],
  ['404', { status: 404, body: '' }],
  ['a redirect', { status: 302, body: '' }],
])('an answer that says %s is a no', async (_what, answer) => {
  const { session } = sessionOver({ [permissions]: () => answer });
  expect(await session.isAdministrator()).toBe(false);
});

test('an outage lets nobody in, and does not say that a right is missing', async () => {
  const { session } = sessionOver({ [permissions]: () => ({ status: 503 }) });
  await expect(session.isAdministrator()).rejects.toMatchObject({ failure: { kind: 'unavailable' } });
});

const groupAnswers = (groupId: string): Answers => ({
  'GET /rest/api/3/myself': () => ({ body: { accountId: 'me-1', displayName: 'Mia' } }),
  'GET /rest/api/3/group/bulk': ({ query }) =>
    groupPage(query.get('accessType') === 'site-admin' ? [['s', 'site-admins']] : []),
  'GET /rest/api/3/user/groups': ({ query }) => ({
    body: query.get('accountId') === 'me-1' ? [{ groupId }] : [],
  }),
});

describe('who may manage groups', () => {
  test('is whoever is in a group with site administration', async () => {
    expect(await sessionOver(groupAnswers('s')).session.canManageGroups()).toBe(true);
    expect(await sessionOver(groupAnswers('jira-administrators')).session.canManageGroups()).toBe(false);
  });

  test('a refusal is a no', async () => {
    const refused = { ...groupAnswers('s'), 'GET /rest/api/3/user/groups': () => jiraRefusal(403, 'no') };
    expect(await sessionOver(refused).session.canManageGroups()).toBe(false);
  });
});

test('who I am comes from Jira', async () => {
  const { session } = sessionOver({
    'GET /rest/api/3/myself': () => ({ body: { accountId: 'me-1', displayName: 'Mia' } }),
  });
  expect(await session.me()).toEqual({ accountId: 'me-1', displayName: 'Mia' });
});

test('names are asked for by the hundred, each once; who is not known is left out', async () => {
  const { session, site } = sessionOver({
    'GET /rest/api/3/user/bulk': ({ query }) => ({
      body: {
        values: query
          .getAll('accountId')
          .filter((accountId) => accountId !== 'gone')
          .map((accountId) => ({ accountId, accountType: 'atlassian', displayName: `Name of ${accountId}` })),
      },
    }),
  });
  const ids = Array.from({ length: 150 }, (_, index) => `a${index}`);
  const names = await session.namesOf([...ids, 'gone', 'a0']);
  expect(names.size).toBe(150);
  expect(names.get('a149')).toBe('Name of a149');
  expect(site.urlsOf('/rest/api/3/user/bulk').map((url) => url.split('accountId=').length - 1)).toEqual([
    100, 51,
  ]);
});

test('groups are found by a part of their name, with why the app leaves them alone', async () => {
  const { session, site } = sessionOver({
    'GET /rest/api/3/groups/picker': () => ({
      body: {
        groups: [
          { groupId: 'v', name: 'vip', labels: [] },
          { groupId: 's', name: 'site-vips', labels: [] },
        ],
        total: 2,
      },
    }),
    'GET /rest/api/3/group/bulk': ({ query }) =>
      groupPage(query.get('accessType') === 'site-admin' ? [['s', 'site-vips']] : []),
    'GET /rest/api/3/applicationrole': () => ({ body: [] }),
  });
  expect(await session.findGroups('vip')).toEqual([
    { id: 'v', name: 'vip' },
    { id: 's', name: 'site-vips', protection: 'grants-administration' },
  ]);
  expect(site.urlsOf('/rest/api/3/groups/picker')[0]).toContain('query=vip');
});

test('people are found by name; apps are no people', async () => {
  const person = (id: string, accountType: string) => ({ accountId: id, accountType, displayName: id });
  const { session } = sessionOver({
    'GET /rest/api/3/user/search': () => ({ body: [person('ann', 'atlassian'), person('anna-bot', 'app')] }),
  });
  expect(await session.findAccounts('an')).toEqual([{ accountId: 'ann', displayName: 'ann', active: true }]);
});
