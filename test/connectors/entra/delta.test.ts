import type { FakeReply } from '../../support/fake-http';
import { failureFrom } from '../../support/fake-http';
import {
  aGraphGroup,
  aGraphUser,
  aMember,
  aPage,
  fakeGraph,
  graphRefusal,
  readAll,
  removed,
  stream,
} from './fake-graph';

const usersEnd = { delta: '/v1.0/users/delta?$deltatoken=u1' };
const groupsEnd = { delta: '/v1.0/groups/delta?$deltatoken=g1' };

/** Answers delta of users and of groups, page after page. */
function deltaOf(pages: { readonly users?: readonly FakeReply[]; readonly groups?: readonly FakeReply[] }) {
  const left = { users: [...(pages.users ?? [])], groups: [...(pages.groups ?? [])] };
  return (path: string) => {
    if (path.startsWith('/v1.0/users')) return left.users.shift();
    return path.startsWith('/v1.0/groups') ? left.groups.shift() : undefined;
  };
}

async function readUser(more: Readonly<Record<string, unknown>>) {
  const { connector } = fakeGraph(deltaOf({ users: [aPage([aGraphUser('u1', more)], usersEnd)] }));
  return (await readAll(connector, stream(connector, 'users'))).records[0];
}

describe('people of Entra', () => {
  test.each([
    ['mail', {}, { email: 'u1@example.com' }],
    ['the sign-in name without mail', { mail: null }, { email: 'u1@example.com' }],
    [
      'mail where the sign-in name differs',
      { mail: ' Anna@example.com ', userPrincipalName: 'a@x.example' },
      { email: 'Anna@example.com' },
    ],
  ])('are found by %s', async (_, more, expected) => {
    expect(await readUser(more)).toMatchObject({ type: 'user', user: expected });
  });

  test.each([
    ['a guest', { userType: 'Guest', mail: null, userPrincipalName: 'a@contoso.com' }],
    ['a member of another tenant', { mail: null, userPrincipalName: 'a_contoso.com#EXT#@x.onmicrosoft.com' }],
  ])('have no address where Entra made it: %s', async (_, more) => {
    const record = await readUser(more);
    expect(record).toMatchObject({ type: 'user', user: { id: 'u1' } });
    expect(record).not.toHaveProperty('user.email');
  });

  test('are guests by their type, and members are not', async () => {
    expect(await readUser({ userType: 'Guest' })).toHaveProperty('user.guest', true);
    expect(await readUser({})).not.toHaveProperty('user.guest');
  });

  test('are active or inactive as their account is enabled or not', async () => {
    expect(await readUser({})).toMatchObject({ user: { status: 'active', reportedStatus: 'Enabled' } });
    expect(await readUser({ accountEnabled: false })).toMatchObject({
      user: { status: 'inactive', reportedStatus: 'Disabled' },
    });
  });

  test('without a name are shown by their address', async () => {
    expect(await readUser({ displayName: null })).toHaveProperty('user.displayName', 'u1@example.com');
  });

  test('of whom a complete read does not tell whether they are enabled fail it, with the missing permission', async () => {
    const failure = await failureFrom(readUser({ accountEnabled: null }));
    expect(failure).toMatchObject({ kind: 'access-missing' });
    expect(failure.message).toMatch(/User[.]Read[.]All/);
  });
});

