import { controlRun, heedWish, type ControlRequest } from '../../src/sync/control';
import { hasEnded } from '../../src/domain/run';
import { runSlice } from '../../src/sync/run';
import { leaseMs } from '../../src/sync/slice';
import { aChangingScene, endState, type ChangingScene } from '../support/changing-scene';
import { aDirectory } from '../support/fake-directory';
import { aSite, membersOf } from '../support/fake-site';
import { CrashError } from '../support/memory-key-value';
import { aWorld } from '../support/world';

type World = ReturnType<typeof aWorld>;
type Action = ControlRequest['action'];

const hourMs = 3_600_000;
const people = ['ann', 'bob', 'cleo'];

function control(world: World, runId: string, action: Action) {
  return controlRun({ runId, action, byAccountId: 'acc-admin' }, world.deps);
}

/** A group of three people that is to be made. */
async function aScene() {
  const directory = aDirectory({ Designers: people });
  const site = aSite({}, people);
  const world = aWorld(directory, site);
  await world.addConnection();
  return { directory, site, world };
}

/** A run that an administrator asks for something while the site makes this change. */
async function midway(action: Action, change: string) {
  const { world, site, directory } = await aScene();
  const { run } = await world.start('sync');
  let answer: Awaited<ReturnType<typeof control>> | undefined;
  world.hooks.beforeCall = async (call) => {
    world.advance(2_000);
    if (call === change) answer = await control(world, run.id, action);
  };
  await world.drain();
  return { world, site, directory, run, answer, stored: await world.runs.get(run.id) };
}

