import { aDirectory } from '../support/fake-directory';
import { aSite, membersOf } from '../support/fake-site';
import { aWorld } from '../support/world';
import { runSlice } from '../../src/sync/run';
import { leaseMs } from '../../src/sync/slice';

const people = ['ann', 'bob'];

async function scheduled() {
  const site = aSite({}, people);
  const world = aWorld(aDirectory({ Designers: people }), site);
  const connection = await world.addConnection();
  await world.connections.save(
    { ...connection, schedule: { enabled: true, cron: '0 * * * *', timeZone: 'UTC' } },
    connection.revision,
  );
  return { site, world };
}

describe('the tick', () => {
  it('starts nothing before the slot, and one run after several missed ones', async () => {
    const { site, world } = await scheduled();
    expect((await world.tick()).started).toEqual([]);
    world.advance(5 * 3_600_000);
    expect((await world.tick()).started).toEqual(['conn-1']);
    await world.drain();
    expect(membersOf(site, 'Designers')).toEqual(['acc-ann', 'acc-bob']);
    expect((await world.tick()).started).toEqual([]);
    expect(await world.runs.newest('conn-1', 10)).toEqual([
      expect.objectContaining({ trigger: 'schedule', readMode: 'changes' }),
    ]);
  });

  it('starts one run when it comes twice at once', async () => {
    const { world } = await scheduled();
    world.advance(3_600_000);
    await Promise.all([world.tick(), world.tick()]);
    await world.drain();
    const runs = await world.runs.newest('conn-1', 10);
    expect(runs.filter((run) => run.status === 'finished')).toHaveLength(1);
  });

  it('does not start a second run while one is under way', async () => {
    const { world } = await scheduled();
    const { run } = await world.start('sync');
    world.advance(3_600_000);
    expect((await world.tick()).started).toEqual([]);
    expect((await world.start('sync')).run.id).toBe(run.id);
    expect(await world.runs.newest('conn-1', 10)).toHaveLength(1);
  });

  it('wakes a run whose event was lost', async () => {
    const { site, world } = await scheduled();
    const { run } = await world.start('sync');
    world.events.length = 0;
    expect((await world.tick()).revived).toEqual([]);
    world.advance(4 * 60_000);
    expect((await world.tick()).revived).toEqual(['conn-1']);
    await world.settle(run.id);
    expect(membersOf(site, 'Designers')).toEqual(['acc-ann', 'acc-bob']);
  });

  it('gives back the lock of a run that ended and of one that never came to be', async () => {
    const { world } = await scheduled();
    await world.lock.take('conn-1', 'nobody');
    await world.tick();
    expect(await world.lock.holder('conn-1')).toMatchObject({ runId: 'nobody' });
    world.advance(11 * 60_000);
    await world.tick();
    expect(await world.lock.holder('conn-1')).toBeUndefined();
  });

  it('goes on with the others when one connection is damaged', async () => {
    const { world } = await scheduled();
    await world.addConnection({ id: 'conn-2' });
    world.store.damage('record/v1:connection:conn-2', { name: 7 });
    world.advance(3_600_000);
    expect(await world.tick()).toMatchObject({ started: ['conn-1'], damaged: ['conn-2'] });
  });
});

describe('events of the queue', () => {
  it('do nothing when they come twice, late, or while their slice is being done', async () => {
    const { site, world } = await scheduled();
    const { run } = await world.start('sync');
    const [first] = world.events;
    if (first === undefined) throw new Error('no event');
    world.events.push(
      first,
      { ...first, event: { runId: run.id, slice: 7 } },
      { ...first, event: { runId: 'nobody', slice: 0 } },
    );
    await world.settle(run.id);
    expect(site.writes).toEqual(['create Designers', 'add acc-ann Designers', 'add acc-bob Designers']);
    expect(await world.runs.get(run.id)).toMatchObject({ status: 'finished', leaseUntilMs: 0 });
  });

  it('leave a run alone that another invocation is working on, until its lease is over', async () => {
    const { site, world } = await scheduled();
    const { run } = await world.start('sync');
    const stored = await world.runs.get(run.id);
    if (stored === undefined) throw new Error('no run');
    await world.runs.save({ ...stored, leaseUntilMs: world.clock.now() + leaseMs }, stored.revision);
    await world.drain();
    expect(site.writes).toEqual([]);
    world.advance(leaseMs + 1);
    await world.tick();
    await world.settle(run.id);
    expect(site.writes).toHaveLength(3);
  });

  it('of a slice that has passed do nothing, and neither do events that come before a wait is over', async () => {
    const site = aSite({}, people);
    const directory = aDirectory({ Designers: people }, { pageSize: 1 });
    const world = aWorld(directory, site, { slice: { calls: 2 } });
    await world.addConnection();
    const { run } = await world.start('sync');
    await runSlice({ runId: run.id, slice: 0 }, world.runDeps());
    const between = await world.runs.get(run.id);
    expect(between).toMatchObject({ slice: 1 });
    await runSlice({ runId: run.id, slice: 0 }, world.runDeps());
    expect(await world.runs.get(run.id)).toEqual(between);

    directory.remaining = { calls: 0, floor: 0, resetMs: 30 * 60_000 };
    await runSlice({ runId: run.id, slice: 1 }, world.runDeps());
    const waiting = await world.runs.get(run.id);
    expect(waiting).toMatchObject({ status: 'waiting', slice: 2 });
    directory.remaining.calls = 1_000;
    world.advance(60_000);
    await runSlice({ runId: run.id, slice: 2 }, world.runDeps());
    expect(await world.runs.get(run.id)).toEqual(waiting);
  });
});
