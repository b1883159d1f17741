import {
  entraTenantOf,
  generateCompany,
  startEntra,
  type EntraGroup,
  type EntraSimulator,
  type EntraOptions,
  type StaleAnswer,
} from '../../../dev/simulators';
import { entraHeaders, idsOf, itemAt, membersOf, pageOf, readAll, type Headers } from './entra-support';
import { ask, post } from './support';

const tenant = entraTenantOf(generateCompany({ users: 60, groups: 8, seed: 3 }));
const dayMs = 86_400_000;
const start = Date.UTC(2026, 5, 1);
const everybody = itemAt(tenant.groups, 0);
const teams = itemAt(tenant.groups, 2);
const lonely = itemAt(tenant.groups, 7);
const firstOf = (group: EntraGroup): string => itemAt(group.memberIds, 0);
const userId = (index: number): string => itemAt(tenant.users, index).id;
let nowMs = start;
let entra: EntraSimulator;
let headers: Headers;

beforeAll(async () => {
  entra = await startEntra({
    tenant,
    pageSizes: { delta: 25, membersPerDeltaPage: 20 },
    now: () => nowMs,
  });
});
afterAll(() => entra.close());
beforeEach(async () => {
  nowMs = start;
  entra.reset();
  headers = await entraHeaders(entra);
});

const url = (path: string): string => `${entra.url}/v1.0/${path}`;
const read = (path: string) => readAll(url(path), headers);
const again = (link: string) => readAll(link, headers);

describe('a first round of delta', () => {
  test('tells every user once, over several pages, and ends with a delta link', async () => {
    const round = await read('users/delta');
    expect(round.pages.map((page) => page.length)).toEqual([25, 25, 10]);
    expect(idsOf(round.items)).toEqual(tenant.users.map(({ id }) => id));
    expect(round.deltaLink).toContain('/v1.0/users/delta?$deltatoken=');
  });

  test('tells all members of all groups, those of a large group on several pages', async () => {
    const { items, pages } = await read('groups/delta?$select=displayName,members');
    for (const group of tenant.groups) expect(membersOf(items, group.id)).toEqual(group.memberIds);
    const told = pages.filter((page) => page.some((item) => item.id === everybody.id));
    expect(told.length).toBe(Math.ceil(everybody.memberIds.length / 20));
    for (const page of pages)
      expect(page.flatMap((item) => item['members@delta'] ?? []).length).toBeLessThanOrEqual(20);
  });

  test('leaves out what was never set, and members where there are none or nobody asked', async () => {
    const nobody = entra.state.addGroup({ displayName: 'Nobody yet' });
    const groups = await read('groups/delta');
    const { displayName, ...rest } = groups.items.find(({ id }) => id === nobody.id) ?? {};
    expect(displayName).toBe('Nobody yet');
    expect(rest).not.toHaveProperty('members@delta');
    expect(rest).not.toHaveProperty('description');
    expect(groups.items[0]).toHaveProperty('members@delta');
    expect((await read('groups/delta?$select=displayName')).items[0]).toEqual({
      displayName: tenant.groups[0]?.displayName,
      id: tenant.groups[0]?.id,
    });
  });

  test('has the recycle bin and those who left in it, but not what is gone for good', async () => {
    entra.state.deleteUser(userId(1));
    entra.state.purgeUser(userId(2));
    entra.state.leave(lonely.id, [firstOf(lonely)]);
    const users = await read('users/delta?$select=id');
    expect(users.items.filter((item) => '@removed' in item)).toEqual([
      { id: userId(1), '@removed': { reason: 'changed' } },
    ]);
    expect(idsOf(users.items)).not.toContain(userId(2));
    expect(membersOf((await read('groups/delta')).items, lonely.id)).toContain(`-${firstOf(lonely)}`);
  });

  test('is skipped with $deltatoken=latest', async () => {
    const round = await read('users/delta?$select=displayName&$deltaToken=latest');
    expect(round.items).toEqual([]);
    entra.state.changeUser(userId(0), { displayName: 'New Name' });
    expect((await again(round.deltaLink)).items).toEqual([{ displayName: 'New Name', id: userId(0) }]);
  });

  test('is of some objects only with a filter of ids', async () => {
    const filter = `id eq '${userId(4)}' or id eq '${userId(9)}'`;
    const round = await read(`users/delta?$filter=${encodeURIComponent(filter)}`);
    expect(idsOf(round.items)).toEqual([userId(4), userId(9)]);
    entra.state.changeUser(userId(5), { displayName: 'Other' });
    entra.state.changeUser(userId(9), { displayName: 'Mine' });
    expect(idsOf((await again(round.deltaLink)).items)).toEqual([userId(9)]);
  });

  test('repeats with the delta link what changed while it was read', async () => {
    const first = pageOf(await ask(url('users/delta?$select=displayName'), { headers }));
    entra.state.changeUser(userId(0), { displayName: 'Already told' });
    entra.state.changeUser(userId(30), { displayName: 'Not told yet' });
    const rest = await again(first['@odata.nextLink'] ?? '');
    expect(rest.items).toContainEqual({ displayName: 'Not told yet', id: userId(30) });
    expect((await again(rest.deltaLink)).items).toEqual([
      { displayName: 'Already told', id: userId(0) },
      { displayName: 'Not told yet', id: userId(30) },
    ]);
  });

  test('misses no member when one leaves between two pages of the same group', async () => {
    const first = pageOf(await ask(url('groups/delta?$select=members'), { headers }));
    entra.state.leave(everybody.id, [firstOf(everybody)]);
    const rest = await again(first['@odata.nextLink'] ?? '');
    const told = membersOf([...first.value, ...rest.items], everybody.id);
    expect(told).toEqual(everybody.memberIds);
    expect(membersOf((await again(rest.deltaLink)).items, everybody.id)).toEqual([`-${firstOf(everybody)}`]);
  });
});

