import type { RunView } from '../../src/contract';
import type { Page } from 'playwright-core';
import { Refusal } from '../support/fake-bridge';
import * as state from '../support/page-fixtures';
import { pageSuite } from '../support/page-suite';

const pages = pageSuite();
const minute = 60_000;

const halfWay = {
  ...state.noProgress,
  groupsRead: 42,
  usersRead: 812,
  membershipsRead: 2_140,
  targetGroupsRead: 24,
  targetGroupsToRead: 24,
  changesDone: 120,
  changesToDo: 340,
};

/** A run that applies its changes since two minutes. */
function applying(overrides: Partial<RunView> = {}): RunView {
  const startedAtMs = Date.now() - 5 * minute;
  const at = (seconds: number) => startedAtMs + seconds * 1_000;
  return state.aRunUnderWay({
    startedAtMs,
    trigger: 'person',
    startedBy: 'account-1',
    phase: 'apply',
    progress: halfWay,
    phases: [
      { phase: 'budget', startedAtMs, endedAtMs: at(1) },
      { phase: 'groups', startedAtMs: at(1), endedAtMs: at(9) },
      { phase: 'people', startedAtMs: at(9), endedAtMs: at(92) },
      { phase: 'accounts', startedAtMs: at(92), endedAtMs: at(101) },
      { phase: 'target', startedAtMs: at(101), endedAtMs: at(178) },
      { phase: 'plan', startedAtMs: at(178), endedAtMs: at(180) },
      { phase: 'apply', startedAtMs: at(180) },
    ],
    calls: {
      onelogin: { requests: 412, retries: 2, waitedMs: 1_200 },
      jira: { requests: 1_204, retries: 0, waitedMs: 0 },
    },
    remaining: {
      onelogin: {
        remaining: 4_588,
        limit: 5_000,
        resetsAtMs: Date.now() + 22 * minute,
        atMs: Date.now() - minute,
      },
    },
    ...overrides,
  });
}

/** Opens the page of this run; what the page asks of it is answered as the server does. */
async function open(run: RunView, more: { width?: number } = {}) {
  const app = { ...state.anInstalledApp(), runs: [run] };
  const change = (next: Partial<RunView>) => {
    app.runs = app.runs.map((each) => ({ ...each, ...next }));
  };
  const opened = await pages.open({
    ...more,
    app,
    path: '/runs/run-1',
    handlers: {
      controlRun: ({ action }) => {
        const [{ wish: _, waiting: __, ...rest } = run] = app.runs;
        const wish = {
          kind: action === 'cancel' ? action : 'pause',
          byAccountId: 'account-1',
          atMs: Date.now(),
        } as const;
        app.runs = [action === 'resume' ? { ...rest, status: 'working' } : { ...rest, wish }];
        return app.runs[0] ?? run;
      },
    },
  });
  return { ...opened, change };
}

const focused = '*:focus:not(body)';

async function said(page: Page): Promise<string> {
  return page.locator('output.visually-hidden').innerText();
}

