import fc from 'fast-check';
import type { ConnectorConfiguration, Schedule } from '../../src/domain/connection';
import { defaultRules, type SyncRules } from '../../src/domain/sync-rules';
import { createConnection, exportConnection } from '../../src/resolvers/connections';
import { readDocument } from '../../src/resolvers/documents';
import { ruleFaults } from '../../src/sync/check-rules';
import { aServer } from './handlers-support';

const name = fc.stringMatching(/^[A-Za-z0-9äöü&._-]([A-Za-z0-9 äöü&._-]{0,20}[A-Za-z0-9äöü&._-])?$/);
const names = fc.uniqueArray(name, { maxLength: 3 });
const limit = fc.record({ max: fc.nat(1_000), maxShare: fc.nat(10), shareFloor: fc.nat(100) });
const sized = fc.record({ perRun: limit, perGroup: limit });
const keepOrRemove = fc.constantFrom('keep' as const, 'remove' as const);
const driftPolicy = fc.constantFrom(
  'put-back' as const,
  'repair' as const,
  'report' as const,
  'accept' as const,
);
const effect = fc.oneof(
  fc.constant({ kind: 'include' as const }),
  fc.constant({ kind: 'exclude' as const }),
  fc.record({ kind: fc.constant('grant' as const), group: name }),
);

const anyRules: fc.Arbitrary<SyncRules> = fc.record({
  createMissingGroups: fc.boolean(),
  mapping: fc.record({
    renames: fc.array(
      fc.record({ kind: fc.constant('text' as const), search: name, replace: fc.string({ maxLength: 5 }) }),
      { maxLength: 2 },
    ),
    map: fc.array(fc.record({ from: name, to: fc.array(name, { minLength: 1, maxLength: 2 }) }), {
      maxLength: 2,
    }),
    everyone: names,
    unnamed: fc.constantFrom('keep' as const, 'drop' as const),
    merged: names,
  }),
  conditions: fc.array(
    fc.record({ attribute: name, values: fc.array(name, { minLength: 1, maxLength: 2 }), effect }),
    { maxLength: 2 },
  ),
  existingGroups: fc.record({
    policy: fc.constantFrom(
      'ask' as const,
      'adopt' as const,
      'use' as const,
      'skip' as const,
      'suffix' as const,
    ),
    suffix: fc.constantFrom(' (directory)', '-x'),
    released: fc.constant([]),
    decisions: fc.array(
      fc.record({ group: name, decision: fc.constantFrom('adopt' as const, 'skip' as const) }),
      {
        maxLength: 2,
      },
    ),
  }),
  removal: fc.record({
    left: keepOrRemove,
    inactive: keepOrRemove,
    outOfScope: keepOrRemove,
    graceHours: fc.nat(2_160),
    fastLane: fc.boolean(),
    keepPeople: names,
    keepGroups: names,
  }),
  drift: fc.record({
    policy: driftPolicy,
    groups: fc.array(fc.record({ group: name, policy: driftPolicy }), { maxLength: 2 }),
  }),
  limits: fc.record({
    removals: sized,
    additions: sized,
    emptiedGroups: limit,
    usual: fc.record({ multiple: fc.nat(20), floor: fc.nat(100) }),
  }),
  approvals: fc.constantFrom(1 as const, 2 as const),
  examples: fc.constant([]),
});

/** Those that a save takes. */
const rules = anyRules.filter((each) => ruleFaults(each).length === 0);

/** What a kind leaves out has its default. */
const selection = fc.record({
  requiredGroups: names,
  requiredGroupsMatch: fc.constantFrom('any' as const, 'all' as const),
});
const share = fc.constantFrom(0, 0.1, 0.2);

