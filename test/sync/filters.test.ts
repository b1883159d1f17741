import fc from 'fast-check';
import type { ConnectorConfiguration } from '../../src/domain/connection';
import type { Filters, SelectionSettings } from '../../src/domain/selection-settings';
import { aDirectory, aGroup, aUser, type FakeDirectory } from '../support/fake-directory';
import { aSite, membersOf } from '../support/fake-site';
import { aWorld } from '../support/world';

const people = ['ann', 'ben', 'cem', 'dan', 'eve'];
const emails = (mode: 'include' | 'exclude', ...patterns: string[]): Filters => ({
  users: { emails: { mode, patterns } },
});
const names = (mode: 'include' | 'exclude', ...patterns: string[]): Filters => ({
  groups: { names: { mode, patterns } },
});

type Wishes = Partial<SelectionSettings>;

function configured(selection: Wishes): ConnectorConfiguration {
  return {
    kind: 'onelogin',
    settings: {
      region: 'us',
      clientId: 'client',
      groupSources: ['roles'],
      minimumRemainingCalls: 0,
      requiredGroups: [],
      ...selection,
    },
  };
}

function inEntra(settings: { guests: 'include' | 'exclude'; nestedGroups: 'flatten' | 'ignore' }) {
  return {
    kind: 'entra',
    settings: {
      cloud: 'global',
      tenantId: 'acme.example.com',
      clientId: '11111111-2222-3333-4444-555555555555',
      auth: 'secret',
      groupKinds: ['security'],
      minimumRemainingShare: 0.2,
      requiredGroups: [],
      ...settings,
    },
  } satisfies ConnectorConfiguration;
}

/** A world whose settings change between runs, without the preview that a save asks for. */
async function aCompany(directory: FakeDirectory, configuration = configured({})) {
  const site = aSite({}, [...people, ...directory.users.map(({ id }) => id)]);
  site.accounts = [...new Map(site.accounts.map((account) => [account.accountId, account])).values()];
  const world = aWorld(directory, site);
  await world.addConnection({ configuration });
  const set = async (next: ConnectorConfiguration) => {
    const stored = await world.connections.get('conn-1');
    if (stored === undefined) throw new Error('no connection');
    await world.connections.save({ ...stored, configuration: next }, stored.revision);
  };
  const members = (name: string) => membersOf(site, name)?.map((id) => id.replace('acc-', ''));
  return { world, site, members, set, sync: world.sync };
}

const staff = () =>
  aDirectory({ Staff: ['ann', 'ben', 'cem', 'dan'], Design: ['ann', 'ben'], Leavers: ['ben'] });

describe('a sync with filters', () => {
  it.each<[string, Wishes, readonly string[]]>([
    ['addresses that it includes', { filters: emails('include', '*n@example.com') }, ['ann', 'ben', 'dan']],
    [
      'addresses that it leaves out',
      { filters: emails('exclude', 'ANN@*', 'ben@example.com') },
      ['cem', 'dan'],
    ],
    ['a required group', { requiredGroups: ['design'] }, ['ann', 'ben']],
    [
      'a required group less an excluded one',
      { requiredGroups: ['Design'], excludedGroups: ['Leavers'] },
      ['ann'],
    ],
    [
      'all of two required groups',
      { requiredGroups: ['Design', 'Leavers'], requiredGroupsMatch: 'all' },
      ['ben'],
    ],
  ])('adds whom it lets in: %s', async (_, selection, expected) => {
    const { members, sync } = await aCompany(staff(), configured(selection));
    expect(await sync()).toMatchObject({ status: 'finished' });
    expect(members('Staff')).toEqual(expected);
  });

  it('makes only the groups whose names it lets in; required groups count all the same', async () => {
    const selection = { requiredGroups: ['Design'], filters: names('include', 'st*') };
    const { site, members, sync } = await aCompany(staff(), configured(selection));
    await sync();
    expect(site.groups.map(({ name }) => name)).toEqual(['Staff']);
    expect(members('Staff')).toEqual(['ann', 'ben']);
  });

  it('takes out who joins an excluded group, and nobody whom it did not add', async () => {
    const directory = aDirectory({ Staff: ['ann', 'ben', 'cem'], Leavers: ['dan'] });
    const { site, members, sync } = await aCompany(directory, configured({ excludedGroups: ['Leavers'] }));
    await sync();
    site.groups.find(({ name }) => name === 'Staff')?.members.add('acc-dan');
    directory.members['role:Leavers'] = ['ben', 'dan'];
    directory.members['role:Staff'] = ['ann', 'ben', 'cem', 'dan'];
    expect((await sync()).counts.memberships).toMatchObject({ removed: 1, held: 0 });
    expect(members('Staff')).toEqual(['ann', 'cem', 'dan']);
  });
});

