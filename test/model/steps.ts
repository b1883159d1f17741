import fc from 'fast-check';
import {
  defaultDrift,
  defaultExistingGroups,
  defaultMapping,
  type GroupMapping,
} from '../../src/domain/group-rules';
import { defaultRules, type SyncRules } from '../../src/domain/sync-rules';
import { defaultRemovalPolicy, type UserCondition } from '../../src/domain/user-rules';

/** What can happen in a history. Numbers choose among what is there, so that a step means something wherever it stands. */
export type Step =
  | {
      readonly kind: 'person';
      readonly at: ConnectionId;
      readonly person: string;
      readonly becomes: PersonChange;
    }
  | {
      readonly kind: 'membership';
      readonly at: ConnectionId;
      readonly group: number;
      readonly person: string;
      readonly joins: boolean;
    }
  | {
      readonly kind: 'directory-group';
      readonly at: ConnectionId;
      readonly group: number;
      readonly becomes: GroupChange;
      readonly name: string;
    }
  | { readonly kind: 'exodus'; readonly at: ConnectionId; readonly stay: number }
  | {
      readonly kind: 'by-hand';
      readonly group: number;
      readonly what: HandChange;
      readonly account: string;
      readonly name: string;
    }
  | { readonly kind: 'rules'; readonly at: ConnectionId; readonly rules: Partial<SyncRules> }
  | { readonly kind: 'time'; readonly hours: number }
  | {
      readonly kind: 'run';
      readonly at: ConnectionId;
      readonly mode: 'preview' | 'sync';
      readonly reads: 'complete' | 'changes';
      readonly weather: WeatherStep;
    }
  | {
      readonly kind: 'person-run';
      readonly at: ConnectionId;
      readonly person: string;
      readonly weather: WeatherStep;
    }
  | {
      readonly kind: 'approve';
      readonly at: ConnectionId;
      readonly run: number;
      readonly scope: 'all' | 'one-group' | 'whatever';
      readonly weather: WeatherStep;
    }
  | {
      readonly kind: 'reject';
      readonly at: ConnectionId;
      readonly run: number;
      readonly scope: 'all' | 'one-group';
    }
  | { readonly kind: 'undo'; readonly at: ConnectionId; readonly run: number; readonly weather: WeatherStep }
  | {
      readonly kind: 'own';
      readonly at: ConnectionId;
      readonly group: number;
      readonly what: 'adopt' | 'release' | 'hand-over';
    };

export type StepOf<Kind extends Step['kind']> = Extract<Step, { kind: Kind }>;

export type ConnectionId = 'conn-1' | 'conn-2';
export type PersonChange =
  'gone' | 'active' | 'inactive' | 'staged' | 'sales' | 'temp' | 'moved' | 'without-email';
/** `succeeded`: it is renamed, and another group has its name and its members. */
type GroupChange = 'new' | 'gone' | 'renamed' | 'made-again' | 'succeeded';
export type HandChange = 'put-in' | 'take-out' | 'rename' | 'delete' | 'create' | 'protect' | 'unprotect';

export type WeatherStep =
  | { readonly kind: 'fair' }
  | { readonly kind: 'read-fails'; readonly page: number }
  | { readonly kind: 'empty'; readonly what: 'users' | 'groups' }
  | {
      readonly kind: 'trouble';
      readonly account: string;
      readonly with: 'refused' | 'account-gone' | 'lost' | 'lost-and-done';
    }
  /** The site does not answer the first creation of a group. */
  | { readonly kind: 'creation'; readonly with: 'lost' | 'lost-and-done' }
  | { readonly kind: 'busy'; readonly write: number }
  /** An administrator pauses the run at this call, and then resumes it. */
  | { readonly kind: 'paused'; readonly call: number }
  | { readonly kind: 'crash'; readonly writes: number };

/** `zoe` has no account, and `sync` is the sync account. */
export const people = ['ann', 'bob', 'cleo', 'dan', 'eve', 'zoe', 'sync'];
export const accountIds = ['acc-ann', 'acc-bob', 'acc-cleo', 'acc-dan', 'acc-eve', 'acc-sync'];
const names = ['Design', 'Eng', 'team Ops', 'Sales', 'design', 'Admins', ''];
const siteNames = ['Design', 'Eng', 'Ops', 'Staff', 'Sales', 'Eng (directory)'];

const at = fc.constantFrom<ConnectionId>('conn-1', 'conn-1', 'conn-2');
const person = fc.constantFrom(...people);
const account = fc.constantFrom(...accountIds);
const some = fc.nat({ max: 11 });