const configuration: fc.Arbitrary<ConnectorConfiguration> = fc.oneof(
  selection.map((chosen) => ({
    kind: 'onelogin' as const,
    settings: {
      region: 'us' as const,
      clientId: 'client',
      groupSources: ['roles' as const],
      minimumRemainingCalls: 0,
      ...chosen,
      ...nobodyChosen(chosen),
    },
  })),
  fc.tuple(selection, share).map(([chosen, minimumRemainingShare]) => ({
    kind: 'okta' as const,
    settings: {
      baseUrl: 'https://acme.okta.com',
      auth: 'token' as const,
      groupTypes: ['OKTA_GROUP' as const],
      minimumRemainingShare,
      systemLog: 'when-allowed' as const,
      ...chosen,
      ...nobodyChosen(chosen),
    },
  })),
  fc.tuple(selection, share).map(([chosen, minimumRemainingShare]) => ({
    kind: 'entra' as const,
    settings: {
      cloud: 'global' as const,
      tenantId: 'acme.example.com',
      clientId: '11111111-2222-3333-4444-555555555555',
      auth: 'certificate' as const,
      groupKinds: ['security' as const],
      nestedGroups: 'ignore' as const,
      guests: 'include' as const,
      minimumRemainingShare,
      ...chosen,
      ...nobodyChosen(chosen),
    },
  })),
);

/** A list of excluded groups that excludes none of the required ones. */
function nobodyChosen({ requiredGroups }: { readonly requiredGroups: readonly string[] }) {
  return requiredGroups.length === 0 ? {} : { excludedGroups: ['nobody is called so'] };
}

const schedule: fc.Arbitrary<Schedule> = fc.record({
  enabled: fc.boolean(),
  cron: fc.constantFrom('0 * * * *', '30 2 * * 1'),
  timeZone: fc.constantFrom('UTC', 'Europe/Berlin'),
});

const secret = 'the-secret';

describe('an exported connector', () => {
  it('that is read and created again is exported the same, whatever its kind and rules', async () => {
    const server = aServer();
    const create = async (input: object) => {
      const wish = { name: 'A', configuration: { kind: 'onelogin' }, secret, ...input } as never;
      return (await server.answerWith('createConnection', createConnection, wish)).connection.id;
    };
    const exported = async (id: string) =>
      (await server.answerWith('exportConnection', exportConnection, { id })).document;
    const property = fc.asyncProperty(fc.record({ name, configuration, rules, schedule }), async (wanted) => {
      const first = await exported(await create(wanted));
      const file: unknown = JSON.parse(JSON.stringify(first));
      const read = await server.answerWith('readDocument', readDocument, { document: file });
      const { kind, settings, ...rest } = read.document;
      const again = await create({
        name: rest.name,
        rules: rest.rules,
        schedule: rest.schedule,
        configuration: { kind, settings },
      });
      expect(read.notes).toEqual([]);
      expect(await exported(again)).toEqual(first);
      expect(first).toMatchObject({
        ...wanted.configuration,
        rules: wanted.rules,
        schedule: wanted.schedule,
      });
      expect(JSON.stringify(first)).not.toContain(secret);
    });
    await fc.assert(property, { numRuns: 60 });
  });
});

describe('a document that is read', () => {
  const settings = { region: 'us', clientId: 'client', groupSources: ['roles'] };
  const aDocument = (change: object) => ({
    version: 1,
    kind: 'onelogin',
    name: 'A',
    settings,
    secret: { env: 'SECRET' },
    ...change,
  });
  const read = (document: unknown) => aServer().answerWith('readDocument', readDocument, { document });

  it('of an earlier version comes with notes on what was filled in', async () => {
    const { limits, createMissingGroups } = defaultRules;
    const { removals, additions } = limits;
    const { document, notes } = await read(
      aDocument({ rules: { createMissingGroups, limits: { removals, additions } } }),
    );
    expect(document).toMatchObject({ version: 2, rules: defaultRules });
    expect(notes.length).toBeGreaterThan(5);
  });

  it('that is wrong is refused with the field and what is expected there', async () => {
    await expect(read(aDocument({ secret: { env: '1' } }))).rejects.toMatchObject({
      answer: {
        kind: 'invalid-input',
        field: 'secret.env',
        message: expect.stringContaining('environment') as string,
      },
    });
    await expect(read('rubbish')).rejects.toMatchObject({
      answer: { kind: 'invalid-input', message: expect.stringContaining('not a connection file') as string },
    });
    await expect(read(aDocument({ version: 9 }))).rejects.toThrow('version 9');
  });
});