describe('a delta link', () => {
  test('tells nothing when nothing changed, and gives the next link', async () => {
    const first = await read('users/delta');
    const second = await again(first.deltaLink);
    expect([second.items, second.deltaLink === first.deltaLink]).toEqual([[], false]);
    expect((await again(second.deltaLink)).items).toEqual([]);
  });

  test('tells who is new, changed, deleted, purged and restored, each once', async () => {
    const { deltaLink } = await read('users/delta?$select=displayName,accountEnabled');
    const added = entra.state.addUser({ displayName: 'New' });
    entra.state.changeUser(userId(3), { displayName: 'First' });
    entra.state.changeUser(userId(3), { displayName: 'Second' });
    entra.state.disable(userId(5));
    entra.state.deleteUser(userId(6));
    entra.state.purgeUser(userId(7));
    const changes = await again(deltaLink);
    expect(changes.items).toEqual([
      { displayName: 'New', accountEnabled: true, id: added.id },
      { displayName: 'Second', accountEnabled: tenant.users[3]?.accountEnabled, id: userId(3) },
      { displayName: tenant.users[5]?.displayName, accountEnabled: false, id: userId(5) },
      { id: userId(6), '@removed': { reason: 'changed' } },
      { id: userId(7), '@removed': { reason: 'deleted' } },
    ]);
    entra.state.restoreUser(userId(6));
    expect(idsOf((await again(changes.deltaLink)).items)).toEqual([userId(6)]);
  });

  test('says nothing of properties that were not selected', async () => {
    const some = await read('users/delta?$select=displayName');
    const all = await read('users/delta');
    entra.state.changeUser(userId(0), { employeeId: '4711' });
    expect((await again(some.deltaLink)).items).toEqual([]);
    expect(idsOf((await again(all.deltaLink)).items)).toEqual([userId(0)]);
  });

  test('gives null for a value that was taken away, and only changes with return=minimal', async () => {
    const { deltaLink } = await read('users/delta?$select=displayName,department');
    entra.state.changeUser(userId(0), { department: undefined });
    expect((await again(deltaLink)).items).toEqual([
      { displayName: tenant.users[0]?.displayName, department: null, id: userId(0) },
    ]);
    const minimal = await readAll(deltaLink, { ...headers, prefer: 'return=minimal' });
    expect(minimal.items).toEqual([{ id: userId(0), department: null }]);
  });

  test('tells members that came and went, of all kinds', async () => {
    const { deltaLink } = await read('groups/delta?$select=displayName,members');
    const [group, other] = [lonely.id, teams.id];
    const gone = firstOf(lonely);
    const device = tenant.things[0]?.id ?? '';
    entra.state.leave(group, [gone]);
    entra.state.join(group, [other, device]);
    const { items } = await again(deltaLink);
    expect(items).toEqual([
      {
        displayName: tenant.groups[7]?.displayName,
        id: group,
        'members@delta': [
          { '@odata.type': '#microsoft.graph.user', id: gone, '@removed': { reason: 'deleted' } },
          { '@odata.type': '#microsoft.graph.group', id: other },
          { '@odata.type': '#microsoft.graph.device', id: device },
        ],
      },
    ]);
  });

  test('splits many changes of one group over pages, each with its properties', async () => {
    const { deltaLink } = await read('groups/delta?$select=displayName,members');
    entra.state.leave(everybody.id, everybody.memberIds);
    const round = await again(deltaLink);
    expect(round.pages.length).toBe(Math.ceil(everybody.memberIds.length / 20));
    expect(round.items.map((item) => item['displayName'])).toEqual(
      round.pages.map(() => tenant.groups[0]?.displayName),
    );
    expect(membersOf(round.items, everybody.id)).toEqual(everybody.memberIds.map((id) => `-${id}`));
  });

  test('tells a new group and a restored one with all members, a deleted one with the reason', async () => {
    const { deltaLink } = await read('groups/delta?$select=displayName,members');
    const added = entra.state.addGroup({ displayName: 'New', memberIds: [userId(1), userId(2)] });
    entra.state.deleteGroup(lonely.id);
    const changes = await again(deltaLink);
    expect(membersOf(changes.items, added.id)).toEqual([userId(1), userId(2)]);
    expect(changes.items.at(-1)).toEqual({ id: lonely.id, '@removed': { reason: 'changed' } });
    entra.state.restoreGroup(lonely.id);
    const restored = await again(changes.deltaLink);
    expect(membersOf(restored.items, lonely.id)).toEqual(lonely.memberIds);
  });

  test('says nothing in groups of a member that was deleted', async () => {
    const { deltaLink } = await read('groups/delta');
    entra.state.deleteUser(firstOf(lonely));
    expect((await again(deltaLink)).items).toEqual([]);
    expect(entra.state.members(lonely.id).map(({ id }) => id)).toEqual(lonely.memberIds.slice(1));
  });
});