describe('a run that is paused', () => {
  it('stops after its present change, keeps the lock, and goes on where it was', async () => {
    const { world, site, run, answer, stored } = await midway('pause', 'addMember made-1 acc-ann');
    expect(answer).toEqual({ kind: 'done' });
    expect(stored).toMatchObject({
      status: 'waiting',
      paused: { byAccountId: 'acc-admin' },
      leaseUntilMs: 0,
      progress: { changesDone: 2, changesToDo: 4 },
    });
    expect(stored?.waiting?.untilMs).toBeGreaterThan(world.clock.now() + hourMs);
    expect(site.writes).toEqual(['create Designers', 'add acc-ann Designers']);
    expect(await world.lock.holder('conn-1')).toMatchObject({ runId: run.id });
    world.advance(hourMs);
    await world.tick();
    await world.drain();
    expect(site.writes).toHaveLength(2);

    expect(await control(world, run.id, 'resume')).toEqual({ kind: 'done' });
    await world.drain();
    expect(site.writes).toHaveLength(4);
    const ended = await world.runs.get(run.id);
    expect(ended).toMatchObject({ status: 'finished', counts: { added: 3, created: 1 } });
    expect(ended).not.toHaveProperty('paused');
    expect(await world.data.get(run.id, 'wish')).toBeUndefined();
  });

  it('takes nothing for its own that somebody did by hand meanwhile', async () => {
    const { world, site, run } = await midway('pause', 'addMember made-1 acc-ann');
    site.groups.find(({ name }) => name === 'Designers')?.members.add('acc-bob');
    await control(world, run.id, 'resume');
    await world.drain();
    const ledger = await world.memory.getLedger('conn-1');
    expect([...(ledger.get('made-1')?.keys() ?? [])].toSorted()).toEqual(['acc-ann', 'acc-cleo']);
  });

  it('before its first slice does not begin', async () => {
    const { world, site } = await aScene();
    const { run } = await world.start('sync');
    expect(await control(world, run.id, 'pause')).toEqual({ kind: 'done' });
    expect(await control(world, run.id, 'pause')).toEqual({ kind: 'already' });
    await world.drain();
    expect(site.writes).toEqual([]);
    expect(await world.runs.get(run.id)).toMatchObject({ status: 'waiting', phases: [] });
    await control(world, run.id, 'resume');
    // The event is lost: the tick finds the run by its heartbeat.
    world.events.length = 0;
    world.advance(4 * 60_000);
    expect((await world.tick()).revived).toEqual(['conn-1']);
    await world.drain();
    expect(site.writes).toHaveLength(4);
  });

  it('for two hours is ended, says so, and is no failure', async () => {
    const { world, site, run } = await midway('pause', 'addMember made-1 acc-ann');
    world.advance(2 * hourMs);
    expect(await control(world, run.id, 'resume')).toEqual({ kind: 'refused', why: 'paused-too-long' });
    await world.tick();
    await world.drain();
    expect(site.writes).toHaveLength(2);
    expect(await world.runs.get(run.id)).toMatchObject({
      status: 'stopped',
      stoppedKind: 'cancelled',
      counts: { added: 1, removed: 0, created: 1, held: 0, failed: 0 },
      summary: expect.stringContaining('paused for more than two hours') as string,
    });
    expect(await world.lock.holder('conn-1')).toBeUndefined();
    expect((await world.states.get('conn-1'))?.failures).toBeUndefined();
  });

  it('while it waits for calls asks for them again when it goes on', async () => {
    const { world, directory, site } = await aScene();
    directory.remaining = { calls: 0, floor: 0, resetMs: 20 * hourMs };
    const { run } = await world.start('sync');
    const [event] = world.events.splice(0);
    if (event === undefined) throw new Error('no event');
    world.events.push(event);
    await world.drain();
    expect(await world.runs.get(run.id)).toMatchObject({
      waiting: { message: 'Waiting for the hour to end.' },
    });
    await control(world, run.id, 'pause');
    expect(await world.runs.get(run.id)).toMatchObject({ paused: {}, waiting: { message: /paused/ } });
    await control(world, run.id, 'resume');
    await world.drain();
    expect(await world.runs.get(run.id)).toMatchObject({
      status: 'waiting',
      waiting: { message: 'Waiting for the hour to end.' },
    });
    directory.remaining = { calls: 1_000, floor: 0, resetMs: 0 };
    await world.settle(run.id);
    expect(membersOf(site, 'Designers')).toHaveLength(3);
  });

  it('is not left waiting where it was resumed while it came to rest', async () => {
    const { world, site, run } = await midway('pause', 'addMember made-1 acc-ann');
    // As if the wish had been taken back between the look and the save.
    await world.data.remove(run.id, 'wish');
    await heedWish(run.id, world.deps);
    await world.drain();
    expect(site.writes).toHaveLength(4);
  });

  it('coalesces the slots that come meanwhile', async () => {
    const { world, run } = await midway('pause', 'addMember made-1 acc-ann');
    const connection = await world.connections.get('conn-1');
    if (connection === undefined) throw new Error('no connection');
    const schedule = { ...connection.schedule, cron: '*/10 * * * *', enabled: true };
    await world.connections.save({ ...connection, schedule }, connection.revision);
    world.advance(hourMs);
    expect((await world.tick()).started).toEqual([]);
    await control(world, run.id, 'resume');
    await world.drain();
    expect((await world.tick()).started).toEqual([]);
    expect(await world.runs.newest('conn-1', 10)).toHaveLength(1);
  });
});

