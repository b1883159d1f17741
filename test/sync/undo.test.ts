import type { RunMode, RunReport } from '../../src/domain/run';
import type { SyncRules } from '../../src/domain/sync-rules';
import type { RemovalPolicy } from '../../src/domain/user-rules';
import { runSlice } from '../../src/sync/run';
import { startRun } from '../../src/sync/start';
import { aDirectory, aUser, changing } from '../support/fake-directory';
import { aSite, membersOf, type FakeSite } from '../support/fake-site';
import { aWorld } from '../support/world';

const people = ['ann', 'bob', 'cleo', 'dan'];

async function scene() {
  const directory = aDirectory({ Design: ['ann', 'bob'], Staff: ['ann', 'cleo'] });
  directory.users.push(aUser('dan'));
  const site = aSite({ Design: ['acc-dan'] }, people);
  const world = aWorld(directory, site);
  await world.addConnection();
  await world.sync();
  return { directory, change: changing(directory), site, world };
}

type World = Awaited<ReturnType<typeof scene>>['world'];

async function undo(world: World, done: RunReport, mode?: RunMode): Promise<RunReport> {
  const { run } = await startUndo(world, done, mode);
  await world.settle(run.id);
  return world.reportOf(run.id);
}

async function startUndo(world: World, { runId }: RunReport, mode: RunMode = 'sync') {
  const connection = await world.connections.get('conn-1');
  if (connection === undefined) throw new Error('no connection');
  return startRun(
    {
      connection,
      mode,
      trigger: 'person',
      approval: { kind: 'none' },
      readMode: 'complete',
      task: { kind: 'undo', runId },
    },
    world.deps,
  );
}

const all = (site: FakeSite) => site.groups.map(({ name }) => [name, membersOf(site, name)]);

