import fc from 'fast-check';
import type { SelectionSettings } from '../../src/domain/selection-settings';
import { leaseMs } from '../../src/sync/slice';
import { aDirectory, aGroup, aUser, changing } from '../support/fake-directory';
import { aSite, membersOf } from '../support/fake-site';
import { CrashError } from '../support/memory-key-value';
import { aWorld } from '../support/world';

const people = ['ann', 'bob', 'cleo', 'dan', 'eve', 'fay', 'gus'];
const hourMs = 3_600_000;

/** A connector that has read everything once, of a directory that tells what changes. */
async function readOnce(
  options: { readonly calls?: number; readonly selection?: Partial<SelectionSettings> } = {},
) {
  const directory = aDirectory({ Designers: people, Writers: ['ann'] }, { log: [] });
  const site = aSite({}, [...people, 'new']);
  const world = aWorld(
    directory,
    site,
    options.calls === undefined ? {} : { slice: { calls: options.calls } },
  );
  await world.addConnection(options.selection === undefined ? {} : { selection: options.selection });
  await world.sync();
  site.writes = [];
  return { directory, site, world, change: changing(directory) };
}

type Scene = Awaited<ReturnType<typeof readOnce>>;

const bySchedule = ({ world }: Pick<Scene, 'world'>) => world.sync('sync', undefined, undefined, 'changes');

/** What is stored of the directory, in an order that does not depend on the way. */
async function storedOf({ world }: Pick<Scene, 'world'>) {
  const reading = await world.readings.get('conn-1');
  if (reading === undefined) throw new Error('nothing is stored');
  const records = await world.readings.records('conn-1', reading);
  if (records === undefined) throw new Error('the records cannot be read');
  return {
    reading,
    users: [...records.users.values()].toSorted((a, b) => a.id.localeCompare(b.id)),
    groups: [...records.groups.values()].toSorted((a, b) => a.id.localeCompare(b.id)),
    members: [...records.members]
      // A person who is gone stays noted as a member: who comes back from the bin comes back with their groups.
      .map(([groupId, ids]) => [groupId, [...ids].filter((id) => records.users.has(id)).toSorted()] as const)
      .filter(([, ids]) => ids.length > 0)
      .toSorted(([a], [b]) => a.localeCompare(b)),
  };
}

