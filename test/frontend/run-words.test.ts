import type { HeldReason } from '../../src/domain/plan';
import type { HeldDecision, RunReport } from '../../src/domain/run';
import type { ChangesOverview } from '../../src/domain/change-row';
import {
  causeOptions,
  changed,
  groupOptions,
  isNarrowed,
  outcomeOptions,
  queryOf,
} from '../../src/frontend/pages/run/changes/change-filter';
import {
  chosenIds,
  chosenWords,
  decidedGroups,
  heldGroups,
  openGroups,
} from '../../src/frontend/pages/run/held/held-groups';
import { tilesOf } from '../../src/frontend/pages/run/tiles';
import { changesFilterOf, changesPath } from '../../src/frontend/routing/changes-address';
import { parseRoute } from '../../src/frontend/routing/route';
import { whyWords } from '../../src/frontend/words/change-words';
import { planSentences, seatWords } from '../../src/frontend/words/plan-words';
import { decidedWords, kindWords, runTitle } from '../../src/frontend/words/run-status';
import { aPreviewReport, aReport, groupResult } from '../support/page-fixtures';

function aGroup(name: string, held: number, planned: { additions: number; removals: number }) {
  return {
    ...groupResult(name, { held }),
    sourceId: `role:${name}`,
    planned: { creation: false, ...planned },
  };
}

function aReason(overrides: Partial<HeldReason>): HeldReason {
  return {
    what: 'removals',
    scope: 'run',
    count: 1,
    of: 2,
    limit: { kind: 'max', value: 0 },
    message: 'Too many.',
    ...overrides,
  };
}

function aHeld(
  groups: RunReport['groups'],
  held: readonly HeldReason[],
  count = groups.reduce((sum, group) => sum + group.held, 0),
): RunReport {
  const report = aReport({ groups, held });
  const memberships = { ...report.counts.memberships, held: count };
  return { ...report, counts: { ...report.counts, memberships } };
}

