import type { Page } from 'playwright-core';
import { Refusal, type FakeBackend } from '../support/fake-bridge';
import * as state from '../support/page-fixtures';
import { pageSuite } from '../support/page-suite';

const pages = pageSuite();

interface Screen {
  readonly name: string;
  readonly path: string;
  /** What must be seen before the screen counts as shown. */
  readonly shows: string;
  readonly app?: () => state.FakeState;
  readonly prepare?: (backend: FakeBackend) => void;
  readonly act?: (page: Page) => Promise<void>;
}

const refused = (): never => {
  throw new Refusal({
    kind: 'stored-data-damaged',
    message: 'A stored value is damaged. Save the settings again.',
  });
};

const never = (): Promise<never> => new Promise(() => undefined);

function withRuns(...runs: ReturnType<typeof state.aRun>[]): () => state.FakeState {
  return () => ({ ...state.anInstalledApp(), runs });
}

const openMenu = (item: string) => async (page: Page) => {
  await page.getByRole('button', { name: /^More actions/ }).click();
  await page.getByRole('menuitem', { name: item }).click();
};

const press = (name: string) => (page: Page) => page.getByRole('button', { name, exact: true }).click();

const filters = '/connectors/connection-1/filters';
const general = '/connectors/connection-1/general';
const minute = 60_000;

/** One connection of another directory, of which something has been read. */
function withDirectory(connection: state.FakeState['connections'][number]): () => state.FakeState {
  const readAtMs = Date.now() - 10 * minute;
  const reading = { readAtMs, completeAtMs: readAtMs - 480 * minute, runsSinceComplete: 7 };
  return () => ({
    ...state.anInstalledApp(),
    connections: [connection],
    readings: { [connection.id]: reading },
  });
}

const okta = withDirectory(state.anOktaConnection());
const entra = withDirectory(state.anEntraConnection());

async function askForConsent(page: Page): Promise<void> {
  await page.getByLabel('Okta address').fill('login.acme.com');
  await page.getByText('This site must allow').waitFor();
  await page.getByRole('button', { name: 'Create', exact: true }).click();
}

async function importFilter(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Import a filter' }).click();
  await page.getByLabel('User filter').fill('exclude:joe@example.com|profile.firstName eq "John"');
  await page.getByLabel('Group filter').fill('include:Team A,Team B');
  await page.getByRole('button', { name: 'Read the filters' }).click();
}

async function importWrongFilter(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Import a filter' }).click();
  await page.getByLabel('User filter').fill('exclude:');
  await page.getByRole('button', { name: 'Read the filters' }).click();
  await page.getByRole('dialog').locator('.field-error').waitFor();
}

const stopped = state.aReport({
  status: 'stopped',
  groups: [],
  stoppedBecause: { kind: 'credentials-rejected', message: 'OneLogin does not accept the client secret.' },
});
const waiting = {
  untilMs: Date.now() + 23 * 60_000,
  message: 'OneLogin has 480 API calls left; 500 must remain.',
};

