import { overview } from '../../src/resolvers/connections';
import { setConnectorOrder, setScheduleEnabled } from '../../src/resolvers/connector-list';
import { keys } from '../../src/storage/keys';
import type { SyncRun } from '../../src/domain/sync-run';
import { aDirectory } from '../support/fake-directory';
import { aSite } from '../support/fake-site';
import { aServer } from './handlers-support';
import { anEndedRun, type Server } from './runs-support';

async function entriesOf(server: Server) {
  return (await server.app.audit.list({ limit: 20 })).entries;
}

const switchTo = (server: Server, enabled: boolean) =>
  server.answerWith('setScheduleEnabled', setScheduleEnabled, { id: 'conn-1', enabled });

describe('switching the schedule', () => {
  it('on means that slots before now are not missed; all else stays', async () => {
    const server = aServer();
    const before = await server.addConnection();
    server.advance(3_600_000 * 5);
    const { connection, schedule } = await switchTo(server, true);
    expect(connection).toEqual({
      ...before,
      schedule: { ...before.schedule, enabled: true },
      updatedAtMs: server.clock.now(),
      revision: before.revision + 1,
    });
    expect(schedule?.nextRunsMs).toHaveLength(5);
    expect((await server.states.get('conn-1'))?.scheduleEvaluatedAtMs).toBe(server.clock.now());
    expect((await server.tick()).started).toEqual([]);
    expect(await entriesOf(server)).toMatchObject([
      {
        action: 'schedule-switched',
        connectionId: 'conn-1',
        changes: [{ path: 'schedule.enabled', before: 'false', after: 'true' }],
      },
    ]);
  });

  it('to what it is already changes nothing and is no deed', async () => {
    const server = aServer();
    const before = await server.addConnection();
    expect((await switchTo(server, false)).connection).toEqual(before);
    expect(await entriesOf(server)).toEqual([]);
  });

  it('keeps what somebody else saves at the same time', async () => {
    const server = aServer();
    await server.addConnection();
    const { states } = server.app;
    const app = {
      ...server.app,
      states: {
        ...states,
        save: async (...saved: Parameters<typeof states.save>) => {
          const stored = await server.connections.get('conn-1');
          if (stored?.name === 'OneLogin')
            await server.connections.save({ ...stored, name: 'Renamed' }, stored.revision);
          return states.save(...saved);
        },
      },
    };
    const answer = await setScheduleEnabled(
      { id: 'conn-1', enabled: true },
      { app, caller: { accountId: 'acc-admin' } },
    );
    expect(answer.connection).toMatchObject({ name: 'Renamed', schedule: { enabled: true } });
    expect(await entriesOf(server)).toHaveLength(1);
  });

  it('on is refused where the schedule cannot be followed; off is not', async () => {
    const server = aServer();
    const stored = await server.addConnection();
    const wrong = { enabled: true, cron: '0 0 31 2 *', timeZone: 'UTC' };
    await server.connections.save({ ...stored, schedule: wrong }, stored.revision);
    expect((await switchTo(server, false)).connection.schedule.enabled).toBe(false);
    await expect(switchTo(server, true)).rejects.toMatchObject({ failure: { field: 'schedule.cron' } });
    expect(await entriesOf(server)).toHaveLength(1);
  });

  it('of a connector that is gone says so', async () => {
    await expect(switchTo(aServer(), true)).rejects.toMatchObject({ answer: { kind: 'not-found' } });
  });
});

async function aServerOfThree(): Promise<Server> {
  const server = aServer();
  for (const id of ['conn-1', 'conn-2', 'conn-3']) {
    const connection = await server.addConnection({ id });
    await server.connections.save({ ...connection, name: `Name of ${id}` }, connection.revision);
  }
  return server;
}

describe('the order of connectors', () => {
  const put = (server: Server, ids: string[]) =>
    server.answerWith('setConnectorOrder', setConnectorOrder, { ids });

  it('is that of the list, and in which those that are due start', async () => {
    const server = await aServerOfThree();
    for (const id of ['conn-1', 'conn-2', 'conn-3'])
      await server.answerWith('setScheduleEnabled', setScheduleEnabled, { id, enabled: true });
    expect(await put(server, ['conn-3', 'conn-1'])).toEqual({ ids: ['conn-3', 'conn-1', 'conn-2'] });
    expect((await server.answerWith('overview', overview, {})).connections.map(({ id }) => id)).toEqual([
      'conn-3',
      'conn-1',
      'conn-2',
    ]);
    server.advance(3_600_000);
    expect((await server.tick()).started).toEqual(['conn-3', 'conn-1', 'conn-2']);
  });

  it('is audited by names, and only where it changes', async () => {
    const server = await aServerOfThree();
    await put(server, ['conn-1', 'conn-2', 'conn-3']);
    await put(server, ['gone']);
    expect(await entriesOf(server)).toEqual([]);
    await put(server, ['conn-2']);
    expect(await entriesOf(server)).toMatchObject([
      {
        action: 'order-changed',
        changes: [
          {
            path: 'order',
            before: '["Name of conn-1","Name of conn-2","Name of conn-3"]',
            after: '["Name of conn-2","Name of conn-1","Name of conn-3"]',
          },
        ],
      },
    ]);
  });
});

