import { buildTimeoutMs, startSample, temporaryDir, type Sample } from './support';

let sample: Sample;

beforeAll(async () => {
  sample = await startSample();
}, buildTimeoutMs);
afterAll(() => sample.close());

/** Runs storage steps in one invocation; answers with what each gave. */
async function steps(...list: readonly (readonly unknown[])[]): Promise<unknown[]> {
  return (await sample.host.call('storage', { steps: list })) as unknown[];
}
async function step(...one: readonly unknown[]): Promise<unknown> {
  return (await steps(one))[0];
}

const refused = (error: string, status: number) => ({ error, status });

describe('values', () => {
  test('a value is set, read, replaced and deleted; absent keys are nothing', async () => {
    expect(
      await steps(
        ['get', 'v'],
        ['set', 'v', { a: [1, 'ü', null] }],
        ['get', 'v'],
        ['set', 'v', 2],
        ['get', 'v'],
        ['delete', 'v'],
        ['get', 'v'],
        ['delete', 'v'],
      ),
    ).toEqual(['nothing', 'nothing', { a: [1, 'ü', null] }, 'nothing', 2, 'nothing', 'nothing', 'nothing']);
  });

  test('secrets stand apart: no plain read, query or batch shows them', async () => {
    await steps(['setSecret', 'same', 'secret'], ['set', 'same', 'plain']);
    const [plain, secret, query] = await steps(['get', 'same'], ['getSecret', 'same'], ['query', 'sam', 10]);
    expect([plain, secret]).toEqual(['plain', 'secret']);
    expect(query).toEqual({ results: [{ key: 'same', value: 'plain' }] });
    expect(await steps(['deleteSecret', 'same'], ['getSecret', 'same'], ['get', 'same'])).toEqual([
      'nothing',
      'nothing',
      'plain',
    ]);
  });

  test('a key that exists is refused with 409 under FAIL_IF_EXISTS', async () => {
    expect(
      await steps(
        ['set', 'lock', 1, { keyPolicy: 'FAIL_IF_EXISTS' }],
        ['set', 'lock', 2, { keyPolicy: 'FAIL_IF_EXISTS' }],
        ['get', 'lock'],
      ),
    ).toEqual(['nothing', refused('KEY_CONFLICT', 409), 1]);
  });

  test('a set may give back what stood there before, or what stands there now', async () => {
    const [, previous, latest] = await steps(
      ['set', 'back', 1],
      ['set', 'back', 2, { keyPolicy: 'OVERRIDE', returnValue: 'PREVIOUS' }],
      ['set', 'back', 3, { keyPolicy: 'OVERRIDE', returnValue: 'LATEST' }],
    );
    expect([previous, latest]).toEqual([
      { key: 'back', value: 1 },
      { key: 'back', value: 3 },
    ]);
  });

  test('metadata tells when a value was made, changed and expires; expired values are still given until they are swept', async () => {
    await step('set', 'meta', 1, { ttl: { value: 1, unit: 'HOURS' } });
    const first = (await step('getWithMetadata', 'meta')) as { createdAt: number; expireTime: string };
    expect(Date.parse(first.expireTime) - first.createdAt).toBe(3_600_000);
    await sample.host.clock.advance(2 * 3_600_000);
    expect(await step('get', 'meta')).toBe(1);
    await sample.host.clock.advance(48 * 3_600_000);
    expect(await step('get', 'meta')).toBe('nothing');
  });

  test('createdAt stays and updatedAt moves', async () => {
    await step('set', 'times', 1);
    await sample.host.clock.advance(5000);
    await step('set', 'times', 2);
    const { createdAt, updatedAt } = (await step('getWithMetadata', 'times')) as {
      createdAt: number;
      updatedAt: number;
    };
    expect(updatedAt - createdAt).toBeGreaterThanOrEqual(5000);
  });
});

