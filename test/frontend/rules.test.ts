import type { Page } from 'playwright-core';
import type { Input, RulesPreview } from '../../src/contract';
import { defaultRules, type SyncRules } from '../../src/domain/sync-rules';
import { Refusal, type FakeBackend } from '../support/fake-bridge';
import * as driver from '../support/page-driver';
import * as state from '../support/page-fixtures';
import { aLargeEffect, anEffect, answerRules, refuseFaults, someRules } from '../support/page-rules';
import { pageSuite } from '../support/page-suite';

const pages = pageSuite();

const nothing: RulesPreview = { summary: 'This changes nothing.', effect: anEffect() };
const much: RulesPreview = {
  summary: 'This removes 312 memberships in 2 groups and adds 3.',
  effect: aLargeEffect(),
};

interface Opened {
  readonly rules?: SyncRules;
  readonly tab: 'groups' | 'people' | 'safety';
  readonly preview?: () => RulesPreview;
  /** Whether the directory was read before. Default: yes. */
  readonly isRead?: boolean;
}

/** One connector with these rules, whose saves are refused for faults as the server does. */
function open({ rules = defaultRules, tab, preview = () => nothing, isRead = true }: Opened) {
  const app = state.anInstalledApp();
  app.connections = [state.aConnection({ rules })];
  const readAtMs = Date.now();
  const reading = { readAtMs, completeAtMs: readAtMs, runsSinceComplete: 0 };
  app.readings = isRead ? { 'connection-1': reading } : {};
  const handlers = state.handlersOver(app);
  return pages.open({
    app,
    path: `/connectors/connection-1/${tab}`,
    prepare: (backend) => {
      answerRules(backend, preview);
      backend.on('saveConnection', (input) => {
        refuseFaults(input);
        return handlers.saveConnection?.(input) ?? unanswered();
      });
    },
  });
}

function unanswered(): never {
  throw new Error('Nothing saves here.');
}

function savedRules(backend: FakeBackend): readonly SyncRules[] {
  return backend.calls
    .filter(({ method }) => method === 'saveConnection')
    .map(({ input }) => (input as Input<'saveConnection'>).rules);
}

const press = (page: Page, name: string) =>
  page.getByRole('button', { name, exact: true }).locator('visible=true').click();
const saved = (page: Page) => page.getByText('Saved', { exact: true }).locator('visible=true').waitFor();
const focused = (page: Page) =>
  page.evaluate<string>(
    'document.activeElement.getAttribute("aria-label") ?? document.activeElement.textContent',
  );

async function addName(page: Page, label: string, name: string): Promise<void> {
  const field = page.getByLabel(label, { exact: true }).locator('visible=true');
  await field.fill(name);
  await field.press('Enter');
}

