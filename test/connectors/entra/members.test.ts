import type { DirectoryRecord } from '../../../src/domain/directory';
import type { EntraSettings } from '../../../src/domain/entra-settings';
import { createMemberships } from '../../../src/domain/memberships';
import type { Connector } from '../../../src/domain/ports';
import { failureFrom, type FakeAnswer } from '../../support/fake-http';
import {
  aBatch,
  aGraphUser,
  aMember,
  aPage,
  fakeGraph,
  graphRefusal,
  readAll,
  type FakeGraph,
} from './fake-graph';

const settings: Partial<EntraSettings> = { filters: { groups: { query: 'securityEnabled eq true' } } };

/** Members of groups come by `$batch` where groups come without. */
function batching(
  answer: (url: string) => FakeAnswer,
  more: Partial<EntraSettings> = {},
): FakeGraph & { readonly asked: readonly string[] } {
  const asked: string[] = [];
  const fake = fakeGraph(
    (path, call) =>
      path === '/v1.0/$batch'
        ? aBatch(call, (url) => {
            asked.push(url);
            return answer(url);
          })
        : undefined,
    { settings: { ...settings, ...more } },
  );
  return { ...fake, asked };
}

async function readMembers(
  connector: Connector,
  groupIds: readonly string[],
): Promise<readonly DirectoryRecord[]> {
  const groups = groupIds.map((id) => ({ id: `group:${id}`, kind: 'security', name: id }));
  const { streams } = await connector.planPeople({
    groups,
    members: createMemberships(),
    unclear: new Map(),
    told: new Map(),
  });
  const records: DirectoryRecord[] = [];
  for (const each of streams) records.push(...(await readAll(connector, each)).records);
  return records;
}

describe('members of groups that come without', () => {
  test('are read twenty groups a call', async () => {
    const ids = Array.from({ length: 45 }, (_, index) => `g${index}`);
    const { connector, http } = batching(() => aPage([aMember('u1')]));
    const records = await readMembers(connector, ids);
    expect(new Set(records.map((each) => ('groupId' in each ? each.groupId : '')))).toEqual(
      new Set(ids.map((id) => `group:${id}`)),
    );
    expect(
      http.calls.filter(({ method, url }) => method === 'POST' && url.pathname.endsWith('$batch')),
    ).toHaveLength(3);
  });

  test.each([
    ['flatten', '/groups/g1/transitiveMembers?$select=id&$top=999'],
    ['ignore', '/groups/g1/members?$select=id&$top=999'],
  ] as const)('are those of any depth or of the group itself: %s', async (nestedGroups, url) => {
    const { connector, asked } = batching(() => aPage([]), { nestedGroups });
    await readMembers(connector, ['g1']);
    expect(asked).toEqual([url]);
  });

  test('go on in later batches where a group has more pages', async () => {
    const { connector } = batching((url) =>
      url.includes('skiptoken')
        ? aPage([aMember('u2')])
        : aPage([aMember('u1')], { next: '/v1.0/groups/g1/members?$skiptoken=2' }),
    );
    expect(await readMembers(connector, ['g1'])).toEqual([
      { type: 'members', groupId: 'group:g1', userIds: ['u1'], anew: true },
      { type: 'members', groupId: 'group:g1', userIds: ['u2'] },
    ]);
  });

  test('of a group that was deleted meanwhile are passed over: the group is gone', async () => {
    const { connector } = batching((url) =>
      url.includes('/g1/') ? graphRefusal(404, 'Request_ResourceNotFound') : aPage([aMember('u1')]),
    );
    const records = await readMembers(connector, ['g1', 'g2']);
    expect(records.map(({ type }) => type)).toEqual(['group-gone', 'members']);
  });

  test('that Graph turns away are asked for again after the pause that it names, and only they', async () => {
    let turned = 0;
    const { connector, asked, http } = batching((url) => {
      if (!url.includes('/g1/') || turned++ > 0) return aPage([aMember('u1')]);
      return graphRefusal(429, 'TooManyRequests', 'Slow.', { 'Retry-After': '7' });
    });
    const records = await readMembers(connector, ['g1', 'g2']);
    expect(records.map((each) => ('groupId' in each ? each.groupId : ''))).toEqual(['group:g2', 'group:g1']);
    expect(asked.filter((url) => url.includes('/g2/'))).toHaveLength(1);
    expect([http.counted.waitedMs, http.clock.slept]).toEqual([7_000, [7_000]]);
  });

  test('park the run where Graph names a long pause, and go on from the cursor', async () => {
    const { connector } = batching(() =>
      graphRefusal(429, 'TooManyRequests', 'Slow.', { 'Retry-After': '300' }),
    );
    expect(await failureFrom(readMembers(connector, ['g1']))).toMatchObject({
      kind: 'retry-later',
      afterMs: 300_000,
    });
  });

  test('that are turned away again and again end the read', async () => {
    const { connector, asked } = batching(() => graphRefusal(503, 'ServiceUnavailable'));
    expect((await failureFrom(readMembers(connector, ['g1']))).kind).toBe('unavailable');
    expect(asked).toHaveLength(5);
  });

  test('whose pages go round in a circle end the read', async () => {
    const { connector } = batching(() => aPage([], { next: '/v1.0/groups/g1/members?$skiptoken=2' }));
    expect((await failureFrom(readMembers(connector, ['g1']))).kind).toBe('incomplete-read');
  });

  test('are not followed to another host', async () => {
    const { connector } = batching(() => ({
      body: { value: [], '@odata.nextLink': 'https://evil.example/v1.0/x' },
    }));
    expect((await failureFrom(readMembers(connector, ['g1']))).message).toContain('evil.example');
  });

  test('without an answer for each group are incomplete', async () => {
    const { connector } = fakeGraph(
      (path) => (path === '/v1.0/$batch' ? { body: { responses: [] } } : undefined),
      {
        settings,
      },
    );
    expect((await failureFrom(readMembers(connector, ['g1']))).kind).toBe('incomplete-read');
  });
});

