import type { Frame } from 'playwright-core';
import type { ConnectorKind } from '../../src/domain/connection';
import type { TestApp } from '../../test/support/app';
import { fillNewEntra, fillNewOkta } from '../../test/support/page-directory-forms';
import * as driver from '../../test/support/page-driver';
import type { CountedPage } from './counted-page';

export interface Journey {
  readonly kind: ConnectorKind;
  readonly app: TestApp;
  readonly page: CountedPage;
}

type Step = (journey: Journey) => Promise<void>;

/** From nothing to an approved sync, in the order in which the page leads there. */
export const steps: Readonly<Record<string, Step>> = {
  'lend the account': lendAccount,
  'create and test': create,
  'first preview': preview,
  'schedule every hour': schedule,
  sync,
  'half the people vanish: sync': lose,
  'find and approve': approve,
};

const name = 'Lighthouse';

async function lendAccount({ page: { frame } }: Journey): Promise<void> {
  await frame.getByText('Choose the sync account', { exact: true }).click();
  await frame.getByRole('button', { name: 'Use my account' }).click();
  await frame.getByText('Saved', { exact: true }).waitFor();
}

async function create({ kind, page: { frame } }: Journey): Promise<void> {
  await driver.openConnectorList(frame);
  await fill[kind](frame);
  await driver.create(frame);
  await frame.getByRole('heading', { level: 1, name }).waitFor();
  await driver.readChecks(frame);
}

const fill: Readonly<Record<ConnectorKind, (frame: Frame) => Promise<void>>> = {
  onelogin: (frame) =>
    driver.fillNewConnector(frame, { name, clientId: 'demo', clientSecret: 'demo-secret' }),
  okta: (frame) => fillNewOkta(frame, { name, address: 'https://lighthouse.okta.com', secret: 'token' }),
  entra: (frame) =>
    fillNewEntra(frame, {
      name,
      tenantId: 'lighthouse.onmicrosoft.com',
      clientId: '11111111-2222-3333-4444-555555555555',
      secret: 'demo-secret',
    }),
};

async function preview({ page: { frame } }: Journey): Promise<void> {
  await driver.pressPreview(frame);
  await driver.readResult(frame);
}

async function schedule({ page: { frame } }: Journey): Promise<void> {
  await frame.getByRole('navigation', { name: 'Path' }).getByRole('link', { name }).click();
  await driver.openTab(frame, 'Sync settings');
  await driver.setToggle(frame, 'Enable scheduled synchronization', 'on');
  await driver.save(frame);
  await driver.readNextRuns(frame);
}

async function sync({ page: { frame } }: Journey): Promise<void> {
  await driver.pressSync(frame);
  const { counts } = await driver.readResult(frame);
  if ((counts['Added'] ?? 0) === 0) throw new Error('The first sync added nobody.');
}

async function lose(journey: Journey): Promise<void> {
  loseHalf[journey.kind](journey.app);
  const { frame } = journey.page;
  await driver.openConnectorList(frame);
  await driver.openConnector(frame, name);
  await driver.pressSync(frame);
}

const loseHalf: Readonly<Record<ConnectorKind, (app: TestApp) => void>> = {
  onelogin: ({ onelogin: { state } }) => everySecond(state.personIds(), (id) => state.removePerson(id)),
  okta: ({ okta: { state } }) =>
    everySecond(state.userIds(), (id) => {
      while (state.deleteUser(id) !== 'deleted');
    }),
  entra: ({ entra: { state } }) =>
    everySecond(
      state.users().map(({ id }) => id),
      (id) => state.deleteUser(id),
    ),
};

function everySecond<T>(all: readonly T[], work: (one: T) => void): void {
  for (const [place, one] of all.entries()) if (place % 2 === 0) work(one);
}

async function approve({ page: { frame } }: Journey): Promise<void> {
  const { counts } = await driver.readResult(frame);
  if ((counts['Held'] ?? 0) === 0) throw new Error('Nothing was held although half the people vanished.');
  await frame.getByRole('button', { name: 'Approve and apply' }).click();
  await frame.getByRole('dialog').getByRole('button', { name: 'Approve and apply' }).click();
  await frame.getByRole('heading', { level: 2, name: 'Done' }).waitFor();
}