describe('a sync of Entra ID', () => {
  const directory = () => {
    const made = aDirectory({ Company: ['ann', 'role:Design'], Design: ['ben', 'role:Company'] });
    made.users = [aUser('ann'), aUser('ben'), aUser('cem', { guest: true })];
    made.members['role:Design']?.push('cem');
    return made;
  };

  it.each([
    ['flatten', 'exclude', ['ann', 'ben']],
    ['flatten', 'include', ['ann', 'ben', 'cem']],
    ['ignore', 'include', ['ann']],
  ] as const)('nested groups: %s, guests: %s', async (nestedGroups, guests, expected) => {
    const { members, sync } = await aCompany(directory(), inEntra({ nestedGroups, guests }));
    expect(await sync()).toMatchObject({ status: 'finished' });
    expect(members('Company')).toEqual(expected);
  });
});

describe('filters that change', () => {
  it.each<[string, Wishes]>([
    ['an unknown required group', { requiredGroups: ['Staff', 'Stuff'] }],
    ['an unknown excluded group', { excludedGroups: ['Stuff'] }],
    ['addresses of nobody', { filters: emails('include', '*@example.org') }],
    ['all addresses left out', { filters: emails('exclude', '*@example.com') }],
    ['names of no group', { filters: names('include', 'Stuff') }],
    ['everybody excluded', { excludedGroups: ['Staff'] }],
  ])('to %s stop the run and change nothing', async (_, selection) => {
    const { world, site, set, sync } = await aCompany(staff());
    await sync();
    const before = site.writes.length;
    await set(configured(selection));
    const report = await sync('sync', { kind: 'all' });
    expect(report).toMatchObject({ status: 'stopped', counts: { memberships: { removed: 0 } } });
    expect(report.stoppedBecause?.message).toMatch(/[Nn]othing was changed/);
    expect(site.writes).toHaveLength(before);
    // What was known is still known: the old filter goes on where it was.
    await set(configured({}));
    expect((await world.sync()).counts.memberships).toMatchObject({
      added: 0,
      removed: 0,
      alreadyCorrect: 7,
    });
  });

  const many = Array.from({ length: 40 }, (_, index) => `p${index}`);

  it.each<[string, Wishes]>([
    ['addresses', { filters: emails('include', 'p1@*') }],
    ['a required group', { requiredGroups: ['Few'] }],
    ['an excluded group', { excludedGroups: ['Most'] }],
  ])('so that few are left (%s) are held, and applied only when approved', async (_, selection) => {
    const directory = aDirectory({ Staff: many, Few: ['p1'], Most: many.slice(2) });
    const { members, set, sync } = await aCompany(directory);
    await sync();
    await set(configured(selection));
    const held = await sync();
    expect(held).toMatchObject({ status: 'held', counts: { memberships: { removed: 0 } } });
    expect(members('Staff')).toHaveLength(many.length);
    await sync('sync', { kind: 'held', heldHash: held.heldHash ?? '', runId: held.runId });
    expect(members('Staff')?.length).toBeLessThan(3);
  });

  it('so that a group is no longer chosen hold what it would lose, however little', async () => {
    const { members, set, sync } = await aCompany(staff());
    await sync();
    await set(configured({ filters: names('exclude', 'Leavers') }));
    expect(await sync()).toMatchObject({ status: 'held', counts: { memberships: { removed: 0, held: 1 } } });
    expect(members('Leavers')).toEqual(['ben']);
  });

  const selections = fc.record({
    requiredGroups: fc.subarray(['A', 'B', 'C']),
    excludedGroups: fc.subarray(['A', 'B', 'C']),
    filters: fc.constantFrom(
      emails('include', 'a*', 'b*'),
      emails('exclude', '*e*'),
      names('include', 'A', 'B'),
      names('exclude', 'C'),
      {},
    ),
  });
  const memberships = fc.record({ A: fc.subarray(people), B: fc.subarray(people), C: fc.subarray(people) });

  it('never take away what somebody else gave, whatever they are', async () => {
    await fc.assert(
      fc.asyncProperty(
        memberships,
        memberships,
        selections,
        selections,
        async (given, listed, first, second) => {
          const directory = aDirectory({}, { users: people.map((id) => aUser(id)) });
          directory.groups = Object.keys(listed).map((name) => aGroup(name));
          for (const [name, ids] of Object.entries(listed)) directory.members[`role:${name}`] = [...ids];
          const { site, members, set, sync } = await aCompany(directory, configured(first));
          for (const [name, ids] of Object.entries(given))
            site.groups.push({ id: `id-${name}`, name, members: new Set(ids.map((id) => `acc-${id}`)) });
          await sync('sync', { kind: 'all' });
          await set(configured(second));
          await sync('sync', { kind: 'all' });
          for (const [name, ids] of Object.entries(given))
            expect(members(name)).toEqual(expect.arrayContaining(ids));
        },
      ),
      { numRuns: 60 },
    );
  });
});
