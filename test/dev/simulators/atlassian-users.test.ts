import * as z from 'zod';
import {
  demoAccountId,
  demoGroupIds,
  demoSite,
  jiraAdministrator,
  siteAdministrator,
  startAtlassian,
  type AtlassianSimulator,
} from '../../../dev/simulators';
import { ask, post, type Answer } from './support';

let nowMs = Date.UTC(2026, 2, 1, 12);
let site: AtlassianSimulator;

beforeAll(async () => {
  site = await startAtlassian({ site: demoSite(), now: () => nowMs });
});
afterAll(() => site.close());
beforeEach(() => site.reset());

const get = (path: string, as?: string): Promise<Answer> =>
  ask(site.url + path, { headers: as === undefined ? {} : { 'x-forge-principal': as } });
const users = (answer: Answer) =>
  z.array(z.looseObject({ accountId: z.string(), emailAddress: z.string().optional() })).parse(answer.body);

describe('users of the site', () => {
  test('are listed with apps, customers and inactive people, without a total, until an empty page', async () => {
    const all = users(await get('/rest/api/3/users/search?maxResults=5000'));
    expect(all).toHaveLength(demoSite().accounts.length);
    expect(new Set(all.map((user) => user['accountType']))).toEqual(
      new Set(['atlassian', 'app', 'customer']),
    );
    expect(all.filter((user) => user['active'] === false)).toHaveLength(1);
    expect((await get('/rest/api/3/users?startAt=500')).body).toEqual([]);
  });

  test('a hidden e-mail address is absent for others, and there for its owner', async () => {
    const yara = demoAccountId('Yara');
    const [seen] = users(await get(`/rest/api/3/user/search?accountId=${yara}`));
    expect(seen).toBeDefined();
    expect(seen).not.toHaveProperty('emailAddress');
    expect((await get('/rest/api/3/myself', `user ${yara}`)).body).toMatchObject({
      emailAddress: 'yara@lighthouse.example',
    });
    expect((await get(`/wiki/rest/api/user?accountId=${yara}`)).body).toMatchObject({ email: '' });
  });

  test('the search finds visible addresses by their beginning, active people only', async () => {
    const search = async (query: string) =>
      users(await get(`/rest/api/3/user/search?query=${encodeURIComponent(query)}`)).map(
        ({ accountId }) => accountId,
      );
    expect(await search('JONAS@lighthouse.example')).toEqual([demoAccountId('Jonas')]);
    expect(await search('yara@lighthouse.example')).toEqual([]);
    expect(await search('quentin@lighthouse.example')).toEqual([]);
    expect(await search('jonas@light')).toEqual([demoAccountId('Jonas')]);
    expect(await search('priya@lighthouse.example')).toHaveLength(2);
    expect(await search('Hart')).toEqual([demoAccountId('Amelia')]);
    expect((await get('/rest/api/3/user/search')).status).toBe(400);
  });

  test('are found by id, one or many, with their groups', async () => {
    const [sven, nadia] = [demoAccountId('Sven'), demoAccountId('Nadia')];
    expect((await get(`/rest/api/3/user?accountId=${sven}`)).body).toMatchObject({
      displayName: 'Sven Lindqvist',
    });
    expect((await get('/rest/api/3/user?accountId=nobody')).status).toBe(404);
    expect(
      (await get(`/rest/api/3/user/bulk?accountId=${sven}&accountId=${nadia}&accountId=nobody`)).body,
    ).toMatchObject({
      total: 2,
      isLast: true,
      values: [{ accountId: sven }, { accountId: nadia }],
    });
    const groups = await get(`/rest/api/3/user/groups?accountId=${sven}`);
    expect(z.array(z.looseObject({ groupId: z.string() })).parse(groups.body)).toContainEqual(
      expect.objectContaining({ groupId: demoGroupIds.payroll, name: 'Payroll' }),
    );
  });
});

