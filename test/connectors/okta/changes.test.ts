import { createMemberships } from '../../../src/domain/memberships';
import type { GroupsRead, ReadMarks } from '../../../src/domain/ports';
import { engineReader } from '../../support/engine-read';
import { failureFrom } from '../../support/fake-http';
import { startOktaTwin, type OktaTwin, type TwinOptions } from '../../support/okta-twin';

const company = { users: 60, groups: 12, pageSize: 200 };
let twin: OktaTwin;

async function begin(options: TwinOptions = {}): Promise<OktaTwin> {
  twin = await startOktaTwin(company, options);
  return twin;
}
afterEach(() => twin.close());

/** Paths of the calls that reading changes costs. */
async function pathsOfChanges(): Promise<readonly string[]> {
  const before = twin.reads.length;
  const read = await reader.read('changes');
  expect(read.mode).toBe('changes');
  return twin.reads.slice(before).map((path) => path.replace(/\?.*/, ''));
}

let reader: ReturnType<typeof engineReader>;
async function afterCompleteRead(options: TwinOptions = {}): Promise<void> {
  await begin(options);
  reader = engineReader(twin);
  await reader.read('complete');
  // Less than the life of a token.
  twin.clock.move(3_000_000);
}

const memberPaths = (paths: readonly string[]) =>
  paths.filter((path) => path.endsWith('/users') && path.includes('/groups/'));

const outsiders = (group: string) =>
  twin.changes.userIds().filter((id) => twin.truth().members.get(group)?.has(id) !== true);

test('a quiet hour costs three calls, and one where attributes are named', async () => {
  await afterCompleteRead();
  expect((await pathsOfChanges()).toSorted()).toEqual([
    '/api/v1/groups',
    '/api/v1/logs',
    '/api/v1/meta/schemas/user/default',
    '/api/v1/users',
  ]);
});

test('only the groups that changed are read', async () => {
  await afterCompleteRead();
  const [group = ''] = twin.changes.groupIds();
  twin.changes.join(group, outsiders(group).slice(0, 3));
  expect(memberPaths(await pathsOfChanges()).length).toBe(1);
});

test('where many groups changed, the System Log tells the members of all of them', async () => {
  await afterCompleteRead();
  for (const group of twin.changes.groupIds()) twin.changes.join(group, outsiders(group).slice(0, 20));
  expect(memberPaths(await pathsOfChanges())).toEqual([]);
  const read = await reader.read('changes');
  for (const [group, members] of twin.truth().members)
    expect(new Set(read.snapshot.members.get(group))).toEqual(members);
});

test('a group that the log does not tell to the end is read anew', async () => {
  await afterCompleteRead();
  twin.simulator.setLags({ logMs: 120_000 });
  for (const group of twin.changes.groupIds()) twin.changes.join(group, outsiders(group).slice(0, 20));
  const paths = await pathsOfChanges();
  expect(memberPaths(paths).length).toBe(twin.changes.groupIds().length);
  const read = await reader.read('changes');
  for (const [group, members] of twin.truth().members)
    expect(new Set(read.snapshot.members.get(group))).toEqual(members);
});

test('a deletion that comes into the log late is told by the next read', async () => {
  await afterCompleteRead();
  const [leaver = ''] = twin.changes.userIds();
  twin.simulator.setLags({ logMs: 120_000 });
  twin.changes.removePerson(leaver);
  expect((await reader.read('changes')).snapshot.users.has(leaver)).toBe(true);
  twin.clock.move(300_000);
  expect((await reader.read('changes')).snapshot.users.has(leaver)).toBe(false);
});

test('an API token that may not read the log reads only the people and the groups that changed', async () => {
  await afterCompleteRead({ settings: { auth: 'token' }, simulator: { tokensReadLogs: false } });
  const [leaver = ''] = twin.changes.userIds();
  const [group = ''] = twin.changes.groupIds();
  twin.changes.removePerson(leaver);
  twin.changes.join(group, outsiders(group).slice(0, 3));
  const paths = await pathsOfChanges();
  expect(paths.filter((path) => path === '/api/v1/logs').length).toBe(1);
  expect(memberPaths(paths).length).toBe(1);
  expect((await reader.read('complete')).snapshot.users.has(leaver)).toBe(false);
});

test('without the log only the groups and the people that changed are read, and who was deleted shows with the next complete read', async () => {
  await afterCompleteRead({ settings: { systemLog: 'never' } });
  const [group = '', other = ''] = twin.changes.groupIds();
  const [deleted = ''] = outsiders(group);
  twin.changes.removePerson(deleted);
  twin.changes.join(group, outsiders(group).slice(0, 3));
  twin.changes.rename(outsiders(other)[0] ?? '', 'Ada Changed');
  const paths = await pathsOfChanges();
  expect(paths.filter((path) => path === '/api/v1/users').length).toBe(1);
  expect(memberPaths(paths).length).toBe(1);
  expect((await reader.read('complete')).snapshot.users.has(deleted)).toBe(false);
});

test('without the log a person who is deactivated is inactive with the next read of changes', async () => {
  await afterCompleteRead({ settings: { systemLog: 'never' } });
  const [leaver = ''] = twin.simulator.state.liveUserIds();
  twin.simulator.state.deactivate(leaver);
  const { snapshot, mode } = await reader.read('changes');
  expect([mode, snapshot.users.get(leaver)?.status]).toEqual(['changes', 'inactive']);
});

