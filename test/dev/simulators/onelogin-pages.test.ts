import * as z from 'zod';
import { generateCompany, startOneLogin, type OneLoginSimulator } from '../../../dev/simulators';
import { ask, post, signIn, type Answer } from './support';

const company = generateCompany({ users: 230, groups: 12, seed: 3 });
let onelogin: OneLoginSimulator;
let headers: Readonly<Record<string, string>>;

beforeAll(async () => {
  onelogin = await startOneLogin({ company });
});
afterAll(() => onelogin.close());
beforeEach(async () => {
  onelogin.reset();
  headers = await signIn(onelogin);
});

const get = (path: string): Promise<Answer> => ask(onelogin.url + path, { headers });

/** The vendor's list of users (OpenAPI 3.1.1): every field there, null where empty. */
const nullableText = z.string().nullable();
const wireUser = z.strictObject({
  id: z.int(),
  username: nullableText,
  email: nullableText,
  firstname: z.string(),
  lastname: z.string(),
  status: z.literal([0, 1, 2, 3, 4, 5, 7, 8]),
  state: z.literal([0, 1, 2, 3]),
  group_id: z.int().nullable(),
  directory_id: z.int().nullable(),
  external_id: nullableText,
  member_of: nullableText,
  samaccountname: nullableText,
  distinguished_name: nullableText,
  phone: nullableText,
  activated_at: nullableText,
  last_login: nullableText,
  invitation_sent_at: nullableText,
  invalid_login_attempts: z.int(),
  locked_until: nullableText,
  password_changed_at: nullableText,
  created_at: z.iso.datetime(),
  updated_at: z.iso.datetime(),
});
const ids = (answer: Answer): readonly number[] =>
  z
    .array(z.object({ id: z.int() }))
    .parse(answer.body)
    .map(({ id }) => id);
const allIds = company.people.map((person) => person.id);

describe('pages of version 2', () => {
  test('carry the whole position in headers and end without After-Cursor', async () => {
    const first = await get('/api/2/users?limit=100');
    expect(z.array(wireUser).parse(first.body)).toHaveLength(100);
    const told = ['current-page', 'page-items', 'total-count', 'total-pages'].map((name) =>
      first.headers.get(name),
    );
    expect(told).toEqual(['1', '100', '230', '3']);
    expect(first.headers.get('before-cursor')).toBeNull();
    expect(first.headers.get('link')).toContain('page=2>; rel="next"');
    const cursor = first.headers.get('after-cursor') ?? '';
    expect(Buffer.from(cursor, 'base64').toString()).toBe('limit=100&page=2');

    const second = await get(`/api/2/users?cursor=${encodeURIComponent(cursor)}`);
    const last = await get(
      `/api/2/users?cursor=${encodeURIComponent(second.headers.get('after-cursor') ?? '')}`,
    );
    expect([...ids(first), ...ids(second), ...ids(last)]).toEqual(allIds);
    expect(last.headers.get('after-cursor')).toBeNull();
    expect((await get('/api/2/users?limit=100&page=9')).body).toEqual([]);
  });

  test('are as large as asked, 50 without a wish, and never over the cap', async () => {
    expect(ids(await get('/api/2/users?limit=1000'))).toHaveLength(230);
    expect(ids(await get('/api/2/users'))).toHaveLength(50);
    await post(`${onelogin.url}/__control/page-cap`, { users: 30, roles: 5 });
    const capped = await get('/api/2/users?limit=1000');
    expect([ids(capped).length, capped.headers.get('page-items')]).toEqual([30, '30']);
    expect(ids(await get('/api/2/roles?limit=650'))).toHaveLength(5);
  });

  test('shift when somebody disappears in the middle of a read, so that one person is missed', async () => {
    const first = await get('/api/2/users?limit=100');
    onelogin.state.removePerson(allIds[10] ?? 0);
    const second = await get('/api/2/users?limit=100&page=2');
    expect(ids(second)[0]).toBe(allIds[101]);
    expect([first.headers.get('total-count'), second.headers.get('total-count')]).toEqual(['230', '229']);
  });

  test.each([
    'limit=0',
    'limit=ten',
    'page=-1',
    'cursor=bm9uc2Vuc2U=',
    'updated_since=yesterday',
    'user_ids=1,x',
    'role_id=abc',
  ])('refuse ?%s with 400', async (query) => {
    expect(await get(`/api/2/users?${query}`)).toMatchObject({
      status: 400,
      body: { statusCode: 400, name: 'BadRequestError' },
    });
  });
});

