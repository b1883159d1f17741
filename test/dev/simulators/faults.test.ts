import {
  demoCompany,
  demoGroupIds,
  demoSite,
  startAtlassian,
  startOneLogin,
  type AtlassianSimulator,
  type OneLoginSimulator,
} from '../../../dev/simulators';
import { ask, post, signIn, type Answer } from './support';

let onelogin: OneLoginSimulator;
let site: AtlassianSimulator;
let headers: Readonly<Record<string, string>>;

beforeAll(async () => {
  onelogin = await startOneLogin({ company: demoCompany() });
  site = await startAtlassian({ site: demoSite() });
});
afterAll(() => Promise.all([onelogin.close(), site.close()]));
beforeEach(async () => {
  onelogin.reset();
  site.reset();
  headers = await signIn(onelogin);
});

const people = (query = ''): Promise<Answer> =>
  ask(`${onelogin.url}/api/2/users?limit=10${query}`, { headers });
const statuses = async (calls: number, work: () => Promise<Answer>): Promise<readonly number[]> => {
  const seen: number[] = [];
  for (let call = 0; call < calls; call += 1) seen.push((await work()).status);
  return seen;
};

describe('faults of OneLogin', () => {
  test('happen to the n-th request of a route, as often as asked', async () => {
    onelogin.setFaults([
      { route: 'GET /api/2/*', nth: 2, times: 2, effect: { kind: 'status', status: 503 } },
    ]);
    expect(await statuses(5, people)).toEqual([200, 503, 503, 200, 200]);
    expect((await ask(`${onelogin.url}/api/1/groups`, { headers })).status).toBe(200);
  });

  test('happen always, until they are taken away', async () => {
    onelogin.setFaults([
      { route: 'GET /api/2/users', times: 'always', effect: { kind: 'status', status: 500 } },
    ]);
    expect(await statuses(3, people)).toEqual([500, 500, 500]);
    onelogin.setFaults([]);
    expect((await people()).status).toBe(200);
  });

  test('happen on one page, by number or by cursor', async () => {
    onelogin.setFaults([{ page: 2, times: 'always', effect: { kind: 'status', status: 500 } }]);
    const first = await people();
    const cursor = encodeURIComponent(first.headers.get('after-cursor') ?? '');
    expect([first.status, (await people('&page=2')).status, (await people('&page=3')).status]).toEqual([
      200, 500, 200,
    ]);
    expect((await people(`&cursor=${cursor}`)).status).toBe(500);
  });

  test('429 comes with Retry-After and without', async () => {
    onelogin.setFaults([{ effect: { kind: 'status', status: 429, retryAfterSeconds: 7 } }]);
    const told = await people();
    expect([told.status, told.headers.get('retry-after')]).toEqual([429, '7']);
    onelogin.setFaults([{ effect: { kind: 'status', status: 429 } }]);
    const untold = await people();
    expect([untold.status, untold.headers.get('retry-after')]).toEqual([429, null]);
    expect(untold.headers.get('x-ratelimit-limit')).toBe('5000');
  });

  test('JSON comes cut off, or is of another type', async () => {
    onelogin.setFaults([{ effect: { kind: 'truncated-json' } }]);
    const cut = await people();
    expect([cut.status, cut.body]).toEqual([200, undefined]);
    expect(cut.text.length).toBeGreaterThan(100);
    onelogin.setFaults([{ effect: { kind: 'wrong-json' } }]);
    expect(Array.isArray((await people()).body)).toBe(false);
  });

  test('a token ends in the middle; the next sign-in gets another one', async () => {
    onelogin.setFaults([{ route: 'GET /api/2/users', nth: 2, effect: { kind: 'expired-token' } }]);
    expect(await statuses(3, people)).toEqual([200, 401, 401]);
    headers = await signIn(onelogin);
    expect((await people()).status).toBe(200);
  });

  test('the total lies, and the cursor leads to the same page', async () => {
    onelogin.setFaults([{ effect: { kind: 'total-count', add: 5 } }]);
    expect((await people()).headers.get('total-count')).toBe(String(demoCompany().people.length + 5));
    onelogin.setFaults([{ times: 'always', effect: { kind: 'cursor-loop' } }]);
    const first = await people();
    const cursor = first.headers.get('after-cursor') ?? '';
    expect((await people(`&cursor=${encodeURIComponent(cursor)}`)).text).toBe(first.text);
    const v1 = await ask(`${onelogin.url}/api/1/users?limit=10`, { headers });
    const same = await ask(`${onelogin.url}/api/1/users?limit=10&after_cursor=aWQ9MA==`, { headers });
    expect(v1.body).toMatchObject({ pagination: { after_cursor: 'aWQ9MA==' } });
    expect(same.body).toMatchObject({ pagination: { after_cursor: 'aWQ9MA==' } });
  });

  test('the connection is reset', async () => {
    onelogin.setFaults([{ effect: { kind: 'reset' } }]);
    await expect(people()).rejects.toThrow('fetch failed');
    expect((await people()).status).toBe(200);
  });

  test('no answer comes until the client gives up; others are served', async () => {
    onelogin.setFaults([{ effect: { kind: 'hang' } }]);
    const gaveUp = fetch(`${onelogin.url}/api/2/users`, { headers, signal: AbortSignal.timeout(50) });
    await expect(gaveUp).rejects.toMatchObject({ name: 'TimeoutError' });
    expect((await people()).status).toBe(200);
  });

  test('an answer is slow by so much', async () => {
    onelogin.setFaults([{ effect: { kind: 'slow', ms: 60 } }]);
    const start = performance.now();
    expect((await people()).status).toBe(200);
    expect(performance.now() - start).toBeGreaterThanOrEqual(55);
  });
});

