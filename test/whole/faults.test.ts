import { demoGroupIds, demoRoleIds, siteAdministrator, type Fault } from '../../dev/simulators';
import type { RunReport } from '../../src/domain/run';
import { leaseMs } from '../../src/sync/slice';
import { keepState } from '../support/app-state';
import {
  groupsOf,
  ledgerOf,
  personId,
  siteWrites,
  startApp,
  startTimeoutMs,
  until,
  type TestApp,
} from '../support/app';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
}, startTimeoutMs);
afterAll(() => app.close());
beforeEach(() => app.fresh());

/** Synchronised once; then people come, go and move: a sync has a group to make, and people to add and to remove. */
async function movedCompany(): Promise<string> {
  const connectionId = await app.connectAndPreview();
  await app.syncAndReport(connectionId);
  const { state } = app.onelogin;
  state.leave(demoRoleIds.engineering, [personId(app, 'Amelia')]);
  state.join(demoRoleIds.sales, [personId(app, 'Nadia')]);
  state.addRole({ name: 'New', memberIds: [personId(app, 'Amelia'), personId(app, 'Jonas')] });
  state.suspend(personId(app, 'Sven'));
  return connectionId;
}

const movedCounts = { added: 3, removed: 3, held: 0, failed: 0 };

describe('events of the queue', () => {
  it('that come twice, in the wrong order and late change nothing twice', async () => {
    const connectionId = await movedCompany();
    const writes = siteWrites(app);
    Object.assign(app.host.faults, { duplicateEvents: 2, eventOrder: 'newest-first', duplicateTicks: 5 });
    app.onelogin.setFaults([{ route: 'GET /api/2/users', effect: status(429, 60) }]);
    const run = await app.start(connectionId);
    const report = await app.settle(run.id);
    expect(report.counts.memberships).toMatchObject(movedCounts);
    // Seven changes: the group, three additions, three removals.
    expect(siteWrites(app) - writes).toBe(7);
    expect(
      (await app.ask('listRuns', { connectionId })).runs.filter((each) => each.status !== 'finished'),
    ).toEqual([]);
  });

  it('that are lost are made up for by the tick', async () => {
    const connectionId = await movedCompany();
    app.host.faults.loseEvents = 1;
    const run = await app.start(connectionId);
    expect(run.status).toBe('queued');
    await app.later(240_000);
    expect(await app.quiet(run.id)).toMatchObject({
      status: 'finished',
      report: { counts: { memberships: movedCounts } },
    });
  });

  it('whose invocation is lost are given again by the platform', async () => {
    const connectionId = await movedCompany();
    app.host.faults.loseInvocations = 2;
    const report = await app.settle((await app.start(connectionId)).id);
    expect(report).toMatchObject({ status: 'finished', counts: { memberships: movedCounts } });
  });
});

describe('a process that is killed', () => {
  it('after a storage write leaves a run that ends as if nothing had happened', async () => {
    const connectionId = await movedCompany();
    const begin = keepState(app);
    const many = 1_000_000;
    app.host.faults.killAfterKvsWrites = many;
    const calm = await app.syncAndReport(connectionId);
    const writes = many - app.host.faults.killAfterKvsWrites;
    expect(calm.counts.memberships).toMatchObject(movedCounts);
    expect(writes).toBeGreaterThan(25);
    const end = endState(connectionId);

    // After each single write: test/sync. Here, real processes die.
    for (const last of spread(5, writes)) {
      begin.restore();
      app.host.faults.killAfterKvsWrites = last;
      const started = await app.start(connectionId).catch(() => undefined);
      expect({ last, left: app.host.faults.killAfterKvsWrites }).toEqual({ last, left: 0 });
      await app.later(leaseMs + 1_000);
      const runId = started?.id ?? (await app.ask('startRun', { connectionId, mode: 'sync' })).run.id;
      const report = await app.settle(runId);
      expect({ last, status: report.status, ...endState(connectionId) }).toEqual({
        last,
        status: 'finished',
        ...end,
      });
      const again = await app.syncAndReport(connectionId);
      expect({ last, ...again.counts.memberships }).toMatchObject({
        last,
        added: 0,
        removed: 0,
        failed: 0,
        held: 0,
      });
      await noRunIsLeftBehind(connectionId);
    }
  });

  it('after the site did what it was asked and before the app knew, takes the addition for its own', async () => {
    const connectionId = await movedCompany();
    const begin = keepState(app);
    await app.syncAndReport(connectionId);
    const end = endState(connectionId);
    for (const last of [1, 2, 7]) {
      begin.restore();
      app.host.faults.killAfterProductWrites = last;
      const run = await app.start(connectionId);
      await app.later(leaseMs + 1_000);
      const report = await app.settle(run.id);
      expect({ last, ...report.counts.memberships }).toMatchObject({ last, ...movedCounts });
      expect({ last, ...endState(connectionId) }).toEqual({ last, ...end });
    }
  });

  async function noRunIsLeftBehind(connectionId: string): Promise<void> {
    const { runs } = await app.ask('listRuns', { connectionId });
    expect(runs.filter(({ status: each }) => !['finished', 'stopped'].includes(each))).toEqual([]);
  }

  /** Members by group, and whose memberships the app holds for its own. */
  function endState(connectionId: string) {
    return { groups: groupsOf(app), ledger: ledgerOf(app, connectionId) };
  }
});

