import { demoRoleIds } from '../../dev/simulators';
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
const everyHour = { enabled: true, cron: '0 * * * *', timeZone: 'UTC' } as const;
const rubbish = { something: 'else' };

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
}, startTimeoutMs);
afterAll(() => app.close());
beforeEach(() => app.fresh());

function damage(key: string, value: unknown = rubbish): void {
  app.host.storage.set({ kind: 'value', key }, value);
}

function damageRecord(entityName: 'record' | 'sync-run', key: string): void {
  const address = { kind: 'entity', entityName, key } as const;
  const stored = app.host.storage.get(address);
  if (typeof stored !== 'object') throw new Error(`nothing is stored under ${key}`);
  app.host.storage.set(address, { ...stored, value: rubbish });
}

/** Two connectors of one company, both synchronised once; `damaged` is the one that a test breaks. */
async function two(): Promise<{ readonly damaged: string; readonly sound: string }> {
  const damaged = await app.connectAndPreview({ name: 'To be damaged', schedule: everyHour });
  await app.syncAndReport(damaged);
  const sound = await app.connectAndPreview({ name: 'Sound', schedule: everyHour });
  await app.syncAndReport(sound);
  return { damaged, sound };
}

async function newest(connectionId: string) {
  const { runs } = await app.ask('listRuns', { connectionId, limit: 1 });
  return runs[0];
}

/** The sound connector is listed, and runs when the schedule says so. */
async function goesOn(connectionId: string): Promise<void> {
  const before = (await newest(connectionId))?.id;
  const { connections } = await app.ask('overview', {});
  expect(connections.map(({ name }) => name)).toContain('Sound');
  await app.later(hourMs);
  const run = await newest(connectionId);
  expect(run?.id).not.toBe(before);
  expect(run).toMatchObject({ status: 'finished', trigger: 'schedule' });
}

describe('a damaged connector', () => {
  it('is named, takes no part, hides nobody, loses nobody, and can be deleted', async () => {
    const { damaged, sound } = await two();
    const groups = groupsOf(app);
    damageRecord('record', `v1:connection:${damaged}`);
    expect(await app.ask('overview', {})).toMatchObject({ damaged: [damaged] });
    for (const answer of [
      await app.answer('getConnection', { id: damaged }),
      await app.answer('startRun', { connectionId: damaged, mode: 'sync' }),
      await app.answer('exportConnection', { id: damaged }),
    ]) {
      expect(answer).toMatchObject({
        ok: false,
        error: {
          kind: 'stored-data-damaged',
          message: expect.stringMatching(
            new RegExp(`v1:connection:${damaged}.*left as it is.*Delete the connector`),
          ) as string,
        },
      });
    }
    await goesOn(sound);
    expect(groupsOf(app)).toEqual(groups);
    expect(await app.ask('deleteConnection', { id: damaged })).toEqual({ deleted: true });
    expect(await app.ask('overview', {})).toMatchObject({ damaged: [], connections: [{ id: sound }] });
  });

  it('still keeps the memberships that it wants from being taken away by another one', async () => {
    const { damaged, sound } = await two();
    damageRecord('record', `v1:connection:${damaged}`);
    app.onelogin.state.leave(demoRoleIds.sales, [personId(app, 'Imani')]);
    const report = await app.syncAndReport(sound);
    expect(report.counts.memberships).toMatchObject({ removed: 0 });
  });
});

describe('a damaged ledger', () => {
  it('stops the run with its name, and changes nothing', async () => {
    const connectionId = await app.connectAndPreview();
    await app.syncAndReport(connectionId);
    const before = { groups: groupsOf(app), writes: siteWrites(app) };
    app.onelogin.state.leave(demoRoleIds.sales, [personId(app, 'Imani')]);
    damage(`v1:doc:${connectionId}:ledger`);
    const report = await app.syncAndReport(connectionId);
    expect(report).toMatchObject({
      status: 'stopped',
      stoppedBecause: {
        kind: 'stored-data-damaged',
        message: expect.stringMatching(
          new RegExp(`v1:doc:${connectionId}:ledger.*damaged and was left as it is`),
        ) as string,
      },
    });
    expect({ groups: groupsOf(app), writes: siteWrites(app) }).toEqual(before);
    expect(app.host.storage.get({ kind: 'value', key: `v1:doc:${connectionId}:ledger` })).toEqual(rubbish);
  });

  it('in mid-apply ends the run with its report', async () => {
    const connectionId = await app.connectAndPreview();
    const begun = siteWrites(app);
    app.atlassian.setLatency(15);
    const { run } = await app.ask('startRun', { connectionId, mode: 'sync' });
    await until(() => siteWrites(app) - begun >= 3, 'the run writes');
    damage(`v1:doc:${connectionId}:ledger`);
    const report = await app.settle(run.id);
    expect(report).toMatchObject({ status: 'stopped', stoppedBecause: { kind: 'stored-data-damaged' } });
    expect(app.host.storage.get({ kind: 'value', key: `v1:doc:${connectionId}:ledger` })).toEqual(rubbish);
  });

  it('of one connector lets the others add, and take nothing away that it might hold', async () => {
    const { damaged, sound } = await two();
    damage(`v1:doc:${damaged}:ledger`);
    app.onelogin.state.leave(demoRoleIds.sales, [personId(app, 'Imani')]);
    app.onelogin.state.join(demoRoleIds.sales, [personId(app, 'Nadia')]);
    const report = await app.syncAndReport(sound);
    expect(report.counts.memberships).toMatchObject({ added: 1, removed: 0 });
    expect(report.notes.join(' ')).toMatch(/"To be damaged".*nothing was taken away/);

    // The way out: the connector whose record is broken goes, and what is left goes on.
    await app.ask('deleteConnection', { id: damaged });
    expect((await app.syncAndReport(sound)).counts.memberships).toMatchObject({ added: 0, removed: 1 });
  });
});

