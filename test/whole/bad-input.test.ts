import { createServer, type Server } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { reportText } from '../../dev/cli/report-text';
import {
  demoAccountId,
  demoCompany,
  demoGroupIds,
  demoRoleIds,
  jiraAdministrator,
  siteAdministrator,
  startOneLogin,
  type OneLoginSimulator,
} from '../../dev/simulators';
import { defaultRules } from '../../src/domain/sync-rules';
import {
  connectorInput,
  groupsOf,
  personId,
  siteWrites,
  startApp,
  startTimeoutMs,
  theSecret,
  type ConnectorWishes,
  type TestApp,
} from '../support/app';

let app: TestApp;
let europe: OneLoginSimulator;
let website: Server;

beforeAll(async () => {
  europe = await startOneLogin({
    company: demoCompany(),
    credentials: { clientId: 'of-somebody-else', clientSecret: 'other' },
  });
  website = createServer((_request, response) => response.end('<html>Welcome</html>')).listen(0, '127.0.0.1');
  await once(website, 'listening');
  const { port } = website.address() as AddressInfo;
  app = await startApp({
    onelogin: { credentials: { clientId: 'the-client', clientSecret: theSecret } },
    routes: {
      'api.eu.onelogin.com': europe.url,
      'shop.onelogin.com': `http://127.0.0.1:${port}`,
    },
  });
}, startTimeoutMs);
afterAll(async () => {
  await app.close();
  await europe.close();
  website.close();
});
beforeEach(() => app.fresh());

/** The run stops with these words, and the site is as it was. */
async function expectStop(
  connectionId: string,
  because: { kind: string; words: RegExp; field?: string },
): Promise<void> {
  const before = { groups: groupsOf(app), writes: siteWrites(app) };
  const { kind, words, field } = because;
  const report = await app.syncAndReport(connectionId);
  expect(report).toMatchObject({
    status: 'stopped',
    stoppedBecause: {
      kind,
      message: expect.stringMatching(words) as string,
      ...(field === undefined ? {} : { field }),
    },
  });
  expect({ groups: groupsOf(app), writes: siteWrites(app) }).toEqual(before);
}

/** "Save and test connection" says it, without anything being saved. */
async function expectFailedCheck(
  wishes: ConnectorWishes,
  check: { name: string; words: RegExp },
): Promise<void> {
  const { configuration, secret } = connectorInput(wishes);
  const { checks } = await app.ask('testConnection', { configuration, secret });
  expect(checks).toContainEqual({
    name: check.name,
    result: 'failed',
    message: expect.stringMatching(check.words) as string,
  });
  expect(app.host.storage.keys('secret')).toEqual([]);
}

describe('credentials and addresses', () => {
  it('a wrong client secret: both places to look at are named', async () => {
    const words =
      /api\.us\.onelogin\.com\) does not accept the client ID and client secret.*API Credentials/s;
    await expectFailedCheck({ secret: 'wrong' }, { name: 'Sign in', words });
    await expectStop(await app.connect({ secret: 'wrong' }), { kind: 'credentials-rejected', words });
  });

  it('a secret that was renewed in OneLogin stops a connector that worked, and a new one mends it', async () => {
    const connectionId = await app.connectAndPreview();
    await app.syncAndReport(connectionId);
    app.onelogin.tokens.setCredentials({ clientId: 'the-client', clientSecret: 'renewed' });
    await expectStop(connectionId, { kind: 'credentials-rejected', words: /copy both again/ });
    const { connection } = await app.ask('getConnection', { id: connectionId });
    const { revision } = connection;
    await app.ask('saveConnection', {
      ...connectorInput(),
      rules: defaultRules,
      schedule: connection.schedule,
      id: connectionId,
      revision,
      secret: 'renewed',
    });
    expect((await app.syncAndReport(connectionId)).counts.memberships).toMatchObject({
      added: 0,
      removed: 0,
    });
  });

  it('a wrong region: the other region is pointed at', async () => {
    const words = /api\.eu\.onelogin\.com\).*the account is in the other region/s;
    await expectFailedCheck({ settings: { region: 'eu' } }, { name: 'Sign in', words });
    await expectStop(await app.connect({ settings: { region: 'eu' } }), {
      kind: 'credentials-rejected',
      words,
    });
  });

  it('an address that is not OneLogin’s: it is named, with what to check', async () => {
    const settings = { region: 'subdomain', subdomain: 'shop' } as const;
    const words =
      /What answers at shop\.onelogin\.com is not OneLogin's API\. Check the region and the subdomain/;
    await expectFailedCheck({ settings }, { name: 'Sign in', words });
    await expectStop(await app.connect({ settings }), {
      kind: 'settings-rejected',
      words,
      field: 'configuration.settings.region',
    });
  });

  it.each(['https://acme.onelogin.com', 'acme.onelogin.com', 'evil.example/#', '-acme', ''])(
    'the subdomain %j is refused at the field, with an example',
    async (subdomain) => {
      const input = connectorInput({ settings: { region: 'subdomain', subdomain } });
      expect(await app.answer('createConnection', input)).toMatchObject({
        ok: false,
        error: {
          kind: 'invalid-input',
          field: 'configuration.settings.subdomain',
          message: expect.stringContaining('"acme" of acme.onelogin.com') as string,
        },
      });
      expect((await app.ask('overview', {})).connections).toEqual([]);
    },
  );

  it('a subdomain that is missing is asked for', async () => {
    expect(
      await app.answer('createConnection', connectorInput({ settings: { region: 'subdomain' } })),
    ).toMatchObject({
      error: {
        field: 'configuration.settings.subdomain',
        message: expect.stringContaining('Enter the subdomain') as string,
      },
    });
  });
});

