import { createDirectoryUsers } from '../../src/domain/directory-users';
import { createMemberships } from '../../src/domain/memberships';
import type { LastTarget, Origin } from '../../src/domain/stores';
import { findSubjects, type Searched } from '../../src/sync/find-subjects';
import { aGroup, aUser } from '../support/fake-directory';

const origin: Origin = { runId: 'r', atMs: 0, how: 'added' };

function searched(
  change: Partial<Searched> & { readonly users?: readonly (readonly [string, string])[] } = {},
): Searched {
  const { users: named = [], ...rest } = change;
  const users = createDirectoryUsers();
  for (const [id, displayName] of named) users.set(id, aUser(id, { displayName }));
  return {
    records: { users, groups: new Map(), members: createMemberships() },
    links: { people: new Map(), groups: new Map() },
    ledger: new Map(),
    last: undefined,
    ...rest,
  };
}

function site(names: Record<string, string>, members: readonly string[] = []): LastTarget {
  const groups = Object.entries(names).map(
    ([id, name]) =>
      [
        id,
        {
          name,
          sourceId: '',
          members: new Set(members),
          putIn: new Set<string>(),
          takenOut: new Set<string>(),
        },
      ] as const,
  );
  return { runId: 'r', atMs: 0, groups: new Map(groups), left: [], paired: new Map(), unpaired: [] };
}

const ids = (text: string, world: Searched) =>
  findSubjects(text, world).people.map(({ userId, accountId }) => userId ?? accountId);

describe('the search of people and groups', () => {
  it('finds people by name, e-mail address, id and account, without case', () => {
    const world = searched({
      users: [
        ['17', 'Ann Example'],
        ['18', 'Ben Other'],
      ],
      links: { people: new Map([['18', 'acc-X9']]), groups: new Map() },
    });
    expect(ids('ANN', world)).toEqual(['17']);
    expect(ids('17@EXAMPLE', world)).toEqual(['17']);
    expect(ids('18', world)).toEqual(['18']);
    expect(ids('acc-x9', world)).toEqual(['18']);
    expect(ids('nobody', world)).toEqual([]);
  });

  it('says how many there are where it lists the first twenty', () => {
    const users = Array.from({ length: 25 }, (_, index) => [`${index}`, `Ann ${index}`] as const);
    expect(findSubjects('ann', searched({ users }))).toMatchObject({ peopleCount: 25 });
    expect(findSubjects('ann', searched({ users })).people).toHaveLength(20);
    const few = findSubjects('ann', searched({ users: users.slice(0, 20) }));
    expect([few.people.length, few.peopleCount, few.groupCount]).toEqual([20, undefined, undefined]);
  });

  it('lists exact hits first, then those that begin with the text, each by name', () => {
    const world = searched({
      users: [
        ['1', 'Joann'],
        ['2', 'Anna B'],
        ['3', 'Ann'],
        ['4', 'Anna A'],
      ],
    });
    expect(ids('ann', world)).toEqual(['3', '4', '2', '1']);
  });

  it('finds people who are known by their account alone', () => {
    const world = searched({
      ledger: new Map([['g-1', new Map([['acc-old', origin]])]]),
      last: site({ 'g-1': 'Design' }, ['acc-hand']),
    });
    expect(ids('acc-', world)).toEqual(['acc-hand', 'acc-old']);
  });

  it('finds whom a link remembers and the directory has no more', () => {
    const links = { people: new Map([['gone', 'acc-gone']]), groups: new Map() };
    expect(findSubjects('gone', searched({ links })).people).toEqual([
      { userId: 'gone', accountId: 'acc-gone', displayName: 'acc-gone' },
    ]);
  });

  it('finds groups on both sides, also by the id that the directory shows', () => {
    const world = searched({
      links: { people: new Map(), groups: new Map([['role:9', { id: 'g-9', name: 'Designers' }]]) },
      last: site({ 'g-1': 'Design' }),
    });
    world.records?.groups.set('role:7', aGroup('Redesign', { id: 'role:7' }));
    expect(findSubjects('design', world).groups).toEqual([
      { id: 'g-1', name: 'Design', side: 'site' },
      { id: 'g-9', name: 'Designers', side: 'site' },
      { id: 'role:7', name: 'Redesign', side: 'directory' },
    ]);
    expect(findSubjects('7', world).groups).toMatchObject([{ id: 'role:7' }]);
  });

  it('answers with at most twenty of each', () => {
    const users = Array.from({ length: 300 }, (_, index) => [`u${index}`, `Ann ${300 - index}`] as const);
    const world = searched({ users, last: site(Object.fromEntries(users)) });
    const { people, groups } = findSubjects('ann', world);
    expect([people.length, groups.length]).toEqual([20, 20]);
    expect(people.map(({ displayName }) => displayName)).toEqual(
      users
        .map(([, name]) => name)
        .toSorted()
        .slice(0, 20),
    );
  });

  it('looks at the site alone where nothing of the directory is stored', () => {
    const world = searched({ last: site({ 'g-1': 'Design' }) });
    expect(findSubjects('design', { ...world, records: undefined })).toEqual({
      people: [],
      groups: [{ id: 'g-1', name: 'Design', side: 'site' }],
    });
  });
});
