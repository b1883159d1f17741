import type { Frame, Locator, Page } from 'playwright-core';

/** Where the page stands: the browser's page itself, or the frame in which a product shows it. */
export type Place = Page | Frame;

export interface ConnectorInput {
  readonly name: string;
  readonly region?: 'us' | 'eu' | { readonly subdomain: string };
  readonly clientId: string;
  readonly clientSecret: string;
}

const regionLabels = {
  us: 'United States (api.us.onelogin.com)',
  eu: 'Europe (api.eu.onelogin.com)',
  subdomain: 'Your own subdomain',
};

/** From the list of connectors to the filled form. Nothing is saved yet. */
export async function fillNewConnector(place: Place, input: ConnectorInput): Promise<void> {
  await openNewConnector(place, 'OneLogin');
  await place.getByLabel('Name', { exact: false }).first().fill(input.name);
  if (input.region !== undefined) await chooseRegion(place, input.region);
  await place.getByLabel('Client ID').fill(input.clientId);
  await place.getByLabel('Client secret').fill(input.clientSecret);
}

/** From the list of connectors to the empty form. */
export async function openNewConnector(
  place: Place,
  directory: 'OneLogin' | 'Okta' | 'Microsoft Entra ID',
): Promise<void> {
  await place.getByRole('button', { name: 'Create connector' }).click();
  await place.getByRole('button', { name: new RegExp(directory) }).click();
  await place.getByRole('heading', { name: `Create ${directory} connector` }).waitFor();
}

/** Creates a connector and waits for its page, where it is tested. */
export async function createConnector(place: Place, input: ConnectorInput): Promise<void> {
  await fillNewConnector(place, input);
  await create(place);
  await place.getByRole('heading', { level: 1, name: input.name }).waitFor();
}

/** Presses Create below a filled form. */
export async function create(place: Place): Promise<void> {
  await place.getByRole('button', { name: 'Create', exact: true }).click();
}

export type SaveButton = 'Save' | 'Save and return' | 'Save and preview' | 'Save and test connection';

export async function save(place: Place, button: SaveButton = 'Save'): Promise<void> {
  await place.getByRole('button', { name: button, exact: true }).locator('visible=true').click();
}

/** The checks of the last test, as "Sign in: OneLogin accepts ...". */
export async function readChecks(place: Place): Promise<readonly string[]> {
  const items = place.getByRole('list', { name: 'Checks' }).getByRole('listitem');
  await items.first().waitFor();
  const texts = await items.allInnerTexts();
  return texts.map((text) => text.trim().split(/\n+/).join(': '));
}

async function chooseRegion(place: Place, region: NonNullable<ConnectorInput['region']>): Promise<void> {
  const own = typeof region === 'string' ? undefined : region.subdomain;
  await chooseOption(place, 'Region', regionLabels[typeof region === 'string' ? region : 'subdomain']);
  if (own !== undefined) await place.getByLabel('Subdomain').fill(own);
}

/** On the tab "What to sync" of a OneLogin connector. */
export async function chooseGroupSources(
  place: Place,
  sources: readonly ('Roles' | 'member_of' | 'Group')[],
): Promise<void> {
  for (const source of ['Roles', 'member_of', 'Group'] as const) {
    await place.getByRole('checkbox', { name: source, exact: true }).setChecked(sources.includes(source));
  }
}

export async function addRequiredGroup(place: Place, name: string): Promise<void> {
  const field = place.getByLabel('Required groups');
  await field.fill(name);
  await field.press('Enter');
}

/** Picks from an Atlaskit select, by keyboard focus and the text of the option. */
export async function chooseOption(place: Place, label: string, option: string): Promise<void> {
  const field = place.getByLabel(label, { exact: false }).locator('visible=true').first();
  await field.focus();
  await field.press('ArrowDown');
  await place.getByRole('option', { name: option, exact: true }).click();
}

export async function setToggle(place: Place, label: string, to: 'on' | 'off'): Promise<void> {
  const toggle = place.getByLabel(label, { exact: true });
  if ((await toggle.isChecked()) !== (to === 'on')) await place.getByText(label, { exact: true }).click();
}

/** From the list to a connector's page. */
export async function openConnector(place: Place, name: string): Promise<void> {
  await place.getByRole('link', { name, exact: true }).click();
  await place.getByRole('heading', { level: 1, name }).waitFor();
}

type TabName =
  'General' | 'What to sync' | 'Filters' | 'Groups' | 'People' | 'Safety' | 'Sync settings' | 'Runs';

export async function openTab(place: Place, tab: TabName): Promise<void> {
  await place.getByRole('tab', { name: tab, exact: true }).click();
  await place.getByRole('tabpanel', { name: tab }).waitFor();
}

