import type { DirectoryGroup } from '../../../src/domain/directory';
import type { ReadStream } from '../../../src/domain/ports';
import { failureFrom, type FakeReply } from '../../support/fake-http';
import { aOneLoginUser, fakeOneLogin, type FakeOptions } from '../../support/fake-onelogin';
import { readDirectory } from '../../support/read-directory';
import { groupsRead } from '../../support/groups-read';

const engineering: DirectoryGroup = { id: 'role:1', kind: 'role', name: 'Engineering' };
const everyone: DirectoryGroup = { id: 'role:2', kind: 'role', name: 'Everyone' };
const staff: DirectoryGroup = { id: 'group:9', kind: 'group', name: 'Staff' };
const groups = [engineering, everyone, staff];

function ids(count: number, from = 1): readonly string[] {
  return Array.from({ length: count }, (_, index) => String(from + index));
}

function requiring(...requiredGroups: readonly string[]): FakeOptions {
  return { settings: { requiredGroups: [...requiredGroups] } };
}

/** A OneLogin with this many people, in pages of `page`, that keeps to `user_ids` or not. */
function people(
  total: number,
  how: { readonly page?: number; readonly filter?: 'kept' | 'ignored' | 'refused' } = {},
) {
  return (path: string): FakeReply | undefined => {
    const query = new URLSearchParams(path.split('?')[1]);
    const asked = query.get('user_ids');
    if (!path.startsWith('/api/2/users?')) return undefined;
    if (asked !== null && how.filter === 'refused') return { status: 400, body: { message: 'user_ids' } };
    const wanted =
      asked === null || how.filter === 'ignored'
        ? ids(total)
        : asked.split(',').filter((id) => Number(id) <= total);
    const size = Math.min(how.page ?? 1_000, Number(query.get('limit') ?? 1_000));
    const start = Number(query.get('cursor') ?? 0);
    const next = start + size < wanted.length ? { 'After-Cursor': String(start + size) } : {};
    const body = wanted.slice(start, start + size).map((id) => aOneLoginUser(Number(id)));
    return { body, headers: { 'Total-Count': String(wanted.length), ...next } };
  };
}

/** The same page, as it comes when somebody moved to another page meanwhile. */
function without(id: string, reply: FakeReply): FakeReply {
  if (!(typeof reply === 'object' && 'body' in reply && Array.isArray(reply.body))) return reply;
  const body: readonly ReturnType<typeof aOneLoginUser>[] = reply.body;
  return { ...reply, body: body.filter((user) => String(user.id) !== id) };
}

function plan(fake: ReturnType<typeof fakeOneLogin>, members: Readonly<Record<string, readonly string[]>>) {
  return fake.connector.planPeople(groupsRead({ groups, members }));
}

test('nothing required: everybody, without a call', async () => {
  const fake = fakeOneLogin(people(5_000));
  expect(await plan(fake, { 'role:1': ids(5) })).toMatchObject({
    way: 'everybody',
    why: 'Read everybody, because no required groups are set.',
    streams: [{ counts: 'user' }],
  });
  expect(fake.reads()).toEqual([]);
});

test('one batch of members is never dearer than everybody, so nothing is asked', async () => {
  const fake = fakeOneLogin(people(5_000), requiring('engineering'));
  expect(await plan(fake, { 'role:1': ids(150), 'role:2': ids(4_000) })).toMatchObject({
    way: 'members',
    estimatedCalls: 1,
    why: 'Read the 150 members of the required roles (1 call) instead of everybody, who are at least 4,000 (4 calls or more).',
  });
  expect(fake.reads()).toEqual([]);
});

test('members win without a question where the people in roles alone are enough pages', async () => {
  const fake = fakeOneLogin(people(12_000), requiring('Engineering'));
  expect(await plan(fake, { 'role:1': ids(900), 'role:2': ids(10_000) })).toMatchObject({
    way: 'members',
    estimatedCalls: 5,
  });
  expect(fake.reads()).toEqual([]);
});

test('the real number of people is asked for where it can decide, and decides for members', async () => {
  const fake = fakeOneLogin(people(10_412), requiring('Engineering'));
  expect(await plan(fake, { 'role:1': ids(500) })).toMatchObject({
    way: 'members',
    estimatedCalls: 3,
    why: 'Read the 500 members of the required roles (3 calls) instead of all 10,412 people (11 calls).',
  });
  expect(fake.reads()).toEqual(['/api/2/users?fields=id&limit=1000']);
});

test('the real number of people decides for everybody', async () => {
  const fake = fakeOneLogin(people(1_500), requiring('Engineering'));
  expect(await plan(fake, { 'role:1': ids(1_100) })).toMatchObject({
    way: 'everybody',
    estimatedCalls: 2,
    why: 'Read everybody (1,500, 2 calls), because reading only the 1,100 members of the required roles would take 6 calls.',
  });
});

test('a server with small pages makes the members cheaper', async () => {
  const fake = fakeOneLogin(people(1_500, { page: 50 }), requiring('Engineering'));
  expect(await plan(fake, { 'role:1': ids(1_100) })).toMatchObject({ way: 'members', estimatedCalls: 22 });
});

