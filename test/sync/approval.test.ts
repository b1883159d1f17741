import type { Approval, RunReport } from '../../src/domain/run';
import { defaultRules } from '../../src/domain/sync-rules';
import { aDirectory, aUser, changing } from '../support/fake-directory';
import { aSite, membersOf } from '../support/fake-site';
import { aWorld, syncAccountId } from '../support/world';

const ids = (prefix: string) => Array.from({ length: 12 }, (_, index) => `${prefix}${index}`);
const [design, staff] = [ids('d'), ids('s')];

/** Two groups of twelve, of which nearly all are to go: both are held. */
async function scene() {
  const directory = aDirectory({ Design: design, Staff: staff });
  const site = aSite({}, [...design, ...staff]);
  const world = aWorld(directory, site);
  await world.addConnection();
  await world.sync();
  const change = changing(directory);
  change.leave('role:Design', design.slice(1));
  change.leave('role:Staff', staff.slice(1));
  const held = await world.sync();
  const size = (name: string) => membersOf(site, name)?.length;
  return { directory, change, site, world, held, size };
}

function approvalOf({ runId, heldHash = '' }: RunReport, sourceIds?: readonly string[]): Approval {
  return { kind: 'held', runId, heldHash, ...(sourceIds === undefined ? {} : { sourceIds }) };
}

describe('an approval', () => {
  it('of one group lets that group go, and the other waits on', async () => {
    const { world, held, size } = await scene();
    expect(held).toMatchObject({ status: 'held', counts: { memberships: { held: 22 } } });
    const report = await world.sync('sync', approvalOf(held, ['role:Design']));
    expect(report).toMatchObject({ status: 'held', counts: { memberships: { removed: 11, held: 11 } } });
    expect(report.held.map(({ scope, group }) => group ?? scope)).toEqual(['Staff', 'run']);
    expect([size('Design'), size('Staff')]).toEqual([1, 12]);
    await world.sync('sync', approvalOf(report));
    expect([size('Design'), size('Staff')]).toEqual([1, 1]);
  });

  it('drops what is not to be done any more, and says so', async () => {
    const { change, world, held, size } = await scene();
    change.join('role:Design', design.slice(0, 6));
    const report = await world.sync('sync', approvalOf(held));
    expect(report.notes.join(' ')).toContain('5 of the approved changes are not to be made any more');
    expect([size('Design'), size('Staff')]).toEqual([6, 1]);
  });

  it('is for these changes alone: what is held besides waits', async () => {
    const { change, world, held, size } = await scene();
    change.leave('role:Design', ['d0']);
    const report = await world.sync('sync', approvalOf(held));
    expect(report).toMatchObject({ status: 'held', counts: { memberships: { removed: 22, held: 1 } } });
    expect(size('Design')).toBe(1);
  });

  it('that names another hash than its run had is void', async () => {
    const { world, held, size } = await scene();
    const report = await world.sync('sync', { ...approvalOf(held), heldHash: 'f'.repeat(64) } as Approval);
    expect(report).toMatchObject({ status: 'held', counts: { memberships: { removed: 0 } } });
    expect(size('Design')).toBe(12);
  });

  it('of a run whose record is gone is void', async () => {
    const { world, held, size } = await scene();
    await world.data.remove(held.runId, 'changes');
    expect(await world.sync('sync', approvalOf(held))).toMatchObject({ status: 'held' });
    expect(size('Staff')).toBe(12);
  });

  it('does not reach into another group that has the name by then', async () => {
    const { site, world, held, size } = await scene();
    const [first] = site.groups;
    if (first === undefined) throw new Error('no group');
    const links = await world.memory.getLinks('conn-1');
    const copy = { ...first, id: 'another', name: 'Copy', members: new Set(first.members) };
    site.groups.push(copy);
    const ledger = await world.memory.getLedger('conn-1');
    await world.memory.putLedger(
      'conn-1',
      new Map([...ledger, ['another', ledger.get(first.id) ?? new Map()]]),
    );
    await world.memory.putLinks('conn-1', {
      ...links,
      groups: new Map([...links.groups, ['role:Design', { id: 'another', name: 'Copy' }]]),
    });
    const report = await world.sync('sync', approvalOf(held));
    expect(report.counts.memberships).toMatchObject({ removed: 11, held: 11 });
    expect([size('Copy'), size('Staff')]).toEqual([12, 1]);
  });
});

const additionToNew = (accountId: string) => ({
  groupId: 'new New',
  groupName: 'New',
  accountId,
  change: 'add' as const,
  atMs: 0,
  byAccountId: 'admin',
});