describe('storage that is busy', () => {
  it('in mid-run delays the run and loses nothing', async () => {
    const connectionId = await movedCompany();
    app.atlassian.setLatency(20);
    const before = siteWrites(app);
    const { run } = await app.ask('startRun', { connectionId, mode: 'sync' });
    await until(() => siteWrites(app) - before >= 2, 'the run writes');
    app.host.faults.storageRateLimits = 3;
    await until(() => app.host.faults.storageRateLimits <= 1, 'the storage was asked');
    // The platform gives the event again after a while, which need not be waited for.
    await app.host.queueIdle();
    await app.host.clock.advance(60_000);
    await until(() => app.host.faults.storageRateLimits === 0, 'the storage was asked again');
    expect(await app.settle(run.id)).toMatchObject({
      status: 'finished',
      counts: { memberships: movedCounts },
    });
  });

  it('is told to the page in a sentence', async () => {
    app.host.faults.storageRateLimits = 1;
    expect(await app.answer('overview', {})).toMatchObject({
      ok: false,
      error: {
        kind: 'retry-later',
        message: expect.stringContaining('storage of the app is busy') as string,
      },
    });
  });
});

describe('OneLogin', () => {
  it.each<[string, Fault, Partial<RunReport['calls'][string]>]>([
    [
      '429 with Retry-After',
      { route: 'GET /api/2/users', effect: status(429, 1) },
      { retries: 1, waitedMs: 1_000 },
    ],
    ['429 without Retry-After', { route: 'GET /api/2/roles', effect: status(429) }, { retries: 1 }],
    ['500 once', { route: 'GET /api/2/users', effect: status(500) }, { retries: 1 }],
    ['a broken connection', { route: 'GET /api/2/users', effect: { kind: 'reset' } }, { retries: 1 }],
    ['an expired token', { route: 'GET /api/2/users', effect: { kind: 'expired-token' } }, { retries: 0 }],
  ])('%s: is waited for, and the run ends well', async (_name, fault, calls) => {
    const connectionId = await movedCompany();
    app.onelogin.setFaults([fault]);
    const report = await app.syncAndReport(connectionId);
    expect(report).toMatchObject({ status: 'finished', counts: { memberships: movedCounts } });
    expect(report.calls['onelogin']).toMatchObject(calls);
  });

  it('429 with a long Retry-After parks the run, which says so and goes on', async () => {
    const connectionId = await movedCompany();
    app.onelogin.setFaults([{ route: 'GET /api/2/users', effect: status(429, 1_800) }]);
    const run = await app.start(connectionId);
    expect(run).toMatchObject({
      status: 'waiting',
      phase: 'people',
      waiting: { message: expect.stringContaining('OneLogin asks to wait 1800 seconds') as string },
    });
    expect(await app.settle(run.id)).toMatchObject({
      status: 'finished',
      slices: 2,
      counts: { memberships: movedCounts },
    });
  });

  it.each<[string, { kind: string; effect: Fault['effect']; words: RegExp }]>([
    [
      '500 always',
      {
        kind: 'incomplete-read',
        effect: status(500),
        words: /status 500.*credential may be gone.*not read to its end, and nothing was changed/s,
      },
    ],
    [
      'connections that always break',
      {
        kind: 'incomplete-read',
        effect: { kind: 'reset' },
        words: /could not be reached.*nothing was changed/s,
      },
    ],
    [
      'truncated JSON',
      {
        kind: 'incomplete-read',
        effect: { kind: 'truncated-json' },
        words: /answer with users came damaged: it is not JSON.*run it again/s,
      },
    ],
    [
      'JSON of another shape',
      {
        kind: 'unexpected-response',
        effect: { kind: 'wrong-json' },
        words: /answer with users has not the expected shape.*report it/s,
      },
    ],
    [
      'a total that lies',
      {
        kind: 'incomplete-read',
        effect: { kind: 'total-count', add: 1 },
        words: /Nothing was changed/,
      },
    ],
  ])('%s: the run stops, says why, and nothing is changed', async (_name, { kind, effect, words }) => {
    const connectionId = await movedCompany();
    const before = { groups: groupsOf(app), writes: siteWrites(app) };
    app.onelogin.setFaults([{ route: 'GET /api/2/users', times: 'always', effect }]);
    const report = await impatient(connectionId);
    expect(report).toMatchObject({
      status: 'stopped',
      stoppedBecause: { kind, message: expect.stringMatching(words) as string },
    });
    expect({ groups: groupsOf(app), writes: siteWrites(app) }).toEqual(before);

    app.onelogin.setFaults([]);
    expect((await app.syncAndReport(connectionId)).counts.memberships).toMatchObject(movedCounts);
  });

  /** While the app waits between its tries, time passes faster: a minute of trying is over at the second one. */
  async function impatient(connectionId: string): Promise<RunReport> {
    const asked = () => app.onelogin.requests['GET /api/2/users'] ?? 0;
    const before = asked();
    const { run } = await app.ask('startRun', { connectionId, mode: 'sync' });
    await until(() => asked() > before, 'people were asked for');
    await app.host.clock.advance(61_000);
    return app.settle(run.id);
  }
});

