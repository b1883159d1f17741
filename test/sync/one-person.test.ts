import type { RunReport } from '../../src/domain/run';
import { defaultRemovalPolicy } from '../../src/domain/user-rules';
import { startRun } from '../../src/sync/start';
import { aDirectory, aUser, changing } from '../support/fake-directory';
import { aSite, membersOf } from '../support/fake-site';
import { aWorld } from '../support/world';

const people = ['ann', 'bob', 'cleo', 'dan'];

async function scene(rules = {}) {
  const directory = aDirectory({ Design: ['ann', 'bob'], Staff: ['ann', 'cleo'] });
  directory.users.push(aUser('dan'));
  const site = aSite({}, people);
  const world = aWorld(directory, site);
  await world.addConnection({ rules });
  await world.sync();
  return { directory, change: changing(directory), site, world };
}

type World = Awaited<ReturnType<typeof scene>>['world'];

async function syncPerson(
  world: World,
  userId: string,
  mode: 'preview' | 'sync' = 'sync',
): Promise<RunReport> {
  const connection = await world.connections.get('conn-1');
  if (connection === undefined) throw new Error('no connection');
  const { run } = await startRun(
    {
      connection,
      mode,
      trigger: 'person',
      approval: { kind: 'none' },
      readMode: 'complete',
      task: { kind: 'person', userId },
    },
    world.deps,
  );
  await world.settle(run.id);
  return world.reportOf(run.id);
}

