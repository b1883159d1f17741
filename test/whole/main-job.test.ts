import { demoAccountId, demoRoleIds } from '../../dev/simulators';
import { runPhases, type RunReport } from '../../src/domain/run';
import {
  groupsOf,
  personId,
  siteWrites,
  startApp,
  startTimeoutMs,
  until,
  type TestApp,
} from '../support/app';

const hourMs = 3_600_000;
let app: TestApp;

beforeAll(async () => {
  app = await startApp();
}, startTimeoutMs);
afterAll(() => app.close());
beforeEach(() => app.fresh());

const everyHour = { enabled: true, cron: '0 * * * *', timeZone: 'Europe/Berlin' } as const;

describe('from the scheduled tick', () => {
  it('a preview comes first, then groups change, then nothing is left to do', async () => {
    const before = groupsOf(app);
    const connectionId = await app.connect({ schedule: everyHour });

    await app.host.fireScheduledTrigger();
    await app.host.queueIdle();
    expect((await app.ask('listRuns', { connectionId })).runs).toEqual([]);

    await app.later(hourMs);
    const [preview] = (await app.ask('listRuns', { connectionId })).runs;
    expect(preview).toMatchObject({ mode: 'preview', trigger: 'schedule', status: 'finished' });
    expect(siteWrites(app)).toBe(0);
    expect(groupsOf(app)).toEqual(before);

    await app.later(hourMs);
    const [sync] = (await app.ask('listRuns', { connectionId })).runs;
    expect(sync).toMatchObject({ mode: 'sync', trigger: 'schedule', status: 'finished' });
    expect(groupsOf(app)['Engineering']).toEqual(
      ['Amelia', 'Bjørn', 'Chiara', 'Dmitri', 'Esi', 'Farid', 'Grete', 'Hiroshi']
        .map(demoAccountId)
        .toSorted(),
    );
    const writes = siteWrites(app);

    await app.later(hourMs);
    const [third] = (await app.ask('listRuns', { connectionId })).runs;
    expect(third).toMatchObject({
      mode: 'sync',
      summary: expect.stringContaining('already in step') as string,
    });
    expect(siteWrites(app)).toBe(writes);
  });

  it('missed slots become one run, and a tick that comes twice starts one', async () => {
    const connectionId = await app.connect({ schedule: everyHour });
    app.host.faults.duplicateTicks = 1;
    await app.later(7 * hourMs);
    const { runs } = await app.ask('listRuns', { connectionId });
    expect(runs.filter((run) => run.status === 'finished')).toHaveLength(1);
  });

  it('people who move in the directory move in the groups, and nobody who was put there by hand does', async () => {
    const connectionId = await app.connectAndPreview({ schedule: everyHour });
    await app.syncAndReport(connectionId);
    const visitors = groupsOf(app)['Support'] ?? [];
    app.onelogin.state.leave(demoRoleIds.engineering, [personId(app, 'Amelia')]);
    app.onelogin.state.join(demoRoleIds.sales, [personId(app, 'Nadia')]);
    app.onelogin.state.suspend(personId(app, 'Sven'));
    await app.later(hourMs);
    const [run] = (await app.ask('listRuns', { connectionId })).runs;
    const { report } = await app.ask('getRun', { runId: run?.id ?? '' });
    // Sven was in Finance and in Everyone at Lighthouse.
    expect(report?.counts.memberships).toMatchObject({ added: 1, removed: 3, held: 0, failed: 0 });
    expect(groupsOf(app)['Engineering']).not.toContain(demoAccountId('Amelia'));
    expect(groupsOf(app)['Sales, Europe']).toContain(demoAccountId('Nadia'));
    expect(groupsOf(app)['Support']).toEqual(visitors);
  });
});

describe('the report', () => {
  it('counts what left the app', async () => {
    const connectionId = await app.connectAndPreview();
    const before = app.host.requests.length;
    const sizes = membershipCount();
    const { run } = await app.ask('startRun', { connectionId, mode: 'sync' });
    await app.host.queueIdle();
    const sent = app.host.requests.slice(before).filter((one) => one.functionKey === 'advance-function');
    const countOf = (api: string) => sent.filter((one) => one.api === api).length;
    const { report } = await app.ask('getRun', { runId: run.id });
    expect(report).toMatchObject({
      status: 'finished',
      counts: {
        users: { read: 26 },
        groups: { read: 6, inScope: 6, created: 5, left: 0 },
        memberships: { removed: 0, held: 0, failed: 0 },
      },
    });
    const { users, memberships } = countsOf(report);
    expect(users.matched + users.unmatched + users.ambiguous).toBe(users.inScope);
    expect(memberships.added).toBe(membershipCount() - sizes);
    expect(report?.calls).toMatchObject({
      onelogin: { requests: countOf('external') },
      jira: { requests: countOf('jira') },
      confluence: { requests: countOf('confluence') },
    });
    expect(countOf('jira')).toBeGreaterThan(memberships.added);
    expect(report?.phases.map(({ phase }) => phase)).toEqual(runPhases);
    expect(report?.phases.every(({ startedAtMs, endedAtMs = 0 }) => startedAtMs <= endedAtMs)).toBe(true);
    expect(report?.planHash).toMatch(/^[0-9a-f]{64}$/);
  });

  it('reads a small company with few calls of OneLogin', async () => {
    const connectionId = await app.connectAndPreview({ settings: { minimumRemainingCalls: 500 } });
    const report = await app.syncAndReport(connectionId);
    // The token is still good: the rate limit, one page of roles with members, one page of people.
    expect(report.calls['onelogin']).toEqual({ requests: 3, retries: 0, waitedMs: 0 });
  });
});

