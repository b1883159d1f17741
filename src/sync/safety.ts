import type { SafetyLimit, SafetyLimits } from '../domain/safety-limits';
import type { GroupPlan, HeldReason, SyncPlan, Verdict } from '../domain/plan';
import type { RunNotes } from '../domain/stores';
import { heldMessage } from './held-message';
import { heldGroups } from './plan-hash';

/**
 * The safety limits' answer to a plan. A group that passes its own limit is held; when all changes of a kind together pass a limit of the run, all of
 * that kind are held. Removals and additions are judged apart, so that new people get their groups while a doubtful mass removal waits.
 */
export function judge(plan: SyncPlan, limits: SafetyLimits, usual: RunNotes['usual'] = []): Verdict {
  const removals = judgeKind(plan, {
    what: 'removals',
    limits: limits.removals,
    count: (group) => group.remove.length,
    base: mayBeRemoved,
  });
  const additions = judgeKind(plan, {
    what: 'additions',
    limits: limits.additions,
    count: (group) => group.add.length,
    base: (group) => group.present,
  });
  const more = [judgeEmptied(plan, limits), judgeUsual(plan, limits, usual)];
  return {
    heldRemovals: new Set([removals, ...more].flatMap(({ held }) => [...held])),
    heldAdditions: additions.held,
    reasons: [...removals.reasons, ...more.flatMap(({ reasons }) => reasons), ...additions.reasons],
    approved: new Set(),
  };
}

/** What is managed, and what was put in by hand where that is taken out again. */
function mayBeRemoved({ managed, drift }: GroupPlan): number {
  return managed + (drift?.policy === 'repair' ? drift.putIn.length : 0);
}

interface Judged {
  readonly held: ReadonlySet<number>;
  readonly reasons: readonly HeldReason[];
}

const nothing: Judged = { held: new Set(), reasons: [] };

interface Kind {
  readonly what: HeldReason['what'];
  readonly limits: { readonly perRun: SafetyLimit; readonly perGroup: SafetyLimit };
  readonly count: (group: GroupPlan) => number;
  /** What the share is a share of. */
  readonly base: (group: GroupPlan) => number;
}

function judgeKind(plan: SyncPlan, kind: Kind): Judged {
  const held = new Set<number>();
  const reasons: HeldReason[] = [];
  for (const [index, group] of plan.groups.entries()) {
    const [count, of] = [kind.count(group), kind.base(group)];
    const limit = vanished(group, kind.what) ?? passedLimit(count, of, kind.limits.perGroup);
    if (limit === undefined) continue;
    held.add(index);
    reasons.push(ofGroup(group, { what: kind.what, count, of, limit }));
  }
  const run = totals(plan, kind);
  const limit = passedLimit(run.count, run.of, kind.limits.perRun);
  if (limit === undefined) return { held, reasons };
  for (const [index, group] of plan.groups.entries()) if (kind.count(group) > 0) held.add(index);
  return { held, reasons: [...reasons, ofRun({ what: kind.what, ...run, limit })] };
}

/** Groups that nobody would be left in: one is ordinary, many at once are a sign of a broken directory. */
function judgeEmptied(plan: SyncPlan, { emptiedGroups }: SafetyLimits): Judged {
  const emptied = plan.groups.flatMap((group, index) => (isEmptied(group) ? [index] : []));
  const of = plan.groups.filter(({ present }) => present > 0).length;
  const passed = passedLimit(emptied.length, of, emptiedGroups);
  if (passed === undefined) return nothing;
  const limit = { kind: 'emptied' as const, value: passed.value };
  return {
    held: new Set(emptied),
    reasons: [ofRun({ what: 'removals', count: emptied.length, of, limit }, passed.kind)],
  };
}

function isEmptied(group: GroupPlan): boolean {
  const { present, add, remove } = group;
  return (
    vanished(group, 'removals') === undefined && present > 0 && add.length === 0 && remove.length === present
  );
}

/** Fewer runs than these say nothing of what is usual. */
const runsToLearnFrom = 5;

/** What this run would remove against what runs of this connection usually do. */
function judgeUsual(plan: SyncPlan, { usual }: SafetyLimits, runs: RunNotes['usual']): Judged {
  const { count } = totals(plan, { what: 'removals', count: ({ remove }) => remove.length, base: () => 0 });
  if (usual.multiple === 0 || runs.length < runsToLearnFrom || count <= usual.floor) return nothing;
  const mean = runs.reduce((sum, { removals }) => sum + removals, 0) / runs.length;
  // Where runs usually remove nobody, one counts as the usual.
  if (count <= usual.multiple * Math.max(mean, 1)) return nothing;
  const limit = { kind: 'usual' as const, value: usual.multiple };
  const held = plan.groups.flatMap(({ remove }, index) => (remove.length > 0 ? [index] : []));
  return { held: new Set(held), reasons: [ofRun({ what: 'removals', count, of: Math.round(mean), limit })] };
}

/**
 * A group that the directory no longer names was deleted there, or slipped through its lists, or is no longer chosen in the settings. Which
 * of these, only a person can tell: until then everybody keeps what they have.
 */
function vanished(group: GroupPlan, what: HeldReason['what']): HeldReason['limit'] | undefined {
  const isLoss = group.vanished === true && what === 'removals' && group.remove.length > 0;
  return isLoss ? { kind: 'vanished', value: 0 } : undefined;
}

/**
 * All changes of the run against everything that is there, those that a group's own limit holds included: many small losses are as much a sign of a
 * broken directory as one large one. A group that is gone from the directory is explained by that, and counts apart.
 */
function totals(
  plan: SyncPlan,
  { what, count, base }: Pick<Kind, 'what' | 'count' | 'base'>,
): { readonly count: number; readonly of: number } {
  return plan.groups.reduce(
    (sum, group) => ({
      count: sum.count + (vanished(group, what) === undefined ? count(group) : 0),
      of: sum.of + base(group),
    }),
    { count: 0, of: 0 },
  );
}

interface Passed {
  readonly kind: 'max' | 'share';
  readonly value: number;
}

function passedLimit(count: number, of: number, limit: SafetyLimit): Passed | undefined {
  if (count === 0) return undefined;
  if (count > limit.max) return { kind: 'max', value: limit.max };
  const isLargeShare = count > limit.shareFloor && of > 0 && count / of > limit.maxShare;
  return isLargeShare ? { kind: 'share', value: limit.maxShare } : undefined;
}

type Found = Pick<HeldReason, 'what' | 'count' | 'of' | 'limit'>;

function ofGroup({ group, sourceId }: GroupPlan, found: Found): HeldReason {
  const reason = { ...found, scope: 'group' as const, group: group.name, sourceId };
  return { ...reason, message: heldMessage(reason) };
}

function ofRun(found: Found, bound?: Passed['kind']): HeldReason {
  const reason = { ...found, scope: 'run' as const };
  return { ...reason, message: heldMessage(reason, bound) };
}

/** How many memberships wait. */
export function countHeld(plan: Pick<SyncPlan, 'groups'>, verdict: Omit<Verdict, 'reasons'>): number {
  let count = 0;
  for (const { add, remove } of heldGroups(plan, verdict)) count += add.length + remove.length;
  return count;
}
