import type { Page } from '../../../src/domain/page';
import type { DirectoryRecord } from '../../../src/domain/directory';
import type { Connector, ReadStream } from '../../../src/domain/ports';
import { failureFrom, type FakeReply } from '../../support/fake-http';
import { aOneLoginUser, envelope, fakeOneLogin, oneLoginUsers } from '../../support/fake-onelogin';
import { readDirectory } from '../../support/read-directory';

const people: ReadStream = {
  name: 'people',
  counts: 'user',
  params: { way: 'everybody', api: '2', records: 'member_of group' },
};

async function readPeople(connector: Connector): Promise<readonly string[]> {
  const ids: string[] = [];
  let page: Page<DirectoryRecord> = await connector.readPage(people, undefined);
  for (;;) {
    for (const item of page.items) if (item.type === 'user') ids.push(item.user.id);
    if (page.done) return ids;
    page = await connector.readPage(people, page.cursor);
  }
}

/** Answers by page, from what the address asks: `pages[n]` for page or cursor n. */
function pager(pages: readonly (readonly unknown[])[], headers: (page: number) => Record<string, string>) {
  return (path: string): FakeReply | undefined => {
    if (!path.startsWith('/api/2/users')) return undefined;
    const page = Number(/(?:page=|cursor=c)(\d+)/.exec(path)?.[1] ?? '1');
    return { body: pages[page - 1] ?? [], headers: headers(page) };
  };
}

const two = [oneLoginUsers(1, 3), oneLoginUsers(4, 5)];
const all = ['1', '2', '3', '4', '5'];

test('the cursor of the answer is followed, and limit is asked for only at first', async () => {
  const fake = fakeOneLogin(
    pager(two, (page): Record<string, string> => (page === 1 ? { 'After-Cursor': 'c2' } : {})),
  );
  expect(await readPeople(fake.connector)).toEqual(all);
  expect(fake.reads()).toEqual(['/api/2/users?limit=1000', '/api/2/users?cursor=c2']);
});

test('a cursor that comes percent-encoded is sent encoded once', async () => {
  const asked: string[] = [];
  const fake = fakeOneLogin((path, call) => {
    if (!path.startsWith('/api/2/users')) return undefined;
    asked.push(call.url.search);
    return asked.length === 1
      ? { body: two[0], headers: { 'After-Cursor': 'bGltaXQ%3D' } }
      : { body: two[1] };
  });
  expect(await readPeople(fake.connector)).toEqual(all);
  expect(asked[1]).toBe('?cursor=bGltaXQ%3D');
});

test('without a cursor the announced total decides about the next page', async () => {
  const fake = fakeOneLogin(pager(two, () => ({ 'Total-Count': '5' })));
  expect(await readPeople(fake.connector)).toEqual(all);
  expect(fake.reads()).toEqual(['/api/2/users?limit=1000', '/api/2/users?limit=1000&page=2']);
});

test('without a cursor and a total the announced number of pages decides', async () => {
  const fake = fakeOneLogin(pager(two, () => ({ 'Total-Pages': '2' })));
  expect(await readPeople(fake.connector)).toEqual(all);
  expect(fake.reads()).toHaveLength(2);
});

test('without any paging header only an empty page is the end, because the server may cap silently', async () => {
  const fake = fakeOneLogin(pager(two, () => ({})));
  expect(await readPeople(fake.connector)).toEqual(all);
  expect(fake.reads()).toHaveLength(3);
});

test('a server that sends the same page for every number fails the read', async () => {
  const fake = fakeOneLogin((path) => (path.startsWith('/api/2/users') ? { body: two[0] } : undefined));
  expect(await failureFrom(readPeople(fake.connector))).toMatchObject({ kind: 'incomplete-read' });
});

