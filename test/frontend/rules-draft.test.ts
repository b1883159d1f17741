import fc from 'fast-check';
import { syncRules, defaultRules, type SyncRules } from '../../src/domain/sync-rules';
import { fieldErrorOf } from '../../src/frontend/pages/connector-form/field-errors';
import { CallError } from '../../src/frontend/api/call-error';
import { mapLinesOf } from '../../src/frontend/pages/rules/groups/map-lines';
import { withEntries } from '../../src/frontend/pages/rules/groups/groups-draft';
import { prefixOf, prefixRename } from '../../src/frontend/pages/rules/groups/prefix-rename';
import { namesAndRest } from '../../src/frontend/pages/rules/preview/names-and-rest';
import {
  rulesDraftOf,
  rulesErrors,
  rulesFields,
  rulesOf,
  tabOf,
} from '../../src/frontend/pages/rules/rules-draft';
import { rowsOf, valuesOf, withMoved, withoutRow, withRow } from '../../src/frontend/pages/rules/rows';
import { exampleOf, exampleSentence } from '../../src/frontend/pages/rules/safety/example-draft';
import { ruleFaults } from '../../src/sync/check-rules';
import { readRename } from '../../src/sync/rename-pattern';

const name = fc.stringMatching(/^[A-Za-z][A-Za-z ->;]{0,10}[a-z]$/);
const names = fc.uniqueArray(name, { maxLength: 4 });
const someNames = fc.uniqueArray(name, { minLength: 1, maxLength: 4 });
const driftPolicy = fc.constantFrom('put-back', 'repair', 'report', 'accept');
const decision = fc.constantFrom('adopt', 'use', 'skip', 'suffix');
const keepOrRemove = fc.constantFrom('keep', 'remove');

const condition = fc.record({
  attribute: name,
  values: someNames,
  effect: fc.oneof(
    fc.record({ kind: fc.constantFrom('include', 'exclude') }),
    fc.record({ kind: fc.constant('grant'), group: name }),
  ),
});

const example = fc.oneof(
  fc.record({ kind: fc.constant('group'), name, leadsTo: names }),
  fc.record(
    {
      kind: fc.constant('person'),
      name,
      email: fc.constant('ann@example.com'),
      status: fc.constantFrom('active', 'staged', 'inactive'),
      attributes: fc.dictionary(fc.constantFrom('department', 'urn:acme:1.0:type'), someNames),
      groups: names,
      takesPart: fc.boolean(),
      isIn: names,
    },
    { requiredKeys: ['kind', 'name', 'status', 'attributes', 'groups', 'takesPart', 'isIn'] },
  ),
);

/** Rules as the server stores them: the schema itself says whether they are. */
const anyRules: fc.Arbitrary<SyncRules> = fc
  .record({
    createMissingGroups: fc.boolean(),
    mapping: fc.record({
      renames: fc.array(
        fc.record({ kind: fc.constantFrom('text', 'expression'), search: name, replace: fc.string() }),
        { maxLength: 3 },
      ),
      map: fc.array(fc.record({ from: name, to: someNames }), { maxLength: 3 }),
      everyone: names,
      unnamed: fc.constantFrom('keep', 'drop'),
      merged: names,
    }),
    conditions: fc.array(condition, { maxLength: 3 }),
    existingGroups: fc.record({
      policy: fc.oneof(decision, fc.constant('ask')),
      suffix: fc.constantFrom(' (directory)', '-x'),
      decisions: fc.array(fc.record({ group: name, decision }), { maxLength: 3 }),
      released: fc.array(fc.record({ sourceId: name, group: name }), { maxLength: 2 }),
    }),
    removal: fc.record({
      left: keepOrRemove,
      inactive: keepOrRemove,
      outOfScope: keepOrRemove,
      graceHours: fc.constantFrom(0, 0.5, 48, 2160),
      fastLane: fc.boolean(),
      keepPeople: names,
      keepGroups: names,
    }),
    drift: fc.record({
      policy: driftPolicy,
      groups: fc.array(fc.record({ group: name, policy: driftPolicy }), { maxLength: 3 }),
    }),
    limits: fc.constant(defaultRules.limits),
    approvals: fc.constantFrom(1, 2),
    examples: fc.array(example, { maxLength: 3 }),
  })
  .map((rules) => syncRules.parse(rules));

