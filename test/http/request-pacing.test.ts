import { request, type RetryRules } from '../../src/http/request';
import { failureFrom, fakeHttp, inOrder } from '../support/fake-http';

const call = { api: 'okta', method: 'GET', url: 'https://acme.okta.com/api' } as const;
const wait = (seconds: number): RetryRules => ({
  apiLabel: 'Okta',
  rateLimitHint: () => ({ afterMs: seconds * 1_000, pausesRun: false }),
});

test('each try waits for its turn before it is counted', async () => {
  const { deps, counted } = fakeHttp(inOrder({ status: 500 }, { status: 200 }));
  const before: number[] = [];
  const beforeTry = async () => void before.push(counted.requests);
  await request(call, { ...wait(1), beforeTry }, deps);
  expect(before).toEqual([0, 1]);
});

test('a turn that does not come ends the request, without a call', async () => {
  const { deps, calls } = fakeHttp(() => ({}));
  const beforeTry = () => Promise.reject(new Error('parked'));
  await expect(request(call, { ...wait(1), beforeTry }, deps)).rejects.toThrow('parked');
  expect(calls).toEqual([]);
});

test('a long wait for a turn leaves the time for retries as it is', async () => {
  const { deps, clock } = fakeHttp(inOrder({ status: 500 }, { status: 200 }));
  const beforeTry = async () => clock.move(120_000);
  expect(await request(call, { ...wait(1), beforeTry }, deps)).toMatchObject({ status: 200 });
});

test.each([
  ['parked', {}],
  ['waited for here', { longestWaitHereMs: 61_000 }],
])('a pause of a minute is %s', async (how, more) => {
  const { deps, clock } = fakeHttp(inOrder({ status: 429 }, { status: 200 }));
  const work = request(call, { ...wait(60), ...more }, deps);
  if (how === 'parked') expect((await failureFrom(work)).kind).toBe('retry-later');
  else expect(await work).toMatchObject({ status: 200 });
  expect(clock.slept).toEqual(how === 'parked' ? [] : [60_000]);
});
