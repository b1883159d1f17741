import { Refusal } from '../support/fake-bridge';
import { fillNewEntra, fillNewOkta } from '../support/page-directory-forms';
import * as driver from '../support/page-driver';
import * as state from '../support/page-fixtures';
import { pageSuite } from '../support/page-suite';

const pages = pageSuite();

const open = (app: state.FakeState, path = '/') => pages.open({ app, path });

const general = '/connectors/connection-1/general';
const filters = '/connectors/connection-1/filters';
const syncSettings = '/connectors/connection-1/sync-settings';

function appWith(...connections: state.FakeState['connections']): state.FakeState {
  return { ...state.anInstalledApp(), connections };
}

const keyText = '-----BEGIN PRIVATE KEY-----\nnot-a-real-key\n-----END PRIVATE KEY-----\n';

describe('an Okta connector', () => {
  it('is created with a token, tested, and shown with what was said', async () => {
    const { page, inputsOf } = await open(state.anEmptyApp());
    await fillNewOkta(page, { name: 'Acme', address: 'acme.okta.com/', secret: 'not-a-real-token' });
    await page.getByRole('button', { name: 'Test connection' }).click();
    await driver.readChecks(page);
    expect(inputsOf('testConnection')).toEqual([expect.objectContaining({ secret: 'not-a-real-token' })]);
    await driver.create(page);
    await page.getByRole('heading', { level: 1, name: 'Acme' }).waitFor();
    await driver.readChecks(page);
    // What was tested just now is not tested again.
    expect(inputsOf('testConnection')).toHaveLength(1);
    expect(inputsOf('createConnection')).toEqual([
      expect.objectContaining({
        name: 'Acme',
        secret: 'not-a-real-token',
        configuration: {
          kind: 'okta',
          settings: {
            baseUrl: 'https://acme.okta.com',
            auth: 'token',
            groupTypes: ['OKTA_GROUP'],
            minimumRemainingShare: 0.25,
            systemLog: 'when-allowed',
            requiredGroups: [],
          },
        },
      }),
    ]);
    expect(await page.content()).not.toContain('not-a-real-token');
    await page.getByLabel('Share of API calls left to others').fill('12.5');
    await driver.setToggle(page, 'Read changes from the System Log', 'off');
    await driver.openTab(page, 'What to sync');
    await page.getByRole('checkbox', { name: 'Groups of apps' }).check();
    await driver.save(page);
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(inputsOf('saveConnection')).toEqual([
      expect.objectContaining({
        configuration: {
          kind: 'okta',
          settings: {
            baseUrl: 'https://acme.okta.com',
            auth: 'token',
            groupTypes: ['OKTA_GROUP', 'APP_GROUP'],
            minimumRemainingShare: 0.125,
            systemLog: 'never',
            requiredGroups: [],
          },
        },
      }),
    ]);
  });

  it('signs in as a service app with a key whose lines stay', async () => {
    const { page, inputsOf } = await open(state.anEmptyApp());
    const app = { clientId: '0oa1', keyId: 'key-2' };
    await fillNewOkta(page, { name: 'Acme', address: 'https://acme.okta.com', secret: keyText, app });
    await driver.create(page);
    await page.getByRole('heading', { level: 1, name: 'Acme' }).waitFor();
    expect(inputsOf('createConnection')).toEqual([
      expect.objectContaining({
        secret: keyText,
        configuration: expect.objectContaining({
          settings: expect.objectContaining({ auth: 'private-key', clientId: '0oa1', keyId: 'key-2' }),
        }),
      }),
    ]);
  });

  it('says at each field what is missing or wrong', async () => {
    const { page, inputsOf } = await open(state.anEmptyApp());
    await driver.openNewConnector(page, 'Okta');
    await driver.create(page);
    expect(await driver.readFieldError(page, 'Okta address')).toContain('such as https://acme.okta.com');
    await page.getByText('Enter the API token.').waitFor();
    // The form is longer than the window: the focus leads to the first of them.
    expect(await page.evaluate('document.activeElement.labels[0].textContent')).toContain('Okta address');
    expect(inputsOf('createConnection')).toEqual([]);
  });

  it("shows the server's word on the address at the address", async () => {
    const { page } = await open(state.anEmptyApp());
    await fillNewOkta(page, { name: 'Acme', address: 'http://acme.okta.com', secret: 'token' });
    await driver.create(page);
    await page.getByText('Enter the address of your Okta organization').waitFor();
    expect(await driver.readFieldError(page, 'Okta address')).toContain('such as https://acme.okta.com');
  });

  it('needs another secret for another way to sign in', async () => {
    const { page, inputsOf } = await open(appWith(state.anOktaConnection()), general);
    await page.getByText('Set on 3 Sept 2026').waitFor();
    await driver.chooseOption(page, 'Sign in with', 'Service app with a private key (OAuth 2.0)');
    await page.getByLabel('Client ID').fill('0oa1');
    await driver.save(page);
    expect(await driver.readFieldError(page, 'Private key')).toContain('Enter the private key.');
    expect(inputsOf('saveConnection')).toEqual([]);
  });
});