describe('what is wanted of a run', () => {
  it.each(['pause', 'cancel'] as const)(
    'is heeded where it comes between the last look of a slice and its wait (%s)',
    async (action) => {
      const { world, directory } = await aScene();
      directory.remaining = { calls: 0, floor: 0, resetMs: 5 * hourMs };
      const { run } = await world.start('sync');
      const deps = world.runDeps();
      const save: typeof deps.runs.save = async (next, revision) => {
        if (next.status === 'waiting') await note(world, run.id, action);
        return world.runs.save(next, revision);
      };
      await runSlice({ runId: run.id, slice: 0 }, { ...deps, runs: { ...deps.runs, save } });
      await world.drain();
      const after = await world.runs.get(run.id);
      expect(after).toMatchObject(action === 'pause' ? { paused: {} } : { status: 'stopped' });
    },
  );

  it.each(['pause', 'cancel'] as const)(
    'is heeded by the tick where whoever asked died before the run heard of it (%s)',
    async (action) => {
      const { world, directory } = await aScene();
      directory.remaining = { calls: 0, floor: 0, resetMs: 5 * hourMs };
      const { run } = await world.start('sync');
      await world.drain();
      await note(world, run.id, action);
      await world.tick();
      await world.drain();
      const after = await world.runs.get(run.id);
      expect(after).toMatchObject(action === 'pause' ? { paused: {} } : { status: 'stopped' });
    },
  );

  it('is seen between two phases, however little time they take', async () => {
    const { world } = await aScene();
    const { run } = await world.start('sync');
    world.hooks.beforeCall = async (call) => {
      if (call.startsWith('readPage users')) await control(world, run.id, 'cancel');
    };
    await world.drain();
    const report = await world.reportOf(run.id);
    expect(report).toMatchObject({ stoppedBecause: { kind: 'cancelled' } });
    expect(report.phases.at(-1)?.phase).toBe('accounts');
  });

  it('comes too late for a run that waits to write its report', async () => {
    const { world } = await aScene();
    const { run } = await world.start('sync');
    world.events.length = 0;
    const stored = await world.runs.get(run.id);
    if (stored === undefined) throw new Error('no run');
    const waiting = { untilMs: world.clock.now() + 60_000, message: 'Quota.' };
    await world.runs.save({ ...stored, phase: 'report', status: 'waiting', waiting }, stored.revision);
    expect(await control(world, run.id, 'pause')).toEqual({ kind: 'refused', why: 'ending' });
    for (const kind of ['pause', 'cancel'] as const) {
      await note(world, run.id, kind);
      await world.tick();
      expect(await world.runs.get(run.id)).toMatchObject({ waiting });
    }
    expect(world.events).toEqual([]);
  });

  it('is refused, and leaves nothing behind, where the run ends at that moment', async () => {
    const { world } = await aScene();
    const { run } = await world.start('sync');
    const put: typeof world.data.put = async (...wish) => {
      await world.drain();
      await world.data.put(...wish);
    };
    const deps = { ...world.deps, data: { ...world.data, put } };
    const answer = await controlRun({ runId: run.id, action: 'cancel', byAccountId: 'acc-admin' }, deps);
    expect(answer).toEqual({ kind: 'refused', why: 'ended' });
    expect(await world.data.get(run.id, 'wish')).toBeUndefined();
  });
});

describe('a run whose start died before it took the lock', () => {
  it.each(['resume', 'cancel', 'pause'] as const)('is not begun by a pause and a %s', async (then) => {
    const { world, site } = await aScene();
    world.store.crashAfter(1);
    await world.start('sync').catch(expectCrash);
    world.store.mend();
    const [run] = await world.runs.newest('conn-1', 1);
    if (run === undefined) throw new Error('no run');
    expect(await world.lock.holder('conn-1')).toBeUndefined();
    await control(world, run.id, 'pause');
    await control(world, run.id, then);
    await world.drain();
    expect(site.writes).toEqual([]);
    // It is ended like any that never came to be, and what was wanted of it is gone.
    world.advance(3 * hourMs);
    await world.tick();
    const ended = await world.runs.get(run.id);
    expect(ended).toMatchObject({ status: 'stopped', stoppedKind: 'unavailable' });
    expect(ended).not.toHaveProperty('paused');
    expect(ended).not.toHaveProperty('waiting');
    expect(await world.data.get(run.id, 'wish')).toBeUndefined();
  });
});

describe('a cancel that the run heeds before whoever asked looks again', () => {
  it('is answered as done', async () => {
    const { world } = await aScene();
    const { run } = await world.start('sync');
    const put: typeof world.data.put = async (...wish) => {
      await world.data.put(...wish);
      await world.drain();
    };
    const deps = { ...world.deps, data: { ...world.data, put } };
    const answer = await controlRun({ runId: run.id, action: 'cancel', byAccountId: 'acc-admin' }, deps);
    expect(await world.runs.get(run.id)).toMatchObject({ stoppedKind: 'cancelled' });
    expect(answer).toEqual({ kind: 'done' });
    expect(await world.data.get(run.id, 'wish')).toBeUndefined();
  });
});

/** The first half of asking, and no more. */
function note(world: World, runId: string, kind: 'pause' | 'cancel'): Promise<void> {
  return world.data.put(runId, 'wish', { kind, byAccountId: 'acc-admin', atMs: world.clock.now() });
}