describe('a damaged value of a run', () => {
  it('the token: the app signs in again', async () => {
    const connectionId = await app.connectAndPreview();
    app.host.storage.set({ kind: 'secret', key: `v1:token:${connectionId}` }, '{"key":');
    const before = app.onelogin.requests['POST /auth/oauth2/v2/token'] ?? 0;
    expect(await app.syncAndReport(connectionId)).toMatchObject({ status: 'finished' });
    expect(app.onelogin.requests['POST /auth/oauth2/v2/token']).toBe(before + 1);
  });

  it('the secret that is gone: the run stops and asks for it', async () => {
    const connectionId = await app.connect();
    app.host.storage.remove({ kind: 'secret', key: `v1:secret:${connectionId}` });
    expect((await app.syncAndReport(connectionId)).stoppedBecause).toEqual({
      kind: 'credentials-rejected',
      message: 'The connector has no secret. Enter it again and save.',
    });
  });

  it('a report: the run is still listed, says that it is damaged, and the next run is not troubled', async () => {
    const connectionId = await app.connectAndPreview();
    const report = await app.syncAndReport(connectionId);
    damage(`v1:doc:${report.runId}:report`);
    expect(await app.answer('getRun', { runId: report.runId })).toMatchObject({
      ok: false,
      error: {
        kind: 'stored-data-damaged',
        message: expect.stringContaining(`v1:doc:${report.runId}:report`) as string,
      },
    });
    expect(await newest(connectionId)).toMatchObject({ id: report.runId, status: 'finished' });
    expect(await app.syncAndReport(connectionId)).toMatchObject({ status: 'finished' });
  });

  it('pages in mid-read: the run stops, nothing is changed, and the next run reads anew', async () => {
    const connectionId = await app.connectAndPreview();
    app.onelogin.setFaults([
      { route: 'GET /api/2/users', effect: { kind: 'status', status: 429, retryAfterSeconds: 600 } },
    ]);
    const run = await app.start(connectionId);
    const before = groupsOf(app);
    damage(`v1:doc:${run.id}:pages.0`);
    expect(await app.settle(run.id)).toMatchObject({
      status: 'stopped',
      stoppedBecause: { kind: 'stored-data-damaged' },
    });
    expect(groupsOf(app)).toEqual(before);
    expect(await app.syncAndReport(connectionId)).toMatchObject({ status: 'finished' });
  });

  it('the settings that a waiting run began with: it ends and says so, and the next run goes by the present ones', async () => {
    const connectionId = await app.connectAndPreview();
    app.onelogin.setFaults([
      { route: 'GET /api/2/users', effect: { kind: 'status', status: 429, retryAfterSeconds: 600 } },
    ]);
    const run = await app.start(connectionId);
    damage(`v1:doc:${run.id}:settings`);
    await app.later(610_000);
    expect(await app.quiet(run.id)).toMatchObject({
      status: 'stopped',
      summary: expect.stringMatching(/settings" is damaged.*Start a new run/) as string,
    });
    expect(await app.syncAndReport(connectionId)).toMatchObject({ status: 'finished' });
  });

  it('the run under way: the others go on, and its connector can run again', async () => {
    const { damaged, sound } = await two();
    app.onelogin.setFaults([
      { route: 'GET /api/2/users', effect: { kind: 'status', status: 429, retryAfterSeconds: 600 } },
    ]);
    const run = await app.start(damaged);
    damageRecord('sync-run', `v1:run:${run.id}`);
    await goesOn(sound);
    expect(await app.syncAndReport(damaged)).toMatchObject({ status: 'finished' });
  });

  it.each(['lock', 'state'])(
    'the %s of a connector: the others go on, and it can be deleted',
    async (what) => {
      const { damaged, sound } = await two();
      damageRecord('record', `v1:${what}:${damaged}`);
      await goesOn(sound);
      expect(await app.answer('startRun', { connectionId: damaged, mode: 'sync' })).toMatchObject({
        ok: false,
        error: {
          kind: 'stored-data-damaged',
          message: expect.stringMatching(new RegExp(`v1:${what}:${damaged}.*Delete the connector`)) as string,
        },
      });
      expect(await app.ask('deleteConnection', { id: damaged })).toEqual({ deleted: true });
      expect(await app.ask('overview', {})).toMatchObject({ damaged: [], connections: [{ id: sound }] });
    },
  );

  it('the sync account: runs stop with the way out, and pressing the button mends it', async () => {
    const connectionId = await app.connectAndPreview();
    damage('v1:target');
    expect((await app.syncAndReport(connectionId)).stoppedBecause).toMatchObject({
      kind: 'stored-data-damaged',
      message: expect.stringMatching(
        /v1:target.*Make an administrator's account the sync account again/s,
      ) as string,
    });
    expect((await app.ask('overview', {})).target).toBeUndefined();
    expect((await app.ask('getTarget', {})).settings).toBeUndefined();
    await app.ask('useMyAccount', { api: 'jira' });
    expect(await app.syncAndReport(connectionId)).toMatchObject({ status: 'finished' });
  });
});
