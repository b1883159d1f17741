import type { HttpResponse } from '../../src/http/request';
import { createSignedIn, type SignedIn } from '../../src/http/signed-in';
import { createMemoryTokenCache, type TokenCache } from '../../src/http/token-cache';
import { movableClock } from '../support/fake-http';

const clock = movableClock();
let given = 0;
let tokens: TokenCache;
beforeEach(() => {
  given = 0;
  tokens = createMemoryTokenCache();
});

/** Gives tokens `token-1`, `token-2` and so on. A stored one is no good after a 403 either. */
function aSignedIn(): SignedIn {
  return createSignedIn(
    {
      key: () => 'host client',
      signIn: async () => ({ token: `token-${(given += 1)}`, expiresAtMs: clock.now() + 3_600_000 }),
      isRefused: ({ status }, origin) => status === 401 || (status === 403 && origin === 'stored'),
    },
    { clock, tokens },
  );
}

const answer = (status: number): HttpResponse => ({ status, headers: new Headers(), text: '', attempts: 1 });
const accepting =
  (...good: readonly string[]) =>
  async (token: string) =>
    answer(good.includes(token) ? 200 : 401);

test('calls at the same time sign in once', async () => {
  const one = aSignedIn();
  const all = await Promise.all([1, 2, 3].map(() => one.send(accepting('token-1'))));
  expect([given, ...all.map(({ status }) => status)]).toEqual([1, 200, 200, 200]);
});

test('another process uses the stored token, until its last minute', async () => {
  await aSignedIn().send(accepting('token-1'));
  clock.move(3_539_000);
  expect((await aSignedIn().send(accepting('token-1'))).status).toBe(200);
  clock.move(1_000);
  expect((await aSignedIn().send(accepting('token-2'))).status).toBe(200);
  expect(given).toBe(2);
});

test('a refused token is renewed once for all who were refused', async () => {
  const one = aSignedIn();
  await one.send(accepting('token-1'));
  const all = await Promise.all([1, 2, 3].map(() => one.send(accepting('token-2'))));
  expect([given, ...all.map(({ status }) => status)]).toEqual([2, 200, 200, 200]);
});

test('a token that was just given and is refused is not asked for again', async () => {
  const one = aSignedIn();
  expect((await one.send(accepting())).status).toBe(401);
  expect(given).toBe(2);
});

test('whoever was refused with the stored token gets another, also where somebody else has renewed it meanwhile', async () => {
  await aSignedIn().send(accepting('token-1'));
  const one = aSignedIn();
  const sent: string[] = [];
  let refuseSlow = (_response: HttpResponse): void => undefined;
  const slow = one.send((token) => {
    sent.push(token);
    return token === 'token-1'
      ? new Promise((resolve) => (refuseSlow = resolve))
      : Promise.resolve(answer(200));
  });
  await one.send(async (token) => answer(token === 'token-1' ? 403 : 200));
  refuseSlow(answer(403));
  expect((await slow).status).toBe(200);
  expect([sent, given]).toEqual([['token-1', 'token-2'], 2]);
});

test('signing in anew does not look at the stored token', async () => {
  await aSignedIn().anew();
  await aSignedIn().anew();
  expect(given).toBe(2);
});
