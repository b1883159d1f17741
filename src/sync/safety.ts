import type { SafetyLimit, SafetyLimits } from '../domain/safety-limits';
import type { GroupPlan, HeldReason, SyncPlan, Verdict } from '../domain/plan';

/**
 * The safety limits' answer to a plan. A group that passes its own limit is held; when all changes of a kind together pass the run's limit, all of that
 * kind are held. Removals and additions are judged apart, so that new people get their groups while a doubtful mass removal waits.
 */
export function judge(plan: SyncPlan, limits: SafetyLimits): Verdict {
  const removals = judgeKind(plan, {
    what: 'removals',
    limits: limits.removals,
    count: (group) => group.remove.length,
    base: (group) => group.managed,
  });
  const additions = judgeKind(plan, {
    what: 'additions',
    limits: limits.additions,
    count: (group) => group.add.length,
    base: (group) => group.alreadyCorrect + group.unmanaged + group.remove.length,
  });
  return {
    heldRemovals: removals.held,
    heldAdditions: additions.held,
    reasons: [...removals.reasons, ...additions.reasons],
  };
}

interface Kind {
  readonly what: HeldReason['what'];
  readonly limits: { readonly perRun: SafetyLimit; readonly perGroup: SafetyLimit };
  readonly count: (group: GroupPlan) => number;
  /** What the share is a share of. */
  readonly base: (group: GroupPlan) => number;
}

function judgeKind(
  plan: SyncPlan,
  kind: Kind,
): { readonly held: ReadonlySet<number>; readonly reasons: readonly HeldReason[] } {
  const held = new Set<number>();
  const reasons: HeldReason[] = [];
  for (const [index, group] of plan.groups.entries()) {
    const passed =
      vanished(group, kind) ?? passedLimit(kind.count(group), kind.base(group), kind.limits.perGroup);
    if (passed === undefined) continue;
    held.add(index);
    reasons.push(
      reason(kind, { count: kind.count(group), of: kind.base(group), passed, group: group.group.name }),
    );
  }
  const run = totals(plan, kind);
  const passed = passedLimit(run.count, run.of, kind.limits.perRun);
  if (passed === undefined) return { held, reasons };
  for (const [index, group] of plan.groups.entries()) if (kind.count(group) > 0) held.add(index);
  return { held, reasons: [...reasons, reason(kind, { ...run, passed })] };
}

/**
 * A group that the directory no longer names was deleted there, or slipped through its lists, or is no longer chosen in the settings. Which
 * of these, only a person can tell: until then everybody keeps what they have.
 */
function vanished(group: GroupPlan, kind: Kind): HeldReason['limit'] | undefined {
  const isLoss = group.vanished === true && kind.what === 'removals' && kind.count(group) > 0;
  return isLoss ? { kind: 'vanished', value: 0 } : undefined;
}

/**
 * All changes of the run against everything that is there, those that a group's own limit holds included: many small losses are as much a sign of a
 * broken directory as one large one. A group that is gone from the directory is explained by that, and counts apart.
 */
function totals(plan: SyncPlan, kind: Kind): { readonly count: number; readonly of: number } {
  return plan.groups.reduce(
    (sum, group) => ({
      count: sum.count + (vanished(group, kind) === undefined ? kind.count(group) : 0),
      of: sum.of + kind.base(group),
    }),
    { count: 0, of: 0 },
  );
}

function passedLimit(count: number, of: number, limit: SafetyLimit): HeldReason['limit'] | undefined {
  if (count === 0) return undefined;
  if (count > limit.max) return { kind: 'max', value: limit.max };
  const isLargeShare = count > limit.shareFloor && of > 0 && count / of > limit.maxShare;
  return isLargeShare ? { kind: 'share', value: limit.maxShare } : undefined;
}

interface Passed {
  readonly count: number;
  readonly of: number;
  readonly passed: HeldReason['limit'];
  readonly group?: string;
}

function reason(kind: Kind, { count, of, passed, group }: Passed): HeldReason {
  const where = group === undefined ? 'This run' : `The group "${group}"`;
  const doing = kind.what === 'removals' ? 'would lose' : 'would gain';
  const share = of >= count && of > 0 ? ` of ${of} (${Math.round((count / of) * 100)}\u00a0%)` : '';
  const bound = passed.kind === 'max' ? `${passed.value}` : `${Math.round(passed.value * 100)}\u00a0%`;
  const message =
    passed.kind === 'vanished'
      ? `${where} is no longer in the directory, or no longer chosen in the settings; its ${count} memberships would go. Approve it if that is right.`
      : `${where} ${doing} ${count}${share} memberships, more than the limit of ${bound}. Check the directory, then approve or correct it.`;
  return {
    what: kind.what,
    scope: group === undefined ? 'run' : 'group',
    count,
    of,
    limit: passed,
    message,
    ...(group === undefined ? {} : { group }),
  };
}

/** How many memberships wait. */
export function countHeld(plan: SyncPlan, verdict: Verdict): number {
  return plan.groups.reduce(
    (sum, group, index) =>
      sum +
      (verdict.heldAdditions.has(index) ? group.add.length : 0) +
      (verdict.heldRemovals.has(index) ? group.remove.length : 0),
    0,
  );
}
