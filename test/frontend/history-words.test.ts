import type { HeldDecision } from '../../src/domain/run';
import type { RunSummary } from '../../src/contract';
import { axisOf, chartData, type ChartPoint } from '../../src/frontend/pages/history/chart-data';
import { isShown } from '../../src/frontend/pages/history/history-words';
import type { HistoryFilter } from '../../src/frontend/routing/history-address';
import { parseRoute, paths } from '../../src/frontend/routing/route';
import { besideWords, signedWords, spokenWords } from '../../src/frontend/words/run-counts';
import { someCounts } from '../support/list-fixtures';
import { aRun } from '../support/page-fixtures';

describe('the address of the history', () => {
  it.each<HistoryFilter>([
    {},
    { connectionId: 'connection-1' },
    { result: 'held', mode: 'sync' },
    { connectionId: 'a', result: 'under-way', trigger: 'command-line', mode: 'preview' },
  ])('carries the filter %j', (filter) => {
    expect(parseRoute(paths.history(filter))).toEqual({ page: 'history', filter });
  });

  it('leaves out what it does not know', () => {
    expect(parseRoute('/history/result/odd/mode/sync/colour/red/started')).toEqual({
      page: 'history',
      filter: { mode: 'sync' },
    });
  });
});

describe('what a run did', () => {
  it.each([
    [
      'sync',
      { added: 1204, removed: 3, created: 1, held: 2, failed: 1 },
      '+1,204 −3 · 1 group created · 2 held · 1 failed',
    ],
    ['sync', { added: 0, removed: 3 }, '−3'],
    ['sync', { created: 2 }, '2 groups created'],
    ['sync', { held: 20 }, 'No changes · 20 held'],
    ['sync', {}, 'No changes'],
    ['preview', { added: 42, created: 5 }, '+42 planned · 5 groups to create'],
    ['preview', { held: 20 }, '20 held'],
    ['preview', {}, 'Nothing to change'],
  ] as const)('of a %s with %j is said as “%s”', (mode, given, words) => {
    const counts = someCounts({ added: 0, removed: 0, ...given });
    const said = [signedWords(counts, mode), ...besideWords(counts, mode)];
    expect(said.filter((part) => part !== '').join(' · ')).toBe(words);
  });

  it.each<[HeldDecision, string]>([
    [{ kind: 'waiting', by: [] }, '20 held'],
    [{ kind: 'rejected', by: [] }, '20 rejected'],
    [{ kind: 'approved', by: [] }, '20 approved'],
    [{ kind: 'approved', by: [], rejected: ['role:1'] }, '20 held, in part approved'],
  ])('says of held changes what was decided: %j', (decision, words) => {
    const counts = someCounts({ added: 0, removed: 0, held: 20 });
    expect(besideWords(counts, 'sync', decision)).toEqual(['No changes', words]);
  });

  it('is read out without signs', () => {
    expect(spokenWords(someCounts({ added: 14, removed: 0 }), 'preview')).toBe('14 to add');
    expect(spokenWords(someCounts({ added: 14, removed: 3 }), 'sync')).toBe('14 added, 3 removed');
  });
});

describe('a run of the history', () => {
  const run = aRun({ status: 'held', trigger: 'schedule', mode: 'sync' });
  it.each<[HistoryFilter, boolean]>([
    [{}, true],
    [{ connectionId: 'connection-1', result: 'held', trigger: 'schedule', mode: 'sync' }, true],
    [{ connectionId: 'connection-2' }, false],
    [{ result: 'finished' }, false],
    [{ trigger: 'person' }, false],
    [{ mode: 'preview' }, false],
  ])('with the filter %j is shown: %s', (filter, expected) => {
    expect(isShown(run, filter)).toBe(expected);
  });
});

/** At these moments in UTC, newest first, with these additions. */
function runsAt(...runs: readonly (readonly [at: string, added: number])[]): readonly RunSummary[] {
  return runs.map(([at, added]) =>
    aRun({ id: at, startedAtMs: Date.parse(at), counts: someCounts({ added, removed: 1, failed: 2 }) }),
  );
}

describe('the chart', () => {
  it('has a point for each day where the administrator is, also for days without a run', () => {
    const runs = runsAt(
      ['2026-11-25T23:30Z', 4],
      ['2026-11-25T10:00Z', 2],
      ['2026-11-22T23:30Z', 1],
      ['2026-11-22T20:00Z', 8],
    );
    const { per, points } = chartData(runs, 'Europe/Berlin');
    expect(per).toBe('day');
    expect(points.map(({ key, added, runs: ran }) => `${key} ${ran} ${added}`)).toEqual([
      '2026-11-22 1 8',
      '2026-11-23 1 1',
      '2026-11-24 0 0',
      '2026-11-25 1 2',
      '2026-11-26 1 4',
    ]);
    expect(points[0]).toMatchObject({ label: '22 Nov 2026', removed: 1, failed: 2 });
  });

  it('misses no day when the clocks change', () => {
    const runs = runsAt(['2026-10-26T10:00Z', 1], ['2026-10-24T10:00Z', 1]);
    expect(chartData(runs, 'Europe/Berlin').points.map(({ key }) => key)).toEqual([
      '2026-10-24',
      '2026-10-25',
      '2026-10-26',
    ]);
  });

  it('of two days has a point for each run', () => {
    const { per, points } = chartData(runsAt(['2026-11-25T10:00Z', 2], ['2026-11-24T10:00Z', 3]), 'UTC');
    expect(per).toBe('run');
    expect(points.map(({ label, added }) => [label, added])).toEqual([
      ['24 Nov 2026, 10:00', 3],
      ['25 Nov 2026, 10:00', 2],
    ]);
  });

  it('leaves out previews, and runs that did not count', () => {
    const preview = aRun({ mode: 'preview', counts: someCounts() });
    expect(chartData([preview, aRun()]).points).toEqual([]);
  });
});

describe('the axis', () => {
  const point = (added: number, removed: number, failed = 0): ChartPoint => ({
    key: '',
    label: '',
    runs: 1,
    added,
    removed,
    failed,
  });
  it.each([
    [[point(14, 3)], [-10, 0, 10, 20]],
    [[point(0, 0)], [0, 1]],
    [
      [point(3, 90), point(40, 0, 8)],
      [-100, -50, 0, 50],
    ],
    [[point(1_200, 0)], [0, 1_000, 2_000]],
  ])('of %j has lines at round numbers', (points, lines) => {
    expect(axisOf(points)).toEqual(lines);
  });
});
