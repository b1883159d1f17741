import type { Input } from '../../src/contract';
import { listAudit } from '../../src/resolvers/audit';
import {
  createConnection,
  deleteConnection,
  forgetReading,
  saveConnection,
} from '../../src/resolvers/connections';
import { start } from '../../src/resolvers/runs';
import { useMyAccount as takeMyAccount } from '../../src/resolvers/site';
import { defaultSchedule } from '../../src/domain/connection';
import { FailureError } from '../../src/domain/failure';
import { ConflictError } from '../../src/domain/stores';
import { defaultRules } from '../../src/domain/sync-rules';
import { keys } from '../../src/storage/keys';
import { saveSiteSettings } from '../../src/resolvers/site-settings';
import { defaultSiteSettings } from '../../src/domain/site-settings';
import { aSite } from '../support/fake-site';
import { aServer, theAdministrator } from './handlers-support';

const theSecret = 'planted-secret-51f0';

function wanted(change: Partial<Input<'createConnection'>> = {}): Input<'createConnection'> {
  return {
    name: 'Lighthouse',
    configuration: {
      kind: 'onelogin',
      settings: {
        region: 'us',
        clientId: 'client',
        groupSources: ['roles'],
        minimumRemainingCalls: 0,
        requiredGroups: [],
      },
    },
    secret: theSecret,
    ...change,
  };
}

type Server = ReturnType<typeof aServer>;

async function aConnector(server: Server) {
  return (await server.answerWith('createConnection', createConnection, wanted())).connection;
}

async function saved(server: Server, change: Partial<Input<'saveConnection'>>) {
  const { secret: _, ...settings } = wanted();
  const before = await aConnector(server);
  return server.answerWith('saveConnection', saveConnection, {
    ...settings,
    id: before.id,
    revision: before.revision,
    rules: defaultRules,
    schedule: defaultSchedule,
    ...change,
  });
}

describe('the audit', () => {
  it('names who did it and whom the changes name, as the site has them', async () => {
    const site = aSite({}, ['admin', 'ann']);
    const server = aServer(undefined, site);
    await server.answerWith('saveSiteSettings', saveSiteSettings, {
      revision: 0,
      settings: {
        ...defaultSiteSettings,
        protectedPeople: [{ accountId: 'acc-ann', displayName: 'Ann before she married' }],
      },
    });
    const { names } = await server.answerWith('listAudit', listAudit, { limit: 10 });
    expect(names).toEqual({ 'acc-admin': 'admin', 'acc-ann': 'ann' });
  });
});

async function deeds(server: Server, connectionId?: string) {
  const wish = { limit: 100, ...(connectionId === undefined ? {} : { connectionId }) };
  return (await server.answerWith('listAudit', listAudit, wish)).entries;
}

async function actions(server: Server) {
  return (await deeds(server)).map(({ action }) => action);
}

