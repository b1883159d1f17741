import * as z from 'zod';
import {
  generateCompany,
  generateSite,
  jiraAdministrator,
  siteAdministrator,
  startAtlassian,
  type Account,
  type AtlassianSimulator,
  type GroupFacts,
} from '../../../dev/simulators';
import { ask, text, type Answer } from './support';

const company = generateCompany({ users: 140, groups: 6, seed: 11 });
let site: AtlassianSimulator;

beforeAll(async () => {
  site = await startAtlassian({
    site: generateSite(company, { seed: 11, missing: 0, hidden: 0, inactive: 0 }),
  });
});
afterAll(() => site.close());
beforeEach(() => site.reset());

type Method = 'GET' | 'POST' | 'DELETE';
function call(method: Method, path: string, extra: { as?: string; body?: unknown } = {}): Promise<Answer> {
  const headers: Record<string, string> = extra.as === undefined ? {} : { 'x-forge-principal': extra.as };
  return ask(site.url + path, { method, headers, ...(extra.body === undefined ? {} : { body: extra.body }) });
}
function group(name: string): GroupFacts {
  const found = site.state.groupNamed(name);
  if (found === undefined) throw new Error(`No group ${name}`);
  return found;
}
/** Somebody of the company who is not in the group. */
function stranger(inGroup: GroupFacts): Account {
  const found = site.state
    .accounts()
    .find(
      ({ accountId, accountType }) =>
        accountType === 'atlassian' && !site.state.isMember(inGroup.groupId, accountId),
    );
  if (found === undefined) throw new Error('Everybody is in the group.');
  return found;
}
const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
const jiraPage = z.object({
  self: z.string(),
  nextPage: z.string().optional(),
  maxResults: z.int(),
  startAt: z.int(),
  total: z.int(),
  isLast: z.boolean(),
  values: z.array(z.looseObject({})),
});

