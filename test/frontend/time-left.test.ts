import { phaseTimeLeft, phaseTook, roughly } from '../../src/frontend/words/time-left';
import { phaseName, phasesOf } from '../../src/frontend/words/phases';
import { standingOf } from '../../src/frontend/words/run-standing';
import { aRunUnderWay, noProgress } from '../support/page-fixtures';

const second = 1_000;
const minute = 60 * second;
const calls = (requests: number) => ({
  onelogin: { requests, retries: 0, waitedMs: 0 },
  jira: { requests: 999, retries: 0, waitedMs: 0 },
});

describe('the time that a phase goes on', () => {
  const applying = (changesDone: number) =>
    aRunUnderWay({
      phase: 'apply',
      progress: { ...noProgress, changesDone, changesToDo: 400 },
      phases: [{ phase: 'apply', startedAtMs: 0 }],
    });

  it('follows from the share that is done', () => {
    expect(phaseTimeLeft(applying(100), minute)).toBe(3 * minute);
    expect(phaseTimeLeft(applying(400), minute)).toBe(0);
  });

  it('is not said of a beginning, of a run that stands still, or where nothing is known', () => {
    expect(phaseTimeLeft(applying(7), minute)).toBeUndefined();
    expect(phaseTimeLeft(applying(100), 2 * second)).toBeUndefined();
    expect(phaseTimeLeft({ ...applying(100), status: 'waiting' }, minute)).toBeUndefined();
    expect(phaseTimeLeft({ ...applying(100), phase: 'plan' }, minute)).toBeUndefined();
    expect(phaseTimeLeft({ ...applying(0), progress: noProgress }, minute)).toBeUndefined();
  });

  it('follows from the expected calls while people are read', () => {
    const reading = { way: 'everybody', why: '', estimatedCalls: 200 };
    const phases = [
      { phase: 'groups' as const, startedAtMs: 0, endedAtMs: 10 * second },
      { phase: 'people' as const, startedAtMs: 10 * second },
    ];
    const run = aRunUnderWay({ phase: 'people', phases, reading, calls: calls(60) });
    // 60 calls in 30 seconds: 200 take 100 seconds, of which 20 are over.
    expect(phaseTimeLeft(run, 30 * second)).toBe(80 * second);
    expect(phaseTimeLeft({ ...run, calls: calls(9) }, 30 * second)).toBeUndefined();
    expect(phaseTimeLeft({ ...run, calls: calls(600) }, 300 * second)).toBeUndefined();
    const { reading: _, ...unknown } = run;
    expect(phaseTimeLeft(unknown, 30 * second)).toBeUndefined();
  });

  it.each([
    [20 * second, 'less than a minute'],
    [100 * second, 'about 2 minutes'],
    [minute, 'about 1 minute'],
    [89 * minute, 'about 89 minutes'],
    [100 * minute, 'about 2 hours'],
  ])('of %d ms is put into words', (ms, words) => {
    expect(roughly(ms)).toBe(words);
  });
});

describe('phases', () => {
  it('that were begun again count with all their times', () => {
    const phases = [
      { phase: 'groups' as const, startedAtMs: 0, endedAtMs: 5 },
      { phase: 'people' as const, startedAtMs: 5, endedAtMs: 6 },
      { phase: 'groups' as const, startedAtMs: 6 },
    ];
    expect(phaseTook(phases, 'groups', 10)).toBe(9);
    expect(phaseTook(phases, 'apply', 10)).toBeUndefined();
  });

  it('are those that this kind of run has', () => {
    expect(phasesOf('preview')).not.toContain('apply');
    expect(phasesOf('sync', { kind: 'undo', runId: 'r' })).toEqual([
      'budget',
      'target',
      'plan',
      'apply',
      'report',
    ]);
    const person = { kind: 'person', userId: 'ann' } as const;
    expect(phasesOf('preview', person)).toEqual(['budget', 'groups', 'accounts', 'target', 'plan', 'report']);
    expect(phaseName('groups', person)).toBe('Read the person from the directory');
  });
});

test.each([
  ['working', undefined, 'working'],
  ['queued', undefined, 'queued'],
  ['waiting', undefined, 'waiting'],
  ['working', 'pause', 'pausing'],
  ['queued', 'pause', 'pausing'],
  ['waiting', 'pause', 'paused'],
  ['waiting', 'cancel', 'cancelling'],
  ['working', 'cancel', 'cancelling'],
] as const)('a run that is %s with the wish %s is %s', (status, kind, standing) => {
  const wish = kind && { kind, byAccountId: 'acc', atMs: 0 };
  expect(standingOf(wish === undefined ? { status } : { status, wish })).toBe(standing);
});
