import type { Outputs } from '../../src/contract';
import { getConnection } from '../../src/resolvers/connections';
import * as tasks from '../../src/resolvers/tasks';
import { aDirectory, changing } from '../support/fake-directory';
import { aSite, membersOf } from '../support/fake-site';
import { aServer, theAdministrator } from './handlers-support';

async function scene() {
  const directory = aDirectory({ Design: ['ann', 'bob'] });
  const site = aSite({}, ['ann', 'bob']);
  const server = aServer(directory, site);
  await server.addConnection();
  const first = await server.sync();
  const ended = async ({ run }: Outputs['startRun']) => {
    await server.settle(run.id);
    return server.reportOf(run.id);
  };
  const undo = (runId: string, mode: 'preview' | 'sync') =>
    server.answerWith('undoRun', tasks.undoRun, { runId, mode });
  const connection = () => server.answerWith('getConnection', getConnection, { id: 'conn-1' });
  return { server, site, first, ended, undo, connection, change: changing(directory) };
}

describe('undo', () => {
  it('is a run of its own: a preview, then the real one; then the schedule rests until somebody goes on', async () => {
    const { server, site, first, ended, undo, connection } = await scene();
    expect(await ended(await undo(first.runId, 'preview'))).toMatchObject({
      mode: 'preview',
      planned: { additions: 0, removals: 2 },
    });
    expect(membersOf(site, 'Design')).toEqual(['acc-ann', 'acc-bob']);
    const started = await undo(first.runId, 'sync');
    expect(started.run).toMatchObject({
      task: { kind: 'undo', runId: first.runId },
      startedBy: theAdministrator,
    });
    await ended(started);
    expect(membersOf(site, 'Design')).toEqual([]);
    expect((await connection()).rest).toMatchObject({ why: 'undo' });
    const resumed = await server.answerWith('resumeSchedule', tasks.resumeSchedule, { id: 'conn-1' });
    expect(resumed.rest).toBeUndefined();
    expect((await server.states.get('conn-1'))?.scheduleEvaluatedAtMs).toBe(server.clock.now());
  });

  it('of a run that changed nothing is refused', async () => {
    const { server, undo } = await scene();
    const quiet = await server.sync();
    await expect(undo(quiet.runId, 'sync')).rejects.toMatchObject({ answer: { kind: 'conflict' } });
    const preview = await server.sync('preview');
    await expect(undo(preview.runId, 'sync')).rejects.toMatchObject({ answer: { kind: 'conflict' } });
    await expect(undo('no-such-run', 'sync')).rejects.toMatchObject({ answer: { kind: 'not-found' } });
  });

  it('of a run that is still under way is refused', async () => {
    const { server, undo } = await scene();
    const { run } = await server.start('sync');
    await expect(undo(run.id, 'sync')).rejects.toMatchObject({ answer: { kind: 'conflict' } });
  });
});

describe('one person', () => {
  it('is synchronised by a run of its own', async () => {
    const { server, site, ended, change } = await scene();
    change.leave('role:Design', ['ann', 'bob']);
    const started = await server.answerWith('syncPerson', tasks.syncPerson, {
      connectionId: 'conn-1',
      userId: 'ann',
      mode: 'sync',
    });
    expect(await ended(started)).toMatchObject({ task: { kind: 'person', userId: 'ann' } });
    expect(membersOf(site, 'Design')).toEqual(['acc-bob']);
  });

  it('is answered with the run that is under way', async () => {
    const { server } = await scene();
    const { run } = await server.start('preview');
    const answer = await server.answerWith('syncPerson', tasks.syncPerson, {
      connectionId: 'conn-1',
      userId: 'ann',
      mode: 'sync',
    });
    expect(answer).toMatchObject({ started: false, run: { id: run.id } });
    expect((await server.app.audit.list({ limit: 5 })).entries).toEqual([]);
  });
});
