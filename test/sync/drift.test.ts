import { defaultDrift, type DriftPolicy } from '../../src/domain/group-rules';
import { aDirectory, changing } from '../support/fake-directory';
import { aSite, membersOf } from '../support/fake-site';
import { aWorld } from '../support/world';

const people = ['ann', 'bob', 'cleo', 'dan'];

/** "Design" has Dan by hand since before the app came; then somebody takes Ann out and puts Cleo in. */
async function scene(policy: DriftPolicy) {
  const directory = aDirectory({ Design: ['ann', 'bob'] });
  directory.users.push(...aDirectory({ Others: ['cleo', 'dan'] }).users);
  const site = aSite({ Design: ['acc-dan'] }, people);
  const world = aWorld(directory, site);
  await world.addConnection({ rules: { drift: { ...defaultDrift, policy } } });
  await world.sync();
  site.groups[0]?.members.delete('acc-ann');
  site.groups[0]?.members.add('acc-cleo');
  const members = () => membersOf(site, 'Design')?.map((id) => id.replace('acc-', ''));
  return { directory, change: changing(directory), site, world, members };
}

const found = [{ group: 'Design', putIn: ['acc-cleo'], takenOut: ['acc-ann'] }];

describe('memberships changed by hand in a managed group', () => {
  it('are found, and by default who was taken out comes back and who was put in stays', async () => {
    const { world, members } = await scene('put-back');
    expect((await world.sync()).drift).toMatchObject(found);
    expect(members()).toEqual(['ann', 'bob', 'cleo', 'dan']);
    expect((await world.sync()).drift).toMatchObject([{ putIn: ['acc-cleo'], takenOut: [] }]);
  });

  it('are repaired on both sides, but for what was there before the app', async () => {
    const { world, members } = await scene('repair');
    expect(await world.sync()).toMatchObject({
      drift: found,
      counts: { memberships: { added: 1, removed: 1 } },
    });
    expect(members()).toEqual(['ann', 'bob', 'dan']);
    expect((await world.sync()).drift).toEqual([]);
  });

  it('are repaired within the safety limits', async () => {
    const { site, world, members } = await scene('repair');
    for (let index = 0; index < 20; index += 1) site.groups[0]?.members.add(`acc-more-${index}`);
    expect(await world.sync()).toMatchObject({ status: 'held', counts: { memberships: { removed: 0 } } });
    expect(members()).toHaveLength(24);
  });

  it('are only reported, run after run, until somebody mends them', async () => {
    const { site, world, members } = await scene('report');
    for (let times = 0; times < 2; times += 1) {
      expect(await world.sync()).toMatchObject({
        drift: found,
        counts: { memberships: { added: 0, removed: 0 } },
      });
      expect(members()).toEqual(['bob', 'cleo', 'dan']);
    }
    site.groups[0]?.members.add('acc-ann');
    site.groups[0]?.members.delete('acc-cleo');
    expect((await world.sync()).drift).toEqual([]);
  });

  it('are accepted: said once, and left', async () => {
    const { world, members } = await scene('accept');
    expect((await world.sync()).drift).toMatchObject(found);
    expect(await world.sync()).toMatchObject({
      drift: [],
      counts: { memberships: { added: 0, removed: 0 } },
    });
    expect(members()).toEqual(['bob', 'cleo', 'dan']);
  });

  it('that were accepted end when the directory lets go and wants the person anew', async () => {
    const { change, world, members } = await scene('accept');
    await world.sync();
    change.leave('role:Design', ['ann']);
    await world.sync();
    change.join('role:Design', ['ann']);
    await world.sync();
    expect(members()).toEqual(['ann', 'bob', 'cleo', 'dan']);
  });

  it('go by the policy of their group where it has one', async () => {
    const { world, members } = await scene('report');
    const connection = await world.connections.get('conn-1');
    if (connection === undefined) throw new Error('no connection');
    const drift = { policy: 'report' as const, groups: [{ group: 'DESIGN', policy: 'repair' as const }] };
    await world.connections.save(
      { ...connection, rules: { ...connection.rules, drift } },
      connection.revision,
    );
    await world.sync();
    expect(members()).toEqual(['ann', 'bob', 'dan']);
  });

  it('are not what a lost answer left behind: that is tried again', async () => {
    const directory = aDirectory({ Design: ['ann', 'bob'] });
    const site = aSite({ Design: [] }, people);
    const world = aWorld(directory, site);
    await world.addConnection({ rules: { drift: { ...defaultDrift, policy: 'report' } } });
    let lost = 0;
    site.beforeWrite = (write) => {
      if (!write.includes('acc-ann') || (lost += 1) > 1) return undefined;
      return { kind: 'rejected', reason: 'refused once' };
    };
    await world.sync();
    await world.sync();
    expect(membersOf(site, 'Design')).toEqual(['acc-ann', 'acc-bob']);
  });
});