const mapping: fc.Arbitrary<GroupMapping> = fc.record({
  renames: fc.constantFrom<GroupMapping['renames']>([], [{ kind: 'text', search: 'team ', replace: '' }]),
  map: fc.constantFrom<GroupMapping['map']>(
    [],
    [{ from: 'Eng', to: ['Eng', 'Staff'] }],
    [
      { from: 'team Ops', to: ['Staff'] },
      { from: 'Design', to: ['Staff'] },
    ],
  ),
  everyone: fc.constantFrom<string[]>([], [], ['Staff']),
  unnamed: fc.constantFrom('keep', 'keep', 'drop'),
  merged: fc.constantFrom<string[]>([], ['Design', 'Sales']),
});

const condition = (attribute: string, value: string, effect: UserCondition['effect']): UserCondition => ({
  attribute,
  values: [value],
  effect,
});
const conditions = fc.subarray([
  condition('type', 'temp', { kind: 'exclude' }),
  condition('department', 'Sales', { kind: 'grant', group: 'Sales' }),
  condition('department', 'sales', { kind: 'include' }),
]);

const everyLimit = { max: 1_000, maxShare: 1_000, shareFloor: 1_000 };
const tightLimit = fc.constantFrom(
  everyLimit,
  everyLimit,
  { max: 1, maxShare: 1_000, shareFloor: 0 },
  { max: 2, maxShare: 1_000, shareFloor: 0 },
  { max: 1_000, maxShare: 0.4, shareFloor: 1 },
);
const kinds = fc.record({ perRun: tightLimit, perGroup: tightLimit });
const limits = fc.record({
  removals: kinds,
  additions: fc.oneof(
    { weight: 3, arbitrary: fc.constant({ perRun: everyLimit, perGroup: everyLimit }) },
    kinds,
  ),
  emptiedGroups: fc.constantFrom(everyLimit, { max: 0, maxShare: 1, shareFloor: 0 }),
  usual: fc.constantFrom({ multiple: 0, floor: 0 }, { multiple: 1, floor: 1 }),
});

const driftPolicy = fc.constantFrom(
  'put-back' as const,
  'repair' as const,
  'report' as const,
  'accept' as const,
);

const drift = fc.tuple(driftPolicy, driftPolicy).map(([policy, own]) => ({
  policy,
  groups: [{ group: 'design', policy: own }],
}));
const keepOrRemove = fc.constantFrom('remove' as const, 'remove' as const, 'keep' as const);
const removal = fc.record({
  left: keepOrRemove,
  inactive: keepOrRemove,
  outOfScope: keepOrRemove,
  graceHours: fc.constantFrom(0, 3),
  fastLane: fc.boolean(),
  keepPeople: fc.constantFrom<string[]>([], [], ['bob', 'Cleo@example.com'], ['acc-dan']),
  keepGroups: fc.constantFrom<string[]>([], [], ['eng']),
});
const existingGroups: fc.Arbitrary<SyncRules['existingGroups']> = fc.record({
  policy: fc.constantFrom(
    'use' as const,
    'ask' as const,
    'adopt' as const,
    'skip' as const,
    'suffix' as const,
  ),
  suffix: fc.constant(' (directory)'),
  decisions: fc.constantFrom<SyncRules['existingGroups']['decisions']>(
    [],
    [{ group: 'Design', decision: 'adopt' }],
    [{ group: 'eng', decision: 'use' }],
  ),
  released: fc.constant([]),
});

/** One part of the rules. */
const changedRules: fc.Arbitrary<Partial<SyncRules>> = fc.oneof<fc.Arbitrary<Partial<SyncRules>>[]>(
  fc.record({ mapping }),
  fc.record({ conditions }),
  fc.record({ limits }),
  fc.record({ drift }),
  fc.record({ removal }),
  fc.record({ existingGroups }),
  fc.record({ createMissingGroups: fc.boolean() }),
);

function perhaps<T>(arbitrary: fc.Arbitrary<T>, otherwise: T, otherwiseWeight: number): fc.Arbitrary<T> {
  return fc.oneof({ weight: otherwiseWeight, arbitrary: fc.constant(otherwise) }, { weight: 2, arbitrary });
}