describe('limits', () => {
  const nested = (depth: number): object => (depth === 1 ? {} : { in: nested(depth - 1) });

  test.each([
    ['an e-mail address', 'a@b.c', 'INVALID_KEY'],
    ['a distinguished name', 'CN=x,DC=y', 'INVALID_KEY'],
    ['a slash', 'a/b', 'INVALID_KEY'],
    ['only spaces', '  ', 'INVALID_KEY'],
    ['nothing', '', 'KEY_TOO_SHORT'],
    ['501 characters', 'k'.repeat(501), 'KEY_TOO_LONG'],
  ])('%s is no key', async (_what, key, code) => {
    expect(await step('set', key, 1)).toEqual(refused(code, 400));
  });

  test('every legal character is legal, up to 500', async () => {
    expect(await step('set', 'aZ0:._-# x', 1)).toBe('nothing');
    expect(await step('set', 'k'.repeat(500), 1)).toBe('nothing');
  });

  test('values end at 240 KiB of JSON, secrets at 128 KiB, nesting at 31', async () => {
    const text = (bytes: number) => 'x'.repeat(bytes - 2);
    expect(await step('set', 'size', text(240 * 1024))).toBe('nothing');
    expect(await step('set', 'size', text(240 * 1024 + 1))).toEqual(refused('MAX_SIZE', 400));
    expect(await step('setSecret', 'size', text(128 * 1024))).toBe('nothing');
    expect(await step('setSecret', 'size', text(128 * 1024 + 1))).toEqual(refused('MAX_SIZE', 400));
    expect(await steps(['set', 'deep', nested(31)], ['set', 'deep', nested(32)])).toEqual([
      'nothing',
      refused('MAX_DEPTH', 400),
    ]);
  });

  test('a time to live is at most a year', async () => {
    expect(await step('set', 'ttl', 1, { ttl: { value: 400, unit: 'DAYS' } })).toEqual(
      refused('INVALID_TTL', 400),
    );
  });

  test('a batch and a transaction hold 25 operations', async () => {
    const items = (count: number) => Array.from({ length: count }, (_, n) => ({ key: `b:${n}`, value: n }));
    expect(await step('batchSet', items(26))).toEqual(refused('INVALID_REQUEST', 400));
    expect(await step('batchSet', items(25))).toMatchObject({ failedKeys: [] });
    expect(await steps(['manySets', 25], ['manySets', 26])).toEqual([
      'nothing',
      refused('INVALID_REQUEST', 400),
    ]);
  });
});

describe('batches', () => {
  test('each item stands for itself', async () => {
    expect(
      await step('batchSet', [
        { key: 'ok', value: 1 },
        { key: 'not/ok', value: 2 },
        { key: 'e', value: { status: 'new' }, entityName: 'run' },
      ]),
    ).toMatchObject({
      successfulKeys: [{ key: 'ok' }, { key: 'e', entityName: 'run' }],
      failedKeys: [{ key: 'not/ok', error: { code: 'INVALID_KEY' } }],
    });
    expect(await step('batchGet', [{ key: 'ok' }, { key: 'absent' }])).toMatchObject({
      successfulKeys: [{ key: 'ok', value: 1 }],
      failedKeys: [{ key: 'absent', error: { code: 'KEY_NOT_FOUND' } }],
    });
    expect(await step('batchDelete', [{ key: 'ok' }])).toMatchObject({ successfulKeys: [{ key: 'ok' }] });
    expect(await step('get', 'ok')).toBe('nothing');
  });
});

describe('queries by key', () => {
  test('pages are in key order, cursors go on, 100 is the most', async () => {
    await steps(...['c', 'a', 'b'].map((name) => ['set', `q:${name}`, name]));
    const first = (await step('query', 'q:', 2)) as { results: { key: string }[]; nextCursor: string };
    expect(first.results.map((row) => row.key)).toEqual(['q:a', 'q:b']);
    const second = (await step('query', 'q:', 2, first.nextCursor)) as {
      results: { key: string }[];
      nextCursor?: string;
    };
    expect(second.results.map((row) => row.key)).toEqual(['q:c']);
    expect(second.nextCursor).toBeUndefined();
    expect(await step('query', 'q:', 101)).toEqual(refused('COMPLEX_QUERY_PAGE_LIMIT_NOT_IN_RANGE', 400));
    expect(await step('query', 'q:', 2, 'nonsense')).toEqual(refused('INVALID_CURSOR', 400));
  });
});

