import type { Input } from '../../src/contract';
import { listAudit } from '../../src/resolvers/audit';
import { controlRun } from '../../src/resolvers/run-control';
import { getRun } from '../../src/resolvers/runs';
import { aDirectory } from '../support/fake-directory';
import { aSite, membersOf } from '../support/fake-site';
import { aServer, theAdministrator } from './handlers-support';

type Action = Input<'controlRun'>['action'];

async function scene() {
  const site = aSite({}, ['ann', 'bob']);
  const server = aServer(aDirectory({ Design: ['ann', 'bob'] }), site);
  await server.addConnection();
  const { run } = await server.start('sync');
  const ask = (action: Action, runId = run.id) =>
    server.answerWith('controlRun', controlRun, { runId, action });
  const look = () => server.answerWith('getRun', getRun, { runId: run.id });
  const deeds = async () => {
    const { entries } = await server.answerWith('listAudit', listAudit, { limit: 50 });
    return entries.map(({ action, subject, byAccountId }) => [action, subject, byAccountId]).toReversed();
  };
  return { server, site, run, ask, look, deeds };
}

describe('an administrator', () => {
  it('pauses and resumes a run; the page hears at once what is wanted, and the audit says who it was', async () => {
    const { server, site, run, ask, look, deeds } = await scene();
    const paused = await ask('pause');
    const wish = { kind: 'pause', byAccountId: theAdministrator, atMs: server.clock.now() };
    expect(paused).toMatchObject({ status: 'waiting', wish });
    expect(await look()).toEqual(paused);
    expect(await ask('pause')).toEqual(paused);
    await server.drain();
    expect(site.writes).toEqual([]);
    const resumed = await ask('resume');
    expect(resumed).toMatchObject({ status: 'queued' });
    expect(resumed).not.toHaveProperty('wish');
    expect(resumed).not.toHaveProperty('waiting');
    await server.drain();
    expect(membersOf(site, 'Design')).toEqual(['acc-ann', 'acc-bob']);
    expect(await look()).toMatchObject({ status: 'finished', remaining: { onelogin: { limit: 5_000 } } });
    expect(await deeds()).toEqual([
      ['run-paused', run.id, theAdministrator],
      ['run-resumed', run.id, theAdministrator],
    ]);
  });

  it('cancels a run, and is refused once it has ended', async () => {
    const { server, site, run, ask, look, deeds } = await scene();
    expect(await ask('cancel')).toMatchObject({ status: 'queued', wish: { kind: 'cancel' } });
    await server.drain();
    const ended = await look();
    expect(ended).toMatchObject({ status: 'stopped', report: { stoppedBecause: { kind: 'cancelled' } } });
    expect(ended).not.toHaveProperty('wish');
    expect(site.writes).toEqual([]);
    for (const action of ['pause', 'resume', 'cancel'] as const)
      await expect(ask(action)).rejects.toMatchObject({
        answer: { kind: 'conflict', message: 'This run has ended. Its result shows what it did.' },
      });
    await expect(ask('cancel', 'no-such-run')).rejects.toMatchObject({ answer: { kind: 'not-found' } });
    expect(await deeds()).toEqual([['run-cancelled', run.id, theAdministrator]]);
  });

  it('cannot resume what is not paused', async () => {
    const { ask, deeds } = await scene();
    await expect(ask('resume')).rejects.toMatchObject({ answer: { kind: 'conflict' } });
    expect(await deeds()).toEqual([]);
  });
});
