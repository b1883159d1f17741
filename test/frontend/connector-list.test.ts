import type { ConnectionSummary, Outputs, RunSummary } from '../../src/contract';
import type { RunCounts } from '../../src/domain/run';
import { connectorState } from '../../src/frontend/pages/connectors/connector-state';
import {
  movedIds,
  nextRunWords,
  remainingWords,
  scheduleText,
  toldWords,
} from '../../src/frontend/pages/connectors/list-words';
import { barsLabel, recentBars } from '../../src/frontend/pages/connectors/recent-bars';
import { warningsOf } from '../../src/frontend/pages/connectors/warnings';
import { aRow, someCounts } from '../support/list-fixtures';
import { aRun, aRunUnderWay, aTarget } from '../support/page-fixtures';

const minute = 60_000;
const nowMs = Date.UTC(2026, 10, 25, 12);

function withRuns(...runs: readonly RunSummary[]): Partial<ConnectionSummary> {
  return { recentRuns: runs, ...(runs[0] === undefined ? {} : { lastRun: runs[0] }) };
}

const person = { kind: 'person', userId: '7' } as const;
const stopped = (change: Partial<RunSummary> = {}) => aRun({ status: 'stopped', ...change });
const rejected = (change: Partial<RunSummary> = {}) =>
  stopped({ stoppedKind: 'credentials-rejected', startedAtMs: nowMs, ...change });
const rest = { why: 'undo', sinceMs: nowMs } as const;

describe('the state of a connector', () => {
  it.each<[string, Partial<ConnectionSummary>]>([
    ['Ready', {}],
    ['Starting', withRuns(aRunUnderWay({ status: 'queued' }), rejected())],
    ['Running', { ...withRuns(aRunUnderWay()), heldRun: aRun() }],
    ['Waiting', withRuns(aRunUnderWay({ status: 'waiting' }))],
    ['Credentials rejected', { ...withRuns(rejected()), heldRun: aRun(), rest, scheduleEnabled: false }],
    ['Credentials rejected', withRuns(rejected({ task: person }), aRun())],
    ['Stopped', { ...withRuns(rejected()), secretSetAtMs: nowMs + 1 }],
    ['Ready', withRuns(aRun(), rejected())],
    ['Credentials rejected', withRuns(stopped({ stoppedKind: 'cancelled' }), rejected())],
    ['Held changes', { heldRun: aRun(), rest, needsPreview: true }],
    ['Resting', { ...withRuns(stopped()), rest }],
    ['Stopped', { ...withRuns(stopped()), needsPreview: true }],
    ['Ready', withRuns(stopped({ task: person }), aRun())],
    ['Ready', withRuns(stopped({ stoppedKind: 'cancelled' }), aRun())],
    ['First preview needed', { ...withRuns(), needsPreview: true, scheduleEnabled: false }],
    [
      'Some changes failed',
      { ...withRuns(aRun({ status: 'finished-with-failures' })), scheduleEnabled: false },
    ],
    ['Ready', { scheduleEnabled: false }],
  ])('is "%s" with %j', (label, change) => {
    expect(connectorState(aRow(change)).label).toBe(label);
  });
});

describe('the next run', () => {
  const at = (afterMs: number) => ({ nextRunMs: nowMs + afterMs });
  it.each<[string, Partial<ConnectionSummary>]>([
    ['in 12 minutes', at(12 * minute + 5)],
    ['in less than a minute', at(5_000)],
    ['Due now', at(0)],
    ['Due now', at(-3 * minute)],
    ['Schedule off', { ...at(minute), scheduleEnabled: false, rest }],
    ['Paused until you resume it', { ...at(minute), rest }],
    [
      'Paused until 26 Nov 2026, 14:00',
      { rest: { why: 'failures', count: 3, untilMs: nowMs + 26 * 60 * minute } },
    ],
  ])('is "%s" with %j', (words, change) => {
    expect(nextRunWords(aRow(change), nowMs)).toBe(words);
  });

  it('of a schedule without a date is none; what has no words is shown as it is', () => {
    const { nextRunMs: _, ...row } = aRow();
    expect(nextRunWords(row, nowMs)).toBe('None');
    const schedule = { ...row.schedule, cron: 'every now and then' };
    expect(scheduleText({ ...row, schedule })).toBe('every now and then');
  });
});

describe('the calls that are left', () => {
  const told = (agoMs: number) => ({
    remaining: 4_812,
    limit: 5_000,
    resetsAtMs: nowMs,
    atMs: nowMs - agoMs,
  });

  it('are said with the moment, and with the day where it was another one', () => {
    expect(remainingWords(told(0))).toBe('4,812 of 5,000');
    expect(toldWords(told(60_000), nowMs)).toMatch(/^at \d\d:\d\d$/);
    expect(toldWords(told(48 * 60 * minute), nowMs)).toMatch(/^on 23 Nov 2026, \d\d:\d\d$/);
  });
});

describe('moving', () => {
  it.each([
    ['a', 'up', undefined],
    ['b', 'up', 'bac'],
    ['b', 'down', 'acb'],
    ['c', 'down', undefined],
    ['gone', 'up', undefined],
    ['gone', 'down', undefined],
  ] as const)('%s %s', (id, way, order) => {
    expect(movedIds(['a', 'b', 'c'], id, way)?.join('')).toBe(order);
  });
});

