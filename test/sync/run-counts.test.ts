import { defaultRules } from '../../src/domain/sync-rules';
import { FailureError } from '../../src/domain/failure';
import { aDirectory } from '../support/fake-directory';
import { aSite } from '../support/fake-site';
import { aWorld } from '../support/world';

const people = ['ann', 'bob', 'cleo'];
const nothing = { max: 0, maxShare: 1, shareFloor: 0 };

/** Bob goes, Cleo comes, a group is to be made; no removal may run by itself. */
async function scene() {
  const directory = aDirectory({ Design: ['ann', 'bob'] });
  const site = aSite({}, people);
  const world = aWorld(directory, site);
  const { limits } = defaultRules;
  await world.addConnection({
    rules: { limits: { ...limits, removals: { ...limits.removals, perRun: nothing } } },
  });
  await world.sync();
  Object.assign(directory, aDirectory({ Design: ['ann', 'cleo'], New: ['bob'] }));
  const counted = async (mode: 'preview' | 'sync') => {
    const { runId } = await world.sync(mode);
    const run = await world.runs.get(runId);
    return { counts: run?.counts, stoppedKind: run?.stoppedKind };
  };
  return { directory, site, world, counted };
}

describe('what is kept of a run in its record', () => {
  it('is what a preview would do, without what it would hold', async () => {
    const { counted, world } = await scene();
    const expected = { counts: { added: 2, removed: 0, created: 1, held: 1, failed: 0 } };
    expect(await counted('preview')).toEqual(expected);
    expect(await counted('sync')).toEqual(expected);
    // All is done but what is held.
    expect(await counted('preview')).toEqual({
      counts: { added: 0, removed: 0, created: 0, held: 1, failed: 0 },
    });
    const { runId } = await world.sync('sync', { kind: 'all' });
    expect((await world.runs.get(runId))?.counts).toEqual({
      added: 0,
      removed: 1,
      created: 0,
      held: 0,
      failed: 0,
    });
  });

  it('counts what was refused', async () => {
    const { counted, site } = await scene();
    site.beforeWrite = (write) =>
      write === 'add acc-cleo Design' ? { kind: 'rejected', reason: 'No.' } : undefined;
    expect((await counted('sync')).counts).toMatchObject({ added: 1, failed: 1 });
  });

  it('is what had been done where it stopped, and why', async () => {
    const { counted, site, directory } = await scene();
    site.beforeWrite = (write) => {
      if (write === 'add acc-bob New')
        throw new FailureError({ kind: 'access-missing', message: 'The sync account may not do this.' });
      return undefined;
    };
    expect(await counted('sync')).toEqual({
      counts: { added: 1, removed: 0, created: 1, held: 1, failed: 0 },
      stoppedKind: 'access-missing',
    });
    directory.groups = [];
    expect(await counted('sync')).toEqual({
      counts: { added: 0, removed: 0, created: 0, held: 0, failed: 0 },
      stoppedKind: 'empty-read',
    });
  });

  it('is nothing for a run whose start died', async () => {
    const { world } = await scene();
    world.advance(1);
    world.store.crashAfter(1);
    await world.start('sync').catch(() => undefined);
    world.store.mend();
    world.advance(11 * 60_000);
    await world.tick();
    const [newest] = await world.runs.newest('conn-1', 1);
    expect(newest).toMatchObject({
      counts: { added: 0, removed: 0, created: 0, held: 0, failed: 0 },
      stoppedKind: 'unavailable',
    });
  });
});