describe('rules in the form', () => {
  it('come back as they were, and nothing counts as changed', () => {
    fc.assert(
      fc.property(anyRules, (rules) => {
        const draft = rulesDraftOf(rules);
        expect(rulesOf(draft, rules)).toEqual(rules);
        expect(rulesDraftOf(rulesOf(draft, rules))).toEqual(draft);
        expect(rulesErrors(draft)).toEqual({});
      }),
    );
  });

  it('are one draft over three tabs', () => {
    const saved = rulesDraftOf(defaultRules);
    const people = { ...saved.people, graceHours: '24' };
    const safety = { ...saved.safety, approvals: 2 as const };
    const draft = { ...saved, people, safety };
    expect(rulesOf(draft, defaultRules)).toEqual({
      ...defaultRules,
      removal: { ...defaultRules.removal, graceHours: 24 },
      approvals: 2,
    });
  });

  it('keep what another tab decides', () => {
    const rules = { ...defaultRules, createMissingGroups: false };
    expect(rulesOf(rulesDraftOf(defaultRules), rules).createMissingGroups).toBe(false);
  });

  it('are refused where something is missing, each at the path that the server would name', () => {
    const saved = rulesDraftOf(defaultRules);
    const draft = {
      groups: {
        ...saved.groups,
        renames: rowsOf([{ kind: 'text' as const, search: '', replace: 'x' }]),
        map: rowsOf([{ from: ' ', to: [] }]),
        decisions: rowsOf([{ group: '', choice: 'use' as const }]),
        driftGroups: rowsOf([{ group: '', choice: 'repair' as const }]),
        suffix: '',
      },
      people: {
        ...saved.people,
        conditions: rowsOf([{ attribute: '', values: '\n ', effect: 'grant' as const, group: '' }]),
        graceHours: '2161',
      },
      safety: {
        ...saved.safety,
        examples: rowsOf([
          { kind: 'group' as const, name: '', leadsTo: [] },
          { ...aPerson, attributes: 'Sales' },
        ]),
      },
    };
    const wrong = Object.keys(rulesErrors(draft));
    expect(wrong.toSorted()).toEqual(
      [
        'conditions.0.attribute',
        'conditions.0.effect.group',
        'conditions.0.values',
        'drift.groups.0.group',
        'examples.0.name',
        'examples.1.attributes',
        'existingGroups.decisions.0.group',
        'existingGroups.suffix',
        'mapping.map.0.from',
        'mapping.map.0.to',
        'mapping.renames.0.search',
        'removal.graceHours',
      ].toSorted(),
    );
    expect(wrong.filter((path) => !rulesFields(draft).includes(path))).toEqual([]);
    const refused = syncRules.safeParse(rulesOf(draft, defaultRules));
    const paths = refused.error?.issues.map(({ path }) => path.join('.')) ?? [];
    expect(paths).toEqual(expect.arrayContaining(['mapping.renames.0.search', 'conditions.0.effect.group']));
  });

  it('have a place for every fault that the server finds', () => {
    const rules: SyncRules = {
      ...defaultRules,
      mapping: {
        ...defaultRules.mapping,
        renames: [{ kind: 'expression', search: '(', replace: '' }],
        map: [
          { from: 'A', to: ['B', 'B'] },
          { from: 'a', to: ['C'] },
        ],
        everyone: ['E', 'e'],
        merged: ['M', 'm'],
      },
      conditions: [{ attribute: 'department', values: ['*'], effect: { kind: 'include' } }],
      removal: { ...defaultRules.removal, keepPeople: ['ann', 'ann'], keepGroups: ['G', 'g'] },
      existingGroups: {
        policy: 'suffix',
        suffix: ' ',
        decisions: [
          { group: 'D', decision: 'use' },
          { group: 'd', decision: 'use' },
        ],
        released: [],
      },
    };
    const faults = ruleFaults(rules);
    expect(faults.length).toBeGreaterThan(8);
    const fields = rulesFields(rulesDraftOf(rules));
    for (const { field, message } of faults) {
      const error = new CallError({ kind: 'settings-rejected', field: `rules.${field}`, message });
      expect([field, fieldErrorOf(error, fields)]).not.toEqual([field, undefined]);
      expect(tabOf(field)).toBeDefined();
    }
  });
});