async function withOwn(options: Partial<EntraOptions>, work: () => Promise<void>): Promise<void> {
  const usual = entra;
  entra = await startEntra({ tenant, now: () => nowMs, ...options });
  headers = await entraHeaders(entra);
  try {
    await work();
  } finally {
    await entra.close();
    entra = usual;
  }
}

test('on request a deleted member is reported by its groups, and so is its return', () =>
  withOwn({ reportsDeletedMembers: true }, async () => {
    const gone = firstOf(lonely);
    const { deltaLink } = await read('groups/delta');
    entra.state.deleteUser(gone);
    const changes = await again(deltaLink);
    expect(membersOf(changes.items, lonely.id)).toEqual([`-${gone}`]);
    entra.state.restoreUser(gone);
    expect(membersOf((await again(changes.deltaLink)).items, lonely.id)).toEqual([gone]);
  }));

test('on request an object that changed twice is told twice', () =>
  withOwn({ repeatsChanges: true }, async () => {
    const { deltaLink } = await read('users/delta?$select=displayName');
    entra.state.changeUser(userId(0), { displayName: 'First' });
    entra.state.changeUser(userId(0), { displayName: 'Second' });
    const told = { displayName: 'Second', id: userId(0) };
    expect((await again(deltaLink)).items).toEqual([told, told]);
  }));