describe('a run that is cancelled', () => {
  it('ends after its present change, with a report of what was done', async () => {
    const { world, site, run, stored } = await midway('cancel', 'addMember made-1 acc-ann');
    expect(site.writes).toEqual(['create Designers', 'add acc-ann Designers']);
    expect(stored).toMatchObject({
      status: 'stopped',
      stoppedKind: 'cancelled',
      counts: { added: 1, removed: 0, created: 1, held: 0, failed: 0 },
      summary:
        'The run was cancelled after 2 of 4 changes. What was changed stays; the rest was left as it was.',
    });
    expect(await world.reportOf(run.id)).toMatchObject({
      stoppedBecause: { kind: 'cancelled' },
      counts: { memberships: { added: 1, failed: 0 } },
      rejected: [],
    });
    const ledger = await world.memory.getLedger('conn-1');
    expect([...(ledger.get('made-1')?.keys() ?? [])]).toEqual(['acc-ann']);
    expect(await world.lock.holder('conn-1')).toBeUndefined();
    expect(await world.data.get(run.id, 'wish')).toBeUndefined();
    await world.sync();
    expect(membersOf(site, 'Designers')).toHaveLength(3);
  });

  it('does not make the schedule rest, and is not started again at once', async () => {
    const { world, site } = await aScene();
    const connection = await world.connections.get('conn-1');
    if (connection === undefined) throw new Error('no connection');
    await world.connections.save(
      { ...connection, schedule: { ...connection.schedule, enabled: true } },
      connection.revision,
    );
    for (let runs = 0; runs < 4; runs += 1) {
      world.advance(hourMs);
      expect((await world.tick()).started).toEqual(['conn-1']);
      const holder = await world.lock.holder('conn-1');
      await control(world, holder?.runId ?? '', 'cancel');
      await world.drain();
      expect((await world.tick()).started).toEqual([]);
    }
    expect((await world.states.get('conn-1'))?.failures).toBeUndefined();
    expect(site.writes).toEqual([]);
  });

  it('while it waits or is paused ends at once', async () => {
    for (const first of ['pause', undefined] as const) {
      const { world, directory } = await aScene();
      directory.remaining = { calls: 0, floor: 0, resetMs: 5 * hourMs };
      const { run } = await world.start('sync');
      await world.drain();
      if (first !== undefined) await control(world, run.id, first);
      const before = world.clock.now();
      expect(await control(world, run.id, 'cancel')).toEqual({ kind: 'done' });
      await world.drain();
      expect(await world.runs.get(run.id)).toMatchObject({
        endedAtMs: before,
        summary: 'The run was cancelled before it changed anything.',
      });
    }
  });

  it('is ended by the tick where its slice has died', async () => {
    const { world, site } = await aScene();
    const { run } = await world.start('sync');
    site.beforeWrite = () => {
      world.store.crashAfter(0);
      return undefined;
    };
    await world.drain().catch(expectCrash);
    world.store.mend();
    site.beforeWrite = () => undefined;
    expect(await control(world, run.id, 'cancel')).toEqual({ kind: 'done' });
    world.advance(leaseMs + 1);
    await world.tick();
    await world.drain();
    expect(await world.runs.get(run.id)).toMatchObject({ status: 'stopped', stoppedKind: 'cancelled' });
    expect(site.writes).toHaveLength(1);
  });

  it('has all to the end what it began to write down', async () => {
    const { world, site, run, answer } = await midway('cancel', 'addMember made-1 acc-cleo');
    expect(answer).toEqual({ kind: 'done' });
    expect(site.writes).toHaveLength(4);
    expect(await world.runs.get(run.id)).toMatchObject({ status: 'finished' });
    expect(await world.data.get(run.id, 'wish')).toBeUndefined();
  });

  it('is refused, as all is, once it has ended or is about to', async () => {
    const { world, run } = await midway('cancel', 'createGroup Designers');
    for (const action of ['pause', 'resume', 'cancel'] as const)
      expect(await control(world, run.id, action)).toEqual({ kind: 'refused', why: 'ended' });
    expect(await world.data.get(run.id, 'wish')).toBeUndefined();
    const next = await world.start('sync');
    expect(await control(world, next.run.id, 'resume')).toEqual({ kind: 'refused', why: 'not-paused' });
    await control(world, next.run.id, 'cancel');
    expect(await control(world, next.run.id, 'pause')).toEqual({ kind: 'refused', why: 'ending' });
    expect(await control(world, next.run.id, 'cancel')).toEqual({ kind: 'already' });
  });
});