describe('a stored secret', () => {
  it('that the server does not take for other settings is asked for at its field', async () => {
    const { page, backend, inputsOf } = await open(appWith(state.anOktaConnection()), general);
    backend.on('saveConnection', () => {
      const message = 'The address has changed: enter the secret that belongs to it.';
      throw new Refusal({ kind: 'invalid-input', field: 'secret', message });
    });
    await page.getByLabel('Okta address').fill('https://other.okta.com');
    await driver.save(page);
    await page.getByText('The address has changed').waitFor();
    const token = page.locator('input[type=password]');
    await token.fill('another-token');
    await page.getByText('The address has changed').waitFor({ state: 'detached' });
    await driver.save(page);
    expect(inputsOf('saveConnection').at(-1)).toMatchObject({ secret: 'another-token' });
  });
});

describe('an address of one’s own', () => {
  const address = 'https://login.acme.com';

  it('is not saved before the site allows it, and is once the administrator agrees', async () => {
    const { page, backend, inputsOf } = await open(state.anEmptyApp());
    await fillNewOkta(page, { name: 'Acme', address, secret: 'token' });
    await page.getByText('This site must allow login.acme.com').waitFor();
    await driver.create(page);
    expect(await driver.readFieldError(page, 'Okta address')).toContain('does not allow the app to reach');
    expect(inputsOf('createConnection')).toEqual([]);

    await page.getByRole('button', { name: 'Allow login.acme.com' }).click();
    await page.getByText('This site allows the app to reach login.acme.com.').waitFor();
    expect(backend.consent.allowed).toEqual([
      {
        key: 'okta-login-acme-com',
        description: expect.stringContaining('login.acme.com'),
        configured: [{ domain: address, type: ['FETCH_BACKEND_SIDE'] }],
      },
    ]);
    await driver.create(page);
    await page.getByRole('heading', { level: 1, name: 'Acme' }).waitFor();
    expect(inputsOf('createConnection')).toHaveLength(1);
  });

  it('stays forbidden when the administrator says no, and the page says what that means', async () => {
    const { page, backend, inputsOf } = await open(state.anEmptyApp());
    backend.consent.answer = 'no';
    await fillNewOkta(page, { name: 'Acme', address, secret: 'token' });
    await page.getByRole('button', { name: 'Allow login.acme.com' }).click();
    await page.getByText('login.acme.com was not allowed.').waitFor();
    await driver.create(page);
    expect(inputsOf('createConnection')).toEqual([]);
  });

  it('of Okta’s own needs nobody’s consent', async () => {
    const { page } = await open(state.anEmptyApp());
    await fillNewOkta(page, { name: 'Acme', address: 'https://acme.okta-emea.com', secret: 'token' });
    await driver.create(page);
    await page.getByRole('heading', { level: 1, name: 'Acme' }).waitFor();
    expect(await page.getByText('This site must allow').count()).toBe(0);
  });
});

