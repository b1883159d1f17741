import { buildTimeoutMs, notes, runNextDelayed, startSample, temporaryDir, type Sample } from './support';

let sample: Sample;
let counter = 0;

beforeAll(async () => {
  sample = await startSample();
}, buildTimeoutMs);
afterAll(() => sample.close());

function freshMark(): string {
  counter += 1;
  return `m${counter}`;
}

type Pushed = { readonly body: object; readonly delayInSeconds?: number; readonly concurrency?: object };

function push(
  events: Pushed | readonly Pushed[],
  queue = 'work',
): Promise<{ jobId: string; error?: string }> {
  return sample.host.call('push', { events, queue }) as Promise<{ jobId: string; error?: string }>;
}

describe('delivery', () => {
  test('an event reaches the consumer with its time limit, and its job counts it', async () => {
    const mark = freshMark();
    const { jobId } = await push({ body: { mark } });
    await sample.host.queueIdle();
    const [note] = notes(sample.host, mark, 'ended');
    expect(note).toMatchObject({ retry: null });
    expect(note?.remaining).toBeGreaterThan(890_000);
    expect(await sample.host.call('stats', { jobId })).toEqual({ success: 1, inProgress: 0, failed: 0 });
  });

  test('a delayed event waits for its time, on the clock of the host', async () => {
    const mark = freshMark();
    await push({ body: { mark }, delayInSeconds: 900 });
    await sample.host.queueIdle();
    expect(notes(sample.host, mark, 'began')).toHaveLength(0);
    await sample.host.clock.advance(899_000);
    await sample.host.queueIdle();
    expect(notes(sample.host, mark, 'began')).toHaveLength(0);
    await runNextDelayed(sample.host);
    expect(notes(sample.host, mark, 'ended')).toHaveLength(1);
    expect(sample.host.nextDueMs()).toBeUndefined();
  });

  test('events run in parallel, unless a concurrency key holds them back', async () => {
    const overlaps = async (concurrency?: object) => {
      const mark = freshMark();
      await push(
        Array.from({ length: 3 }, () => ({
          body: { mark, waitMs: 60 },
          ...(concurrency && { concurrency }),
        })),
      );
      await sample.host.queueIdle();
      const began = notes(sample.host, mark, 'began').map((note) => note.at);
      const ended = notes(sample.host, mark, 'ended').map((note) => note.at);
      expect(ended).toHaveLength(3);
      return (began[1] ?? 0) < (ended[0] ?? 0);
    };
    expect(await overlaps()).toBe(true);
    expect(await overlaps({ key: 'one-at-a-time', limit: 1 })).toBe(false);
  });

  test('a cancelled job’s events that have not begun are dropped', async () => {
    const mark = freshMark();
    const { jobId } = await push({ body: { mark }, delayInSeconds: 60 });
    await sample.host.call('cancel', { jobId });
    await sample.host.clock.advance(61_000);
    await sample.host.queueIdle();
    expect(notes(sample.host, mark, 'began')).toHaveLength(0);
    expect(await sample.host.call('stats', { jobId: 'unknown' })).toMatchObject({
      kind: 'JobDoesNotExistError',
    });
  });
});