describe('people by id', () => {
  test('are asked for fifteen a filter and twenty filters a call; who is gone is not in the answer', async () => {
    const ids = Array.from({ length: 301 }, (_, index) => `u${index}`);
    const { connector, asked, reads } = batching((url) =>
      aPage([...url.matchAll(/'(u\d+)'/g)].flatMap(([, id = '']) => (id === 'u7' ? [] : [aGraphUser(id)]))),
    );
    const records = await connector.readUsers(ids);
    expect(records).toHaveLength(300);
    expect([asked.length, reads().length]).toEqual([21, 2]);
  });

  test('are not asked for where they are groups in groups that no list named', async () => {
    const { connector, asked } = batching(() => aPage([aGraphUser('u1')]));
    expect(await connector.readUsers(['group:g1', 'u1'])).toHaveLength(1);
    expect(asked).toHaveLength(1);
    expect(asked.join()).not.toContain('g1');
    expect(await connector.readUsers(['group:g1'])).toEqual([]);
    expect(asked).toHaveLength(1);
  });

  test('come on a second page where Graph says so', async () => {
    const { connector } = batching((url) =>
      url.includes('skiptoken')
        ? aPage([aGraphUser('u2')])
        : aPage([aGraphUser('u1')], { next: '/v1.0/users?$skiptoken=2' }),
    );
    expect(await connector.readUsers(['u1', 'u2'])).toHaveLength(2);
  });

  test('whose pages go round in a circle cannot be told', async () => {
    const { connector } = batching(() => aPage([], { next: '/v1.0/users?$skiptoken=2' }));
    expect((await failureFrom(connector.readUsers(['u1']))).kind).toBe('incomplete-read');
  });

  test('cannot be told where the answer is a refusal', async () => {
    const { connector } = batching(() => graphRefusal(403, 'Authorization_RequestDenied'));
    expect((await failureFrom(connector.readUsers(['u1']))).kind).toBe('access-missing');
  });
});