test('cursors that go round in a ring fail the read', async () => {
  let calls = 0;
  const fake = fakeOneLogin((path) => {
    if (!path.startsWith('/api/2/users')) return undefined;
    calls += 1;
    return { body: oneLoginUsers(calls, calls), headers: { 'After-Cursor': `ring-${calls % 3}` } };
  });
  expect(await failureFrom(readPeople(fake.connector))).toMatchObject({ kind: 'incomplete-read' });
  expect(calls).toBeLessThan(20);
});

test('a refused page size is asked smaller, and the smaller one is kept', async () => {
  const fake = fakeOneLogin((path) => {
    if (!path.startsWith('/api/2/users')) return undefined;
    if (path.includes('limit=1000')) return { status: 422, body: { message: 'limit is too large' } };
    return { body: two[0], headers: { 'Total-Count': '3' } };
  });
  await readPeople(fake.connector);
  await readPeople(fake.connector);
  expect(fake.reads()).toEqual([
    '/api/2/users?limit=1000',
    '/api/2/users?limit=100',
    '/api/2/users?limit=100',
  ]);
});

test('when every page size is refused, the read fails', async () => {
  const fake = fakeOneLogin((path) =>
    path.startsWith('/api/2/users') ? { status: 400, body: {} } : undefined,
  );
  expect(await failureFrom(readPeople(fake.connector))).toMatchObject({ kind: 'unexpected-response' });
  expect(fake.reads()).toHaveLength(3);
});

test('a 404 in the middle of a list fails the read and does not begin the old version', async () => {
  const fake = fakeOneLogin((path) => {
    if (path === '/api/2/users?limit=1000') return { body: two[0], headers: { 'After-Cursor': 'c2' } };
    return undefined;
  });
  expect(await failureFrom(readPeople(fake.connector))).toMatchObject({ kind: 'unexpected-response' });
});

test.each([
  ['status', { status: undefined }],
  ['member_of', { member_of: undefined }],
  ['group_id', { group_id: undefined }],
  ['id', { id: 'seven' }],
])(
  'a user without a readable %s fails the read and the message names the field, not the person',
  async (field, wrong) => {
    const body = [aOneLoginUser(1), aOneLoginUser(2, wrong)];
    const fake = fakeOneLogin((path) =>
      path.startsWith('/api/2/users') ? { body, headers: { 'Total-Count': '2' } } : undefined,
    );
    const failure = await failureFrom(readPeople(fake.connector));
    expect(failure).toMatchObject({
      kind: 'unexpected-response',
      message: expect.stringContaining(`1.${field}`),
    });
    expect(failure.message).not.toContain('person2@');
  },
);

test('a role without its users fails the read: it would look empty', async () => {
  const fake = fakeOneLogin((path) =>
    path.startsWith('/api/2/roles') ? { body: [{ id: 1, name: 'A' }] } : undefined,
  );
  const [roles] = fake.connector.groupStreams();
  if (roles === undefined) throw new Error('roles are read');
  expect(await failureFrom(fake.connector.readPage(roles, undefined))).toMatchObject({
    kind: 'unexpected-response',
  });
});

test('roles ask for their users on every page', async () => {
  const fake = fakeOneLogin((path) => {
    if (!path.startsWith('/api/2/roles')) return undefined;
    const role = { id: path.includes('cursor') ? 2 : 1, name: 'A', users: [7] };
    return { body: [role], headers: path.includes('cursor') ? {} : { 'After-Cursor': 'c2' } };
  });
  const [roles] = fake.connector.groupStreams();
  if (roles === undefined) throw new Error('roles are read');
  const first = await fake.connector.readPage(roles, undefined);
  await fake.connector.readPage(roles, first.done ? undefined : first.cursor);
  expect(fake.reads()).toEqual([
    '/api/2/roles?fields=users&limit=650',
    '/api/2/roles?fields=users&cursor=c2',
  ]);
});

