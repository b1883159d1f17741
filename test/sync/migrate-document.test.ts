import { connectionDocument, connectionDocumentVersion } from '../../src/contract';
import { defaultLimits } from '../../src/domain/safety-limits';
import { defaultRules } from '../../src/domain/sync-rules';
import { migrateDocument, newestVersion } from '../../src/sync/migrate-document';

function aDocument(change: object = {}) {
  const settings = { region: 'us', clientId: 'client', groupSources: ['roles'] };
  return { version: 1, kind: 'onelogin', name: 'Lighthouse', settings, secret: { env: 'SECRET' }, ...change };
}

const limits = {
  ...defaultLimits,
  removals: { ...defaultLimits.removals, perGroup: { max: 7, maxShare: 1, shareFloor: 1 } },
};
const firstRules = { createMissingGroups: false, limits };

describe('a document of version 1', () => {
  it('comes in the form of today, with what version 1 did where it has nothing', () => {
    const { document } = migrateDocument(aDocument({ rules: firstRules }));
    expect(connectionDocument.parse(document)).toMatchObject({
      version: connectionDocumentVersion,
      name: 'Lighthouse',
      rules: { ...defaultRules, createMissingGroups: false, limits: { ...defaultRules.limits, ...limits } },
    });
  });

  it('says what was filled in, and nothing of what was there', () => {
    const { notes } = migrateDocument(aDocument({ rules: { ...firstRules, approvals: 2 } }));
    expect(notes).toContain(
      '"rules.mapping" was filled in: every directory group goes to the Atlassian group of its name.',
    );
    expect(notes.some((note) => note.startsWith('"rules.limits.usual"'))).toBe(true);
    expect(notes.some((note) => note.includes('approvals') || note.includes('createMissing'))).toBe(false);
    expect(notes).toHaveLength(8);
  });

  it('without rules stays without them', () => {
    expect(migrateDocument(aDocument())).toEqual({
      document: aDocument({ version: newestVersion }),
      notes: [],
    });
  });

  it('that has damaged rules is told so by the form of today', () => {
    for (const rules of ['rubbish', { createMissingGroups: 7, limits }, { ...firstRules, limits: [] }]) {
      const { document } = migrateDocument(aDocument({ rules }));
      expect(connectionDocument.safeParse(document).error?.issues[0]?.path[0]).toBe('rules');
    }
  });
});

describe('a document of the newest version', () => {
  it('is left as it is', () => {
    const document = aDocument({ version: newestVersion, rules: defaultRules });
    expect(migrateDocument(document)).toEqual({ document, notes: [] });
    expect(newestVersion).toBe(connectionDocumentVersion);
  });
});

it('a document of a version that nobody knows is refused with what to do', () => {
  for (const version of [0, newestVersion + 1, -3])
    expect(() => migrateDocument(aDocument({ version }))).toThrow(
      `This file is of version ${version}; this app reads versions 1 to 2. Update the app`,
    );
});

it('what is no document is left to the form of today', () => {
  for (const value of [undefined, 7, 'text', [], { version: 'one' }, { version: 1.5 }, {}])
    expect(migrateDocument(value)).toEqual({ document: value, notes: [] });
});

describe('rules of which a file names a part', () => {
  it('are filled in with the defaults, at every depth; lists are as the file has them', () => {
    const rules = { removal: { graceHours: 24 }, limits: { removals: { perRun: { max: 7 } } } };
    const { document } = migrateDocument(aDocument({ version: 2, rules }));
    expect(connectionDocument.parse(document).rules).toEqual({
      ...defaultRules,
      removal: { ...defaultRules.removal, graceHours: 24 },
      limits: {
        ...defaultRules.limits,
        removals: {
          ...defaultRules.limits.removals,
          perRun: { ...defaultRules.limits.removals.perRun, max: 7 },
        },
      },
    });
  });

  it('are refused where they name what there is not', () => {
    const { document } = migrateDocument(aDocument({ version: 2, rules: { removal: { graceHour: 24 } } }));
    expect(connectionDocument.safeParse(document).success).toBe(false);
  });
});
