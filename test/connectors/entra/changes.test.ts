import type { EntraSettings } from '../../../src/domain/entra-settings';
import type { ReadMarks } from '../../../src/domain/ports';
import { engineReader } from '../../support/engine-read';
import { startEntraTwin, type EntraTwin } from '../../support/entra-twin';
import { failureFrom, type FakeReply } from '../../support/fake-http';
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

const dayMs = 86_400_000;
const givenAtMs = Date.UTC(2026, 10, 20);

function aMark(list: 'users' | 'groups', atMs = givenAtMs): string {
  return JSON.stringify({ version: 1, path: `/v1.0/${list}/delta?$deltatoken=before`, givenAtMs: atMs });
}

const marks: ReadMarks = { users: aMark('users'), groups: aMark('groups') };

async function changesOf(list: 'users' | 'groups', answer: FakeReply) {
  const fake = fakeGraph((path) => (path.startsWith(`/v1.0/${list}`) ? answer : undefined));
  const read = await readAll(fake.connector, stream(fake.connector, list, marks));
  return { ...read, reads: fake.reads() };
}

describe('changes of Entra', () => {
  test('are asked for by the link that the last read left', async () => {
    const end = { delta: '/v1.0/users/delta?$deltatoken=after' };
    const { records, mark, reads } = await changesOf('users', aPage([], end));
    expect([records, reads]).toEqual([[], ['/v1.0/users/delta?$deltatoken=before']]);
    expect(mark).toContain('$deltatoken=after');
  });

  test.each(['changed', 'deleted'])(
    'tell who and which group is gone, for the reason "%s"',
    async (reason) => {
      const item = { id: 'x', '@removed': { reason } };
      const people = await changesOf('users', aPage([item], { delta: '/v1.0/users/delta?$deltatoken=1' }));
      const groups = await changesOf('groups', aPage([item], { delta: '/v1.0/groups/delta?$deltatoken=1' }));
      expect(people.records).toEqual([{ type: 'user-gone', userId: 'x' }]);
      expect(groups.records).toEqual([{ type: 'group-gone', groupId: 'group:x' }]);
    },
  );

  test.each(['displayName', 'mail', 'userPrincipalName', 'accountEnabled', 'userType'])(
    'of a person that are told without %s have the person asked for by id',
    async (unsaid) => {
      const item = aGraphUser('u1', { [unsaid]: undefined });
      const end = { delta: '/v1.0/users/delta?$deltatoken=1' };
      const { records } = await changesOf('users', aPage([item], end));
      expect(records).toEqual([{ type: 'user-unclear', userId: 'u1' }]);
    },
  );

  test('of a person who lost the address are told with that', async () => {
    const item = aGraphUser('u1', { mail: null, userPrincipalName: 'u1@tenant.example' });
    const end = { delta: '/v1.0/users/delta?$deltatoken=1' };
    const { records } = await changesOf('users', aPage([item], end));
    expect(records).toMatchObject([{ type: 'user', user: { id: 'u1', email: 'u1@tenant.example' } }]);
  });

  test('of members come without the group', async () => {
    const item = { id: 'g1', 'members@delta': [aMember('u1', 'user', removed), aMember('u2')] };
    const { records } = await changesOf(
      'groups',
      aPage([item], { delta: '/v1.0/groups/delta?$deltatoken=1' }),
    );
    expect(records).toEqual([
      { type: 'members-left', groupId: 'group:g1', userIds: ['u1'] },
      { type: 'members', groupId: 'group:g1', userIds: ['u2'] },
    ]);
  });

  test('of a group that are told in part only have everything read', async () => {
    const item = { id: 'g1', displayName: 'New name' };
    const failure = await failureFrom(
      changesOf('groups', aPage([item], { delta: '/v1.0/groups/delta?$deltatoken=1' })),
    );
    expect(failure.kind).toBe('changes-lost');
  });

  test('leave it open whether a group that comes without a word of members has any', async () => {
    const end = { delta: '/v1.0/groups/delta?$deltatoken=1' };
    const { records } = await changesOf('groups', aPage([aGraphGroup('g1')], end));
    expect(records.map(({ type }) => type)).toEqual(['group']);
  });

  test.each([
    [410, 'resyncRequired'],
    [400, 'syncStateNotFound'],
    [400, 'Request_UnsupportedQuery'],
    [404, 'Request_ResourceNotFound'],
  ])('that Graph does not know any more (%i %s) have everything read', async (status, code) => {
    const failure = await failureFrom(changesOf('groups', graphRefusal(status, code)));
    expect(failure).toMatchObject({ kind: 'changes-lost' });
    expect(failure.message).toContain(code);
  });
});

