import { FailureError } from '../../src/domain/failure';
import { aDirectory, aUser } from '../support/fake-directory';
import { aSite, membersOf } from '../support/fake-site';
import { aWorld } from '../support/world';

const people = ['ann', 'bob', 'cleo', 'dan', 'eve', 'fay', 'gus'];

async function synced() {
  const directory = aDirectory({ Designers: people });
  const site = aSite({}, people);
  const world = aWorld(directory, site);
  await world.addConnection();
  await world.sync();
  site.writes = [];
  return { directory, site, world };
}

describe('the read of a directory', () => {
  it.each([0, 3, 6])('removes nobody when the page from %i fails', async (from) => {
    const { directory, site, world } = await synced();
    directory.members['role:Designers'] = ['ann'];
    directory.beforePage = (stream, start) => {
      if (stream === 'users' && start === from)
        throw new FailureError({ kind: 'unavailable', message: 'OneLogin answered 500.' });
    };
    const report = await world.sync();
    expect(report).toMatchObject({ status: 'stopped', stoppedBecause: { kind: 'incomplete-read' } });
    expect(report.stoppedBecause?.message).toContain('nothing was changed');
    expect(site.writes).toEqual([]);
  });

  it('stops when nobody, no group, or nobody in scope is left', async () => {
    for (const empty of ['users', 'groups', 'required'] as const) {
      const { directory, site, world } = await synced();
      if (empty === 'users') directory.users = [];
      if (empty === 'groups') directory.groups = [];
      if (empty === 'required') {
        directory.required = ['Designers'];
        directory.members = {};
      }
      const report = await world.sync();
      expect([empty, report.status, report.stoppedBecause?.kind]).toEqual([empty, 'stopped', 'empty-read']);
      expect(site.writes).toEqual([]);
    }
  });

  it('does not take a person for a leaver who slipped between two pages', async () => {
    const { directory, site, world } = await synced();
    let done = false;
    directory.beforePage = (stream, start) => {
      // Somebody is deleted on a page that was read, and somebody comes at the end: the total stays, dan slips through.
      if (done || stream !== 'users' || start !== 3) return;
      done = true;
      directory.users = [...directory.users.filter((user) => user.id !== 'ann'), aUser('new')];
      directory.members['role:Designers'] = people.filter((id) => id !== 'ann');
    };
    await world.sync();
    expect(site.writes).not.toContain('remove acc-dan Designers');
    expect(membersOf(site, 'Designers')).toContain('acc-dan');
  });

  it('reads a list again whose total moved under the pages, and gives up when it never holds still', async () => {
    const { directory, world } = await synced();
    let moves = 1;
    directory.beforePage = (stream, start) => {
      if (stream !== 'users' || start !== 3 || moves <= 0) return;
      moves -= 1;
      directory.users.push(aUser(`late-${moves}`));
    };
    expect((await world.sync()).status).toBe('finished');
    moves = 100;
    const report = await world.sync();
    expect(report.stoppedBecause).toMatchObject({
      kind: 'incomplete-read',
      message: expect.stringContaining('"users"'),
    });
  });

  it('believes nothing of a list that it read again', async () => {
    const { directory, site, world } = await synced();
    let done = false;
    directory.beforePage = (stream, start) => {
      if (done || stream !== 'users' || start !== 3) return;
      done = true;
      // Ann stands on a page that was read, and is gone before the list is read again.
      directory.users = directory.users.filter((user) => user.id !== 'ann');
    };
    expect((await world.sync()).status).toBe('finished');
    expect(site.writes).toEqual(['remove acc-ann Designers']);
  });

  it('names a required group that does not exist, and changes nothing', async () => {
    const { directory, site, world } = await synced();
    directory.required = ['Desingers'];
    const report = await world.sync();
    expect(report.stoppedBecause).toMatchObject({
      kind: 'settings-rejected',
      message: expect.stringContaining('"Desingers"'),
    });
    expect(site.writes).toEqual([]);
  });

  it('keeps people out who are in no required group, and suspended people', async () => {
    const directory = aDirectory(
      { Staff: ['ann', 'bob'], Designers: ['ann', 'bob', 'cleo'] },
      { required: ['Staff'] },
    );
    directory.users = directory.users.map((user) =>
      user.id === 'bob' ? aUser('bob', { status: 'inactive' }) : user,
    );
    const site = aSite({}, people);
    const world = aWorld(directory, site);
    await world.addConnection();
    const report = await world.sync();
    expect(report.counts.users).toMatchObject({ read: 3, inScope: 1, matched: 1 });
    expect(membersOf(site, 'Designers')).toEqual(['acc-ann']);
  });

  it('goes on in the next slice where the calls of one end', async () => {
    const site = aSite({}, people);
    const directory = aDirectory({ Designers: people, Engineers: people }, { pageSize: 1 });
    const world = aWorld(directory, site, { slice: { calls: 2 } });
    await world.addConnection();
    const report = await world.sync();
    expect(report.slices).toBeGreaterThan(3);
    expect(report.counts).toMatchObject({ users: { read: 7 }, memberships: { added: 14 } });
  });

  it('waits below the floor of remaining calls, says so, and spends none', async () => {
    const { directory, world } = await synced();
    directory.remaining = { calls: 2, floor: 2, resetMs: 20 * 60_000 };
    const { run } = await world.start('sync');
    await world.drain();
    expect(await world.runs.get(run.id)).toMatchObject({
      status: 'waiting',
      waiting: { message: 'Waiting for the hour to end.' },
    });
    expect(directory.remaining.calls).toBe(2);
    directory.remaining.calls = 1_000;
    await world.settle(run.id);
    expect((await world.reportOf(run.id)).status).toBe('finished');
  });

  it('keeps the floor in mid-read and goes on with the next page after the reset', async () => {
    const { directory, world } = await synced();
    directory.remaining = { calls: 5, floor: 2, resetMs: 20 * 60_000 };
    const pages: string[] = [];
    directory.beforePage = (stream, from) => void pages.push(`${stream} ${from}`);
    const { run } = await world.start('sync');
    await world.drain();
    expect(directory.remaining.calls).toBe(2);
    directory.remaining.calls = 1_000;
    await world.settle(run.id);
    expect((await world.reportOf(run.id)).status).toBe('finished');
    expect(pages.filter((page) => page === 'roles 0')).toHaveLength(1);
  });
});