describe('an Entra connector', () => {
  const ids = { tenantId: 'acme.onmicrosoft.com', clientId: '11111111-2222-3333-4444-555555555555' };

  it('is created with a client secret and says what to read', async () => {
    const { page, inputsOf } = await open(state.anEmptyApp());
    await fillNewEntra(page, { name: 'Acme', ...ids, secret: 'not-a-real-secret' });
    await driver.chooseOption(page, 'Cloud', 'US Government (GCC High)');
    await page.getByLabel('Expires on').fill('2027-01-31');
    await driver.create(page);
    await driver.readChecks(page);
    expect(inputsOf('createConnection')).toEqual([
      expect.objectContaining({ secretExpiresOn: '2027-01-31' }),
    ]);
    await driver.openTab(page, 'What to sync');
    await page.getByRole('checkbox', { name: 'Microsoft 365 groups' }).check();
    await driver.setToggle(page, 'Count members of nested groups', 'off');
    await driver.openTab(page, 'Filters');
    await driver.setToggle(page, 'Include guests', 'on');
    await driver.save(page);
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(inputsOf('saveConnection')).toEqual([
      expect.objectContaining({
        secretExpiresOn: '2027-01-31',
        configuration: {
          kind: 'entra',
          settings: {
            cloud: 'us-government',
            ...ids,
            auth: 'secret',
            groupKinds: ['security', 'microsoft365', 'onPremises'],
            nestedGroups: 'ignore',
            guests: 'include',
            minimumRemainingShare: 0.2,
            requiredGroups: [],
          },
        },
      }),
    ]);
  });

  it('takes a certificate with its key', async () => {
    const { page, inputsOf } = await open(state.anEmptyApp());
    await fillNewEntra(page, { name: 'Acme', ...ids, secret: keyText, auth: 'certificate' });
    await driver.create(page);
    await page.getByRole('heading', { level: 1, name: 'Acme' }).waitFor();
    expect(inputsOf('createConnection')).toEqual([expect.objectContaining({ secret: keyText })]);
  });

  it('shows what is said of the cloud at the cloud', async () => {
    const { page, backend } = await open(state.anEmptyApp());
    backend.on('createConnection', () => {
      const message = 'The tenant is in another cloud.';
      throw new Refusal({ kind: 'settings-rejected', field: 'configuration.settings.cloud', message });
    });
    await fillNewEntra(page, { name: 'Acme', ...ids, secret: 'secret' });
    await driver.create(page);
    await page.locator('.field-error').getByText('The tenant is in another cloud.').waitFor();
    expect(await driver.readFieldError(page, 'Cloud')).toContain('another cloud');
    expect(await page.evaluate('document.activeElement.labels[0].textContent')).toContain('Cloud');
  });

  it('shows the server’s word on an ID at the ID', async () => {
    const { page } = await open(state.anEmptyApp());
    await fillNewEntra(page, { name: 'Acme', tenantId: 'acme', clientId: ids.clientId, secret: 'secret' });
    await driver.create(page);
    await page.getByText('or a domain of the tenant.', { exact: false }).last().waitFor();
    expect(await driver.readFieldError(page, 'Directory (tenant) ID')).toContain('or a domain of the tenant');
  });
});