describe('faults of the site', () => {
  const member = `/rest/api/3/group/member?groupId=${demoGroupIds.support}`;

  test('429 says why: a burst, or a spent quota', async () => {
    site.setFaults([
      { effect: { kind: 'status', status: 429, retryAfterSeconds: 3 } },
      { effect: { kind: 'status', status: 429, reason: 'jira-quota-global-based' }, nth: 2 },
    ]);
    const burst = await ask(site.url + member);
    const quota = await ask(site.url + member);
    expect([burst.headers.get('ratelimit-reason'), burst.headers.get('retry-after')]).toEqual([
      'jira-burst-based',
      '3',
    ]);
    expect([quota.headers.get('ratelimit-reason'), quota.headers.get('retry-after')]).toEqual([
      'jira-quota-global-based',
      null,
    ]);
  });

  test('totals lie and pages lead back, in both products', async () => {
    site.setFaults([{ effect: { kind: 'total-count', add: -1 } }]);
    expect((await ask(site.url + member)).body).toMatchObject({ total: 2, isLast: true });
    site.setFaults([{ times: 'always', effect: { kind: 'cursor-loop' } }]);
    expect((await ask(site.url + member)).body).toMatchObject({ isLast: false, nextPage: site.url + member });
    expect((await ask(`${site.url}/wiki/rest/api/group?limit=5`)).body).toMatchObject({
      _links: { next: '/rest/api/group?limit=5' },
    });
  });

  test('a write that fails has changed nothing', async () => {
    site.setFaults([{ route: 'POST *', effect: { kind: 'status', status: 500 } }]);
    expect((await post(`${site.url}/rest/api/3/group`, { name: 'New' })).status).toBe(500);
    expect(site.state.groupNamed('New')).toBeUndefined();
  });

  test('a write whose answer is cut off was done', async () => {
    site.setFaults([{ route: 'POST *', effect: { kind: 'truncated-json' } }]);
    expect((await post(`${site.url}/rest/api/3/group`, { name: 'New' })).body).toBeUndefined();
    expect(site.state.groupNamed('New')).toBeDefined();
  });
});
