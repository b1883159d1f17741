import type { RunView } from '../../src/contract';
import type { ChangeRow } from '../../src/domain/change-row';
import type { RunReport } from '../../src/domain/run';
import { filterRows } from '../../src/sync/change-rows';
import { changesOverview } from '../../src/sync/changes-overview';
import { orderRows, sectionsOf } from '../../src/sync/order-rows';
import type { FakeBackend } from './fake-bridge';
import { aHeldReport, aPreviewReport, aReport, aRun, groupResult, type FakeState } from './page-fixtures';

const minute = 60_000;
const hour = 60 * minute;

const firstNames = ['Ana', 'Bo', 'Chidi', 'Dana', 'Éloïse', 'Farid', 'Grace', 'Hiro', 'Ines', 'Jonas'];
const lastNames = ['Ruiz', 'Lindqvist', 'Okafor', 'Scott', 'Lefèvre', 'Haddad', 'Hopper'];

export function nameOf(number: number): string {
  return `${firstNames[number % 10] ?? ''} ${lastNames[number % 7] ?? ''}`;
}

/** Rows of one group, of people `from` to `from + count`. */
export function changeRows(
  group: Pick<ChangeRow, 'group' | 'sourceId' | 'kind' | 'outcome'> & Partial<ChangeRow>,
  { from, count }: { readonly from: number; readonly count: number },
): readonly ChangeRow[] {
  return Array.from({ length: count }, (_, index) => ({
    accountId: `account-${from + index}`,
    person: nameOf(from + index),
    ...group,
  }));
}

/** 3 removals of Finance and 61 of two others wait, because together they are too many; 14 additions were made. */
export function aHeldRun(overrides: Partial<RunView> = {}): RunView {
  const held = aHeldReport();
  const report: RunReport = {
    ...held,
    counts: { ...held.counts, memberships: { ...held.counts.memberships, held: 76 } },
    planned: { groups: 4, additions: 26, removals: 64 },
    groups: [
      heldGroup('Engineering', 'role:1', { removals: 3 }),
      heldGroup('Finance', 'role:2', { removals: 58 }),
      heldGroup('Support Europe', 'role:3', { removals: 3, additions: 12 }),
      { ...groupResult('Sales', { added: 14 }), sourceId: 'role:4' },
    ],
    held: [
      ...held.held.map((reason) => (reason.scope === 'group' ? { ...reason, sourceId: 'role:2' } : reason)),
      {
        what: 'additions',
        scope: 'group',
        group: 'Support Europe',
        sourceId: 'role:3',
        count: 12,
        of: 8,
        limit: { kind: 'share', value: 1 },
        message: 'Support Europe would gain 12 members, and it has 8; the limit for one group is 100%.',
      },
    ],
  };
  return aRun({
    status: 'held',
    summary: '14 added; 76 changes are held for approval.',
    report,
    names: { 'account-2': 'Jo Ng' },
    ...overrides,
  });
}

function heldGroup(
  name: string,
  sourceId: string,
  { additions = 0, removals = 0 }: { readonly additions?: number; readonly removals?: number },
): RunReport['groups'][number] {
  const planned = { creation: false, additions, removals };
  return { ...groupResult(name, { held: additions + removals, alreadyCorrect: 8 }), sourceId, planned };
}

export function heldRows(): readonly ChangeRow[] {
  const removal = { kind: 'remove', outcome: 'held', cause: 'left' } as const;
  const inSupport = { group: 'Support Europe', sourceId: 'role:3' };
  return [
    ...changeRows({ ...removal, group: 'Engineering', sourceId: 'role:1' }, { from: 0, count: 3 }),
    ...changeRows(
      { ...removal, cause: 'inactive', group: 'Finance', sourceId: 'role:2' },
      { from: 10, count: 58 },
    ),
    ...changeRows({ ...removal, ...inSupport, cause: 'not-member' }, { from: 70, count: 3 }),
    ...changeRows({ ...inSupport, kind: 'add', outcome: 'held' }, { from: 80, count: 12 }),
    ...changeRows(
      { kind: 'add', outcome: 'done', group: 'Sales', sourceId: 'role:4' },
      { from: 100, count: 13 },
    ),
    {
      kind: 'add',
      group: 'Sales',
      sourceId: 'role:4',
      accountId: '712020:0b9c5e1a-7d1f-4a51-9a36-52f0c6b1d6d1',
      outcome: 'failed',
      reason: 'The account was closed while the run was under way.',
    },
  ];
}

/** A finished sync with all that a report can tell besides changes. */
export function aFullRun(overrides: Partial<RunView> = {}): RunView {
  const now = Date.now();
  const report = aReport({
    groups: aReport().groups.map((group, index) => ({ ...group, sourceId: `role:${index + 1}` })),
    waiting: [
      { group: 'Finance', accountId: 'account-1', cause: 'left', untilMs: now + 30 * hour },
      { group: 'Engineering', accountId: 'account-3', cause: 'out-of-scope', untilMs: now + 4 * hour },
    ],
    waitingCount: 2,
    keptCount: 9,
    keptReasons: { policy: 6, person: 2, rejected: 1 },
    drift: [
      { group: 'Finance', policy: 'repair', putIn: accounts(0, 8), takenOut: [] },
      { group: 'Engineering', policy: 'put-back', putIn: ['account-9'], takenOut: ['account-4'] },
    ],
    undecided: [
      {
        sourceId: 'role:20',
        group: { id: 'group-20', name: 'Legal' },
        present: 31,
        add: accounts(2, 4),
        remove: accounts(10, 9),
      },
    ],
    left: [{ sourceId: 'role:20', name: 'Legal', reason: 'undecided' }, ...aReport().left],
    startedBy: 'account-1',
  });
  const names = Object.fromEntries(accounts(0, 30).map((id, index) => [id, nameOf(index)]));
  return aRun({ report, names, startedBy: 'account-1', trigger: 'person', ...overrides });
}

