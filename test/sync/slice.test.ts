import { openSlice } from '../../src/sync/slice';
import { aDirectory } from '../support/fake-directory';
import { aSite } from '../support/fake-site';
import { aWorld } from '../support/world';

describe('a slice’s sign of life', () => {
  it('counts only when it saves: a count of everything after each page would cost more than the read', async () => {
    const world = aWorld(aDirectory({ Designers: ['ann'] }), aSite({}, ['ann']));
    const connection = await world.addConnection();
    const { run } = await world.start('sync');
    const claimed = await world.runs.get(run.id);
    if (claimed === undefined) throw new Error('no run');
    const slice = openSlice(claimed, connection, world.runDeps());
    let counted = 0;
    const count = () => ({ usersRead: (counted += 1) });
    for (let page = 0; page < 5; page += 1) await slice.beat(count);
    expect(counted).toBe(0);
    world.advance(1_000);
    for (let page = 0; page < 5; page += 1) await slice.beat(count);
    expect(counted).toBe(1);
    expect((await world.runs.get(run.id))?.progress.usersRead).toBe(1);
  });

  it('keeps what an API said last that it still allows, and when', async () => {
    const world = aWorld(aDirectory({ Designers: ['ann'] }), aSite({}, ['ann']));
    const connection = await world.addConnection();
    const { run } = await world.start('sync');
    const claimed = await world.runs.get(run.id);
    if (claimed === undefined) throw new Error('no run');
    const slice = openSlice(claimed, connection, world.runDeps());
    const resetsAtMs = world.clock.now() + 60_000;
    slice.meter.remaining('okta', { limit: 600, remaining: 599, resetsAtMs });
    slice.meter.remaining('onelogin', { limit: 5_000, remaining: 4_812, resetsAtMs });
    world.advance(1_000);
    slice.meter.remaining('okta', { limit: 600, remaining: 320, resetsAtMs });
    await slice.beat();
    expect((await world.runs.get(run.id))?.remaining).toEqual({
      okta: { limit: 600, remaining: 320, resetsAtMs, atMs: world.clock.now() },
      onelogin: { limit: 5_000, remaining: 4_812, resetsAtMs, atMs: world.clock.now() - 1_000 },
    });
  });
});
