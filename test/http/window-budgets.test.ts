import { failureFrom, movableClock } from '../support/fake-http';
import { createWindowBudgets, type SeenWindow } from '../../src/http/window-budgets';

const rules = { apiLabel: 'Okta', keptShare: 0.25, longestPauseMs: 61_000 };

function budgets(more: Partial<typeof rules> = {}) {
  const clock = movableClock();
  const waited: number[] = [];
  const windows = createWindowBudgets({ ...rules, ...more }, { clock, waited: (ms) => void waited.push(ms) });
  /** One whole call, answered with what remains then. */
  const call = async (remaining: number, endpoint = 'users', limit = 100) => {
    (await windows.take(endpoint))({ limit, remaining, resetsInMs: 60_000 });
  };
  return { clock, waited, windows, call };
}

const full: SeenWindow = { limit: 100, remaining: 99, resetsInMs: 60_000 };

test('while nothing is known, one call goes ahead and the others wait for what it tells', async () => {
  const { windows } = budgets();
  const ahead = await windows.take('users');
  const begun: number[] = [];
  const others = [1, 2].map((each) => windows.take('users').then(() => begun.push(each)));
  await Promise.resolve();
  expect(begun).toEqual([]);
  ahead(full);
  await Promise.all(others);
  expect(begun).toEqual([1, 2]);
  expect(windows.tightest()?.remaining).toBe(97);
});

test('whenever the API has told, the tightest window is passed on', async () => {
  const told: number[] = [];
  const windows = createWindowBudgets(rules, {
    clock: movableClock(),
    waited: () => undefined,
    told: ({ remaining }) => void told.push(remaining),
  });
  (await windows.take('users'))({ ...full, remaining: 60 });
  (await windows.take('groups'))({ ...full, remaining: 80 });
  (await windows.take('groups'))(undefined);
  expect(told).toEqual([60, 60]);
});

test('other endpoints do not wait for it', async () => {
  const { windows } = budgets();
  await windows.take('users');
  await expect(windows.take('groups')).resolves.toBeInstanceOf(Function);
});

test('nobody waits long where the API tells nothing', async () => {
  const { windows } = budgets();
  (await windows.take('users'))(undefined);
  await windows.take('users');
  await expect(windows.take('users')).resolves.toBeInstanceOf(Function);
  expect(windows.tightest()).toBeUndefined();
});

test('calls leave at once while half of what may be used is there', async () => {
  const { call, clock } = budgets();
  for (let remaining = 99; remaining >= 62; remaining -= 1) await call(remaining);
  expect(clock.slept).toEqual([]);
});

test('below half, the calls are spread over the rest of the window', async () => {
  const { call, waited } = budgets();
  await call(56);
  await call(55);
  await call(54);
  await call(53);
  // 31 may be used yet, then 30: one in about two of 60 seconds.
  expect(waited.length).toBe(2);
  for (const ms of waited) expect([ms > 1_900, ms < 2_100]).toEqual([true, true]);
});

test('calls that come all at once are spread over the rest of the window too, and none beyond its end', async () => {
  const pauses: number[] = [];
  // A clock that stands, as while all of them wait.
  const clock = { now: () => 0, sleep: async (ms: number) => void pauses.push(ms) };
  const windows = createWindowBudgets(rules, { clock, waited: () => undefined });
  (await windows.take('users'))({ limit: 100, remaining: 33, resetsInMs: 60_000 });
  await Promise.all(Array.from({ length: 8 }, () => windows.take('users')));
  expect(pauses).toEqual([7_500, 15_000, 22_500, 30_000, 37_500, 45_000, 52_500]);
});

test('at the kept share, it waits for the next window and then goes ahead', async () => {
  const { call, waited, windows } = budgets();
  await call(25);
  const next = await windows.take('users');
  expect(waited).toEqual([60_000]);
  next(full);
  expect(windows.tightest()?.remaining).toBe(99);
});

test('a limit of one call a window is used all the same', async () => {
  const { call, waited } = budgets({ keptShare: 0.95 });
  await call(0, 'logs', 1);
  await call(0, 'logs', 1);
  expect(waited).toEqual([60_000]);
});

test('a pause that is too long parks the run, with the numbers', async () => {
  const { call, windows } = budgets({ longestPauseMs: 5_000 });
  await call(25);
  const failure = await failureFrom(windows.take('users'));
  expect(failure).toMatchObject({ kind: 'retry-later', afterMs: 60_000 });
  expect(failure.message).toMatch(/users has 25 of 100 calls left, and 25 must remain/);
});

test('what a call is charged comes back into the count when its pause was too long', async () => {
  const { call, windows } = budgets({ longestPauseMs: 1_000 });
  await call(30);
  await windows.take('users');
  await failureFrom(windows.take('users'));
  expect(windows.tightest()?.remaining).toBe(29);
});

test('calls on their way count until the API has counted them', async () => {
  const { windows } = budgets();
  (await windows.take('users'))(full);
  const [first, second] = [await windows.take('users'), await windows.take('users')];
  second({ ...full, remaining: 97 });
  // The word of the first call left before the second was counted.
  first({ ...full, remaining: 98 });
  expect(windows.tightest()?.remaining).toBeLessThanOrEqual(97);
});

test('the tightest is the window with the smallest share left', async () => {
  const { call, windows } = budgets();
  await call(500, 'groups', 600);
  await call(60, 'logs', 100);
  expect(windows.tightest()).toMatchObject({ limit: 100, remaining: 60 });
});

test('a spent window is told before a run begins, and forgotten after its reset', async () => {
  const { call, windows, clock } = budgets();
  await call(20);
  expect(() => windows.refuseSpent()).toThrow('starts again in 60 seconds');
  clock.move(60_000);
  expect(() => windows.refuseSpent()).not.toThrow();
  expect(windows.tightest()).toBeUndefined();
});
