import { failureFrom } from '../../support/fake-http';
import { startOktaTwin, type OktaTwin, type TwinOptions } from '../../support/okta-twin';
import { readDirectory } from '../../support/read-directory';
import { expectTruth } from '../../support/directory-truth';

let twin: OktaTwin;
async function begin(options: TwinOptions = {}): Promise<OktaTwin> {
  twin = await startOktaTwin({ users: 100, groups: 4, pageSize: 20 }, options);
  return twin;
}
afterEach(() => twin.close());

const spend = () => {
  while (twin.simulator.limits.take('users')) continue;
};

test.each([0, -7_200_000, 7_200_000])(
  "a window that others have spent is waited for by Okta's clock, which differs by %i ms",
  async (skewMs) => {
    await begin({ settings: { auth: 'token' } });
    twin.simulator.setClockSkew(skewMs);
    const one = twin.connector();
    const read = await readDirectory(() => one, {
      beforePage: (page) => {
        if (page === 4) spend();
      },
    });
    expectTruth(read, twin.truth());
    expect(twin.counted.retries).toBe(1);
    expect(twin.counted.waitedMs).toBeGreaterThan(50_000);
    expect(twin.counted.waitedMs).toBeLessThanOrEqual(61_000);
  },
);

test('a read of more calls than a window allows goes on in the next ones', async () => {
  await begin({ simulator: { limits: { users: 4, group: 8 } } });
  const one = twin.connector();
  expectTruth(await readDirectory(() => one), twin.truth());
  expect(twin.counted.retries).toBe(0);
  expect(twin.lowest()).toBeGreaterThanOrEqual(1);
});

test('a run does not begin in a spent window, and is told when it may', async () => {
  await begin({ simulator: { limits: { groups: 4 } } });
  for (let taken = 0; taken < 3; taken += 1) twin.simulator.limits.take('groups');
  const failure = await failureFrom(twin.connector().budget());
  expect(failure).toMatchObject({ kind: 'retry-later' });
  expect(failure.message).toMatch(/list of groups has 0 of 4 calls left, and 1 must remain/);
});

test('a test does not wait for the next window', async () => {
  await begin({ simulator: { limits: { groups: 4 } } });
  for (let taken = 0; taken < 3; taken += 1) twin.simulator.limits.take('groups');
  const checks = await twin.connector().test();
  expect(checks.filter((check) => check.result === 'failed').map((check) => check.name)).toEqual([
    'Remaining API calls',
  ]);
  expect(twin.counted.waitedMs).toBe(0);
});

test('the budget is asked for with one call, and not again when it is known', async () => {
  await begin();
  const one = twin.connector();
  expect(await one.budget()).toMatchObject({ limit: 500, remaining: 499 });
  const before = twin.counted.requests;
  await one.budget();
  expect(twin.counted.requests).toBe(before);
});
