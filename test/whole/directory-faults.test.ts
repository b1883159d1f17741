import type { Fault } from '../../dev/simulators';
import type { RunReport } from '../../src/domain/run';
import { groupsOf, siteWrites, startApp, startTimeoutMs, until, type TestApp } from '../support/app';
import { changingDirectories, movedCounts } from './directories';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
}, startTimeoutMs);
afterAll(() => app.close());
beforeEach(() => app.fresh());

type Effect = Fault['effect'];

describe.each(changingDirectories)(
  '$kind',
  ({ label, kind, configuration, peopleRoute, simulator, smallPages, move }) => {
    /** Synchronised once; then people come, go and move. */
    async function movedDirectory(): Promise<string> {
      smallPages(app);
      const connectionId = await app.connectAndPreview({ configuration });
      await app.syncAndReport(connectionId);
      move(app);
      return connectionId;
    }

    const always = (effect: Effect): Fault => ({ route: peopleRoute, times: 'always', effect });

    it.each<[string, Effect, { readonly retries: number }]>([
      ['429 with a moment to wait', status(429, 1), { retries: 1 }],
      ['500 once', status(500), { retries: 1 }],
      ['a broken connection', { kind: 'reset' }, { retries: 1 }],
      ['somebody on two pages', { kind: 'repeat-item' }, { retries: 0 }],
    ])('%s: the run ends well', async (name, effect, calls) => {
      // An API token does not expire: it is good or revoked, and the latter stops the run.
      if (kind === 'okta' && name === 'an expired token') return;
      const connectionId = await movedDirectory();
      simulator(app).setFaults([{ route: peopleRoute, effect }]);
      const report = await app.syncAndReport(connectionId);
      expect(report).toMatchObject({ status: 'finished', counts: { memberships: movedCounts } });
      expect(report.calls[kind]).toMatchObject(calls);
    });

    it.each<[string, { readonly stop: string; readonly effect: Effect; readonly words: RegExp }]>([
      [
        '500 always',
        { stop: 'incomplete-read', effect: status(500), words: /status 500.*nothing was changed/is },
      ],
      [
        'connections that always break',
        {
          stop: 'incomplete-read',
          effect: { kind: 'reset' },
          words: /could not be reached.*nothing was changed/is,
        },
      ],
      [
        'truncated JSON',
        { stop: 'incomplete-read', effect: { kind: 'truncated-json' }, words: /damaged.*run it again/is },
      ],
      [
        'JSON of another shape',
        {
          stop: 'unexpected-response',
          effect: { kind: 'wrong-json' },
          words: /not the expected shape.*report it/s,
        },
      ],
      [
        'a next page that is this page',
        { stop: 'incomplete-read', effect: { kind: 'cursor-loop' }, words: /Nothing was changed/ },
      ],
      [
        'a next page on another host',
        {
          stop: 'incomplete-read',
          effect: { kind: 'foreign-next' },
          words: /which is not .*does not follow it there.*Nothing was changed/s,
        },
      ],
    ])('%s: the run stops, says why, and nothing is changed', async (_name, { stop, effect, words }) => {
      const connectionId = await movedDirectory();
      const before = { groups: groupsOf(app), writes: siteWrites(app) };
      simulator(app).setFaults([always(effect)]);
      const report = await impatient(connectionId);
      expect(report).toMatchObject({
        status: 'stopped',
        stoppedBecause: { kind: stop, message: expect.stringMatching(words) as string },
      });
      expect(report.stoppedBecause?.message).toContain(label.split(' ')[0]);
      expect({ groups: groupsOf(app), writes: siteWrites(app) }).toEqual(before);

      simulator(app).setFaults([]);
      expect((await app.syncAndReport(connectionId)).counts.memberships).toMatchObject(movedCounts);
    });

    /** While the app waits between its tries, time passes faster: a minute of trying is over at the second one. */
    async function impatient(connectionId: string): Promise<RunReport> {
      const asked = () => simulator(app).requests[peopleRoute] ?? 0;
      const before = asked();
      const { run } = await app.ask('startRun', { connectionId, mode: 'sync' });
      await until(() => asked() > before, 'people were asked for');
      await app.host.clock.advance(61_000);
      return app.settle(run.id);
    }
  },
);

describe('Entra', () => {
  const [, entra] = changingDirectories;

  it('whose token ends in mid-read gives another one, and the run ends well', async () => {
    const { configuration, peopleRoute, move, smallPages } = entra;
    smallPages(app);
    const connectionId = await app.connectAndPreview({ configuration });
    move(app);
    app.entra.setFaults([{ route: peopleRoute, nth: 2, effect: { kind: 'expired-token' } }]);
    const before = app.entra.requests['POST /{tenant}/oauth2/v2.0/token'] ?? 0;
    const report = await app.syncAndReport(connectionId);
    expect(report).toMatchObject({ status: 'finished', counts: { users: { read: 26 } } });
    expect(app.entra.requests['POST /{tenant}/oauth2/v2.0/token']).toBe(before + 1);
  });

  it('that forgot the place of the last read: everything is read in the same run, which says so', async () => {
    const connectionId = await app.connectAndPreview({ configuration: entra.configuration });
    await app.syncAndReport(connectionId);
    entra.move(app);
    app.entra.setFaults([{ route: 'GET /v1.0/users/delta', effect: { kind: 'gone' } }]);
    const report = await app.syncAndReport(connectionId, { full: false });
    expect(report).toMatchObject({ status: 'finished', counts: { memberships: movedCounts } });
    expect(report.reading?.way).not.toBe('changes');
    expect(report.notes.join(' ')).toMatch(/everything/i);
  });
});

function status(code: number, retryAfterSeconds?: number): Effect {
  return {
    kind: 'status',
    status: code,
    ...(retryAfterSeconds === undefined ? {} : { retryAfterSeconds }),
  };
}