describe('the tab Groups', () => {
  it('tries renames while they are typed, moves them, and keeps the focus where the work is', async () => {
    const { page, backend } = await open({ tab: 'groups' });
    await page.getByText('No renames: each group keeps the name').waitFor();
    await press(page, 'Add a rename');
    await page.keyboard.press('Tab');
    await page.keyboard.type(' (Okta)');
    const first = page.getByRole('group', { name: 'Rename 1' });
    const second = page.getByRole('group', { name: 'Rename 2' });
    await press(page, 'Add a rename');
    await second.getByLabel('Kind of rename').press('ArrowDown');
    await page.getByRole('option', { name: 'Regular expression' }).click();
    await second.getByLabel('Regular expression').last().fill('^Team (.*)$');
    await second.getByLabel('Replace with').fill('$1');
    await first.getByLabel('Try it').fill('Team Sales (Okta)');
    await first.getByText('“Team Sales”', { exact: true }).waitFor();
    await first.getByText('“Sales”', { exact: true }).waitFor();
    await second.getByLabel('Try it').fill('Chat');
    await second.getByText('“Chat”, not changed by this rename').waitFor();

    await press(page, 'Move Rename 2 up');
    expect(await focused(page)).toBe('Move Rename 1 down');
    expect(await first.getByLabel('Replace with').inputValue()).toBe('$1');
    await press(page, 'Remove Rename 2');
    expect(await focused(page)).toBe('Add a prefix');
    await driver.save(page);
    await saved(page);
    expect(savedRules(backend)[0]?.mapping.renames).toEqual([
      { kind: 'expression', search: '^Team (.*)$', replace: '$1' },
    ]);
  });

  it('shows what edited rules change, and asks with the counts before they are saved', async () => {
    const { page, backend } = await open({
      tab: 'groups',
      rules: someRules(),
      preview: () => much,
    });
    await press(page, 'Let them share Support');
    await page.getByText('No name needs a decision.').waitFor();
    await driver.chooseOption(page, '“Design” is there already', 'Take it over');
    await addName(page, 'Atlassian groups that everybody gets', 'Everyone');
    await press(page, 'Paste a list');
    await page.getByLabel('Groups and where they go').fill('Sales EMEA -> Sales\nChat');
    await page.getByText('Line 2 needs a group, an arrow').waitFor();
    await page.getByLabel('Groups and where they go').fill('Sales EMEA -> Sales\nOps -> Run; On call');
    await press(page, 'Use this list');
    await press(page, 'Show what this changes');
    expect(await driver.readTable(page, 'Groups that change')).toEqual([
      {
        Group: expect.stringContaining('No longer synced'),
        'To add': '0',
        'To remove': expect.stringContaining('307 more'),
      },
      { Group: 'Engineering', 'To add': '0', 'To remove': expect.stringContaining('Dana Scott and Éloïse') },
      {
        Group: expect.stringContaining('Newly synced'),
        'To add': expect.stringContaining('Cem'),
        'To remove': '0',
      },
    ]);
    for (const part of ['Would wait for approval', 'Not known before a run'])
      await page.getByText(part).waitFor();
    await pages.expectAccessible();

    await driver.save(page);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Save settings that remove 312 memberships?').waitFor();
    expect(await dialog.getByRole('listitem').allInnerTexts()).toEqual([
      'Sales: 310 removals',
      'Engineering: 2 removals',
    ]);
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(savedRules(backend)).toEqual([]);
    await driver.save(page);
    await dialog.getByRole('button', { name: 'Save the settings' }).click();
    await saved(page);
    expect(savedRules(backend)).toEqual([
      {
        ...someRules(),
        mapping: {
          ...someRules().mapping,
          map: [
            { from: 'Sales EMEA', to: ['Sales'] },
            { from: 'Ops', to: ['Run', 'On call'] },
          ],
          everyone: ['All staff', 'Everyone'],
          merged: ['Support'],
        },
        existingGroups: {
          ...someRules().existingGroups,
          decisions: [{ group: 'Design', decision: 'adopt' }],
        },
      },
    ]);
    await page.getByRole('heading', { name: 'What this changes' }).waitFor({ state: 'detached' });
  });

  it('puts each refusal beside its field, its own and the server’s', async () => {
    const { page, backend } = await open({ tab: 'groups' });
    await press(page, 'Add a rename');
    await press(page, 'Add a group');
    await driver.save(page);
    expect(await driver.readFieldError(page, 'Text in the name')).toBe('Enter what to search for.');
    expect(savedRules(backend)).toEqual([]);
    await page
      .getByRole('button', { name: /^Remove Group 1/ })
      .first()
      .click();
    await page.getByLabel('Text in the name').fill('same');
    await page.getByLabel('Replace with').fill('same');
    await driver.save(page);
    await page.getByText('The text is replaced by itself').waitFor();
    expect(await driver.readFieldError(page, 'Replace with')).toContain('Delete the rename.');
    expect(await page.getByLabel('Replace with').evaluate((field) => field === document.activeElement)).toBe(
      true,
    );
    await page.getByLabel('Replace with').fill('other');
    expect(await driver.readFieldError(page, 'Replace with')).toBe('');
  });

  it('shows a long list in pages, and opens the one where something is wrong', async () => {
    const map = Array.from({ length: 45 }, (_, index) => ({ from: `Group ${index}`, to: ['All'] }));
    const twice = [...map, { from: 'Group 44', to: ['Other'] }];
    const rules = { ...defaultRules, mapping: { ...defaultRules.mapping, map: twice } };
    const { page } = await open({ tab: 'groups', rules });
    await page.getByText('1 to 20 of 46').waitFor();
    expect(await page.getByLabel('Group in the directory').count()).toBe(20);
    await driver.save(page);
    await page.getByText('"Group 44" has two entries.').waitFor();
    await page.getByText('41 to 46 of 46').waitFor();
    await press(page, 'Previous 20');
    await page.getByText('21 to 40 of 46').waitFor();
  });
});