describe('entities', () => {
  const run = (status: string, startedAt: number, team = 'red') => ({ status, startedAt, team });

  beforeAll(() =>
    steps(
      ['entitySet', 'r1', run('ok', 1)],
      ['entitySet', 'r2', run('failed', 2)],
      ['entitySet', 'r3', run('ok', 3)],
      ['entitySet', 'r4', run('ok', 4, 'blue')],
      ['entitySet', 'no-team', { status: 'ok', startedAt: 9 }],
    ),
  );

  const keys = (answer: unknown) => (answer as { results: { key: string }[] }).results.map((row) => row.key);

  test('an index query keeps to partition, range and order; what lacks the attribute is not in the index', async () => {
    expect(keys(await step('byTeam', 'red', 2))).toEqual(['r2', 'r3']);
    expect(keys(await step('byTeam', 'red', 0, { sort: 'DESC' }))).toEqual(['r3', 'r2', 'r1']);
    expect(keys(await step('byIndex', 'startedAt'))).toEqual(['r1', 'r2', 'r3', 'r4', 'no-team']);
    expect(keys(await step('byIndex', 'by-key'))).toEqual(expect.arrayContaining(['no-team', 'r1']));
  });

  test('filters work on the page, so an empty page may have a cursor', async () => {
    const first = (await step('byTeam', 'red', 2, { status: 'ok', limit: 1 })) as { nextCursor: string };
    expect(first).toMatchObject({ results: [], nextCursor: expect.any(String) as string });
    expect(
      keys(await step('byTeam', 'red', 2, { status: 'ok', limit: 1, cursor: first.nextCursor })),
    ).toEqual(['r3']);
  });

  test('types, attributes, entities and indexes must be declared', async () => {
    expect(
      await steps(
        ['entitySet', 'bad', { startedAt: 'text' }],
        ['entitySet', 'bad', { startedAt: 1.5 }],
        ['entitySet', 'bad', { other: 1 }],
        ['entitySet', 'fine', { data: { any: ['thing'] } }],
        ['unknownEntity'],
        ['byIndex', 'nope'],
        ['filterAny'],
      ),
    ).toEqual([
      refused('INVALID_ENTITY_VALUE', 400),
      refused('INVALID_ENTITY_VALUE', 400),
      refused('INVALID_ENTITY_VALUE', 400),
      'nothing',
      refused('INVALID_ENTITY_TYPE', 400),
      refused('INVALID_ENTITY_INDEX', 400),
      refused('INVALID_FILTER_ATTRIBUTE', 422),
    ]);
  });

  test('a conditional transaction writes all or nothing', async () => {
    expect(
      await steps(
        ['createRun', 'new', run('new', 5)],
        ['createRun', 'new', run('other', 6)],
        ['replaceRun', 'new', run('done', 5), 'wrong'],
        ['get', 'touched'],
        ['entityGet', 'new'],
        ['replaceRun', 'new', run('done', 5), 'new'],
        ['get', 'touched'],
        ['entityGet', 'new'],
      ),
    ).toEqual([
      'nothing',
      refused('CONDITIONAL_CHECK_FAILED', 409),
      refused('CONDITIONAL_CHECK_FAILED', 409),
      'nothing',
      run('new', 5),
      'nothing',
      true,
      run('done', 5),
    ]);
  });

  test('queries lag behind when asked to; reads by key never do', async () => {
    sample.host.faults.queryLagMs = 10_000;
    await steps(
      ['entitySet', 'late', run('ok', 50, 'green')],
      ['entitySet', 'r4', run('changed', 4, 'blue')],
    );
    expect(await step('entityGet', 'late')).toEqual(run('ok', 50, 'green'));
    expect(keys(await step('byTeam', 'green', 0))).toEqual([]);
    expect(await step('byTeam', 'blue', 0)).toMatchObject({
      results: [{ key: 'r4', value: { status: 'ok' } }],
    });
    await sample.host.clock.advance(10_001);
    expect(keys(await step('byTeam', 'green', 0))).toEqual(['late']);
    expect(await step('byTeam', 'blue', 0)).toMatchObject({ results: [{ value: { status: 'changed' } }] });
    sample.host.faults.queryLagMs = 0;
  });
});

test('storage answers 429 as often as a fault asks', async () => {
  sample.host.faults.storageRateLimits = 2;
  const limited = refused('RATE_LIMIT_EXCEEDED', 429);
  expect(await steps(['get', 'x'], ['set', 'x', 1], ['set', 'x', 2])).toEqual([limited, limited, 'nothing']);
});

test('values, secrets and entities outlive the host', async () => {
  const dataDir = temporaryDir();
  const first = await startSample({ dataDir });
  const written = [
    ['set', 'kept', { a: 1 }],
    ['setSecret', 'kept', 's'],
    ['entitySet', 'kept', { status: 'x' }],
  ];
  await first.host.call('storage', { steps: written });
  await first.close();
  const second = await startSample({ dataDir });
  const read = [
    ['get', 'kept'],
    ['getSecret', 'kept'],
    ['entityGet', 'kept'],
  ];
  expect(await second.host.call('storage', { steps: read })).toEqual([{ a: 1 }, 's', { status: 'x' }]);
  await second.close();
});

test('a tool may look into the store and damage it', async () => {
  await step('set', 'damaged', { fine: true });
  sample.host.storage.set({ kind: 'value', key: 'damaged' }, 'not what it was');
  expect(await step('get', 'damaged')).toBe('not what it was');
  expect(sample.host.storage.keys('value')).toContain('damaged');
});
