import type { Locator, Page } from 'playwright-core';
import * as state from '../support/page-fixtures';
import { pageSuite } from '../support/page-suite';
import * as runs from '../support/run-fixtures';

const pages = pageSuite();

const rows = runs.manyRows(100_000);
const run = runs.aLargeRun(rows);

async function openLarge(path = '/runs/run-1') {
  const app = { ...state.anInstalledApp(), runs: [run] };
  const prepare = (backend: Parameters<typeof runs.answerRuns>[0]) => runs.answerRuns(backend, app, rows);
  const opened = await pages.open({ app, path, prepare });
  const table = opened.page.getByRole('table', { name: 'All changes' });
  await table.waitFor({ timeout: 30_000 });
  return { ...opened, table };
}

/** The row with this number among all that fit, from 1, once it has come. */
async function cellsOf(table: Locator, number: number): Promise<readonly string[]> {
  const row = table.locator(`tr[aria-rowindex="${number + 1}"]:not([aria-busy])`);
  await row.waitFor();
  return (await row.getByRole('cell').allInnerTexts()).map((text) => text.trim());
}

async function choose(page: Page, field: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: field, exact: true }).focus();
  await page.keyboard.press('ArrowDown');
  await page.getByRole('option', { name: option, exact: true }).click();
}

/** Keys scroll over some frames; one that comes meanwhile may be lost in the scrolling that the one before began. */
async function atRest(page: Page): Promise<void> {
  await page.getByRole('region', { name: 'Scroll through all changes' }).evaluate(async (region) => {
    for (let before = -1; before !== region.scrollTop;) {
      before = region.scrollTop;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  });
}

describe('a run with 100,000 changes', () => {
  it('is scrolled to its end by the keyboard, with few rows in the page and few calls', async () => {
    const { page, table, inputsOf } = await openLarge();
    expect(await cellsOf(table, 1)).toEqual([
      'Create group',
      '',
      'Team 0000',
      'There is no group of this name yet.',
      'Planned',
    ]);
    await page.getByRole('rowheader', { name: 'Team 0000 1 new group, 59 additions, 40 removals' }).waitFor();
    await page.getByRole('region', { name: 'Scroll through all changes' }).focus();
    await page.keyboard.press('PageDown');
    await page.keyboard.press('End');
    expect(await cellsOf(table, 100_000)).toEqual([
      'Remove',
      'Ana Ruiz 0',
      'Team 0999',
      'Is no longer in OneLogin.',
      'Planned',
    ]);
    expect(await table.getAttribute('aria-rowcount')).toBe('100001');
    expect(await table.getByRole('row').count()).toBeLessThan(60);
    expect(inputsOf('listChanges').length).toBeLessThan(6);
    await atRest(page);
    await page.keyboard.press('Home');
    await cellsOf(table, 1);
    // The row with the focus goes out of sight, and the keys still scroll the list.
    await atRest(page);
    await table.getByRole('link').first().focus();
    await page.keyboard.press('End');
    await cellsOf(table, 100_000);
    await atRest(page);
    await page.keyboard.press('Home');
    await cellsOf(table, 1);
  });

  it('is narrowed, grouped by person and searched; the address keeps it, and back takes it back', async () => {
    const { page, table } = await openLarge('/runs/run-1/change/remove/reason/left');
    const found = page.getByRole('status').filter({ hasText: /found|changes|fits/ });
    await found.getByText('10,000 changes found').waitFor();
    // What tells the number stays, so that a screen reader hears it change.
    await page.evaluate(`document.querySelector('.changes-head output').dataset.stays = 'yes'`);
    expect((await cellsOf(table, 1)).slice(0, 1)).toEqual(['Remove']);
    await choose(page, 'Grouped by', 'Person');
    await page
      .getByRole('rowheader', { name: /^Ana Haddad 1\d* \d removals?$/ })
      .first()
      .waitFor();
    await page.getByLabel('Search a person or group').fill('team 0013');
    await found.getByText('10 changes found').waitFor();
    expect(await found.getAttribute('data-stays')).toBe('yes');
    expect(await page.evaluate('history.state.path')).toBe(
      '/runs/run-1/change/remove/reason/left/search/team%200013/by/person',
    );
    await pages.expectAccessible();
    await page.getByLabel('Search a person or group').fill('nobody');
    await page.getByRole('heading', { name: 'No change fits' }).waitFor();
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await found.getByText('100,000 changes').waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'No change fits' }).waitFor();
    await page.goBack();
    await found.getByText('10,000 changes found').waitFor();
    expect(await page.getByLabel('Search a person or group').inputValue()).toBe('');
  });

  it('is led to from its counts and its groups', async () => {
    const { page, table } = await openLarge();
    await page.getByText('A sync would add 59,950 memberships for').waitFor();
    await page.getByRole('link', { name: /People who lose access and gain none/ }).click();
    await page.getByText('40,000 changes found').waitFor();
    await page.getByRole('link', { name: 'Team 0003', exact: true }).click();
    await page.getByText('100 changes found').waitFor();
    expect((await cellsOf(table, 1)).at(-1)).toBe('Held');
  });
});