/** Runs of the first connector, oldest first, each a minute after the other. */
async function withRuns(runs: readonly Partial<SyncRun>[], server = aServer()) {
  await server.addConnection({ previewed: false });
  for (const [index, run] of runs.entries()) {
    const startedAtMs = server.clock.now() + index * 60_000;
    await server.runs.create(anEndedRun(`run-${index}`, { startedAtMs, ...run }));
  }
  const [summary] = (await server.answerWith('overview', overview, {})).connections;
  return summary;
}

const person = { task: { kind: 'person', userId: 'ann' } } as const;
const manyOfOnePerson = Array.from({ length: 14 }, () => person);
const manyThatStopped = Array.from({ length: 14 }, () => ({ status: 'stopped' as const }));
const decided = (kind: 'waiting' | 'approved' | 'rejected', sourceIds?: string[]) => ({
  status: 'held' as const,
  decision: { kind, by: [], ...(sourceIds === undefined ? {} : { sourceIds }) },
});

describe('the overview', () => {
  it.each<[string, readonly Partial<SyncRun>[], string | undefined]>([
    ['the newest run held something', [{}, { status: 'held' }], 'run-1'],
    ['one administrator has approved, and a second must', [decided('waiting')], 'run-0'],
    ['some groups are rejected and others open', [decided('rejected', ['role:1'])], 'run-0'],
    ['all is approved', [decided('approved')], undefined],
    ['all is rejected', [decided('rejected')], undefined],
    ['a later run looked again', [{ status: 'held' }, { status: 'finished' }], undefined],
    ['a later run is looking', [{ status: 'held' }, { status: 'working' }], undefined],
    ['a later run stopped or was cancelled', [{ status: 'held' }, { status: 'stopped' }], 'run-0'],
    ['very many runs stopped after it', [{ status: 'held' }, ...manyThatStopped], 'run-0'],
    ['a later run of one person left it alone', [{ status: 'held' }, person, person], 'run-0'],
    ['a later run of one person holds more', [{ status: 'held' }, { ...person, status: 'held' }], 'run-1'],
    ['very many runs of one person came after', [{ status: 'held' }, ...manyOfOnePerson], 'run-0'],
    ['many came after one that superseded it', [{ status: 'held' }, {}, ...manyOfOnePerson], undefined],
  ])('where %s', async (_, runs, heldRunId) => {
    expect((await withRuns(runs))?.heldRun?.id).toBe(heldRunId);
  });

  it('tells what the API of the directory allowed when it last told', async () => {
    const told = (remaining: number) => ({ remaining, limit: 5_000, resetsAtMs: 1, atMs: 2 });
    const summary = await withRuns([
      { remaining: { onelogin: told(4_900) } },
      { remaining: { onelogin: told(4_812), jira: told(7) } },
      { remaining: { jira: told(6) } },
    ]);
    expect(summary?.remaining).toEqual(told(4_812));
    expect((await withRuns([{ remaining: { jira: told(6) } }]))?.remaining).toBeUndefined();
  });

  it('says whether a preview must come first, when the secret was set, and when it ends', async () => {
    const server = aServer(aDirectory({ Design: ['ann'] }), aSite({}, ['ann']));
    const stored = await server.addConnection({ previewed: false });
    await server.connections.save(
      { ...stored, secretSetAtMs: 5, secretExpiresOn: '2027-01-31' },
      stored.revision,
    );
    const look = async () => (await server.answerWith('overview', overview, {})).connections[0];
    expect(await look()).toMatchObject({
      needsPreview: true,
      secretSetAtMs: 5,
      secretExpiresOn: '2027-01-31',
    });
    await server.sync('preview');
    expect(await look()).not.toHaveProperty('needsPreview');
  });

  it('of a connector whose notes are damaged is still there', async () => {
    const server = aServer();
    await server.addConnection();
    server.store.damage(`record/${keys.state('conn-1')}`, 'damaged');
    expect((await server.answerWith('overview', overview, {})).connections).toHaveLength(1);
  });
});