describe('a scheduled run', () => {
  it('reads only what changed, and comes to the same', async () => {
    const scene = await readOnce();
    scene.change.leave('role:Designers', ['bob']);
    scene.change.user(aUser('new'));
    scene.change.join('role:Writers', ['new']);
    const report = await bySchedule(scene);
    expect(report).toMatchObject({ status: 'finished', reading: { way: 'changes' } });
    // The budget, and one page of changes.
    expect(report.calls['onelogin']?.requests).toBe(2);
    expect(scene.site.writes.toSorted()).toEqual(['add acc-new Writers', 'remove acc-bob Designers']);
  });

  it('goes on from where the last one ended', async () => {
    const scene = await readOnce();
    scene.change.leave('role:Designers', ['bob']);
    await bySchedule(scene);
    scene.change.leave('role:Designers', ['cleo']);
    await bySchedule(scene);
    expect(membersOf(scene.site, 'Designers')).toEqual([
      'acc-ann',
      'acc-dan',
      'acc-eve',
      'acc-fay',
      'acc-gus',
    ]);
    expect((await storedOf(scene)).reading).toMatchObject({
      runsSinceComplete: 2,
      // The mark of a stream that was not read this time stays.
      marks: { changes: '2', roles: 'listed' },
    });
  });

  it('writes nothing about the directory when nothing changed, except where to go on from', async () => {
    const scene = await readOnce();
    const before = await storedOf(scene);
    await bySchedule(scene);
    const after = await storedOf(scene);
    expect(after.reading.runId).not.toBe(before.reading.runId);
    expect({ ...after, reading: 0 }).toEqual({ ...before, reading: 0 });
  });

  it('reads everything when nothing is stored, and says why', async () => {
    const scene = await readOnce();
    await scene.world.readings.remove('conn-1');
    const report = await bySchedule(scene);
    expect(report.reading?.way).toBe('everybody');
    expect(report.notes).toContain('Everything was read, because nothing is stored of an earlier read.');
  });

  it('reads everything when what is stored is damaged', async () => {
    const scene = await readOnce();
    const key = scene.world.store.keys().find((each) => each.includes('reading.'));
    scene.world.store.damage(key ?? '', { version: 1, parts: 0, data: 'rubbish' });
    const report = await bySchedule(scene);
    expect(report.reading?.way).toBe('everybody');
    expect(report.notes.join()).toContain('damaged');
    expect((await storedOf(scene)).users).toHaveLength(people.length);
  });

  it.each([
    [
      'the number of runs',
      { changes: true, completeEveryRuns: 2, completeEveryHours: 720 },
      0,
      '2 times in a row',
    ],
    ['one run', { changes: true, completeEveryRuns: 1, completeEveryHours: 720 }, 0, 'read the last time'],
    ['the hours', { changes: true, completeEveryRuns: 99, completeEveryHours: 4 }, 2 * hourMs, '4 hours old'],
    ['one hour', { changes: true, completeEveryRuns: 99, completeEveryHours: 1 }, hourMs / 2, 'an hour old'],
  ])('reads everything again after %s of the settings', async (_, reading, pauseMs, words) => {
    const scene = await readOnce({ selection: { reading } });
    const ways: unknown[] = [];
    for (let run = 0; run < 3; run += 1) {
      scene.world.advance(pauseMs);
      const report = await bySchedule(scene);
      ways.push(report.reading?.way);
      if (report.reading?.way === 'everybody') expect(report.notes.join()).toContain(words);
    }
    expect(ways).toContain('everybody');
    expect(ways).toContain('changes');
    expect((await storedOf(scene)).reading.runsSinceComplete).toBeLessThan(2);
  });

  it('reads everything where the settings say so', async () => {
    const reading = { changes: false, completeEveryRuns: 9, completeEveryHours: 9 };
    const scene = await readOnce({ selection: { reading } });
    expect((await bySchedule(scene)).reading?.way).toBe('everybody');
  });

  it('reads everything after a change of what was asked for, or of the credentials', async () => {
    for (const what of ['settings', 'secret'] as const) {
      const scene = await readOnce();
      const stored = await scene.world.connections.get('conn-1');
      if (stored === undefined || stored.configuration.kind !== 'onelogin') throw new Error('no connection');
      const { revision, ...connection } = stored;
      const { settings } = stored.configuration;
      const configuration = { kind: 'onelogin' as const, settings: { ...settings, clientId: 'other' } };
      await scene.world.connections.save(
        what === 'settings' ? { ...connection, configuration } : { ...connection, secretSetAtMs: 5 },
        revision,
      );
      const report = await bySchedule(scene);
      expect([what, report.reading?.way]).toEqual([what, 'everybody']);
      expect(report.notes.join()).toContain('credentials have changed');
    }
  });
});

describe('a person’s run', () => {
  it('reads everything, and what is stored is complete again', async () => {
    const scene = await readOnce();
    await bySchedule(scene);
    const report = await scene.world.sync();
    expect(report.reading?.way).toBe('everybody');
    expect(report.notes).toEqual([]);
    expect((await storedOf(scene)).reading.runsSinceComplete).toBe(0);
  });
});

