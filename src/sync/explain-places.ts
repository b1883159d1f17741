import type { ChangeRow } from '../domain/change-row';
import type { GroupPlan, HeldReason, LeftGroup, Match, PlannedGroup } from '../domain/plan';
import type { HeldDecision, RunMode } from '../domain/run';
import type { Origin } from '../domain/stores';
import { groupNameKey } from '../domain/target';
import { targetsOf, type Wanted } from './desired';
import { isStandIn } from './known-site';
import type { StoredPlan } from './plan-stored';
import type { StoredWorld } from './stored-world';

/** All that an explanation goes by. */
export interface Explaining {
  readonly world: StoredWorld;
  /** What a run would plan now. */
  readonly plan: StoredPlan;
  /** Attributes that conditions look at and that are not stored: those conditions are left out of the plan. */
  readonly unread: readonly string[];
  readonly lastRun?: LastRun;
  /** Of accounts of whom the directory knows no name. */
  readonly siteNames?: ReadonlyMap<string, string>;
}

/** The last run of the connection that came to its plan. */
export interface LastRun {
  readonly mode: RunMode;
  readonly startedAtMs: number;
  readonly rows: readonly ChangeRow[];
  readonly held: readonly HeldReason[];
  /** What was decided about what it held. */
  readonly decision?: HeldDecision;
}

/** An Atlassian group, there or wanted, with all that is known of it. */
export interface Place {
  readonly sourceId: string;
  readonly name: string;
  /** Of the Atlassian group, where it is known. */
  readonly groupId: string | undefined;
  /** What leads to it; undefined where nothing does any more. */
  readonly wanted: Wanted | undefined;
  readonly goal: PlannedGroup | undefined;
  readonly left: LeftGroup['reason'] | undefined;
  readonly isUndecided: boolean;
  /** Its part of the plan, and what the limits say to it. */
  readonly plan: GroupPlan | undefined;
  readonly held: { readonly add: boolean; readonly remove: boolean };
  readonly present: ReadonlySet<string>;
  readonly ours: ReadonlyMap<string, Origin>;
}

/** Every group that the rules lead to, that was linked, or that the last run or the ledger knows. */
export function placesOf(explaining: Explaining): readonly Place[] {
  const { world, plan } = explaining;
  const targets = new Map(everyTarget(plan).map((target) => [target.sourceId, target]));
  const named = [
    ...targets.values(),
    ...[
      ...plan.target.groups.map(({ sourceId, group: { name } }) => ({ sourceId, name })),
      ...plan.target.left,
    ].filter(({ sourceId }) => !targets.has(sourceId)),
  ];
  const makePlace = placeMaker(explaining);
  const places = named.map(({ sourceId, name }) =>
    makePlace({ sourceId, name, wanted: targets.get(sourceId) }),
  );
  const covered = new Set(places.map(({ groupId }) => groupId));
  const others = [...new Set([...world.ledger.keys(), ...(world.last?.groups.keys() ?? [])])];
  return [
    ...places,
    ...others
      .filter((groupId) => !covered.has(groupId))
      .map((groupId) => makePlace({ ...nameOf(world, groupId), groupId, wanted: undefined })),
  ];
}

/** Also for people who are not paired with an account: the plan knows only who is. */
function everyTarget({ snapshot, settings, participants, matches }: StoredPlan): readonly Wanted[] {
  const all = new Map(participants.map((userId) => [userId, matches.get(userId) ?? notPaired]));
  return targetsOf({ snapshot, rules: settings.rules, matches: all });
}

const notPaired: Match = { kind: 'unmatched', reason: 'no-account' };

interface Named {
  readonly sourceId: string;
  readonly name: string;
  readonly groupId?: string;
  readonly wanted: Wanted | undefined;
}

function placeMaker({ world, plan }: Explaining): (named: Named) => Place {
  const goals = new Map(plan.target.groups.map((group) => [group.sourceId, group.group]));
  const left = new Map(plan.target.left.map((group) => [group.sourceId, group.reason]));
  const plans = plansOf(plan);
  const named = new Map(plan.site.groups.map((group) => [groupNameKey(group.name), group.id]));
  return ({ sourceId, name, groupId: known, wanted }) => {
    const goal = goals.get(sourceId);
    const reason = left.get(sourceId);
    const sameName = reason === undefined ? undefined : named.get(groupNameKey(name));
    const groupId = known ?? idOf(goal) ?? world.links.groups.get(sourceId)?.id ?? unlessStandIn(sameName);
    const planned = plans.get(sourceId) ?? notPlanned;
    return {
      sourceId,
      name: goal?.name ?? name,
      groupId,
      wanted,
      goal,
      left: reason,
      isUndecided: goal !== undefined && planned === notPlanned,
      ...planned,
      ...membersOf(groupId, { world, plan }),
    };
  };
}

const notPlanned: Pick<Place, 'plan' | 'held'> = { plan: undefined, held: { add: false, remove: false } };

function plansOf({ planned, verdict }: StoredPlan): ReadonlyMap<string, Pick<Place, 'plan' | 'held'>> {
  return new Map(
    planned.plan.groups.map((group, index) => [
      group.sourceId,
      {
        plan: group,
        held: { add: verdict.heldAdditions.has(index), remove: verdict.heldRemovals.has(index) },
      },
    ]),
  );
}

function membersOf(
  groupId: string | undefined,
  { world, plan }: Pick<Explaining, 'world' | 'plan'>,
): Pick<Place, 'present' | 'ours'> {
  if (groupId === undefined) return { present: new Set(), ours: new Map() };
  return {
    present: plan.site.members.get(groupId) ?? new Set(),
    ours: world.ledger.get(groupId) ?? new Map(),
  };
}

function idOf(goal: PlannedGroup | undefined): string | undefined {
  return unlessStandIn(goal?.kind === 'existing' ? goal.id : undefined);
}

function unlessStandIn(groupId: string | undefined): string | undefined {
  return groupId === undefined || isStandIn(groupId) ? undefined : groupId;
}

function nameOf({ last, links }: StoredWorld, groupId: string): Pick<Named, 'sourceId' | 'name'> {
  const seen = last?.groups.get(groupId);
  if (seen !== undefined) return seen;
  const link = [...links.groups].find(([, { id }]) => id === groupId);
  return { sourceId: link?.[0] ?? '', name: link?.[1].name ?? groupId };
}