describe('groups of Entra', () => {
  async function readGroups(...pages: readonly FakeReply[]) {
    const { connector } = fakeGraph(deltaOf({ groups: pages }));
    return readAll(connector, stream(connector, 'groups'));
  }

  test.each([
    ['security', {}],
    ['microsoft365', { groupTypes: ['Unified'], securityEnabled: false, mailEnabled: true }],
    ['mailEnabled', { mailEnabled: true }],
    ['mailEnabled', { mailEnabled: true, securityEnabled: false }],
    ['onPremises', { onPremisesSyncEnabled: true, mailEnabled: true }],
    ['other', { securityEnabled: false }],
  ])('are of the kind %s by their properties', async (kind, more) => {
    const { records } = await readGroups(aPage([aGraphGroup('g1', more)], groupsEnd));
    expect(records[0]).toEqual({ type: 'group', group: { id: 'group:g1', kind, name: 'Group g1' } });
  });

  test('have users and groups as members, and nothing else', async () => {
    const members = [
      aMember('u1'),
      aMember('g2', 'group'),
      aMember('d1', 'device'),
      aMember('s1', 'servicePrincipal'),
    ];
    const { records } = await readGroups(aPage([aGraphGroup('g1', { 'members@delta': members })], groupsEnd));
    expect(records[1]).toEqual({ type: 'members', groupId: 'group:g1', userIds: ['u1', 'group:g2'] });
  });

  test('without members are told to have none', async () => {
    const { records } = await readGroups(aPage([aGraphGroup('g1')], groupsEnd));
    expect(records[1]).toEqual({ type: 'members', groupId: 'group:g1', userIds: [] });
  });

  test('go on over several pages, also where the later part has members only', async () => {
    const { records } = await readGroups(
      aPage([aGraphGroup('g1', { 'members@delta': [aMember('u1')] })], {
        next: '/v1.0/groups/delta?$skiptoken=1',
      }),
      aPage([], { next: '/v1.0/groups/delta?$skiptoken=2' }),
      aPage([{ id: 'g1', 'members@delta': [aMember('u2')] }], groupsEnd),
    );
    expect(records.map(({ type }) => type)).toEqual(['group', 'members', 'members']);
    expect(records[2]).toEqual({ type: 'members', groupId: 'group:g1', userIds: ['u2'] });
  });

  test('tell who left and who came in the order of the answer', async () => {
    const members = [aMember('u1', 'user', removed), aMember('u2'), { id: 'u3', ...removed }];
    const { records } = await readGroups(aPage([aGraphGroup('g1', { 'members@delta': members })], groupsEnd));
    expect(records.slice(1).map((each) => [each.type, 'userIds' in each ? each.userIds : []])).toEqual([
      ['members', []],
      ['members-left', ['u1']],
      ['members', ['u2']],
      ['members-left', ['u3', 'group:u3']],
    ]);
  });

  test('told in part fail a complete read', async () => {
    const failure = await failureFrom(readGroups(aPage([{ id: 'g1', displayName: 'New name' }], groupsEnd)));
    expect(failure).toMatchObject({ kind: 'incomplete-read' });
  });

  test('whose members have no type fail the read', async () => {
    const page = aPage([aGraphGroup('g1', { 'members@delta': [{ id: 'u1' }] })], groupsEnd);
    expect((await failureFrom(readGroups(page))).kind).toBe('unexpected-response');
  });

  test('leave the place where changes go on, without the host, with the time of the server', async () => {
    const headers = { date: 'Wed, 25 Nov 2026 12:00:00 GMT' };
    const { mark } = await readGroups(aPage([], { ...groupsEnd, headers }));
    expect(JSON.parse(mark ?? '')).toMatchObject({
      path: '/v1.0/groups/delta?$deltatoken=g1',
      givenAtMs: Date.UTC(2026, 10, 25, 12),
    });
  });
});

describe('a list by delta', () => {
  test.each(['nextLink', 'deltaLink'])('is not followed to another host: %s', async (link) => {
    const { connector, http } = fakeGraph(
      deltaOf({
        users: [{ body: { value: [], [`@odata.${link}`]: 'https://evil.example/v1.0/users/delta' } }],
      }),
    );
    const failure = await failureFrom(readAll(connector, stream(connector, 'users')));
    expect(failure).toMatchObject({ kind: 'incomplete-read' });
    expect(failure.message).toContain('evil.example');
    expect(http.calls.map(({ url }) => url.host)).not.toContain('evil.example');
  });

  test('without a next page and without an end is incomplete', async () => {
    const { connector } = fakeGraph(deltaOf({ users: [{ body: { value: [] } }] }));
    expect((await failureFrom(readAll(connector, stream(connector, 'users')))).kind).toBe('incomplete-read');
  });

  test.each([
    ['410', graphRefusal(410, 'resyncRequired')],
    ['an ended page position', graphRefusal(400, 'Directory_ExpiredPageToken')],
  ])('that is lost in the middle of a complete read is incomplete: %s', async (_, answer) => {
    const { connector } = fakeGraph(
      deltaOf({ users: [aPage([], { next: '/v1.0/users/delta?$skiptoken=1' }), answer] }),
    );
    expect((await failureFrom(readAll(connector, stream(connector, 'users')))).kind).toBe('incomplete-read');
  });

  test.each([400, 501])(
    'that the tenant does not have (%i) is read as a plain list, without a mark',
    async (status) => {
      const { connector, reads } = fakeGraph((path) => {
        if (path.startsWith('/v1.0/users/delta')) return graphRefusal(status, 'NotSupported');
        if (path.endsWith('skiptoken=2')) return aPage([aGraphUser('u2')]);
        return path.startsWith('/v1.0/users')
          ? aPage([aGraphUser('u1')], { next: '/v1.0/users?$skiptoken=2' })
          : undefined;
      });
      const { records, mark } = await readAll(connector, stream(connector, 'users'));
      expect(records.map((each) => (each.type === 'user' ? each.user.id : ''))).toEqual(['u1', 'u2']);
      expect(mark).toBeUndefined();
      expect(reads()).toHaveLength(3);
    },
  );

  test('refused for a missing permission names the permission', async () => {
    const { connector } = fakeGraph(() => undefined);
    const refusing = fakeGraph((path) =>
      path.startsWith('/v1.0/groups') ? graphRefusal(403, 'Authorization_RequestDenied') : undefined,
    );
    const failure = await failureFrom(readAll(refusing.connector, stream(connector, 'groups')));
    expect(failure).toMatchObject({ kind: 'access-missing' });
    expect(failure.message).toMatch(/GroupMember[.]Read[.]All.*consent/);
  });
});