describe('one person, synchronised now', () => {
  it('gets and loses what a whole run would give and take, and nobody else does', async () => {
    const { change, site, world } = await scene();
    change.leave('role:Design', ['ann', 'bob']);
    change.join('role:Design', ['dan', 'cleo']);
    expect(await syncPerson(world, 'ann', 'preview')).toMatchObject({
      planned: { additions: 0, removals: 1 },
    });
    expect(await syncPerson(world, 'ann')).toMatchObject({
      status: 'finished',
      task: { kind: 'person', userId: 'ann' },
      counts: { memberships: { added: 0, removed: 1 }, users: { inScope: 1 } },
    });
    expect(membersOf(site, 'Design')).toEqual(['acc-bob']);
    await syncPerson(world, 'dan');
    expect(membersOf(site, 'Design')).toEqual(['acc-bob', 'acc-dan']);
    expect((await world.memory.getLinks('conn-1')).people.get('dan')).toBe('acc-dan');
    await world.sync();
    expect(membersOf(site, 'Design')).toEqual(['acc-cleo', 'acc-dan']);
  });

  it('costs a few calls, however large the directory is', async () => {
    const { directory, world } = await scene();
    const { calls } = directory.remaining;
    await syncPerson(world, 'ann');
    expect(calls - directory.remaining.calls).toBe(2);
  });

  it('who is gone loses everything that the app gave them', async () => {
    const { change, site, world } = await scene();
    change.removeUser('ann');
    await syncPerson(world, 'ann');
    expect([membersOf(site, 'Design'), membersOf(site, 'Staff')]).toEqual([['acc-bob'], ['acc-cleo']]);
  });

  it('whom the query for users does not name loses it too, and stays known', async () => {
    const { change, site, world } = await scene();
    const saved = await world.connections.get('conn-1');
    if (saved?.configuration.kind !== 'onelogin') throw new Error('no connection');
    const settings = { ...saved.configuration.settings, filters: { users: { query: 'firstname=A' } } };
    await world.connections.save({ ...saved, configuration: { kind: 'onelogin', settings } }, saved.revision);
    await world.sync();
    change.removeUser('ann');
    await syncPerson(world, 'ann');
    expect([membersOf(site, 'Design'), membersOf(site, 'Staff')]).toEqual([['acc-bob'], ['acc-cleo']]);
    expect((await world.memory.getLinks('conn-1')).people.get('ann')).toBe('acc-ann');
  });

  it('gets a group that is not there yet, and nobody else does', async () => {
    const { change, directory, site, world } = await scene();
    directory.groups.push({ id: 'role:New', kind: 'role', name: 'New' });
    change.join('role:New', ['dan', 'bob']);
    await syncPerson(world, 'dan');
    expect(membersOf(site, 'New')).toEqual(['acc-dan']);
    expect((await world.sync()).counts.memberships).toMatchObject({ added: 1, removed: 0 });
  });

  it('does not make a group be taken over', async () => {
    const { change, site, world } = await scene({
      existingGroups: { policy: 'adopt', suffix: '-x', decisions: [], released: [] },
    });
    site.groups.push({ id: 'by-hand', name: 'Made by hand', members: new Set(['acc-cleo']) });
    const connection = await world.connections.get('conn-1');
    if (connection === undefined) throw new Error('no connection');
    change.group({ id: 'role:hand', kind: 'role', name: 'Made by hand' });
    change.join('role:hand', ['dan']);
    await syncPerson(world, 'dan');
    expect(membersOf(site, 'Made by hand')).toEqual(['acc-cleo']);
  });

  it('needs a read that went before, with the same settings', async () => {
    const { world, site } = await scene();
    const connection = await world.connections.get('conn-1');
    if (connection === undefined) throw new Error('no connection');
    await world.connections.save({ ...connection, secretSetAtMs: 1 }, connection.revision);
    const report = await syncPerson(world, 'ann');
    expect(report).toMatchObject({ status: 'stopped', stoppedBecause: { kind: 'incomplete-read' } });
    expect(report.stoppedBecause?.message).toContain('Run a preview of the connector first');
    expect(membersOf(site, 'Design')).toEqual(['acc-ann', 'acc-bob']);
  });

  it('leaves the stored read, the grace periods and the usual as they were', async () => {
    const { world } = await scene();
    const before = [await world.readings.get('conn-1'), await world.memory.getNotes('conn-1')];
    await syncPerson(world, 'ann');
    expect([await world.readings.get('conn-1'), await world.memory.getNotes('conn-1')]).toEqual(before);
  });

  it('leaves known what was changed by hand of others', async () => {
    const { site, world } = await scene({ drift: { policy: 'report', groups: [] } });
    site.groups[0]?.members.add('acc-dan');
    site.groups[0]?.members.delete('acc-bob');
    await syncPerson(world, 'ann');
    expect(await world.sync()).toMatchObject({
      drift: [{ group: 'Design', putIn: ['acc-dan'], takenOut: ['acc-bob'] }],
      counts: { memberships: { added: 0, removed: 0 } },
    });
  });

  it('begins to wait anew for the end of a grace period when they were wanted in between', async () => {
    const { change, site, world } = await scene({ removal: { ...defaultRemovalPolicy, graceHours: 24 } });
    change.leave('role:Design', ['ann']);
    await world.sync();
    change.join('role:Design', ['ann']);
    await syncPerson(world, 'ann');
    change.leave('role:Design', ['ann']);
    world.advance(25 * 3_600_000);
    expect(await world.sync()).toMatchObject({ waitingCount: 1 });
    expect(membersOf(site, 'Design')).toEqual(['acc-ann', 'acc-bob']);
  });

  it('is not put into a group that another directory group leads to, although it is called the same', async () => {
    const { change, directory, site, world } = await scene();
    change.group({ id: 'role:Design', kind: 'role', name: 'Drawing' });
    directory.groups.push({ id: 'role:new', kind: 'role', name: 'Design' });
    change.join('role:new', ['dan']);
    await world.sync();
    expect(await syncPerson(world, 'dan')).toMatchObject({ left: [{ reason: 'name-shared' }] });
    expect(membersOf(site, 'Design')).toEqual(['acc-ann', 'acc-bob']);
    expect((await world.memory.getLinks('conn-1')).groups.get('role:Design')?.id).toBe(
      site.groups.find(({ name }) => name === 'Design')?.id,
    );
  });

  it('who is gone and an exception stays one when everybody is synchronised', async () => {
    const { change, site, world } = await scene();
    const connection = await world.connections.get('conn-1');
    if (connection === undefined) throw new Error('no connection');
    const removal = { ...defaultRemovalPolicy, keepPeople: ['ann'] };
    const rules = { ...connection.rules, removal };
    await world.connections.save({ ...connection, rules }, connection.revision);
    change.removeUser('ann');
    await syncPerson(world, 'ann');
    await world.sync();
    expect(membersOf(site, 'Design')).toEqual(['acc-ann', 'acc-bob']);
  });

  it('keeps what another of their directory records gives to the same account', async () => {
    const { change, site, world } = await scene();
    change.user(aUser('ann', { status: 'inactive' }));
    change.user(aUser('ann-2', { email: 'ann@example.com' }));
    change.join('role:Design', ['ann-2']);
    await world.sync();
    expect(membersOf(site, 'Design')).toEqual(['acc-ann', 'acc-bob']);
    expect(await syncPerson(world, 'ann')).toMatchObject({ counts: { memberships: { removed: 0 } } });
    change.leave('role:Design', ['ann-2']);
    await syncPerson(world, 'ann-2');
    expect(membersOf(site, 'Design')).toEqual(['acc-bob']);
  });

  it('keeps what a record of the same address gives that no sync has linked yet', async () => {
    const { change, site, world } = await scene();
    change.user(aUser('ann', { status: 'inactive' }));
    change.user(aUser('ann-2', { email: 'Ann@example.com' }));
    change.join('role:Design', ['ann-2']);
    await world.sync('preview');
    await syncPerson(world, 'ann');
    expect(membersOf(site, 'Design')).toEqual(['acc-ann', 'acc-bob']);
    expect(membersOf(site, 'Staff')).toEqual(['acc-cleo']);
  });
});
