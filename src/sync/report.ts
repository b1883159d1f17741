import type { Connection } from '../domain/connection';
import type { Failure } from '../domain/failure';
import type { Change, KeptReason, SyncPlan } from '../domain/plan';
import type {
  DriftResult,
  GroupResult,
  RejectedChange,
  RunEnd,
  RunReport,
  WaitingResult,
} from '../domain/run';
import type { SyncRun } from '../domain/sync-run';
import { cutDrift, cutUndecided } from './cut-lists';
import { doneChanges } from './ledger';
import { peopleLost, peopleLostNote } from './people-before';
import { countChanges } from './plan-hash';
import type { JournalEntry, MatchesDocument, PlanDocument } from './run-documents';
import { countHeld } from './safety';
import { verdictOf } from './verdict';
import { counted } from './words';

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

/** What a run has that did not come to its plan, or to its matches. */
const noPlan: PlanDocument = {
  plan: { hash: '', groups: [], left: [], undecided: [], leavers: [] },
  heldAdditions: [],
  heldRemovals: [],
  approved: [],
  reasons: [],
  claims: [],
  adopted: [],
  handedOver: [],
  gone: [],
  keptPeople: [],
  accepted: [],
};
const noMatches: MatchesDocument = { inScope: 0, paired: [], unmatched: [], ambiguous: [] };

/** Counts out of the records alone: each number is the length of something that was stored. */
export function buildReport(input: ReportInput): RunReport {
  const { run, connection, endedAtMs, entries, stoppedBecause, plan = noPlan, matches = noMatches } = input;
  const groups = groupResults(plan, entries, run);
  const rejected = rejections(plan.plan, entries);
  const people = input.plan === undefined ? {} : peopleLost(run.peopleBefore, run.progress.usersRead);
  return {
    version: 1,
    runId: run.id,
    connectionId: connection.id,
    connectionName: connection.name,
    connector: connection.configuration.kind,
    mode: run.mode,
    trigger: run.trigger,
    status: statusOf(input, { held: plan.reasons.length, rejected: rejected.length }),
    ...optional({
      stoppedBecause,
      reading: run.reading,
      task: run.task,
      startedBy: run.startedBy,
      planHash: input.plan?.plan.hash,
      heldHash: plan.heldHash,
      seats: plan.seats,
      shared: plan.shared,
      approvals: connection.rules.approvals > 1 ? connection.rules.approvals : undefined,
    }),
    startedAtMs: run.startedAtMs,
    endedAtMs,
    slices: run.slice + 1,
    counts: { ...directoryCounts(run, matches), ...groupCounts({ run, plan, groups }) },
    planned: countChanges(plan.plan),
    calls: run.calls,
    phases: run.phases.map((phase) => ({ ...phase, endedAtMs: phase.endedAtMs ?? endedAtMs })),
    ...listed({
      held: plan.reasons,
      left: plan.plan.left,
      undecided: cutUndecided(plan.plan.undecided),
      waiting: waitingOf(plan),
      drift: cutDrift(driftOf(plan)),
      unmatched: matches.unmatched,
      ambiguous: matches.ambiguous,
      rejected,
    }),
    groups: groups.slice(0, groupsListed),
    waitingCount: sumOf(plan, ({ waiting = [] }) => waiting.length),
    keptCount: sumOf(plan, ({ kept = [] }) => kept.length),
    keptReasons: keptReasons(plan),
    ...people,
    notes: [...run.notes, ...peopleLostNote(connection.name, run.progress.usersRead, people)],
  };
}

type StoredGroup = PlanDocument['plan']['groups'][number];

function sumOf({ plan }: PlanDocument, of: (group: StoredGroup) => number): number {
  return plan.groups.reduce((sum, group) => sum + of(group), 0);
}

function keptReasons({ plan }: PlanDocument): NonNullable<RunReport['keptReasons']> {
  const counts: Partial<Record<KeptReason, number>> = {};
  for (const { reason } of plan.groups.flatMap(({ kept = [] }) => kept)) {
    counts[reason] = (counts[reason] ?? 0) + 1;
  }
  return counts;
}

function waitingOf({ plan }: PlanDocument): readonly WaitingResult[] {
  return plan.groups.flatMap(({ group, waiting = [] }) =>
    waiting.map(({ accountId, cause, untilMs }) => ({ group: group.name, accountId, cause, untilMs })),
  );
}

function driftOf({ plan }: PlanDocument): readonly DriftResult[] {
  return plan.groups.flatMap(({ group, drift }) =>
    drift === undefined ? [] : [{ group: group.name, ...drift }],
  );
}

/** A report goes to the page in one answer, which Forge bounds at 5 MB; the counts are of all. */
const listedAtMost = 1_000;
const groupsListed = 10_000;

