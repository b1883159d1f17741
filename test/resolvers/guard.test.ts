import { gunzipSync } from 'node:zlib';
import { openStore } from '../../dev/host/kvs/records';
import { createEventLog } from '../../dev/host/queue/event-log';
import { demoAccountId, jiraAdministrator } from '../../dev/simulators';
import { defaultSiteSettings } from '../../src/domain/site-settings';
import { inputs, type Answer, type Input, type Method } from '../../src/contract';
import { resolver } from '../../src/resolvers';
import {
  connectorInput,
  groupsOf,
  siteWrites,
  startApp,
  startTimeoutMs,
  theSecret,
  type TestApp,
} from '../support/app';

let app: TestApp;

beforeAll(async () => {
  app = await startApp();
}, startTimeoutMs);
afterAll(() => app.close());
beforeEach(() => app.fresh());

const methods = Object.keys(inputs) as Method[];
const aRevision = 1;

/** A right input for each method, about this connector and this run. */
function rightInputs(id: string, runId: string): { readonly [M in Method]: Input<M> } {
  const { secret, ...connector } = connectorInput();
  const { configuration } = connector;
  const rules = connector.rules ?? fail();
  const schedule = { enabled: false, cron: '0 * * * *', timeZone: 'UTC' };
  return {
    overview: {},
    getConnection: { id },
    createConnection: { ...connector, secret },
    saveConnection: { id, revision: aRevision, name: 'Renamed', configuration, rules, schedule },
    deleteConnection: { id },
    setScheduleEnabled: { id, enabled: true },
    setConnectorOrder: { ids: [id] },
    testConnection: { configuration, secret },
    exportConnection: { id },
    forgetReading: { id },
    importFilters: { kind: 'entra', users: 'includeGroup:Design|exclude:joe@example.com' },
    describeSchedule: { cron: '0 * * * *', timeZone: 'UTC' },
    getTarget: {},
    useMyAccount: { api: 'confluence' },
    checkAccess: {},
    getSiteSettings: {},
    saveSiteSettings: { revision: 0, settings: { ...defaultSiteSettings, protectedGroups: ['vip'] } },
    retentionEffect: { retention: { runs: 10, days: 7 } },
    findSiteGroups: { text: 'design' },
    findSiteAccounts: { text: 'ann' },
    listNoticeProjects: {},
    testNotice: { projectId: '10000', projectKey: 'ITOPS', issueTypeId: '10001' },
    listNotices: {},
    startRun: { connectionId: id, mode: 'sync' },
    getRun: { runId },
    listRuns: { connectionId: id },
    controlRun: { runId, action: 'cancel' },
    listHistory: { limit: 10 },
    previewRules: { connectionId: id, rules },
    tryMapping: { mapping: rules.mapping, names: ['Design'] },
    checkRules: { rules },
    findSubjects: { connectionId: id, text: 'a' },
    explain: { connectionId: id, userId: '1' },
    syncPerson: { connectionId: id, userId: '1', mode: 'sync' },
    decideHeld: { runId, heldHash: 'f'.repeat(64), decision: 'approve' },
    listRejected: { connectionId: id },
    forgetRejected: { connectionId: id, rejected: [{ groupId: 'g', accountId: 'a', change: 'add' }] },
    undoRun: { runId, mode: 'sync' },
    resumeSchedule: { id },
    listManagedGroups: { connectionId: id },
    changeOwnership: { connectionId: id, groupId: 'g', action: 'release', apply: true },
    compareRuns: { beforeRunId: runId, afterRunId: runId },
    listChanges: { runId, offset: 0, limit: 10 },
    changesOverview: { runId },
    exportRun: { runId, format: 'csv' },
    listAudit: { limit: 10 },
    exportAudit: { format: 'json' },
    forgetPerson: { connectionId: id, userId: '1' },
    readDocument: { document: {} },
  };
}

function fail(): never {
  throw new Error('the builder made no rules');
}

async function aConnectorWithARun() {
  const connectionId = await app.connectAndPreview();
  const report = await app.syncAndReport(connectionId);
  return { connectionId, right: rightInputs(connectionId, report.runId) };
}

/** Whatever a call could have changed, or asked of anybody. */
function traces() {
  return {
    stored: stored(),
    groups: groupsOf(app),
    writes: siteWrites(app),
    issues: app.atlassian.issues.issues(),
    onelogin: { ...app.onelogin.requests },
  };
}