describe('changes of Entra cannot be read', () => {
  function because(given: ReadMarks, settings: Partial<EntraSettings> = {}, afterMs = 0) {
    const { connector, http } = fakeGraph(() => undefined, { settings });
    http.clock.move(givenAtMs + afterMs - http.clock.now());
    return connector.changesUnreadable(given);
  }

  test('but where both marks are there and young, they can', () => {
    expect(because(marks)).toBeUndefined();
    expect(because(marks, {}, 6 * dayMs)).toBeUndefined();
  });

  test('after six days, counted from the older mark', () => {
    expect(because(marks, {}, 6 * dayMs + 1)).toMatch(/more than 6 days/);
    const groups = aMark('groups', givenAtMs - 1);
    expect(because({ ...marks, groups }, {}, 6 * dayMs)).toMatch(/more than 6 days/);
  });

  test.each([
    { users: marks['users'] ?? '' },
    { ...marks, groups: '{"version":2}' },
    { ...marks, groups: 'x' },
  ])('without a mark that this version made: %j', (given) => expect(because(given)).toMatch(/no place/));

  test.each([{ users: { query: 'x' } }, { groups: { query: 'x' } }])('with a query: %j', (filters) => {
    expect(because(marks, { filters })).toMatch(/query/);
  });
});

describe('reads of changes of a tenant', () => {
  let twin: EntraTwin;
  beforeEach(async () => {
    twin = await startEntraTwin({ users: 30, groups: 6, pageSize: 10 });
  });
  afterEach(() => twin.close());

  test('cost two calls', async () => {
    const reader = engineReader(twin);
    await reader.read('complete');
    const before = twin.counted.requests;
    await reader.read('changes');
    expect(twin.counted.requests - before).toBe(2);
  });

  test('become a complete read, with a sentence, where Graph answers 410', async () => {
    const reader = engineReader(twin);
    await reader.read('complete');
    twin.simulator.deltaTokens.expire('gone');
    const { mode, notes, snapshot } = await reader.read('changes');
    expect([mode, snapshot.users.size]).toEqual(['complete', 30]);
    expect(notes.join(' ')).toMatch(/Everything was read, because Microsoft Graph cannot tell any more/);
  });

  test('find a person and a group that came back from the recycle bin in their places', async () => {
    const reader = engineReader(twin);
    const { state } = twin.simulator;
    const before = (await reader.read('complete')).snapshot;
    const group = state.groups().find(({ memberIds }) => memberIds.length > 1);
    const [person = ''] = state
      .members(group?.id ?? '')
      .flatMap(({ id, type }) => (type === 'user' ? id : []));
    state.deleteUser(person);
    state.deleteGroup(group?.id ?? '');
    await reader.read('changes');
    state.restoreUser(person);
    state.restoreGroup(group?.id ?? '');
    const { snapshot } = await reader.read('changes');
    const membersOf = (id: string) => new Set(snapshot.members.get(id));
    expect(new Set(snapshot.users.keys())).toEqual(new Set(before.users.keys()));
    for (const [id, members] of before.members) expect([id, membersOf(id)]).toEqual([id, new Set(members)]);
  });

  test('flatten groups within groups as a complete read does, also when somebody leaves below', async () => {
    const reader = engineReader(twin);
    const { state } = twin.simulator;
    const [outer, inner] = [
      state.addGroup({ displayName: 'Outer' }),
      state.addGroup({ displayName: 'Inner' }),
    ];
    const [one, two] = state.users();
    state.join(inner.id, [one?.id ?? '', two?.id ?? '']);
    state.join(outer.id, [inner.id]);
    await reader.read('complete');
    state.leave(inner.id, [one?.id ?? '']);
    const { snapshot } = await reader.read('changes');
    expect(snapshot.members.get(`group:${outer.id}`)).toEqual([two?.id]);
  });
});