describe('what a run holds, by group', () => {
  const both = { additions: 4, removals: 6 };

  it('names groups with held changes alone', () => {
    const report = aHeld([aGroup('A', 6, both), aGroup('B', 0, both)], [aReason({})]);
    expect(heldGroups(report).map(({ name }) => name)).toEqual(['A']);
  });

  it('counts removals as such where only removals are held, whatever else is planned', () => {
    const [group] = heldGroups(aHeld([aGroup('A', 6, both)], [aReason({})]));
    expect(group?.count).toEqual({ additions: 0, removals: 6, other: 0 });
  });

  it('takes additions and removals apart where both are held', () => {
    const reasons = [aReason({}), aReason({ what: 'additions', scope: 'group', sourceId: 'role:A' })];
    const groups = heldGroups(aHeld([aGroup('A', 10, both), aGroup('B', 6, both)], reasons));
    expect(groups.map(({ count }) => count)).toEqual([
      { additions: 4, removals: 6, other: 0 },
      { additions: 0, removals: 6, other: 0 },
    ]);
  });

  it('guesses nothing where some changes of a group were approved before', () => {
    const reasons = [aReason({}), aReason({ what: 'additions' })];
    const [group] = heldGroups(aHeld([aGroup('A', 7, both)], reasons));
    expect(group?.count).toEqual({ additions: 0, removals: 0, other: 7 });
  });

  it('gives a group the reasons of its own, and none of its namesake', () => {
    const own = aReason({ scope: 'group', group: 'A', sourceId: 'role:A', message: 'Half of A.' });
    const other = aReason({ scope: 'group', group: 'A', sourceId: 'role:other', message: 'Not this A.' });
    expect(heldGroups(aHeld([aGroup('A', 6, both)], [own, other]))[0]?.reasons).toEqual(['Half of A.']);
  });

  it('says how much is decided about, of all groups and of some', () => {
    const report = aHeld(
      [aGroup('A', 6, both), aGroup('B', 1, { additions: 0, removals: 1 })],
      [aReason({})],
    );
    const open = heldGroups(report);
    expect(chosenWords({ open, chosen: open, decision: undefined }, report)).toBe('7 removals');
    expect(chosenWords({ open, chosen: open.slice(1), decision: undefined }, report)).toBe('1 removal');
  });

  it('counts all that is held where a long report leaves groups out', () => {
    const report = aHeld([aGroup('A', 6, both)], [aReason({})], 9000);
    const open = heldGroups(report);
    const choice = { open, chosen: open, decision: undefined };
    expect(chosenWords(choice, report)).toBe('9,000 held changes');
    expect(chosenIds(choice)).toEqual({});
  });

  it('leaves open what was not rejected, and for the second administrator what the first one chose', () => {
    const groups = heldGroups(aHeld([aGroup('A', 6, both), aGroup('B', 6, both)], [aReason({})]));
    const names = (decision?: HeldDecision) => openGroups(groups, decision).map(({ name }) => name);
    const about = (kind: HeldDecision['kind'], sourceIds?: readonly string[]): HeldDecision => ({
      kind,
      by: [],
      ...(sourceIds === undefined ? {} : { sourceIds }),
    });
    expect(names()).toEqual(['A', 'B']);
    expect(names(about('waiting', ['role:B']))).toEqual(['B']);
    expect(names(about('rejected', ['role:B']))).toEqual(['A']);
    expect([names(about('rejected')), names(about('approved', ['role:B']))]).toEqual([[], []]);
  });

  it('is sent by the ids of its groups, and as the first administrator named them', () => {
    const open = heldGroups(aHeld([aGroup('A', 6, both), aGroup('B', 6, both)], [aReason({})]));
    const waiting = { kind: 'waiting', by: [], sourceIds: ['role:B', 'role:A'] } as const;
    const rejected = { kind: 'rejected', by: [], sourceIds: ['role:C'] } as const;
    const ids = (chosen: typeof open, decision?: HeldDecision) =>
      chosenIds({ open, chosen, decision }).sourceIds;
    expect(ids(open)).toBeUndefined();
    expect(ids(open.slice(1))).toEqual(['role:B']);
    expect(ids(open, waiting)).toEqual(['role:B', 'role:A']);
    expect(ids(open, rejected)).toBeUndefined();
    expect(ids(open.slice(1), rejected)).toEqual(['role:B']);
  });

  it('knows which groups a decision was about', () => {
    const report = aHeld([aGroup('A', 6, both), aGroup('B', 6, both)], [aReason({})]);
    const groups = heldGroups(report);
    const about = (sourceIds?: readonly string[]) =>
      decidedGroups(groups, { kind: 'approved', by: [], ...(sourceIds === undefined ? {} : { sourceIds }) });
    expect(about().map(({ name }) => name)).toEqual(['A', 'B']);
    expect(about(['role:B']).map(({ name }) => name)).toEqual(['B']);
    const rest = decidedGroups(groups, { kind: 'waiting', by: [], rejected: ['role:A'] });
    expect(rest.map(({ name }) => name)).toEqual(['B']);
  });
});

function anOverview(overrides: Partial<ChangesOverview> = {}): ChangesOverview {
  return {
    total: 17,
    peopleGaining: 10,
    peopleLosing: 3,
    peopleOnlyLosing: 1,
    groupsGaining: 2,
    groupsLosing: 1,
    groupsCreated: 0,
    held: 0,
    causes: {},
    ...overrides,
  };
}