test('where version 2 is missing, version 1 tells people, roles and memberships by pages in the body', async () => {
  const fake = fakeOneLogin(
    (path) => {
      if (path === '/api/1/roles?limit=50') return envelope([{ id: 5, name: 'Engineering' }], 'r2');
      if (path === '/api/1/roles?limit=50&after_cursor=r2') return envelope([{ id: 6, name: 'Sales' }]);
      if (path === '/api/1/users?limit=50') return envelope([aOneLoginUser(1, { role_id: [5] })], 'u2');
      if (path === '/api/1/users?limit=50&after_cursor=u2')
        return envelope([aOneLoginUser(2, { role_id: [5, 6] })]);
      return undefined;
    },
    { settings: { requiredGroups: [] } },
  );
  const read = await readDirectory(() => fake.connector);
  expect([...read.users.keys()]).toEqual(['1', '2']);
  expect(Object.fromEntries([...read.members].map(([id, ids]) => [id, [...ids]]))).toEqual({
    'role:5': ['1', '2'],
    'role:6': ['2'],
  });
});

test('a version 1 user without its roles fails such a read', async () => {
  const fake = fakeOneLogin((path) => {
    if (path.startsWith('/api/1/roles')) return envelope([{ id: 5, name: 'Engineering' }]);
    return path.startsWith('/api/1/users') ? envelope([aOneLoginUser(1)]) : undefined;
  });
  expect(await failureFrom(readDirectory(() => fake.connector))).toMatchObject({
    kind: 'unexpected-response',
  });
});

test('a version 1 answer that says it is an error is one, whatever its status', async () => {
  const fake = fakeOneLogin(
    (path) =>
      path.startsWith('/api/1/groups')
        ? { body: { status: { error: true, code: 400 }, data: [] } }
        : undefined,
    { settings: { groupSources: ['group'] } },
  );
  const [groups] = fake.connector.groupStreams();
  if (groups === undefined) throw new Error('groups are read');
  expect(await failureFrom(fake.connector.readPage(groups, undefined))).toMatchObject({
    kind: 'unexpected-response',
  });
});

test.each([
  [400, { 'X-RateLimit-Limit': '5000', 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': '600' }, 600_000],
  [403, { 'X-RateLimit-Limit': '5000', 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': '600' }, 600_000],
  [429, { 'X-RateLimit-Limit': '5000', 'X-RateLimit-Remaining': '0', 'X-RateLimit-Reset': '600' }, 600_000],
])('a %i of a spent hour parks the run until the reset', async (status, headers, afterMs) => {
  const fake = fakeOneLogin((path) => (path.startsWith('/api/2/users') ? { status, headers } : undefined));
  expect(await failureFrom(readPeople(fake.connector))).toMatchObject({ kind: 'retry-later', afterMs });
  expect(fake.reads()).toHaveLength(1);
});

test('the floor counts down by itself when the answers have no budget headers', async () => {
  let page = 0;
  const fake = fakeOneLogin(
    (path) => {
      if (!path.startsWith('/api/2/users')) return undefined;
      page += 1;
      return { body: oneLoginUsers(page, page), headers: { 'After-Cursor': `c${page}` } };
    },
    { remaining: 503 },
  );
  expect(await failureFrom(readPeople(fake.connector))).toMatchObject({
    kind: 'retry-later',
    afterMs: 900_000,
  });
  expect(fake.reads()).toHaveLength(3);
});

test('each retry is taken from the floor as well', async () => {
  const fake = fakeOneLogin((path) => (path.startsWith('/api/2/users') ? { status: 500 } : undefined), {
    remaining: 502,
  });
  expect(await failureFrom(readPeople(fake.connector))).toMatchObject({ kind: 'retry-later' });
  expect(fake.reads()).toHaveLength(2);
});

test('a minimum that OneLogin never allows is a wrong setting', async () => {
  const fake = fakeOneLogin(() => undefined, { settings: { minimumRemainingCalls: 5_000 } });
  expect(await failureFrom(fake.connector.budget())).toMatchObject({
    kind: 'settings-rejected',
    field: 'configuration.settings.minimumRemainingCalls',
  });
});