/** The rules at the beginning of a history. */
export const firstRules: fc.Arbitrary<SyncRules> = fc.record({
  createMissingGroups: perhaps(fc.constant(false), true, 12),
  mapping: perhaps(mapping, defaultMapping, 2),
  conditions: perhaps(conditions, [], 3),
  existingGroups: perhaps(existingGroups, defaultExistingGroups, 3),
  removal: perhaps(removal, defaultRemovalPolicy, 2),
  drift: perhaps(drift, defaultDrift, 2),
  limits: perhaps(limits, defaultRules.limits, 2),
  approvals: fc.constant(1 as const),
  examples: fc.constant<SyncRules['examples']>([]),
});

const fair = fc.constant<WeatherStep>({ kind: 'fair' });
const crash = fc.integer({ min: 1, max: 60 }).map((writes): WeatherStep => ({ kind: 'crash', writes }));
const siteTrouble: fc.Arbitrary<WeatherStep> = fc.record({
  kind: fc.constant('trouble' as const),
  account: fc.oneof(account, fc.constant('everybody')),
  with: fc.constantFrom(
    'refused' as const,
    'account-gone' as const,
    'lost' as const,
    'lost-and-done' as const,
  ),
});
const weather: fc.Arbitrary<WeatherStep> = fc.oneof(
  { weight: 8, arbitrary: fair },
  { weight: 3, arbitrary: crash },
  { weight: 2, arbitrary: siteTrouble },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('lost' as const, 'lost-and-done' as const)
      .map((how): WeatherStep => ({ kind: 'creation', with: how })),
  },
  { weight: 1, arbitrary: fc.nat({ max: 4 }).map((write): WeatherStep => ({ kind: 'busy', write })) },
  { weight: 1, arbitrary: fc.nat({ max: 15 }).map((call): WeatherStep => ({ kind: 'paused', call })) },
);
const readWeather: fc.Arbitrary<WeatherStep> = fc.oneof(
  { weight: 14, arbitrary: weather },
  { weight: 1, arbitrary: fc.nat({ max: 5 }).map((page): WeatherStep => ({ kind: 'read-fails', page })) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('users' as const, 'groups' as const)
      .map((what): WeatherStep => ({ kind: 'empty', what })),
  },
);

const is = <const T extends string>(kind: T) => fc.constant(kind);

export const steps: readonly { readonly weight: number; readonly arbitrary: fc.Arbitrary<Step> }[] = [
  {
    weight: 12,
    arbitrary: fc.record({
      kind: is('run'),
      at,
      mode: fc.constantFrom('sync' as const, 'sync' as const, 'sync' as const, 'preview' as const),
      reads: fc.constantFrom('complete' as const, 'changes' as const),
      weather: readWeather,
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: is('person'),
      at,
      person,
      becomes: fc.constantFrom<PersonChange>(
        'gone',
        'gone',
        'active',
        'active',
        'inactive',
        'staged',
        'sales',
        'temp',
        'moved',
        'without-email',
      ),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: is('membership'),
      at,
      group: some,
      person,
      joins: fc.constantFrom(true, false, false),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: is('directory-group'),
      at,
      group: some,
      becomes: fc.constantFrom<GroupChange>('new', 'gone', 'renamed', 'made-again', 'succeeded'),
      name: fc.constantFrom(...names),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: is('exodus'), at, stay: fc.nat({ max: 2 }) }) },
  {
    weight: 5,
    arbitrary: fc.record({
      kind: is('by-hand'),
      group: some,
      what: fc.constantFrom<HandChange>(
        'put-in',
        'put-in',
        'take-out',
        'take-out',
        'rename',
        'delete',
        'create',
        'protect',
        'unprotect',
      ),
      account,
      name: fc.constantFrom(...siteNames),
    }),
  },
  { weight: 2, arbitrary: fc.record({ kind: is('rules'), at, rules: changedRules }) },
  { weight: 2, arbitrary: fc.record({ kind: is('time'), hours: fc.constantFrom(1, 4) }) },
  { weight: 4, arbitrary: fc.record({ kind: is('person-run'), at, person, weather }) },
  {
    weight: 8,
    arbitrary: fc.record({
      kind: is('approve'),
      at,
      run: some,
      scope: fc.constantFrom('all' as const, 'one-group' as const, 'whatever' as const),
      weather,
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      kind: is('reject'),
      at,
      run: some,
      scope: fc.constantFrom('all' as const, 'one-group' as const),
    }),
  },
  { weight: 3, arbitrary: fc.record({ kind: is('undo'), at, run: some, weather }) },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: is('own'),
      at,
      group: some,
      what: fc.constantFrom('adopt' as const, 'release' as const, 'hand-over' as const),
    }),
  },
];