describe('undoing a run', () => {
  it('brings back whom it removed and takes away whom it added, and nobody else', async () => {
    const { change, site, world } = await scene();
    const before = all(site);
    change.leave('role:Design', ['ann']);
    change.join('role:Staff', ['dan']);
    const done = await world.sync();
    expect(done.counts.memberships).toMatchObject({ added: 1, removed: 1 });
    expect(await undo(world, done, 'preview')).toMatchObject({
      mode: 'preview',
      task: { kind: 'undo', runId: done.runId },
      planned: { additions: 1, removals: 1, groups: 0 },
    });
    expect(all(site)).not.toEqual(before);
    await undo(world, done);
    expect(all(site)).toEqual(before);
    const ledger = await world.memory.getLedger('conn-1');
    expect([...(ledger.get('id-Design')?.keys() ?? [])].toSorted()).toEqual(['acc-ann', 'acc-bob']);
  });

  it('makes no call to the directory', async () => {
    const { change, directory, world } = await scene();
    change.leave('role:Design', ['ann']);
    const done = await world.sync();
    const { calls } = directory.remaining;
    await undo(world, done);
    expect(directory.remaining.calls).toBe(calls);
  });

  it('makes the schedule rest, because the next run would do the same again', async () => {
    const { change, world } = await scene();
    change.leave('role:Design', ['ann']);
    const done = await world.sync();
    await undo(world, done, 'preview');
    expect((await world.states.get('conn-1'))?.paused).toBeUndefined();
    await undo(world, done);
    expect((await world.states.get('conn-1'))?.paused).toMatchObject({ why: 'undo' });
    const connection = await world.connections.get('conn-1');
    if (connection === undefined) throw new Error('no connection');
    const schedule = { ...connection.schedule, enabled: true };
    await world.connections.save({ ...connection, schedule }, connection.revision);
    world.advance(2 * 3_600_000);
    expect((await world.tick()).started).toEqual([]);
  });

  it('goes through the safety limits', async () => {
    const many = Array.from({ length: 30 }, (_, index) => `p${index}`);
    const directory = aDirectory({ Staff: ['ann', 'bob'] });
    const site = aSite({}, ['ann', 'bob', ...many]);
    const world = aWorld(directory, site);
    await world.addConnection();
    await world.sync();
    directory.users.push(...many.map((id) => aUser(id)));
    changing(directory).join('role:Staff', many);
    const done = await world.sync();
    const held = await undo(world, done);
    expect(held).toMatchObject({ status: 'held', counts: { memberships: { held: 30, removed: 0 } } });
    expect((await world.states.get('conn-1'))?.paused).toMatchObject({ why: 'undo', isHeld: true });
  });

  it('that finds nothing to take back lets the schedule go on', async () => {
    const { change, site, world } = await scene();
    change.leave('role:Design', ['ann']);
    const done = await world.sync();
    site.groups.find(({ name }) => name === 'Design')?.members.add('acc-ann');
    expect((await undo(world, done)).counts.memberships).toMatchObject({ added: 0, removed: 0, held: 0 });
    expect((await world.states.get('conn-1'))?.paused).toBeUndefined();
  });

  it('leaves what somebody changed since, and what another connection wants', async () => {
    const { change, site, world } = await scene();
    const other = aDirectory({ Staff: ['dan'] });
    await world.addConnection({ id: 'conn-2', directory: other });
    change.join('role:Staff', ['dan', 'bob']);
    const done = await world.sync();
    await world.sync('sync', undefined, 'conn-2');
    site.groups.find(({ name }) => name === 'Staff')?.members.delete('acc-bob');
    expect(await undo(world, done)).toMatchObject({ planned: { additions: 0, removals: 0 } });
    expect(membersOf(site, 'Staff')).toEqual(['acc-ann', 'acc-cleo', 'acc-dan']);
  });

  it('of what was approved and removed brings every member back, group by group', async () => {
    const many = Array.from({ length: 40 }, (_, index) => `p${index}`);
    const directory = aDirectory({ Staff: many, Half: many.slice(0, 20) });
    const site = aSite({}, many);
    const world = aWorld(directory, site);
    await world.addConnection();
    await world.sync();
    const before = all(site);
    for (const id of many.slice(0, 20)) changing(directory).removeUser(id);
    const held = await world.sync();
    const done = await world.sync('sync', { kind: 'held', heldHash: held.heldHash ?? '', runId: held.runId });
    expect(done.counts.memberships.removed).toBe(40);
    await undo(world, done);
    expect(all(site)).toEqual(before);
  });

  it('leaves a membership that somebody made by hand after the one that it would undo was gone', async () => {
    const { change, site, world } = await scene();
    change.join('role:Staff', ['dan']);
    const done = await world.sync();
    change.leave('role:Staff', ['dan']);
    await world.sync();
    site.groups.find(({ name }) => name === 'Staff')?.members.add('acc-dan');
    expect(await undo(world, done)).toMatchObject({ planned: { additions: 0, removals: 0 } });
    expect(membersOf(site, 'Staff')).toEqual(['acc-ann', 'acc-cleo', 'acc-dan']);
  });

  it('leaves known what was changed by hand besides', async () => {
    const { change, site, world } = await scene();
    change.leave('role:Design', ['ann']);
    const done = await world.sync();
    site.groups.find(({ name }) => name === 'Design')?.members.add('acc-cleo');
    await undo(world, done);
    expect((await world.sync()).drift).toMatchObject([{ group: 'Design', putIn: ['acc-cleo'] }]);
  });

  it('can itself be undone', async () => {
    const { change, site, world } = await scene();
    change.leave('role:Design', ['ann']);
    const done = await world.sync();
    const after = all(site);
    await undo(world, await undo(world, done));
    expect(all(site)).toEqual(after);
  });

  it('leaves a group alone that grants administration by now, and does not delete one that it created', async () => {
    const { change, directory, site, world } = await scene();
    directory.groups.push({ id: 'role:New', kind: 'role', name: 'New' });
    change.join('role:New', ['dan']);
    change.join('role:Staff', ['dan']);
    const done = await world.sync();
    site.groups = site.groups.map((group) =>
      group.name === 'Staff' ? { ...group, protection: 'grants-administration' as const } : group,
    );
    const report = await undo(world, done);
    expect(report.left).toMatchObject([{ name: 'Staff', reason: 'grants-administration' }]);
    expect(membersOf(site, 'Staff')).toContain('acc-dan');
    expect(membersOf(site, 'New')).toEqual([]);
  });

  describe('keeps to the rules that come before everything else', () => {
    const rulesWith = async (world: World, change: (rules: SyncRules) => SyncRules) => {
      const connection = await world.connections.get('conn-1');
      if (connection === undefined) throw new Error('no connection');
      await world.connections.save({ ...connection, rules: change(connection.rules) }, connection.revision);
    };
    const removal = (policy: Partial<RemovalPolicy>) => (rules: SyncRules) => ({
      ...rules,
      removal: { ...rules.removal, ...policy },
    });

    it.each([
      ['a person whom the policy keeps', { keepPeople: ['dan@example.com'] }, { person: 1 }],
      ['everybody in a group that the policy keeps', { keepGroups: ['staff'] }, { group: 1 }],
    ])('and leaves %s', async (_who, policy, keptReasons) => {
      const { change, site, world } = await scene();
      change.join('role:Staff', ['dan']);
      const done = await world.sync();
      await rulesWith(world, removal(policy));
      expect(await undo(world, done)).toMatchObject({ keptReasons, planned: { removals: 0 } });
      expect(membersOf(site, 'Staff')).toContain('acc-dan');
    });

    it('and puts nobody into a group that was released', async () => {
      const { change, site, world } = await scene();
      change.leave('role:Design', ['ann']);
      const done = await world.sync();
      const released = [{ sourceId: 'role:Design', group: 'Design' }];
      await rulesWith(world, (rules) => ({
        ...rules,
        existingGroups: { ...rules.existingGroups, released },
      }));
      const report = await undo(world, done);
      expect(report.left).toMatchObject([{ name: 'Design', reason: 'skipped' }]);
      expect(membersOf(site, 'Design')).not.toContain('acc-ann');
    });

    it.each(['add', 'remove'] as const)('and does not %s what was rejected for good', async (kind) => {
      const { change, site, world } = await scene();
      change.leave('role:Staff', ['ann']);
      change.join('role:Staff', ['dan']);
      const done = await world.sync();
      const after = all(site);
      const accountId = kind === 'add' ? 'acc-ann' : 'acc-dan';
      const staff = site.groups.find(({ name }) => name === 'Staff');
      const by = { groupId: staff?.id ?? '', groupName: 'Staff', atMs: 0, byAccountId: 'admin' };
      await world.memory.putRejected('conn-1', [{ ...by, accountId, change: kind }]);
      const report = await undo(world, done);
      expect(report.keptReasons).toEqual({ rejected: 1 });
      const had = new Map(after.map(([name, members]) => [String(name), members])).get('Staff');
      expect(membersOf(site, 'Staff')?.includes(accountId)).toBe(had?.includes(accountId));
    });
  });

  it('gives back to people who are not active or gone, and says how many', async () => {
    const { change, site, world } = await scene();
    change.user(aUser('bob', { status: 'inactive' }));
    change.removeUser('cleo');
    change.leave('role:Design', ['ann']);
    const done = await world.sync();
    const report = await undo(world, done);
    expect(membersOf(site, 'Design')).toContain('acc-bob');
    expect(membersOf(site, 'Staff')).toContain('acc-cleo');
    expect(report.notes.join(' ')).toContain('gone from it, as it was read last: 2.');
  });

  it('of a repair leaves what was made by hand nobody of ours', async () => {
    const { site, world } = await scene();
    const connection = await world.connections.get('conn-1');
    if (connection === undefined) throw new Error('no connection');
    const rules: SyncRules = { ...connection.rules, drift: { policy: 'repair', groups: [] } };
    await world.connections.save({ ...connection, rules }, connection.revision);
    const design = site.groups.find(({ name }) => name === 'Design');
    design?.members.add('acc-cleo');
    const done = await world.sync();
    expect(done.counts.memberships.removed).toBe(1);
    await undo(world, done);
    expect(membersOf(site, 'Design')).toContain('acc-cleo');
    expect((await world.memory.getLedger('conn-1')).get('id-Design')?.has('acc-cleo')).toBe(false);
  });

  it('asks for at most 200 groups at once, and goes on in the next slice', async () => {
    const names = Array.from({ length: 201 }, (_, index) => `G${index}`);
    const directory = aDirectory(Object.fromEntries(names.map((name) => [name, ['ann']])));
    const world = aWorld(directory, aSite({}, people));
    await world.addConnection();
    const done = await world.sync();
    const { run } = await startUndo(world, done);
    const asked: number[] = [];
    for (let slice = 0; slice < 2; slice += 1) {
      const deps = world.runDeps();
      const openTarget: typeof deps.openTarget = async (meter) => {
        const opened = await deps.openTarget(meter);
        const findGroups: typeof opened.target.findGroups = async (wanted) => {
          asked.push(wanted.ids.length);
          world.advance(600_000);
          return opened.target.findGroups(wanted);
        };
        return { ...opened, target: { ...opened.target, findGroups } };
      };
      const [next] = world.events.splice(0, 1);
      if (next !== undefined) await runSlice(next.event, { ...deps, openTarget });
    }
    expect(asked).toEqual([200, 1]);
    expect(await world.runs.get(run.id)).toMatchObject({ phase: 'target' });
  });
});