test('with required groups nobody is asked for who is in none of them', async () => {
  await begin({ settings: { systemLog: 'never' } });
  const [required = '', other = ''] = twin.changes.groupIds();
  await twin.close();
  await afterCompleteRead({ settings: { systemLog: 'never', requiredGroups: [required] } });
  const [newcomer = ''] = outsiders(required);
  twin.changes.join(required, [newcomer]);
  twin.changes.join(other, outsiders(other).slice(0, 3));
  const paths = await pathsOfChanges();
  expect(memberPaths(paths).length).toBe(2);
  // Who changed, and the newcomer by id.
  expect(paths.filter((path) => path === '/api/v1/users').length).toBe(2);
  const { scope } = (await reader.read('changes')).snapshot;
  const live = [...(twin.truth().members.get(required) ?? [])];
  expect(live).toContain(newcomer);
  expect(scope).toEqual({ kind: 'members', userIds: new Set(live) });
});

test('with a query, who stopped matching is gone', async () => {
  const query = 'profile.lastName sw "Quine"';
  await begin();
  const [first = '', second = ''] = twin.changes.userIds();
  await twin.close();
  await begin({ settings: { filters: { users: { query } } } });
  twin.changes.rename(first, 'Ada Quine');
  twin.changes.rename(second, 'Bo Quine');
  reader = engineReader(twin);
  expect([...(await reader.read('complete')).snapshot.users.keys()].toSorted()).toEqual(
    [first, second].toSorted(),
  );
  twin.clock.move(3_600_000);
  twin.changes.rename(second, 'Bo Other');
  const read = await reader.read('changes');
  expect([read.mode, ...read.snapshot.users.keys()]).toEqual(['changes', first]);
});

test('a group that is renamed into the filter has all its members, also those who came unseen', async () => {
  const filters = { groups: { names: { mode: 'include' as const, patterns: ['Seen*'] } } };
  await begin();
  const [seen = '', unseen = ''] = twin.changes.groupIds();
  await twin.close();
  await begin({ settings: { filters } });
  twin.changes.renameGroup(seen, 'Seen one');
  twin.changes.renameGroup(unseen, 'Seen two');
  reader = engineReader(twin);
  await reader.read('complete');
  const hours = () => twin.clock.move(3_600_000);
  hours();
  twin.changes.renameGroup(unseen, 'Hidden');
  await reader.read('changes');
  hours();
  twin.changes.join(unseen, twin.changes.userIds().slice(0, 30));
  await reader.read('changes');
  hours();
  twin.changes.renameGroup(unseen, 'Seen again');
  const { snapshot } = await reader.read('changes');
  expect(new Set(snapshot.members.get(unseen))).toEqual(twin.truth().members.get(unseen));
});

test("marks go by Okta's clock, however far it is from ours", async () => {
  await begin({ settings: { auth: 'token' } });
  twin.simulator.setClockSkew(-3 * 3_600_000);
  reader = engineReader(twin);
  await reader.read('complete');
  twin.clock.move(60_000);
  const [user = ''] = twin.changes.userIds();
  twin.changes.rename(user, 'New Name');
  expect((await reader.read('changes')).snapshot.users.get(user)?.displayName).toBe('New Name');
});

test.each([[{}], [{ groups: '' }], [{ groups: 'yesterday' }]])(
  'marks that are none are told: %j',
  async (marks: ReadMarks) => {
    await begin();
    expect(twin.connector().changesUnreadable(marks)).toMatch(/did not note when it began/);
  },
);

test('what Okta does not tell of changes any more is read whole', async () => {
  await afterCompleteRead();
  twin.simulator.setFaults([
    { route: 'GET /api/v1/logs', times: 'always', effect: { kind: 'status', status: 400 } },
  ]);
  const read = await reader.read('changes');
  expect(read.mode).toBe('complete');
  expect(read.notes.join(' ')).toContain('Okta did not tell from its System Log');
});

test('the plan says since when, how many groups, and by what', async () => {
  await begin();
  const groups = twin.changes.groupIds().map((id) => ({ id, kind: 'OKTA_GROUP', name: id }));
  const atMs = twin.clock.now();
  const members = createMemberships();
  for (const { id } of groups) members.add(id, ['00u1']);
  const unclear = new Map(groups.slice(0, 5).map(({ id }) => [id, atMs]));
  const read: GroupsRead = { groups, members, unclear, told: new Map() };
  const marks = { groups: String(Date.UTC(2026, 10, 25, 10, 5)) };
  const plan = await twin.connector().planPeople(read, marks);
  expect(plan).toMatchObject({ way: 'changes' });
  expect(plan.why).toBe(
    `Read what changed since 10:05 UTC: the members of 5 of ${groups.length} groups (5 from the System Log), and the people who changed.`,
  );
});

test('a log that is longer than the lists of the groups is left, and the lists are read', async () => {
  await afterCompleteRead();
  twin.simulator.setPageCap({ users: 200, groups: 10_000, members: 1_000, logs: 1 });
  for (const group of twin.changes.groupIds().slice(0, 4))
    twin.changes.join(group, outsiders(group).slice(0, 30));
  const paths = await pathsOfChanges();
  expect(paths.filter((path) => path === '/api/v1/logs').length).toBeLessThanOrEqual(1 + 4);
  const read = await reader.read('changes');
  for (const [group, members] of twin.truth().members)
    expect(new Set(read.snapshot.members.get(group))).toEqual(members);
});

test('a stream of another version is not guessed at', async () => {
  await begin();
  const work = twin
    .connector()
    .readPage({ name: 'people', params: { reads: 'things' }, counts: 'nothing' }, undefined);
  expect((await failureFrom(work)).kind).toBe('stored-data-damaged');
});
