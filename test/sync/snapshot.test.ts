import fc from 'fast-check';
import type {
  DirectoryGroup,
  DirectoryRecord,
  DirectorySnapshot,
  DirectoryUser,
} from '../../src/domain/directory';
import { FailureError, type Failure } from '../../src/domain/failure';
import { selectGroups, type GroupSelection } from '../../src/domain/group-selection';
import type { PeopleRules } from '../../src/domain/people-rules';
import type { SelectionSettings } from '../../src/domain/selection-settings';
import { addRecords, startRecords } from '../../src/sync/records';
import { buildSnapshot, type ReadStreamState } from '../../src/sync/snapshot';
import { aGroup, aUser } from '../support/fake-directory';

const stream = { name: 'users', params: {}, counts: 'user' } as const;
const done: readonly ReadStreamState[] = [{ stream, done: true }];

interface Read {
  readonly users: readonly DirectoryUser[];
  readonly groups: readonly DirectoryGroup[];
  /** Members by group name: users by id, groups by `role:` and their name. */
  readonly members: Readonly<Record<string, readonly string[]>>;
}

interface How {
  readonly settings?: Partial<SelectionSettings>;
  readonly rules?: Partial<PeopleRules>;
  readonly streams?: readonly ReadStreamState[];
  readonly besides?: readonly DirectoryRecord[];
}

/** `{ Design: ['ann', 'role:Sales'] }`: a group for each name, a person for each other id. */
function aRead(members: Read['members'], change: Partial<Read> = {}): Read {
  const ids = new Set(Object.values(members).flat());
  const users = [...ids].filter((id) => !id.startsWith('role:')).map((id) => aUser(id));
  return { users, groups: Object.keys(members).map((name) => aGroup(name)), members, ...change };
}

function snapshotOf(
  read: Read,
  { settings, rules, streams = done, besides = [] }: How = {},
): DirectorySnapshot {
  const records = startRecords();
  addRecords(records, [
    ...read.users.map((user) => ({ type: 'user', user }) as const),
    ...read.groups.map((group) => ({ type: 'group', group }) as const),
    ...Object.entries(read.members).map(
      ([name, userIds]) => ({ type: 'members', groupId: `role:${name}`, userIds }) as const,
    ),
    ...besides,
  ]);
  return buildSnapshot(records, {
    streams,
    selection: selectionOf(read.groups, settings),
    rules: { guests: 'include', nestedGroups: 'flatten', conditions: [], ...rules },
    readAtMs: 0,
  });
}

function selectionOf(
  groups: readonly DirectoryGroup[],
  settings: Partial<SelectionSettings> = {},
): GroupSelection {
  return selectGroups(groups, { requiredGroups: [], ...settings }, { isOffered: () => true });
}

function inScope(read: Read, how: How): readonly string[] {
  const { scope, users } = snapshotOf(read, how);
  return [...users.keys()].filter((id) => scope.kind === 'everybody' || scope.userIds.has(id));
}

function failureOf(read: Read, how: How): Failure | undefined {
  try {
    snapshotOf(read, how);
    return undefined;
  } catch (error) {
    if (error instanceof FailureError) return error.failure;
    throw error;
  }
}

const company = aRead({
  Staff: ['ann', 'ben', 'cem'],
  Design: ['ann', 'ben', 'eve'],
  Leavers: ['ben'],
});

describe('a snapshot', () => {
  it.each([
    ['no stream was read', []],
    ['one stream is not at its end', [...done, { stream, done: false }]],
  ])('is not made when %s', (_, streams) => {
    expect(failureOf(company, { streams })).toMatchObject({
      kind: 'incomplete-read',
      message: expect.stringContaining('not read to its end') as string,
    });
  });

  it.each([
    ['somebody changed', { type: 'user-unclear', userId: 'ann' }],
    [
      'the members of a needed group changed',
      { type: 'members-unclear', groupId: 'role:Staff', changedAtMs: 1 },
    ],
  ] as const)('is not made when %s and nobody told how', (_, besides) => {
    expect(failureOf(company, { besides: [besides] })).toMatchObject({ kind: 'incomplete-read' });
  });

  it('holds each member once, and only those who were read', () => {
    const read = aRead({ Design: ['ann', 'ann', 'nobody'] }, { users: [aUser('ann')] });
    expect([...snapshotOf(read).members]).toEqual([['role:Design', ['ann']]]);
  });

  it.each([
    ['nobody', aRead({ Design: [] }), {}],
    ['no group', aRead({}, { users: [aUser('ann')] }), {}],
    [
      'no group that the filter lets in',
      company,
      { filters: { groups: { names: { mode: 'include', patterns: ['X*'] } } } },
    ],
  ] as const)('is not made of %s', (_, read, settings) => {
    expect(failureOf(read, { settings: settings as Partial<SelectionSettings> })).toMatchObject({
      kind: 'empty-read',
    });
  });
});