describe('writing groups through Jira', () => {
  test('creates a group with a UUID; a name in use in whatever case, an empty one and one over 255 are refused', async () => {
    const made = await call('POST', '/rest/api/3/group', { body: { name: 'Núcleo' } });
    expect(made.status).toBe(201);
    expect(text(made.body, 'groupId')).toMatch(uuid);
    for (const name of ['núcleo', '   ', 'x'.repeat(256), undefined]) {
      const refused = await call('POST', '/rest/api/3/group', { body: { name } });
      expect(refused).toMatchObject({
        status: 400,
        body: { errorMessages: [expect.any(String)], errors: {} },
      });
    }
    expect((await call('POST', '/rest/api/3/group', { body: { name: 'x'.repeat(255) } })).status).toBe(201);
  });

  test('adds with 201, refuses a second time with 400, removes with 200 and an empty body, then with 400', async () => {
    const club = group('book-club');
    const { accountId } = stranger(club);
    const path = `/rest/api/3/group/user?groupId=${club.groupId}`;
    const added = await call('POST', path, { body: { accountId } });
    expect(added).toMatchObject({ status: 201, body: { name: 'book-club', groupId: club.groupId } });
    expect(site.state.isMember(club.groupId, accountId)).toBe(true);
    const again = await call('POST', path, { body: { accountId } });
    expect(again.status).toBe(400);
    expect(again.text).toContain("user is already a member of 'book-club'");
    expect(await call('DELETE', `${path}&accountId=${accountId}`)).toMatchObject({ status: 200, text: '' });
    expect(site.state.isMember(club.groupId, accountId)).toBe(false);
    expect((await call('DELETE', `${path}&accountId=${accountId}`)).status).toBe(400);
  });

  test('an unknown group and an unknown account are not found', async () => {
    const { groupId } = group('book-club');
    const nowhere = '/rest/api/3/group/user?groupId=00000000-0000-4000-8000-000000000000';
    expect((await call('POST', nowhere, { body: { accountId: siteAdministrator.accountId } })).status).toBe(
      404,
    );
    const nobody = await call('POST', `/rest/api/3/group/user?groupId=${groupId}`, {
      body: { accountId: 'nobody' },
    });
    expect(nobody.status).toBe(404);
    expect((await call('POST', `/rest/api/3/group/user?groupId=${groupId}`, { body: {} })).status).toBe(400);
  });

  test.each([
    ['the app', 'app'],
    ['an administrator of Jira only', `user ${jiraAdministrator.accountId}`],
  ])('is forbidden to %s, in the words of the directory', async (_who, as) => {
    const club = group('book-club');
    const { accountId } = stranger(club);
    const tries = [
      call('POST', '/rest/api/3/group', { as, body: { name: 'new' } }),
      call('DELETE', `/rest/api/3/group?groupId=${club.groupId}`, { as }),
      call('POST', `/rest/api/3/group/user?groupId=${club.groupId}`, { as, body: { accountId } }),
      call('DELETE', `/rest/api/3/group/user?groupId=${club.groupId}&accountId=${accountId}`, { as }),
      call('POST', '/wiki/rest/api/group', { as, body: { name: 'new' } }),
      call('POST', `/wiki/rest/api/group/userByGroupId?groupId=${club.groupId}`, { as, body: { accountId } }),
    ];
    for (const answer of await Promise.all(tries)) {
      expect(answer.status).toBe(403);
      expect(answer.text).toContain('com.atlassian.idp.client.exceptions.AuthorizationException');
    }
    expect(site.state.groupNamed('new')).toBeUndefined();
    expect(site.state.memberCount(club.groupId)).toBe(6);
  });

  test('a former site administrator may write no more', async () => {
    const as = `user ${siteAdministrator.accountId}`;
    for (const name of ['site-admins', 'org-admins'])
      site.state.removeMember(group(name).groupId, siteAdministrator.accountId);
    expect((await call('POST', '/rest/api/3/group', { as, body: { name: 'new' } })).status).toBe(403);
  });

  test('nobody signs in as an account that is unknown or inactive', async () => {
    expect((await call('GET', '/rest/api/3/myself', { as: 'user nobody' })).status).toBe(401);
    site.state.changeAccount(jiraAdministrator.accountId, { active: false });
    expect(
      (await call('GET', '/rest/api/3/myself', { as: `user ${jiraAdministrator.accountId}` })).status,
    ).toBe(401);
  });

  test('a group of another identity provider is not changed through either product', async () => {
    const payroll = group('Payroll (Workday)');
    const { accountId } = stranger(payroll);
    const jira = `/rest/api/3/group/user?groupId=${payroll.groupId}`;
    const confluence = `/wiki/rest/api/group/userByGroupId?groupId=${payroll.groupId}`;
    for (const path of [jira, confluence]) {
      const refused = await call('POST', path, { body: { accountId } });
      expect(refused.status).toBe(400);
      expect(refused.text).toContain('identity provider');
    }
    expect((await call('DELETE', `/rest/api/3/group?groupId=${payroll.groupId}`)).status).toBe(400);
  });

  test('a product without free seats refuses newcomers and nobody else', async () => {
    const users = site.state.seatsTaken('jira-software');
    const snapshot = site.state.snapshot();
    site.state.reset({ ...snapshot, applications: [{ key: 'jira-software', name: 'Jira', seats: users }] });
    const product = group('jira-users');
    const newcomer = site.state.addAccount({ displayName: 'New Comer' });
    const path = `/rest/api/3/group/user?groupId=${product.groupId}`;
    const refused = await call('POST', path, { body: { accountId: newcomer.accountId } });
    expect(refused.status).toBe(400);
    expect(refused.text).toContain('licensed users');
    site.state.reset(snapshot);
  });
});

describe('reading groups through Jira', () => {
  test('bulk finds by id and by name without case, by access, and pages by 50', async () => {
    const club = group('book-club');
    const { values } = jiraPage.parse(
      (
        await call(
          'GET',
          `/rest/api/3/group/bulk?groupId=${club.groupId}&groupName=BOOK-CLUB&groupName=Site-Admins`,
        )
      ).body,
    );
    expect(values).toEqual([
      { name: 'book-club', groupId: club.groupId },
      { name: 'site-admins', groupId: group('site-admins').groupId },
    ]);
    const admins = jiraPage.parse((await call('GET', '/rest/api/3/group/bulk?accessType=site-admin')).body);
    expect(admins.values.map((each) => each['name'])).toEqual(['org-admins', 'site-admins']);
    for (let index = 0; index < 60; index += 1) site.state.addGroup({ name: `extra ${index}` });
    const page = jiraPage.parse((await call('GET', '/rest/api/3/group/bulk?maxResults=500')).body);
    expect([page.values.length, page.maxResults, page.isLast, page.total]).toEqual([
      50,
      50,
      false,
      site.state.groups().length,
    ]);
    const next = jiraPage.parse((await ask(page.nextPage ?? '')).body);
    expect([next.startAt, next.isLast]).toEqual([50, true]);
  });

  test('needs "Browse users and groups"', async () => {
    const outsider = site.state.addAccount({ displayName: 'Out Sider' });
    const as = `user ${outsider.accountId}`;
    expect(await call('GET', '/rest/api/3/group/bulk', { as })).toMatchObject({
      status: 403,
      body: { errorMessages: ['Browse users and groups permission is required to view groups.'], errors: {} },
    });
    expect((await call('GET', '/rest/api/3/users/search', { as })).status).toBe(403);
    expect((await call('GET', '/rest/api/3/group/bulk', { as: 'app' })).status).toBe(200);
  });

  test('members come by 50, inactive ones only when asked', async () => {
    const everybody = group('jira-users');
    const members = site.state.members(everybody.groupId, 'all');
    site.state.changeAccount(members[5]?.accountId ?? '', { active: false });
    const path = `/rest/api/3/group/member?groupId=${everybody.groupId}&maxResults=1000`;
    const active = jiraPage.parse((await call('GET', path)).body);
    const all = jiraPage.parse((await call('GET', `${path}&includeInactiveUsers=true`)).body);
    expect([active.values.length, all.total - active.total]).toEqual([50, 1]);
    const last = jiraPage.parse((await call('GET', `${path}&includeInactiveUsers=true&startAt=100`)).body);
    expect([last.isLast, last.values.length]).toEqual([true, all.total - 100]);
  });

  test('the picker finds by a part of the name, and says who manages a group', async () => {
    const found = await call('GET', '/rest/api/3/groups/picker?query=PAYROLL&caseInsensitive=true');
    expect(found.body).toMatchObject({
      total: 1,
      groups: [{ name: 'Payroll (Workday)', managedBy: 'EXTERNAL' }],
    });
    expect((await call('GET', '/rest/api/3/groups/picker?query=PAYROLL')).body).toMatchObject({ total: 0 });
    expect((await call('GET', '/rest/api/3/groups/picker?query=site-adm')).body).toMatchObject({
      groups: [{ labels: [{ type: 'ADMIN' }] }],
    });
  });
});

