import type { UserCondition } from '../../src/domain/user-rules';
import { failedCondition, grantedGroups, passesConditions } from '../../src/sync/conditions';
import { aUser } from '../support/fake-directory';

const include = (attribute: string, ...values: string[]): UserCondition => ({
  attribute,
  values,
  effect: { kind: 'include' },
});
const exclude = (attribute: string, ...values: string[]): UserCondition => ({
  attribute,
  values,
  effect: { kind: 'exclude' },
});
const grant = (attribute: string, value: string, group: string): UserCondition => ({
  attribute,
  values: [value],
  effect: { kind: 'grant', group },
});

const ann = aUser('ann', {
  attributes: { department: [' Design '], employeeType: ['Contractor', 'Part-time'] },
});

it.each<[string, UserCondition[], boolean]>([
  ['nothing is asked', [], true],
  ['the value is one of those included, whatever its case', [include('department', 'Sales', 'design')], true],
  ['the value is none of those included', [include('department', 'Sales')], false],
  ['a star stands for the rest', [include('department', 'des*')], true],
  ['the attribute is missing and something is included', [include('floor', '*')], false],
  ['all conditions that include hold', [include('department', '*'), include('employeeType', 'part-*')], true],
  ['one of the conditions that include does not', [include('department', '*'), include('floor', '3')], false],
  ['one of several values is excluded', [exclude('employeeType', 'contractor')], false],
  ['no value is excluded', [exclude('employeeType', 'Employee')], true],
  ['the attribute is missing and something is excluded', [exclude('floor', '*')], true],
  ['it is included and excluded', [include('department', '*'), exclude('employeeType', '*time')], false],
  ['a grant does not fit', [grant('department', 'Sales', 'Sellers')], true],
  ['the attribute is called like something of every object', [include('constructor', '*')], false],
])('where %s: %#', (_, conditions, passes) => {
  expect(passesConditions(ann, conditions)).toBe(passes);
});

it('the first condition that keeps a person out is told', () => {
  const conditions = [include('department', 'Design'), grant('a', 'b', 'c'), exclude('employeeType', '*')];
  expect(failedCondition(ann, [...conditions, include('floor', '3')])).toEqual({
    index: 2,
    condition: conditions[2],
  });
  expect(failedCondition(ann, conditions.slice(0, 2))).toBeUndefined();
});

it('a person without attributes has none of the values', () => {
  expect(failedCondition(aUser('ben'), [include('department', '*')])).toMatchObject({ index: 0 });
});

it('what is granted is told with the place of its condition', () => {
  const conditions = [
    include('department', '*'),
    grant('department', 'design', 'Makers'),
    grant('department', 'Sales', 'Sellers'),
    grant('employeeType', '*', 'Makers'),
  ];
  expect(grantedGroups(ann, conditions)).toEqual([
    { index: 1, group: 'Makers' },
    { index: 3, group: 'Makers' },
  ]);
});