describe('another try', () => {
  test('InvocationError asks for one, with its reason and data', async () => {
    const mark = freshMark();
    await push({ body: { mark, retryAfter: 120 } });
    await sample.host.queueIdle();
    const waitMs = (sample.host.nextDueMs() ?? 0) - sample.host.clock.now();
    expect(waitMs).toBeGreaterThan(115_000);
    expect(waitMs).toBeLessThanOrEqual(120_000);
    await runNextDelayed(sample.host);
    expect(notes(sample.host, mark, 'ended')).toMatchObject([
      { retry: { retryCount: 1, retryReason: 'FUNCTION_UPSTREAM_RATE_LIMITED', retryData: { page: 7 } } },
    ]);
  });

  test('a consumer that throws gets one after a back-off, under the same event id', async () => {
    const mark = freshMark();
    await push({ body: { mark, throws: true } });
    await sample.host.queueIdle();
    expect(notes(sample.host, mark, 'ended')).toHaveLength(0);
    await runNextDelayed(sample.host);
    const began = notes(sample.host, mark, 'began');
    expect(began).toHaveLength(2);
    expect(new Set(began.map((note) => note.eventId)).size).toBe(1);
    expect(notes(sample.host, mark, 'ended')).toMatchObject([{ retry: { retryCount: 1 } }]);
  });

  test.each(['busy', 'hang'])(
    'a consumer in a %s state is killed at its time limit and tried again',
    async (way) => {
      const mark = freshMark();
      await push({ body: { mark, [way]: true } }, 'short');
      await sample.host.queueIdle();
      expect(sample.host.refusals.at(-1)).toEqual({
        kind: 'timeout',
        what: '"short-function" ran longer than 1 s',
      });
      await runNextDelayed(sample.host);
      expect(notes(sample.host, mark, 'ended')).toMatchObject([
        { retry: { retryReason: 'FUNCTION_TIME_OUT' } },
      ]);
    },
  );

  test('a resolver is not disturbed while a consumer is killed', async () => {
    const mark = freshMark();
    const before = (await sample.host.call('memory', {})) as number;
    await push({ body: { mark, busy: true } }, 'short');
    await sample.host.queueIdle();
    expect(await sample.host.call('memory', {})).toBe(before + 1);
    await runNextDelayed(sample.host);
  });

  test('an event that was kept for more than its retention is dropped', async () => {
    const mark = freshMark();
    await push({ body: { mark, retryAfter: 900 } });
    await sample.host.queueIdle();
    await sample.host.clock.advance(25 * 3_600_000);
    await sample.host.queueIdle();
    expect(notes(sample.host, mark, 'began')).toHaveLength(1);
    expect(sample.host.nextDueMs()).toBeUndefined();
  });
});

describe('limits', () => {
  const text = (bytes: number) => 'x'.repeat(bytes);

  test('one event for a long consumer is at most 100 KB, a push at most 200 KB', async () => {
    const mark = freshMark();
    expect(await push({ body: { mark, text: text(101 * 1024) } })).toMatchObject({
      kind: 'PayloadTooBigError',
    });
    expect(await push({ body: { mark, text: text(101 * 1024) } }, 'short')).toMatchObject({
      jobId: expect.any(String) as string,
    });
    expect(await push({ body: { mark, text: text(201 * 1024) } }, 'short')).toMatchObject({
      kind: 'PayloadTooBigError',
    });
    await sample.host.queueIdle();
  });

  test('a queue without consumer is refused', async () => {
    expect(await push({ body: {} }, 'nobody')).toMatchObject({ kind: 'InternalServerError' });
  });

  test('a delay over 900 seconds is refused', async () => {
    expect(await push({ body: {}, delayInSeconds: 901 })).toMatchObject({ kind: 'InvalidPushSettingsError' });
  });

  test('more than 500 events a minute are refused', async () => {
    await sample.host.clock.advance(60_000);
    const events = Array.from({ length: 50 }, () => ({ body: { mark: 'burst' }, delayInSeconds: 900 }));
    const jobs: string[] = [];
    for (let n = 0; n < 10; n += 1) jobs.push((await push(events)).jobId);
    expect(await push({ body: { mark: 'burst' } })).toMatchObject({ kind: 'RateLimitError' });
    for (const jobId of jobs) await sample.host.call('cancel', { jobId });
    await sample.host.clock.advance(60_000);
    expect(await push({ body: { mark: freshMark() } })).toMatchObject({
      jobId: expect.any(String) as string,
    });
    await sample.host.queueIdle();
  });
});

