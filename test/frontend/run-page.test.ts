import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import type { RunView } from '../../src/contract';
import type { RunReport, RunTask } from '../../src/domain/run';
import { Refusal } from '../support/fake-bridge';
import { readTable } from '../support/page-driver';
import * as state from '../support/page-fixtures';
import { pageSuite } from '../support/page-suite';
import * as runs from '../support/run-fixtures';

const pages = pageSuite();

/** Opens the page of the first of these runs. */
function open(shown: readonly RunView[], { path = '/runs/run-1', rows = runs.heldRows() } = {}) {
  const app = { ...state.anInstalledApp(), runs: [...shown] };
  return pages.open({ app, path, prepare: (backend) => runs.answerRuns(backend, app, rows) });
}

/** The lines of a list that the page names. */
async function lines(page: Page, label: string): Promise<readonly string[]> {
  const items = page.getByRole('list', { name: label }).getByRole('listitem');
  await items.first().waitFor();
  return items.allInnerTexts();
}

const heldHash = 'a'.repeat(64);

describe('what a run holds', () => {
  it('is shown by group, with the people behind it', async () => {
    const { page } = await open([runs.afterLosingPeople(runs.aHeldRun())]);
    await page.getByText('OneLogin has 812 people; it had 1,624 before.').waitFor();
    await page.getByText('6 of these groups are also synced by Staff Okta; 20 memberships stay').waitFor();
    await page.getByRole('button', { name: 'Review 12 additions and 64 removals' }).click();
    await page.getByText('212 of 840 managed memberships').waitFor();
    await page.getByText('Finance', { exact: true }).first().click();
    const removed = 'Would be removed: Finance';
    expect(await lines(page, removed)).toHaveLength(10);
    expect((await lines(page, removed))[0]).toBe('Ana Scott\nThe account in OneLogin is not active.');
    await page.getByRole('button', { name: 'Show more (48)' }).click();
    await page.getByRole('list', { name: removed }).getByRole('listitem').nth(57).waitFor();
    await page.getByText('Support Europe', { exact: true }).first().click();
    expect(await lines(page, 'Would be added: Support Europe')).toHaveLength(10);
  });

  it('is accessible, with the people in sight', async () => {
    const { page } = await open([runs.aHeldRun()], { rows: runs.heldRows().slice(0, 4) });
    await page.getByText('Engineering', { exact: true }).first().click();
    await lines(page, 'Would be removed: Engineering');
    await pages.expectAccessible();
  });

  it('is approved for the ticked groups alone, after the dialog has said how much that is', async () => {
    const { page, backend, app, inputsOf } = await open([runs.aHeldRun()]);
    backend.on('decideHeld', ({ sourceIds = [] }) => ({
      decision: { kind: 'approved', by: [], sourceIds },
      run: runs.begin(app, {}),
    }));
    await page.getByText('You decide about 12 additions and 64 removals in all 3 groups.').waitFor();
    await page.getByText('All 3 groups', { exact: true }).click();
    await page.getByText('Tick at least one group').waitFor();
    expect(await page.getByRole('button', { name: 'Approve and apply' }).isDisabled()).toBe(true);
    await page.getByRole('checkbox', { name: 'Decide about Finance' }).check({ force: true });
    await page.getByText('You decide about 58 removals in 1 of 3 groups.').waitFor();
    await page.getByRole('button', { name: 'Approve and apply' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('58 removals', { exact: true }).waitFor();
    await dialog.getByText('The other groups wait').waitFor();
    await dialog.getByRole('button', { name: 'Approve and apply' }).click();
    await page.getByText('You can leave this page; the run goes on.').waitFor();
    expect(inputsOf('decideHeld')).toEqual([
      { runId: 'run-1', heldHash, decision: 'approve', sourceIds: ['role:2'] },
    ]);
  });

  it('waits for a second administrator where two must approve, and says so', async () => {
    const { page, backend, app, inputsOf } = await open([runs.aHeldRun()]);
    app.connections = app.connections.map((each) => ({ ...each, rules: { ...each.rules, approvals: 2 } }));
    backend.on('decideHeld', () => {
      const decision = { kind: 'waiting', by: [{ accountId: 'account-1', atMs: Date.now() }] } as const;
      app.runs = app.runs.map((run) => ({ ...run, decision }));
      return { decision };
    });
    await page.getByRole('button', { name: 'Approve and apply' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Nothing is applied yet').waitFor();
    await dialog.getByRole('button', { name: 'Approve and apply' }).click();
    await page.getByText('A second administrator must approve').waitFor();
    await page.getByText('Approved by Mia Krystof (you) on').waitFor();
    await page.getByRole('button', { name: 'Approve and apply' }).waitFor({ state: 'detached' });
    expect(inputsOf('decideHeld')).toEqual([{ runId: 'run-1', heldHash, decision: 'approve' }]);
  });

  it('is approved by the second administrator as the first one chose', async () => {
    const decision = {
      kind: 'waiting',
      by: [{ accountId: 'account-2', atMs: Date.now() }],
      sourceIds: ['role:1'],
    } as const;
    const { page, backend, app, inputsOf } = await open([runs.aHeldRun({ decision })]);
    backend.on('decideHeld', () => ({
      decision: { ...decision, kind: 'approved' },
      run: runs.begin(app, {}),
    }));
    await page.getByText('Approved by Jo Ng on').waitFor();
    await page.getByText('Only in these groups: Engineering.').waitFor();
    expect(await page.getByRole('checkbox').count()).toBe(0);
    await page.getByRole('button', { name: 'Approve and apply' }).click();
    await page.getByRole('dialog').getByText('A new sync applies them').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Approve and apply' }).click();
    await page.getByText('You can leave this page; the run goes on.').waitFor();
    expect(inputsOf('decideHeld')).toEqual([
      { runId: 'run-1', heldHash, decision: 'approve', sourceIds: ['role:1'] },
    ]);
  });

  it('is rejected for good, and then cannot be decided about again', async () => {
    const { page, backend, app, inputsOf } = await open([runs.aHeldRun()]);
    backend.on('decideHeld', () => {
      const by = [{ accountId: 'account-1', atMs: Date.now() }];
      const decision = { kind: 'rejected', by, remembered: true } as const;
      app.runs = app.runs.map((run) => ({ ...run, decision }));
      return { decision };
    });
    await page.getByRole('button', { name: 'Reject and do not propose again' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Reject and do not propose again' }).click();
    await page.getByText('The held changes were rejected for good').waitFor();
    await page.getByText('Done, except for changes that were rejected').waitFor();
    await page.getByText('76 held changes were rejected.').waitFor();
    expect(await page.getByRole('button', { name: /Approve|Reject/ }).count()).toBe(0);
    // The button that was pressed is gone: the focus goes to what came of it.
    const focused = '*:focus:not(body)';
    expect(await page.locator(focused).textContent()).toContain('The held changes were rejected for good');
    expect(inputsOf('decideHeld')).toEqual([
      { runId: 'run-1', heldHash, decision: 'reject', remember: true },
    ]);
  });

  it('leaves the other groups open when some were rejected', async () => {
    const by = [{ accountId: 'account-1', atMs: Date.now() }];
    const decision = { kind: 'rejected', by, sourceIds: ['role:2'] } as const;
    const { page, backend, app, inputsOf } = await open([runs.aHeldRun({ decision })]);
    backend.on('decideHeld', () => ({ decision, run: runs.begin(app, {}) }));
    await page.getByText('Only in these groups: Finance.').waitFor();
    await page.getByText('You decide about 12 additions and 6 removals in all 2 groups.').waitFor();
    expect(await page.getByRole('checkbox', { name: 'Decide about Finance' }).count()).toBe(0);
    await page.getByRole('button', { name: 'Approve and apply' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Approve and apply' }).click();
    await page.getByText('You can leave this page; the run goes on.').waitFor();
    // What was rejected before is left out by the server.
    expect(inputsOf('decideHeld')).toEqual([{ runId: 'run-1', heldHash, decision: 'approve' }]);
  });

  it('stays undecided when the decision is refused, with the reason in the dialog', async () => {
    const { page, backend } = await open([runs.aHeldRun()]);
    backend.on('decideHeld', () => {
      throw new Refusal({ kind: 'conflict', message: 'Other changes are held by now. Look again.' });
    });
    await page.getByRole('button', { name: 'Reject', exact: true }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Reject', exact: true }).click();
    await page.getByRole('dialog').getByText('Other changes are held by now. Look again.').waitFor();
    await page.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.getByRole('button', { name: 'Reject', exact: true }).isEnabled()).toBe(true);
  });

  it('was applied by a run that its page leads to', async () => {
    const by = [{ accountId: 'account-2', atMs: Date.now() }];
    const decision = { kind: 'approved', by, runId: 'run-2' } as const;
    const { page } = await open([
      state.aRun({ id: 'run-2', report: state.aReport({ runId: 'run-2' }) }),
      runs.aHeldRun({ decision }),
    ]);
    await page.getByText('Approved', { exact: true }).waitFor();
    await page.getByRole('link', { name: 'The sync that applied them' }).click();
    await page.getByRole('heading', { name: 'Done', exact: true }).waitFor();
    expect(await page.getByText('Held for approval').count()).toBe(0);
  });
});

describe('all changes', () => {
  it('say what, who, in which group, why, and what became of it', async () => {
    const { page } = await open([runs.aHeldRun()], { path: '/runs/run-1/outcome/failed' });
    await page.getByText('1 change found').waitFor();
    expect((await readTable(page, 'All changes')).at(-1)).toEqual({
      Change: 'Add',
      Person: '712020:0b9c5e1a-7d1f-4a51-9a36-52f0c6b1d6d1',
      Group: 'Sales',
      Why: 'Is in the group in OneLogin.',
      Outcome: 'Failed\nThe account was closed while the run was under way.',
    });
  });

  it('are saved as one file, of which the parts are counted while they come', async () => {
    const { page, backend, inputsOf } = await open([runs.aHeldRun()]);
    const downloading = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export as CSV' }).click();
    const download = await downloading;
    expect(download.suggestedFilename()).toBe('run-1.csv');
    expect(readFileSync(await download.path(), 'utf8')).toBe('part 0\npart 1\npart 2\n');
    expect(inputsOf('exportRun')).toHaveLength(3);
    backend.on('exportRun', () => {
      throw new Refusal({ kind: 'not-found', message: 'The changes of this run are no longer kept.' });
    });
    await page.getByRole('button', { name: 'Export as JSON' }).click();
    await page.getByRole('alert').getByText('The changes of this run are no longer kept.').waitFor();
    expect(await page.getByRole('button', { name: 'Export as JSON' }).isEnabled()).toBe(true);
  });

  it('are compared with those of an earlier run', async () => {
    const dayAgo = Date.now() - 24 * 60 * 60_000;
    const approved = { kind: 'approved', by: [{ accountId: 'a', atMs: dayAgo }] } as const;
    const { page, inputsOf } = await open([
      runs.aHeldRun(),
      state.aRun({
        id: 'run-0',
        startedAtMs: dayAgo,
        status: 'held',
        decision: approved,
        report: state.aReport(),
      }),
      state.aRunUnderWay({ id: 'run-x', startedAtMs: dayAgo }),
    ]);
    await page.getByRole('combobox', { name: 'Earlier run' }).focus();
    await page.keyboard.press('ArrowDown');
    expect(await page.getByRole('option').count()).toBe(1);
    expect(await page.getByRole('option').innerText()).toMatch(/: Sync, approved$/);
    await page.getByRole('option').click();
    await page.getByText('2 changes of the earlier run are not in this one, and 1 is new.').waitFor();
    expect((await readTable(page, 'Only in the earlier run')).map((row) => row['Person'])).toEqual([
      'Ana Ruiz',
      'Bo Lindqvist',
    ]);
    expect(await readTable(page, 'Only in this run')).toHaveLength(1);
    expect(inputsOf('compareRuns')).toEqual([{ beforeRunId: 'run-0', afterRunId: 'run-1' }]);
  });
});

describe('what a run found besides its changes', () => {
  it('is listed by name, with what becomes of it', async () => {
    const { page } = await open([runs.aFullRun()], { rows: runs.heldRows().slice(0, 4) });
    expect(await readTable(page, 'Waiting removals')).toContainEqual(
      expect.objectContaining({ Person: 'Dana Scott', Group: 'Engineering' }),
    );
    const [finance] = await readTable(page, 'Changed by hand');
    expect(finance).toMatchObject({
      'Taken out by hand': 'Nobody',
      'What becomes of it': 'All changes made by hand are undone.',
    });
    await page.getByRole('button', { name: 'Show 3 more people' }).click();
    expect(await lines(page, 'Put into Finance')).toHaveLength(8);
    expect(await lines(page, 'Why memberships were kept')).toEqual([
      '6 because the removal rules keep them',
      '2 because the person is an exception to removals',
      '1 because an administrator rejected the change for good',
    ]);
    expect((await readTable(page, 'Groups left alone')).map((row) => row['Group'])).not.toContain('Legal');
    const [legal] = await readTable(page, 'Groups that need a decision');
    expect(legal).toMatchObject({ Group: 'Legal', 'Members now': '31' });
    await pages.expectAccessible();
    await page.getByRole('link', { name: 'Decide in the group rules of OneLogin staff' }).click();
    await page.getByRole('tabpanel', { name: 'Groups', exact: true }).waitFor();
  });
});

describe('undoing a run', () => {
  const undo: RunTask = { kind: 'undo', runId: 'run-1' };
  const ended = (run: RunView, report: RunReport): RunView => ({
    ...state.aRun({ id: run.id, mode: run.mode, task: undo, trigger: 'person' }),
    report: { ...report, runId: run.id, task: undo },
  });

  it('shows a preview first, then takes back, and lets the schedule rest until somebody goes on', async () => {
    const { page, backend, app, inputsOf } = await open([runs.aFullRun()], { rows: [] });
    await page.getByRole('button', { name: 'Undo this run' }).click();
    await page.getByRole('dialog').getByText('14 memberships').waitFor();
    await page.getByRole('dialog').getByText('Groups that the run created stay').waitFor();
    await page.getByRole('button', { name: 'Preview the undo' }).click();
    await page.getByRole('heading', { level: 1, name: 'Preview of an undo in OneLogin staff' }).waitFor();
    app.runs = app.runs.map((run) => (run.task === undefined ? run : ended(run, state.aPreviewReport())));
    const undoing = 'Undo: remove 3 memberships and add 14 memberships again';
    await page.getByRole('button', { name: undoing }).click();
    await page.getByRole('dialog').getByText('3 memberships will be removed, and 14').waitFor();
    const rest = { why: 'undo', sinceMs: Date.now() } as const;
    const view = state.handlersOver(app).getConnection;
    backend.on('getConnection', async (input) => ({ ...(await view?.(input)), ...aView(app), rest }));
    backend.on('resumeSchedule', () => {
      backend.on('getConnection', () => aView(app));
      return aView(app);
    });
    await page.getByRole('dialog').getByRole('button', { name: undoing }).click();
    await page.getByRole('heading', { level: 1, name: 'Undo in OneLogin staff' }).waitFor();
    app.runs = app.runs.map((run) => (run.status === 'working' ? ended(run, state.aReport()) : run));
    await page.getByText('The schedule is paused after an undo').waitFor();
    await page.getByRole('button', { name: 'Resume schedule' }).click();
    await page.getByText('The schedule is paused after an undo').waitFor({ state: 'detached' });
    expect(inputsOf('undoRun')).toEqual([
      { runId: 'run-1', mode: 'preview' },
      { runId: 'run-1', mode: 'sync' },
    ]);
    expect(inputsOf('resumeSchedule')).toEqual([{ id: 'connection-1' }]);
    await page.getByRole('link', { name: /^the run of / }).click();
    await page.getByRole('link', { name: /undone/i }).waitFor();
    expect(await page.getByRole('button', { name: 'Undo this run' }).count()).toBe(0);
  });

  it('approves with one button and one question what the limits would hold of it, and waits where two must', async () => {
    const preview = runs.aHeldRun({ mode: 'preview', task: undo });
    const report = { ...aReportOf(preview), mode: 'preview', task: undo } as const;
    const planned = { groups: 0, additions: 0, removals: 76 };
    const { page, backend, app, inputsOf } = await open([{ ...preview, report: { ...report, planned } }]);
    backend.on('decideHeld', () => {
      const by = [{ accountId: 'account-2', atMs: Date.now() }];
      const decision = { kind: 'waiting', by } as const;
      if (app.runs[0]?.decision !== undefined)
        return { decision: { ...decision, kind: 'approved' }, run: runs.begin(app, { task: undo }) };
      app.runs = app.runs.map((run) => (run.id === 'run-1' ? { ...run, decision } : run));
      return { decision };
    });
    app.connections = app.connections.map((each) => ({ ...each, rules: { ...each.rules, approvals: 2 } }));
    const button = page.getByRole('button', { name: 'Undo and remove 76 memberships' });
    await button.click();
    expect(await page.getByRole('button', { name: 'Approve and apply' }).count()).toBe(0);
    const dialog = page.getByRole('dialog');
    await dialog.getByText('a second administrator must approve').waitFor();
    await dialog.getByRole('button', { name: 'Approve the undo' }).click();
    await page.getByText('Approved by Jo Ng on').waitFor();
    await button.click();
    await dialog.getByText('With this you approve exactly these.').waitFor();
    await dialog.getByRole('button', { name: 'Undo and remove 76 memberships' }).click();
    await page.getByRole('heading', { level: 1, name: 'Undo in OneLogin staff' }).waitFor();
    const approval = { runId: 'run-1', heldHash, decision: 'approve' };
    expect(inputsOf('decideHeld')).toEqual([approval, approval]);
  });

  it('is not offered where there is nothing to take back', async () => {
    const report = state.aReport();
    const memberships = { ...report.counts.memberships, added: 0, removed: 0 };
    const nothing = { ...report, counts: { ...report.counts, memberships } };
    const { page } = await open([state.aRun({ report: nothing })]);
    await page.getByText('How it ran').waitFor();
    expect(await page.getByRole('button', { name: 'Undo this run' }).count()).toBe(0);
  });
});

function aReportOf({ report }: RunView): RunReport {
  if (report === undefined) throw new Error('The fixture has a report.');
  return report;
}

function aView(app: state.FakeState) {
  const view = state.handlersOver(app).getConnection?.({ id: 'connection-1' });
  if (view === undefined || view instanceof Promise) throw new Error('The fixture answers at once.');
  return view;
}

describe('a schedule that rests', () => {
  it('says why and until when, in the list and on the connector’s page, and goes on there', async () => {
    const { page, backend, app, inputsOf } = await open([], { path: '/' });
    const rest = { why: 'failures', count: 5, untilMs: Date.now() + 7_200_000 } as const;
    const overview = state.handlersOver(app).overview;
    backend.on('overview', async () => {
      const list = await overview?.({});
      if (list === undefined) throw new Error('The fixture has a list.');
      const [first, ...others] = list.connections;
      return { ...list, connections: first === undefined ? [] : [{ ...first, rest }, ...others] };
    });
    backend.on('getConnection', () => ({ ...aView(app), rest }));
    backend.on('resumeSchedule', () => aView(app));
    await page.reload();
    await page.getByText('Paused until').waitFor();
    await page.getByRole('link', { name: 'OneLogin staff' }).click();
    await page.getByText('5 runs stopped one after the other.').waitFor();
    await page.getByRole('button', { name: 'Resume schedule' }).click();
    await page.getByText('5 runs stopped one after the other.').waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.textContent')).toBe('OneLogin staff');
    expect(inputsOf('resumeSchedule')).toEqual([{ id: 'connection-1' }]);
  });
});
