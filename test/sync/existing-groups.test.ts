import { FailureError } from '../../src/domain/failure';
import { defaultExistingGroups, defaultMapping, type ExistingGroups } from '../../src/domain/group-rules';
import { runSlice } from '../../src/sync/run';
import { aDirectory } from '../support/fake-directory';
import { aSite, membersOf, type FakeSite } from '../support/fake-site';
import { aWorld } from '../support/world';

const people = ['ann', 'bob', 'cleo', 'dan'];

async function scene(existingGroups: Partial<ExistingGroups>) {
  const directory = aDirectory({ Design: ['ann', 'bob'] });
  const site = aSite({ Design: ['acc-bob', 'acc-cleo'] }, people);
  const world = aWorld(directory, site);
  await world.addConnection({ rules: { existingGroups: { ...defaultExistingGroups, ...existingGroups } } });
  return { directory, site, world };
}

const design = (site: FakeSite) => membersOf(site, 'Design');

describe('a group of the same name that is there already', () => {
  it('is used: its members stay, and only what the app adds is its own', async () => {
    const { directory, site, world } = await scene({ policy: 'use' });
    await world.sync();
    expect(design(site)).toEqual(['acc-ann', 'acc-bob', 'acc-cleo']);
    directory.members['role:Design'] = [];
    await world.sync();
    expect(design(site)).toEqual(['acc-bob', 'acc-cleo']);
  });

  it('is adopted: who is not wanted goes, and who is there belongs to the app', async () => {
    const { directory, site, world } = await scene({ policy: 'adopt' });
    const preview = await world.sync('preview');
    expect(preview.planned).toMatchObject({ additions: 1, removals: 1 });
    await world.sync();
    expect(design(site)).toEqual(['acc-ann', 'acc-bob']);
    const ledger = await world.memory.getLedger('conn-1');
    expect(ledger.get('id-Design')?.get('acc-bob')).toMatchObject({ how: 'adopted' });
    directory.members['role:Design'] = ['ann'];
    await world.sync();
    expect(design(site)).toEqual(['acc-ann']);
  });

  it('that is adopted keeps whom the safety limits hold, as its own', async () => {
    const { site, world } = await scene({ policy: 'adopt' });
    const more = Array.from({ length: 20 }, (_, index) => `acc-old-${index}`);
    for (const accountId of more) site.groups[0]?.members.add(accountId);
    const held = await world.sync();
    expect(held).toMatchObject({
      status: 'held',
      counts: { memberships: { removed: 0, added: 1, held: 21 } },
    });
    const ledger = await world.memory.getLedger('conn-1');
    expect(ledger.get('id-Design')?.size).toBe(23);
    await world.sync('sync', { kind: 'held', heldHash: held.heldHash ?? '', runId: held.runId });
    expect(design(site)).toEqual(['acc-ann', 'acc-bob']);
  });

  it('waits for a decision, and the report says what each would do', async () => {
    const { site, world } = await scene({ policy: 'ask' });
    const report = await world.sync();
    expect(design(site)).toEqual(['acc-bob', 'acc-cleo']);
    expect(report.undecided).toEqual([
      {
        sourceId: 'role:Design',
        group: { id: 'id-Design', name: 'Design' },
        present: 2,
        add: ['acc-ann'],
        remove: ['acc-cleo'],
      },
    ]);
    expect(await world.memory.getLinks('conn-1')).toMatchObject({ groups: new Map() });
  });

  it('goes by what was decided on it, whatever the policy', async () => {
    const { site, world } = await scene({
      policy: 'ask',
      decisions: [{ group: ' DESIGN ', decision: 'adopt' }],
    });
    await world.sync();
    expect(design(site)).toEqual(['acc-ann', 'acc-bob']);
  });

  it('is left alone, and listed', async () => {
    const { site, world } = await scene({ policy: 'skip' });
    const report = await world.sync();
    expect(report.left).toMatchObject([{ sourceId: 'role:Design', reason: 'skipped' }]);
    expect(design(site)).toEqual(['acc-bob', 'acc-cleo']);
  });

  it('gets a neighbour with a suffix, which is found again', async () => {
    const { site, world } = await scene({ policy: 'suffix', suffix: ' (directory)' });
    await world.sync();
    expect(design(site)).toEqual(['acc-bob', 'acc-cleo']);
    expect(membersOf(site, 'Design (directory)')).toEqual(['acc-ann', 'acc-bob']);
    await world.memory.putLinks('conn-1', { people: new Map(), groups: new Map() });
    await world.sync();
    expect(site.groups.map(({ name }) => name)).toEqual(['Design', 'Design (directory)']);
  });

  it('is no stranger where another connection manages it', async () => {
    const { directory, site, world } = await scene({ policy: 'ask' });
    await world.addConnection({ id: 'conn-2', directory, rules: { existingGroups: defaultExistingGroups } });
    await world.sync('sync', undefined, 'conn-2');
    expect((await world.sync()).undecided).toEqual([]);
    expect(design(site)).toEqual(['acc-ann', 'acc-bob', 'acc-cleo']);
  });

  it('that is protected is never adopted', async () => {
    const { site, world } = await scene({ policy: 'adopt' });
    site.groups = site.groups.map((group) => ({ ...group, protection: 'grants-administration' as const }));
    const report = await world.sync();
    expect(report.left).toMatchObject([{ reason: 'grants-administration' }]);
    expect(design(site)).toEqual(['acc-bob', 'acc-cleo']);
  });
});