describe('a schedule', () => {
  it.each([
    ['61 * * * *', 'UTC', 'schedule.cron', /"61 \* \* \* \*" is not a cron expression.*Example/s],
    ['* * * *', 'UTC', 'schedule.cron', /has five fields .*has 4/],
    ['0 0 30 2 *', 'UTC', 'schedule.cron', /"0 0 30 2 \*" never fires: no month has such a day/],
    [
      '0 * * * *',
      'Europe/Atlantis',
      'schedule.timeZone',
      /"Europe\/Atlantis" is not a time zone.*Europe\/Berlin/,
    ],
  ])(
    '%s in %s is refused when made and when saved, and the old one stays',
    async (cron, timeZone, field, words) => {
      const schedule = { enabled: true, cron, timeZone };
      const refused = {
        ok: false,
        error: { kind: 'settings-rejected', field, message: expect.stringMatching(words) as string },
      };
      expect(await app.answer('createConnection', connectorInput({ schedule }))).toMatchObject(refused);
      expect(await app.answer('describeSchedule', { cron, timeZone })).toMatchObject(refused);
      const id = await app.connect();
      const { connection } = await app.ask('getConnection', { id });
      const { name, configuration, rules, revision } = connection;
      expect(
        await app.answer('saveConnection', { id, revision, name, configuration, rules, schedule }),
      ).toMatchObject(refused);
      expect((await app.ask('getConnection', { id })).connection).toEqual(connection);
      expect((await app.ask('overview', {})).connections).toHaveLength(1);
    },
  );
});

describe('required groups', () => {
  it('one that does not exist is named by the test and by the run', async () => {
    const settings = { requiredGroups: ['Engineering', 'Enginering'] };
    await expectFailedCheck(
      { settings },
      { name: 'Required groups', words: /"Enginering".*Correct the name, or take it out/ },
    );
    await expectStop(await app.connect({ settings }), {
      kind: 'settings-rejected',
      field: 'configuration.settings.requiredGroups',
      words: /called "Enginering"\. Correct the required groups/,
    });
  });

  it('one that vanishes later removes nobody', async () => {
    const connectionId = await app.connectAndPreview({ settings: { requiredGroups: ['On call'] } });
    await app.syncAndReport(connectionId);
    app.onelogin.state.renameRole(demoRoleIds.onCall, 'On call (old)');
    await expectStop(connectionId, { kind: 'settings-rejected', words: /"On call"/ });
  });

  it('one that nobody is in any more removes nobody', async () => {
    const connectionId = await app.connectAndPreview({ settings: { requiredGroups: ['On call'] } });
    await app.syncAndReport(connectionId);
    app.onelogin.state.leave(demoRoleIds.onCall, app.onelogin.state.memberIds(demoRoleIds.onCall));
    await expectStop(connectionId, {
      kind: 'empty-read',
      words: /no people at all|Nobody is in the required groups/,
    });
  });
});

