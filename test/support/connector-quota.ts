import type { Stage } from './connector-conformance';
import type { ConnectorTwin, TwinQuota } from './connector-twin';
import { expectTruth } from './directory-truth';
import { failureFrom } from './fake-http';
import { readDirectory } from './read-directory';
import type { AccessCheck } from '../../src/domain/target';

/** What a connector leaves of the calls that its API allows. */
export function describeQuota<Twin extends ConnectorTwin>(stage: Stage<Twin>): void {
  const { quota } = stage.kind;
  describe('with the quota', () => {
    if (quota.kind === 'calls') describeFloor(stage, quota);
    if (quota.kind === 'windows') describeShare(stage, quota);
    if (quota.kind === 'untold') {
      test('says nothing where the API says nothing', async () => {
        await stage.begin();
        expect(await stage.twin().connector().budget()).toBeUndefined();
        await stage.read();
        expect(stage.twin().told).toEqual([]);
      });
    }
  });
}

type Quota<Twin, Kind> = Extract<TwinQuota<Twin>, { readonly kind: Kind }>;

function describeFloor<Twin extends ConnectorTwin>(stage: Stage<Twin>, quota: Quota<Twin, 'calls'>): void {
  const { twin, begin } = stage;

  test('does not begin below the floor, and tells the numbers', async () => {
    await begin();
    quota.setRemaining(twin(), 400);
    const failure = await failureFrom(quota.connector(twin(), 450).budget());
    expect(failure).toMatchObject({ kind: 'retry-later' });
    expect(failure.message).toMatch(/400.*450/);
    expect(quota.remaining(twin())).toBe(400);
  });

  test('keeps the floor in the middle of a read, to the call', async () => {
    await begin();
    quota.setRemaining(twin(), 454);
    const one = quota.connector(twin(), 450);
    expect((await failureFrom(readDirectory(() => one))).kind).toBe('retry-later');
    expect(quota.remaining(twin())).toBe(450);
  });

  test('keeps the floor in a new process too', async () => {
    await begin();
    quota.setRemaining(twin(), 454);
    const failure = await failureFrom(readDirectory(() => quota.connector(twin(), 450)));
    expect(failure.kind).toBe('retry-later');
    expect(quota.remaining(twin())).toBe(450);
    expect(twin().told.at(-1)?.remaining).toBe(450);
  });

  test('goes on after the reset', async () => {
    await begin();
    quota.setRemaining(twin(), 10);
    const one = quota.connector(twin(), 450);
    const failure = await failureFrom(one.budget());
    twin().clock.move(failure.kind === 'retry-later' ? failure.afterMs : 0);
    expectTruth(await readDirectory(() => one), twin().truth());
  });

  test('names the remaining calls in its test when they are too few', async () => {
    await begin();
    quota.setRemaining(twin(), 3);
    expect(failedNames(await quota.connector(twin(), 450).test())).toEqual(['Remaining API calls']);
  });
}

function describeShare<Twin extends ConnectorTwin>(stage: Stage<Twin>, quota: Quota<Twin, 'windows'>): void {
  const { twin, begin, read } = stage;

  test('waits in place for the next window rather than take the share that is kept', async () => {
    await begin();
    quota.setRemaining(twin(), quota.kept + 2);
    expectTruth(await read(), twin().truth());
    expect(quota.lowest(twin())).toBeGreaterThanOrEqual(quota.kept);
    expect(twin().counted.retries).toBe(0);
    expect(twin().counted.waitedMs).toBeGreaterThan(0);
  });

  test('tells the tightest window that it knows', async () => {
    await begin();
    const one = twin().connector();
    await readDirectory(() => one);
    const budget = await one.budget();
    expect(budget?.remaining).toBeLessThan(budget?.limit ?? 0);
    expect(twin().told.at(-1)).toEqual(budget);
  });
}

function failedNames(checks: readonly AccessCheck[]): readonly string[] {
  return checks.filter((check) => check.result === 'failed').map((check) => check.name);
}