describe('where groups lead', () => {
  async function mapped(mapping: Partial<typeof defaultMapping>, groups: Record<string, readonly string[]>) {
    const directory = aDirectory(groups);
    const site = aSite({}, people);
    const world = aWorld(directory, site);
    await world.addConnection({ rules: { mapping: { ...defaultMapping, ...mapping } } });
    return { directory, site, world };
  }
  const all = (site: FakeSite) =>
    Object.fromEntries(site.groups.map(({ name }) => [name, membersOf(site, name)] as const));

  it('is where renames, the map and the rule for everybody say', async () => {
    const { site, world } = await mapped(
      {
        renames: [{ kind: 'expression', search: '^corp-(.*)$', replace: '$1' }],
        map: [
          { from: 'corp-b', to: ['Both', 'Only B'] },
          { from: 'corp-c', to: ['Both'] },
        ],
        everyone: ['Everybody'],
        unnamed: 'drop',
      },
      { 'corp-a': ['ann'], 'corp-b': ['bob'], 'corp-c': ['cleo'], other: ['dan'] },
    );
    await world.sync();
    expect(all(site)).toEqual({
      a: ['acc-ann'],
      Both: ['acc-bob', 'acc-cleo'],
      'Only B': ['acc-bob'],
      Everybody: ['acc-ann', 'acc-bob', 'acc-cleo', 'acc-dan'],
    });
    expect((await world.sync()).planned).toEqual({ groups: 0, additions: 0, removals: 0 });
  });

  it('is nowhere for two groups that come to one name, until they are let share it', async () => {
    const renames = [{ kind: 'text' as const, search: 'old-', replace: '' }];
    const { site, world } = await mapped({ renames }, { Team: ['ann'], 'old-Team': ['bob'] });
    const report = await world.sync();
    expect(report.left).toMatchObject([{ reason: 'name-shared' }, { reason: 'name-shared' }]);
    expect(all(site)).toEqual({});
    const connection = await world.connections.get('conn-1');
    if (connection === undefined) throw new Error('no connection');
    const mapping = { ...connection.rules.mapping, merged: ['Team'] };
    await world.connections.save(
      { ...connection, rules: { ...connection.rules, mapping } },
      connection.revision,
    );
    await world.sync();
    expect(all(site)).toEqual({ Team: ['acc-ann', 'acc-bob'] });
  });

  it('does not change for a linked group by another rename, and what an entry of the map takes away is held', async () => {
    const { site, world } = await mapped({}, { Team: ['ann', 'bob'] });
    await world.sync();
    const change = async (mapping: Partial<typeof defaultMapping>) => {
      const connection = await world.connections.get('conn-1');
      if (connection === undefined) throw new Error('no connection');
      const rules = { ...connection.rules, mapping: { ...defaultMapping, ...mapping } };
      await world.connections.save({ ...connection, rules }, connection.revision);
    };
    await change({ renames: [{ kind: 'text', search: 'Team', replace: 'Crew' }] });
    expect((await world.sync()).planned).toEqual({ groups: 0, additions: 0, removals: 0 });
    await change({ map: [{ from: 'Team', to: ['Crew'] }] });
    expect(await world.sync()).toMatchObject({ status: 'held', held: [{ limit: { kind: 'vanished' } }] });
    expect(all(site)).toEqual({ Team: ['acc-ann', 'acc-bob'], Crew: ['acc-ann', 'acc-bob'] });
  });
});

describe('a group whose creation was not answered', () => {
  it.each(['suffix', 'skip', 'ask', 'adopt'] as const)('is used the next time under "%s"', async (policy) => {
    const site = aSite({}, people);
    const world = aWorld(aDirectory({ Design: ['ann', 'bob'] }), site);
    await world.addConnection({ rules: { existingGroups: { ...defaultExistingGroups, policy } } });
    await world.start('sync');
    const deps = world.runDeps();
    const openTarget: typeof deps.openTarget = async (meter) => {
      const opened = await deps.openTarget(meter);
      const createGroup = async (name: string) => {
        await opened.target.createGroup(name);
        throw new FailureError({ kind: 'unavailable', message: 'lost' });
      };
      return { ...opened, target: { ...opened.target, createGroup } };
    };
    const [next] = world.events.splice(0, 1);
    if (next !== undefined) await runSlice(next.event, { ...deps, openTarget });
    expect(design(site)).toEqual([]);
    await world.sync();
    expect(site.groups.map(({ name }) => name)).toEqual(['Design']);
    expect(design(site)).toEqual(['acc-ann', 'acc-bob']);
    expect((await world.memory.getNotes('conn-1')).unsureCreations?.size).toBe(0);
  });
});