describe('the three tabs', () => {
  it('are saved together: what is wrong or unsaved on another one is named and led to', async () => {
    const { page, backend } = await open({ tab: 'groups', rules: someRules() });
    await press(page, 'Remove Rename 2');
    await driver.save(page);
    await page
      .getByText('The example "Team Design" leads to "Team Design"')
      .locator('visible=true')
      .waitFor();
    await page.getByRole('link', { name: 'Safety', exact: true }).click();
    const example = page.getByRole('group', { name: 'Example 1' });
    await example.getByText('The example "Team Design" leads to "Team Design", not to "Design".').waitFor();
    await page.getByText('Not saved yet: Groups.').waitFor();
    await pages.expectAccessible();
    await press(page, 'Edit example 1');
    await example.getByLabel('Group in the directory').fill('Design');
    await example.getByText('Comes out as written').waitFor();
    await driver.save(page);
    await saved(page);
    expect(savedRules(backend).at(-1)).toMatchObject({
      mapping: { renames: [{ search: ' (Okta)' }] },
      examples: [{ name: 'Design' }, { name: 'A contractor in sales' }],
    });
  });

  it('do not save over rules that somebody else saved meanwhile', async () => {
    const { page, app } = await open({ tab: 'people' });
    await page.getByLabel('Wait before removing').fill('24');
    const theirs = { ...defaultRules, approvals: 2 as const };
    app.connections = [state.aConnection({ revision: 9, rules: theirs })];
    await driver.save(page);
    await page.getByText('Somebody else changed these settings').waitFor();
    expect(app.connections[0]?.rules).toEqual(theirs);
    await press(page, 'Load the latest settings');
    await page.getByText('Somebody else changed these settings').waitFor({ state: 'detached' });
    expect(await page.getByLabel('Wait before removing').inputValue()).toBe('0');
    expect(await focused(page)).toBe('OneLogin staff');
    await page.getByLabel('Wait before removing').fill('48');
    await press(page, 'Discard');
    expect(await page.getByLabel('Wait before removing').inputValue()).toBe('0');
    expect(await focused(page)).toBe('Save');
  });

  it('ask before a save whose effect cannot be known', async () => {
    const stops = 'A run with these rules would stop and say: Nobody takes part.';
    const { page, backend } = await open({ tab: 'people', preview: () => ({ summary: stops }) });
    await page.getByLabel('Wait before removing').fill('24');
    await press(page, 'Show what this changes');
    await page.getByText(stops).waitFor();
    await page.getByLabel('Wait before removing').fill('48');
    await page.getByText('You have changed more since').waitFor();
    await driver.save(page);
    await page.getByRole('dialog').getByText(stops).waitFor();
    await press(page, 'Cancel');
    backend.on('previewRules', () => {
      throw new Refusal({ kind: 'stored-data-damaged', message: 'What was read is damaged.' });
    });
    await driver.save(page);
    await page.getByRole('dialog').getByText('What was read is damaged.').waitFor();
    expect(savedRules(backend)).toEqual([]);
    await press(page, 'Save the settings');
    await saved(page);
    expect(savedRules(backend)[0]?.removal.graceHours).toBe(48);
  });

  it('ask nothing before the first read, and offer nothing that needs one', async () => {
    const { page, backend } = await open({ tab: 'people', isRead: false });
    await page.getByLabel('Wait before removing').fill('48');
    await page.getByText('Not saved yet: People.').waitFor();
    expect(await page.getByRole('button', { name: 'Show what this changes' }).count()).toBe(0);
    await driver.save(page);
    await saved(page);
    expect(savedRules(backend)[0]?.removal.graceHours).toBe(48);
  });
});