describe('people', () => {
  it('two with the same e-mail are listed and get nothing; who has none is listed as well', async () => {
    app.onelogin.state.changePerson(personId(app, 'Nadia'), { email: ' IMANI@lighthouse.example' });
    const connectionId = await app.connectAndPreview();
    const report = await app.syncAndReport(connectionId);
    expect(report.status).toBe('finished');
    expect(report.ambiguous.map(({ displayName, reason }) => [displayName, reason])).toEqual([
      ['Imani Okoye', 'email-shared-in-directory'],
      ['Nadia Haddad', 'email-shared-in-directory'],
    ]);
    expect(report.unmatched).toContainEqual({
      userId: String(personId(app, 'Xavier')),
      displayName: 'Xavier Costa',
      reason: 'no-email',
    });
    const text = reportText(report);
    expect(text).toMatch(
      /Imani Okoye \(\d+\): shares the e-mail address with somebody else in the directory/,
    );
    expect(text).toMatch(/Xavier Costa \(\d+\): has no e-mail address in the directory/);
    for (const name of ['Imani', 'Nadia']) {
      expect(groupsOf(app)['Everyone at Lighthouse']).not.toContain(demoAccountId(name));
      expect(groupsOf(app)['Sales, Europe']).not.toContain(demoAccountId(name));
    }
  });

  it('who was matched before keeps what they have when somebody takes their e-mail address', async () => {
    const connectionId = await app.connectAndPreview();
    await app.syncAndReport(connectionId);
    const before = groupsOf(app);
    app.onelogin.state.addPerson({
      firstname: 'Imani',
      lastname: 'Again',
      email: 'imani@lighthouse.example',
    });
    const report = await app.syncAndReport(connectionId);
    expect(report.counts.memberships).toMatchObject({ added: 0, removed: 0 });
    expect(groupsOf(app)).toEqual(before);
  });

  it('who hides the e-mail address or whose account is deactivated is listed and gets nothing', async () => {
    const report = await app.syncAndReport(await app.connectAndPreview());
    // Jira's search finds neither, so the reason is the same.
    for (const name of ['Yara', 'Quentin', 'Wanjiru']) {
      const userId = String(personId(app, name));
      expect(report.unmatched).toContainEqual(expect.objectContaining({ userId, reason: 'no-account' }));
      expect(groupsOf(app)['Everyone at Lighthouse']).not.toContain(demoAccountId(name));
    }
  });
});

describe('group names', () => {
  it('that are too long, empty or shared are left alone by name, and the others go on', async () => {
    const memberIds = [personId(app, 'Imani')];
    for (const name of ['x'.repeat(256), '   ', 'Twice', 'TWICE '])
      app.onelogin.state.addRole({ name, memberIds });
    app.onelogin.state.addRole({ name: 'y'.repeat(255), memberIds });
    const before = Object.keys(groupsOf(app));
    const report = await app.syncAndReport(await app.connectAndPreview());
    expect(report.left.map(({ name, reason }) => [name.slice(0, 5), reason]).toSorted()).toEqual([
      ['', 'name-empty'],
      ['TWICE', 'name-shared'],
      ['Twice', 'name-shared'],
      ['xxxxx', 'name-too-long'],
    ]);
    const text = reportText(report);
    expect(text).toMatch(/\(no name\) \(role:\d+\): it has no name; give it one in the directory/);
    expect(Math.max(...text.split('\n').map((line) => line.length))).toBeLessThan(200);
    expect(text).toContain('its name is longer than 255 characters; shorten it in the directory');
    expect(text).toContain('another group has the same name; rename one of them in the directory');
    const made = Object.keys(groupsOf(app)).filter((name) => !before.includes(name));
    expect(made).toHaveLength(6);
    expect(made).toContain('y'.repeat(255));
  });

  it('of groups that grant administration, are default groups, or belong to another provider are refused before the run writes', async () => {
    const memberIds = [personId(app, 'Imani'), personId(app, 'Nadia')];
    for (const name of ['site-admins', 'jira-administrators', 'Jira-Users', 'Payroll'])
      app.onelogin.state.addRole({ name, memberIds });
    const before = groupsOf(app);
    const report = await app.syncAndReport(await app.connectAndPreview());
    const reasons = Object.fromEntries(report.left.map(({ name, reason }) => [name, reason]));
    expect(reasons).toMatchObject({
      'site-admins': 'grants-administration',
      'jira-administrators': 'grants-administration',
      'Jira-Users': 'default-group',
    });
    for (const name of ['site-admins', 'jira-administrators', 'jira-users', 'Payroll'])
      expect(groupsOf(app)[name]).toEqual(before[name]);
  });
});