const spaces = [
  ['value', undefined],
  ['secret', undefined],
  ['entity', 'record'],
  ['entity', 'sync-run'],
] as const;

function stored(kinds: readonly string[] = ['value', 'secret', 'entity']): Record<string, unknown> {
  const all = spaces
    .filter(([kind]) => kinds.includes(kind))
    .flatMap(([kind, entityName]) =>
      app.host.storage.keys(kind, entityName).map((key) => {
        const address = { kind, key, ...(entityName === undefined ? {} : { entityName }) };
        return [`${kind} ${key}`, app.host.storage.get(address)] as const;
      }),
    );
  return Object.fromEntries(all);
}

describe('who may ask', () => {
  it.each(['', 'somebody-unknown', demoAccountId('Imani')])(
    'an account that administers nothing (%j) is refused by every method, and nothing happens',
    async (accountId) => {
      const { right } = await aConnectorWithARun();
      const before = traces();
      const asked = app.host.requests.length;
      for (const method of methods) {
        expect({ method, answer: await app.answer(method, right[method], { accountId }) }).toEqual({
          method,
          answer: {
            ok: false,
            error: {
              kind: 'not-allowed',
              message:
                'Only Jira administrators can use this page. Ask one to give you the permission "Administer Jira".',
            },
          },
        });
      }
      expect(traces()).toEqual(before);
      // Nothing but the question for the permission left the app, and that one as the caller.
      const routes = new Set(
        app.host.requests.slice(asked).map(({ api, method, route }) => `${api} ${method} ${route}`),
      );
      expect([...routes]).toEqual(['jira GET /rest/api/3/mypermissions']);
    },
  );

  it('a call without an account is refused by every method before anything else', async () => {
    for (const method of methods) {
      const answer = await resolver({ call: { functionKey: method, payload: {} }, context: {} }, {});
      expect({ method, answer }).toMatchObject({
        method,
        answer: { ok: false, error: { kind: 'not-allowed' } },
      });
    }
  });

  it('a person who was refused is refused before the input is looked at', async () => {
    const answer = await app.host.call(
      'saveConnection',
      { nonsense: true },
      { accountId: demoAccountId('Imani') },
    );
    expect(answer).toMatchObject({ ok: false, error: { kind: 'not-allowed' } });
  });

  it('an outage of Jira lets nobody in', async () => {
    app.atlassian.setFaults([
      {
        route: 'GET /rest/api/3/mypermissions',
        effect: { kind: 'status', status: 429, retryAfterSeconds: 60 },
      },
    ]);
    expect(await app.answer('overview', {})).toMatchObject({ ok: false, error: { kind: 'retry-later' } });
  });

  it('a Jira administrator who is no site administrator may look, and not lend the app an account', async () => {
    const before = await app.ask('useMyAccount', { api: 'jira' });
    expect(await app.answer('overview', {}, jiraAdministrator)).toMatchObject({ ok: true });
    expect(await app.answer('useMyAccount', { api: 'confluence' }, jiraAdministrator)).toMatchObject({
      ok: false,
      error: {
        kind: 'not-allowed',
        message: expect.stringMatching(/cannot manage groups.*Ask a site administrator/) as string,
      },
    });
    expect((await app.ask('getTarget', {})).settings).toEqual(before.settings);
  });

  it('nobody can name somebody else as the sync account', async () => {
    const answer = await app.host.call('useMyAccount', { api: 'jira', accountId: demoAccountId('Imani') });
    expect(answer).toMatchObject({ ok: false, error: { kind: 'invalid-input' } });
  });
});

