import { FailureError } from '../../src/domain/failure';
import { checkSchedule, isDue, nextRuns } from '../../src/sync/schedule';

const at = (text: string) => Date.parse(text);
const text = (ms: number) => new Date(ms).toISOString();

function refusal(cron: string, timeZone = 'UTC') {
  try {
    checkSchedule({ cron, timeZone });
  } catch (error) {
    return error instanceof FailureError ? error.failure : undefined;
  }
  return undefined;
}

describe('a schedule', () => {
  it('follows the clocks of its time zone through both changes of a year', () => {
    const night = { cron: '30 2 * * *', timeZone: 'Europe/Berlin' };
    expect(nextRuns(night, { fromMs: at('2026-03-28T00:00:00Z'), count: 3 }).map(text)).toEqual([
      '2026-03-28T01:30:00.000Z',
      // There is no 2:30 that night; it runs at 3:30.
      '2026-03-29T01:30:00.000Z',
      '2026-03-30T00:30:00.000Z',
    ]);
    expect(nextRuns(night, { fromMs: at('2026-10-24T03:00:00Z'), count: 2 }).map(text)).toEqual([
      // There are two 2:30 that night; it runs once.
      '2026-10-25T00:30:00.000Z',
      '2026-10-26T01:30:00.000Z',
    ]);
  });

  it('is due once for all slots that were missed', () => {
    const hourly = { cron: '0 * * * *', timeZone: 'UTC' };
    const nowMs = at('2026-11-22T08:03:00Z');
    expect(isDue(hourly, { evaluatedAtMs: at('2026-11-22T03:00:00Z'), nowMs })).toBe(true);
    expect(isDue(hourly, { evaluatedAtMs: nowMs, nowMs: at('2026-11-22T08:59:59Z') })).toBe(false);
    expect(isDue(hourly, { evaluatedAtMs: nowMs, nowMs: at('2026-11-22T09:00:00Z') })).toBe(true);
  });

  it.each([
    ['', 'five fields'],
    ['0 2 * *', 'has 4'],
    ['0 0 2 * * *', 'has 6'],
    ['@daily', 'has 1'],
    ['61 * * * *', 'range 0-59'],
    ['banana 2 * * *', 'is not a cron expression'],
    ['0 0 30 2 *', 'never fires'],
    ['0 0 31 4,6 *', 'never fires'],
    ['H 2 * * *', 'has an H'],
  ])('refuses %p on its field and says why', (cron, why) => {
    expect(refusal(cron)).toMatchObject({
      kind: 'settings-rejected',
      field: 'schedule.cron',
      message: expect.stringContaining(why),
    });
  });

  it('refuses a time zone that nobody knows, on that field', () => {
    expect(refusal('0 2 * * *', 'Europe/Atlantis')).toMatchObject({
      field: 'schedule.timeZone',
      message: expect.stringContaining('"Europe/Atlantis"'),
    });
  });

  it.each(['0 0 * * THU', '0 0 29 2 *', '*/15 8-18 * MAR,OCT MON-FRI', '0 0 L * *', '0 0 * * 7'])(
    'takes %p',
    (cron) => {
      expect(refusal(cron)).toBeUndefined();
    },
  );
});
