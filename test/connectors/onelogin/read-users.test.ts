import type { OneLoginSettings } from '../../../src/domain/onelogin-settings';
import { failureFrom, type FakeReply } from '../../support/fake-http';
import { aOneLoginUser, envelope, fakeOneLogin } from '../../support/fake-onelogin';
import { gather } from '../../support/read-directory';

type User = ReturnType<typeof aOneLoginUser>;

const law = 'CN=Law,OU=Groups,DC=acme';
const company: readonly User[] = [
  aOneLoginUser(3, { group_id: 9, member_of: law }),
  aOneLoginUser(7, { group_id: 8, member_of: `${law};CN=Board,DC=acme` }),
  aOneLoginUser(11, { group_id: 9 }),
];
const roleIds = new Map([
  [3, [5]],
  [7, [5, 6]],
]);

/** What each version of the API is able to do. */
interface Server {
  readonly filter?: 'kept' | 'ignored' | 'refused';
  readonly users?: 'both' | '1';
  readonly roles?: 'both' | '1';
}

function server({ filter = 'kept', users = 'both', roles = 'both' }: Server = {}) {
  return (path: string): FakeReply | undefined => {
    if (path.startsWith('/api/2/roles')) return roles === 'both' ? { body: [] } : undefined;
    if (path.startsWith('/api/1/users')) return version1(path);
    return users === 'both' ? version2(path, filter) : undefined;
  };
}

function version1(path: string): FakeReply | undefined {
  const single = singleIn(path);
  const listed = company.map((user) => ({ ...user, role_id: roleIds.get(user.id) ?? [] }));
  if (single === undefined) return envelope(listed);
  const user = listed.find((each) => each.id === single);
  return user === undefined ? undefined : envelope([user]);
}

function version2(path: string, filter: Server['filter']): FakeReply | undefined {
  if (!path.startsWith('/api/2/users')) return undefined;
  const single = singleIn(path);
  if (single !== undefined) {
    const user = company.find((each) => each.id === single);
    return user === undefined ? undefined : { body: user };
  }
  const asked = /user_ids=([\d,]*)/.exec(path)?.[1]?.split(',');
  if (asked !== undefined && filter === 'refused') return { status: 400, body: { message: 'user_ids' } };
  if (asked === undefined || filter === 'ignored') return onePage(company, path);
  const wanted = company.filter((user) => asked.includes(String(user.id)));
  return onePage(wanted, path);
}

/** One person a page, so that an ignored filter shows only on a later page. */
function onePage(users: readonly User[], path: string): FakeReply {
  const at = Number(/page=(\d+)/.exec(path)?.[1] ?? '1');
  return { body: users.slice(at - 1, at), headers: { 'Total-Count': String(users.length) } };
}

function singleIn(path: string): number | undefined {
  const id = /\/users\/(\d+)$/.exec(path)?.[1];
  return id === undefined ? undefined : Number(id);
}

async function ask(ids: readonly string[], how: Server, settings: Partial<OneLoginSettings> = {}) {
  const fake = fakeOneLogin(server(how), { settings });
  const { users, groups, members } = gather(await fake.connector.readUsers(ids));
  return {
    users: [...users.keys()].toSorted(),
    groups: [...groups.values()].map((group) => group.name),
    members: Object.fromEntries([...members].map(([id, userIds]) => [id, [...userIds].toSorted()])),
    reads: fake.reads(),
  };
}

const all = { groupSources: ['roles', 'group', 'member_of'] } satisfies Partial<OneLoginSettings>;
const lawId = `member_of:${law.toLowerCase()}`;

test.each(['kept', 'ignored', 'refused'] as const)(
  'nobody asked for is lost and nobody else is named when the filter is %s',
  async (filter) => {
    const { reads: _reads, ...found } = await ask(['3', '7', '99'], { filter }, all);
    expect(found).toEqual({
      users: ['3', '7'],
      groups: ['Law', 'Board'],
      members: {
        'group:9': ['3'],
        'group:8': ['7'],
        [lawId]: ['3', '7'],
        'member_of:cn=board,dc=acme': ['7'],
      },
    });
  },
);

test.each<[readonly OneLoginSettings['groupSources'][number][], readonly string[]]>([
  [['roles'], []],
  [['group'], ['group:9']],
  [['member_of'], [lawId]],
])('only what is synchronised is taken from a record: %j', async (groupSources, groupIds) => {
  const { members } = await ask(['3'], {}, { groupSources: [...groupSources] });
  expect(Object.keys(members)).toEqual(groupIds);
});

test('what may decide about required people is taken from a record as well', async () => {
  const { members } = await ask(['3'], {}, { groupSources: ['roles'], requiredGroups: ['Law'] });
  expect(Object.keys(members).toSorted()).toEqual(['group:9', lawId]);
});

describe('where roles come without members', () => {
  test.each(['both', '1'] as const)(
    'a person comes with the roles of their record (users: %s)',
    async (users) => {
      const { members } = await ask(['3', '7'], { roles: '1', users }, { groupSources: ['roles'] });
      expect(members).toEqual({ 'role:5': ['3', '7'], 'role:6': ['7'] });
    },
  );

  test('a record without roles fails the read', async () => {
    const fake = fakeOneLogin((path) =>
      path.startsWith('/api/1/users') ? envelope([aOneLoginUser(3)]) : undefined,
    );
    expect(await failureFrom(fake.connector.readUsers(['3']))).toMatchObject({ kind: 'unexpected-response' });
  });

  test('nothing is asked of roles that do not matter, nor for people who are gone', async () => {
    const { reads } = await ask(['3'], { roles: '1' }, { groupSources: ['member_of'] });
    expect(reads).toEqual(['/api/2/users?user_ids=3&limit=1000']);
    expect((await ask(['99'], { roles: '1' })).reads).toEqual(['/api/2/users?user_ids=99&limit=1000']);
  });
});

test('version 2 of the roles is looked for once a process', async () => {
  const fake = fakeOneLogin(server());
  await fake.connector.readUsers(['3']);
  await fake.connector.readUsers(['7']);
  expect(fake.reads().filter((path) => path.startsWith('/api/2/roles'))).toHaveLength(1);
});

test('a whole API that is suddenly not there does not prove that people are gone', async () => {
  const fake = fakeOneLogin(() => undefined);
  expect(await failureFrom(fake.connector.readUsers(['3', '7']))).toMatchObject({
    kind: 'unexpected-response',
  });
});

test('somebody else in the place of the person asked for fails the read', async () => {
  const fake = fakeOneLogin((path) => {
    if (singleIn(path) !== undefined) return { body: aOneLoginUser(8) };
    return server({ filter: 'ignored' })(path);
  });
  expect(await failureFrom(fake.connector.readUsers(['3']))).toMatchObject({ kind: 'unexpected-response' });
});
