import fc from 'fast-check';
import { importFilters } from '../../src/sync/import-filters';

describe('a filter of Directory Connector', () => {
  it('on users becomes addresses and a query', () => {
    const users = 'include:joe@example.com,bill@example.com|profile.firstName eq "John"';
    expect(importFilters('okta', { users })).toEqual({
      ok: true,
      settings: {
        filters: {
          users: {
            emails: { mode: 'include', patterns: ['joe@example.com', 'bill@example.com'] },
            query: 'profile.firstName eq "John"',
          },
        },
      },
      notes: [],
    });
  });

  it('on groups becomes names and a query', () => {
    expect(importFilters('okta', { groups: 'exclude:Group A,Group B|type eq "BUILT_IN"' })).toMatchObject({
      settings: {
        filters: {
          groups: {
            names: { mode: 'exclude', patterns: ['Group A', 'Group B'] },
            query: 'type eq "BUILT_IN"',
          },
        },
      },
    });
  });

  it('by groups becomes required and excluded groups', () => {
    const users = 'includeGroup:id1,id2|excludeGroup:id3|exclude:joe@example.com|excludeGroup:id4';
    expect(importFilters('entra', { users })).toMatchObject({
      settings: {
        requiredGroups: ['id1', 'id2'],
        requiredGroupsMatch: 'any',
        excludedGroups: ['id3', 'id4'],
        filters: { users: { emails: { mode: 'exclude', patterns: ['joe@example.com'] } } },
      },
    });
  });

  it('on users says nothing of groups, and the other way round', () => {
    expect(importFilters('entra', { users: 'includeGroup:id1' })).toMatchObject({
      settings: { requiredGroups: ['id1'], requiredGroupsMatch: 'any' },
    });
    const { settings } = imported('entra', { groups: 'include:A' });
    expect(settings).toEqual({ filters: { groups: { names: { mode: 'include', patterns: ['A'] } } } });
  });

  it('on both becomes both', () => {
    const { settings } = imported('okta', { users: 'exclude:joe@example.com', groups: 'include:A' });
    expect(Object.keys(settings.filters ?? {})).toEqual(['users', 'groups']);
  });
});

describe('refused with the field and the place, counted from 1', () => {
  const many = Array.from({ length: 1_001 }, (_, index) => `a${index}`).join(',');
  it.each([
    ['users', 'include:', 'Character 9: Expected an entry'],
    ['users', '', 'Character 1: Expected include:'],
    ['groups', 'include:Team: A', 'Character 13: Expected ","'],
    ['groups', 'includeGroup:id1', 'Character 1: includeGroup: chooses people'],
    ['groups', 'include:A|excludeGroup:id1', 'Character 11: excludeGroup: chooses people'],
    ['users', 'include:a@x|exclude:b@x', 'Character 13: A filter either includes or excludes'],
    ['users', 'includeGroup:a|includeGroup:b', 'Character 16: includeGroup: stands here twice'],
    ['users', `include:${many}`, 'Character 1: At most 1000'],
    ['users', `includeGroup:${many}`, 'Character 1: At most 100'],
    ['users', `|${'x'.repeat(2_001)}`, 'Character 1: At most 2000'],
  ])('%s: %s', (field, text, message) => {
    expect(importFilters('entra', { [field]: text })).toEqual({
      ok: false,
      field,
      message: expect.stringContaining(message) as string,
    });
  });

  it('nothing to translate is no filter either', () => {
    expect(importFilters('entra', {})).toMatchObject({ ok: false, field: 'users' });
  });
});

describe('a note says what means something else in Directory Connector', () => {
  it.each([
    ['entra', { users: '|accountEnabled eq true' }, /no queries for Entra ID/],
    ['onelogin', { groups: '|name=A*' }, /version 1 of OneLogin/],
    ['okta', { groups: '|type eq "BUILT_IN"' }, /choose each type/],
    ['entra', { users: 'includeGroup:id1' }, /group in the group/],
    ['okta', { users: 'excludeGroup:Design' }, /for Entra ID only/],
    ['okta', { users: 'include:j*@example.com' }, /any characters/],
    ['okta', { users: 'exclude:joe@example.com|excludeGroup:Design' }, /all of them apply/],
    ['entra', { users: 'includeGroup:a|include:joe@example.com' }, /all of them apply/],
  ] as const)('%s %j', (kind, texts, note) => {
    expect(imported(kind, texts).notes.join('\n')).toMatch(note);
  });

  it.each([
    ['entra', { users: 'include:joe@example.com', groups: 'exclude:A,B' }],
    ['okta', { users: 'include:joe@example.com|profile.firstName eq "John"' }],
    ['onelogin', { groups: 'include:A' }],
  ] as const)('and nothing of what means the same: %s %j', (kind, texts) => {
    expect(imported(kind, texts).notes).toEqual([]);
  });
});

/** Whoever pastes something must not get settings that let everybody in. */
it('what is translated always names something', () => {
  const pieces = [
    'include:',
    'exclude:',
    'includeGroup:',
    'excludeGroup:',
    '|',
    ',',
    '"',
    ' ',
    'joe',
    'x eq 1',
  ];
  const texts = fc.array(fc.constantFrom(...pieces), { maxLength: 8 }).map((each) => each.join(''));
  fc.assert(
    fc.property(texts, fc.constantFrom('users', 'groups'), (text, field) => {
      const answer = importFilters('okta', { [field]: text });
      if (!answer.ok) {
        expect(answer.message).toMatch(/^Character \d+: ./);
        return;
      }
      const { requiredGroups = [], excludedGroups = [], filters = {} } = answer.settings;
      const { query, ...patterns } = { ...filters.users, ...filters.groups };
      const named = [
        ...requiredGroups,
        ...excludedGroups,
        ...Object.values(patterns).flatMap((part) => part.patterns),
      ];
      expect([...named, query ?? ''].filter((each) => each !== '')).not.toEqual([]);
    }),
    { numRuns: 1_000 },
  );
});

function imported(...input: Parameters<typeof importFilters>) {
  const answer = importFilters(...input);
  if (!answer.ok) throw new Error(answer.message);
  return answer;
}