describe('a change that was rejected for good', () => {
  it('is not proposed again, until that is forgotten', async () => {
    const { world, size } = await scene();
    const ledger = await world.memory.getLedger('conn-1');
    const [groupId = ''] = ledger.keys();
    await world.memory.putRejected(
      'conn-1',
      design.slice(1).map((id) => ({
        groupId,
        groupName: 'Design',
        accountId: `acc-${id}`,
        change: 'remove' as const,
        atMs: 0,
        byAccountId: 'admin',
      })),
    );
    const report = await world.sync();
    expect(report.planned.removals).toBe(11);
    expect(report.keptCount).toBe(11);
    await world.memory.putRejected('conn-1', []);
    expect((await world.sync()).planned.removals).toBe(22);
    expect(size('Design')).toBe(12);
  });

  it('stays rejected when the group that was to be created is there', async () => {
    const directory = aDirectory({ New: ['ann', 'bob'] });
    const site = aSite({}, ['ann', 'bob']);
    const world = aWorld(directory, site);
    await world.addConnection();
    await world.memory.putRejected('conn-1', [additionToNew('acc-ann'), additionToNew('acc-bob')]);
    expect(await world.sync()).toMatchObject({
      planned: { groups: 0, additions: 0 },
      left: [{ sourceId: 'role:New', reason: 'rejected' }],
    });
    expect(membersOf(site, 'New')).toBeUndefined();
    site.groups.push({ id: 'by-hand', name: 'New', members: new Set() });
    expect(await world.sync()).toMatchObject({ planned: { additions: 0 }, keptCount: 2, left: [] });
  });

  it('does not begin to wait for a grace period either', async () => {
    const directory = aDirectory({ Design: ['ann', 'bob'] });
    const world = aWorld(directory, aSite({ Design: [] }, ['ann', 'bob']));
    await world.addConnection({ rules: { removal: { ...defaultRules.removal, graceHours: 24 } } });
    await world.sync();
    await world.memory.putRejected('conn-1', [
      {
        groupId: 'id-Design',
        groupName: 'Design',
        accountId: 'acc-bob',
        change: 'remove',
        atMs: 0,
        byAccountId: 'admin',
      },
    ]);
    changing(directory).leave('role:Design', ['bob']);
    expect(await world.sync()).toMatchObject({ waitingCount: 0, keptCount: 1 });
  });

  it('may be an addition to a group that is not there yet', async () => {
    const directory = aDirectory({ New: ['ann', 'bob'] });
    const site = aSite({}, ['ann', 'bob']);
    const world = aWorld(directory, site);
    await world.addConnection();
    await world.memory.putRejected('conn-1', [additionToNew('acc-bob')]);
    await world.sync();
    expect(membersOf(site, 'New')).toEqual(['acc-ann']);
  });
});

describe('the learned limit', () => {
  it('holds what is many times the usual, once there are enough runs to tell', async () => {
    const many = Array.from({ length: 400 }, (_, index) => `p${index}`);
    const directory = aDirectory({ Staff: many }, { pageSize: 500 });
    const site = { ...aSite({}, many), pageSize: 500 };
    const world = aWorld(directory, site);
    await world.addConnection();
    const change = changing(directory);
    await world.sync();
    // Below every other limit: 60 of 400.
    change.leave('role:Staff', many.slice(0, 60));
    expect((await world.sync()).status).toBe('finished');
    const notes = await world.memory.getNotes('conn-1');
    expect(notes.usual).toEqual([
      { removals: 0, additions: 400 },
      { removals: 60, additions: 0 },
    ]);
    await world.memory.putNotes('conn-1', {
      ...notes,
      usual: Array.from({ length: 5 }, () => ({ removals: 0, additions: 0 })),
    });
    change.leave('role:Staff', many.slice(60, 120));
    const held = await world.sync();
    expect(held).toMatchObject({
      status: 'held',
      held: [{ limit: { kind: 'usual', value: 10 }, count: 60 }],
    });
    expect(held.held[0]?.message).toBe(
      'This run would take away 60 memberships; runs of this connector usually take away about 0, and the limit is 10 times that. Check the directory, then approve or correct it.',
    );
  });

  it('holds the same again the next time: what is held does not become usual', async () => {
    const many = Array.from({ length: 100 }, (_, index) => `p${index}`);
    const directory = aDirectory({ Staff: many }, { pageSize: 500 });
    const world = aWorld(directory, { ...aSite({}, many), pageSize: 500 });
    const usual = { multiple: 10, floor: 10 };
    await world.addConnection({ rules: { limits: { ...defaultRules.limits, usual } } });
    for (let times = 0; times < 6; times += 1) await world.sync();
    changing(directory).leave('role:Staff', many.slice(0, 12));
    for (let times = 0; times < 3; times += 1)
      expect(await world.sync()).toMatchObject({ status: 'held', counts: { memberships: { removed: 0 } } });
  });
});