test('with a lag, delta shows the state of before until the time has come', () =>
  withOwn({ deltaLagMs: 60_000 }, async () => {
    entra.state.changeUser(userId(0), { displayName: 'Hidden' });
    entra.state.leave(lonely.id, [firstOf(lonely)]);
    const users = await read('users/delta?$select=displayName');
    expect(users.items[0]).toEqual({ displayName: tenant.users[0]?.displayName, id: userId(0) });
    const groups = await read('groups/delta');
    const before = membersOf(groups.items, lonely.id);
    expect([...before].toSorted()).toEqual([...lonely.memberIds].toSorted());
    nowMs += 59_999;
    expect((await again(users.deltaLink)).items).toEqual([]);
    nowMs += 1;
    expect((await again(users.deltaLink)).items).toEqual([{ displayName: 'Hidden', id: userId(0) }]);
    expect(membersOf((await again(groups.deltaLink)).items, lonely.id)).toEqual([`-${firstOf(lonely)}`]);
  }));

describe('a delta token', () => {
  test('is read under its name in any case, and refused when it is none', async () => {
    const { deltaLink } = await read('users/delta');
    const other = deltaLink.replace('$deltatoken', '$DeltaToken');
    expect((await ask(other, { headers })).status).toBe(200);
    expect((await ask(url('users/delta?$deltatoken=nonsense'), { headers })).status).toBe(400);
    const wrongPlace = deltaLink.replace('/users/', '/groups/');
    expect((await ask(wrongPlace, { headers })).status).toBe(400);
  });

  test('lives for seven days', async () => {
    const { deltaLink } = await read('users/delta');
    nowMs += 7 * dayMs;
    headers = await entraHeaders(entra);
    expect((await ask(deltaLink, { headers })).status).toBe(200);
    nowMs += 1;
    expect(await ask(deltaLink, { headers })).toMatchObject({
      status: 400,
      body: { error: { code: 'syncStateNotFound' } },
    });
  });

  test.each<[StaleAnswer, number, string]>([
    ['gone', 410, 'resyncRequired'],
    ['sync-state-not-found', 400, 'syncStateNotFound'],
    ['too-old', 400, 'Request_UnsupportedQuery'],
  ])('ended by a control call is answered as %s', async (answer, status, code) => {
    const { deltaLink } = await read('users/delta?$select=displayName');
    await post(`${entra.url}/__control/expire-delta-tokens`, { answer });
    expect(await ask(deltaLink, { headers })).toMatchObject({ status, body: { error: { code } } });
    const later = await read('users/delta?$select=displayName');
    expect((await again(later.deltaLink)).items).toEqual([]);
  });

  test('that is gone says where to begin anew', async () => {
    const { deltaLink } = await read('users/delta?$select=displayName');
    entra.state.reset();
    const answer = await ask(deltaLink, { headers });
    expect(answer.status).toBe(410);
    const location = answer.headers.get('location') ?? '';
    expect(location).toBe(url('users/delta?$deltatoken=&$select=displayName'));
    expect((await again(location)).items).toHaveLength(tenant.users.length);
  });
});

test.each([
  '$top=5',
  '$orderby=displayName',
  '$expand=members',
  '$search="displayName:a"',
  "$filter=displayName eq 'a'",
  `$filter=${Array.from({ length: 51 }, (_, index) => `id eq '${index}'`).join(' or ')}`,
  '$select=nothing',
])('delta refuses ?%s', async (query) => {
  expect((await ask(url(`users/delta?${encodeURI(query)}`), { headers })).status).toBe(400);
});