describe('a directory that shrank', () => {
  it('to nobody, or to no group, stops the run, and nobody loses anything', async () => {
    const connectionId = await app.connectAndPreview();
    await app.syncAndReport(connectionId);
    const company = app.onelogin.state.snapshot();
    const wayOut = /If this is right, empty the Atlassian groups by hand or delete the connector/;
    app.onelogin.state.reset({
      ...company,
      people: [],
      roles: company.roles.map((role) => ({ ...role, memberIds: [] })),
    });
    await expectStop(connectionId, {
      kind: 'empty-read',
      words: new RegExp(`no people at all.*${wayOut.source}`, 's'),
    });
    app.onelogin.state.reset({ ...company, roles: [] });
    await expectStop(connectionId, {
      kind: 'empty-read',
      words: new RegExp(`no group to synchronise.*`, 's'),
    });
    app.onelogin.state.reset(company);
    expect((await app.syncAndReport(connectionId)).counts.memberships).toMatchObject({
      added: 0,
      removed: 0,
    });
  });

  it('by most of its people is held, with count, share and the way on', async () => {
    const connectionId = await app.connectAndPreview({ rules: { limits: defaultRules.limits } });
    await app.syncAndReport(connectionId);
    const before = groupsOf(app);
    const { everyone } = demoRoleIds;
    app.onelogin.state.leave(everyone, app.onelogin.state.memberIds(everyone).slice(0, 15));
    const report = await app.syncAndReport(connectionId);
    expect(report).toMatchObject({ status: 'held', counts: { memberships: { removed: 0 } } });
    expect(report.held.map(({ message }) => message).join(' ')).toMatch(
      /"Everyone at Lighthouse" would lose \d+ of \d+ \(\d+\s%\) memberships, more than the limit of 50\s%\. Check the directory, then approve or correct it/,
    );
    expect(groupsOf(app)).toEqual(before);
  });
});

describe('a sync account that lost its rights before the run', () => {
  const everyHour = { enabled: true, cron: '0 * * * *', timeZone: 'UTC' } as const;

  it('of site administration: access check and run say so, and nothing is changed', async () => {
    const connectionId = await app.connectAndPreview();
    app.atlassian.state.removeMember(demoGroupIds.siteAdmins, siteAdministrator.accountId);
    expect((await app.ask('checkAccess', {})).checks).toContainEqual({
      name: 'Manage groups',
      result: 'failed',
      message: expect.stringMatching(
        /in no group with site administration.*make a site administrator's account the sync account/,
      ) as string,
    });
    const before = groupsOf(app);
    const report = await app.syncAndReport(connectionId);
    expect(report).toMatchObject({
      status: 'stopped',
      stoppedBecause: {
        kind: 'access-missing',
        message: expect.stringContaining(siteAdministrator.accountId) as string,
      },
      counts: { memberships: { added: 0, removed: 0 } },
    });
    expect(groupsOf(app)).toEqual(before);
  });

  it('of everything: the scheduled run stops and says whose', async () => {
    const connectionId = await app.connectAndPreview({ schedule: everyHour });
    const { state } = app.atlassian;
    for (const group of state.groupsOf(siteAdministrator.accountId))
      state.removeMember(group.groupId, siteAdministrator.accountId);
    const before = groupsOf(app);
    await app.later(3_600_000);
    const listed = await app.answer('listRuns', { connectionId, limit: 1 }, jiraAdministrator);
    expect(listed).toMatchObject({
      ok: true,
      value: {
        runs: [
          {
            trigger: 'schedule',
            status: 'stopped',
            summary: expect.stringMatching(
              new RegExp(
                `${siteAdministrator.accountId}.*another administrator's account the sync account`,
                's',
              ),
            ) as string,
          },
        ],
      },
    });
    expect(groupsOf(app)).toEqual(before);
  });

  it('and is not set at all: the run says where to set it', async () => {
    const { connection } = await app.ask('createConnection', connectorInput());
    await expectStop(connection.id, {
      kind: 'access-missing',
      words: /No sync account is set\. Open Settings, "Site access"/,
    });
  });
});
