import { defaultRules, syncRules, type SyncRules } from '../../src/domain/sync-rules';
import { defaultDrift, defaultExistingGroups, defaultMapping } from '../../src/domain/group-rules';
import type { GroupMapping } from '../../src/domain/group-rules';
import { defaultRemovalPolicy, type UserCondition } from '../../src/domain/user-rules';
import { checkRules, ruleFaults } from '../../src/sync/check-rules';

const rules = (change: Partial<SyncRules>): SyncRules => ({ ...defaultRules, ...change });
const mapping = (change: Partial<GroupMapping>) => ({ mapping: { ...defaultMapping, ...change } });
const expression = (search: string, replace = '-') =>
  mapping({ renames: [{ kind: 'expression', search, replace }] });
const text = (search: string, replace: string) => mapping({ renames: [{ kind: 'text', search, replace }] });
const existing = (change: Partial<SyncRules['existingGroups']>) => ({
  existingGroups: { ...defaultExistingGroups, ...change },
});
const removal = (change: Partial<SyncRules['removal']>) => ({
  removal: { ...defaultRemovalPolicy, ...change },
});
const condition = (kind: 'include' | 'exclude', ...values: string[]): UserCondition => ({
  attribute: 'department',
  values,
  effect: { kind },
});
const grant = (group: string, ...values: string[]): UserCondition => ({
  attribute: 'department',
  values,
  effect: { kind: 'grant', group },
});

const entry = (from: string, ...to: string[]) => ({ from, to });
const long = 'x'.repeat(240);

it.each<[Partial<SyncRules>, string, RegExp]>([
  [expression('(a'), 'mapping.renames.0.search', /a \( has no \)/],
  [expression('a', '$1'), 'mapping.renames.0.replace', /"\$1" stands for a group/],
  [expression('a*'), 'mapping.renames.0.search', /also matches where nothing stands/],
  [expression(''), 'mapping.renames.0.search', /also matches where nothing stands/],
  [expression(String.raw`\b`), 'mapping.renames.0.search', /also matches where nothing stands/],
  [expression('[A-Z]*'), 'mapping.renames.0.search', /also matches where nothing stands/],
  [text('Team', 'Team'), 'mapping.renames.0.replace', /replaced by itself/],
  [text('Team', 'x'.repeat(256)), 'mapping.renames.0.replace', /longer than 255 characters/],
  [expression('^(.*)$', `$1${'x'.repeat(256)}`), 'mapping.renames.0.replace', /longer than 255 characters/],
  [mapping({ map: [entry('A', 'B'), entry(' a', 'C')] }), 'mapping.map.1.from', /" a" has two entries/],
  [mapping({ map: [entry('A', 'B', 'C', 'b')] }), 'mapping.map.0.to', /"b" is listed twice/],
  [mapping({ everyone: ['A', 'B', 'a'] }), 'mapping.everyone.2', /"a" is listed twice/],
  [mapping({ merged: ['A', 'A'] }), 'mapping.merged.1', /"A" is listed twice/],
  [mapping({ unnamed: 'drop' }), 'mapping.unnamed', /no rule names any/],
  [{ conditions: [condition('exclude', 'A', '**')] }, 'conditions.0.values', /"\*\*" is everybody who has/],
  [{ conditions: [condition('include', 'A', '*')] }, 'conditions.0.values', /"\*" is every value/],
  [{ conditions: [condition('include', 'A', 'a')] }, 'conditions.0.values', /"a" is listed twice/],
  [
    { conditions: [condition('include', 'A'), condition('exclude', 'a')] },
    'conditions.1.values',
    /"a" is included and excluded/,
  ],
  [
    { conditions: [condition('exclude', 'b', 'a'), condition('include', 'A')] },
    'conditions.0.values',
    /"a" is included and excluded/,
  ],
  [
    { conditions: [grant('X', 'a', 'b'), grant('x', 'B', 'a')] },
    'conditions.1.values',
    /The same condition stands above/,
  ],
  [existing({ suffix: '  ' }), 'existingGroups.suffix', /is only space/],
  [
    existing({
      decisions: [
        { group: 'A', decision: 'use' },
        { group: 'a', decision: 'skip' },
      ],
    }),
    'existingGroups.decisions.1.group',
    /"a" is decided twice/,
  ],
  [
    existing({ suffix: 'y'.repeat(16), decisions: [{ group: long, decision: 'suffix' }] }),
    'existingGroups.suffix',
    /"x+" has more than 255 characters with the suffix/,
  ],
  [
    { ...existing({ policy: 'suffix', suffix: 'y'.repeat(16) }), ...mapping({ map: [entry('A', long)] }) },
    'existingGroups.suffix',
    /with the suffix/,
  ],
  [
    { ...existing({ policy: 'suffix', suffix: 'y'.repeat(16) }), ...mapping({ everyone: [long] }) },
    'existingGroups.suffix',
    /with the suffix/,
  ],
  [
    { ...existing({ policy: 'suffix', suffix: 'y'.repeat(16) }), ...mapping({ merged: [long] }) },
    'existingGroups.suffix',
    /with the suffix/,
  ],
  [
    { ...existing({ policy: 'suffix', suffix: 'y'.repeat(16) }), conditions: [grant(long, 'a')] },
    'existingGroups.suffix',
    /with the suffix/,
  ],
  [
    {
      ...existing({ decisions: [{ group: 'a', decision: 'adopt' }] }),
      ...removal({ keepGroups: ['A'] }),
    },
    'existingGroups.decisions.0.group',
    /lose nobody, and adopting/,
  ],
  [
    {
      drift: {
        ...defaultDrift,
        groups: [
          { group: 'A', policy: 'report' },
          { group: 'a', policy: 'report' },
        ],
      },
    },
    'drift.groups.1.group',
    /"a" has two policies/,
  ],
  [
    {
      drift: { ...defaultDrift, groups: [{ group: 'a', policy: 'repair' }] },
      ...removal({ keepGroups: ['A'] }),
    },
    'drift.groups.0.group',
    /lose nobody, and repairing/,
  ],
  [removal({ keepGroups: ['A', 'a'] }), 'removal.keepGroups.1', /"a" is listed twice/],
  [
    removal({ keepPeople: ['joe@example.com', ' JOE@example.com'] }),
    'removal.keepPeople.1',
    /^Somebody is listed twice/,
  ],
  [
    {
      examples: [
        { kind: 'group', name: 'A', leadsTo: ['A'] },
        { kind: 'group', name: 'a', leadsTo: ['A'] },
      ],
    },
    'examples.1.name',
    /two examples for the group "a"/,
  ],
  [
    { examples: [{ kind: 'group', name: 'A', leadsTo: ['B'] }] },
    'examples.0.leadsTo',
    /leads to "A", not to "B"/,
  ],
])('%j are refused at %s', (change, field, message) => {
  const fault = { field, message: expect.stringMatching(message) as string };
  expect(ruleFaults(rules(change))).toEqual([fault]);
  expect(() => checkRules(rules(change))).toThrow(
    expect.objectContaining({
      failure: { kind: 'settings-rejected', field: `rules.${field}`, message: fault.message },
    }) as Error,
  );
});

