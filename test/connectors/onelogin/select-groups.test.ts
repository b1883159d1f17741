import { selectGroups } from '../../../src/connectors/onelogin/select-groups';
import type { DirectoryGroup } from '../../../src/domain/directory';
import { oneLoginSettings } from '../../support/onelogin-twin';

const role: DirectoryGroup = { id: 'role:1', kind: 'role', name: 'Engineering' };
const group: DirectoryGroup = { id: 'group:2', kind: 'group', name: 'Employees' };
const memberOf: DirectoryGroup = { id: 'member_of:cn=sales,dc=acme', kind: 'member_of', name: 'Sales' };
const namesake: DirectoryGroup = {
  id: 'member_of:cn=engineering,dc=acme',
  kind: 'member_of',
  name: 'Engineering',
};
const all = [role, group, memberOf, namesake];

function select(requiredGroups: readonly string[], groups: readonly DirectoryGroup[] = all) {
  return selectGroups(oneLoginSettings({ requiredGroups: [...requiredGroups] }), groups);
}

test.each([
  ['roles', [role]],
  ['group', [group]],
  ['member_of', [memberOf, namesake]],
] as const)('the source %s synchronises only its own', (source, expected) => {
  expect(selectGroups(oneLoginSettings({ groupSources: [source] }), all).synchronised).toEqual(expected);
});

test('nothing required leaves everybody in scope', () => {
  expect(select([])).not.toHaveProperty('required');
});

test.each([
  ['Engineering', role],
  [' engineering ', role],
  ['EMPLOYEES', group],
  ['sales', memberOf],
  ['CN=Sales,DC=acme', memberOf],
  ['cn=engineering,dc=ACME', namesake],
])('the required name %j means %j', (name, expected) => {
  expect(select([name])).toMatchObject({ required: [expected], unknownRequired: [] });
});

test("a role's name means the role also where member_of has a namesake, in any order", () => {
  expect(select(['Engineering'], all.toReversed()).required).toEqual([role]);
});

test('a name that a role and a group share means both', () => {
  const same = { ...group, name: 'engineering' };
  expect(select(['Engineering'], [role, same]).required).toEqual([role, same]);
});

test('unknown names are given back as they were written', () => {
  expect(select(['Engineering', 'Enginering '])).toMatchObject({
    required: [role],
    unknownRequired: ['Enginering '],
  });
});

test('a group is also known by its id', () => {
  expect(select(['role:1', 'Group:2'])).toMatchObject({ required: [role, group], unknownRequired: [] });
});

test('excluded names mean what required ones mean', () => {
  const settings = oneLoginSettings({ excludedGroups: ['Engineering', 'sales', 'Nothing'] });
  expect(selectGroups(settings, all)).toMatchObject({
    excluded: [role, memberOf],
    unknownExcluded: ['Nothing'],
    unknownRequired: [],
  });
});

test('where all are required, each name stands for itself', () => {
  const settings = oneLoginSettings({
    requiredGroups: ['Engineering', 'Employees'],
    requiredGroupsMatch: 'all',
  });
  expect(selectGroups(settings, all).requiredEach).toEqual([[role], [group]]);
});

test('patterns choose which groups are synchronised, not which may be required', () => {
  const groups = { names: { mode: 'include' as const, patterns: ['Eng*'] } };
  const settings = oneLoginSettings({ requiredGroups: ['Employees'], filters: { groups } });
  expect(selectGroups(settings, all)).toMatchObject({
    synchronised: [role, namesake],
    required: [group],
  });
});