describe('warnings', () => {
  const target = aTarget().settings;
  const warned = (rows: readonly ConnectionSummary[], change: Partial<Outputs['overview']> = {}) =>
    warningsOf(
      { connections: rows, damaged: [], nowMs, ...(target === undefined ? {} : { target }), ...change },
      { groups: 'Jira groups', timeZone: 'Europe/Berlin' },
    );
  const titles = (...asked: Parameters<typeof warned>) => warned(...asked).map(({ title }) => title);

  it('come with the most urgent first', () => {
    const rows = [
      aRow({ id: 'a', name: 'A', secretExpiresOn: '2026-12-01' }),
      aRow({ id: 'b', name: 'B', heldRun: aRun({ id: 'run-7', counts: someCounts({ held: 212 }) }) }),
      aRow({ id: 'c', name: 'C', secretExpiresOn: '2026-11-24' }),
      aRow({ id: 'd', name: 'D', ...withRuns(rejected()), secretExpiresOn: '2026-11-24' }),
    ];
    const { target: _, ...overview } = { lastTickMs: nowMs - 16 * minute, target };
    const warnings = warningsOf(
      { connections: rows, damaged: [], nowMs, ...overview },
      { groups: 'Jira groups', timeZone: 'Europe/Berlin' },
    );
    expect(warnings.map(({ title, appearance }) => `${appearance}: ${title}`)).toEqual([
      'warning: Choose the account that changes groups',
      'error: OneLogin does not accept the credentials of D',
      'error: The secret of C has expired',
      'warning: 212 changes of B wait for your approval',
      'warning: Scheduled synchronization has paused',
      'warning: The secret of A expires in 6 days',
    ]);
    expect(warnings.flatMap(({ action }) => action?.to ?? [])).toEqual([
      '/settings/access',
      '/connectors/d/general',
      '/connectors/c/general',
      '/runs/run-7',
      '/connectors/a/general',
    ]);
  });

  it.each([
    ['2026-12-10', []],
    ['2026-12-09', ['The secret of OneLogin staff expires in 14 days']],
    ['2026-11-26', ['The secret of OneLogin staff expires tomorrow']],
    ['2026-11-25', ['The secret of OneLogin staff expires today']],
    ['2026-11-24', ['The secret of OneLogin staff has expired']],
  ])('of a secret that ends on %s', (secretExpiresOn, expected) => {
    expect(titles([aRow({ secretExpiresOn })])).toEqual(expected);
  });

  it('take the day from where the administrator is', () => {
    const lateMs = Date.UTC(2026, 10, 25, 23, 30);
    expect(titles([aRow({ secretExpiresOn: '2026-11-26' })], { nowMs: lateMs })).toEqual([
      'The secret of OneLogin staff expires today',
    ]);
  });

  it.each([
    [{ kind: 'waiting', by: [] } as const, 1, '1 change of OneLogin staff waits for a second administrator'],
    [undefined, 2, '2 changes of OneLogin staff wait for your approval'],
  ])('of held changes with %j', (decision, held, title) => {
    const run = aRun({ counts: someCounts({ held }), ...(decision === undefined ? {} : { decision }) });
    expect(titles([aRow({ heldRun: run })])).toEqual([title]);
  });

  it('of held changes say when, and what was done besides', () => {
    const textOf = (counts: Partial<RunCounts>) =>
      warned([
        aRow({ heldRun: aRun({ counts: someCounts({ added: 0, removed: 0, held: 2, ...counts }) }) }),
      ])[0]?.text;
    expect(textOf({})).toMatch(/^Held by the sync of .*2026.*, which made no other change\.$/);
    expect(textOf({ added: 14, removed: 3 })).toMatch(/, which made 17 other changes\.$/);
  });

  it.each([
    ['at fifteen minutes', [aRow()], 15, []],
    ['where no schedule is on', [aRow({ scheduleEnabled: false })], 60, []],
    ['after that', [aRow()], 16, ['Scheduled synchronization has paused']],
  ])('of a silent trigger, %s', (_, rows, minutes, expected) => {
    expect(titles(rows, { lastTickMs: nowMs - minutes * minute })).toEqual(expected);
  });

  it('are none before the trigger has come a first time, and where all is well', () => {
    expect(titles([aRow()])).toEqual([]);
  });
});

describe('the bars of recent runs', () => {
  const runs = [
    aRunUnderWay({ id: 'f' }),
    aRun({ id: 'e', status: 'held', counts: someCounts({ held: 5 }) }),
    aRun({ id: 'd', status: 'stopped', counts: someCounts({ added: 0, removed: 0 }) }),
    aRun({ id: 'c', status: 'finished-with-failures', counts: someCounts({ failed: 2 }) }),
    aRun({ id: 'b', mode: 'preview', counts: someCounts() }),
    aRun({ id: 'a', counts: someCounts({ added: 100, removed: 25 }) }),
  ];

  it('go from the oldest to the newest, each in its look', () => {
    expect(recentBars(runs).map(({ key, look }) => `${key} ${look}`)).toEqual([
      'a changed',
      'b planned',
      'c failed',
      'd stopped',
      'e held',
      'f under-way',
    ]);
  });

  it('are as high as the root of what was added and removed; one that stopped is seen', () => {
    const [first, , , stop] = recentBars(runs);
    expect(first).toMatchObject({ up: 1, down: 0.5 });
    expect(stop).toMatchObject({ up: 0.4, down: 0.4 });
  });

  it('of a run that somebody cancelled is no alarm', () => {
    const run = stopped({ stoppedKind: 'cancelled', counts: someCounts() });
    expect(recentBars([run])[0]).toMatchObject({
      look: 'planned',
      title: expect.stringMatching(/: Cancelled$/),
    });
  });

  it('are said in a sentence', () => {
    expect(barsLabel(runs)).toMatch(
      /^The last 6 runs: 1 stopped, 1 with failures, 1 with held changes\. The newest: Sync, .*: Running\.$/,
    );
    expect(recentBars(runs)[2]?.title).toMatch(/: 14 added, 3 removed, 2 failed$/);
    expect(recentBars(runs)[1]?.title).toMatch(/^Preview, .*: 14 to add, 3 to remove$/);
  });
});