describe('a run under way', () => {
  it('shows its phases with counts and times, the calls, and how long it goes on', async () => {
    const { page } = await open(applying());
    const phases = page.getByRole('list', { name: 'Phases of the run' }).getByRole('listitem');
    await phases.first().waitFor();
    const texts = (await phases.allInnerTexts()).map((text) => text.replace(/\n+/g, ' | '));
    expect(texts[2]).toBe('Read people from the directory | 812 people, 2,140 memberships | 1 min 23 s');
    expect(texts[6]).toMatch(
      /^Apply the changes \| 120 of 340 changes \| About 4 minutes left for this step \| 2 min 0\d s$/,
    );
    expect(texts[7]).toBe('Save the report');
    expect(await page.locator('[aria-current="step"]').innerText()).toContain('Apply the changes');
    const calls = await page.getByRole('list', { name: 'API calls' }).getByRole('listitem').allInnerTexts();
    expect(calls[0]).toMatch(/^OneLogin: 412 calls\n4,588 of 5,000 left at .*; starts again at /);
    expect(calls[1]).toBe('Jira: 1,204 calls');
    expect(await said(page)).toBe('Apply the changes');
    await pages.expectAccessible();
  });

  it('is paused and resumed with one button, which keeps the focus', async () => {
    const { page, change, inputsOf } = await open(applying());
    await page.getByRole('button', { name: 'Pause' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Pausing', { exact: true }).waitFor();
    expect(await page.locator(focused).innerText()).toBe('Resume');
    change({ status: 'waiting', waiting: { untilMs: Date.now() + 119 * minute, message: 'Paused.' } });
    await page.getByText(/^Paused by Mia Krystof \(you\) at/).waitFor();
    await page
      .getByText(/^Nothing is done until somebody resumes it\. .* in 1 h 5\d min, the run ends/)
      .waitFor();
    await page.getByText('Paused', { exact: true }).waitFor();
    expect(await said(page)).toBe('The run is paused.');
    expect(await page.getByText('You can leave this page').count()).toBe(0);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Pause' }).waitFor();
    expect(await page.locator(focused).innerText()).toBe('Pause');
    expect(inputsOf('controlRun')).toEqual([
      { runId: 'run-1', action: 'pause' },
      { runId: 'run-1', action: 'resume' },
    ]);
  });

  it('is cancelled after the dialog has said what is done; its page turns into the result by itself', async () => {
    const { page, app, change, inputsOf } = await open(applying(), { width: 768 });
    await page.getByRole('button', { name: 'Cancel run' }).click();
    const dialog = page.getByRole('dialog', { name: /Cancel this sync\?/ });
    await dialog.getByText('120 of 340 changes done, 220 left.').waitFor();
    change({ progress: { ...halfWay, changesDone: 150 } });
    await dialog.getByText('150 of 340 changes done, 190 left.').waitFor();
    await dialog.getByRole('button', { name: 'Keep the run' }).click();
    await dialog.waitFor({ state: 'detached' });
    expect(inputsOf('controlRun')).toEqual([]);
    await page.getByRole('button', { name: 'Cancel run' }).click();
    await dialog.getByRole('button', { name: 'Cancel run' }).click();
    await dialog.waitFor({ state: 'detached' });
    await page.getByText('Cancelling', { exact: true }).waitFor();
    expect(await said(page)).toBe('The run ends after its present step.');
    expect(inputsOf('controlRun')).toEqual([{ runId: 'run-1', action: 'cancel' }]);
    const message = 'The run was cancelled after 151 of 340 changes. What was changed stays.';
    const stoppedBecause = { kind: 'cancelled', message } as const;
    app.runs = [
      state.aRun({
        status: 'stopped',
        stoppedKind: 'cancelled',
        report: state.aReport({ status: 'stopped', stoppedBecause }),
        remaining: applying().remaining ?? {},
      }),
    ];
    await page.getByText(message).waitFor();
    expect(await said(page)).toBe('The run has ended: Cancelled.');
    expect(await page.locator(focused).innerText()).toBe('Sync of OneLogin staff');
    expect(await page.evaluate('scrollY')).toBe(0);
    expect(await page.getByRole('row', { name: /^OneLogin 21 1/ }).innerText()).toContain('4,588 of 5,000');
    expect(await page.getByRole('row', { name: /^Jira 64 0/ }).innerText()).toContain('Not reported');
  });

  it('that ends while somebody is asked about its end takes the question away, and not the focus', async () => {
    const { page, app } = await open(applying({ phase: 'people' }));
    await page.getByRole('button', { name: 'Cancel run' }).click();
    const dialog = page.getByRole('dialog', { name: /Cancel this sync\?/ });
    await dialog.waitFor();
    app.runs = [state.aRun()];
    await dialog.waitFor({ state: 'detached' });
    await page.locator(focused).waitFor();
    expect(await page.locator(focused).innerText()).toBe('Sync of OneLogin staff');
  });

  it('says why something cannot be done, and keeps what was there while the app does not answer', async () => {
    const { page, backend } = await open(applying({ phase: 'people' }));
    backend.on('controlRun', () => {
      throw new Refusal({ kind: 'conflict', message: 'This run ends in a moment.' });
    });
    await page.getByRole('button', { name: 'Pause' }).click();
    await page.getByRole('alert').getByText('This run ends in a moment.').waitFor();
    backend.on('getRun', () => {
      throw new Refusal({ kind: 'unexpected-response', message: 'No.' });
    });
    await page.getByText('The app does not answer').waitFor();
    expect(await page.getByText('812 people, 2,140 memberships').count()).toBe(1);
    backend.on('getRun', () => applying());
    await page.getByText('The app does not answer').waitFor({ state: 'detached' });
  });
});