describe('a read of changes', () => {
  it('is taken up as a complete one in the same run when the directory has forgotten', async () => {
    const scene = await readOnce();
    scene.change.leave('role:Designers', ['bob']);
    scene.directory.forgottenBefore = 5;
    const report = await bySchedule(scene);
    expect(report).toMatchObject({ status: 'finished', reading: { way: 'everybody' } });
    expect(report.notes).toContain('The directory has forgotten what changed.');
    expect(scene.site.writes).toEqual(['remove acc-bob Designers']);
    expect((await storedOf(scene)).reading).toMatchObject({ runsSinceComplete: 0 });
  });

  it('that fails changes nothing, and the next one reads the same changes', async () => {
    const scene = await readOnce();
    scene.change.leave('role:Designers', ['bob']);
    const before = await storedOf(scene);
    // Everything could be read, but nobody asked for that.
    scene.directory.beforePage = (stream) => {
      if (stream === 'changes') throw new Error('the line is dead');
    };
    expect((await bySchedule(scene)).status).toBe('stopped');
    expect(await storedOf(scene)).toEqual(before);
    expect(scene.site.writes).toEqual([]);
    scene.directory.beforePage = () => undefined;
    await bySchedule(scene);
    expect(scene.site.writes).toEqual(['remove acc-bob Designers']);
  });

  it('leaves nothing behind that a plan did not take up', async () => {
    const scene = await readOnce();
    scene.change.leave('role:Designers', ['bob']);
    scene.site.beforeRead = () => {
      throw new Error('the site is down');
    };
    const before = await storedOf(scene);
    expect((await bySchedule(scene)).status).toBe('stopped');
    expect(await storedOf(scene)).toEqual(before);
  });

  it('does not make a snapshot of groups whose members are not told', async () => {
    const scene = await readOnce();
    scene.directory.log?.push({ type: 'members-unclear', groupId: 'role:Designers', changedAtMs: 5 });
    const report = await bySchedule(scene);
    expect(report.stoppedBecause?.kind).toBe('incomplete-read');
    expect(scene.site.writes).toEqual([]);
  });

  it.each([
    ['anew', [{ type: 'members', groupId: 'role:Designers', userIds: ['ann'], anew: true }], 6],
    ['up to the change', [{ type: 'members-left', groupId: 'role:Designers', userIds: ['bob'], atMs: 5 }], 1],
  ] as const)('makes one where they are told %s', async (_, told, removed) => {
    const scene = await readOnce();
    scene.directory.log?.push(
      { type: 'members-unclear', groupId: 'role:Designers', changedAtMs: 5 },
      ...told,
    );
    const report = await scene.world.sync('preview', undefined, undefined, 'changes');
    expect(report.planned.removals).toBe(removed);
  });

  it('does not let an older page hide a newer change', async () => {
    const scene = await readOnce();
    scene.directory.log?.push(
      { type: 'members-unclear', groupId: 'role:Designers', changedAtMs: 5 },
      { type: 'members-unclear', groupId: 'role:Designers', changedAtMs: 3 },
      { type: 'members-left', groupId: 'role:Designers', userIds: ['bob'], atMs: 4 },
    );
    expect((await bySchedule(scene)).stoppedBecause?.kind).toBe('incomplete-read');
  });

  it('does not trust what was told before the change', async () => {
    const scene = await readOnce();
    scene.directory.log?.push(
      { type: 'members-unclear', groupId: 'role:Designers', changedAtMs: 5 },
      { type: 'members-left', groupId: 'role:Designers', userIds: ['bob'], atMs: 4 },
    );
    expect((await bySchedule(scene)).stoppedBecause?.kind).toBe('incomplete-read');
  });

  it('asks for people by id of whom it heard too little, and for members it does not know', async () => {
    const scene = await readOnce();
    scene.directory.users = scene.directory.users.map((user) =>
      user.id === 'bob' ? aUser('bob', { status: 'inactive', reportedStatus: 'Suspended' }) : user,
    );
    scene.directory.users.push(aUser('new'));
    scene.directory.log?.push({ type: 'user-unclear', userId: 'bob' });
    scene.change.join('role:Writers', ['new', 'nobody']);
    const report = await bySchedule(scene);
    expect(report.status).toBe('finished');
    expect(scene.site.writes.toSorted()).toEqual(['add acc-new Writers', 'remove acc-bob Designers']);
  });

  it('that lists all people again asks for those who slipped between its pages, and lets go of nobody else', async () => {
    const scene = await readOnce();
    const { directory } = scene;
    directory.listsPeople = true;
    let done = false;
    directory.beforePage = (stream, from) => {
      if (done || stream !== 'users' || from !== 3) return;
      done = true;
      // Ann goes from a page that was read: dan moves onto it and is named by none.
      directory.users = directory.users.filter(({ id }) => id !== 'ann');
    };
    const report = await bySchedule(scene);
    expect(report.status).toBe('finished');
    expect(scene.site.writes).toEqual([]);
    const { users } = await storedOf(scene);
    expect(users.map(({ id }) => id)).toContain('dan');
  });

  it('does not ask again for whom a query no longer names and who has nothing left to lose', async () => {
    const scene = await readOnce();
    const { directory, site } = scene;
    directory.listsPeople = true;
    directory.users = directory.users.filter(({ id }) => id !== 'gus');
    const asking = await bySchedule(scene);
    expect(site.writes).toEqual(['remove acc-gus Designers']);
    const after = await bySchedule(scene);
    expect((after.calls['onelogin']?.requests ?? 0) + 1).toBe(asking.calls['onelogin']?.requests);
  });

  it.each([20, 2])(
    'that lists all people again lets go of whom it does not name (%i calls a slice)',
    async (calls) => {
      const scene = await readOnce({ calls });
      scene.directory.listsPeople = true;
      scene.directory.users = scene.directory.users.filter(({ id }) => id !== 'eve');
      await bySchedule(scene);
      expect(scene.site.writes).toEqual(['remove acc-eve Designers']);
      expect((await storedOf(scene)).users.map(({ id }) => id)).not.toContain('eve');
      // Whom a query does not name may still be there: who they are is not forgotten.
      expect((await scene.world.memory.getLinks('conn-1')).people.has('eve')).toBe(true);
    },
  );

  it.each([
    ['who is gone', { type: 'user-gone', userId: 'bob' }, 'bob'],
    ['that is a group', { type: 'group', group: aGroup('Editors') }, 'role:Editors'],
  ] as const)('does not ask for a member %s', async (_, known, member) => {
    const scene = await readOnce();
    scene.directory.log?.push(known, { type: 'members', groupId: 'role:Writers', userIds: [member] });
    const report = await bySchedule(scene);
    // The budget, and one page of changes.
    expect([report.status, report.calls['onelogin']?.requests]).toEqual(['finished', 2]);
  });

  it('takes everything from a person who is gone, and forgets who they were', async () => {
    const scene = await readOnce();
    scene.change.removeUser('bob');
    await bySchedule(scene);
    expect(scene.site.writes).toEqual(['remove acc-bob Designers']);
    expect((await scene.world.memory.getLinks('conn-1')).people.has('bob')).toBe(false);
  });

  it('forgets nobody who was deleted and restored', async () => {
    const scene = await readOnce();
    scene.directory.log?.push({ type: 'user-gone', userId: 'bob' }, { type: 'user', user: aUser('bob') });
    await bySchedule(scene);
    expect(scene.site.writes).toEqual([]);
    expect((await scene.world.memory.getLinks('conn-1')).people.has('bob')).toBe(true);
  });

  it('holds what a group that is gone would take away', async () => {
    const scene = await readOnce();
    scene.change.removeGroup('role:Writers');
    const report = await bySchedule(scene);
    expect(report.held.map(({ limit }) => limit.kind)).toEqual(['vanished']);
    expect(scene.site.writes).toEqual([]);
  });

  it('is not kept when what it went on from was forgotten in the meantime', async () => {
    const scene = await readOnce();
    scene.change.leave('role:Designers', ['bob']);
    scene.site.beforeRead = () => void scene.world.readings.remove('conn-1');
    expect(await bySchedule(scene)).toMatchObject({ status: 'finished', reading: { way: 'changes' } });
    expect(scene.site.writes).toEqual(['remove acc-bob Designers']);
    expect(await scene.world.readings.get('conn-1')).toBeUndefined();
  });

  it('reads everything where that is forgotten in its middle, and says so', async () => {
    const { report, site } = await forgottenAfterCrash('reading');
    expect(report).toMatchObject({ status: 'finished', reading: { way: 'everybody' } });
    expect(report.notes.join()).toContain('forgotten in the meantime');
    expect(site.writes).toEqual(['remove acc-bob Designers']);
  });

  it('stops with the reason where that is forgotten after it', async () => {
    const { report, site } = await forgottenAfterCrash('the site is read');
    expect(report.stoppedBecause?.message).toContain('was forgotten while this run went on from it');
    expect(site.writes).toEqual([]);
  });

  it('ends as if nothing had happened, whichever storage write was its last', async () => {
    const scene = async () => {
      const made = await readOnce({ calls: 3 });
      made.change.leave('role:Designers', ['bob', 'cleo']);
      made.change.user(aUser('new'));
      made.change.join('role:Designers', ['new']);
      made.change.removeUser('gus');
      made.change.group(aGroup('Editors'));
      made.change.join('role:Editors', ['ann']);
      return made;
    };
    const calm = await scene();
    const from = calm.world.store.writes();
    await bySchedule(calm);
    const writes = calm.world.store.writes() - from;
    const end = async (of: Scene) => {
      const { reading, ...records } = await storedOf(of);
      return {
        members: of.site.groups.map(({ name }) => membersOf(of.site, name)),
        marks: reading.marks,
        runsSinceComplete: reading.runsSinceComplete,
        records,
      };
    };
    const expected = await end(calm);
    expect(writes).toBeGreaterThan(20);
    for (let last = 1; last <= writes; last += 1) {
      const broken = await scene();
      broken.world.store.crashAfter(last);
      const run = await broken.world
        .start('sync', { kind: 'none' }, 'conn-1', 'changes')
        .then((started) => started.run, expectCrash);
      await broken.world.drain().catch(expectCrash);
      broken.world.store.mend();
      broken.world.advance(leaseMs + 1);
      await broken.world.tick();
      if (run === undefined) {
        broken.world.advance(11 * 60_000);
        await broken.world.tick();
        await bySchedule(broken);
      } else await broken.world.settle(run.id);
      expect({ last, ...(await end(broken)) }).toEqual({ last, ...expected });
    }
  });
});