describe('through Confluence', () => {
  it('the same groups change, each change is written once, and Jira writes nothing', async () => {
    const connectionId = await app.connectAndPreview({}, 'confluence');
    const report = await app.syncAndReport(connectionId);
    expect(report.status).toBe('finished');
    const { added } = report.counts.memberships;
    expect(app.atlassian.requests).toMatchObject({
      'POST /wiki/rest/api/group': report.counts.groups.created,
      'POST /wiki/rest/api/group/userByGroupId': added,
    });
    expect(siteWrites(app)).toBe(added + report.counts.groups.created);
    const through = groupsOf(app);

    const again = await app.syncAndReport(connectionId);
    expect(again.counts.memberships).toMatchObject({ added: 0, removed: 0, failed: 0 });

    app.fresh();
    await app.syncAndReport(await app.connectAndPreview());
    expect(groupsOf(app)).toEqual(through);
  });
});

describe('several slices', () => {
  it('a run goes on in the next slice when the invocation grows old, and reads no page twice', async () => {
    app.onelogin.setPageCap({ users: 2, roles: 650 });
    const connectionId = await app.connectAndPreview();
    const pages = () => app.onelogin.requests['GET /api/2/users'] ?? 0;
    const before = pages();
    app.onelogin.setLatency(15);
    const { run } = await app.ask('startRun', { connectionId, mode: 'sync' });
    for (const page of [3, 6]) {
      await until(() => pages() - before >= page, `page ${page} was asked for`);
      // Past seven tenths of the 900 seconds of the consumer.
      await app.host.clock.advance(640_000);
    }
    const report = await app.settle(run.id);
    expect(report).toMatchObject({ status: 'finished', slices: 3, counts: { users: { read: 26 } } });
    expect(pages() - before).toBe(13);
    expect((await app.syncAndReport(connectionId)).counts.memberships).toMatchObject({
      added: 0,
      removed: 0,
    });
  });

  it('a minimum above what remains makes the run wait, say so, and go on after OneLogin’s hour', async () => {
    const connectionId = await app.connectAndPreview({ settings: { minimumRemainingCalls: 100 } });
    app.onelogin.quota.set({ limit: 200, remaining: 90, resetSeconds: 2_400 });
    const waiting = await app.start(connectionId);
    expect(waiting).toMatchObject({
      status: 'waiting',
      phase: 'budget',
      waiting: {
        message: expect.stringContaining('OneLogin allows 90 more calls, and 100 must remain') as string,
      },
    });
    expect(waiting.remaining).toEqual({ onelogin: expect.objectContaining({ remaining: 90, limit: 200 }) });
    expect(app.onelogin.quota.state().remaining).toBe(90);
    expect(siteWrites(app)).toBe(0);

    // The trigger fires before the hour is over, and nothing happens.
    await app.later(600_000);
    expect(await app.quiet(waiting.id)).toMatchObject({ status: 'waiting' });
    expect(app.onelogin.quota.state().remaining).toBe(90);

    await app.later(1_900_000);
    const run = await app.quiet(waiting.id);
    expect(run).toMatchObject({ status: 'finished', report: { slices: 2 } });
    expect(run.waiting).toBeUndefined();
  });

  it('the floor holds in mid-read: the run parks and reads on, and no page is lost or read twice', async () => {
    app.onelogin.setPageCap({ users: 2, roles: 650 });
    const connectionId = await app.connectAndPreview({ settings: { minimumRemainingCalls: 50 } });
    const before = app.onelogin.requests['GET /api/2/users'] ?? 0;
    // Five calls in each window; roles take one, people thirteen.
    app.onelogin.quota.set({ limit: 55 });
    const remaining: number[] = [];
    let run = await app.start(connectionId);
    while (run.status === 'waiting') {
      remaining.push(app.onelogin.quota.state().remaining);
      expect(run.waiting?.message).toContain('50 must remain');
      await app.later((run.waiting?.untilMs ?? 0) - app.host.clock.now() + 1_000);
      run = await app.quiet(run.id);
    }
    expect(run).toMatchObject({ status: 'finished', report: { counts: { users: { read: 26 } } } });
    expect(remaining).toEqual([50, 50]);
    expect((app.onelogin.requests['GET /api/2/users'] ?? 0) - before).toBe(13);
  });

  it('a minimum that can never be kept stops the run and names the setting', async () => {
    const connectionId = await app.connect({ settings: { minimumRemainingCalls: 5_000 } });
    const report = await app.syncAndReport(connectionId);
    expect(report.stoppedBecause).toMatchObject({
      kind: 'settings-rejected',
      field: 'configuration.settings.minimumRemainingCalls',
      message: expect.stringMatching(/5,000.*Set a smaller minimum/) as string,
    });
  });
});

function countsOf(report: RunReport | undefined): RunReport['counts'] {
  if (report === undefined) throw new Error('no report');
  return report.counts;
}

function membershipCount(): number {
  return Object.values(groupsOf(app)).reduce((sum, members) => sum + members.length, 0);
}
