import { FailureError } from '../../src/domain/failure';
import { request, type HttpRequest, type RateLimitHint, type RetryRules } from '../../src/http/request';
import { failureFrom, fakeHttp, inOrder, type FakeReply } from '../support/fake-http';

const call: HttpRequest = { api: 'onelogin', method: 'GET', url: 'https://api.example.test/people' };
const ok: FakeReply = { status: 200, body: { fine: true } };
const reset = new TypeError('fetch failed');
const endless = { status: 200, headers: new Headers(), text: () => new Promise<string>(() => undefined) };

function rules(more: Partial<RetryRules> = {}): RetryRules {
  return { apiLabel: 'The directory', rateLimitHint: retryAfter, ...more };
}

function retryAfter(response: { readonly headers: Headers }): RateLimitHint | undefined {
  const seconds = response.headers.get('retry-after');
  return seconds === null ? undefined : { afterMs: Number(seconds) * 1_000, pausesRun: false };
}

async function send(replies: readonly FakeReply[], more: Partial<RetryRules> = {}) {
  const http = fakeHttp(inOrder(...replies));
  const outcome = await request(call, rules(more), http.deps).then(
    (response) => ({ response, failure: undefined }),
    (error: unknown) => ({
      response: undefined,
      failure: error instanceof FailureError ? error.failure : error,
    }),
  );
  return { ...outcome, http };
}

test('an answer comes back whole, in one counted request', async () => {
  const { response, http } = await send([{ status: 200, headers: { 'x-a': '1' }, body: 'text' }]);
  expect(response).toMatchObject({ status: 200, text: 'text' });
  expect(response?.headers.get('x-a')).toBe('1');
  expect(http.counted).toEqual({ requests: 1, retries: 0, waitedMs: 0 });
});

test.each([400, 401, 403, 404, 422])('a %i is given back and not repeated', async (status) => {
  const { response, http } = await send([{ status }, ok]);
  expect(response?.status).toBe(status);
  expect(http.counted.requests).toBe(1);
});

test('a 429 that asks for a short pause is waited out, repeated and counted', async () => {
  const { response, http } = await send([{ status: 429, headers: { 'retry-after': '3' } }, ok]);
  expect(response?.status).toBe(200);
  expect(http.clock.slept).toEqual([3_000]);
  expect(http.counted).toEqual({ requests: 2, retries: 1, waitedMs: 3_000 });
});

test('a 429 that asks for a long pause parks the run at once', async () => {
  const { failure, http } = await send([{ status: 429, headers: { 'retry-after': '900' } }, ok]);
  expect(failure).toMatchObject({ kind: 'retry-later', afterMs: 900_000 });
  expect(failure).toMatchObject({ message: expect.stringContaining('900 seconds') });
  expect(http.counted).toEqual({ requests: 1, retries: 0, waitedMs: 0 });
});

test('a spent quota parks the run even when the pause is short', async () => {
  const { failure, http } = await send([{ status: 429 }, ok], {
    rateLimitHint: () => ({ afterMs: 2_000, pausesRun: true }),
  });
  expect(failure).toMatchObject({ kind: 'retry-later', afterMs: 2_000 });
  expect(http.counted.requests).toBe(1);
});

test('a 429 that says nothing is repeated after growing pauses, then parks the run', async () => {
  const { failure, http } = await send([{ status: 429 }]);
  expect(failure).toMatchObject({ kind: 'retry-later' });
  expect(http.clock.slept).toEqual([1_000, 2_000, 4_000, 8_000]);
  expect(http.counted).toEqual({ requests: 5, retries: 4, waitedMs: 15_000 });
});

test.each([500, 502, 503, 504])('one %i is survived', async (status) => {
  const { response, http } = await send([{ status }, ok]);
  expect(response?.status).toBe(200);
  expect(http.counted).toMatchObject({ requests: 2, retries: 1 });
});

test('a 503 that names its pause is obeyed', async () => {
  const { http } = await send([{ status: 503, headers: { 'retry-after': '7' } }, ok]);
  expect(http.clock.slept).toEqual([7_000]);
});

