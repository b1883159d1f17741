import { InvocationFailure } from '../../../dev/host';
import { timeoutMsOf } from '../../../dev/host/worker-pool';
import { buildTimeoutMs, startSample, type Sample } from './support';

let sample: Sample;

beforeAll(async () => {
  sample = await startSample({ variables: { GREETING: 'hello', SECRET: 'no' } });
}, buildTimeoutMs);
afterAll(() => sample.close());

test('a resolver sees its payload, the caller from the platform, and its app context', async () => {
  const answer = await sample.host.call(
    'echo',
    { text: 'hi', accountId: 'somebody-else' },
    { accountId: 'amy' },
  );
  expect(answer).toMatchObject({
    payload: { text: 'hi' },
    accountId: 'amy',
    moduleKey: 'admin',
    installationAri: expect.stringMatching(/^ari:cloud:ecosystem::installation\//) as string,
    license: { isActive: true },
  });
});

test('parallel invocations never see each other', async () => {
  const people = Array.from({ length: 20 }, (_, n) => `person-${n}`);
  const answers = await Promise.all(
    people.map((accountId) => sample.host.call('slowWho', {}, { accountId })),
  );
  expect(answers).toEqual(people.map((person) => ({ before: person, site: person })));
});

test('the environment holds declared variables only', async () => {
  expect(await sample.host.call('environment', {})).toEqual({ GREETING: 'hello' });
});

test('an error of the app reaches the caller with its message', async () => {
  await expect(sample.host.call('fail', {})).rejects.toThrow('the app failed');
});

test('an unknown method is refused in the words of @forge/resolver', async () => {
  await expect(sample.host.call('nothing', {})).rejects.toThrow("Resolver has no definition for 'nothing'.");
});

test('a request over 500 KB is refused before it reaches the app, and a response over 5 MB after', async () => {
  await expect(sample.host.call('echo', { text: 'x'.repeat(500 * 1024) })).rejects.toThrow(
    'front-end request of 500 KB',
  );
  await expect(sample.host.call('large', { bytes: 5 * 1024 * 1024 + 1 })).rejects.toThrow(
    'front-end response of 5 MB',
  );
  expect(await sample.host.call('large', { bytes: 1_000_000 })).toHaveLength(1_000_000);
});

test('a process that dies fails its invocation and the next one gets a fresh process', async () => {
  await sample.host.call('memory', {});
  await expect(sample.host.call('leave', {})).rejects.toBeInstanceOf(InvocationFailure);
  expect(await sample.host.call('memory', {})).toBe(1);
});

test('the clock of the app is the clock of the host', async () => {
  await sample.host.clock.advance(400 * 86_400_000);
  const expected = new Date(sample.host.clock.now());
  const { now, year, text, isDate } = (await sample.host.call('now', {})) as {
    now: number;
    year: number;
    text: string;
    isDate: boolean;
  };
  expect(Math.abs(now - expected.getTime())).toBeLessThan(2000);
  expect({ year, text, isDate }).toEqual({ year: expected.getFullYear(), text: 'string', isDate: true });
});

test('the person in front of the page is asked from the site when nobody is named', async () => {
  const other = await startSample({ caller: 'ask-the-site' });
  expect(await other.host.call('echo', {})).toMatchObject({ accountId: 'the-admin' });
  expect(other.site.received.map((one) => one.url)).toEqual(['/rest/api/3/myself']);
  await other.close();
});

test('a person waits 25 seconds, a consumer 55 unless its function says otherwise', () => {
  const fn = { key: 'f', handler: 'index.f' };
  expect(timeoutMsOf({ ...fn, timeoutSeconds: 900 }, 'jira:adminPage')).toBe(25_000);
  expect(timeoutMsOf(fn, 'consumer')).toBe(55_000);
  expect(timeoutMsOf(fn, 'scheduledTrigger')).toBe(55_000);
  expect(timeoutMsOf({ ...fn, timeoutSeconds: 900 }, 'consumer')).toBe(900_000);
});