function expectCrash(error: unknown): undefined {
  expect(error).toBeInstanceOf(CrashError);
  return undefined;
}

/** A run of changes that crashes, and what it went on from is gone when it is taken up again. */
async function forgottenAfterCrash(when: 'reading' | 'the site is read') {
  const scene = await readOnce({ calls: 2 });
  const { world, site, directory } = scene;
  scene.change.leave('role:Designers', ['bob']);
  const { run } = await world.start('sync', { kind: 'none' }, 'conn-1', 'changes');
  if (when === 'reading') {
    directory.pageSize = 1;
    scene.change.user(aUser('new'));
    // A slice has read the first page; the next one dies at the second.
    directory.beforePage = (_, from) => {
      if (from > 0) world.store.crashAfter(0);
    };
  } else site.beforeRead = () => world.store.crashAfter(0);
  await world.drain().catch(expectCrash);
  world.store.mend();
  [directory.beforePage, site.beforeRead] = [() => undefined, () => undefined];
  await world.readings.remove('conn-1');
  await world.settle(run.id);
  return { report: await world.reportOf(run.id), site };
}

describe('what is stored of a directory', () => {
  const person = fc.constantFrom(...people, 'new');
  const group = fc.constantFrom('role:Designers', 'role:Writers', 'role:Editors');
  const step = fc.oneof(
    fc.record({ do: fc.constant('rename' as const), who: person, name: fc.string({ maxLength: 8 }) }),
    fc.record({ do: fc.constant('suspend' as const), who: person }),
    fc.record({ do: fc.constant('remove' as const), who: fc.constantFrom(...people) }),
    fc.record({ do: fc.constant('found' as const), where: group }),
    fc.record({ do: fc.constant('dissolve' as const), where: group }),
    fc.record({ do: fc.constant('join' as const), where: group, who: fc.array(person, { maxLength: 3 }) }),
    fc.record({ do: fc.constant('leave' as const), where: group, who: fc.array(person, { maxLength: 3 }) }),
    fc.record({ do: fc.constant('read' as const) }),
  );
  type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;

  it('is after any reads of changes what a complete read would give', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 14 }), async (steps) => {
        const scene = await readOnce();
        for (const each of steps) {
          if (each.do === 'read') await scene.world.sync('preview', undefined, undefined, 'changes');
          else take(scene, each);
        }
        const changed = await scene.world.sync('preview', undefined, undefined, 'changes');
        if (changed.status === 'stopped') return;
        expect(changed.reading?.way).toBe('changes');
        const byChanges = await storedOf(scene);
        await scene.world.sync('preview');
        const whole = await storedOf(scene);
        expect({ ...byChanges, reading: 0 }).toEqual({ ...whole, reading: 0 });
      }),
      { numRuns: Number(process.env['CHANGES_RUNS'] ?? 60), seed: 20_261_125 },
    );
  });

  type Do = Exclude<Step, { do: 'read' }>;

  function take({ change, directory }: Scene, each: Do): void {
    const isThere = (groupId: string) => directory.groups.some(({ id }) => id === groupId);
    const present = (ids: readonly string[]) =>
      ids.filter((id) => directory.users.some((user) => user.id === id));
    // Ids are never used again.
    const isAlive = (id: string) => id === 'new' || present([id]).length > 0;
    const how: { readonly [Kind in Do['do']]: (step: Extract<Do, { do: Kind }>) => void } = {
      rename: ({ who, name }) => isAlive(who) && change.user(aUser(who, { displayName: name })),
      suspend: ({ who }) => isAlive(who) && change.user(aUser(who, { status: 'inactive' })),
      remove: ({ who }) => change.removeUser(who),
      found: ({ where }) => change.group(aGroup(where.slice(5))),
      dissolve: ({ where }) => change.removeGroup(where),
      join: ({ where, who }) => isThere(where) && change.join(where, present(who)),
      leave: ({ where, who }) => isThere(where) && change.leave(where, who),
    };
    (how[each.do] as (step: Do) => void)(each);
  }
});