describe('what an approval let go', () => {
  const many = Array.from({ length: 100 }, (_, index) => `p${index}`);
  const usual = { multiple: 10, floor: 10 };

  async function quiet() {
    const directory = aDirectory({ Staff: many }, { pageSize: 500 });
    const world = aWorld(directory, { ...aSite({}, many), pageSize: 500 });
    await world.addConnection({ rules: { limits: { ...defaultRules.limits, usual } } });
    for (let times = 0; times < 6; times += 1) await world.sync();
    changing(directory).leave('role:Staff', many.slice(0, 12));
    return { directory, world };
  }

  it.each(['what was shown', 'whatever is held'])(
    'does not become usual: the same again is held again (%s)',
    async (what) => {
      const { directory, world } = await quiet();
      const held = await world.sync();
      const approval: Approval = what === 'whatever is held' ? { kind: 'all' } : approvalOf(held);
      expect(await world.sync('sync', approval)).toMatchObject({ counts: { memberships: { removed: 12 } } });
      expect((await world.memory.getNotes('conn-1')).usual.at(-1)).toEqual({ removals: 0, additions: 0 });
      changing(directory).leave('role:Staff', many.slice(12, 26));
      expect(await world.sync()).toMatchObject({ status: 'held', held: [{ limit: { kind: 'usual' } }] });
    },
  );

  it('does not hide what no limit held', async () => {
    const { directory, world } = await quiet();
    changing(directory).join('role:Staff', many.slice(4, 12));
    await world.sync('sync', { kind: 'all' });
    expect((await world.memory.getNotes('conn-1')).usual.at(-1)).toEqual({ removals: 4, additions: 0 });
  });
});

describe('groups that would have nobody left', () => {
  it('are held as well where the sync account would stay in them, which is never written', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const directory = aDirectory(Object.fromEntries(names.map((name) => [name, [`p-${name}`]])));
    const site = aSite(
      {},
      names.map((name) => `p-${name}`),
    );
    const world = aWorld(directory, site);
    await world.addConnection();
    await world.sync();
    for (const { members } of site.groups) members.add(syncAccountId);
    for (const name of names) changing(directory).leave(`role:${name}`, [`p-${name}`]);
    expect(await world.sync()).toMatchObject({ held: [{ limit: { kind: 'emptied' }, count: 5, of: 5 }] });
  });

  it('are held when they are many, also where each is small', async () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const directory = aDirectory(Object.fromEntries(names.map((name) => [name, [`p-${name}`]])));
    directory.users.push(aUser('stays'));
    const site = aSite(
      {},
      names.map((name) => `p-${name}`),
    );
    const world = aWorld(directory, site);
    await world.addConnection();
    await world.sync();
    for (const name of names) changing(directory).leave(`role:${name}`, [`p-${name}`]);
    const held = await world.sync();
    expect(held).toMatchObject({
      status: 'held',
      counts: { memberships: { removed: 0, held: 5 } },
      held: [{ limit: { kind: 'emptied' }, count: 5, of: 5 }],
    });
    expect(held.held[0]?.message).toContain(
      '5 of 5 groups would have nobody left, more than the limit of 25',
    );
  });
});

describe('a rejection for good whose cause is over', () => {
  const rejection = (groupId: string, accountId: string, change: 'add' | 'remove') => ({
    groupId,
    groupName: 'Design',
    accountId,
    change,
    atMs: 0,
    byAccountId: 'admin',
  });

  it('ends with the sync that finds the person wanted again, and not with a preview', async () => {
    const { change, world, size } = await scene();
    const [groupId = ''] = (await world.memory.getLedger('conn-1')).keys();
    const rejected = design.slice(1).map((id) => rejection(groupId, `acc-${id}`, 'remove'));
    await world.memory.putRejected('conn-1', rejected);
    await world.sync();
    expect(await world.memory.getRejected('conn-1')).toEqual(rejected);
    change.join('role:Design', design.slice(2));
    change.join('role:Staff', staff.slice(1));
    await world.sync('preview');
    expect(await world.memory.getRejected('conn-1')).toEqual(rejected);
    await world.sync();
    expect(await world.memory.getRejected('conn-1')).toEqual(rejected.slice(0, 1));
    change.user(aUser('d5', { status: 'inactive' }));
    await world.sync();
    expect(size('Design')).toBe(11);
  });

  it('ends, where it refuses an addition, with the sync that finds the person not wanted', async () => {
    const directory = aDirectory({ New: ['ann', 'bob'] });
    const world = aWorld(directory, aSite({}, ['ann', 'bob']));
    await world.addConnection();
    await world.memory.putRejected('conn-1', [
      rejection('new New', 'acc-ann', 'add'),
      rejection('new Other', 'acc-ann', 'add'),
      rejection('new New', 'acc-bob', 'add'),
    ]);
    await world.sync();
    expect(await world.memory.getRejected('conn-1')).toHaveLength(3);
    changing(directory).leave('role:New', ['ann']);
    await world.sync();
    expect(
      (await world.memory.getRejected('conn-1')).map(({ groupId, accountId }) => [groupId, accountId]),
    ).toEqual([
      ['new Other', 'acc-ann'],
      ['new New', 'acc-bob'],
    ]);
  });

  it('stays where the group is gone from the directory: that may be the fault', async () => {
    const { directory, world } = await scene();
    const [groupId = ''] = (await world.memory.getLedger('conn-1')).keys();
    const rejected = [rejection(groupId, 'acc-d0', 'add'), rejection(groupId, 'acc-d1', 'remove')];
    await world.memory.putRejected('conn-1', rejected);
    directory.groups.splice(
      directory.groups.findIndex(({ name }) => name === 'Design'),
      1,
    );
    await world.sync();
    expect(await world.memory.getRejected('conn-1')).toEqual(rejected);
  });
});