describe('a prefix', () => {
  it('is a rename that puts just these characters before a name, and is known again', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 20 }), (prefix) => {
        const read = readRename(prefixRename(prefix));
        expect(read.kind === 'ready' && read.rename('Sales')).toBe(`${prefix}Sales`);
        expect(prefixOf(prefixRename(prefix))).toBe(prefix);
      }),
    );
    for (const replace of ['$1', 'a$0b', '$$$1'])
      expect(prefixOf({ kind: 'expression', search: '^', replace })).toBeUndefined();
  });
});

describe('rows', () => {
  it('keep their ids while they are moved, and new ones get a free id', () => {
    const rows = rowsOf(['a', 'b', 'c']);
    const moved = withMoved(rows, 2, 'up');
    expect(moved.map(({ id }) => id)).toEqual([0, 2, 1]);
    expect(valuesOf(withMoved(moved, 0, 'down'))).toEqual(['c', 'a', 'b']);
    expect(withMoved(rows, 0, 'up')).toEqual(rows);
    expect(withMoved(rows, 2, 'down')).toEqual(rows);
    expect(withRow(moved, 'd').at(-1)).toEqual({ id: 3, value: 'd' });
    expect(withoutRow(withRow(rows, 'd'), 3)).toEqual(rows);
  });
});

describe('a pasted list of groups', () => {
  it('is read by arrows, tabs and semicolons, and joins lines of one group', () => {
    expect(
      mapLinesOf(
        'Engineering -> Developers; All staff\n\nSales EMEA\tSales\tAll staff\nEngineering → Developers; Chat',
      ),
    ).toEqual({
      entries: [
        { from: 'Engineering', to: ['Developers', 'All staff', 'Chat'] },
        { from: 'Sales EMEA', to: ['Sales', 'All staff'] },
      ],
      wrong: [],
    });
  });

  it('names the lines that say nothing', () => {
    expect(mapLinesOf('A -> B\nC\n-> D\nE -> ;').wrong).toEqual([
      { line: 2, text: 'C' },
      { line: 3, text: '-> D' },
      { line: 4, text: 'E -> ;' },
    ]);
  });

  it('replaces an entry for the same group and adds the others', () => {
    const rows = rowsOf([{ from: 'A', to: ['B'] }]);
    const entries = [
      { from: 'A', to: ['C'] },
      { from: 'D', to: ['E'] },
    ];
    expect(valuesOf(withEntries(rows, entries))).toEqual(entries);
  });
});

const aPerson = {
  kind: 'person' as const,
  name: 'A contractor',
  email: '',
  status: 'active' as const,
  attributes: '',
  groups: [],
  takesPart: true,
  isIn: [],
};

describe('an example', () => {
  it('reads several values of an attribute from lines of their own', () => {
    const attributes = 'department: Sales\n urn:acme:type: Contractor \ndepartment:Marketing\n';
    expect(exampleOf({ ...aPerson, attributes })).toMatchObject({
      attributes: { department: ['Sales', 'Marketing'], 'urn:acme:type': ['Contractor'] },
    });
  });

  it.each([
    [{ kind: 'group', name: 'Sales', leadsTo: ['A', 'B'] }, 'The group “Sales” must lead to “A”, “B”.'],
    [{ kind: 'group', name: 'Sales', leadsTo: [] }, 'The group “Sales” must be left out.'],
    [{ ...aPerson, isIn: ['A'] }, 'A contractor must take part and be in “A”.'],
    [{ ...aPerson, takesPart: false }, 'A contractor must take no part and be in no group.'],
  ] as const)('says what it expects: %#', (draft, sentence) => {
    expect(exampleSentence(draft)).toBe(sentence);
  });
});

describe('names and how many more', () => {
  it.each([
    [[], 3, ''],
    [['Ann'], 1, 'Ann'],
    [['Ann', 'Ben', 'Cem'], 3, 'Ann, Ben and Cem'],
    [['Ann', 'Ben'], 312, 'Ann, Ben and 310 more'],
  ] as const)('%p of %p', (first, total, words) => {
    expect(namesAndRest(first, total)).toBe(words);
  });
});
