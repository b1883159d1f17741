import type { RulesPreview } from '../../src/contract';
import { defaultRules, type SyncRules } from '../../src/domain/sync-rules';
import { mappingFaults } from '../../src/sync/check-mapping';
import { ruleFaults } from '../../src/sync/check-rules';
import { compileMapping } from '../../src/sync/renames';
import { Refusal, type FakeBackend, type Handlers } from './fake-bridge';

export type Effect = NonNullable<RulesPreview['effect']>;

/** What a preview of rules says when they change nothing. */
export function anEffect(overrides: Partial<Effect> = {}): Effect {
  return {
    readAtMs: Date.now() - 25 * 60_000,
    siteAtMs: Date.now() - 24 * 60_000,
    additions: 0,
    removals: 0,
    people: { before: 640, after: 640 },
    groups: [],
    collisions: [],
    undecided: [],
    held: [],
    unknown: [],
    ...overrides,
  };
}

/** Rules that take people out of groups, with everything that a preview can say. */
export function aLargeEffect(): Effect {
  return anEffect({
    additions: 3,
    removals: 312,
    people: { before: 640, after: 328 },
    groups: [
      {
        name: 'Sales',
        kind: 'dropped',
        additions: 0,
        removals: 310,
        added: [],
        removed: ['Ana Ruiz', 'Bo Lindqvist', 'Chidi Okafor'],
      },
      {
        name: 'Engineering',
        kind: 'kept',
        additions: 0,
        removals: 2,
        added: [],
        removed: ['Dana Scott', 'Éloïse Lefèvre'],
      },
      {
        name: 'Chat',
        kind: 'new',
        additions: 3,
        removals: 0,
        added: ['Ana Ruiz', 'Bo Lindqvist', 'Cem Aydın'],
        removed: [],
      },
    ],
    collisions: [
      {
        name: 'Support',
        sources: [
          { id: 'role:1', name: 'Support EMEA' },
          { id: 'role:2', name: 'Support US' },
        ],
      },
    ],
    undecided: ['Design'],
    held: [
      {
        what: 'removals',
        scope: 'run',
        count: 312,
        of: 1200,
        limit: { kind: 'share', value: 0.2 },
        message: '312 of 1,200 managed memberships (26%) would be removed; the limit for one run is 20%.',
      },
    ],
    unknown: ['The attribute “department” has not been read yet: the next run reads it.'],
  });
}

/** Rules of which every section shows something. */
export function someRules(): SyncRules {
  return {
    ...defaultRules,
    mapping: {
      renames: [
        { kind: 'text', search: ' (Okta)', replace: '' },
        { kind: 'expression', search: '^Team (.*)$', replace: '$1' },
      ],
      map: [{ from: 'Sales EMEA', to: ['Sales', 'All sales'] }],
      everyone: ['All staff'],
      unnamed: 'keep',
      merged: [],
    },
    conditions: [
      { attribute: 'employeeType', values: ['contractor', 'intern'], effect: { kind: 'exclude' } },
      { attribute: 'department', values: ['Sales*'], effect: { kind: 'grant', group: 'Sales' } },
    ],
    existingGroups: { ...defaultRules.existingGroups, policy: 'ask' },
    examples: [
      { kind: 'group', name: 'Team Design', leadsTo: ['Design'] },
      {
        kind: 'person',
        name: 'A contractor in sales',
        status: 'active',
        attributes: { employeeType: ['contractor'], department: ['Sales EMEA'] },
        groups: ['Sales EMEA'],
        takesPart: false,
        isIn: [],
      },
    ],
  };
}

/** Answers about rules as the server does, by the engine's own rules; what a change comes to is what the test says. */
export function answerRules(backend: FakeBackend, preview: () => RulesPreview): void {
  backend.on('previewRules', preview);
  backend.on('checkRules', ({ rules }) => ({ faults: ruleFaults(rules) }));
  backend.on('tryMapping', tryMapping);
}

const tryMapping: Handlers['tryMapping'] = ({ mapping, names }) => {
  const faults = mappingFaults(mapping);
  if (faults.some(({ field }) => field.startsWith('mapping.renames.')))
    return { names: [], collisions: [], faults };
  const mapper = compileMapping(mapping);
  return {
    names: names.map((name) => {
      const { steps, leadsTo, why } = mapper.map({ id: name, name });
      return { name, steps, leadsTo, why };
    }),
    collisions: [],
    faults,
  };
};

/** Refuses a save for the first fault of its rules, as the server does. */
export function refuseFaults({ rules }: { readonly rules: SyncRules }): void {
  const [fault] = ruleFaults(rules);
  if (fault === undefined) return;
  throw new Refusal({ kind: 'settings-rejected', message: fault.message, field: `rules.${fault.field}` });
}
