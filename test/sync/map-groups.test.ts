import fc from 'fast-check';
import type { DirectoryGroup } from '../../src/domain/directory';
import { defaultMapping, type GroupMapping } from '../../src/domain/group-rules';
import { mapGroups } from '../../src/sync/map-groups';
import { aGroup } from '../support/fake-directory';

const map = (groups: readonly DirectoryGroup[], mapping: Partial<GroupMapping> = {}) =>
  mapGroups(groups, { ...defaultMapping, ...mapping });

const design = aGroup('Design');
const sales = aGroup('Sales');
const designGroup = aGroup('design', { id: 'group:45', kind: 'group' });

it('without any rule each group leads to the group of its name, in the order of the names', () => {
  expect(map([sales, design])).toEqual({
    targets: [
      { sourceId: 'role:Design', name: 'Design', sources: ['role:Design'] },
      { sourceId: 'role:Sales', name: 'Sales', sources: ['role:Sales'] },
    ],
    collisions: [],
    mapped: new Map([
      ['role:Design', { steps: [], name: 'Design', leadsTo: ['Design'], why: 'name' }],
      ['role:Sales', { steps: [], name: 'Sales', leadsTo: ['Sales'], why: 'name' }],
    ]),
  });
});

it('groups of one name collide, and each keeps a target until that is decided', () => {
  const { targets, collisions } = map([designGroup, design]);
  expect(collisions).toEqual([
    {
      name: 'Design',
      sources: [
        { id: 'role:Design', name: 'Design' },
        { id: 'group:45', name: 'design' },
      ],
    },
  ]);
  expect(targets).toEqual([
    { sourceId: 'role:Design', name: 'Design', sources: ['role:Design'] },
    { sourceId: 'group:45', name: 'design', sources: ['group:45'] },
  ]);
});

it('groups that renames lead to one name collide', () => {
  const renames = [{ kind: 'text', search: 'Team ', replace: '' } as const];
  expect(map([aGroup('Team Design'), design], { renames }).collisions).toMatchObject([
    { name: 'Design', sources: [{ name: 'Design' }, { name: 'Team Design' }] },
  ]);
});

it('collisions come in the order of their names, not of the groups behind them', () => {
  const renames = [{ kind: 'expression', search: '^[AB] ', replace: '' } as const];
  const { collisions } = map(
    ['A Zoo', 'Zoo', 'B Art', 'Art'].map((name) => aGroup(name)),
    { renames },
  );
  expect(collisions.map(({ name }) => name)).toEqual(['Art', 'Zoo']);
});

it('a decided merge makes one target, as the administrator spells it, also when one group is left of it', () => {
  const merged = ['DESIGN'];
  expect(map([designGroup, design], { merged })).toMatchObject({
    targets: [{ sourceId: 'rule:design', name: 'DESIGN', sources: ['role:Design', 'group:45'] }],
    collisions: [],
  });
  expect(map([designGroup], { merged }).targets).toMatchObject([{ sourceId: 'rule:design' }]);
  expect(map([sales], { merged }).targets).toMatchObject([{ sourceId: 'role:Sales' }]);
});

it('the map leads one group to many and many to one, without a collision', () => {
  const entries = [
    { from: 'Design', to: ['Makers', 'Everybody'] },
    { from: 'Sales', to: ['everybody'] },
  ];
  expect(map([sales, design], { map: entries })).toMatchObject({
    targets: [
      { sourceId: 'rule:everybody', name: 'Everybody', sources: ['role:Design', 'role:Sales'] },
      { sourceId: 'rule:makers', name: 'Makers', sources: ['role:Design'] },
    ],
    collisions: [],
  });
});