describe('the caller', () => {
  test('is the first site administrator when nobody is named, and the app when it is', async () => {
    expect((await get('/rest/api/3/myself')).body).toMatchObject({ accountId: siteAdministrator.accountId });
    expect((await get('/rest/api/3/myself', 'app')).body).toMatchObject({ accountType: 'app' });
  });

  test('learns the own permissions', async () => {
    const have = async (as: string) => {
      const answer = await get('/rest/api/3/mypermissions?permissions=ADMINISTER,USER_PICKER', as);
      const { permissions } = z
        .object({ permissions: z.record(z.string(), z.object({ havePermission: z.boolean() })) })
        .parse(answer.body);
      return Object.fromEntries(
        Object.entries(permissions).map(([key, value]) => [key, value.havePermission]),
      );
    };
    expect(await have(`user ${jiraAdministrator.accountId}`)).toEqual({
      ADMINISTER: true,
      USER_PICKER: true,
    });
    expect(await have(`user ${demoAccountId('Sven')}`)).toEqual({ ADMINISTER: false, USER_PICKER: true });
    expect(await have('app')).toEqual({ ADMINISTER: false, USER_PICKER: true });
    expect((await get('/rest/api/3/mypermissions')).status).toBe(400);
    expect((await get('/rest/api/3/mypermissions?permissions=FLY')).status).toBe(400);
  });

  test('sees default groups only as an administrator', async () => {
    const roles = await get('/rest/api/3/applicationrole', `user ${jiraAdministrator.accountId}`);
    expect(roles.body).toMatchObject([
      {
        key: 'jira-software',
        defaultGroupsDetails: [{ groupId: demoGroupIds.jiraUsers, name: 'jira-users' }],
      },
      { key: 'confluence', defaultGroupsDetails: [{ groupId: demoGroupIds.confluenceUsers }] },
    ]);
    expect((await get('/rest/api/3/applicationrole', `user ${demoAccountId('Sven')}`)).status).toBe(403);
    expect((await get('/rest/api/3/serverInfo')).body).toMatchObject({
      deploymentType: 'Cloud',
      serverTitle: 'Lighthouse',
    });
  });
});

describe('limits', () => {
  test('points are charged by what an answer holds; a spent quota stops every endpoint until its reset', async () => {
    await post(`${site.url}/__control/quota`, { points: { limit: 60, resetSeconds: 120 } });
    const path = `/rest/api/3/group/member?groupId=${demoGroupIds.support}`;
    const first = await get(path);
    expect(first.headers.get('x-ratelimit-remaining')).toBe(String(60 - 1 - 2 * 3));
    expect(first.headers.get('x-ratelimit-reset')).toBe(new Date(nowMs + 120_000).toISOString());
    await get('/rest/api/3/users/search');
    await get('/rest/api/3/users/search');
    const spent = await get('/rest/api/3/group/bulk');
    expect(spent.status).toBe(429);
    expect([spent.headers.get('ratelimit-reason'), spent.headers.get('retry-after')]).toEqual([
      'jira-quota-tenant-based',
      '120',
    ]);
    expect((await get('/wiki/rest/api/group')).headers.get('ratelimit-reason')).toBe(
      'confluence-quota-tenant-based',
    );
    nowMs += 120_000;
    expect((await get('/rest/api/3/group/bulk')).status).toBe(200);
  });

  test('a burst is refused at one endpoint only, for a second', async () => {
    await post(`${site.url}/__control/quota`, { burstPerSecond: 2 });
    const bulk = () => get('/rest/api/3/group/bulk');
    expect([(await bulk()).status, (await bulk()).status]).toEqual([200, 200]);
    const refused = await bulk();
    expect([
      refused.status,
      refused.headers.get('ratelimit-reason'),
      refused.headers.get('retry-after'),
    ]).toEqual([429, 'jira-burst-based', '1']);
    expect((await get('/rest/api/3/myself')).status).toBe(200);
    nowMs += 1000;
    expect((await bulk()).status).toBe(200);
  });
});