describe('what an administrator does', () => {
  it('is recorded with who, when, to what, and what was there before', async () => {
    const server = aServer();
    const { connection } = await saved(server, { name: 'Tower' });
    const [changed, created] = await deeds(server);
    expect(changed).toEqual({
      number: 2,
      atMs: server.clock.now(),
      byAccountId: theAdministrator,
      action: 'changed',
      connectionId: connection.id,
      connectionName: 'Tower',
      changes: [{ path: 'name', before: '"Lighthouse"', after: '"Tower"' }],
    });
    expect(created).toMatchObject({ action: 'created', connectionName: 'Lighthouse' });
    expect(created?.changes).toContainEqual({ path: 'settings.clientId', after: '"client"' });
  });

  it('never shows a secret: only that it was set', async () => {
    const server = aServer();
    await saved(server, { secret: `${theSecret}-anew` });
    const [changed, created] = await deeds(server);
    expect(changed?.changes).toEqual([{ path: 'secret' }]);
    expect(created?.changes).toContainEqual({ path: 'secret' });
    const everything = server.store.keys().map((key) => server.store.dump(key));
    const audited = await deeds(server);
    expect(JSON.stringify([everything, audited])).not.toContain('planted-secret');
  });

  it('is not recorded where it changes nothing', async () => {
    const server = aServer();
    await saved(server, { secret: theSecret });
    expect(await actions(server)).toEqual(['created']);
  });

  it('is taken back where somebody else saved in between', async () => {
    const server = aServer();
    await expect(saved(server, { revision: 7, name: 'Tower' })).rejects.toThrow(ConflictError);
    expect(await actions(server)).toEqual(['created']);
  });

  it('stays recorded where it cannot be known how far it went', async () => {
    const server = aServer();
    const broken = { ...server.app.connections, save: () => Promise.reject(new Error('gone')) };
    Object.assign(server.app, { connections: broken });
    await expect(saved(server, { name: 'Tower' })).rejects.toThrow('gone');
    expect(await actions(server)).toEqual(['changed', 'created']);
  });

  it('is not done where it cannot be recorded, and the answer says why', async () => {
    const server = aServer();
    const { id, revision } = await aConnector(server);
    const message = 'The storage of the app is busy.';
    const busy = new FailureError({ kind: 'retry-later', afterMs: 1, message });
    Object.assign(server.app, { audit: { ...server.app.audit, add: () => Promise.reject(busy) } });
    const { secret: _, ...settings } = wanted({ name: 'Tower' });
    const save = { ...settings, id, revision, rules: defaultRules, schedule: defaultSchedule };
    await expect(server.answerWith('saveConnection', saveConnection, save)).rejects.toThrow(message);
    await expect(server.answerWith('deleteConnection', deleteConnection, { id })).rejects.toThrow(message);
    expect(await server.connections.get(id)).toMatchObject({ name: 'Lighthouse', revision });
  });

  it('to one connector is listed with that one, also when it is gone', async () => {
    const server = aServer();
    const { id } = await aConnector(server);
    await aConnector(server);
    await server.answerWith('forgetReading', forgetReading, { id });
    await server.answerWith('deleteConnection', deleteConnection, { id });
    const listed = await deeds(server, id);
    expect(listed.map(({ action }) => action)).toEqual(['deleted', 'reading-forgotten', 'created']);
    expect(listed[0]?.changes).toContainEqual({ path: 'name', before: '"Lighthouse"' });
  });

  it('to a damaged connector is recorded without its name', async () => {
    const server = aServer();
    const { id } = await aConnector(server);
    server.store.damage(`record/${keys.connection(id)}`, { rubbish: true });
    await server.answerWith('deleteConnection', deleteConnection, { id });
    const [deleted] = await deeds(server);
    expect(deleted).toMatchObject({ action: 'deleted', connectionId: id, changes: [] });
    expect(deleted).not.toHaveProperty('connectionName');
  });

  it('about the site says whose account writes, and whose did', async () => {
    const server = aServer();
    for (const api of ['jira', 'confluence'] as const)
      await server.answerWith('useMyAccount', takeMyAccount, { api });
    const [second, first] = await deeds(server);
    expect(first).toMatchObject({ action: 'sync-account-set' });
    expect(first?.changes).toContainEqual({
      path: 'target.syncAccountId',
      after: JSON.stringify(theAdministrator),
    });
    expect(second?.changes).toEqual([{ path: 'target.api', before: '"jira"', after: '"confluence"' }]);
  });
});

describe('a run that somebody starts', () => {
  const wishes = (connectionId: string) => ({ connectionId, mode: 'preview' as const });

  it('is recorded by its id', async () => {
    const server = aServer();
    const { id } = await aConnector(server);
    const { run } = await server.answerWith('startRun', start, wishes(id));
    expect((await deeds(server))[0]).toMatchObject({
      action: 'run-started',
      subject: run.id,
      connectionId: id,
    });
  });

  it('is not recorded where one was under way already', async () => {
    const server = aServer();
    const { id } = await aConnector(server);
    await server.answerWith('startRun', start, wishes(id));
    const second = await server.answerWith('startRun', start, wishes(id));
    expect(second.started).toBe(false);
    expect(await actions(server)).toEqual(['run-started', 'created']);
  });

  it('with an approval is recorded as one', async () => {
    const server = aServer();
    const { id } = await aConnector(server);
    await server.answerWith('startRun', start, { ...wishes(id), approve: 'all' });
    expect(await actions(server)).toEqual(['held-approved', 'created']);
  });
});

it('says how many entries cannot be read, where there are any', async () => {
  const server = aServer();
  await aConnector(server);
  await aConnector(server);
  expect(await server.answerWith('listAudit', listAudit, { limit: 5 })).not.toHaveProperty('damaged');
  server.store.damage(keys.document('audit', '1'), 'rubbish');
  const page = await server.answerWith('listAudit', listAudit, { limit: 5 });
  expect(page).toMatchObject({ damaged: 1, entries: [{ number: 2 }] });
});
