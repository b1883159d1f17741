import fc from 'fast-check';
import { cronOf, hourSteps, intervalOf, type Interval } from '../../src/frontend/pages/connector/interval';
import { scheduleWords } from '../../src/frontend/words/schedule-words';

const time = fc.record({ hour: fc.integer({ min: 0, max: 23 }), minute: fc.integer({ min: 0, max: 59 }) });
const days = fc
  .uniqueArray(fc.integer({ min: 0, max: 6 }), { minLength: 1 })
  .map((list) => list.toSorted((a, b) => a - b));

const interval: fc.Arbitrary<Interval> = fc.oneof(
  fc.constantFrom<Interval>(
    { kind: 'minutes', every: 15 },
    { kind: 'minutes', every: 30 },
    { kind: 'hourly' },
  ),
  fc.constantFrom(...hourSteps).map((every): Interval => ({ kind: 'hours', every })),
  time.map((at): Interval => ({ kind: 'daily', at })),
  fc.record({ kind: fc.constant('weekly' as const), days, at: time }),
);

describe('the interval picker and the cron expression', () => {
  it('say the same: what the picker writes, it reads back', () => {
    fc.assert(fc.property(interval, (chosen) => expect(intervalOf(cronOf(chosen) ?? '')).toEqual(chosen)));
  });

  it.each([
    ['30 6 * * 1-5', { kind: 'weekly', days: [1, 2, 3, 4, 5], at: { hour: 6, minute: 30 } }],
    ['0 8 * * MON,wed', { kind: 'weekly', days: [1, 3], at: { hour: 8, minute: 0 } }],
    ['0 8 * * 7', { kind: 'weekly', days: [0], at: { hour: 8, minute: 0 } }],
    ['0 8 * * 5-7', { kind: 'weekly', days: [0, 5, 6], at: { hour: 8, minute: 0 } }],
    ['  05  9 * * * ', { kind: 'daily', at: { hour: 9, minute: 5 } }],
  ])('%s is understood however it is written', (cron, expected) => {
    expect(intervalOf(cron)).toEqual(expected);
  });

  it.each([
    '',
    '*/7 * * * *',
    '5 * * * *',
    '0 */5 * * *',
    '0 8 1 * *',
    '0 8 * 6 *',
    '0 8 * * 5-1',
    '0 8 * * 1#2',
    '0 8 * * 9',
    '60 8 * * *',
    '0 24 * * *',
    '0 8 * * * *',
  ])('"%s" is custom: the picker has no word for it', (cron) => {
    expect(intervalOf(cron)).toEqual({ kind: 'custom' });
  });
});

describe('a schedule in words', () => {
  it('uses the 24-hour clock', () => {
    expect(scheduleWords('30 18 * * 1-5')).toEqual({
      kind: 'words',
      text: 'At 18:30, Monday through Friday',
    });
  });

  it.each(['', '* * *', '0 0 8 * * *', 'every day at 8', '99 8 * * *'])(
    '"%s" is told apart from an expression',
    (cron) => {
      expect(scheduleWords(cron).kind).toBe('wrong');
    },
  );
});
