import { unlessDamaged } from '../domain/failure';
import type { Approval } from '../domain/run';
import type { DesiredGroup, Verdict } from '../domain/plan';
import type { Ledger } from '../domain/stores';
import type { DesiredState } from './desired';
import { countChanges, hashHeld, planChanges, type PlanGroupInput } from './plan';
import type { PlanDocument, TargetState } from './run-documents';
import { judge } from './safety';
import type { RunDeps, Slice } from './slice';
import { presentMembers } from './read-members';

/** Makes the plan of the run, judges it, and stores both. */
export async function makePlan(
  slice: Slice,
  input: { desired: DesiredState; target: TargetState; syncAccountId: string },
  deps: RunDeps,
): Promise<void> {
  const present = await presentMembers(slice);
  const wanted = new Map(input.desired.groups.map((group) => [group.sourceId, group]));
  const groups = input.target.groups.map(({ sourceId, group }, place): PlanGroupInput => ({
    desired: wanted.get(sourceId) ?? nobody(sourceId, group.name),
    ...(wanted.has(sourceId) ? {} : { vanished: true as const }),
    group,
    present: present.get(place) ?? new Set(),
  }));
  const others = await otherLedgers(slice, deps);
  if (others.unreadable.length > 0) noteWithheld(slice, others.unreadable);
  const { plan, claims, handedOver, gone } = planChanges({
    groups,
    left: input.target.left,
    ledger: await deps.memory.getLedger(slice.connection.id),
    others: others.ledgers,
    ...(others.unreadable.length > 0 ? { removals: 'withheld' as const } : {}),
    syncAccountId: input.syncAccountId,
  });
  const judged = judge(plan, slice.connection.rules.limits);
  const verdict = approved(judged, hashHeld(plan, judged), slice);
  const counts = countChanges(plan);
  slice.progress({ changesToDo: counts.groups + counts.additions + counts.removals });
  await slice.documents.put('plan', {
    plan: {
      hash: plan.hash,
      groups: plan.groups.map((group) => ({ ...group, add: [...group.add], remove: [...group.remove] })),
      left: [...plan.left],
    },
    heldAdditions: [...verdict.heldAdditions],
    heldRemovals: [...verdict.heldRemovals],
    reasons: [...verdict.reasons],
    ...(verdict.reasons.length === 0 ? {} : { heldHash: hashHeld(plan, verdict) }),
    claims: pairsOf(claims),
    handedOver: pairsOf(handedOver),
    gone: pairsOf(gone),
  });
}

export function verdictOf(document: PlanDocument): Verdict {
  return {
    heldAdditions: new Set(document.heldAdditions),
    heldRemovals: new Set(document.heldRemovals),
    reasons: document.reasons,
  };
}

/** An approval names the held changes that were shown; for any others it is void. */
function approved(verdict: Verdict, heldHash: string, slice: Slice): Verdict {
  const { approval, notes } = slice.run();
  if (verdict.reasons.length === 0 || approval.kind === 'none') return verdict;
  if (isFor(approval, heldHash)) {
    slice.note({ notes: [...notes, 'What the safety limits would hold was approved beforehand.'] });
    return { heldAdditions: new Set(), heldRemovals: new Set(), reasons: [] };
  }
  slice.note({
    notes: [
      ...notes,
      'The approval was for other changes: the directory or the groups have changed since. Look at what is held now and approve it anew.',
    ],
  });
  return verdict;
}

function isFor(approval: Approval, heldHash: string): boolean {
  return approval.kind === 'all' || (approval.kind === 'held' && approval.heldHash === heldHash);
}

export interface OtherLedgers {
  readonly ledgers: readonly Ledger[];
  /** Names of the connections whose ledgers are damaged; it is not known what they want. */
  readonly unreadable: readonly string[];
}

/** A connection whose settings are damaged still wants what its ledger says. */
export async function otherLedgers(slice: Slice, deps: RunDeps): Promise<OtherLedgers> {
  const { connections, damaged } = await deps.connections.list();
  const all = [...connections, ...damaged.map((id) => ({ id, name: id }))];
  const ledgers: Ledger[] = [];
  const unreadable: string[] = [];
  for (const { id, name } of all.filter((other) => other.id !== slice.connection.id)) {
    const ledger = await unlessDamaged(deps.memory.getLedger(id));
    if (ledger === undefined) unreadable.push(name);
    else ledgers.push(ledger);
  }
  return { ledgers, unreadable };
}

function noteWithheld(slice: Slice, names: readonly string[]): void {
  const whose = names.map((name) => `"${name}"`).join(', ');
  const note = `The ledger of ${whose} is damaged, so it cannot be known which memberships it still wants: nothing was taken away from anybody. Delete that connector and create it again.`;
  slice.note({ notes: [...slice.run().notes, note] });
}

function nobody(sourceId: string, name: string): DesiredGroup {
  return { sourceId, name, accountIds: new Set() };
}

function pairsOf(ledger: Ledger): [string, string[]][] {
  return [...ledger].map(([groupId, accountIds]) => [groupId, [...accountIds]]);
}
