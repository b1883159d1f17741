import type { OneLoginSettings } from '../../src/domain/onelogin-settings';
import { connectorInput, startApp, startTimeoutMs, type TestApp } from '../support/app';

/** What a save of other settings means, through the bundle and its storage. */
describe('settings that change', () => {
  let app: TestApp;

  beforeAll(async () => {
    app = await startApp();
  }, startTimeoutMs);
  afterAll(() => app.close());
  beforeEach(() => app.fresh());

  async function synced() {
    const id = await app.connectAndPreview();
    await app.syncAndReport(id);
    return id;
  }

  async function save(id: string, settings: Partial<OneLoginSettings>, secret?: string) {
    const { connection } = await app.ask('getConnection', { id });
    const { name, rules, schedule, revision } = connection;
    const { configuration } = connectorInput({ settings });
    const input = { id, name, rules, schedule, revision, configuration };
    return app.answer('saveConnection', secret === undefined ? input : { ...input, secret });
  }

  it('so that others take part make the next run a preview, and the one after a sync', async () => {
    const id = await synced();
    expect(await save(id, { groupSources: ['group'] })).toMatchObject({ ok: true });
    expect(await app.syncAndReport(id)).toMatchObject({ mode: 'preview', status: 'held' });
    const report = await app.syncAndReport(id);
    expect(report).toMatchObject({ mode: 'sync', status: 'held', counts: { memberships: { removed: 0 } } });
  });

  it('so that the same people take part leave the next run a sync', async () => {
    const id = await synced();
    await save(id, { minimumRemainingCalls: 7 });
    expect((await app.syncAndReport(id)).mode).toBe('sync');
  });

  it('to another address want the secret anew, for a save and for a test', async () => {
    const id = await synced();
    const refused = { ok: false, error: { kind: 'invalid-input', field: 'secret' } };
    expect(await save(id, { region: 'eu' })).toMatchObject(refused);
    const { configuration } = connectorInput({ settings: { region: 'subdomain', subdomain: 'other' } });
    const before = app.onelogin.requests['POST /auth/oauth2/v2/token'];
    expect(await app.answer('testConnection', { id, configuration })).toMatchObject(refused);
    expect(app.onelogin.requests['POST /auth/oauth2/v2/token']).toBe(before);
    expect(await save(id, { region: 'eu' }, 'another-secret')).toMatchObject({ ok: true });
  });

  it('to another account drop who is who: the same id there is somebody else', async () => {
    const id = await synced();
    const [amelia, jonas] = ['Amelia', 'Jonas'].map(
      (name) => app.onelogin.state.snapshot().people.find((person) => person.firstname === name)?.id ?? 0,
    );
    const accountOf = (engineer: string) =>
      app.atlassian.state.accounts().find(({ displayName }) => displayName.startsWith(engineer))?.accountId ??
      '';
    // In the other account the id of Amelia belongs to Jonas, who has his own e-mail address.
    const email = app.onelogin.state.person(jonas ?? 0)?.email;
    app.onelogin.state.removePerson(jonas ?? 0);
    app.onelogin.state.changePerson(amelia ?? 0, { firstname: 'Jonas', lastname: 'Weber', email });
    await save(id, { clientId: 'another' });
    await app.syncAndReport(id);
    await app.syncAndReport(id);
    const engineering = app.atlassian.state.groupNamed('Engineering')?.groupId ?? '';
    expect(app.atlassian.state.isMember(engineering, accountOf('Jonas'))).toBe(true);
    expect(app.atlassian.state.isMember(engineering, accountOf('Amelia'))).toBe(false);
  });

  it('are forgotten with their connector, secret first', async () => {
    const id = await synced();
    await app.ask('deleteConnection', { id });
    const left = (['value', 'secret'] as const).flatMap((kind) => app.host.storage.keys(kind));
    expect(left.filter((key) => key.includes(id))).toEqual([]);
    // What administrators did stays recorded.
    const documents = left.filter((key) => key.startsWith('v1:doc:') && !key.startsWith('v1:doc:audit:'));
    expect(documents).toEqual([]);
    expect(app.host.storage.keys('entity', 'sync-run')).toEqual([]);
  });
});