function accounts(from: number, count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `account-${from + index}`);
}

/** So many changes in groups of 100, as a preview of a large directory plans them: six in ten add, one in ten is of people who left, every tenth group is held, every twentieth is new. */
export function manyRows(count: number): readonly ChangeRow[] {
  return Array.from({ length: count }, (_, index): ChangeRow => {
    const number = Math.floor(index / 100);
    const where = { group: `Team ${String(number).padStart(4, '0')}`, sourceId: `role:${number}` };
    const outcome = number % 10 === 3 ? 'held' : 'planned';
    const place = index % 100;
    if (place === 0 && number % 20 === 0) return { kind: 'create', ...where, outcome };
    // Everybody in three groups or so.
    const person = (index * 7_919) % Math.max(1, Math.floor(count / 3));
    const who = { accountId: `account-${person}`, person: `${nameOf(person)} ${person}` };
    if (place < 60) return { kind: 'add', ...where, outcome, ...who };
    if (place < 90) return { kind: 'remove', ...where, outcome, ...who, cause: 'not-member' };
    // These gain nothing.
    return { kind: 'remove', ...where, outcome, ...who, accountId: `gone-${person}`, cause: 'left' };
  });
}

/** A preview with these changes. */
export function aLargeRun(rows: readonly ChangeRow[]): RunView {
  const groups = new Map<string, RunReport['groups'][number]>();
  for (const { sourceId, group, kind, outcome } of rows) {
    const known = groups.get(sourceId) ?? { ...groupResult(group, {}), sourceId };
    const { creation, additions, removals } = known.planned;
    groups.set(sourceId, {
      ...known,
      held: known.held + (outcome === 'held' && kind !== 'create' ? 1 : 0),
      planned: {
        creation: creation || kind === 'create',
        additions: additions + (kind === 'add' ? 1 : 0),
        removals: removals + (kind === 'remove' ? 1 : 0),
      },
    });
  }
  const sum = (of: (group: RunReport['groups'][number]) => number) =>
    [...groups.values()].reduce((total, group) => total + of(group), 0);
  const preview = aPreviewReport();
  const report: RunReport = {
    ...preview,
    groups: [...groups.values()],
    planned: {
      groups: sum(({ planned }) => Number(planned.creation)),
      additions: sum(({ planned }) => planned.additions),
      removals: sum(({ planned }) => planned.removals),
    },
    counts: {
      ...preview.counts,
      memberships: { ...preview.counts.memberships, held: sum(({ held }) => held) },
    },
  };
  return aRun({ mode: 'preview', report });
}

/** Lets a fake backend answer what the page of a run asks for, over these changes. */
export function answerRuns(backend: FakeBackend, state: FakeState, rows: readonly ChangeRow[]): void {
  backend.on('listChanges', ({ offset, limit, order = 'group', ...filter }) => {
    const found = orderRows(filterRows(rows, filter), order);
    const sections = sectionsOf(found, { order, offset, limit });
    return { rows: found.slice(offset, offset + limit), total: found.length, sections };
  });
  backend.on('changesOverview', () => changesOverview(rows));
  backend.on('exportRun', ({ format, cursor }) => {
    const part = Number(cursor ?? 0);
    const next = part < 2 ? { cursor: String(part + 1) } : {};
    return { fileName: `run-1.${format}`, text: `part ${part}\n`, ...next };
  });
  backend.on('compareRuns', () => ({
    onlyBefore: rows.slice(0, 2),
    onlyAfter: rows.slice(-1),
    both: 12,
    summary: '2 changes of the earlier run are not in this one, and 1 is new.',
  }));
  backend.on('undoRun', ({ runId, mode }) => ({
    run: begin(state, { mode, task: { kind: 'undo', runId } }),
    started: true,
  }));
}

/** A run that has just been started, first in the list. */
export function begin(state: FakeState, overrides: Partial<RunView>): RunView {
  const { endedAtMs: _ended, ...run } = aRun({
    id: `run-${(state.nextId += 1)}`,
    status: 'working',
    phase: 'budget',
    trigger: 'person',
    startedAtMs: Date.now(),
    ...overrides,
  });
  state.runs.unshift(run);
  return run;
}

/** Half of the directory is gone, and another connector wants the same groups. */
export function afterLosingPeople(run: RunView): RunView {
  if (run.report === undefined) throw new Error('no report');
  const shared = [{ name: 'Staff Okta', groups: 6, stay: 20 }];
  return { ...run, report: { ...run.report, peopleBefore: 1_624, manyPeopleGone: true, shared } };
}
