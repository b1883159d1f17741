import { connectionDocument, type ConnectionDocument } from '../../src/contract';

const entra = { tenantId: 'acme.example.com', clientId: '11111111-2222-3333-4444-555555555555' };

function parse(settings: object) {
  return connectionDocument.safeParse({
    version: 2,
    name: 'Acme',
    secret: { env: 'ENTRA_CLIENT_SECRET' },
    kind: 'entra',
    settings: { ...entra, ...settings },
  });
}

function settingsOf(settings: object): ConnectionDocument['settings'] {
  const { data, error } = parse(settings);
  if (data === undefined) throw error;
  return data.settings;
}

describe('a connection file', () => {
  it('takes each filter in one line and puts what it says in its place', () => {
    const filters = { users: 'includeGroup:Staff|exclude:*@old.example.com', groups: 'include:Design' };
    expect(settingsOf({ filters })).toMatchObject({
      ...entra,
      requiredGroups: ['Staff'],
      requiredGroupsMatch: 'any',
      filters: {
        users: { emails: { mode: 'exclude', patterns: ['*@old.example.com'] } },
        groups: { names: { mode: 'include', patterns: ['Design'] } },
      },
    });
  });

  it('may mix one line and parts', () => {
    const groups = { names: { mode: 'include', patterns: ['Design'] } };
    expect(settingsOf({ filters: { users: '|x eq 1', groups } }).filters).toEqual({
      users: { query: 'x eq 1' },
      groups,
    });
  });

  it('keeps what it says beside the line', () => {
    const settings = settingsOf({
      excludedGroups: ['Guests'],
      requiredGroupsMatch: 'all',
      filters: { users: 'includeGroup:Staff,Design' },
    });
    expect(settings).toMatchObject({
      requiredGroups: ['Staff', 'Design'],
      requiredGroupsMatch: 'all',
      excludedGroups: ['Guests'],
      filters: {},
    });
  });

  it('reads a file without filters as it is', () => {
    expect(settingsOf({ requiredGroups: ['Staff'] })).toMatchObject({ requiredGroups: ['Staff'] });
  });

  it.each<[object, readonly string[], string]>([
    [{ filters: { users: 'include:' } }, ['filters', 'users'], 'Character 9: Expected an entry'],
    [{ filters: { users: '' } }, ['filters', 'users'], 'Character 1: Expected include:'],
    [{ filters: { groups: 'exclud:A' } }, ['filters', 'groups'], 'Character 1: There is no "exclud:"'],
    [
      { requiredGroups: ['A'], filters: { users: 'includeGroup:B' } },
      ['requiredGroups'],
      'names these groups already',
    ],
    [
      { excludedGroups: ['A'], filters: { users: 'excludeGroup:B' } },
      ['excludedGroups'],
      'names these groups already',
    ],
    [{ filters: { users: 'include:a', people: 'include:b' } }, ['filters'], 'Unrecognized key'],
    [{ filters: 'include:a' }, ['filters'], 'expected object'],
    [{ filters: { users: 7 } }, ['filters', 'users'], 'expected object'],
  ])('%j is refused at its field', (settings, path, message) => {
    expect(parse(settings).error?.issues).toMatchObject([
      { path: ['settings', ...path], message: expect.stringContaining(message) as string },
    ]);
  });
});
