import type { Input } from '../../src/contract';
import { defaultSiteSettings } from '../../src/domain/site-settings';
import { defaultRules } from '../../src/domain/sync-rules';
import {
  createConnection,
  exportConnection,
  getConnection,
  saveConnection,
} from '../../src/resolvers/connections';
import { aServer } from './handlers-support';

const input: Input<'createConnection'> = {
  name: 'Lighthouse',
  configuration: {
    kind: 'onelogin',
    settings: {
      region: 'us',
      clientId: 'abc',
      groupSources: ['roles'],
      minimumRemainingCalls: 500,
      requiredGroups: [],
    },
  },
  secret: 'a-secret',
};

type Server = ReturnType<typeof aServer>;

/** Saves the connection as it is but for this. */
async function save(server: Server, id: string, changes: Partial<Input<'saveConnection'>>) {
  const { connection } = await server.answerWith('getConnection', getConnection, { id });
  const { name, configuration, rules, schedule, revision } = connection;
  const whole = { id, name, configuration, rules, schedule, revision, ...changes };
  return (await server.answerWith('saveConnection', saveConnection, whole)).connection;
}

async function create(server: Server, more: Partial<Input<'createConnection'>> = {}) {
  return (await server.answerWith('createConnection', createConnection, { ...input, ...more })).connection;
}

describe('the day on which a secret ends', () => {
  it('is kept with the connection, told to the audit, and left out of the exported document', async () => {
    const server = aServer();
    const { id, secretExpiresOn } = await create(server, { secretExpiresOn: '2027-01-31' });
    expect(secretExpiresOn).toBe('2027-01-31');
    expect((await save(server, id, { secretExpiresOn: '2027-02-28' })).secretExpiresOn).toBe('2027-02-28');
    const { entries } = await server.app.audit.list({ limit: 1 });
    expect(entries[0]?.changes).toEqual([
      { path: 'secretExpiresOn', before: '"2027-01-31"', after: '"2027-02-28"' },
    ]);
    const { document } = await server.answerWith('exportConnection', exportConnection, { id });
    expect(JSON.stringify(document)).not.toContain('2027');
  });

  it('is not that of the next secret: what a save does not say is not known', async () => {
    const server = aServer();
    const { id } = await create(server, { secretExpiresOn: '2027-01-31' });
    expect(await save(server, id, { secret: 'another' })).not.toHaveProperty('secretExpiresOn');
  });
});

describe('a new connector', () => {
  it('starts with the limits that the site has for new ones, unless it brings rules', async () => {
    const server = aServer();
    expect((await create(server)).rules).toEqual(defaultRules);
    const { usual } = defaultRules.limits;
    const defaultLimits = { ...defaultRules.limits, usual: { ...usual, floor: 7 } };
    await server.app.site.saveSettings({ ...defaultSiteSettings, defaultLimits }, 0);
    expect((await create(server)).rules).toEqual({ ...defaultRules, limits: defaultLimits });
    expect((await create(server, { rules: defaultRules })).rules).toEqual(defaultRules);
  });
});