describe('groups through Confluence', () => {
  test('are the same groups', async () => {
    const made = await call('POST', '/wiki/rest/api/group', { body: { name: 'Shared' } });
    expect(made).toMatchObject({ status: 201, body: { type: 'group', name: 'Shared' } });
    const found = await call('GET', '/rest/api/3/group/bulk?groupName=shared');
    expect(found.body).toMatchObject({ values: [{ name: 'Shared', groupId: text(made.body, 'id') }] });
    expect((await call('POST', '/wiki/rest/api/group', { body: { name: 'SHARED' } })).status).toBe(400);
    expect((await call('DELETE', `/wiki/rest/api/group/by-id?id=${text(made.body, 'id')}`)).status).toBe(204);
    expect((await call('GET', `/wiki/rest/api/group/by-id?id=${text(made.body, 'id')}`)).status).toBe(404);
  });

  test('a repeat of a write is answered like the first', async () => {
    const club = group('book-club');
    const { accountId } = stranger(club);
    const path = `/wiki/rest/api/group/userByGroupId?groupId=${club.groupId}`;
    const add = () => call('POST', path, { body: { accountId } });
    expect([(await add()).status, (await add()).status]).toEqual([201, 201]);
    const remove = () => call('DELETE', `${path}&accountId=${accountId}`);
    expect([(await remove()).status, (await remove()).status]).toEqual([204, 204]);
  });

  test('members come by at most 200, without inactive people, and a larger limit is refused', async () => {
    const everybody = group('confluence-users');
    const members = site.state.members(everybody.groupId, 'all');
    const suspended = members.at(-1)?.accountId ?? '';
    site.state.changeAccount(suspended, { active: false });
    const path = `/wiki/rest/api/group/${everybody.groupId}/membersByGroupId`;
    expect((await call('GET', `${path}?limit=201`)).status).toBe(400);
    const first = await call('GET', `${path}?limit=100`);
    expect(first.body).toMatchObject({ size: 100, limit: 100, start: 0 });
    const { _links: links } = z.object({ _links: z.object({ next: z.string() }) }).parse(first.body);
    const second = await call('GET', `/wiki${links.next}`);
    expect(second.body).toMatchObject({ size: members.length - 1 - 100, start: 100 });
    expect(second.text).not.toContain('"next"');
    expect(first.text + second.text).not.toContain(suspended);
  });

  test('accessType and the groups of a person', async () => {
    const admins = await call('GET', '/wiki/rest/api/group?accessType=admin');
    expect(admins.body).toMatchObject({
      results: [{ name: 'confluence-administrators' }, { name: 'jira-administrators' }],
    });
    const mine = await call('GET', `/wiki/rest/api/user/memberof?accountId=${jiraAdministrator.accountId}`);
    expect(mine.body).toMatchObject({ size: 3 });
    expect((await call('GET', '/wiki/rest/api/user/current')).body).toMatchObject({
      accountId: siteAdministrator.accountId,
    });
  });

  test('errors have the shape of Confluence', async () => {
    expect(await call('GET', '/wiki/rest/api/group/by-id?id=nothing')).toMatchObject({
      status: 404,
      body: { statusCode: 404, data: { successful: false }, message: expect.any(String) },
    });
  });
});