describe('filters of people', () => {
  test('user_ids gives those that exist, and only them', async () => {
    const [a, b] = [allIds[0], allIds[7]];
    expect(ids(await get(`/api/2/users?user_ids=${b},${a},999`))).toEqual([a, b]);
  });

  test('role_id gives the members of the role', async () => {
    const role = company.roles[4];
    const expected = [...(role?.memberIds ?? [])].toSorted((x, y) => x - y);
    expect(expected.length).toBeGreaterThan(0);
    expect(ids(await get(`/api/2/users?limit=1000&role_id=${role?.id}`))).toEqual(expected);
  });

  test('texts are compared without case and take wildcards', async () => {
    const person = company.people.find(({ email }) => email !== undefined);
    const address = person?.email?.toUpperCase() ?? '';
    expect(ids(await get(`/api/2/users?email=${encodeURIComponent(address)}`))).toContain(person?.id);
    const all = await get('/api/2/users?limit=1000&email=*@example.com');
    expect(ids(all)).toHaveLength(company.people.filter(({ email }) => email !== undefined).length);
    expect(ids(await get('/api/2/users?email=a.c'))).toEqual([]);
  });

  test('updated_since finds changed people and no deleted ones, and says nothing of roles', async () => {
    const since = new Date(Date.now() - 1000).toISOString();
    expect(ids(await get(`/api/2/users?updated_since=${since}`))).toEqual([]);
    const [changed = 0, removed = 0, moved = 0] = allIds;
    onelogin.state.changePerson(changed, { lastname: 'Renamed' });
    onelogin.state.changePerson(removed, { lastname: 'Gone' });
    onelogin.state.removePerson(removed);
    onelogin.state.join(company.roles[11]?.id ?? 0, [moved]);
    expect(ids(await get(`/api/2/users?updated_since=${since}`))).toEqual([changed]);
  });

  test('fields gives these fields and the id', async () => {
    const { body } = await get('/api/2/users?limit=1&fields=email,status');
    expect(Object.keys(z.array(z.looseObject({})).parse(body)[0] ?? {}).toSorted()).toEqual([
      'email',
      'id',
      'status',
    ]);
  });
});

describe('roles', () => {
  test('come with their members only when asked', async () => {
    const [plain] = z.array(z.looseObject({})).parse((await get('/api/2/roles?limit=1')).body);
    expect(Object.keys(plain ?? {})).toEqual(['id', 'name']);
    const roles = z
      .array(z.strictObject({ id: z.int(), name: z.string(), users: z.array(z.int()) }))
      .parse((await get('/api/2/roles?limit=650&fields=users')).body);
    expect(roles.map((role) => role.users.length)).toEqual(
      company.roles.map((role) => role.memberIds.length),
    );
  });

  test('an unsupported field is refused', async () => {
    expect((await get('/api/2/roles?fields=owners')).status).toBe(400);
  });

  test('one role lists its people by page; one that does not exist is not found in the words of version 2', async () => {
    const role = company.roles[0];
    const page = await get(`/api/2/roles/${role?.id}/users?limit=10`);
    expect(ids(page)).toHaveLength(10);
    expect(page.headers.get('total-count')).toBe(String(role?.memberIds.length));
    expect(await get('/api/2/roles/1/users')).toMatchObject({
      status: 404,
      body: { statusCode: 404, name: 'NotFoundError' },
    });
  });

  test('one person tells the roles', async () => {
    const person = company.roles[2]?.memberIds[0] ?? 0;
    const expected = company.roles.filter((role) => role.memberIds.includes(person)).map((role) => role.id);
    expect((await get(`/api/2/users/${person}`)).body).toMatchObject({ id: person, role_ids: expected });
    expect((await get('/api/2/users?limit=1')).text).not.toContain('role_ids');
  });
});

describe('version 1', () => {
  const envelope = z.strictObject({
    status: z.strictObject({
      error: z.literal(false),
      code: z.literal(200),
      type: z.string(),
      message: z.string(),
    }),
    pagination: z.strictObject({
      before_cursor: nullableText,
      after_cursor: nullableText,
      previous_link: nullableText,
      next_link: nullableText,
    }),
    data: z.array(z.looseObject({ id: z.int() })),
  });

  test('pages in the body by cursor, at most 50, and misses nobody when somebody disappears', async () => {
    const seen: number[] = [];
    let cursor: string | null = '';
    for (let page = 1; cursor !== null; page += 1) {
      const { pagination, data } = envelope.parse(
        (await get(`/api/1/users?limit=100&after_cursor=${cursor}`)).body,
      );
      expect(data.length).toBeLessThanOrEqual(50);
      seen.push(...data.map(({ id }) => id));
      if (page === 1) onelogin.state.removePerson(allIds[3] ?? 0);
      cursor = pagination.after_cursor;
    }
    expect(seen).toEqual(allIds);
  });

  test('people carry their roles as role_id', async () => {
    const { data } = envelope.parse((await get('/api/1/users?limit=1')).body);
    const id = allIds[0] ?? 0;
    expect(data[0]).toMatchObject({ id, role_id: onelogin.state.roleIdsOf(id) });
    expect((await get(`/api/1/users/${id}/roles`)).body).toMatchObject({
      data: onelogin.state.roleIdsOf(id),
    });
  });

  test('groups are listed and found by id; one that does not exist is named', async () => {
    const { data } = envelope.parse((await get('/api/1/groups')).body);
    expect(data.map((group) => group['name'])).toEqual(company.groups.map((group) => group.name));
    const id = company.groups[0]?.id;
    expect((await get(`/api/1/groups/${id}`)).body).toMatchObject({ data: [{ id, name: 'Default' }] });
    expect(await get('/api/1/groups/9999999')).toMatchObject({
      status: 404,
      body: { status: { error: true, code: 404, message: 'Group for id 9999999 was not found' } },
    });
  });

  test('events tell what happened, deletions among it', async () => {
    const [gone = 0] = allIds;
    onelogin.state.removePerson(gone);
    const { data } = envelope.parse((await get(`/api/1/events?user_id=${gone}`)).body);
    expect(data).toEqual([expect.objectContaining({ event_type_id: 17, user_id: gone })]);
  });
});

test('a route that does not exist is refused in the shape of its version', async () => {
  expect(await get('/api/2/nothing')).toMatchObject({ status: 404, body: { statusCode: 404 } });
  expect(await get('/api/1/nothing')).toMatchObject({
    status: 404,
    body: { status: { error: true, message: 'No Route Exists' } },
  });
});