function listed<T extends { readonly [Name in keyof T]: readonly unknown[] }>(lists: T): T {
  const entries = Object.entries<readonly unknown[]>(lists);
  const cut: unknown = Object.fromEntries(entries.map(([name, list]) => [name, list.slice(0, listedAtMost)]));
  return cut as T;
}

type Present<T> = { readonly [Key in keyof T]?: Exclude<T[Key], undefined> };

/** The values that there are. */
function optional<T extends object>(values: T): Present<T> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Present<T>;
}

function statusOf(input: ReportInput, number: { readonly held: number; readonly rejected: number }): RunEnd {
  if (input.stoppedBecause !== undefined) return 'stopped';
  if (number.held > 0) return 'held';
  return number.rejected > 0 ? 'finished-with-failures' : 'finished';
}

function directoryCounts(run: SyncRun, matches: MatchesDocument): Pick<RunReport['counts'], 'users'> {
  return {
    users: {
      read: run.progress.usersRead,
      inScope: matches.inScope,
      matched: matches.paired.length,
      unmatched: matches.unmatched.length,
      ambiguous: matches.ambiguous.length,
    },
  };
}

interface Results {
  readonly run: SyncRun;
  readonly plan: PlanDocument;
  readonly groups: readonly GroupResult[];
}

function groupCounts({ run, plan, groups }: Results): Omit<RunReport['counts'], 'users'> {
  const sum = (of: (group: GroupResult) => number) => groups.reduce((total, group) => total + of(group), 0);
  const left = plan.plan.left.length;
  return {
    groups: {
      read: run.progress.groupsRead,
      inScope: groups.length + left,
      created: groups.filter((group) => group.created).length,
      left,
    },
    memberships: {
      alreadyCorrect: sum((group) => group.alreadyCorrect),
      added: sum((group) => group.added),
      removed: sum((group) => group.removed),
      held: sum((group) => group.held),
      failed: sum((group) => group.failed),
      unmanaged: sum((group) => group.unmanaged),
      ...(groups.some(({ wantedByOthers }) => wantedByOthers !== undefined) && {
        wantedByOthers: sum(({ wantedByOthers = 0 }) => wantedByOthers),
        byHand: sum(({ unmanaged, byHand = unmanaged }) => byHand),
      }),
    },
  };
}

function groupResults(
  document: PlanDocument,
  entries: readonly JournalEntry[],
  run: SyncRun,
): readonly GroupResult[] {
  const verdict = verdictOf(document);
  const results = document.plan.groups.map((group, index): Mutable<GroupResult> => ({
    name: group.group.name,
    sourceId: group.sourceId,
    created: false,
    added: 0,
    removed: 0,
    alreadyCorrect: group.alreadyCorrect,
    held: countHeld({ ...document.plan, groups: [group] }, only(verdict, index)),
    failed: 0,
    unmanaged: group.unmanaged,
    ...optional({ wantedByOthers: group.wantedByOthers, byHand: group.byHand }),
    planned: {
      creation: group.group.kind === 'create',
      additions: group.add.length,
      removals: group.remove.length,
    },
  }));
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
  return {
    heldAdditions: first(verdict.heldAdditions),
    heldRemovals: first(verdict.heldRemovals),
    approved: verdict.approved,
    reasons: [],
  };
}

function count(result: Mutable<GroupResult>, change: Change, entry: JournalEntry): void {
  if (change.kind === 'create-group') {
    result.created = typeof entry === 'object' && 'created' in entry;
    return;
  }
  if (typeof entry === 'object') result.failed += 1;
  else if (entry !== 'h') result[countedAs(change.kind, entry)] += 1;
}

/** Somebody else made the addition in the meantime: it is there, and not ours. A removal is ours either way. */
function countedAs(
  kind: 'add-member' | 'remove-member',
  entry: 'a' | 's',
): 'added' | 'removed' | 'alreadyCorrect' {
  if (kind === 'remove-member') return 'removed';
  return entry === 'a' ? 'added' : 'alreadyCorrect';
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
  const rest = `${held}${failed}${openEnds(report)}`;
  const isQuiet = memberships.added + memberships.removed + report.counts.groups.created === 0;
  if (isQuiet && rest === '') return 'Everything was already in step; nothing was changed.';
  if (isQuiet && held + failed === '') return `Nothing was changed.${rest}`;
  return `${memberships.added} added, ${memberships.removed} removed, ${memberships.alreadyCorrect} unchanged.${rest}`;
}

/** What somebody or some time has to decide yet. */
function openEnds({ waitingCount = 0, undecided = [] }: RunReport): string {
  const waiting =
    waitingCount === 0
      ? ''
      : ` ${counted(waitingCount, 'removal waits', 'removals wait')} for the grace period.`;
  const open =
    undecided.length === 0 ? '' : ` ${counted(undecided.length, 'group needs', 'groups need')} a decision.`;
  return `${waiting}${open}`;
}