describe('the tab People', () => {
  it('saves conditions, and when and for whom memberships are removed', async () => {
    const { page, backend } = await open({ tab: 'people' });
    await press(page, 'Add a condition');
    const condition = page.getByRole('group', { name: 'Condition 1' });
    await page.keyboard.type('department');
    await condition.getByLabel('Has one of these values').fill('Sales*\nMarketing');
    await driver.chooseOption(page, 'What becomes of these people', 'They are put into a group');
    await condition.getByLabel('Atlassian group').fill('Go to market');
    await driver.chooseOption(page, 'Active people who no longer take part', 'They stay in their groups');
    await page.getByLabel('Wait before removing').fill('1.5');
    await driver.setToggle(page, 'Remove people who left or are not active at once', 'off');
    await page.getByLabel('People who keep their groups').fill('ann@acme.com\n');
    await page.getByLabel('Atlassian groups that lose nobody').fill('Board');
    await pages.expectAccessible();
    await driver.save(page);
    await saved(page);
    expect(savedRules(backend)).toEqual([
      {
        ...defaultRules,
        conditions: [
          {
            attribute: 'department',
            values: ['Sales*', 'Marketing'],
            effect: { kind: 'grant', group: 'Go to market' },
          },
        ],
        removal: {
          left: 'remove',
          inactive: 'remove',
          outOfScope: 'keep',
          graceHours: 1.5,
          fastLane: false,
          keepPeople: ['ann@acme.com'],
          keepGroups: ['Board'],
        },
      },
    ]);
  });
});

describe('the tab Safety', () => {
  it('saves limits as numbers and shares, who approves, and a new example', async () => {
    const { page, backend } = await open({ tab: 'safety' });
    const removals = page.getByRole('group', { name: 'Removals in one run' });
    await removals.getByLabel('At most', { exact: true }).fill('40');
    await removals.getByLabel('At most, in percent').fill('12.5');
    await page.getByLabel('At most, in times the usual').fill('');
    await driver.chooseOption(page, 'Who must approve', 'Two different administrators');
    await press(page, 'Add a person as an example');
    await page.keyboard.type('An intern');
    await page.getByLabel('Attributes').fill('employeeType: intern');
    await addName(page, 'Must be in these Atlassian groups', 'Interns');
    await page.getByText('is not in "Interns".').waitFor();
    await driver.save(page);
    await page.getByText('is not in "Interns".').waitFor();
    expect(await focused(page)).toContain('Does not come out as written');
    await page.getByRole('button', { name: 'Remove Interns' }).click();
    await page.getByText('Comes out as written').waitFor();
    await driver.save(page);
    await saved(page);
    expect(savedRules(backend).at(-1)).toEqual({
      ...defaultRules,
      limits: {
        ...defaultRules.limits,
        removals: { ...defaultRules.limits.removals, perRun: { max: 40, maxShare: 0.125, shareFloor: 10 } },
        usual: { ...defaultRules.limits.usual, multiple: 0 },
      },
      approvals: 2,
      examples: [
        {
          kind: 'person',
          name: 'An intern',
          status: 'active',
          attributes: { employeeType: ['intern'] },
          groups: [],
          takesPart: true,
          isIn: [],
        },
      ],
    });
  });
});
