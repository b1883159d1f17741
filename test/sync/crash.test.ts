import { aChangingScene as scene, endState } from '../support/changing-scene';
import { aDirectory } from '../support/fake-directory';
import { aSite, membersOf } from '../support/fake-site';
import { aWorld } from '../support/world';
import { CrashError } from '../support/memory-key-value';
import { leaseMs } from '../../src/sync/slice';

describe('a run that crashes', () => {
  it('ends as if it had not, whichever storage write was its last', async () => {
    const calm = await scene();
    const before = calm.world.store.writes();
    const expected = await calm.world.sync();
    const writes = calm.world.store.writes() - before;
    const end = await endState(calm);
    expect(expected.counts.memberships).toMatchObject({ added: 3, removed: 1 });
    expect(writes).toBeGreaterThan(30);

    for (let last = 1; last <= writes; last += 1) {
      const { world, ...rest } = await scene();
      world.store.crashAfter(last);
      const run = await world.start('sync').then(
        ({ run: started }) => started,
        (error: unknown) => expectCrash(error),
      );
      await world.drain().catch(expectCrash);
      world.store.mend();
      // Forge gives the event again, and the tick looks after runs that went silent.
      world.advance(leaseMs + 1);
      await world.tick();
      if (run === undefined) {
        await world.drain();
        world.advance(11 * 60_000);
        await world.tick();
        await world.sync();
      } else await world.settle(run.id);
      expect({ last, ...(await endState({ world, ...rest })) }).toEqual({ last, ...end });
    }
  });

  it('makes an addition its own that was done but not noted', async () => {
    const directory = aDirectory({ Designers: ['ann'] });
    const site = aSite({ Designers: [] }, ['ann', 'bob']);
    const world = aWorld(directory, site);
    await world.addConnection();
    // The site has done it, and the process dies before it can say so.
    site.beforeWrite = (write) => {
      if (write.startsWith('add')) world.store.crashAfter(0);
      return undefined;
    };
    const { run } = await world.start('sync');
    await world.drain().catch(expectCrash);
    expect(membersOf(site, 'Designers')).toEqual(['acc-ann']);
    world.store.mend();
    site.beforeWrite = () => undefined;
    await world.settle(run.id);
    expect((await world.reportOf(run.id)).counts.memberships).toMatchObject({ added: 1 });
    const ledger = await world.memory.getLedger('conn-1');
    expect([...(ledger.get('id-Designers')?.keys() ?? [])]).toEqual(['acc-ann']);
  });

  it('makes it its own also when nobody takes the run up in time', async () => {
    const site = aSite({ Designers: [] }, ['ann', 'bob']);
    const world = aWorld(aDirectory({ Designers: ['ann'] }), site);
    await world.addConnection();
    site.beforeWrite = () => {
      world.store.crashAfter(0);
      return undefined;
    };
    const { run } = await world.start('sync');
    await world.drain().catch(expectCrash);
    expect(membersOf(site, 'Designers')).toEqual(['acc-ann']);
    world.store.mend();
    site.beforeWrite = () => undefined;
    world.advance(2 * 3_600_000);
    await world.settle(run.id);
    expect(await world.reportOf(run.id)).toMatchObject({
      status: 'stopped',
      counts: { memberships: { added: 0, failed: 1 } },
    });
    const ledger = await world.memory.getLedger('conn-1');
    expect([...(ledger.get('id-Designers')?.keys() ?? [])]).toEqual(['acc-ann']);
  });
});

function expectCrash(error: unknown): undefined {
  expect(error).toBeInstanceOf(CrashError);
  return undefined;
}
