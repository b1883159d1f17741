import type { SafetyLimits } from '../../src/domain/safety-limits';
import { defaultRules } from '../../src/domain/sync-rules';
import type { GroupPlan, SyncPlan } from '../../src/domain/plan';
import { countHeld, judge } from '../../src/sync/safety';
import { aDirectory, aUser } from '../support/fake-directory';
import { aSite, membersOf } from '../support/fake-site';
import { aWorld } from '../support/world';

const ids = (count: number, prefix = 'a') => Array.from({ length: count }, (_, index) => `${prefix}${index}`);

function aGroupPlan(name: string, change: Partial<GroupPlan> = {}): GroupPlan {
  const group = { kind: 'existing', id: `id-${name}`, name } as const;
  return {
    sourceId: name,
    group,
    add: [],
    remove: [],
    alreadyCorrect: 0,
    unmanaged: 0,
    managed: 0,
    present: (change.alreadyCorrect ?? 0) + (change.unmanaged ?? 0) + (change.remove?.length ?? 0),
    ...change,
  };
}

function aPlan(...groups: GroupPlan[]): SyncPlan {
  return { hash: 'h', groups, left: [], undecided: [], leavers: [] };
}

const limits = (change: {
  run?: Partial<SafetyLimits['removals']['perRun']>;
  group?: Partial<SafetyLimits['removals']['perRun']>;
}) => {
  const wide = { max: 1_000, maxShare: 1_000, shareFloor: 0 };
  const kind = { perRun: { ...wide, ...change.run }, perGroup: { ...wide, ...change.group } };
  return { removals: kind, additions: kind, emptiedGroups: wide, usual: { multiple: 0, floor: 0 } };
};

describe('the safety limits', () => {
  it.each([
    ['a number per run', { run: { max: 4 } }, [0, 1]],
    ['a share per run', { run: { maxShare: 0.4 } }, [0, 1]],
    ['a number per group', { group: { max: 3 } }, [0]],
    ['a share per group', { group: { maxShare: 0.45 } }, [1]],
    ['nothing', {}, []],
    ['a share, but few enough', { group: { maxShare: 0, shareFloor: 4 } }, []],
  ])('hold removals that pass %s', (_, change, held) => {
    const plan = aPlan(
      aGroupPlan('big', { remove: ids(4), managed: 10 }),
      aGroupPlan('small', { remove: ids(1), managed: 2 }),
      aGroupPlan('quiet', { managed: 0 }),
    );
    const verdict = judge(plan, limits(change));
    expect([...verdict.heldRemovals]).toEqual(held);
    expect([...verdict.heldAdditions]).toEqual([]);
  });

  it('hold additions apart from removals', () => {
    const plan = aPlan(
      aGroupPlan('g', { add: ids(9), remove: ids(1, 'b'), managed: 100, alreadyCorrect: 99 }),
    );
    const verdict = judge(plan, limits({ group: { max: 5 } }));
    expect([[...verdict.heldAdditions], [...verdict.heldRemovals]]).toEqual([[0], []]);
    expect(countHeld(plan, verdict)).toBe(9);
  });

  it('let the other groups go on when one group alone is too much, and the run as a whole is not', () => {
    const plan = aPlan(
      aGroupPlan('gone', { remove: ids(30), managed: 40 }),
      aGroupPlan('usual', { remove: ids(2), managed: 400 }),
    );
    expect([...judge(plan, defaultRules.limits).heldRemovals]).toEqual([0]);
  });

  it('hold small losses too when they come with large ones', () => {
    const plan = aPlan(
      aGroupPlan('big', { remove: ids(20), managed: 35 }),
      aGroupPlan('small', { remove: ids(4), managed: 4 }),
    );
    expect([...judge(plan, defaultRules.limits).heldRemovals]).toEqual([0, 1]);
  });

  it('hold any loss of a group that is gone, and leave the others to their own limits', () => {
    const plan = aPlan(
      aGroupPlan('gone', { remove: ids(3), managed: 3, vanished: true }),
      aGroupPlan('usual', { remove: ids(2), managed: 5 }),
    );
    const verdict = judge(plan, defaultRules.limits);
    expect([...verdict.heldRemovals]).toEqual([0]);
    expect(verdict.reasons[0]).toMatchObject({
      limit: { kind: 'vanished' },
      message: expect.stringContaining('no longer in the directory'),
    });
  });

  it('take those put in by hand into what is there, where the group is repaired', () => {
    const putIn = ids(30);
    const drift = { putIn, takenOut: [], policy: 'repair' } as const;
    const repaired = aGroupPlan('by hand', { remove: putIn, managed: 0, drift });
    const large = aGroupPlan('large', { managed: 400 });
    expect(judge(aPlan(repaired, large), defaultRules.limits).reasons).toMatchObject([
      { scope: 'group', count: 30, of: 30, limit: { kind: 'share' } },
    ]);
    expect(judge(aPlan(repaired), defaultRules.limits).reasons).toMatchObject([{ of: 30 }, { of: 30 }]);
    const few = aGroupPlan('few', { remove: ids(6), managed: 10, drift: { ...drift, putIn: ids(6) } });
    expect(judge(aPlan(few), defaultRules.limits).reasons).toEqual([]);
  });

  it('say how many of how many, the limit, and how to go on', () => {
    const plan = aPlan(aGroupPlan('Designers', { remove: ids(30), managed: 40 }));
    expect(judge(plan, defaultRules.limits).reasons[0]?.message).toBe(
      'The group "Designers" would lose 30 of 40 (75\u00a0%) memberships, more than the limit of 50\u00a0%. Check the directory, then approve or correct it.',
    );
  });
});