describe('the search of changes', () => {
  it('asks for nothing that was not chosen', () => {
    expect(queryOf('run-1', {})).toEqual({ runId: 'run-1' });
    expect(queryOf('run-1', { text: '  ana ', kind: 'add', outcome: 'held', order: 'person' })).toEqual({
      runId: 'run-1',
      text: 'ana',
      kind: 'add',
      outcome: 'held',
      order: 'person',
    });
    expect(queryOf('run-1', { text: '  ' })).toEqual({ runId: 'run-1' });
  });

  it('is narrowed by all but the order, and widened by choosing "all"', () => {
    expect(isNarrowed({ order: 'person', text: ' ' })).toBe(false);
    expect(isNarrowed({ cause: 'left' })).toBe(true);
    const filter = changed({ kind: 'remove' }, 'cause', 'left');
    expect(filter).toEqual({ kind: 'remove', cause: 'left' });
    expect(changed(filter, 'kind', '')).toEqual({ cause: 'left' });
  });

  it('stands in the address, so that it can be shared', () => {
    const filter = {
      kind: 'remove',
      outcome: 'held',
      cause: 'left',
      sourceId: 'rule:A/B & C',
      text: 'ana ruiz',
      order: 'person',
    } as const;
    const path = changesPath('run-1', filter);
    expect(path).toMatch(/^\/runs\/run-1\/change\/remove\/outcome\/held\/reason\/left\/group\//);
    expect(parseRoute(path)).toEqual({ page: 'run', runId: 'run-1', changes: filter });
    expect(parseRoute(changesPath('run-1'))).toEqual({ page: 'run', runId: 'run-1', changes: {} });
    expect(changesFilterOf(['change', 'explode', 'reason', 'left', 'by'])).toEqual({ cause: 'left' });
  });

  it('offers the outcomes that there can be', () => {
    const labels = (mode: 'preview' | 'sync', status: 'finished' | 'stopped' = 'finished') =>
      outcomeOptions({ mode, status }).map(({ label }) => label);
    expect(labels('preview')).toEqual(['All outcomes', 'Planned', 'Held']);
    expect(labels('sync')).toEqual(['All outcomes', 'Done', 'Held', 'Failed']);
    expect(labels('sync', 'stopped')).toEqual(['All outcomes', 'Done', 'Held', 'Failed', 'Not reached']);
  });

  it('offers the reasons that there are, with how often', () => {
    const labels = (overview?: ChangesOverview) =>
      causeOptions({ connector: 'okta' }, overview).map(({ label }) => label);
    expect(labels(anOverview({ causes: { left: 1_200 } }))).toEqual(['All reasons', 'Left Okta (1,200)']);
    expect(labels()).toHaveLength(6);
  });

  it('offers groups that have changes and can be asked for', () => {
    const groups = [
      aGroup('A', 0, { additions: 1, removals: 0 }),
      aGroup('B', 0, { additions: 0, removals: 0 }),
      groupResult('Of an earlier version', { added: 1 }),
    ];
    expect(groupOptions(groups).map(({ label }) => label)).toEqual(['All groups', 'A']);
  });
});

describe('words of a run', () => {
  const row = { kind: 'remove', group: 'A', sourceId: 'role:1', outcome: 'done' } as const;

  it.each([
    [row, 'Is no longer in the group in Okta.'],
    [{ ...row, cause: 'left' as const }, 'Is no longer in Okta.'],
    [{ ...row, kind: 'add' as const }, 'Is in the group in Okta.'],
    [{ ...row, kind: 'add' as const, sourceId: 'rule:A' }, 'A rule of the connector puts this person in.'],
    [{ ...row, kind: 'create' as const }, 'There is no group of this name yet.'],
  ])('say why: %j', (change, words) => {
    expect(whyWords(change, 'Okta', undefined)).toBe(words);
  });

  it('say that an undo takes back, whatever the change', () => {
    const undo = { kind: 'undo', runId: 'run-1' } as const;
    expect(whyWords({ ...row, cause: 'left' }, 'Okta', undo)).toBe('Takes back what the undone run did.');
  });

  it('name what the run was for', () => {
    const undo = { kind: 'undo', runId: 'run-1' } as const;
    const person = { kind: 'person', userId: '7' } as const;
    expect(runTitle({ mode: 'sync' }, 'Staff')).toBe('Sync of Staff');
    expect(runTitle({ mode: 'preview', task: undo }, 'Staff')).toBe('Preview of an undo in Staff');
    expect(runTitle({ mode: 'sync', task: person }, 'Staff')).toBe('Sync of one person in Staff');
    expect(runTitle({ mode: 'sync', task: person }, 'Staff', 'Ana Ruiz')).toBe('Sync of Ana Ruiz in Staff');
    expect(kindWords('sync', undo)).toBe('Undo');
  });

  it('say of held changes whether they still wait', () => {
    const label = (decision?: HeldDecision) => decidedWords('held', decision).label;
    expect(label()).toBe('Waiting for approval');
    expect(label({ kind: 'waiting', by: [] })).toBe('Waiting for approval');
    expect(label({ kind: 'approved', by: [] })).toBe('Approved');
    expect(label({ kind: 'rejected', by: [] })).toBe('Rejected');
    expect(label({ kind: 'rejected', by: [], sourceIds: ['role:1'] })).toBe('Waiting for approval');
    expect(decidedWords('stopped', undefined).label).toBe('Stopped');
  });
});

describe('what a run comes to', () => {
  const undo = { kind: 'undo', runId: 'run-0' } as const;
  const person = { kind: 'person', userId: '7' } as const;
  const preview = (planned: RunReport['planned'], overrides: Partial<RunReport> = {}): RunReport => ({
    ...aPreviewReport(),
    planned,
    ...overrides,
  });
  const nothing = { groups: 0, additions: 0, removals: 0 };
  const said = (report: RunReport, overview?: ChangesOverview) => planSentences(report, overview).join(' ');

  it('is said of a preview with the people and groups behind it', () => {
    const report = preview({ groups: 1, additions: 14, removals: 3 });
    expect(said(report)).toBe('A sync would add 14 memberships, remove 3 memberships, and create 1 group.');
    expect(said(report, anOverview())).toBe(
      'A sync would add 14 memberships for 10 people in 2 groups, remove 3 memberships of 3 people in 1 group, and create 1 group.',
    );
    expect(said(preview({ ...nothing, additions: 1 }, { task: undo }))).toBe(
      'The undo would add 1 membership.',
    );
  });

  it('is said where nothing would change, by what the run was for', () => {
    expect(said(preview(nothing))).toBe('Nothing would change: everybody is in the right groups already.');
    expect(said(preview(nothing, { task: person }))).toMatch(/this person is in the right groups already/);
    expect(said(preview(nothing, { task: undo }))).toMatch(/nothing to take back/);
  });

  it('is said of what was done, and of what waits', () => {
    expect(said(aReport())).toBe(
      '14 memberships added, 3 memberships removed, and 1 group created; 1,204 were right already.',
    );
    expect(said(aReport({ task: undo, waitingCount: 1 }))).toBe(
      '14 memberships added, 3 memberships removed, and 1 group created. 1 removal waits for the grace period.',
    );
  });

  it('is said of held changes by what was decided about them', () => {
    const groups = [
      { ...aGroup('A', 14, { additions: 0, removals: 14 }), sourceId: 'role:1' },
      { ...aGroup('B', 6, { additions: 0, removals: 6 }), sourceId: 'role:2' },
    ];
    const held = aHeld(groups, [], 20);
    const last = (decision?: HeldDecision) => planSentences(held, undefined, decision).slice(1).join(' ');
    expect(last()).toBe('20 changes wait for approval.');
    expect(last({ kind: 'rejected', by: [] })).toBe('20 held changes were rejected.');
    expect(last({ kind: 'rejected', by: [], sourceIds: ['role:1'] })).toBe(
      '6 changes wait for approval. 14 held changes were rejected.',
    );
    expect(last({ kind: 'approved', by: [], rejected: ['role:1'] })).toBe(
      '6 held changes were approved. 14 held changes were rejected.',
    );
    const tile = (decision?: HeldDecision) =>
      tilesOf(held, undefined, decision).find(({ value }) => value === 20);
    expect(tile()).toMatchObject({ label: 'Held', tone: 'warning' });
    expect(tile({ kind: 'rejected', by: [] })?.label).toBe('Held and rejected');
  });

  it('is counted with its people where all of it was done or planned', () => {
    const labels = (report: RunReport) =>
      tilesOf(report, anOverview()).map(({ label, detail = '' }) => `${label} ${detail}`.trim());
    expect(labels(preview({ groups: 0, additions: 14, removals: 3 }))).toEqual([
      'To add 10 people, 2 groups',
      'To remove 3 people, 1 group',
      'Person who loses access and gains none',
      'Unchanged',
      'Unmatched people',
    ]);
    expect(labels(aReport({ status: 'held' }))).toEqual([
      'Added',
      'Removed',
      'Groups created',
      'Unchanged',
      'Held',
      'Failed',
      'Unmatched people',
    ]);
    const { counts } = aReport();
    const users = { ...counts.users, unmatched: 0, ambiguous: 0 };
    expect(labels(aReport({ task: undo, counts: { ...counts, users } }))).not.toContain('Unchanged');
    expect(labels(aReport({ task: person, counts: { ...counts, users } }))).not.toContain('Held');
  });

  it('names the seats that it would use', () => {
    expect(seatWords({ product: 'Jira', needed: 12, free: 8 })).toBe(
      'Jira: up to 12 more seats; 8 are free.',
    );
    expect(seatWords({ product: 'Jira', needed: 1 })).toBe(
      'Jira: up to 1 more seat; the licence has no limit.',
    );
  });
});
