import type { DesiredGroup, Verdict } from '../domain/plan';
import type { DirectorySnapshot } from '../domain/directory';
import { approve } from './approval';
import { endedRejections, rejectedKey } from './decide';
import type { DesiredState } from './desired';
import { planChanges, type Planned } from './plan';
import type { Accounts, PlanGroupInput } from './plan-input';
import { countChanges, hashHeld } from './plan-hash';
import { missingPeople, removalJudge } from './removals';
import type { MatchesDocument, PlanDocument, TargetState } from './run-documents';
import { judge } from './safety';
import type { RunDeps, Slice } from './slice';
import { otherLedgers } from './other-ledgers';
import { presentMembers } from './read-members';
import { sharedGroups } from './shared-groups';

export interface MakePlanInput {
  readonly desired: DesiredState;
  readonly target: TargetState;
  readonly syncAccountId: string;
  readonly untouchable: ReadonlySet<string>;
  readonly snapshot: DirectorySnapshot;
  readonly matches: MatchesDocument;
  /** Only these accounts are looked at; absent: all. */
  readonly only?: ReadonlySet<string>;
}

/** Makes the plan of the run, judges it, and stores both. */
export async function makePlan(slice: Slice, input: MakePlanInput, deps: RunDeps): Promise<void> {
  const planned = await planFor(slice, input, deps);
  await storePlan(slice, planned, deps);
}

/** Judges a plan, takes in what was approved beforehand, and stores both. */
export async function storePlan(slice: Slice, planned: Planned, deps: RunDeps): Promise<void> {
  const { limits } = slice.connection.rules;
  const { usual } = await deps.memory.getNotes(slice.connection.id);
  const verdict = await approve(
    slice,
    { plan: planned.plan, verdict: judge(planned.plan, limits, usual) },
    deps,
  );
  const counts = countChanges(planned.plan);
  slice.progress({ changesToDo: counts.groups + counts.additions + counts.removals });
  await slice.documents.put('plan', documentOf(planned, verdict));
}

async function planFor(slice: Slice, input: MakePlanInput, deps: RunDeps): Promise<Planned> {
  const { id, rules, configuration } = slice.connection;
  const others = await otherLedgers(slice, deps);
  if (others.unreadable.length > 0) noteWithheld(slice, others.unreadable);
  const notes = await deps.memory.getNotes(id);
  const links = await deps.memory.getLinks(id);
  const groups = groupInputs(input, await presentMembers(slice));
  const rejected = await deps.memory.getRejected(id);
  const planned = planChanges({
    groups,
    left: input.target.left,
    ledger: await deps.memory.getLedger(id),
    others: others.ledgers,
    ...(others.unreadable.length > 0 ? { removals: 'withheld' as const } : {}),
    syncAccountId: input.syncAccountId,
    untouchable: input.untouchable,
    removalJudge: removalJudge({
      policy: rules.removal,
      people: [...links.people, ...input.matches.paired],
      snapshot: input.snapshot,
      missing: missingPeople(configuration, (await slice.documents.get('read'))?.gone),
      notes,
      nowMs: slice.run().startedAtMs,
    }),
    rejected: new Set(rejected.map(rejectedKey)),
    drift: rules.drift,
    accepted: notes.accepted,
    last: await deps.memory.getLastTarget(id),
    ...(input.only === undefined ? {} : { only: input.only }),
  });
  const shared = { shared: sharedGroups(groups, others.named) };
  return {
    ...planned,
    ...(input.only === undefined ? { ...shared, ended: endedRejections(rejected, groups) } : {}),
  };
}

export function groupInputs(
  { desired, target }: Pick<MakePlanInput, 'desired' | 'target'>,
  present: ReadonlyMap<number, ReadonlySet<string>>,
): readonly PlanGroupInput[] {
  const wanted = new Map(desired.groups.map((group) => [group.sourceId, group]));
  return target.groups.map(({ sourceId, group, how }, place): PlanGroupInput => ({
    desired: wanted.get(sourceId) ?? nobody(sourceId, group.name),
    ...(wanted.has(sourceId) ? {} : { vanished: true as const }),
    ...(how === undefined ? {} : { how }),
    group,
    present: present.get(place) ?? new Set(),
  }));
}

function documentOf(planned: Planned, verdict: Verdict): PlanDocument {
  const { plan, ledgerChanges, keptPeople, accepted, lookedAt, shared = [], ended = [] } = planned;
  return {
    plan,
    heldAdditions: [...verdict.heldAdditions],
    heldRemovals: [...verdict.heldRemovals],
    approved: [...verdict.approved],
    reasons: verdict.reasons,
    ...(verdict.reasons.length === 0 ? {} : { heldHash: hashHeld(plan, verdict) }),
    claims: pairsOf(ledgerChanges.claims),
    adopted: pairsOf(ledgerChanges.adopted),
    handedOver: pairsOf(ledgerChanges.handedOver),
    gone: pairsOf(ledgerChanges.gone),
    ...(ledgerChanges.handMade === undefined ? {} : { handMade: pairsOf(ledgerChanges.handMade) }),
    keptPeople: [...keptPeople],
    accepted: [...accepted].map(([groupId, { putIn, takenOut }]) => [groupId, [...putIn], [...takenOut]]),
    ...(lookedAt === undefined ? {} : { lookedAt }),
    ...(shared.length > 0 && { shared }),
    ...(ended.length > 0 && { ended }),
  };
}

function noteWithheld(slice: Slice, names: readonly string[]): void {
  const whose = names.map((name) => `"${name}"`).join(', ');
  const note = `The ledger of ${whose} is damaged, so it cannot be known which memberships it still wants: nothing was taken away from anybody. Delete that connector and create it again.`;
  slice.note({ notes: [...slice.run().notes, note] });
}

function nobody(sourceId: string, name: string): DesiredGroup {
  return { sourceId, name, accountIds: new Set() };
}

function pairsOf(accounts: Accounts): [string, string[]][] {
  return [...accounts].map(([groupId, accountIds]) => [groupId, [...accountIds]]);
}
