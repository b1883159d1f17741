import { defaultMapping, type GroupMapping } from '../../src/domain/group-rules';
import type { PersonExample, RuleExample } from '../../src/domain/rule-examples';
import type { UserCondition } from '../../src/domain/user-rules';
import { exampleFaults } from '../../src/sync/check-examples';

const mapping: GroupMapping = {
  renames: [{ kind: 'text', search: 'Team ', replace: '' }],
  map: [{ from: 'Sales', to: ['Sellers', 'Market'] }],
  everyone: ['Staff'],
  unnamed: 'drop',
  merged: [],
};
const conditions: UserCondition[] = [
  { attribute: 'employeeType', values: ['Robot'], effect: { kind: 'exclude' } },
  { attribute: 'department', values: ['*'], effect: { kind: 'include' } },
  { attribute: 'department', values: ['Design*'], effect: { kind: 'grant', group: 'Makers' } },
];

const faults = (...examples: RuleExample[]) => exampleFaults({ mapping, conditions, examples });
const group = (name: string, ...leadsTo: string[]): RuleExample => ({ kind: 'group', name, leadsTo });
const person = (change: Partial<PersonExample>): PersonExample => ({
  kind: 'person',
  name: 'Ann',
  status: 'active',
  attributes: { department: ['Design'] },
  groups: ['Team Design'],
  takesPart: true,
  isIn: ['Design', 'Makers', 'Staff'],
  ...change,
});

it('examples that come out as expected are no faults, in whatever case the names are written', () => {
  expect(
    faults(
      group('Team Design', 'DESIGN'),
      group('Sales', 'Market', 'Sellers'),
      group('Other'),
      group('Team '),
      person({}),
      person({ groups: ['Sales', 'Team Sales', 'Other'], isIn: ['staff', 'Sellers', 'market', 'makers'] }),
      person({ status: 'staged', takesPart: false, isIn: [] }),
      person({ status: 'inactive', takesPart: false, isIn: [] }),
      person({ attributes: {}, takesPart: false, isIn: [] }),
      person({ email: 'ann@example.com', attributes: { department: ['Law'] }, isIn: ['Design', 'Staff'] }),
    ),
  ).toEqual([]);
});

it.each<[RuleExample, string, string]>([
  [group('Team Design', 'Design team'), 'leadsTo', '"Team Design" leads to "Design", not to "Design team".'],
  [group('Team Design'), 'leadsTo', '"Team Design" leads to "Design", and should not.'],
  [group('Sales', 'Market'), 'leadsTo', '"Sales" leads to "Sellers", and should not.'],
  [group('Other', 'A', 'a', 'B', 'C'), 'leadsTo', '"Other" does not lead to "A", "B" and "C".'],
  [
    group('Other', 'A', 'B', 'C', 'D', 'E', 'F'),
    'leadsTo',
    '"Other" does not lead to "A", "B", "C", "D", "E" and 1 more.',
  ],
  [person({ takesPart: false, isIn: [] }), 'takesPart', '"Ann" takes part, and should not.'],
  [person({ status: 'inactive' }), 'takesPart', '"Ann" takes no part, because the account is inactive.'],
  [
    person({ status: 'staged' }),
    'takesPart',
    '"Ann" takes no part, because the account is not activated yet.',
  ],
  [
    person({ attributes: { Department: ['Design'] } }),
    'takesPart',
    '"Ann" takes no part, because condition 2, on "department", keeps them out.',
  ],
  [person({ isIn: ['Design', 'Staff', 'X'] }), 'isIn', '"Ann" is in "Makers", not in "X".'],
  [person({ isIn: ['Design', 'Staff'] }), 'isIn', '"Ann" is in "Makers", and should not be.'],
  [person({ status: 'inactive', takesPart: false, isIn: ['Staff'] }), 'isIn', '"Ann" is not in "Staff".'],
])('%j comes out otherwise', (example, part, message) => {
  expect(faults(group('Other'), example)).toEqual([
    { field: `examples.1.${part}`, message: `The example ${message}` },
  ]);
});

it('a name that no group can have leads nowhere', () => {
  const long = { ...defaultMapping, everyone: [] };
  const examples = [group('x'.repeat(256))];
  expect(exampleFaults({ mapping: long, conditions: [], examples })).toEqual([]);
});
