import { aDirectory, aGroup, aUser } from '../support/fake-directory';
import { aSite, anAccount, membersOf } from '../support/fake-site';
import { FailureError } from '../../src/domain/failure';
import { runSlice } from '../../src/sync/run';
import { defaultRules } from '../../src/domain/sync-rules';
import { aWorld, syncAccountId } from '../support/world';

const people = ['ann', 'bob', 'cleo', 'dan'];

describe('a run', () => {
  it('creates what is missing, adds who is wanted, and a second run changes nothing', async () => {
    const site = aSite({ Designers: [] }, people);
    const world = aWorld(aDirectory({ Designers: ['ann', 'bob'], Engineers: ['bob', 'cleo', 'dan'] }), site);
    await world.addConnection();

    const first = await world.sync();
    expect(first).toMatchObject({
      status: 'finished',
      counts: {
        users: { read: 4, inScope: 4, matched: 4, unmatched: 0, ambiguous: 0 },
        groups: { read: 2, inScope: 2, created: 1, left: 0 },
        memberships: { alreadyCorrect: 0, added: 5, removed: 0, held: 0, failed: 0, unmanaged: 0 },
      },
    });
    expect(first.phases.map(({ phase }) => phase)).toEqual([
      'budget',
      'groups',
      'people',
      'accounts',
      'target',
      'plan',
      'apply',
      'report',
    ]);
    expect(membersOf(site, 'Designers')).toEqual(['acc-ann', 'acc-bob']);
    expect(membersOf(site, 'Engineers')).toEqual(['acc-bob', 'acc-cleo', 'acc-dan']);

    const writes = site.writes.length;
    const second = await world.sync();
    expect(second.counts.memberships).toMatchObject({ alreadyCorrect: 5, added: 0, removed: 0 });
    expect(site.writes).toHaveLength(writes);
  });

  it('is a preview the first time, whatever was asked, and writes nothing', async () => {
    const site = aSite({}, people);
    const world = aWorld(aDirectory({ Designers: ['ann'] }), site);
    await world.addConnection({ previewed: false });
    const preview = await world.sync('sync');
    expect(preview).toMatchObject({
      mode: 'preview',
      status: 'finished',
      planned: { groups: 1, additions: 1, removals: 0 },
    });
    expect(site.writes).toEqual([]);
    expect((await world.sync('sync')).mode).toBe('sync');
    expect(membersOf(site, 'Designers')).toEqual(['acc-ann']);
  });

  it('removes a leaver only from memberships that the app made', async () => {
    const directory = aDirectory({ Designers: ['ann', 'bob'] });
    const site = aSite({ Designers: ['acc-bob', 'acc-cleo'] }, people);
    const world = aWorld(directory, site);
    await world.addConnection();
    await world.sync();
    expect(membersOf(site, 'Designers')).toEqual(['acc-ann', 'acc-bob', 'acc-cleo']);

    directory.members['role:Designers'] = [];
    directory.users.push(aUser('eve'));
    const report = await world.sync();
    expect(report.counts.memberships).toMatchObject({ removed: 1, unmanaged: 2 });
    expect(membersOf(site, 'Designers')).toEqual(['acc-bob', 'acc-cleo']);
  });

  it('takes away a membership only when the last connection lets go', async () => {
    const site = aSite({}, people);
    const first = aDirectory({ Designers: ['ann', 'bob'] });
    const second = aDirectory({ Designers: ['ann'] });
    const world = aWorld(first, site);
    await world.addConnection({ id: 'conn-1', directory: first });
    await world.addConnection({ id: 'conn-2', directory: second });
    await world.sync('sync', undefined, 'conn-1');
    await world.sync('sync', undefined, 'conn-2');

    first.members['role:Designers'] = ['bob'];
    await world.sync('sync', undefined, 'conn-1');
    expect(membersOf(site, 'Designers')).toEqual(['acc-ann', 'acc-bob']);

    second.members['role:Designers'] = [];
    await world.sync('sync', undefined, 'conn-2');
    expect(membersOf(site, 'Designers')).toEqual(['acc-bob']);
  });

  it('follows a group by its id through a rename on either side', async () => {
    const directory = aDirectory({ Designers: ['ann'] });
    const site = aSite({}, people);
    const world = aWorld(directory, site);
    await world.addConnection();
    await world.sync();
    directory.groups = [aGroup('Designers', { name: 'Design' })];
    const [group] = site.groups;
    if (group !== undefined) site.groups[0] = { ...group, name: 'The designers' };
    directory.users.push(aUser('bob'));
    directory.members['role:Designers'] = ['ann', 'bob'];
    await world.sync();
    expect(site.groups.map((each) => each.name)).toEqual(['The designers']);
    expect(membersOf(site, 'The designers')).toEqual(['acc-ann', 'acc-bob']);
  });

  it('leaves alone groups that grant administration, shared and impossible names, and a linked group that is gone', async () => {
    const directory = aDirectory({ admins: ['ann'], Same: ['ann'], ' ': ['ann'], Gone: ['ann'] });
    directory.groups.push(
      aGroup('Same', { id: 'group:1', kind: 'group', name: 'same' }),
      aGroup('x'.repeat(256)),
    );
    const site = aSite({ admins: [] }, people);
    const [admins] = site.groups;
    if (admins !== undefined) site.groups[0] = { ...admins, protection: 'grants-administration' };
    const world = aWorld(directory, site);
    await world.addConnection();
    await world.sync();
    site.groups = site.groups.filter((group) => group.name !== 'Gone');
    const report = await world.sync();
    const reasons = Object.fromEntries(report.left.map((group) => [group.sourceId, group.reason]));
    expect(reasons).toEqual({
      'role:admins': 'grants-administration',
      'role:Same': 'name-shared',
      'group:1': 'name-shared',
      'role: ': 'name-empty',
      [`role:${'x'.repeat(256)}`]: 'name-too-long',
      'role:Gone': 'linked-group-gone',
    });
    expect(membersOf(site, 'admins')).toEqual([]);
    expect(membersOf(site, 'Gone')).toBeUndefined();
  });

  it('never writes the sync account, in or out', async () => {
    const directory = aDirectory({ Designers: ['ann', 'sync'] });
    const site = aSite({}, ['ann', 'sync']);
    const world = aWorld(directory, site);
    await world.addConnection();
    await world.sync();
    expect(site.writes.filter((write) => write.includes(syncAccountId))).toEqual([]);
  });

  it('lists unmatched and ambiguous people and gives them nothing', async () => {
    const directory = aDirectory({ Designers: ['ann', 'bob', 'cleo', 'dan', 'eve', 'fay'] });
    directory.users = directory.users.map((user) => {
      if (user.id === 'bob') return aUser('bob', { email: 'CLEO@example.com ' });
      if (user.id !== 'dan') return user;
      const { email: _, ...rest } = user;
      return rest;
    });
    const site = aSite({}, ['ann', 'cleo', 'fay']);
    site.accounts.push(anAccount('fay-2', { email: 'Fay@example.com' }));
    const world = aWorld(directory, site);
    await world.addConnection();
    const report = await world.sync();
    expect(report.unmatched.map(({ userId, reason }) => [userId, reason])).toEqual([
      ['dan', 'no-email'],
      ['eve', 'no-account'],
    ]);
    expect(report.ambiguous.map(({ userId, reason }) => [userId, reason])).toEqual([
      ['bob', 'email-shared-in-directory'],
      ['cleo', 'email-shared-in-directory'],
      ['fay', 'email-shared-by-accounts'],
    ]);
    expect(membersOf(site, 'Designers')).toEqual(['acc-ann']);
  });

  it('stays matched by the stored id when the e-mail changes', async () => {
    const directory = aDirectory({ Designers: ['ann'] });
    const site = aSite({}, people);
    const world = aWorld(directory, site);
    await world.addConnection();
    await world.sync();
    directory.users = [aUser('ann', { email: 'ann.married@example.com' })];
    const report = await world.sync();
    expect(report.counts).toMatchObject({
      users: { matched: 1 },
      memberships: { alreadyCorrect: 1, removed: 0 },
    });
  });

  it('goes on after a change that the site refuses, and tries it again next time', async () => {
    const site = aSite({}, people);
    const world = aWorld(aDirectory({ Designers: ['ann', 'bob'] }), site);
    await world.addConnection();
    site.beforeWrite = (write) =>
      write.startsWith('add acc-ann') ? { kind: 'rejected', reason: 'No seat is free.' } : undefined;
    const report = await world.sync();
    expect(report).toMatchObject({
      status: 'finished-with-failures',
      counts: { memberships: { added: 1, failed: 1 } },
    });
    expect(report.rejected).toEqual([
      { change: 'add-member', group: 'Designers', accountId: 'acc-ann', reason: 'No seat is free.' },
    ]);
    site.beforeWrite = () => undefined;
    expect((await world.sync()).counts.memberships).toMatchObject({ added: 1, failed: 0 });
  });

  it('does not count an addition as its own that somebody made by hand in the meantime', async () => {
    const directory = aDirectory({ Designers: ['ann'] });
    const site = aSite({ Designers: [] }, people);
    const world = aWorld(directory, site);
    await world.addConnection();
    site.beforeWrite = (write) => {
      if (write === 'add acc-ann Designers') site.groups[0]?.members.add('acc-ann');
      return undefined;
    };
    await world.sync();
    site.beforeWrite = () => undefined;
    directory.members['role:Designers'] = [];
    directory.users.push(aUser('bob'));
    await world.sync();
    expect(membersOf(site, 'Designers')).toEqual(['acc-ann']);
  });

  it('saves a report when it stops, and says why', async () => {
    const site = aSite({}, people);
    const world = aWorld(aDirectory({ Designers: ['ann'] }), site);
    await world.addConnection();
    site.beforeWrite = () => {
      throw new FailureError({ kind: 'access-missing', message: 'The sync account lost its rights.' });
    };
    const report = await world.sync();
    expect(report).toMatchObject({ status: 'stopped', stoppedBecause: { kind: 'access-missing' } });
    expect(await world.lock.holder('conn-1')).toBeUndefined();
  });

  it('parks when the site asks to wait, and goes on where it was', async () => {
    const site = aSite({}, people);
    const world = aWorld(aDirectory({ Designers: people }), site);
    await world.addConnection();
    let refusals = 0;
    site.beforeWrite = (write) => {
      if (!write.startsWith('add acc-cleo') || refusals > 0) return undefined;
      refusals += 1;
      throw new FailureError({
        kind: 'retry-later',
        afterMs: 3_600_000,
        message: 'The hourly quota of Jira is spent.',
      });
    };
    const { run } = await world.start('sync');
    await world.drain();
    expect(await world.runs.get(run.id)).toMatchObject({
      status: 'waiting',
      waiting: { message: 'The hourly quota of Jira is spent.' },
    });
    await world.settle(run.id);
    expect((await world.reportOf(run.id)).counts.memberships).toMatchObject({ added: 4, failed: 0 });
    expect(site.writes.filter((write) => write.startsWith('add'))).toHaveLength(4);
  });

  it('gives the same plan and hash for the same inputs, whatever their order', async () => {
    const hashes = await Promise.all(
      [
        ['ann', 'bob', 'cleo'],
        ['cleo', 'ann', 'bob'],
      ].map(async (order) => {
        const directory = aDirectory({ Designers: order, Engineers: order });
        if (order[0] === 'cleo') directory.groups.reverse();
        const world = aWorld(directory, aSite({ Designers: [], Engineers: [] }, order));
        await world.addConnection();
        return (await world.sync('preview')).planHash;
      }),
    );
    expect(hashes[0]).toMatch(/^[0-9a-f]{64}$/);
    expect(hashes[1]).toBe(hashes[0]);
  });

  it('keeps who was added, removed and refused beside the report', async () => {
    const site = aSite({}, people);
    const world = aWorld(aDirectory({ Designers: ['ann', 'bob'] }), site);
    await world.addConnection();
    site.beforeWrite = (write) =>
      write.startsWith('add acc-bob') ? { kind: 'rejected', reason: 'No seat.' } : undefined;
    const { runId } = await world.sync();
    expect(await world.data.get(runId, 'changes')).toMatchObject({
      groups: [{ sourceId: 'role:Designers', add: ['acc-ann', 'acc-bob'], remove: [] }],
      outcomes: [{ created: 'made-1' }, 'a', { rejected: 'No seat.' }],
    });
  });

  it('leaves nothing behind but its record, its report and its changes', async () => {
    const world = aWorld(aDirectory({ Designers: ['ann'] }), aSite({}, people));
    await world.addConnection();
    const { runId } = await world.sync();
    const left = world.store.keys().filter((key) => key.includes(runId));
    expect(left.toSorted()).toEqual([
      `sync-run/v1:run:${runId}`,
      `v1:doc:${runId}:changes`,
      `v1:doc:${runId}:report`,
    ]);
  });

  it('lists a thousand of a kind at most, and counts all', async () => {
    const crowd = Array.from({ length: 1_200 }, (_, index) => `p${index}`);
    const world = aWorld(aDirectory({ Designers: crowd }, { pageSize: 500 }), aSite({}, []));
    await world.addConnection();
    const report = await world.sync('preview');
    expect(report.unmatched).toHaveLength(1_000);
    expect(report.counts.users.unmatched).toBe(1_200);
  });

  it('keeps the newest fifty runs and their reports', async () => {
    const world = aWorld(aDirectory({ Designers: ['ann'] }), aSite({}, people));
    await world.addConnection();
    const first = await world.sync();
    for (let count = 0; count < 50; count += 1) {
      world.advance(60_000);
      await world.sync('preview');
    }
    expect(await world.runs.newest('conn-1', 100)).toHaveLength(50);
    expect(await world.runs.get(first.runId)).toBeUndefined();
    expect(await world.data.get(first.runId, 'report')).toBeUndefined();
    expect(await world.data.get(first.runId, 'changes')).toBeUndefined();
  });

  it('holds what a role that is gone from the directory would cost, until it is approved', async () => {
    const directory = aDirectory({ Designers: ['ann', 'bob'], Engineers: ['ann'] });
    const site = aSite({ Designers: ['acc-cleo'] }, people);
    const world = aWorld(directory, site);
    await world.addConnection();
    await world.sync();
    directory.groups = directory.groups.filter((group) => group.name !== 'Designers');
    delete directory.members['role:Designers'];
    const held = await world.sync();
    expect(held).toMatchObject({
      status: 'held',
      counts: { memberships: { removed: 0, held: 2, unmanaged: 1 } },
    });
    expect(held.held[0]?.message).toContain('"Designers" is no longer in the directory');
    const report = await world.sync('sync', {
      kind: 'held',
      heldHash: held.heldHash ?? '',
      runId: held.runId,
    });
    expect(report.counts.memberships).toMatchObject({ removed: 2, unmanaged: 1 });
    expect(membersOf(site, 'Designers')).toEqual(['acc-cleo']);
    expect((await world.sync()).planned).toEqual({ groups: 0, additions: 0, removals: 0 });
  });

  it('takes nothing from anybody when a role slips between two pages of the list', async () => {
    const directory = aDirectory({ A: ['ann'], B: ['bob'], C: ['ann', 'bob'], D: ['cleo'] }, { pageSize: 2 });
    const site = aSite({}, people);
    const world = aWorld(directory, site);
    await world.addConnection();
    await world.sync();
    directory.beforePage = (stream, from) => {
      if (stream !== 'roles' || from !== 2 || directory.groups[0]?.name !== 'A') return;
      directory.groups = [...directory.groups.slice(1), aGroup('E')];
    };
    const report = await world.sync();
    expect(report.status).toBe('held');
    expect(membersOf(site, 'C')).toEqual(['acc-ann', 'acc-bob']);
  });

  it('hands the group over when a role was deleted and made again under its name', async () => {
    const directory = aDirectory({ Designers: ['ann', 'bob'] });
    const site = aSite({}, people);
    const world = aWorld(directory, site);
    await world.addConnection();
    await world.sync();
    directory.groups = [aGroup('Designers', { id: 'role:again' })];
    directory.members = { 'role:again': ['ann'] };
    const report = await world.sync();
    expect(report).toMatchObject({
      status: 'finished',
      left: [],
      counts: { memberships: { removed: 1, alreadyCorrect: 1 } },
    });
    expect(membersOf(site, 'Designers')).toEqual(['acc-ann']);
    expect([...(await world.memory.getLinks('conn-1')).groups.keys()]).toEqual(['role:again']);
    expect((await world.sync()).left).toEqual([]);
  });

  it('goes by the link when another role takes the same name', async () => {
    const directory = aDirectory({ Designers: ['ann', 'bob'] });
    const site = aSite({}, people);
    const world = aWorld(directory, site);
    await world.addConnection();
    await world.sync();
    directory.groups.push(aGroup('second', { name: 'designers' }));
    directory.members['role:Designers'] = ['ann'];
    const report = await world.sync();
    expect(report.left).toEqual([{ sourceId: 'role:second', name: 'designers', reason: 'name-shared' }]);
    expect(membersOf(site, 'Designers')).toEqual(['acc-ann']);
  });

  it('loses no membership between two connections that let go of it in the same moment', async () => {
    const site = aSite({}, people);
    const first = aDirectory({ Designers: ['ann', 'bob'] });
    const second = aDirectory({ Designers: ['ann', 'bob'] });
    const world = aWorld(first, site);
    await world.addConnection({ id: 'conn-1', directory: first });
    await world.addConnection({ id: 'conn-2', directory: second });
    await world.sync('sync', undefined, 'conn-1');
    await world.sync('sync', undefined, 'conn-2');
    first.members['role:Designers'] = ['bob'];
    second.members['role:Designers'] = ['bob'];
    const runs = [
      await world.start('sync', undefined, 'conn-1'),
      await world.start('sync', undefined, 'conn-2'),
    ];
    const events = world.events.splice(0).map(({ event }) => event);
    await Promise.all(events.map((event) => runSlice(event, world.runDeps())));
    for (const { run } of runs) await world.settle(run.id);
    await world.sync('sync', undefined, 'conn-1');
    await world.sync('sync', undefined, 'conn-2');
    expect(membersOf(site, 'Designers')).toEqual(['acc-bob']);
  });

  it('makes an addition its own whose answer was lost', async () => {
    const directory = aDirectory({ Designers: ['ann'] });
    const site = aSite({ Designers: [] }, people);
    const world = aWorld(directory, site);
    await world.addConnection();
    site.beforeWrite = (write) => {
      if (!write.startsWith('add')) return undefined;
      site.groups[0]?.members.add('acc-ann');
      throw new FailureError({ kind: 'unavailable', message: 'Jira answered 504.' });
    };
    expect((await world.sync()).status).toBe('finished-with-failures');
    site.beforeWrite = () => undefined;
    directory.members['role:Designers'] = [];
    directory.users.push(aUser('bob'));
    await world.sync();
    expect(membersOf(site, 'Designers')).toEqual([]);
  });

  it('stops at a site that cannot be reached also where groups are to be created', async () => {
    const directory = aDirectory({ A: ['ann'], B: ['bob'], C: ['cleo'], D: ['dan'] });
    const site = aSite({}, people);
    const world = aWorld(directory, site);
    await world.addConnection();
    const tried: string[] = [];
    site.beforeWrite = (write) => {
      tried.push(write);
      throw new FailureError({ kind: 'unavailable', message: 'Jira answered 504.' });
    };
    expect(await world.sync()).toMatchObject({ status: 'stopped', stoppedBecause: { kind: 'unavailable' } });
    expect(tried).toEqual(['create A', 'create B', 'create C']);
  });

  it('makes an addition its own whose answer was lost, also when the run stops for that', async () => {
    const directory = aDirectory({ Designers: people });
    const site = aSite({ Designers: [] }, people);
    const world = aWorld(directory, site);
    await world.addConnection();
    site.beforeWrite = (write) => {
      site.groups[0]?.members.add(write.split(' ')[1] ?? '');
      throw new FailureError({ kind: 'unavailable', message: 'Jira answered 504.' });
    };
    expect(await world.sync()).toMatchObject({
      status: 'stopped',
      counts: { memberships: { added: 0, failed: 3 } },
    });
    const ledger = await world.memory.getLedger('conn-1');
    expect([...(ledger.get('id-Designers')?.keys() ?? [])]).toEqual(['acc-ann', 'acc-bob', 'acc-cleo']);
  });

  it('looks for a new account when the site says that the linked one is gone', async () => {
    const directory = aDirectory({ Designers: ['ann'], Engineers: [] });
    const site = aSite({}, people);
    const world = aWorld(directory, site);
    await world.addConnection();
    await world.sync();
    site.accounts = [anAccount('ann', { accountId: 'acc-ann-again' })];
    directory.members['role:Engineers'] = ['ann'];
    site.beforeWrite = (write) =>
      write.startsWith('add acc-ann ')
        ? { kind: 'rejected', reason: 'No such account.', accountGone: true }
        : undefined;
    await world.sync();
    await world.sync();
    expect(membersOf(site, 'Engineers')).toEqual(['acc-ann-again']);
  });

  it('is ended after a day of work, too', async () => {
    const directory = aDirectory({ Designers: ['ann'] }, { pageSize: 1 });
    const world = aWorld(directory, aSite({}, people));
    await world.addConnection();
    const { run } = await world.start('sync');
    const stored = await world.runs.get(run.id);
    if (stored === undefined) throw new Error('no run');
    await world.runs.save({ ...stored, startedAtMs: world.clock.now() - 25 * 3_600_000 }, stored.revision);
    await world.settle(run.id);
    expect((await world.reportOf(run.id)).stoppedBecause?.message).toContain('longer than a day');
  });

  it('is ended when nobody took it up for too long, rather than apply an old reading', async () => {
    const directory = aDirectory({ Designers: ['ann', 'bob'] }, { pageSize: 1 });
    const site = aSite({}, people);
    const world = aWorld(directory, site, { slice: { calls: 2 } });
    await world.addConnection();
    const { run } = await world.start('sync');
    const [first] = world.events.splice(0);
    if (first === undefined) throw new Error('no event');
    await runSlice(first.event, world.runDeps());
    world.events.length = 0;
    world.advance(31 * 60_000);
    await world.settle(run.id);
    expect(await world.reportOf(run.id)).toMatchObject({
      status: 'stopped',
      stoppedBecause: { message: expect.stringContaining('interrupted for too long') },
    });
    expect(site.writes).toEqual([]);
    expect((await world.sync()).status).toBe('finished');
  });

  it('is ended after a day, with a report', async () => {
    const directory = aDirectory({ Designers: ['ann'] });
    const site = aSite({}, people);
    const world = aWorld(directory, site);
    await world.addConnection();
    site.beforeWrite = () => {
      world.advance(5 * 3_600_000);
      throw new FailureError({ kind: 'retry-later', afterMs: 3_600_000, message: 'Quota.' });
    };
    const { run } = await world.start('sync');
    await world.settle(run.id);
    const report = await world.reportOf(run.id);
    expect(report.status).toBe('stopped');
    expect(report.endedAtMs - report.startedAtMs).toBeLessThan(25 * 3_600_000);
  });

  it('does not let a new role take the group of another by its name', async () => {
    const directory = aDirectory({ Designers: ['ann'] });
    const site = aSite({}, people);
    const world = aWorld(directory, site);
    await world.addConnection();
    await world.sync();
    directory.groups = [aGroup('Designers', { name: 'Design' }), aGroup('new', { name: 'Designers' })];
    directory.users.push(aUser('bob'));
    directory.members['role:new'] = ['bob'];
    const report = await world.sync();
    expect(report.left).toEqual([{ sourceId: 'role:new', name: 'Designers', reason: 'name-shared' }]);
    expect(membersOf(site, 'Designers')).toEqual(['acc-ann']);
  });

  it('ends with the settings that it began with', async () => {
    const directory = aDirectory({ Designers: ['ann', 'bob'] }, { pageSize: 1 });
    const site = aSite({}, people);
    const world = aWorld(directory, site, { slice: { calls: 2 } });
    await world.addConnection();
    const { run } = await world.start('sync');
    const [event] = world.events.splice(0);
    if (event === undefined) throw new Error('no event');
    await runSlice(event.event, world.runDeps());
    const connection = await world.connections.get('conn-1');
    if (connection === undefined) throw new Error('no connection');
    await world.connections.save(
      { ...connection, rules: { ...connection.rules, createMissingGroups: false } },
      connection.revision,
    );
    await world.settle(run.id);
    expect(membersOf(site, 'Designers')).toEqual(['acc-ann', 'acc-bob']);
  });

  it('reads a group of many pages to its end, from round to round', async () => {
    const crowd = Array.from({ length: 101 }, (_, index) => `p${index}`);
    const site = aSite({ Designers: crowd.map((id) => `acc-${id}`) }, crowd);
    const world = aWorld(aDirectory({ Designers: crowd }, { pageSize: 50 }), site);
    await world.addConnection();
    expect((await world.sync('preview')).counts.memberships).toMatchObject({ alreadyCorrect: 101 });
    expect((await world.sync('preview')).planned).toEqual({ groups: 0, additions: 0, removals: 0 });
  });

  describe('whose additions are held', () => {
    const none = { max: 0, maxShare: 1_000, shareFloor: 0 };
    const limits = { ...defaultRules.limits, additions: { perRun: none, perGroup: none } };

    it('creates a group when its people may come in, not before', async () => {
      const site = aSite({}, people);
      const world = aWorld(aDirectory({ Designers: ['ann'] }), site);
      await world.addConnection({ rules: { limits } });
      const held = await world.sync();
      expect(held).toMatchObject({
        status: 'held',
        counts: { groups: { created: 0 }, memberships: { held: 1 } },
      });
      expect(membersOf(site, 'Designers')).toBeUndefined();
      await world.sync('sync', { kind: 'held', heldHash: held.heldHash ?? '', runId: held.runId });
      expect(membersOf(site, 'Designers')).toEqual(['acc-ann']);
    });

    it('does not put them into another group than was shown', async () => {
      const site = aSite({}, people);
      const world = aWorld(aDirectory({ Designers: ['ann'] }), site);
      await world.addConnection({ rules: { limits } });
      const held = await world.sync();
      site.groups.push({ id: 'made-by-hand', name: 'Designers', members: new Set() });
      const report = await world.sync('sync', {
        kind: 'held',
        heldHash: held.heldHash ?? '',
        runId: held.runId,
      });
      expect(report.status).toBe('held');
      expect(membersOf(site, 'Designers')).toEqual([]);
    });
  });

  describe('that reads groups side by side', () => {
    const names = ['a', 'b', 'c', 'd', 'e', 'f'];
    const crowd = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7'];

    async function crowded() {
      const groups = Object.fromEntries(names.map((name) => [name, crowd]));
      const site = aSite(
        Object.fromEntries(names.map((name) => [name, crowd.map((id) => `acc-${id}`)])),
        crowd,
      );
      const world = aWorld(aDirectory(groups), site);
      await world.addConnection();
      return { site, world };
    }

    it('does not take its own signs of life for another invocation', async () => {
      const { site, world } = await crowded();
      site.beforeRead = () => world.advance(1_500);
      const { run } = await world.start('sync');
      await world.drain();
      expect(await world.runs.get(run.id)).toMatchObject({ status: 'finished', slice: 0 });
    });

    it('waits in order when one of the reads is asked to', async () => {
      const { site, world } = await crowded();
      let reads = 0;
      site.beforeRead = () => {
        world.advance(1_500);
        reads += 1;
        if (reads === 6) throw new FailureError({ kind: 'retry-later', afterMs: 60_000, message: 'Quota.' });
      };
      const { run } = await world.start('sync');
      const [first] = world.events.splice(0);
      if (first === undefined) throw new Error('no event');
      await runSlice(first.event, world.runDeps());
      expect(await world.runs.get(run.id)).toMatchObject({ status: 'waiting', slice: 1 });
      // Pages that were under way come to their end; no other is begun.
      await new Promise((resolve) => setImmediate(resolve));
      expect(reads).toBeLessThanOrEqual(6 + 3);
      await world.drain();
      expect(await world.runs.get(run.id)).toMatchObject({ status: 'finished' });
    });
  });
});