it.each<[string, Partial<SyncRules>]>([
  ['the rules of a new connector', {}],
  ['an expression that puts something in front or behind', expression('^')],
  ['one that puts something behind', expression('$', ' team')],
  ['one with a part that may be missing', expression('^(Team )?', 'T-')],
  ['one that takes the whole name', expression('.*', 'jira-$0')],
  ['a replacement at the longest', text('Team', 'x'.repeat(255))],
  [
    'a group and a person of one name',
    { examples: [{ kind: 'group', name: 'A', leadsTo: ['A'] }, person('A')] },
  ],
  ['what only has an attribute', { conditions: [condition('include', '*'), grant('X', '*')] }],
  [
    'dropping all groups where attributes grant some',
    { ...mapping({ unnamed: 'drop' }), conditions: [grant('X', 'a')] },
  ],
  ['dropping all others', mapping({ unnamed: 'drop', everyone: ['X'] })],
  [
    'a long name where its own decision has no suffix',
    existing({ policy: 'suffix', suffix: 'y'.repeat(16), decisions: [{ group: long, decision: 'use' }] }),
  ],
  [
    'a kept group among those that are repaired by default',
    { drift: { ...defaultDrift, policy: 'repair' }, ...removal({ keepGroups: ['A'] }) },
  ],
  [
    'a kept group whose drift is put back and that is used',
    {
      ...existing({ decisions: [{ group: 'A', decision: 'use' }] }),
      drift: { ...defaultDrift, groups: [{ group: 'A', policy: 'put-back' }] },
      ...removal({ keepGroups: ['A'] }),
    },
  ],
  [
    'conditions that differ in one thing',
    {
      conditions: [
        condition('include', 'a'),
        { ...condition('include', 'a'), attribute: 'division' },
        { ...condition('exclude', 'a'), attribute: 'floor' },
        { ...condition('include', 'b'), attribute: 'floor' },
        { ...grant('X', 'a'), attribute: 'floor' },
        grant('X', 'a'),
        grant('Y', 'a'),
      ],
    },
  ],
  ['a grace period without a fast lane', removal({ graceHours: 24, fastLane: false })],
])('%s can be meant', (_, change) => {
  expect(ruleFaults(rules(change))).toEqual([]);
  expect(() => checkRules(syncRules.parse(rules(change)))).not.toThrow();
});

it('all faults are told, and examples wait until the renames can be run', () => {
  const faulty = rules({
    ...expression('(a'),
    conditions: [condition('exclude', '*')],
    examples: [{ kind: 'group', name: 'A', leadsTo: ['B'] }],
  });
  expect(ruleFaults(faulty).map(({ field }) => field)).toEqual([
    'mapping.renames.0.search',
    'conditions.0.values',
  ]);
});

function person(name: string): SyncRules['examples'][number] {
  return {
    kind: 'person',
    name,
    status: 'active',
    attributes: {},
    groups: [],
    takesPart: true,
    isIn: [],
  };
}
