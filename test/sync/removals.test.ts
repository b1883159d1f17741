import { defaultRemovalPolicy, type RemovalPolicy } from '../../src/domain/user-rules';
import { defaultLimits } from '../../src/domain/safety-limits';
import { defaultRules } from '../../src/domain/sync-rules';
import { defaultExistingGroups } from '../../src/domain/group-rules';
import { explain } from '../../src/sync/explain';
import { planStored } from '../../src/sync/plan-stored';
import { runSlice } from '../../src/sync/run';
import { storedWorld } from '../../src/sync/stored-world';
import { aDirectory, aUser, changing, fakeConnector, type FakeDirectory } from '../support/fake-directory';
import { aSite, membersOf } from '../support/fake-site';
import { aWorld } from '../support/world';

const people = ['ann', 'bob', 'cleo', 'dan', 'eve'];
const hourMs = 3_600_000;

async function scene(removal: Partial<RemovalPolicy>, rules = {}) {
  const directory = aDirectory({ Design: people, Staff: people });
  const site = aSite({ Design: [] }, people);
  const world = aWorld(directory, site);
  await world.addConnection({ rules: { removal: { ...defaultRemovalPolicy, ...removal }, ...rules } });
  await world.sync();
  const members = () => membersOf(site, 'Design')?.map((id) => id.replace('acc-', ''));
  return { directory, change: changing(directory), site, world, members };
}

describe('whoever', () => {
  it.each([
    ['has left', { left: 'keep' as const }, (c: ReturnType<typeof changing>) => c.removeUser('ann')],
    [
      'is inactive',
      { inactive: 'keep' as const },
      (c: ReturnType<typeof changing>) => c.user(aUser('ann', { status: 'inactive' })),
    ],
  ])('%s keeps everything, if the policy says so, and loses it otherwise', async (_, keep, change) => {
    const kept = await scene(keep);
    change(kept.change);
    const report = await kept.world.sync();
    expect(report).toMatchObject({ counts: { memberships: { removed: 0 } }, keptCount: 2 });
    expect(report.keptReasons).toEqual({ policy: 2 });
    expect(kept.members()).toEqual(people);
    const gone = await scene({});
    change(gone.change);
    await gone.world.sync();
    expect(gone.members()).toEqual(['bob', 'cleo', 'dan', 'eve']);
  });

  it('is out of scope keeps everything, if the policy says so', async () => {
    const scoped = {
      conditions: [{ attribute: 'floor', values: ['1'], effect: { kind: 'exclude' as const } }],
    };
    const { change, world, members } = await scene({ outOfScope: 'keep' }, scoped);
    change.user(aUser('ann', { attributes: { floor: ['1'] } }));
    await world.sync();
    expect(members()).toEqual(people);
    const other = await scene({}, scoped);
    other.change.user(aUser('ann', { attributes: { floor: ['1'] } }));
    await other.world.sync();
    expect(other.members()).toEqual(['bob', 'cleo', 'dan', 'eve']);
  });

  it('left only the group loses it, whatever is kept of leavers', async () => {
    const { change, world, members } = await scene({ left: 'keep', inactive: 'keep', outOfScope: 'keep' });
    change.leave('role:Design', ['ann']);
    await world.sync();
    expect(members()).toEqual(['bob', 'cleo', 'dan', 'eve']);
  });

  it.each([['ANN@example.com '], ['ann'], ['acc-ann']])(
    'is an exception (%s) loses nothing',
    async (entry) => {
      const { change, world, members } = await scene({ keepPeople: [entry] });
      change.leave('role:Design', ['ann', 'bob']);
      await world.sync();
      expect(members()).toEqual(['ann', 'cleo', 'dan', 'eve']);
    },
  );

  it.each([['ann@example.com'], ['ann'], ['acc-ann']])(
    'is an exception (%s) and leaves the directory loses nothing, run after run',
    async (entry) => {
      const { change, world, members } = await scene({ keepPeople: [entry] });
      change.removeUser('ann');
      for (let times = 0; times < 3; times += 1) await world.sync();
      expect(members()).toEqual(people);
    },
  );

  it('is in a group that loses nobody stays there, and nowhere else', async () => {
    const { change, world, site, members } = await scene({ keepGroups: ['design'] });
    change.leave('role:Design', ['ann']);
    change.leave('role:Staff', ['ann']);
    await world.sync();
    expect(members()).toEqual(people);
    expect(membersOf(site, 'Staff')).not.toContain('acc-ann');
  });
});

