import type { Connection } from '../domain/connection';
import type { Failure } from '../domain/failure';
import type { Change, SyncPlan } from '../domain/plan';
import type { GroupResult, RejectedChange, RunEnd, RunReport } from '../domain/run';
import type { SyncRun } from '../domain/sync-run';
import { doneChanges } from './ledger';
import { countChanges } from './plan';
import type { JournalEntry, MatchesDocument, PlanDocument } from './run-documents';
import { countHeld } from './safety';
import { verdictOf } from './make-plan';

/** What a run left behind; what it did not come to is absent. */
export interface ReportInput {
  readonly run: SyncRun;
  readonly connection: Connection;
  readonly endedAtMs: number;
  readonly stoppedBecause?: Failure;
  readonly matches?: MatchesDocument;
  readonly plan?: PlanDocument;
  readonly entries: readonly JournalEntry[];
}

/** Counts out of the records alone: each number is the length of something that was stored. */
export function buildReport(input: ReportInput): RunReport {
  const { run, connection, plan, matches } = input;
  const groups = plan === undefined ? [] : groupResults(plan, input.entries, run);
  const rejected = plan === undefined ? [] : rejections(plan.plan, input.entries);
  const held = plan?.reasons ?? [];
  return {
    version: 1,
    runId: run.id,
    connectionId: connection.id,
    connectionName: connection.name,
    connector: connection.configuration.kind,
    mode: run.mode,
    trigger: run.trigger,
    status: statusOf(input, { held: held.length, rejected: rejected.length }),
    ...(input.stoppedBecause === undefined ? {} : { stoppedBecause: input.stoppedBecause }),
    startedAtMs: run.startedAtMs,
    endedAtMs: input.endedAtMs,
    slices: run.slice + 1,
    counts: countsOf(input, groups),
    planned: plan === undefined ? { groups: 0, additions: 0, removals: 0 } : countChanges(plan.plan),
    ...(plan === undefined ? {} : { planHash: plan.plan.hash }),
    ...(run.reading === undefined ? {} : { reading: run.reading }),
    calls: run.calls,
    phases: run.phases.map(({ phase, startedAtMs, endedAtMs }) => ({ phase, startedAtMs, endedAtMs: endedAtMs ?? input.endedAtMs })),
    held: held.map(({ group, ...reason }) => (group === undefined ? reason : { ...reason, group })),
    left: plan?.plan.left ?? [],
    unmatched: matches?.unmatched ?? [],
    ambiguous: matches?.ambiguous ?? [],
    rejected,
    groups,
    notes: run.notes,
  };
}

function statusOf(input: ReportInput, count: { readonly held: number; readonly rejected: number }): RunEnd {
  if (input.stoppedBecause !== undefined) return 'stopped';
  if (count.held > 0) return 'held';
  return count.rejected > 0 ? 'finished-with-failures' : 'finished';
}

function countsOf({ run, matches, plan }: ReportInput, groups: readonly GroupResult[]): RunReport['counts'] {
  const sum = (of: (group: GroupResult) => number) => groups.reduce((total, group) => total + of(group), 0);
  const left = plan?.plan.left.length ?? 0;
  return {
    users: {
      read: run.progress.usersRead,
      inScope: matches?.inScope ?? 0,
      matched: matches?.paired.length ?? 0,
      unmatched: matches?.unmatched.length ?? 0,
      ambiguous: matches?.ambiguous.length ?? 0,
    },
    groups: { read: run.progress.groupsRead, inScope: groups.length + left, created: groups.filter((group) => group.created).length, left },
    memberships: {
      alreadyCorrect: sum((group) => group.alreadyCorrect),
      added: sum((group) => group.added),
      removed: sum((group) => group.removed),
      held: sum((group) => group.held),
      failed: sum((group) => group.failed),
      unmanaged: sum((group) => group.unmanaged),
    },
  };
}

function groupResults(document: PlanDocument, entries: readonly JournalEntry[], run: SyncRun): readonly GroupResult[] {
  const verdict = verdictOf(document);
  const results = document.plan.groups.map(
    (group, index): Mutable<GroupResult> => ({
      name: group.group.name,
      created: false,
      added: 0,
      removed: 0,
      alreadyCorrect: group.alreadyCorrect,
      held: countHeld({ ...document.plan, groups: [group] }, only(verdict, index)),
      failed: 0,
      unmanaged: group.unmanaged,
    }),
  );
  if (run.mode === 'preview') return results;
  for (const { change, entry } of doneChanges(document.plan, entries)) {
    const result = results[change.groupIndex];
    if (result !== undefined) count(result, change, entry);
  }
  return results;
}

type Mutable<T> = { -readonly [Key in keyof T]: T[Key] };

function only(verdict: ReturnType<typeof verdictOf>, index: number): ReturnType<typeof verdictOf> {
  const first = (held: ReadonlySet<number>) => new Set(held.has(index) ? [0] : []);
  return { heldAdditions: first(verdict.heldAdditions), heldRemovals: first(verdict.heldRemovals), reasons: [] };
}

function count(result: Mutable<GroupResult>, change: Change, entry: JournalEntry): void {
  if (typeof entry === 'object' && 'rejected' in entry) result.failed += change.kind === 'create-group' ? 0 : 1;
  if (typeof entry === 'object' && 'created' in entry) result.created = true;
  if (entry === 's' && change.kind === 'add-member') result.alreadyCorrect += 1;
  if (entry === 'a' && change.kind === 'add-member') result.added += 1;
  if ((entry === 'a' || entry === 's') && change.kind === 'remove-member') result.removed += 1;
}

function rejections(plan: SyncPlan, entries: readonly JournalEntry[]): readonly RejectedChange[] {
  const rejected: RejectedChange[] = [];
  for (const { change, entry } of doneChanges(plan, entries)) {
    if (typeof entry !== 'object' || !('rejected' in entry)) continue;
    const group = plan.groups[change.groupIndex]?.group.name ?? '';
    const who = change.kind === 'create-group' ? {} : { accountId: change.accountId };
    rejected.push({ change: change.kind, group, reason: entry.rejected, ...who });
  }
  return rejected;
}

/** The result in a sentence, for lists. */
export function summaryOf(report: RunReport): string {
  if (report.stoppedBecause !== undefined) return report.stoppedBecause.message;
  const { memberships } = report.counts;
  const { additions, removals, groups } = report.planned;
  const held = memberships.held > 0 ? ` ${memberships.held} held for approval.` : '';
  if (report.mode === 'preview') {
    if (additions + removals + groups === 0) return 'Preview: nothing would change.';
    return `Preview: ${additions} to add, ${removals} to remove, ${groups} groups to create. Nothing was changed.${held}`;
  }
  const failed = memberships.failed > 0 ? ` ${memberships.failed} failed.` : '';
  if (memberships.added + memberships.removed + report.counts.groups.created === 0 && held === '' && failed === '') {
    return 'Everything was already in step; nothing was changed.';
  }
  return `${memberships.added} added, ${memberships.removed} removed, ${memberships.alreadyCorrect} unchanged.${held}${failed}`;
}
