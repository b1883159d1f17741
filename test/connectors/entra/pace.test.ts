import { readDirectory } from '../../support/read-directory';
import { startEntraTwin } from '../../support/entra-twin';
import { failureFrom } from '../../support/fake-http';
import { aPage, fakeGraph, graphRefusal, readAll, stream } from './fake-graph';

/** The pauses after a page that says how much of the limit is used. */
async function pausesAt(used: string, minimumRemainingShare: number) {
  const headers = { 'x-ms-throttle-limit-percentage': used };
  const { connector, http } = fakeGraph(
    (path) => {
      if (path.endsWith('$select=id,displayName,mail,userPrincipalName,accountEnabled,userType'))
        return aPage([], { next: '/v1.0/users/delta?$skiptoken=1', headers });
      return path.startsWith('/v1.0/users')
        ? aPage([], { delta: '/v1.0/users/delta?$deltatoken=1' })
        : undefined;
    },
    { settings: { minimumRemainingShare } },
  );
  await readAll(connector, stream(connector, 'users'));
  expect(http.counted.waitedMs).toBe(http.clock.slept.reduce((sum, ms) => sum + ms, 0));
  return http.clock.slept;
}

test('what one call is asked to wait, no other call breaks', async () => {
  const busy = graphRefusal(429, 'TooManyRequests', 'Slow down.', { 'retry-after': '600' });
  const { connector, reads } = fakeGraph((path) => (path.startsWith('/v1.0') ? busy : undefined));
  const first = await failureFrom(connector.readPage(stream(connector, 'users'), undefined));
  const second = await failureFrom(connector.readPage(stream(connector, 'groups'), undefined));
  expect([first, second]).toMatchObject([
    { kind: 'retry-later', afterMs: 600_000 },
    { kind: 'retry-later', afterMs: 600_000 },
  ]);
  expect(reads()).toHaveLength(1);
});

describe('the share of Graph’s limit that is left to others', () => {
  test.each([
    ['0.85', 0.2, [1_500]],
    ['0.80', 0.2, [1_000]],
    ['0.85', 0.1, []],
    ['0.99', 0, []],
    ['1.80', 0.2, [10_000]],
    ['no number', 0.2, []],
  ])('where %s is used and %d is to remain, pauses %j ms', async (used, share, pauses) => {
    expect(await pausesAt(used, share)).toEqual(pauses);
  });

  test('is kept over a whole read, without a call that is turned away', async () => {
    const twin = await startEntraTwin(
      { users: 300, groups: 5, pageSize: 5 },
      { simulator: { throttle: { unitsPer10s: 40 } } },
    );
    const one = twin.connector();
    await readDirectory(() => one);
    await twin.close();
    expect(twin.counted.retries).toBe(0);
    expect(twin.counted.waitedMs).toBeGreaterThan(0);
  });
});
