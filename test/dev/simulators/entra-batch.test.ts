import * as z from 'zod';
import { entraTenantOf, generateCompany, startEntra, type EntraSimulator } from '../../../dev/simulators';
import { entraHeaders, type Headers } from './entra-support';
import { ask, post, type Answer } from './support';

const tenant = entraTenantOf(generateCompany({ users: 60, groups: 30, seed: 3 }));
const start = Date.UTC(2026, 5, 1);
let nowMs = start;
let entra: EntraSimulator;
let headers: Headers;

beforeAll(async () => {
  entra = await startEntra({ tenant, now: () => nowMs });
});
afterAll(() => entra.close());
beforeEach(async () => {
  nowMs = start;
  entra.reset();
  headers = await entraHeaders(entra);
});

interface Step {
  readonly id: string;
  readonly method?: string;
  readonly url: string;
  readonly headers?: Headers;
  readonly dependsOn?: readonly string[];
}
const batch = (steps: readonly Step[]): Promise<Answer> =>
  post(`${entra.url}/v1.0/$batch`, { requests: steps.map((step) => ({ method: 'GET', ...step })) }, headers);

const responses = z.object({
  responses: z.array(
    z.object({
      id: z.string(),
      status: z.int(),
      headers: z.record(z.string(), z.string()),
      body: z.unknown(),
    }),
  ),
});
type Response = z.infer<typeof responses>['responses'][number];
const byId = (answer: Answer): ReadonlyMap<string, Response> =>
  new Map(responses.parse(answer.body).responses.map((each) => [each.id, each]));

const membersOf = (index: number): string =>
  `/groups/${tenant.groups[index]?.id}/members?$select=id&$top=999`;

describe('a batch', () => {
  test('answers each request on its own, in an order that is not that of the requests', async () => {
    const answer = await batch([
      { id: 'first', url: membersOf(0) },
      { id: 'second', url: 'users/nobody' },
      { id: 'third', url: '/users/$count', headers: { ConsistencyLevel: 'eventual' } },
      { id: 'fourth', method: 'DELETE', url: `/groups/${tenant.groups[0]?.id}` },
    ]);
    expect(answer.status).toBe(200);
    const found = byId(answer);
    expect([...found.keys()]).not.toEqual(['first', 'second', 'third', 'fourth']);
    expect(found.get('first')).toMatchObject({
      status: 200,
      headers: { 'x-ms-resource-unit': '2' },
      body: { value: tenant.groups[0]?.memberIds.map((id) => ({ id })) },
    });
    expect(found.get('second')).toMatchObject({
      status: 404,
      body: { error: { code: 'Request_ResourceNotFound' } },
    });
    expect(found.get('third')).toMatchObject({ status: 200, body: 60 });
    expect(found.get('fourth')).toMatchObject({ status: 405 });
  });

  test('has up to 20 requests with ids of their own', async () => {
    const steps = (count: number) =>
      Array.from({ length: count }, (_, id) => ({ id: `${id}`, url: '/users?$top=1' }));
    expect(byId(await batch(steps(20))).size).toBe(20);
    const twice = { id: 'A', url: '/users' };
    for (const wrong of [steps(21), [], [twice, { ...twice, id: 'a' }]])
      expect(await batch(wrong)).toMatchObject({
        status: 400,
        body: { error: { message: expect.any(String) } },
      });
    expect((await post(`${entra.url}/v1.0/$batch`, { requests: 'all' }, headers)).status).toBe(400);
  });

  test('fails a request whose predecessor failed', async () => {
    const found = byId(
      await batch([
        { id: '1', url: '/users/nobody' },
        { id: '2', url: '/users?$top=1', dependsOn: ['1'] },
        { id: '3', url: '/users?$top=1' },
        { id: '4', url: '/users?$top=1', dependsOn: ['3'] },
      ]),
    );
    expect(['1', '2', '3', '4'].map((id) => found.get(id)?.status)).toEqual([404, 424, 200, 200]);
  });

  test('is answered whole when some of its requests are throttled; those say how long to wait', async () => {
    entra.throttle.set({ unitsPer10s: 5 });
    const answer = await batch([0, 1, 2, 3].map((index) => ({ id: `${index}`, url: membersOf(index) })));
    const found = byId(answer);
    expect([0, 1, 2, 3].map((index) => found.get(`${index}`)?.status)).toEqual([200, 200, 429, 429]);
    expect(found.get('2')).toMatchObject({
      headers: { 'Retry-After': '2' },
      body: { error: { code: 'TooManyRequests' } },
    });
    nowMs += 2000;
    expect(byId(await batch([{ id: '2', url: membersOf(2) }])).get('2')?.status).toBe(200);
  });

  test('suffers the faults of the routes in it', async () => {
    entra.setFaults([
      {
        route: 'GET /v1.0/groups/{id}/members',
        nth: 2,
        effect: { kind: 'status', status: 429, retryAfterSeconds: 7 },
      },
    ]);
    const found = byId(await batch([0, 1, 2].map((index) => ({ id: `${index}`, url: membersOf(index) }))));
    expect([0, 1, 2].map((index) => found.get(`${index}`)?.status)).toEqual([200, 429, 200]);
    expect(found.get('1')?.headers).toMatchObject({ 'Retry-After': '7' });
  });

  test('needs a token', async () => {
    headers = {};
    expect((await batch([{ id: '1', url: '/users' }])).status).toBe(401);
  });
});

