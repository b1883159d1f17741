import { createBudgetGuard, type FloorRules } from '../../src/http/api-budget';
import type { ApiBudget } from '../../src/domain/directory';
import { FailureError, type Failure } from '../../src/domain/failure';
import { movableClock } from '../support/fake-http';

const rules: FloorRules = { apiLabel: 'The directory', floor: 500, field: 'settings.floor' };
const hourMs = 3_600_000;

function start(
  remaining: number | undefined,
  floor = 500,
  told: (budget: ApiBudget) => void = () => undefined,
) {
  const clock = movableClock(Date.UTC(2026, 0, 1, 12));
  const guard = createBudgetGuard({ ...rules, floor }, clock, told);
  const resetsAtMs = clock.now() + hourMs / 2;
  if (remaining !== undefined) guard.see({ limit: 5_000, remaining, resetsAtMs });
  return { guard, clock, resetsAtMs };
}

function refusalOf(work: () => unknown): Failure {
  try {
    work();
  } catch (error) {
    if (error instanceof FailureError) return error.failure;
  }
  throw new Error('expected a FailureError');
}

test('calls are taken until one more would break the floor', () => {
  const { guard } = start(502);
  guard.take()(undefined);
  guard.take()(undefined);
  expect(guard.known()?.remaining).toBe(500);
  expect(refusalOf(() => guard.take())).toMatchObject({ kind: 'retry-later' });
});

test('the refusal tells what remains and the floor, and waits until the reset', () => {
  const { guard } = start(480);
  expect(refusalOf(() => guard.take())).toEqual({
    kind: 'retry-later',
    afterMs: hourMs / 2,
    message:
      'The directory allows 480 more calls, and 500 must remain. The run goes on when the count starts again.',
  });
});

test('every word of the API is passed on, without the calls that are on their way', () => {
  const told: number[] = [];
  const { guard, resetsAtMs } = start(2_000, 500, ({ remaining }) => void told.push(remaining));
  const first = guard.take();
  guard.take()(undefined);
  guard.take();
  first({ limit: 5_000, remaining: 1_999, resetsAtMs });
  expect(told).toEqual([2_000, 1_998]);
});

test("the API's word outweighs the own count", () => {
  const { guard, resetsAtMs } = start(2_000);
  guard.take()({ limit: 5_000, remaining: 700, resetsAtMs });
  expect(guard.known()?.remaining).toBe(700);
});

test('calls that are still on their way are taken off the word of the API', () => {
  const { guard, resetsAtMs } = start(2_000);
  const first = guard.take();
  guard.take();
  guard.take();
  first({ limit: 5_000, remaining: 1_999, resetsAtMs });
  expect(guard.known()?.remaining).toBe(1_997);
});

test('after the reset nothing is known, and a call is allowed', () => {
  const { guard, clock } = start(400);
  clock.move(hourMs / 2);
  expect(guard.known()).toBeUndefined();
  expect(() => guard.take()).not.toThrow();
});

test('a floor that the API can never leave is a wrong setting, not an endless wait', () => {
  const { guard } = start(4_999, 5_000);
  expect(refusalOf(() => guard.take())).toMatchObject({ kind: 'settings-rejected', field: 'settings.floor' });
});

test('without a floor the last call may be taken', () => {
  const { guard } = start(1, 0);
  guard.take()(undefined);
  expect(refusalOf(() => guard.take()).kind).toBe('retry-later');
});
