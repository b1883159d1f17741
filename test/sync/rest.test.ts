import { aDirectory } from '../support/fake-directory';
import { aSite } from '../support/fake-site';
import { aWorld } from '../support/world';
import { FailureError } from '../../src/domain/failure';

const hourMs = 3_600_000;

/** A connection that runs every hour, in a directory that refuses the credentials. */
async function scene() {
  const directory = aDirectory({ Design: ['ann'] });
  const world = aWorld(directory, aSite({}, ['ann']));
  const connection = await world.addConnection();
  const schedule = { ...connection.schedule, enabled: true };
  await world.connections.save({ ...connection, schedule }, connection.revision);
  const refuse = () => {
    throw new FailureError({ kind: 'credentials-rejected', message: 'The directory refuses the secret.' });
  };
  directory.beforePage = refuse;
  /** Hours until the next run starts. */
  const hoursToNextRun = async () => {
    for (let hours = 1; hours < 100; hours += 1) {
      world.advance(hourMs);
      const { started } = await world.tick();
      await world.drain();
      if (started.length > 0) return hours;
    }
    return 100;
  };
  return { directory, world, hoursToNextRun };
}

describe('a schedule whose runs stop', () => {
  it('rests after the third, longer each time, a day at most', async () => {
    const { hoursToNextRun } = await scene();
    const pauses: number[] = [];
    for (let runs = 0; runs < 10; runs += 1) pauses.push(await hoursToNextRun());
    expect(pauses).toEqual([1, 1, 1, 1, 2, 4, 8, 16, 24, 24]);
  });

  it('goes on as before when one does not stop', async () => {
    const { directory, world, hoursToNextRun } = await scene();
    for (let runs = 0; runs < 5; runs += 1) await hoursToNextRun();
    expect((await world.states.get('conn-1'))?.failures).toMatchObject({ count: 5 });
    directory.beforePage = () => undefined;
    await world.sync();
    expect((await world.states.get('conn-1'))?.failures).toBeUndefined();
    expect(await hoursToNextRun()).toBe(1);
  });

  it('does not keep a person from starting one', async () => {
    const { world, hoursToNextRun } = await scene();
    for (let runs = 0; runs < 4; runs += 1) await hoursToNextRun();
    expect(await world.sync()).toMatchObject({ status: 'stopped' });
  });
});

describe('the tick', () => {
  it('forgets old runs of a connector that rests too', async () => {
    const world = aWorld(aDirectory({ Design: ['ann'] }), aSite({}, ['ann']));
    await world.addConnection();
    const { runId } = await world.sync();
    world.advance(89 * 24 * hourMs);
    await world.tick();
    expect(await world.runs.get(runId)).toBeDefined();
    world.advance(2 * 24 * hourMs);
    await world.tick();
    expect([await world.runs.get(runId), await world.data.get(runId, 'report')]).toEqual([
      undefined,
      undefined,
    ]);
  });

  it('does not start a run while somebody changes what the connector remembers, and says so to a person', async () => {
    const world = aWorld(aDirectory({ Design: ['ann'] }), aSite({}, ['ann']));
    await world.addConnection();
    await world.lock.take('conn-1', 'no-run');
    await expect(world.start('sync')).rejects.toMatchObject({ failure: { kind: 'retry-later' } });
    expect(await world.runs.newest('conn-1', 5)).toEqual([]);
  });
});
