import type { Input } from '../../src/contract';
import { connectorInput, startApp, startTimeoutMs, theSecret, type TestApp } from '../support/app';

/** What is stored of a directory between runs, and who may use it. */
let app: TestApp;

beforeAll(async () => {
  app = await startApp();
}, startTimeoutMs);
afterAll(() => app.close());
beforeEach(() => app.fresh());

async function aReadConnector() {
  const id = await app.connectAndPreview();
  await app.syncAndReport(id);
  return id;
}

async function run(connectionId: string, full?: boolean) {
  const wishes = { connectionId, mode: 'sync' as const, ...(full === undefined ? {} : { full }) };
  const started = await app.ask('startRun', wishes);
  return app.settle(started.run.id);
}

async function save(id: string, change: Partial<Input<'saveConnection'>>) {
  const { connection } = await app.ask('getConnection', { id });
  const { name, rules, schedule, revision } = connection;
  const { configuration } = connectorInput();
  await app.ask('saveConnection', { id, name, rules, schedule, revision, configuration, ...change });
}

async function view(id: string) {
  const { connection, reading } = await app.ask('getConnection', { id });
  return { secretSetAtMs: connection.secretSetAtMs, reading };
}

function keysOf(id: string): readonly string[] {
  const kinds = ['value', 'secret'] as const;
  return kinds.flatMap((kind) => app.host.storage.keys(kind)).filter((key) => key.includes(id));
}

describe('a run that somebody starts', () => {
  it('reads everything, unless it is asked for changes only', async () => {
    const id = await aReadConnector();
    expect((await run(id)).reading).not.toMatchObject({ way: 'changes' });
    expect((await run(id, false)).reading).toMatchObject({ way: 'changes' });
    expect((await run(id, true)).reading).not.toMatchObject({ way: 'changes' });
  });

  it('shows when everything was read, and how often only changes since', async () => {
    const id = await aReadConnector();
    const complete = (await view(id)).reading;
    expect(complete).toMatchObject({ runsSinceComplete: 0 });
    await app.host.clock.advance(60_000);
    await run(id, false);
    const after = (await view(id)).reading;
    expect(after).toMatchObject({ runsSinceComplete: 1, completeAtMs: complete?.completeAtMs });
    expect(after?.readAtMs).toBeGreaterThan(complete?.readAtMs ?? Infinity);
  });
});

describe('a secret that is saved', () => {
  it('as it was keeps its age, and what was read stays good', async () => {
    const id = await aReadConnector();
    const { secretSetAtMs } = await view(id);
    await app.host.clock.advance(60_000);
    await save(id, { secret: theSecret });
    expect((await view(id)).secretSetAtMs).toBe(secretSetAtMs);
    expect((await run(id, false)).reading).toMatchObject({ way: 'changes' });
  });

  it('anew is of now, and everything is read again with it', async () => {
    const id = await aReadConnector();
    const { secretSetAtMs } = await view(id);
    await app.host.clock.advance(60_000);
    await save(id, { secret: 'another-secret' });
    expect((await view(id)).secretSetAtMs).toBeGreaterThan(secretSetAtMs ?? Infinity);
    const kept = app.host.storage.get({ kind: 'secret', key: `v1:secret:${id}` });
    expect(JSON.parse(String(kept))).toMatchObject({ secret: 'another-secret' });
    const report = await run(id, false);
    expect(report.reading).not.toMatchObject({ way: 'changes' });
    expect(report.notes.join('\n')).toMatch(/Everything was read, because/);
  });
});

describe('what was read', () => {
  it('can be forgotten: the next run reads everything, and changes nothing by that', async () => {
    const id = await aReadConnector();
    expect((await app.ask('forgetReading', { id })).reading).toBeUndefined();
    const report = await run(id, false);
    expect(report.reading).not.toMatchObject({ way: 'changes' });
    expect(report.notes.join('\n')).toMatch(/nothing is stored of an earlier read/);
    expect(report.counts.memberships).toMatchObject({ added: 0, removed: 0 });
    expect((await view(id)).reading).toMatchObject({ runsSinceComplete: 0 });
  });

  it('of a connector that is not there cannot be forgotten', async () => {
    expect(await app.answer('forgetReading', { id: 'gone' })).toMatchObject({
      ok: false,
      error: { kind: 'not-found' },
    });
  });

  it('goes with its connector', async () => {
    const id = await aReadConnector();
    expect(keysOf(id).filter((key) => key.includes('reading'))).not.toEqual([]);
    await app.ask('deleteConnection', { id });
    expect(keysOf(id)).toEqual([]);
  });
});