export interface ScheduleInput {
  readonly enabled?: boolean;
  readonly cron?: string;
  /** As the picker says it: "Every 30 minutes". */
  readonly interval?: string;
  readonly timeZone?: string;
}

/** On the tab "Sync settings". Nothing is saved yet. */
export async function setSchedule(
  place: Place,
  { enabled, cron, interval, timeZone }: ScheduleInput,
): Promise<void> {
  if (enabled !== undefined)
    await setToggle(place, 'Enable scheduled synchronization', enabled ? 'on' : 'off');
  if (interval !== undefined) await chooseOption(place, 'Interval', interval);
  if (cron !== undefined) await place.getByLabel('Cron expression').fill(cron);
  if (timeZone === undefined) return;
  const field = place.getByLabel('Time zone');
  await field.fill(timeZone);
  await place.getByRole('option', { name: timeZone, exact: true }).click();
}

/** The next runs that the page shows for the schedule. */
export async function readNextRuns(place: Place): Promise<readonly string[]> {
  const items = place.getByRole('list', { name: 'Next runs' }).getByRole('listitem');
  await items.first().waitFor();
  return items.allInnerTexts();
}

/** Presses Preview or Sync on a connector's page and waits for the page of the run. */
export async function pressPreview(place: Place): Promise<void> {
  await startBy(place, 'Preview');
}

export async function pressSync(place: Place): Promise<void> {
  await startBy(place, 'Sync');
}

async function startBy(place: Place, button: 'Preview' | 'Sync'): Promise<void> {
  await place.getByRole('button', { name: button, exact: true }).click();
  await place.getByRole('heading', { level: 1, name: /^(Preview|Sync) of / }).waitFor();
}

export interface ShownResult {
  /** The title of the message, such as "Done". */
  readonly title: string;
  /** By label: "Added", "To add", "Removed", "Unchanged", "Unmatched people", "Held", "Failed". */
  readonly counts: Readonly<Record<string, number>>;
}

/** Waits for the end of the run whose page is open, and reads its result. */
export async function readResult(place: Place, timeoutMs = 60_000): Promise<ShownResult> {
  const tiles = place.getByRole('list', { name: 'Result', exact: true }).getByRole('listitem');
  await tiles.first().waitFor({ timeout: timeoutMs });
  const texts = await tiles.allInnerTexts();
  const counts = texts.map((text): [string, number] => {
    const [value = '', label = ''] = text.trim().split(/\n+/);
    return [label, Number(value.replaceAll(',', ''))];
  });
  const title = await place.getByRole('main').getByRole('heading', { level: 2 }).first().innerText();
  return { title, counts: Object.fromEntries(counts) };
}

/** The rows of one of the page's tables, each cell by the title of its column. */
export async function readTable(
  place: Place,
  label: string,
): Promise<readonly Readonly<Record<string, string>>[]> {
  const table = place.getByRole('table', { name: label, exact: true });
  await table.waitFor();
  const titles = await table.getByRole('columnheader').allInnerTexts();
  const rows = await table.locator('tbody tr').all();
  return Promise.all(rows.map((row) => readRow(row, titles)));
}

async function readRow(row: Locator, titles: readonly string[]): Promise<Readonly<Record<string, string>>> {
  const cells = await row.locator('td').allInnerTexts();
  return Object.fromEntries(
    cells.map((text, index) => [titles[index]?.trim() ?? String(index), text.trim()]),
  );
}

/** On the tab "Site access" of the settings: makes the signed-in administrator's account the sync account. */
export async function useMyAccount(place: Place, api: 'Jira' | 'Confluence' = 'Jira'): Promise<void> {
  await place.getByRole('radio', { name: api, exact: true }).check();
  await place.getByRole('button', { name: 'Use my account' }).click();
  await place.getByText('Saved', { exact: true }).waitFor();
}

/** Back to the list, from wherever. */
export async function openConnectorList(place: Place): Promise<void> {
  await place.getByRole('link', { name: 'Connectors', exact: true }).first().click();
  await place.getByRole('heading', { level: 1, name: 'User & Group Sync' }).waitFor();
}

/** The words of a field's error, or an empty text. */
export async function readFieldError(place: Place, label: string): Promise<string> {
  const field = place.getByLabel(label, { exact: false }).locator('visible=true').first();
  const messageId = await field.getAttribute('aria-describedby');
  const [first = ''] = (messageId ?? '').split(' ');
  const error = place.locator(`[id="${first}"] .field-error`);
  return (await error.count()) === 0 ? '' : (await error.innerText()).trim();
}