test.each([
  ['Staff', 'the group "Staff"'],
  ['Nowhere', '"Nowhere" is neither a role nor a group'],
])('the required name %s can be found only by reading everybody', async (name, reason) => {
  const fake = fakeOneLogin(people(10), requiring('Engineering', name));
  const { way, why } = await plan(fake, { 'role:1': ids(5) });
  expect(way).toBe('everybody');
  expect(why).toContain(reason);
});

test('a role that nobody has is read with no call', async () => {
  const fake = fakeOneLogin(people(10), requiring('Engineering'));
  expect(await plan(fake, { 'role:1': [], 'role:2': ids(3) })).toMatchObject({
    way: 'members',
    estimatedCalls: 0,
    streams: [],
  });
});

test('many members go into several streams that a checkpoint can hold, after the filter was tried', async () => {
  const fake = fakeOneLogin(people(90_000), requiring('Engineering'));
  const members = ids(9_500, 100_000_000);
  const fakeIds = { 'role:1': members, 'role:2': ids(80_000) };
  const { way, streams } = await plan(fake, fakeIds);
  expect(way).toBe('members');
  expect(streams.length).toBeGreaterThan(1);
  for (const stream of streams) expect(JSON.stringify(stream).length).toBeLessThan(50_000);
  expect(streams.flatMap((stream) => stream.params['ids']?.split(','))).toEqual(members);
  expect(fake.reads()).toEqual(['/api/2/users?user_ids=100000000&limit=50']);
});

test('a server that ignores the filter is read as everybody where several streams would each find out', async () => {
  const fake = fakeOneLogin(people(90_000, { filter: 'ignored' }), requiring('Engineering'));
  const { way, why } = await plan(fake, { 'role:1': ids(9_500), 'role:2': ids(80_000) });
  expect(way).toBe('everybody');
  expect(why).toContain('does not answer for chosen people only');
});

const roles = (path: string): FakeReply | undefined => {
  if (path.startsWith('/api/1/groups')) return { body: { data: [] } };
  if (!path.startsWith('/api/2/roles')) return undefined;
  return {
    body: [{ id: 1, name: 'Engineering', users: ids(450).map(Number) }],
    headers: { 'Total-Count': '1' },
  };
};

test.each(['kept', 'ignored', 'refused'] as const)(
  'no required person is missing when the filter is %s',
  async (filter) => {
    const users = people(4_000, { filter, page: 100 });
    const fake = fakeOneLogin((path) => roles(path) ?? users(path), requiring('Engineering'));
    const read = await readDirectory(() => fake.connector);
    expect(read.plan.way).toBe('members');
    expect([...read.users.keys()]).toEqual(expect.arrayContaining([...ids(450)]));
    expect(read.users.size).toBe(filter === 'kept' ? 450 : 4_000);
    // Three batches of two or three pages; or everybody, once, in 40 pages.
    const calls = fake.reads().filter((path) => path.startsWith('/api/2/users'));
    expect(calls.length).toBeLessThan(filter === 'kept' ? 9 : 50);
  },
);

test.each(['ignored', 'refused'] as const)(
  'a person who slipped between the pages of everybody is noticed when the filter is %s',
  async (filter) => {
    const users = people(4_000, { filter, page: 100 });
    const fake = fakeOneLogin((path) => {
      const reply = roles(path) ?? users(path);
      return reply !== undefined && path.includes('cursor=300') ? without('310', reply) : reply;
    }, requiring('Engineering'));
    await expect(readDirectory(() => fake.connector)).rejects.toThrow('4000 announced, 3999 read');
  },
);

test('batches that the filter keeps to tell no total, because each has its own', async () => {
  const fake = fakeOneLogin(people(10), requiring('Engineering'));
  expect(await fake.connector.readPage(batch, undefined)).not.toHaveProperty('total');
});

test('addresses with ids stay under 2,500 characters', async () => {
  const users = people(200_000_000);
  const long = ids(450, 1_000_000_000);
  const fake = fakeOneLogin((path) => {
    if (path.startsWith('/api/2/roles'))
      return { body: [{ id: 1, name: 'Engineering', users: long.map(Number) }] };
    return roles(path) ?? users(path);
  }, requiring('Engineering'));
  await fake.connector.readUsers(long);
  expect(fake.reads().filter((path) => path.startsWith('/api/2/users')).length).toBe(3);
  for (const { url } of fake.http.calls) expect(url.href.length).toBeLessThan(2_500);
});

const batch: ReadStream = {
  name: 'members 1',
  counts: 'user',
  params: { way: 'members', api: '2', records: '', ids: '1,2,3' },
};

test('a batch that ends before all that was announced fails the read', async () => {
  const fake = fakeOneLogin((path) => {
    if (!path.startsWith('/api/2/users')) return undefined;
    const isFirst = !path.includes('cursor');
    const headers = { 'Total-Count': '3', ...(isFirst ? { 'After-Cursor': 'c2' } : {}) };
    return { body: [aOneLoginUser(isFirst ? 1 : 2)], headers };
  }, requiring('Engineering'));
  const first = await fake.connector.readPage(batch, undefined);
  const last = fake.connector.readPage(batch, first.done ? undefined : first.cursor);
  expect(await failureFrom(last)).toMatchObject({ kind: 'incomplete-read' });
  expect(await failureFrom(fake.connector.readUsers(['1', '2', '3']))).toMatchObject({
    kind: 'incomplete-read',
  });
});
