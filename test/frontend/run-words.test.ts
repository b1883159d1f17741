import type { HeldReason } from '../../src/domain/plan';
import type { HeldDecision, RunReport } from '../../src/domain/run';
import {
  groupOptions,
  noFilter,
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
import { whyWords } from '../../src/frontend/words/change-words';
import { decidedWords, kindWords, runTitle } from '../../src/frontend/words/run-status';
import { aReport, groupResult } from '../support/page-fixtures';

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

describe('the search of changes', () => {
  it('asks for nothing that was not chosen', () => {
    expect(queryOf(noFilter)).toEqual({});
    expect(queryOf({ text: '  ana ', kind: 'add', outcome: 'held', sourceId: 'role:1' })).toEqual({
      text: 'ana',
      kind: 'add',
      outcome: 'held',
      sourceId: 'role:1',
    });
  });

  it('offers the outcomes that there can be', () => {
    const labels = (mode: 'preview' | 'sync') => outcomeOptions(mode).map(({ label }) => label);
    expect(labels('preview')).toEqual(['All outcomes', 'Planned', 'Held']);
    expect(labels('sync')).toEqual(['All outcomes', 'Done', 'Held', 'Failed']);
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