describe('what may be asked', () => {
  it.each(['nothing', 'constructor', 'toString', '__proto__', ''])(
    'there is no method %j',
    async (method) => {
      const before = traces();
      expect(await app.host.call(method, { id: 'x' })).toEqual({
        ok: false,
        error: { kind: 'invalid-input', message: 'The app has no such method.' },
      });
      expect(traces()).toEqual(before);
    },
  );

  it('malformed, oversized and surplus input gets a clear error from every method and changes nothing', async () => {
    const { right } = await aConnectorWithARun();
    const before = traces();
    for (const method of methods) {
      const wrong: readonly unknown[] = [
        'a text',
        7,
        [right[method]],
        { ...right[method], surplus: 1 },
        { ...right[method], surplus: 'x'.repeat(300_001) },
      ];
      for (const payload of wrong) {
        const answer = (await app.host.call(method, payload)) as Answer<unknown>;
        expect({ method, answer }).toMatchObject({
          method,
          answer: {
            ok: false,
            error: { kind: 'invalid-input', message: expect.stringMatching(/.{10,}/) as string },
          },
        });
      }
    }
    expect(traces()).toEqual(before);
  });

  it('input over 300 KB is called too long, not unknown', async () => {
    expect(await app.host.call('overview', { x: 'x'.repeat(300_001) })).toEqual({
      ok: false,
      error: { kind: 'invalid-input', message: 'The input is too long.' },
    });
  });

  it.each<[Method, unknown, string]>([
    ['createConnection', { ...connectorInput(), name: ' ' }, 'name'],
    ['createConnection', connectorInput({ settings: { clientId: '' } }), 'configuration.settings.clientId'],
    [
      'createConnection',
      connectorInput({ settings: { groupSources: [] } }),
      'configuration.settings.groupSources',
    ],
    [
      'createConnection',
      connectorInput({ settings: { minimumRemainingCalls: -1 } }),
      'configuration.settings.minimumRemainingCalls',
    ],
    [
      'createConnection',
      connectorInput({ settings: { requiredGroups: ['ok', ' '] } }),
      'configuration.settings.requiredGroups.1',
    ],
    ['createConnection', { ...connectorInput(), secret: '' }, 'secret'],
    ['startRun', { connectionId: 'x', mode: 'destroy' }, 'mode'],
    ['startRun', { connectionId: 'x', mode: 'sync', trigger: 'schedule' }, 'trigger'],
    ['getRun', { runId: '../v1:target' }, 'runId'],
    ['listRuns', { connectionId: 'x', limit: 1_000_000 }, 'limit'],
  ])('%s names the field that is wrong: %#', async (method, payload, field) => {
    expect(await app.host.call(method, payload)).toMatchObject({
      ok: false,
      error: { kind: 'invalid-input', field },
    });
    expect((await app.ask('overview', {})).connections).toEqual([]);
  });

  it.each<[Method, unknown]>([
    ['getConnection', { id: 'gone' }],
    ['exportConnection', { id: 'gone' }],
    ['startRun', { connectionId: 'gone', mode: 'sync' }],
    ['getRun', { runId: 'gone' }],
  ])('%s of something that is not there says so', async (method, payload) => {
    expect(await app.host.call(method, payload)).toMatchObject({
      ok: false,
      error: { kind: 'not-found', message: expect.stringContaining('does not exist any more') as string },
    });
  });
});

describe('two administrators at once', () => {
  it('the second save over the first is refused, and the first stays', async () => {
    const id = await app.connect();
    const { connection } = await app.ask('getConnection', { id });
    const { configuration, rules, schedule, revision } = connection;
    const save = { id, revision, configuration, rules, schedule };
    await app.ask('saveConnection', { ...save, name: 'First' });
    const late = { ...save, name: 'Second', secret: 'the-second-secret' };
    expect(await app.answer('saveConnection', late)).toMatchObject({
      ok: false,
      error: { kind: 'conflict', message: expect.stringMatching(/Somebody else saved.*Reload/) as string },
    });
    expect((await app.ask('getConnection', { id })).connection.name).toBe('First');
    const kept = app.host.storage.get({ kind: 'secret', key: `v1:secret:${id}` });
    expect(JSON.parse(String(kept))).toEqual({ version: 2, place: 'us', secret: theSecret });
  });

  it('a connector whose run is under way is not deleted', async () => {
    const id = await app.connectAndPreview();
    app.onelogin.setFaults([
      { route: 'GET /api/2/users', effect: { kind: 'status', status: 429, retryAfterSeconds: 600 } },
    ]);
    const run = await app.start(id);
    expect(await app.answer('deleteConnection', { id })).toMatchObject({
      ok: false,
      error: { kind: 'conflict' },
    });
    expect((await app.ask('startRun', { connectionId: id, mode: 'sync' })).run.id).toBe(run.id);
    await app.settle(run.id);
    expect(await app.ask('deleteConnection', { id })).toEqual({ deleted: true });
    expect(stored(['secret'])).toEqual({});
  });
});