describe('filters', () => {
  it('come back into the form as they were saved, and are saved as they were', async () => {
    const connection = state.anOktaConnection();
    const app = appWith(connection);
    const { page } = await open(app, filters);
    expect(await page.getByLabel('E-mail addresses').inputValue()).toBe('*@acme.com\n*@acme.de');
    await page.getByText('All of the required groups').waitFor();
    await driver.save(page);
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(app.connections[0]?.configuration).toEqual(connection.configuration);
  });

  it('are left out when nothing stands in them', async () => {
    const app = appWith(state.anOktaConnection());
    const { page } = await open(app, filters);
    await page.getByLabel('E-mail addresses').fill('  \n');
    await page.getByLabel('Group names').fill('');
    await driver.save(page);
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(app.connections[0]?.configuration.settings).not.toHaveProperty('filters');
  });

  it('that the directory refuses are told at their field', async () => {
    const { page, backend } = await open(appWith(state.anOktaConnection()), filters);
    backend.on('saveConnection', () => {
      const message = 'Okta does not understand this search expression.';
      throw new Refusal({
        kind: 'settings-rejected',
        field: 'configuration.settings.filters.users.query',
        message,
      });
    });
    await page.getByLabel('Query for people').fill('profile.department is Engineering');
    await driver.save(page);
    await page.getByText('Okta does not understand').waitFor();
    expect(await driver.readFieldError(page, 'Query for people')).toContain('Okta does not understand');
  });

  it('of another program are shown as this form’s fields before they are taken over', async () => {
    const { page } = await open(appWith(state.anOktaConnection()), filters);
    await page.getByRole('button', { name: 'Import a filter' }).click();
    await page.getByLabel('User filter').fill('exclude:joe@example.com|profile.firstName eq "John"');
    await page.getByRole('button', { name: 'Read the filters' }).click();
    const shown = page.getByRole('dialog').locator('dl');
    await shown.waitFor();
    expect((await shown.innerText()).split(/\n+/)).toEqual([
      'E-mail addresses (all but)',
      'joe@example.com',
      'Query for people',
      'profile.firstName eq "John"',
    ]);
    expect(await page.getByLabel('E-mail addresses').inputValue()).toContain('*@acme.com');
    await page.getByRole('button', { name: 'Use these filters' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.getByLabel('E-mail addresses').inputValue()).toBe('joe@example.com');
    expect(await page.getByLabel('Query for people').inputValue()).toBe('profile.firstName eq "John"');
    // Nothing was said of groups: their filter stays.
    expect(await page.getByLabel('Group names').inputValue()).toBe('tmp-*');
  });

  it('of another program that cannot be read are told at their text', async () => {
    const { page } = await open(appWith(state.anOktaConnection()), filters);
    await page.getByRole('button', { name: 'Import a filter' }).click();
    await page.getByLabel('Group filter').fill('include:');
    await page.getByRole('button', { name: 'Read the filters' }).click();
    await page.getByRole('dialog').locator('.field-error').waitFor();
    expect(await driver.readFieldError(page, 'Group filter')).not.toBe('');
    expect(await page.getByRole('button', { name: 'Use these filters' }).count()).toBe(0);
  });
});

describe('reading only what changed', () => {
  const now = Date.now();
  const reading = { readAtMs: now - 600_000, completeAtMs: now - 8 * 3_600_000, runsSinceComplete: 7 };

  it('is set beside the schedule and leaves the rest of the settings alone', async () => {
    const connection = state.anOktaConnection();
    const app = appWith(connection);
    const { page } = await open(app, syncSettings);
    await page.getByLabel('Every so many runs').fill('0');
    await driver.save(page);
    expect(await driver.readFieldError(page, 'Every so many runs')).toContain('from 1 to 10,000');
    await page.getByLabel('Every so many runs').fill('12');
    await page.getByLabel('Every so many hours').fill('6.5');
    await driver.save(page);
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(app.connections[0]?.configuration.settings).toEqual({
      ...connection.configuration.settings,
      reading: { changes: true, completeEveryRuns: 12, completeEveryHours: 6.5 },
    });
  });

  it('keeps its rules when the general settings are saved', async () => {
    const app = appWith(state.anOktaConnection());
    const { page } = await open(app, syncSettings);
    await driver.setToggle(page, 'Read only what changed in scheduled runs', 'off');
    await driver.save(page);
    await page.getByText('Saved', { exact: true }).waitFor();
    await driver.openTab(page, 'General');
    await page.getByLabel('Okta address').fill('https://other.okta.com');
    await driver.save(page);
    await page.getByText('Saved', { exact: true }).waitFor();
    expect(app.connections[0]?.configuration.settings).toMatchObject({
      baseUrl: 'https://other.okta.com',
      reading: { changes: false, completeEveryRuns: 100, completeEveryHours: 24 },
    });
  });

  it('says what is stored, and forgets it after asking', async () => {
    const app = { ...appWith(state.anOktaConnection()), readings: { 'connection-1': reading } };
    const { page, inputsOf } = await open(app, syncSettings);
    await page.getByText('7 reads of changes since.').waitFor();
    await page.getByRole('button', { name: 'Forget what was read' }).click();
    expect(inputsOf('forgetReading')).toEqual([]);
    await page.getByRole('dialog').getByRole('button', { name: 'Forget what was read' }).click();
    await page.getByText('None yet: the next run reads everything.').waitFor();
    expect(inputsOf('forgetReading')).toEqual([{ id: 'connection-1' }]);
  });
});

describe('the result of a run', () => {
  it('speaks of the directory by its name, and says how it was read', async () => {
    const report = state.aReport({
      connector: 'okta',
      reading: {
        way: 'everybody',
        why: 'All people were read (4 calls).',
        estimatedCalls: 4,
      },
      notes: ['Everything was read, because the last complete read is a day old.'],
    });
    const app = { ...appWith(state.anOktaConnection()), runs: [state.aRun({ report })] };
    const { page } = await open(app, '/runs/run-1');
    await page.getByText('Everything was read, because the last complete read is a day old.').waitFor();
    await page.getByText('These people from Okta could not be paired').waitFor();
    const people = await driver.readTable(page, 'Unmatched people');
    expect(people.map((row) => row['Why'])).toContain('Has no e-mail address in Okta.');
    expect(await page.getByRole('main').innerText()).not.toContain('in OneLogin');
  });
});