/** Asks for something at the n-th call that a run makes. `calls` counts them. */
function asking({ world }: ChangingScene, n: number, ask: () => Promise<unknown>) {
  let calls = 0;
  world.hooks.beforeCall = async () => {
    calls += 1;
    world.advance(2_000);
    if (calls === n) await ask();
  };
  return () => calls;
}

describe('wherever a run is stopped', () => {
  it.each([
    [4, 1],
    [1_400, 2],
  ])(
    'by a pause and then resumed, or cancelled and followed by another, the end is the same (%d calls a slice)',
    async (slice, from) => {
      const calm = await aChangingScene(slice);
      const calls = asking(calm, 0, async () => undefined);
      await calm.world.sync();
      const end = await endState(calm);
      expect(calls()).toBeGreaterThan(10);
      const stopped = { pause: 0, cancel: 0 };
      for (const action of ['pause', 'cancel'] as const) {
        for (let n = from; n <= calls(); n += 2) {
          const scene = await aChangingScene(slice);
          const { world } = scene;
          const { run } = await world.start('sync');
          asking(scene, n, () => control(world, run.id, action));
          await world.drain();
          const after = await world.runs.get(run.id);
          if (after !== undefined && !hasEnded(after.status)) {
            stopped.pause += 1;
            await control(world, run.id, 'resume');
            await world.settle(run.id);
          } else if (after?.status === 'stopped') {
            stopped.cancel += 1;
            await world.sync();
          }
          expect({ action, n, ...(await endState(scene)) }).toEqual({ action, n, ...end });
        }
      }
      expect(Math.min(stopped.pause, stopped.cancel)).toBeGreaterThan(3);
    },
  );

  it.each(['pause', 'cancel'] as const)(
    'by a %s, and whichever storage write is the last before a crash, the end is the same',
    async (action) => {
      const calm = await aChangingScene();
      await calm.world.sync();
      const end = await endState(calm);
      const middle = 12;
      // The rest of a run that goes on is looked at by the tests of crashes.
      const most = action === 'pause' ? 12 : await writesOf(action, middle);
      expect(most).toBeGreaterThan(11);
      // Every second one: with every one the test takes as long as all others of this file.
      for (let last = 1; last <= most; last += action === 'pause' ? 1 : 2) {
        const scene = await aChangingScene();
        const { world } = scene;
        const { run } = await world.start('sync');
        asking(scene, middle, () => {
          world.store.crashAfter(last);
          return control(world, run.id, action).catch(expectCrash);
        });
        await world.drain().catch(expectCrash);
        world.store.mend();
        world.advance(leaseMs + 1);
        await world.tick();
        await world.drain();
        await control(world, run.id, action);
        await world.drain();
        if (action === 'pause') {
          world.store.crashAfter(last);
          await control(world, run.id, 'resume').catch(expectCrash);
          await world.drain().catch(expectCrash);
          world.store.mend();
          world.advance(leaseMs + 1);
          await world.tick();
          await control(world, run.id, 'resume');
        }
        await world.settle(run.id);
        if ((await world.runs.get(run.id))?.status === 'stopped') await world.sync();
        expect({ last, ...(await endState(scene)) }).toEqual({ last, ...end });
      }
    },
  );
});

/** Storage writes from the moment of the wish to the end. */
async function writesOf(action: 'pause' | 'cancel', n: number): Promise<number> {
  const scene = await aChangingScene();
  const { world } = scene;
  const { run } = await world.start('sync');
  let before = 0;
  asking(scene, n, () => {
    before = world.store.writes();
    return control(world, run.id, action);
  });
  await world.drain();
  if (action === 'pause') await control(world, run.id, 'resume');
  await world.settle(run.id);
  return world.store.writes() - before;
}

function expectCrash(error: unknown): undefined {
  expect(error).toBeInstanceOf(CrashError);
  return undefined;
}
