import { demoAccountId } from '../../dev/simulators';
import type { RunReport } from '../../src/domain/run';
import { leaseMs } from '../../src/sync/slice';
import { groupsOf, siteWrites, startApp, startTimeoutMs, type TestApp } from '../support/app';
import { changingDirectories, movedCounts } from './directories';

const hourMs = 3_600_000;
const everyHour = { enabled: true, cron: '0 * * * *', timeZone: 'Europe/Berlin' } as const;
let app: TestApp;

beforeAll(async () => {
  app = await startApp();
}, startTimeoutMs);
afterAll(() => app.close());
beforeEach(() => app.fresh());

/** Calls that left the app for the directory since there were `before` requests. */
function callsSince(before: number): number {
  return app.host.requests.slice(before).filter(({ api }) => api === 'external').length;
}

describe.each(changingDirectories)('$kind, from the scheduled tick', ({ kind, configuration, move }) => {
  const reportOf = async (connectionId: string): Promise<RunReport> => {
    const [run] = (await app.ask('listRuns', { connectionId, limit: 1 })).runs;
    const { report } = await app.ask('getRun', { runId: run?.id ?? '' });
    if (report === undefined) throw new Error('the newest run has no report');
    return report;
  };

  it('a preview comes first, then groups change, then only what changed is read, and counted', async () => {
    const before = groupsOf(app);
    const connectionId = await app.connect({ configuration, schedule: everyHour });
    await app.host.fireScheduledTrigger();
    await app.later(hourMs);
    expect(await reportOf(connectionId)).toMatchObject({ mode: 'preview', status: 'finished' });
    expect(groupsOf(app)).toEqual(before);

    await app.later(hourMs);
    expect(await reportOf(connectionId)).toMatchObject({
      mode: 'sync',
      trigger: 'schedule',
      status: 'finished',
    });
    const engineers = ['Amelia', 'Bjørn', 'Chiara', 'Dmitri', 'Esi', 'Farid', 'Grete', 'Hiroshi'];
    expect(groupsOf(app)['Engineering']).toEqual(engineers.map(demoAccountId).toSorted());

    const writes = siteWrites(app);
    let asked = app.host.requests.length;
    await app.later(hourMs);
    const still = await reportOf(connectionId);
    expect(still).toMatchObject({ status: 'finished', reading: { way: 'changes' } });
    expect(still.notes).toEqual([]);
    expect(still.calls[kind]?.requests).toBe(callsSince(asked));
    expect(siteWrites(app)).toBe(writes);

    move(app);
    asked = app.host.requests.length;
    await app.later(hourMs);
    const moved = await reportOf(connectionId);
    expect(moved).toMatchObject({
      status: 'finished',
      reading: { way: 'changes' },
      counts: { users: { read: 26 }, groups: { created: 1 }, memberships: movedCounts },
    });
    expect(moved.calls[kind]?.requests).toBe(callsSince(asked));
    expect(groupsOf(app)).toMatchObject({
      New: ['Amelia', 'Jonas'].map(demoAccountId).toSorted(),
      Engineering: expect.not.arrayContaining([demoAccountId('Amelia')]) as string[],
      'Sales, Europe': expect.arrayContaining([demoAccountId('Nadia')]) as string[],
      Finance: expect.not.arrayContaining([demoAccountId('Sven')]) as string[],
    });

    const end = groupsOf(app);
    const whole = await app.syncAndReport(connectionId);
    expect(whole.reading?.way).not.toBe('changes');
    expect(whole.counts.memberships).toMatchObject({ added: 0, removed: 0 });
    expect(groupsOf(app)).toEqual(end);
  });

  it('everything is read a day after the last complete read, and the report says why', async () => {
    const connectionId = await app.connectAndPreview({ configuration, schedule: everyHour });
    await app.syncAndReport(connectionId);
    await app.later(25 * hourMs);
    const report = await reportOf(connectionId);
    expect(report.reading?.way).not.toBe('changes');
    expect(report.notes).toEqual(['Everything was read, because the last complete read is 24 hours old.']);
  });

  it('a process that is killed while it reads changes leaves a run that ends as if nothing had happened', async () => {
    const connectionId = await app.connectAndPreview({ configuration });
    await app.syncAndReport(connectionId);
    move(app);
    for (const last of [2, 6, 12]) {
      app.host.faults.killAfterKvsWrites = last;
      const started = await app.start(connectionId, { mode: 'preview', full: false }).catch(() => undefined);
      expect({ last, left: app.host.faults.killAfterKvsWrites }).toEqual({ last, left: 0 });
      await app.later(leaseMs + 1_000);
      if (started !== undefined) {
        const { planned } = await app.settle(started.id);
        expect({ last, ...planned }).toEqual({ last, groups: 1, additions: 3, removals: 3 });
      }
    }
    const report = await app.syncAndReport(connectionId, { full: false });
    expect(report.counts.memberships).toMatchObject(movedCounts);
  });
});