describe('resource units', () => {
  const group = tenant.groups[0]?.id;
  test.each([
    ['users', 2],
    ['users?$select=id', 1],
    ['users?$select=id&$top=5', 1],
    ['users/delta', 1],
    ['groups', 1],
    [`groups/${group}/members`, 3],
    [`groups/${group}/members?$select=id`, 2],
    [`groups/${group}/members?$top=19`, 2],
    [`groups/${group}/members?$top=20`, 3],
    [`groups/${group}/transitiveMembers`, 5],
    [`groups/${group}/transitiveMembers?$select=id&$top=10`, 3],
  ])('%s costs %i', async (path, cost) => {
    const answer = await ask(`${entra.url}/v1.0/${path}`, { headers });
    expect([answer.status, answer.headers.get('x-ms-resource-unit')]).toEqual([200, String(cost)]);
  });

  test.each([
    [49, 3500],
    [60, 5000],
    [501, 8000],
  ])('of a tenant with %i users are %i in ten seconds', async (users, units) => {
    const other = await startEntra({ tenant: entraTenantOf(generateCompany({ users, groups: 1, seed: 1 })) });
    expect(other.throttle.state()).toEqual({ unitsPer10s: units });
    await other.close();
  });

  test('tell from four fifths on how full the bucket is, then refuse until it has drained', async () => {
    entra.throttle.set({ unitsPer10s: 10 });
    const users = () => ask(`${entra.url}/v1.0/users`, { headers });
    const shares: (string | null)[] = [];
    for (let call = 0; call < 5; call += 1)
      shares.push((await users()).headers.get('x-ms-throttle-limit-percentage'));
    expect(shares).toEqual([null, null, null, '0.80', '1.00']);
    const refused = await users();
    expect(refused).toMatchObject({ status: 429, body: { error: { code: 'TooManyRequests' } } });
    expect(refused.headers.get('retry-after')).toBe('2');
    expect(refused.headers.get('x-ms-throttle-scope')).toBe(
      `Tenant_Application/ReadWrite/test-app/${tenant.id}`,
    );
    expect(refused.headers.get('x-ms-throttle-information')).toBe('ResourceUnitLimitExceeded');
    nowMs += 2000;
    expect((await users()).status).toBe(200);
  });

  test('are counted for each application', async () => {
    entra.throttle.set({ unitsPer10s: 2 });
    const other = await entraHeaders(entra, { client_id: 'other-app', client_secret: 'x' });
    const statuses = [];
    for (const each of [headers, headers, other])
      statuses.push((await ask(`${entra.url}/v1.0/users`, { headers: each })).status);
    expect(statuses).toEqual([200, 429, 200]);
  });
});