test('a 500 that stays is unavailable, with the hint of the vendor', async () => {
  const { failure, http } = await send([{ status: 500 }], {
    serverErrorHint: (status) => `Known reason for ${status}.`,
  });
  expect(failure).toMatchObject({ kind: 'unavailable' });
  expect(failure).toMatchObject({
    message: 'The directory answered 5 times with status 500. Try again later. Known reason for 500.',
  });
  expect(http.counted).toMatchObject({ requests: 5, retries: 4 });
});

test('growing pauses stay an unavailable API, whatever the jitter', async () => {
  const http = fakeHttp(inOrder({ status: 500 }));
  const failure = await failureFrom(request(call, rules(), { ...http.deps, random: () => 1 }));
  expect(failure.kind).toBe('unavailable');
  expect(http.counted.requests).toBe(5);
});

test('a connection that breaks once is survived', async () => {
  const { response } = await send([reset, ok]);
  expect(response?.status).toBe(200);
});

test('a connection that always breaks is unavailable and keeps its cause', async () => {
  const http = fakeHttp(inOrder(reset));
  const error: unknown = await request(call, rules(), http.deps).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ failure: { kind: 'unavailable' }, cause: reset });
  expect(http.counted.requests).toBe(5);
});

test('no answer at all is given up after the time limit, also by a fetch that ignores signals', async () => {
  const { failure, http } = await send(['never'], { timeoutMs: 5 });
  expect(failure).toMatchObject({ kind: 'unavailable' });
  expect(http.counted.requests).toBe(5);
});

test('one call without an answer is survived', async () => {
  const { response } = await send(['never', ok], { timeoutMs: 5 });
  expect(response?.status).toBe(200);
});

test('a body that never ends counts as no answer', async () => {
  const http = fakeHttp(inOrder(ok));
  const failure = await failureFrom(
    request(call, rules({ timeoutMs: 5 }), { ...http.deps, fetch: async () => endless }),
  );
  expect(failure.kind).toBe('unavailable');
});

test.each([
  ['a first try', [ok], 1],
  ['after a 500 and a broken connection', [{ status: 500 }, reset, ok], 3],
  ['a refusal after a lost answer', [reset, { status: 400 }], 2],
  ['after a 429, which turned the call away undone', [{ status: 429 }, ok], 1],
  ['after a 429 and a lost answer', [{ status: 429 }, reset, ok], 2],
])('an answer says how many tries may have been carried out: %s', async (_what, replies, attempts) => {
  const { response } = await send(replies);
  expect(response?.attempts).toBe(attempts);
});

test('no retry begins after a minute of trying', async () => {
  const http = fakeHttp(inOrder(ok));
  const fetch = async () => {
    http.clock.move(30_000);
    throw reset;
  };
  await failureFrom(request(call, rules(), { ...http.deps, fetch }));
  expect(http.counted.requests).toBe(2);
});

test("a host that Forge does not let out is the settings' fault, named, and not repeated", async () => {
  const refused = Object.assign(new Error('URL not included'), { name: 'REQUEST_EGRESS_ALLOWLIST_ERR' });
  const { failure, http } = await send([refused]);
  expect(failure).toMatchObject({ kind: 'settings-rejected' });
  expect(failure).toMatchObject({ message: expect.stringContaining('api.example.test') });
  expect(http.counted.requests).toBe(1);
});

test('a failure thrown by the fetch itself passes through', async () => {
  const parked = new FailureError({ kind: 'retry-later', afterMs: 5, message: 'Parked.' });
  const { failure } = await send([parked]);
  expect(failure).toBe(parked.failure);
});

test('a body and headers are sent as given', async () => {
  const http = fakeHttp(inOrder(ok));
  const post: HttpRequest = { ...call, method: 'POST', headers: { accept: 'text/plain' }, body: 'hello' };
  await request(post, rules(), http.deps);
  expect(http.calls[0]).toMatchObject({ method: 'POST', headers: { accept: 'text/plain' }, body: 'hello' });
});
