import { demoOktaGroupIds, type Fault, type OktaSimulator } from '../../../dev/simulators';
import { apiToken, each, get, linkOf, pagesFrom, startDemo } from './okta-support';
import { ask, type Answer } from './support';

let okta: OktaSimulator;

beforeAll(async () => {
  okta = await startDemo();
});
afterAll(() => okta.close());
beforeEach(() => okta.reset());

const { everyone } = demoOktaGroupIds;
const users = (): Promise<Answer> => get(okta, '/api/v1/users', { limit: '10' });
const effect = (kind: Fault['effect']): void => okta.setFaults([{ effect: kind }]);

test('statuses come in Okta’s words', async () => {
  const words: [number, string][] = [
    [401, 'E0000011'],
    [403, 'E0000006'],
    [404, 'E0000007'],
    [429, 'E0000047'],
    [500, 'E0000009'],
    [502, 'E0000009'],
    [503, 'E0000143'],
  ];
  for (const [status, errorCode] of words) {
    effect({ kind: 'status', status });
    expect(await users()).toMatchObject({ status, body: { errorCode, errorLink: errorCode } });
  }
});

test('429 says when the minute ends and not how long to wait, unless that is wished', async () => {
  effect({ kind: 'status', status: 429 });
  const untold = await users();
  expect(untold.headers.get('x-rate-limit-remaining')).toBe('0');
  expect(Number(untold.headers.get('x-rate-limit-reset')) * 1000).toBeGreaterThan(Date.now());
  expect(untold.headers.get('retry-after')).toBeNull();
  effect({ kind: 'status', status: 429, retryAfterSeconds: 7 });
  expect((await users()).headers.get('retry-after')).toBe('7');
});

test('429 of the concurrent limit has headers that say 0', async () => {
  effect({ kind: 'status', status: 429, reason: 'concurrency' });
  const answer = await users();
  const header = (name: string) => answer.headers.get(`x-rate-limit-${name}`);
  expect([answer.status, header('limit'), header('remaining')]).toEqual([429, '0', '0']);
  expect((await users()).headers.get('x-rate-limit-limit')).toBe('600');
});

test('happen on one page, found by its cursor', async () => {
  okta.setFaults([{ page: 3, times: 'always', effect: { kind: 'status', status: 500 } }]);
  const statuses = async (path: string, query: Readonly<Record<string, string>>) => {
    const seen: number[] = [];
    let answer = await get(okta, path, query);
    for (seen.push(answer.status); linkOf(answer, 'next') !== undefined; seen.push(answer.status))
      answer = await ask(linkOf(answer, 'next') ?? '', { headers: apiToken });
    return seen;
  };
  expect(await statuses('/api/v1/users', { limit: '5' })).toEqual([200, 200, 500]);
  expect(await statuses('/api/v1/groups', { limit: '2' })).toEqual([200, 200, 500]);
  expect(await statuses(`/api/v1/groups/${everyone}/users`, { limit: '8' })).toEqual([200, 200, 500]);
  const sorted = { search: 'id pr', sortBy: 'profile.lastName', limit: '4' };
  expect(await statuses('/api/v1/users', sorted)).toEqual([200, 200, 500]);
});

test('a user is on two pages', async () => {
  okta.setFaults([{ page: 1, effect: { kind: 'repeat-item' } }]);
  const pages = await pagesFrom(await users());
  const ids = pages.map((page) => each(page, 'id'));
  expect(ids[1]?.[0]).toBe(ids[0]?.at(-1));
  expect(ids.flat()).toHaveLength(27);
  expect(new Set(ids.flat())).toEqual(new Set(okta.state.userIds()));
});

test('an item is on two pages of a sorted search', async () => {
  okta.setFaults([{ page: 2, effect: { kind: 'repeat-item' } }]);
  const search = { search: 'id pr', sortBy: 'profile.lastName', limit: '10' };
  const pages = await pagesFrom(await get(okta, '/api/v1/users', search));
  const ids = pages.map((page) => each(page, 'id'));
  expect(ids[2]?.[0]).toBe(ids[1]?.at(-1));
  expect(ids.flat()).toHaveLength(27);
});

test('the next link names another host and is otherwise the same', async () => {
  const right = new URL(linkOf(await users(), 'next') ?? '');
  effect({ kind: 'foreign-next' });
  const wrong = new URL(linkOf(await users(), 'next') ?? '');
  expect(wrong.host).toBe('attacker.example');
  expect(wrong.pathname + wrong.search).toBe(right.pathname + right.search);
});

test('the next link leads to the same page', async () => {
  okta.setFaults([{ times: 'always', effect: { kind: 'cursor-loop' } }]);
  const first = await users();
  const again = await ask(linkOf(first, 'next') ?? '', { headers: apiToken });
  expect([again.text, linkOf(again, 'next')]).toEqual([first.text, linkOf(first, 'next')]);
});

test('a last page has no next link to falsify', async () => {
  for (const kind of ['cursor-loop', 'foreign-next', 'repeat-item'] as const) {
    effect({ kind });
    expect(linkOf(await get(okta, '/api/v1/users'), 'next')).toBeUndefined();
  }
});

test('JSON comes cut off, or is of another type', async () => {
  effect({ kind: 'truncated-json' });
  const cut = await users();
  expect([cut.status, cut.body]).toEqual([200, undefined]);
  expect(linkOf(cut, 'next')).toBeDefined();
  effect({ kind: 'wrong-json' });
  expect(Array.isArray((await users()).body)).toBe(false);
});

test('a token ends in the middle', async () => {
  okta.setFaults([{ nth: 2, effect: { kind: 'expired-token' } }]);
  expect([(await users()).status, (await users()).status, (await users()).status]).toEqual([200, 401, 401]);
});

test('the connection is reset, or no answer comes until the client gives up', async () => {
  effect({ kind: 'reset' });
  await expect(users()).rejects.toThrow('fetch failed');
  effect({ kind: 'hang' });
  const gaveUp = fetch(`${okta.url}/api/v1/users`, { headers: apiToken, signal: AbortSignal.timeout(50) });
  await expect(gaveUp).rejects.toMatchObject({ name: 'TimeoutError' });
  expect((await users()).status).toBe(200);
});