const screens: readonly Screen[] = [
  { name: 'the list', path: '/', shows: 'OneLogin partners' },
  {
    name: 'the list while it loads',
    path: '/',
    shows: 'Create connector',
    prepare: (app) => app.on('overview', never),
  },
  {
    name: 'the list that failed',
    path: '/',
    shows: 'Try again',
    prepare: (app) => app.on('overview', refused),
  },
  {
    name: 'the list without connectors',
    path: '/',
    shows: 'Create your first connector',
    app: state.anEmptyApp,
  },
  {
    name: 'the list with a silent schedule and a damaged connector',
    path: '/',
    shows: 'Scheduled synchronization has paused',
    app: () => ({
      ...state.anInstalledApp(),
      lastTickMs: Date.now() - 16 * 60_000,
      damaged: ['connection-9'],
    }),
  },
  { name: 'the chooser', path: '/create', shows: 'Azure (Microsoft Entra ID)' },
  {
    name: 'the form with errors',
    path: '/create/onelogin',
    shows: 'Enter the client secret.',
    act: press('Create'),
  },
  {
    name: 'the Okta form that asks for consent',
    path: '/create/okta',
    shows: 'does not allow the app to reach login.acme.com yet',
    act: askForConsent,
  },
  {
    name: 'the Entra form with errors',
    path: '/create/entra',
    shows: 'Enter the application (client) ID.',
    act: press('Create'),
  },
  { name: 'an Okta connector', path: filters, shows: 'All of the required groups', app: okta },
  {
    name: 'an Entra connector whose key is replaced',
    path: general,
    shows: 'Keep the stored secret',
    app: entra,
    act: press('Replace secret'),
  },
  { name: 'imported filters', path: filters, shows: 'Use these filters', app: okta, act: importFilter },
  { name: 'a wrong filter', path: filters, shows: 'Read the filters', app: okta, act: importWrongFilter },
  {
    name: 'what is stored of the directory',
    path: '/connectors/connection-1/sync-settings',
    shows: '7 reads of changes since',
    app: okta,
  },
  {
    name: 'forgetting what was read',
    path: '/connectors/connection-1/sync-settings',
    shows: 'Forget what was read?',
    app: okta,
    act: press('Forget what was read'),
  },
  { name: 'general settings', path: general, shows: 'Set on 3 Sept 2026', act: press('Replace secret') },
  {
    name: 'a tested connection',
    path: general,
    shows: 'Saved, and the connection works',
    act: press('Save and test connection'),
  },
  { name: 'deleting', path: general, shows: 'Nobody loses access', act: openMenu('Delete') },
  { name: 'exporting', path: general, shows: 'Download', act: openMenu('Export') },
  { name: 'a connector that is gone', path: '/connectors/gone/general', shows: 'It may have been deleted' },
  { name: 'sync settings', path: '/connectors/connection-1/sync-settings', shows: 'Next five runs' },
  {
    name: 'weekly sync settings',
    path: '/connectors/connection-2/sync-settings',
    shows: 'At 06:00, Monday through Friday',
  },
  { name: 'runs', path: '/connectors/connection-1/runs', shows: 'By schedule' },
  { name: 'no runs', path: '/connectors/connection-1/runs', shows: 'No runs yet', app: withRuns() },
  { name: 'a result', path: '/runs/run-1', shows: 'How it ran' },
  { name: 'a held result', path: '/runs/run-2', shows: 'Held for approval' },
  {
    name: 'approving',
    path: '/runs/run-1',
    shows: 'Apply the held changes?',
    app: withRuns(state.aRun({ status: 'held', report: state.aHeldReport() })),
    act: press('Approve and apply'),
  },
  {
    name: 'a preview',
    path: '/runs/run-1',
    shows: 'This was a preview: nothing was changed',
    app: withRuns(state.aRun({ mode: 'preview', report: state.aPreviewReport() })),
  },
  {
    name: 'a stopped run',
    path: '/runs/run-1',
    shows: 'Stopped: the credentials were not accepted',
    app: withRuns(state.aRun({ status: 'stopped', report: stopped })),
  },
  {
    name: 'a run under way',
    path: '/runs/run-1',
    shows: 'You can leave this page',
    app: withRuns(state.aRunUnderWay()),
  },
  {
    name: 'a waiting run',
    path: '/runs/run-1',
    shows: '500 must remain',
    app: withRuns(state.aRunUnderWay({ status: 'waiting', waiting })),
  },
  { name: 'the site', path: '/site', shows: 'Mia Krystof' },
  { name: 'checked access', path: '/site', shows: 'Something is missing', act: press('Check access') },
  {
    name: 'the site without a sync account',
    path: '/site',
    shows: 'No sync account yet',
    app: state.anEmptyApp,
  },
  { name: 'an address that leads nowhere', path: '/nowhere', shows: 'This address leads nowhere' },
];

describe('every screen, in light and in dark', () => {
  it.each(screens)(
    '$name is accessible and makes no complaint',
    async ({ path, shows, app = state.anInstalledApp, prepare, act }) => {
      const { page } = await pages.open({ app: app(), path, ...(prepare === undefined ? {} : { prepare }) });
      await act?.(page);
      if (shows.startsWith('Set on')) await page.getByLabel('Client secret').waitFor();
      else await page.getByText(shows, { exact: false }).locator('visible=true').first().waitFor();
      await pages.expectAccessible();
    },
  );
});