it('a group of the map and one of the same name collide: the first has the target of the rule', () => {
  const mapping = { map: [{ from: 'Sales', to: ['Design'] }] };
  expect(map([sales, design], mapping)).toMatchObject({
    targets: [
      { sourceId: 'role:Design', name: 'Design', sources: ['role:Design'] },
      { sourceId: 'rule:design', name: 'Design', sources: ['role:Sales'] },
    ],
    collisions: [{ name: 'Design', sources: [{ name: 'Design' }, { name: 'Sales' }] }],
  });
  expect(map([sales, design], { ...mapping, merged: ['design'] })).toMatchObject({
    targets: [{ sourceId: 'rule:design', name: 'Design', sources: ['role:Design', 'role:Sales'] }],
    collisions: [],
  });
});

it('a dropped group has no target and no part in a collision', () => {
  const { targets, collisions, mapped } = map([design, designGroup], {
    unnamed: 'drop',
    map: [{ from: '45', to: ['Design'] }],
  });
  expect(targets).toEqual([{ sourceId: 'rule:design', name: 'Design', sources: ['group:45'] }]);
  expect(collisions).toEqual([]);
  expect(mapped.get('role:Design')).toMatchObject({ leadsTo: [], why: 'dropped' });
});

it('names that no group can have are targets of their own, and nothing to decide', () => {
  const long = 'x'.repeat(256);
  const groups = [aGroup('', { id: 'a' }), aGroup('', { id: 'b' }), aGroup(long, { id: 'c' }), aGroup(long)];
  const { targets, collisions } = map(groups);
  expect(targets.map(({ sourceId }) => sourceId)).toEqual(['a', 'b', 'c', `role:${long}`]);
  expect(collisions).toEqual([]);
});

const names = fc.constantFrom('Design', 'design', 'Team Design', 'Sales', 'Ops', '');
const groupNames = fc.constantFrom('Design', 'Sales', 'X');
const mappings: fc.Arbitrary<GroupMapping> = fc.record({
  renames: fc.constantFrom(
    [],
    [{ kind: 'text', search: 'Team ', replace: '' } as const],
    [{ kind: 'expression', search: '^(.).*$', replace: '$1' } as const],
  ),
  map: fc.array(
    fc.record({
      from: fc.constantFrom('Design', 'Team Design', 'role:1', '2', 'S', 'nowhere'),
      to: fc.array(groupNames, { minLength: 1, maxLength: 3 }),
    }),
    { maxLength: 4 },
  ),
  everyone: fc.constant([]),
  unnamed: fc.constantFrom('keep', 'drop'),
  merged: fc.array(groupNames, { maxLength: 2 }),
});
const directories = fc
  .array(names, { maxLength: 6 })
  .map((all) => all.map((name, index) => aGroup(name, { id: `role:${index}` })));

it('the answer is the same in whatever order the groups come', () => {
  fc.assert(
    fc.property(
      directories.chain((groups) =>
        fc.tuple(
          fc.constant(groups),
          fc.shuffledSubarray(groups, { minLength: groups.length, maxLength: groups.length }),
        ),
      ),
      mappings,
      ([groups, shuffled], mapping) => {
        expect(mapGroups(shuffled, mapping)).toEqual(mapGroups(groups, mapping));
        expect([...mapGroups(shuffled, mapping).mapped.keys()]).toEqual([
          ...mapGroups(groups, mapping).mapped.keys(),
        ]);
      },
    ),
  );
});

it('a group that the map names is never dropped, and each group is a source of all that it leads to', () => {
  fc.assert(
    fc.property(directories, mappings, (groups, mapping) => {
      const { targets, mapped } = mapGroups(groups, mapping);
      for (const group of groups) {
        const { leadsTo = [], why } = mapped.get(group.id) ?? {};
        const named = mapping.map.some(({ from }) =>
          [group.name, group.id, group.id.slice(5)].includes(from),
        );
        if (named) expect(leadsTo).not.toEqual([]);
        expect(leadsTo.length === 0).toBe(why === 'dropped');
        const reached = targets.filter(({ sources }) => sources.includes(group.id));
        expect(reached.map(({ name }) => name.toLowerCase()).toSorted()).toEqual(
          leadsTo.map((name) => name.toLowerCase()).toSorted(),
        );
      }
      expect(new Set(targets.map(({ sourceId }) => sourceId)).size).toBe(targets.length);
    }),
  );
});