describe('a name that no group has', () => {
  it.each([
    ['requiredGroups', { requiredGroups: ['Staff', 'Stuff'] }],
    ['requiredGroups', { requiredGroups: ['Staff', 'Stuff'], requiredGroupsMatch: 'all' as const }],
    ['excludedGroups', { excludedGroups: ['Stuff'] }],
    ['excludedGroups', { requiredGroups: ['Staff'], excludedGroups: ['Leavers', 'Stuff'] }],
  ])('among the %s stops the read', (field, settings) => {
    expect(failureOf(company, { settings })).toEqual({
      kind: 'settings-rejected',
      field: `configuration.settings.${field}`,
      message: expect.stringMatching(/called "Stuff"\..*nothing was changed/) as string,
    });
  });
});

describe('who is in scope', () => {
  it('is everybody where nothing is said', () => {
    expect(snapshotOf(company).scope).toEqual({ kind: 'everybody' });
  });

  it.each<[string, Partial<SelectionSettings>, readonly string[]]>([
    ['in any required group', { requiredGroups: ['Staff', 'Design'] }, ['ann', 'ben', 'cem', 'eve']],
    [
      'in all required groups',
      { requiredGroups: ['Staff', 'Design'], requiredGroupsMatch: 'all' },
      ['ann', 'ben'],
    ],
    ['in no excluded group', { excludedGroups: ['Leavers'] }, ['ann', 'cem', 'eve']],
    [
      'required, unless excluded as well',
      { requiredGroups: ['Design'], excludedGroups: ['Leavers'] },
      ['ann', 'eve'],
    ],
    [
      'of an address that the filter lets in',
      { filters: { users: { emails: { mode: 'include', patterns: ['A*@example.com', 'eve@*'] } } } },
      ['ann', 'eve'],
    ],
    [
      'of an address that the filter does not leave out',
      { filters: { users: { emails: { mode: 'exclude', patterns: ['*e*@example.com'] } } } },
      ['ann'],
    ],
  ])('is who is %s', (_, settings, expected) => {
    const emails = settings.filters?.users?.emails;
    const rules = emails === undefined ? {} : { emails };
    expect(inScope(company, { settings, rules })).toEqual(expected);
  });

  it('needs only one of two groups with a required name, also where all names are required', () => {
    const twin = aGroup('design', { id: 'role:Design2' });
    const read = aRead({ Staff: ['ann', 'ben', 'cem'], Design: ['ann'], Design2: ['ben', 'eve'] });
    const groups = [...read.groups.filter(({ name }) => name !== 'Design2'), twin];
    const settings = { requiredGroups: ['Design', 'Staff'], requiredGroupsMatch: 'all' as const };
    expect(inScope({ ...read, groups }, { settings })).toEqual(['ann', 'ben']);
  });

  it('is who is no guest, where guests are excluded', () => {
    const users = [aUser('ann'), aUser('ben', { guest: true })];
    const read = aRead({ Staff: ['ann', 'ben'] }, { users });
    expect(inScope(read, { rules: { guests: 'include' } })).toEqual(['ann', 'ben']);
    expect(inScope(read, { rules: { guests: 'exclude' } })).toEqual(['ann']);
  });

  it('is who has an address, where a filter includes addresses', () => {
    const { email: _, ...ben } = aUser('ben');
    const read = aRead({ Staff: ['ann', 'ben'] }, { users: [aUser('ann'), ben] });
    const patterns = ['*@example.com'];
    expect(inScope(read, { rules: { emails: { mode: 'include', patterns } } })).toEqual(['ann']);
    expect(inScope(read, { rules: { emails: { mode: 'exclude', patterns } } })).toEqual(['ben']);
  });

  const ids = ['ann', 'ben', 'cem', 'dan'];
  const names = ['A', 'B', 'C'];
  const people = fc.subarray(ids);
  const someNames = fc.subarray(names);

  it('does not depend on how the rules are written down: required, and not excluded, and let in', () => {
    fc.assert(
      fc.property(
        fc.record({ A: people, B: people, C: people }),
        fc.record({ required: someNames, excluded: someNames, match: fc.constantFrom('any', 'all') }),
        fc.subarray(ids, { minLength: 1 }),
        (members, { required, excluded, match }, addressed) => {
          const read = aRead(members, { users: ids.map((id) => aUser(id)) });
          const patterns = addressed.map((id) => `${id}@*`);
          const settings = { requiredGroups: required, excludedGroups: excluded, requiredGroupsMatch: match };
          const how = { settings, rules: { emails: { mode: 'include' as const, patterns } } };
          const isIn = (id: string) => (name: string) => members[name as 'A'].includes(id);
          const expected = addressed.filter((id) => {
            const isRequired =
              match === 'all' ? required.every(isIn(id)) : required.length === 0 || required.some(isIn(id));
            return isRequired && !excluded.some(isIn(id));
          });
          if (expected.length > 0) expect(inScope(read, how)).toEqual(expected);
          else expect(failureOf(read, how)).toMatchObject({ kind: 'empty-read' });
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('rules that leave nobody', () => {
  it.each<[string, Partial<SelectionSettings>, Partial<PeopleRules>, RegExp]>([
    ['required groups', { requiredGroups: ['Empty'] }, {}, /Nobody is in the required groups/],
    [
      'required groups that share nobody',
      { requiredGroups: ['Leavers', 'Night'], requiredGroupsMatch: 'all' },
      {},
      /Nobody is in the required groups/,
    ],
    ['excluded groups', { requiredGroups: ['Leavers'], excludedGroups: ['Staff'] }, {}, /leave nobody/],
    ['addresses', {}, { emails: { mode: 'include', patterns: ['*@other.example.com'] } }, /leave nobody/],
    ['addresses left out', {}, { emails: { mode: 'exclude', patterns: ['*@example.com'] } }, /leave nobody/],
    ['guests', {}, { guests: 'exclude' }, /leave nobody/],
  ])('%s: there is no snapshot', (what, settings, rules, message) => {
    const members = { Staff: ['ann', 'ben'], Leavers: ['ben'], Night: ['ann'], Empty: [] };
    const users = ['ann', 'ben'].map((id) => aUser(id, what === 'guests' ? { guest: true } : {}));
    expect(failureOf(aRead(members, { users }), { settings, rules })).toEqual({
      kind: 'empty-read',
      message: expect.stringMatching(message) as string,
    });
  });
});

describe('groups in groups', () => {
  const nested = aRead({
    Company: ['ann', 'role:Design'],
    Design: ['ben', 'role:Interns'],
    Interns: ['cem'],
    Other: ['dan'],
  });
  const membersOf = (read: Read, name: string, nestedGroups: PeopleRules['nestedGroups'] = 'flatten') =>
    snapshotOf(read, { rules: { nestedGroups } }).members.get(`role:${name}`);

  it('count with all their members, where they are flattened', () => {
    expect(membersOf(nested, 'Company')).toEqual(['ann', 'ben', 'cem']);
    expect(membersOf(nested, 'Design')).toEqual(['ben', 'cem']);
  });

  it('count for nothing, where they are ignored', () => {
    expect(membersOf(nested, 'Company', 'ignore')).toEqual(['ann']);
  });

  it('count for what is required and for what is excluded', () => {
    expect(inScope(nested, { settings: { requiredGroups: ['Design'] } })).toEqual(['ben', 'cem']);
    expect(inScope(nested, { settings: { excludedGroups: ['Company'] } })).toEqual(['dan']);
  });

  it('may contain each other: everybody of the circle is in each of them, once', () => {
    const circle = aRead({ A: ['ann', 'role:B'], B: ['ben', 'role:C', 'role:B'], C: ['ann', 'role:A'] });
    for (const name of ['A', 'B', 'C']) expect(membersOf(circle, name)?.toSorted()).toEqual(['ann', 'ben']);
  });

  it('may lie a thousand deep', () => {
    const depth = 1_000;
    const chain = Array.from({ length: depth }, (_, index) => [`G${index}`, [`role:G${index + 1}`]] as const);
    const read = aRead({ ...Object.fromEntries(chain), [`G${depth}`]: ['ann'] });
    expect(membersOf(read, 'G0')).toEqual(['ann']);
  });

  it('that are not known count for nothing', () => {
    expect(membersOf(aRead({ A: ['ann', 'role:gone'] }), 'A')).toEqual(['ann']);
  });
});
