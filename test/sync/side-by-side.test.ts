import { FailureError } from '../../src/domain/failure';
import { defaultExistingGroups } from '../../src/domain/group-rules';
import type { SyncRules } from '../../src/domain/sync-rules';
import { runSlice } from '../../src/sync/run';
import { aDirectory, aUser, changing } from '../support/fake-directory';
import { aSite, membersOf, type FakeSite } from '../support/fake-site';
import { aWorld } from '../support/world';

const adopting: Partial<SyncRules> = {
  existingGroups: { ...defaultExistingGroups, policy: 'adopt' },
};
const repairing: Partial<SyncRules> = { drift: { policy: 'repair', groups: [] } };

/** Two connectors over one site: a directory with `ours` in "Design", and another with `b1` there, which goes by `rules`. */
async function scene(ours: readonly string[], rules: Partial<SyncRules>) {
  const directory = aDirectory({ Design: [...ours] });
  const site = aSite({}, ['a1', 'a2', 'a3', 'a4', 'b1']);
  const world = aWorld(directory, site);
  await world.addConnection();
  const other = aDirectory({ Design: ['b1'] });
  await world.addConnection({ id: 'conn-2', directory: other, rules });
  return { site, world, change: changing(directory) };
}

type World = Awaited<ReturnType<typeof scene>>['world'];

const syncOther = (world: World) => world.sync('sync', undefined, 'conn-2');

/** Starts the first connector's run and lets the site ask for an hour's pause at the write of this number. */
async function parkAtWrite(world: World, site: FakeSite, number: number): Promise<string> {
  const { run } = await world.start('sync');
  let writes = 0;
  site.beforeWrite = () => {
    writes += 1;
    if (writes === number)
      throw new FailureError({ kind: 'retry-later', afterMs: 3_600_000, message: 'quota' });
    return undefined;
  };
  await firstSlice(world);
  site.beforeWrite = () => undefined;
  expect(await world.runs.get(run.id)).toMatchObject({ phase: 'apply', status: 'waiting' });
  return run.id;
}

async function firstSlice(world: World): Promise<void> {
  const [next] = world.events.splice(0, 1);
  if (next !== undefined) await runSlice(next.event, world.runDeps());
}

async function parkedInDesign() {
  const scened = await scene(['a1'], repairing);
  const { site, world, change } = scened;
  await world.sync();
  await syncOther(world);
  await world.sync();
  await syncOther(world);
  for (const id of ['a2', 'a3', 'a4']) {
    change.user(aUser(id));
    change.join('role:Design', [id]);
  }
  return { ...scened, runId: await parkAtWrite(world, site, 3) };
}

describe('a connector beside another whose run is under way', () => {
  it('does not take out as made by hand what the other is just adding', async () => {
    const { site, world, runId } = await parkedInDesign();
    await syncOther(world);
    expect(membersOf(site, 'Design')).toEqual(['acc-a1', 'acc-a2', 'acc-a3', 'acc-b1']);
    await world.settle(runId);
    expect(membersOf(site, 'Design')).toEqual(['acc-a1', 'acc-a2', 'acc-a3', 'acc-a4', 'acc-b1']);
  });

  it('does not take over a group that the other is just filling', async () => {
    const { site, world } = await scene(['a1', 'a2', 'a3'], adopting);
    const runId = await parkAtWrite(world, site, 4);
    const report = await syncOther(world);
    expect(report.counts.memberships.removed).toBe(0);
    expect(membersOf(site, 'Design')).toEqual(['acc-a1', 'acc-a2', 'acc-b1']);
    expect((await world.memory.getLedger('conn-2')).get('made-1')?.size).toBe(1);
    await world.settle(runId);
    expect(membersOf(site, 'Design')).toEqual(['acc-a1', 'acc-a2', 'acc-a3', 'acc-b1']);
  });

  it('counts the change that the other has begun as done', async () => {
    const { site, world, change } = await scene(['a1'], repairing);
    await world.sync();
    await syncOther(world);
    change.user(aUser('a2'));
    change.join('role:Design', ['a2']);
    await world.start('sync');
    const deps = world.runDeps();
    // The slice dies between the change and its note.
    const dying = {
      ...deps.data,
      putJournal: async (...piece: Parameters<typeof world.data.putJournal>) => {
        if (membersOf(site, 'Design')?.includes('acc-a2') === true) throw new Error('died');
        await world.data.putJournal(...piece);
      },
    };
    const [next] = world.events.splice(0, 1);
    if (next === undefined) throw new Error('no event');
    const save = (run: Parameters<typeof deps.runs.save>[0], revision: number) =>
      membersOf(site, 'Design')?.includes('acc-a2') === true
        ? Promise.reject(new Error('died'))
        : deps.runs.save(run, revision);
    const dead = { ...deps, data: dying, runs: { ...deps.runs, save } };
    await expect(runSlice(next.event, dead)).rejects.toThrow('died');
    await syncOther(world);
    expect(membersOf(site, 'Design')).toEqual(['acc-a1', 'acc-a2', 'acc-b1']);
  });

  it('takes nothing from anybody while the plan of the other cannot be read', async () => {
    const { site, world, runId } = await parkedInDesign();
    site.groups[0]?.members.add('acc-hand');
    await world.data.put(runId, 'plan', { damaged: true });
    const report = await syncOther(world);
    expect(report.notes.join(' ')).toContain('nothing was taken away from anybody');
    expect(membersOf(site, 'Design')).toContain('acc-a2');
    expect(membersOf(site, 'Design')).toContain('acc-hand');
  });

  it('takes out by hand-made changes as before when the other has ended', async () => {
    const { site, world, runId } = await parkedInDesign();
    await world.settle(runId);
    site.groups[0]?.members.add('acc-hand');
    await syncOther(world);
    expect(membersOf(site, 'Design')).toEqual(['acc-a1', 'acc-a2', 'acc-a3', 'acc-a4', 'acc-b1']);
  });
});

describe('a report of a connector beside another', () => {
  it('tells whose memberships stay for the other from those made by hand', async () => {
    const { site, world, change } = await scene(['a1', 'a2', 'b1'], {});
    await syncOther(world);
    await world.sync();
    site.groups[0]?.members.add('acc-hand');
    const other = await syncOther(world);
    expect(other.shared).toEqual([{ name: 'OneLogin', groups: 1, stay: 2 }]);
    expect(other.groups).toMatchObject([{ unmanaged: 3, wantedByOthers: 2, byHand: 1 }]);
    expect(other.counts.memberships).toMatchObject({ unmanaged: 3, wantedByOthers: 2, byHand: 1 });
    change.removeUser('b1');
    const report = await world.sync();
    expect(report.shared).toEqual([{ name: 'OneLogin', groups: 1, stay: 1 }]);
    expect(report.groups).toMatchObject([{ unmanaged: 1, wantedByOthers: 1, byHand: 1, removed: 0 }]);
  });
});