describe('faults', () => {
  afterEach(() => {
    Object.assign(sample.host.faults, {
      duplicateEvents: 0,
      eventOrder: 'oldest-first',
      loseEvents: 0,
      duplicateTicks: 0,
    });
  });

  test('an event may come twice, under one id', async () => {
    const mark = freshMark();
    sample.host.faults.duplicateEvents = 1;
    await push({ body: { mark } });
    await sample.host.queueIdle();
    const ended = notes(sample.host, mark, 'ended');
    expect(ended).toHaveLength(2);
    expect(new Set(ended.map((note) => note.eventId)).size).toBe(1);
  });

  test('events may come in another order', async () => {
    const order = async () => {
      const mark = freshMark();
      const concurrency = { key: mark, limit: 1 };
      await push(['a', 'b'].map((name) => ({ body: { mark: `${mark}${name}` }, concurrency })));
      await sample.host.queueIdle();
      return (
        (notes(sample.host, `${mark}a`, 'began')[0]?.at ?? 0) <=
        (notes(sample.host, `${mark}b`, 'began')[0]?.at ?? 0)
      );
    };
    expect(await order()).toBe(true);
    sample.host.faults.eventOrder = 'newest-first';
    expect(await order()).toBe(false);
  });

  test('an event may be lost for good, an invocation only until its next try', async () => {
    const [lost, late] = [freshMark(), freshMark()];
    sample.host.faults.loseEvents = 1;
    await push({ body: { mark: lost } });
    await sample.host.queueIdle();
    sample.host.faults.loseInvocations = 1;
    await push({ body: { mark: late } });
    await sample.host.queueIdle();
    expect(notes(sample.host, late, 'began')).toHaveLength(0);
    await runNextDelayed(sample.host);
    expect(notes(sample.host, late, 'ended')).toHaveLength(1);
    expect(notes(sample.host, lost, 'began')).toHaveLength(0);
  });

  test.each([
    [429, 'RateLimitError'],
    [413, 'PayloadTooBigError'],
  ] as const)('a push may be answered %i', async (status, kind) => {
    sample.host.faults.pushRefusals = { status, times: 1 };
    expect(await push({ body: { mark: 'refused' } })).toMatchObject({ kind });
  });

  test('the process dies right after the n-th storage write: the write stands, nothing after it does', async () => {
    const mark = freshMark();
    // The first write is the note that it began.
    sample.host.faults.killAfterKvsWrites = 3;
    await push({ body: { mark, writes: 5 } });
    await sample.host.queueIdle();
    const written = () => sample.host.storage.keys('value').filter((key) => key.startsWith(`write:${mark}:`));
    expect(written()).toEqual([`write:${mark}:0`, `write:${mark}:1`]);
    expect(sample.host.faults.killAfterKvsWrites).toBe(0);
    await runNextDelayed(sample.host);
    expect(written()).toHaveLength(5);
    expect(notes(sample.host, mark, 'ended')).toMatchObject([
      { retry: { retryReason: 'FUNCTION_PLATFORM_UNKNOWN_ERROR' } },
    ]);
  });

  test('the process dies after a product write that the app never saw answered', async () => {
    sample.host.faults.killAfterProductWrites = 1;
    const write = {
      as: 'user',
      accountId: 'sync',
      product: 'jira',
      path: '/rest/api/3/group/user?groupId=g',
      method: 'POST',
    };
    await expect(sample.host.call('product', write)).rejects.toThrow('killed after a product write');
    expect(sample.site.received.at(-1)).toMatchObject({ method: 'POST' });
    expect(await sample.host.call('product', write)).toMatchObject({ status: 200 });
  });
});

describe('the scheduled trigger', () => {
  test('runs without a person, and twice when a fault asks', async () => {
    const ticks = () => sample.host.storage.keys('value').filter((key) => key.startsWith('tick:')).length;
    expect(await sample.host.fireScheduledTrigger()).toEqual({ statusCode: 204 });
    expect(ticks()).toBe(1);
    sample.host.faults.duplicateTicks = 1;
    await sample.host.fireScheduledTrigger('tick');
    expect(ticks()).toBe(3);
    await expect(sample.host.fireScheduledTrigger('nothing')).rejects.toThrow('no scheduled trigger nothing');
  });

  test('fires by itself in real time', async () => {
    const other = await startSample({ tickEveryMs: 200 });
    const ticks = () => other.host.storage.get({ kind: 'value', key: 'ticks' });
    for (let n = 0; n < 100 && ticks() === undefined; n += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    expect(ticks()).toBeGreaterThan(0);
    await other.close();
  });
});

test('undelivered and interrupted events are delivered after a restart', async () => {
  const dataDir = temporaryDir();
  const first = await startSample({ dataDir });
  await first.host.call('push', { queue: 'short', events: [{ body: { mark: 'cut', hang: true } }] });
  await first.host.call('push', { events: [{ body: { mark: 'late' }, delayInSeconds: 600 }] });
  for (let n = 0; n < 100 && notes(first.host, 'cut', 'began').length === 0; n += 1)
    await new Promise((resolve) => setTimeout(resolve, 20));
  await first.close();

  const second = await startSample({ dataDir });
  await second.host.queueIdle();
  expect(notes(second.host, 'cut', 'began').length).toBeGreaterThan(1);
  await second.host.clock.advance(600_000);
  await second.host.queueIdle();
  expect(notes(second.host, 'late', 'ended')).toHaveLength(1);
  await second.close();
});
