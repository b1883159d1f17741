import { demoOktaGroupIds, type OktaSimulator } from '../../../dev/simulators';
import { aClock, get, startDemo, type TestClock } from './okta-support';
import { ask, type Answer } from './support';

let clock: TestClock;
let okta: OktaSimulator;

beforeEach(async () => {
  clock = aClock();
  okta = await startDemo({ now: clock.now, limits: { users: 2 } });
});
afterEach(() => okta.close());

const rates = (answer: Answer) =>
  ['limit', 'remaining', 'reset'].map((name) => answer.headers.get(`x-rate-limit-${name}`));
const users = () => get(okta, '/api/v1/users');
const seconds = (ms: number) => String(Math.floor(ms / 1000));

test('each answer says how many calls the minute still allows, and when it ends in epoch seconds', async () => {
  clock.pass(400);
  const end = seconds(clock.now() + 60_000);
  expect(rates(await users())).toEqual(['2', '1', end]);
  clock.pass(10_000);
  expect(rates(await users())).toEqual(['2', '0', end]);
});

test('a spent minute is 429 without Retry-After, until the second that was announced', async () => {
  await users();
  await users();
  clock.pass(20_000);
  const spent = await users();
  expect(spent).toMatchObject({
    status: 429,
    body: {
      errorCode: 'E0000047',
      errorSummary: 'API call exceeded rate limit due to too many requests.',
      errorLink: 'E0000047',
      errorCauses: [],
    },
  });
  const [limit, remaining, reset] = rates(spent);
  expect([limit, remaining, spent.headers.get('retry-after')]).toEqual(['2', '0', null]);
  const waitMs = Number(reset) * 1000 - Date.parse(spent.headers.get('date') ?? '');
  expect(waitMs).toBe(40_000);
  clock.pass(waitMs - 1);
  expect((await users()).status).toBe(429);
  clock.pass(1);
  expect((await users()).status).toBe(200);
});

test('Date goes by Okta’s clock, not by ours', async () => {
  expect(Date.parse((await users()).headers.get('date') ?? '')).toBe(clock.now());
  okta.setClockSkew(-90_000);
  const answer = await users();
  expect(Date.parse(answer.headers.get('date') ?? '')).toBe(clock.now() - 90_000);
  expect(Number(answer.headers.get('x-rate-limit-reset')) * 1000).toBe(clock.now() - 90_000 + 60_000);
});

test('classes of calls are counted apart', async () => {
  const id = demoOktaGroupIds.sales;
  await users();
  await users();
  expect((await users()).status).toBe(429);
  const others = ['/api/v1/groups', `/api/v1/groups/${id}`, '/api/v1/logs', '/api/v1/users/marek'];
  const answers = await Promise.all(others.map((path) => get(okta, path)));
  expect(answers.map((answer) => [answer.status, rates(answer)[0]])).toEqual([
    [200, '500'],
    [200, '1000'],
    [200, '120'],
    [200, '2000'],
  ]);
  const members = await get(okta, `/api/v1/groups/${id}/users`);
  expect(rates(members).slice(0, 2)).toEqual(['1000', '998']);
});

test('a call without a good token costs nothing and tells no limit', async () => {
  const refused = await ask(`${okta.url}/api/v1/users`);
  expect([refused.status, rates(refused)]).toEqual([401, [null, null, null]]);
  expect(rates(await users())[1]).toBe('1');
});

test('a call that is refused for what it asks costs like any other', async () => {
  expect((await get(okta, '/api/v1/users', { filter: 'nonsense' })).status).toBe(400);
  expect(rates(await users())[1]).toBe('0');
});

test('every answer has an id of its own', async () => {
  const ids = [await users(), await users(), await users(), await ask(`${okta.url}/nowhere`)].map((answer) =>
    answer.headers.get('x-okta-request-id'),
  );
  expect(new Set(ids).size).toBe(4);
  expect(ids).not.toContain(null);
});