describe('a grace period', () => {
  it('begins with the first run that would have removed, and ends in the first run after it', async () => {
    const { change, world, members } = await scene({ graceHours: 24 });
    change.leave('role:Design', ['ann']);
    const first = await world.sync();
    expect(first).toMatchObject({
      waitingCount: 1,
      waiting: [
        {
          group: 'Design',
          accountId: 'acc-ann',
          cause: 'not-member',
          untilMs: first.startedAtMs + 24 * hourMs,
        },
      ],
    });
    world.advance(23 * hourMs);
    expect((await world.sync()).waitingCount).toBe(1);
    expect(members()).toEqual(people);
    world.advance(hourMs);
    expect(await world.sync()).toMatchObject({ waitingCount: 0, counts: { memberships: { removed: 1 } } });
    expect(members()).toEqual(['bob', 'cleo', 'dan', 'eve']);
  });

  it('begins anew for who came back in between', async () => {
    const { change, world, members } = await scene({ graceHours: 24 });
    change.leave('role:Design', ['ann']);
    await world.sync();
    change.join('role:Design', ['ann']);
    world.advance(20 * hourMs);
    await world.sync();
    change.leave('role:Design', ['ann']);
    world.advance(5 * hourMs);
    expect((await world.sync()).waitingCount).toBe(1);
    expect(members()).toEqual(people);
  });

  it.each([
    ['held', { ...defaultLimits.removals.perGroup, max: 0 }, 'held'],
    ['refused by the site', defaultLimits.removals.perGroup, 'finished-with-failures'],
  ])('that is over does not begin anew for a removal that is %s', async (_, perGroup, status) => {
    const limits = { ...defaultRules.limits, removals: { ...defaultLimits.removals, perGroup } };
    const { change, world, site, members } = await scene({ graceHours: 24 }, { limits });
    change.leave('role:Design', ['ann']);
    await world.sync();
    world.advance(25 * hourMs);
    site.beforeWrite = () => ({ kind: 'rejected', reason: 'Not now.' });
    const late = await world.sync();
    expect(late).toMatchObject({ status, waitingCount: 0 });
    site.beforeWrite = () => undefined;
    await world.sync('sync', { kind: 'held', heldHash: late.heldHash ?? '', runId: late.runId });
    expect(members()).toEqual(['bob', 'cleo', 'dan', 'eve']);
  });

  it('is not begun by a preview', async () => {
    const { change, world, members } = await scene({ graceHours: 24 });
    change.leave('role:Design', ['ann']);
    expect((await world.sync('preview')).waitingCount).toBe(1);
    world.advance(25 * hourMs);
    await world.sync();
    expect(members()).toEqual(people);
  });

  it.each([
    [
      'who was disabled',
      (c: ReturnType<typeof changing>) => c.user(aUser('ann', { status: 'inactive' })),
      'inactive',
    ],
    ['who left', (c: ReturnType<typeof changing>) => c.removeUser('ann'), 'left'],
  ])('is passed by on the fast lane by %s, and only there', async (_, change, cause) => {
    const fast = await scene({ graceHours: 24, fastLane: true });
    change(fast.change);
    await fast.world.sync();
    expect(fast.members()).toEqual(['bob', 'cleo', 'dan', 'eve']);
    const slow = await scene({ graceHours: 24, fastLane: false });
    change(slow.change);
    expect((await slow.world.sync()).waiting).toMatchObject([{ cause }, { cause }]);
    expect(slow.members()).toEqual(people);
  });
});

/** Of the people only those of the required group "Staff" are read, as where that costs less. */
async function scopedScene(removal: Partial<RemovalPolicy>) {
  const directory = aDirectory({ Design: ['ann', 'bob'], Staff: ['ann', 'bob'] });
  const site = aSite({}, ['ann', 'bob']);
  const world = aWorld(directory, site);
  const rules = { removal: { ...defaultRemovalPolicy, ...removal } };
  await world.addConnection({ selection: { requiredGroups: ['Staff'] }, rules });
  const sync = async () => {
    const { run } = await world.start('sync');
    const openConnector = async (_: unknown, meter: Parameters<typeof fakeConnector>[1]) =>
      readingByMember(directory, meter);
    for (let next = world.events.shift(); next !== undefined; next = world.events.shift())
      await runSlice(next.event, { ...world.runDeps(), openConnector });
    return world.reportOf(run.id);
  };
  await sync();
  return { change: changing(directory), directory, site, sync, world };
}

function readingByMember(directory: FakeDirectory, meter: Parameters<typeof fakeConnector>[1]) {
  const whole = fakeConnector(directory, meter, { requiredGroups: ['Staff'] });
  const isNeeded = (id: string) => directory.members['role:Staff']?.includes(id);
  return {
    ...whole,
    planPeople: async () => ({
      way: 'members' as const,
      why: 'Few are needed.',
      estimatedCalls: 1,
      streams: [{ name: 'users', params: {}, counts: 'nothing' as const }],
    }),
    readPage: async (...[stream, cursor]: Parameters<typeof whole.readPage>) => {
      const page = await whole.readPage(stream, cursor);
      const items = page.items.filter((record) => record.type !== 'user' || isNeeded(record.user.id));
      return { ...page, items };
    },
  };
}