describe('approval', () => {
  const none = { max: 0, maxShare: 0, shareFloor: 0 };
  const limits = {
    removals: { perRun: none, perGroup: none },
    additions: { perRun: none, perGroup: none },
    emptiedGroups: none,
    usual: { multiple: 0, floor: 0 },
  };

  it('is for the held changes that were shown and for no others', async () => {
    const connectionId = await app.connectAndPreview({ limits });
    const held = await app.syncAndReport(connectionId);
    expect(held).toMatchObject({ status: 'held', counts: { memberships: { added: 0 } } });
    const other = { runId: held.runId, heldHash: 'f'.repeat(64) };
    expect(await app.answer('startRun', { connectionId, mode: 'sync', approve: other })).toMatchObject({
      ok: false,
      error: { kind: 'conflict' },
    });
    const right = await app.syncAndReport(connectionId, {
      approve: { runId: held.runId, heldHash: held.heldHash ?? '' },
    });
    expect(right).toMatchObject({ status: 'finished' });
    expect(right.counts.memberships.added).toBe(held.counts.memberships.held);
  });

  it('of "all" is taken from any administrator, who could raise the limits as well; the report says so', async () => {
    const connectionId = await app.connectAndPreview({ limits });
    const report = await app.syncAndReport(connectionId, { approve: 'all' });
    expect(report.status).toBe('finished');
    expect(report.notes).toContain('What the safety limits would hold was approved beforehand.');
  });
});

describe('secrets', () => {
  it('go in and never come out', async () => {
    const { connectionId, right } = await aConnectorWithARun();
    const seen: unknown[] = [];
    const token = app.onelogin.tokens.issue('the-client').value;
    // A run that waits, so that an event is in the queue; and failures of every kind on the way.
    app.onelogin.setFaults([
      { route: 'GET /api/2/users', effect: { kind: 'wrong-json' } },
      { route: 'GET /api/2/users', nth: 2, effect: { kind: 'status', status: 500 } },
      { route: 'GET /api/2/users', nth: 3, effect: { kind: 'status', status: 429, retryAfterSeconds: 600 } },
    ]);
    seen.push(await app.syncAndReport(connectionId));
    const run = await app.start(connectionId);
    expect(run.status).toBe('waiting');
    seen.push(run);

    const wrongOnes = [
      { ...right.createConnection, extra: theSecret },
      { ...right.createConnection, name: 7 },
    ];
    for (const payload of wrongOnes) seen.push(await app.host.call('createConnection', payload));
    const order = methods.toSorted(
      (a, b) => Number(a === 'deleteConnection') - Number(b === 'deleteConnection'),
    );
    for (const method of order) seen.push([method, await app.answer(method, right[method])]);
    expect(seen.filter((each) => JSON.stringify(each).includes('"ok":true')).length).toBeGreaterThan(8);

    // The scan can see: both stand where they belong, in the secret store.
    const secretStore = JSON.stringify(stored(['secret']));
    expect(secretStore).toContain(theSecret);
    expect(secretStore).toContain(token);

    const events = await queuedEvents();
    expect(events).not.toEqual([]);
    const outside = {
      seen,
      log: app.log,
      stored: decoded(stored(['value', 'entity'])),
      events,
      refusals: app.host.refusals,
      requests: app.host.requests,
    };
    for (const [where, what] of Object.entries(outside)) {
      const text = JSON.stringify(what);
      for (const secret of [theSecret, token])
        expect({ where, holds: text.includes(secret) }).toEqual({ where, holds: false });
    }
  });

  /** What lies in the queue of a copy of the store. */
  async function queuedEvents(): Promise<readonly unknown[]> {
    const root = openStore(app.dataDir);
    return createEventLog(root).all();
  }

  /** Stored documents are compressed: a text hidden in them must be found. */
  function decoded(values: Record<string, unknown>): unknown {
    return Object.entries(values).map(([key, value]) => {
      const data = typeof value === 'object' && value !== null && 'data' in value ? value.data : undefined;
      return [key, typeof data === 'string' ? gunzipSync(Buffer.from(data, 'base64')).toString() : value];
    });
  }
});
