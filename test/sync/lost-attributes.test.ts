import type { UserCondition } from '../../src/domain/user-rules';
import { aDirectory, aUser, changing } from '../support/fake-directory';
import { aSite, membersOf } from '../support/fake-site';
import { aWorld } from '../support/world';

const people = ['ann', 'bob', 'cleo', 'dan'];
const excluded: UserCondition = {
  attribute: 'employeeType',
  values: ['contractor'],
  effect: { kind: 'exclude' },
};
const granted: UserCondition = {
  attribute: 'department',
  values: ['Sales'],
  effect: { kind: 'grant', group: 'Sellers' },
};
const contractor = { employeeType: ['contractor'] };

/** Ann and Bob have these attributes; everything was read once, of a directory that tells what changes. */
async function scene(attributes: Record<string, string[]>, ...conditions: readonly UserCondition[]) {
  const directory = aDirectory({ Staff: people }, { log: [] });
  directory.users = people.map((id) => aUser(id, ['ann', 'bob'].includes(id) ? { attributes } : {}));
  const site = aSite({}, people);
  const world = aWorld(directory, site);
  await world.addConnection({ rules: { conditions: [...conditions] } });
  await world.sync();
  const hide = () => {
    directory.users = directory.users.map(({ id }) => aUser(id));
  };
  const setRules = async (change: { conditions?: UserCondition[] }) => {
    const saved = await world.connections.get('conn-1');
    if (saved === undefined) throw new Error('no connection');
    await world.connections.save({ ...saved, rules: { ...saved.rules, ...change } }, saved.revision);
  };
  return { directory, change: changing(directory), site, world, hide, setRules };
}

describe('an attribute that nobody has any more', () => {
  it.each([
    ['exclude', excluded, contractor],
    ['grant', granted, { department: ['Sales'] }],
  ] as const)('stops the run where a condition names it, so that "%s" moves nobody', async (_, rule, had) => {
    const { hide, site, world } = await scene({ ...had } as Record<string, string[]>, rule);
    const before = ['Staff', 'Sellers'].map((group) => membersOf(site, group));
    hide();
    const report = await world.sync();
    expect(report).toMatchObject({
      status: 'stopped',
      stoppedBecause: { kind: 'settings-rejected', field: 'rules.conditions' },
    });
    for (const words of [
      `"${rule.attribute}"`,
      'last time 2 people had one',
      'may still read',
      'take the condition out',
    ])
      expect(report.stoppedBecause?.message).toContain(words);
    expect(['Staff', 'Sellers'].map((group) => membersOf(site, group))).toEqual(before);
  });

  it('stops every run until it comes back', async () => {
    const { directory, hide, world } = await scene(contractor, excluded);
    const { users } = directory;
    hide();
    for (let run = 0; run < 2; run += 1) expect((await world.sync()).status).toBe('stopped');
    directory.users = users;
    expect((await world.sync()).status).toBe('finished');
  });

  it('stops a run with new credentials as well', async () => {
    const { hide, world } = await scene(contractor, excluded);
    const saved = await world.connections.get('conn-1');
    if (saved === undefined) throw new Error('no connection');
    await world.connections.save({ ...saved, secretSetAtMs: 1 }, saved.revision);
    hide();
    expect((await world.sync()).status).toBe('stopped');
  });

  it('is no reason once its condition is taken out, nor when it is put in again', async () => {
    const { hide, setRules, world } = await scene(contractor, excluded);
    hide();
    await setRules({ conditions: [] });
    expect((await world.sync()).status).toBe('finished');
    await setRules({ conditions: [excluded] });
    expect((await world.sync()).status).toBe('finished');
  });

  it('is no reason where one person still has a value, or nobody ever had', async () => {
    const { change, world } = await scene(contractor, excluded, granted);
    change.user(aUser('ann'));
    expect((await world.sync()).status).toBe('finished');
  });

  it('is remembered by reads of changes, and found by them', async () => {
    const { change, world } = await scene(contractor, excluded);
    const bySchedule = () => world.sync('sync', undefined, undefined, 'changes');
    change.user(aUser('ann'));
    await bySchedule();
    expect((await world.readings.get('conn-1'))?.attributes).toEqual({ employeeType: 1 });
    await bySchedule();
    expect((await world.readings.get('conn-1'))?.attributes).toEqual({ employeeType: 1 });
    change.user(aUser('bob'));
    const report = await bySchedule();
    expect(report.stoppedBecause?.message).toContain('last time 1 person had one');
  });

  it('is not known where an earlier version stored the read', async () => {
    const { hide, world } = await scene(contractor, excluded);
    const reading = await world.readings.get('conn-1');
    if (reading === undefined) throw new Error('nothing is stored');
    const { attributes: _, ...older } = reading;
    await world.readings.put('conn-1', older);
    hide();
    expect((await world.sync()).status).toBe('finished');
  });
});
