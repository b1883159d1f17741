import { runInterval } from '../../src/frontend/api/run-interval';

describe('a run is asked for again', () => {
  it.each([
    ['working', 'in-sight', 1_000],
    ['waiting', 'in-sight', 5_000],
    ['working', 'hidden', 15_000],
    ['finished', 'in-sight', false],
    // It could not be loaded.
    [undefined, 'in-sight', false],
  ] as const)('with the status %s and the page %s after %s ms', (status, page, afterMs) => {
    expect(runInterval(status, page)).toBe(afterMs);
  });
});