describe('Jira', () => {
  const addMember = 'POST /rest/api/3/group/user';

  it('a burst is waited for in the run', async () => {
    const connectionId = await movedCompany();
    app.atlassian.setFaults([{ route: addMember, nth: 2, effect: status(429, 1) }]);
    const report = await app.syncAndReport(connectionId);
    expect(report).toMatchObject({ status: 'finished', slices: 1, counts: { memberships: movedCounts } });
    expect(report.calls['jira']).toMatchObject({ retries: 1, waitedMs: 1_000 });
  });

  it('a spent quota pauses the run, which says so, goes on after the hour, and writes nothing twice', async () => {
    const connectionId = await movedCompany();
    const writes = siteWrites(app);
    const effect = { ...status(429, 1_200), reason: 'jira-quota-tenant-based' };
    app.atlassian.setFaults([{ route: addMember, nth: 2, effect }]);
    const run = await app.start(connectionId);
    expect(run).toMatchObject({
      status: 'waiting',
      phase: 'apply',
      waiting: { message: expect.stringContaining('Jira asks to wait 1200 seconds') as string },
    });
    const report = await app.settle(run.id);
    expect(report).toMatchObject({ status: 'finished', slices: 2, counts: { memberships: movedCounts } });
    // Seven changes, and the one that was refused.
    expect(siteWrites(app) - writes).toBe(8);
  });

  it('a sync account that loses its rights in mid-apply stops the run; what was done is remembered and the rest follows', async () => {
    const connectionId = await app.connectAndPreview();
    const begun = siteWrites(app);
    app.atlassian.setLatency(15);
    const { run } = await app.ask('startRun', { connectionId, mode: 'sync' });
    await until(() => siteWrites(app) - begun >= 10, 'ten changes were made');
    app.atlassian.state.removeMember(demoGroupIds.siteAdmins, siteAdministrator.accountId);
    const report = await app.settle(run.id);
    expect(report).toMatchObject({
      status: 'stopped',
      stoppedBecause: {
        kind: 'access-missing',
        message: expect.stringMatching(
          /no longer a site administrator.*make another administrator's account the sync account/s,
        ) as string,
      },
    });
    const { added } = report.counts.memberships;
    expect(added).toBeGreaterThan(3);

    app.atlassian.setLatency(0);
    app.atlassian.state.addMember(demoGroupIds.siteAdmins, siteAdministrator.accountId);
    const rest = await app.syncAndReport(connectionId);
    expect(rest.status).toBe('finished');
    expect(rest.counts.memberships.alreadyCorrect).toBeGreaterThanOrEqual(added);
    // What the stopped run added is the app's own, so it goes when its owner leaves.
    app.onelogin.state.leave(demoRoleIds.everyone, [personId(app, 'Amelia')]);
    app.onelogin.state.leave(demoRoleIds.engineering, [personId(app, 'Amelia')]);
    app.onelogin.state.leave(demoRoleIds.onCall, [personId(app, 'Amelia')]);
    expect((await app.syncAndReport(connectionId)).counts.memberships).toMatchObject({
      removed: 3,
      failed: 0,
    });
  });
});

function status(code: number, retryAfterSeconds?: number) {
  return {
    kind: 'status',
    status: code,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  } as const;
}

/** So many places from the first to the last, evenly. */
function spread(count: number, last: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => 1 + Math.round((index * (last - 1)) / (count - 1)));
}
