import type { Filters, SelectionSettings } from '../../src/domain/selection-settings';
import { connectorInput, startApp, startTimeoutMs, theSecret, type TestApp } from '../support/app';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
}, startTimeoutMs);
afterAll(() => app.close());
beforeEach(() => app.fresh());

const users = (query: string): Filters => ({ users: { query } });
const groups = (query: string): Filters => ({ groups: { query } });

async function save(
  id: string,
  settings: Partial<SelectionSettings>,
  change: { secret?: string; name?: string } = {},
) {
  const { connection } = await app.ask('getConnection', { id });
  const { name, rules, schedule, revision } = connection;
  const { configuration } = connectorInput({ settings });
  return app.answer('saveConnection', { id, name, rules, schedule, revision, configuration, ...change });
}

function refused(field: string, message: RegExp) {
  return {
    ok: false,
    error: {
      kind: 'settings-rejected',
      field: `configuration.settings.${field}`,
      message: expect.stringMatching(message) as string,
    },
  };
}

function stored() {
  return (['value', 'secret'] as const).flatMap((kind) => app.host.storage.keys(kind));
}

function asked(): number {
  return Object.values(app.onelogin.requests).reduce((sum, count) => sum + count, 0);
}

describe('a query that the directory does not take', () => {
  it.each([
    ['filters.users.query', users('nickname=Jo'), /"nickname", which is no parameter/],
    ['filters.groups.query', groups('name'), /is not name=value/],
  ])('is refused at %s, and no connector is made', async (field, filters, message) => {
    const answer = await app.answer('createConnection', connectorInput({ settings: { filters } }));
    expect(answer).toMatchObject(refused(field, message));
    expect(stored()).toEqual([]);
    expect((await app.ask('overview', {})).connections).toEqual([]);
  });

  it('is refused in a save, and everything stays as it was', async () => {
    const id = await app.connect({ settings: { filters: users('firstname=A*') } });
    const before = (await app.ask('getConnection', { id })).connection;
    const answer = await save(id, { filters: users('nickname=Jo') }, { secret: 'another' });
    expect(answer).toMatchObject(refused('filters.users.query', /nickname/));
    expect((await app.ask('getConnection', { id })).connection).toEqual(before);
    const kept = app.host.storage.get({ kind: 'secret', key: `v1:secret:${id}` });
    expect(JSON.parse(String(kept))).toEqual({ version: 2, place: 'us', secret: theSecret });
  });
});

describe('a query that the directory takes', () => {
  const filters = users('firstname=A*');

  it('is saved, and asked for again only where the answer might be another', async () => {
    const id = await app.connect({ settings: { filters } });
    const before = asked();
    expect(await save(id, { filters }, { name: 'Renamed' })).toMatchObject({ ok: true });
    expect(await save(id, { filters, excludedGroups: ['Design'] }, { secret: theSecret })).toMatchObject({
      ok: true,
    });
    expect(asked()).toBe(before);
    expect(await save(id, { filters: users('firstname=B*') })).toMatchObject({ ok: true });
    expect(asked()).toBeGreaterThan(before);
    const between = asked();
    expect(await save(id, { filters: users('firstname=B*') }, { secret: 'another' })).toMatchObject({
      ok: true,
    });
    expect(asked()).toBeGreaterThan(between);
  });

  it('is not saved while the directory cannot be asked, and the reason is said', async () => {
    app.onelogin.setFaults([
      { route: 'GET /api/2/users', effect: { kind: 'status', status: 429, retryAfterSeconds: 600 } },
    ]);
    const answer = await app.answer('createConnection', connectorInput({ settings: { filters } }));
    expect(answer).toMatchObject({
      ok: false,
      error: { kind: 'retry-later', message: expect.stringMatching(/.{20,}/) as string },
    });
    expect(stored()).toEqual([]);
    const without = await app.answer('createConnection', connectorInput());
    expect(without).toMatchObject({ ok: true });
  });
});

describe('a choice that cannot be meant', () => {
  const settings = { requiredGroups: ['Design'], excludedGroups: ['design'] };

  it('is refused at its field by a new connector, a save and a test, before anybody is asked', async () => {
    const id = await app.connect();
    const before = asked();
    const wrong = refused('excludedGroups', /required and excluded at once/);
    const input = connectorInput({ settings });
    expect(await app.answer('createConnection', input)).toMatchObject(wrong);
    expect(await save(id, settings)).toMatchObject(wrong);
    const { configuration } = input;
    expect(await app.answer('testConnection', { id, configuration })).toMatchObject(wrong);
    expect(asked()).toBe(before);
  });
});

describe('a filter of Directory Connector', () => {
  it('is translated, and nothing is stored', async () => {
    const answer = await app.ask('importFilters', {
      kind: 'onelogin',
      users: 'exclude:joe@example.com|firstname=A*',
    });
    expect(answer).toEqual({
      settings: {
        filters: {
          users: { emails: { mode: 'exclude', patterns: ['joe@example.com'] }, query: 'firstname=A*' },
        },
      },
      notes: [expect.stringContaining('version 1') as string],
    });
    expect(stored()).toEqual([]);
  });

  it.each([
    [{ users: 'include:' }, 'users', /^Character 9: /],
    [{ users: 'include:A', groups: 'A' }, 'groups', /^Character 1: /],
    [{}, 'users', /Enter a filter/],
    [{ groups: `include:${'x'.repeat(5_000)}` }, 'groups', /At most 5000 characters/],
  ])('that does not parse is refused at its field: %#', async (texts, field, message) => {
    expect(await app.answer('importFilters', { kind: 'okta', ...texts })).toMatchObject({
      ok: false,
      error: { kind: 'invalid-input', field, message: expect.stringMatching(message) as string },
    });
  });
});