describe('a directory that lost half its people', () => {
  async function halved() {
    const people = ids(40, 'p');
    const directory = aDirectory({ Designers: people });
    const site = aSite({}, [...people, 'new']);
    const world = aWorld(directory, site);
    await world.addConnection();
    await world.sync();
    directory.users = [...directory.users.slice(0, 15), aUser('new')];
    directory.members['role:Designers'] = [...people.slice(0, 15), 'new'];
    return { directory, site, world };
  }

  it('has its removals held while the additions go on', async () => {
    const { site, world } = await halved();
    const report = await world.sync();
    expect(report).toMatchObject({
      status: 'held',
      counts: { memberships: { added: 1, removed: 0, held: 25 } },
    });
    expect(membersOf(site, 'Designers')).toHaveLength(41);
  });

  it('loses exactly what was shown when that plan is approved', async () => {
    const { site, world } = await halved();
    await world.sync();
    const shown = await world.sync('preview');
    expect(shown).toMatchObject({ status: 'held', planned: { additions: 0, removals: 25 } });
    const report = await world.sync('sync', {
      kind: 'held',
      heldHash: shown.heldHash ?? '',
      runId: shown.runId,
    });
    expect(report).toMatchObject({ status: 'finished', counts: { memberships: { removed: 25, held: 0 } } });
    expect(membersOf(site, 'Designers')).toHaveLength(16);
  });

  it('loses exactly what was held when that is approved after a sync that did the rest', async () => {
    const { site, world } = await halved();
    const held = await world.sync();
    expect(held).toMatchObject({ status: 'held', counts: { memberships: { added: 1 } } });
    const report = await world.sync('sync', {
      kind: 'held',
      heldHash: held.heldHash ?? '',
      runId: held.runId,
    });
    expect(report).toMatchObject({ status: 'finished', counts: { memberships: { removed: 25 } } });
    expect(membersOf(site, 'Designers')).toHaveLength(16);
  });

  it('loses what was approved and nothing besides, when more is held by then', async () => {
    const { directory, site, world } = await halved();
    await world.sync();
    const shown = await world.sync('preview');
    directory.users.pop();
    directory.members['role:Designers']?.pop();
    const report = await world.sync('sync', {
      kind: 'held',
      heldHash: shown.heldHash ?? '',
      runId: shown.runId,
    });
    expect(report).toMatchObject({ status: 'held', counts: { memberships: { removed: 25, held: 1 } } });
    expect(report.notes.join(' ')).toContain('1 held change was not part of the approval and waits.');
    expect(membersOf(site, 'Designers')).toHaveLength(16);
  });
});