describe('whoever was not read, where only some people are', () => {
  it('is out of scope, and keeps everything if the policy says so', async () => {
    const { change, site, sync } = await scopedScene({ outOfScope: 'keep', graceHours: 24 });
    change.leave('role:Staff', ['bob']);
    expect(await sync()).toMatchObject({
      keptReasons: { policy: 2 },
      counts: { memberships: { removed: 0 } },
    });
    expect(membersOf(site, 'Design')).toEqual(['acc-ann', 'acc-bob']);
  });

  it('waits for the grace period, and has no fast lane; the stored plan says the same', async () => {
    const { change, directory, sync, world } = await scopedScene({ graceHours: 24, left: 'keep' });
    change.leave('role:Staff', ['bob']);
    const cause = 'out-of-scope';
    expect(await sync()).toMatchObject({ waitingCount: 2, waiting: [{ cause }, { cause }] });
    const connection = await world.connections.get('conn-1');
    const stored = connection && (await storedWorld(connection, world.deps));
    if (stored === undefined) throw new Error('nothing is stored');
    const connector = fakeConnector(directory, { request: () => undefined } as never, {
      requiredGroups: ['Staff'],
    });
    const plan = planStored(stored, {
      ...stored.connection,
      selection: connector.selectGroups([...stored.records.groups.values()]),
    });
    const waits = { waiting: [{ cause }] };
    expect(plan.planned.plan.groups).toMatchObject([waits, waits]);
    const told = explain({ userId: 'bob' }, { world: stored, plan, unread: [] });
    expect(told?.memberships[0]?.verdict).toContain('outside what the settings let the app read');
  });

  it('has left, if the directory has confirmed that they are gone', async () => {
    const { change, site, sync } = await scopedScene({ outOfScope: 'keep', graceHours: 24 });
    change.removeUser('bob');
    // Still named as a member, so they are asked for by id.
    change.join('role:Staff', ['bob']);
    await sync();
    expect(membersOf(site, 'Design')).toEqual(['acc-ann']);
  });
});

describe('whoever is gone, where the settings limit who takes part', () => {
  it('has left for the stored plan too, after a preview that found it', async () => {
    const directory = aDirectory({ Design: ['ann', 'bob'], Staff: ['ann', 'bob'] });
    const world = aWorld(directory, aSite({}, ['ann', 'bob']));
    const selection = { requiredGroups: ['Staff'] };
    const removal = { ...defaultRemovalPolicy, left: 'keep' as const };
    const connection = await world.addConnection({ selection, rules: { removal } });
    await world.sync();
    changing(directory).removeUser('bob');
    expect(await world.sync('preview')).toMatchObject({ keptCount: 2 });
    const stored = await storedWorld(connection, world.deps);
    if (stored === undefined) throw new Error('nothing is stored');
    const connector = fakeConnector(directory, { request: () => undefined } as never, selection);
    const plan = planStored(stored, {
      ...connection,
      selection: connector.selectGroups([...stored.records.groups.values()]),
    });
    const kept = { kept: [{ reason: 'policy' }] };
    expect(plan.planned.plan.groups).toMatchObject([kept, kept]);
    const told = explain({ userId: 'bob' }, { world: stored, plan, unread: [] });
    expect(told?.memberships[0]?.verdict).toContain('the directory does not have them any more');
  });
});

describe('conditions', () => {
  const inSales = (id: string) => aUser(id, { attributes: { department: ['Sales'] } });

  it('grant groups to those who take part and have the attribute, and take them back', async () => {
    const conditions = [
      { attribute: 'department', values: ['sales'], effect: { kind: 'grant' as const, group: 'Sellers' } },
    ];
    const { change, world, site } = await scene({}, { conditions });
    change.user(inSales('ann'));
    change.user({ ...inSales('bob'), status: 'inactive' });
    await world.sync();
    expect(membersOf(site, 'Sellers')).toEqual(['acc-ann']);
    change.user(aUser('ann'));
    await world.sync();
    expect(membersOf(site, 'Sellers')).toEqual([]);
  });

  it('let in only whom they include; where they leave nobody, nothing is taken from anybody', async () => {
    const conditions = [{ attribute: 'department', values: ['Sales'], effect: { kind: 'include' as const } }];
    const { change, world, members } = await scene({}, { conditions, existingGroups: defaultExistingGroups });
    expect(members()).toEqual([]);
    change.user(inSales('ann'));
    await world.sync();
    expect(members()).toEqual(['ann']);
    change.user(aUser('ann'));
    const report = await world.sync();
    // Nobody has the attribute any more: more likely it cannot be read.
    expect(report).toMatchObject({ status: 'stopped', stoppedBecause: { kind: 'settings-rejected' } });
    expect(members()).toEqual(['ann']);
  });
});
