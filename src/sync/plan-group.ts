import {
  changeKey,
  type Drift,
  type GroupPlan,
  type KeptMembership,
  type PlannedGroup,
  type UndecidedGroup,
  type WaitingRemoval,
} from '../domain/plan';
import type { DriftPolicy } from '../domain/group-rules';
import type { Origin } from '../domain/stores';
import { compare } from './compare';
import { findDrift, putsBack } from './drift';
import type { PlanGroupInput, PlanInput } from './plan-input';
import type { Removal } from './removals';

type LedgerMaps = Record<'claims' | 'adopted' | 'handedOver' | 'gone', Map<string, Set<string>>>;

export interface Planning {
  readonly input: PlanInput;
  readonly policyOf: (groupName: string) => DriftPolicy;
  /** Filled by the groups one after the other. */
  readonly ledgerChanges: LedgerMaps;
  readonly accepted: Map<
    string,
    { readonly putIn: ReadonlySet<string>; readonly takenOut: ReadonlySet<string> }
  >;
}

/** One group while it is planned: who may be in it, and whose that is. */
interface Memberships {
  readonly wanted: ReadonlySet<string>;
  readonly present: ReadonlySet<string>;
  readonly isOurs: (accountId: string) => boolean;
  readonly isTheirs: (accountId: string) => boolean;
  /** Whether this run looks at the account at all. */
  readonly isLookedAt: (accountId: string) => boolean;
  /** Looked at, and not untouchable. */
  readonly isOpen: (accountId: string) => boolean;
}

export function planGroup(input: PlanGroupInput, planning: Planning): GroupPlan {
  const { desired, group, present } = input;
  const ledger = ledgerOf(input, planning.input);
  const memberships = membershipsOf(input, planning.input);
  const drift = driftOf(input, memberships, planning);
  const additions = planAdditions(input, memberships, { drift, planning });
  const removals = planRemovals(input, memberships, { drift, planning });
  noteLedger(input, memberships, planning);
  const there = [...desired.accountIds].filter((accountId) => present.has(accountId));
  const unwanted = [...present].filter((accountId) => !desired.accountIds.has(accountId));
  const unmanaged = unwanted.filter((accountId) => !memberships.isOurs(accountId));
  const wantedByOthers = unwanted.filter(memberships.isTheirs).length;
  const byHand = unmanaged.filter((accountId) => !memberships.isTheirs(accountId)).length;
  const kept = [...additions.kept, ...removals.kept];
  return {
    sourceId: desired.sourceId,
    group,
    add: additions.add,
    remove: removals.remove,
    alreadyCorrect: there.length,
    unmanaged: unmanaged.length,
    ...(wantedByOthers > 0 && { wantedByOthers, byHand }),
    managed: input.how === 'adopt' ? new Set([...ledger.keys(), ...present]).size : ledger.size,
    present: present.size - (present.has(planning.input.syncAccountId) ? 1 : 0),
    ...(input.vanished === true && { vanished: true }),
    ...(input.how === 'adopt' && { adopted: true }),
    ...(removals.waiting.length > 0 && { waiting: removals.waiting }),
    ...(kept.length > 0 && { kept }),
    ...(drift.putIn.length + drift.takenOut.length > 0 && { drift }),
  };
}

/** What adopting the group, or only using it, would do. */
export function undecided({ desired, group, present }: PlanGroupInput, input: PlanInput): UndecidedGroup {
  const isOpen = (accountId: string) => !input.untouchable.has(accountId);
  return {
    sourceId: desired.sourceId,
    group: { id: group.kind === 'existing' ? group.id : '', name: group.name },
    present: present.size,
    add: sorted([...desired.accountIds].filter((accountId) => !present.has(accountId) && isOpen(accountId))),
    remove: sorted(
      [...present].filter((accountId) => !desired.accountIds.has(accountId) && isOpen(accountId)),
    ),
  };
}

const nobody: ReadonlyMap<string, Origin> = new Map();

function ledgerOf({ group }: PlanGroupInput, { ledger }: PlanInput): ReadonlyMap<string, Origin> {
  return (group.kind === 'existing' ? ledger.get(group.id) : undefined) ?? nobody;
}

function membershipsOf(input: PlanGroupInput, plan: PlanInput): Memberships {
  const { group, present, desired } = input;
  const ledger = ledgerOf(input, plan);
  const isLookedAt = (accountId: string) => plan.only === undefined || plan.only.has(accountId);
  const theirs = group.kind === 'existing' ? plan.others.flatMap((other) => other.get(group.id) ?? []) : [];
  return {
    wanted: desired.accountIds,
    present,
    isOurs: (accountId) => ledger.has(accountId) || (input.how === 'adopt' && present.has(accountId)),
    isTheirs: (accountId) => theirs.some((accounts) => accounts.has(accountId)),
    isLookedAt,
    isOpen: (accountId) => !plan.untouchable.has(accountId) && isLookedAt(accountId),
  };
}

interface Context {
  readonly drift: Drift;
  readonly planning: Planning;
}

function driftOf(
  input: PlanGroupInput,
  memberships: Memberships,
  { input: plan, ...planning }: Planning,
): Drift {
  const { group } = input;
  const policy = planning.policyOf(group.name);
  if (group.kind === 'create' || input.vanished === true) return { putIn: [], takenOut: [], policy };
  const found = findDrift({
    ...memberships,
    last: plan.last?.groups.get(group.id),
    accepted: plan.accepted.get(group.id),
    policy,
  });
  const { putIn, takenOut } = found;
  const drift = {
    ...found,
    putIn: putIn.filter(memberships.isOpen),
    takenOut: takenOut.filter(memberships.isOpen),
  };
  acceptDrift(group.id, drift, { memberships, accepted: planning.accepted });
  return drift;
}

interface Accepting {
  readonly memberships: Memberships;
  readonly accepted: Planning['accepted'];
}

/** What is accepted stays so as long as it is as it was; under another policy, nothing is. */
function acceptDrift(groupId: string, drift: Drift, { memberships, accepted }: Accepting): void {
  const before = accepted.get(groupId);
  accepted.delete(groupId);
  if (drift.policy !== 'accept') return;
  const { present, wanted } = memberships;
  const putIn = [...(before?.putIn ?? []), ...drift.putIn].filter(
    (accountId) => present.has(accountId) && !wanted.has(accountId),
  );
  const takenOut = [...(before?.takenOut ?? []), ...drift.takenOut].filter(
    (accountId) => !present.has(accountId) && wanted.has(accountId),
  );
  if (putIn.length + takenOut.length > 0)
    accepted.set(groupId, { putIn: new Set(putIn), takenOut: new Set(takenOut) });
}

interface Additions {
  readonly add: readonly string[];
  readonly kept: readonly KeptMembership[];
}

function planAdditions(
  { group }: PlanGroupInput,
  { wanted, present, isOpen }: Memberships,
  { drift, planning }: Context,
): Additions {
  const accepted = group.kind === 'existing' ? planning.accepted.get(group.id)?.takenOut : undefined;
  const left = new Set([...(accepted ?? []), ...(putsBack(drift.policy) ? [] : drift.takenOut)]);
  // What was rejected of a group that was to be created stays rejected when somebody has made the group.
  const asNew = { kind: 'create', name: group.name } as const;
  const isRejected = (accountId: string) =>
    [group, asNew].some((each) => planning.input.rejected.has(changeKey(each, 'add', accountId)));
  const add: string[] = [];
  const kept: KeptMembership[] = [];
  for (const accountId of wanted) {
    if (present.has(accountId) || !isOpen(accountId)) continue;
    if (isRejected(accountId)) kept.push({ accountId, change: 'add', reason: 'rejected' });
    else if (left.has(accountId)) kept.push({ accountId, change: 'add', reason: 'drift' });
    else add.push(accountId);
  }
  return { add: sorted(add), kept: byAccount(kept) };
}

interface Removals {
  readonly remove: string[];
  readonly waiting: WaitingRemoval[];
  readonly kept: KeptMembership[];
}

function planRemovals(
  { group }: PlanGroupInput,
  { wanted, present, isOurs, isTheirs, isOpen }: Memberships,
  { drift, planning: { input } }: Context,
): Removals {
  const removals: Removals = { remove: [], waiting: [], kept: [] };
  if (group.kind === 'create' || input.removals === 'withheld') return removals;
  const handMade = new Set(drift.policy === 'repair' ? drift.putIn : []);
  const mayGo = (accountId: string) => handMade.has(accountId) || (isOurs(accountId) && !isTheirs(accountId));
  for (const accountId of present) {
    if (wanted.has(accountId) || !isOpen(accountId) || !mayGo(accountId)) continue;
    const cause = handMade.has(accountId) ? ('by-hand' as const) : undefined;
    take(removals, accountId, removalOf(input, { group, accountId, cause }));
  }
  return {
    remove: removals.remove.toSorted(compare),
    waiting: removals.waiting.toSorted((a, b) => compare(a.accountId, b.accountId)),
    kept: removals.kept.toSorted((a, b) => compare(a.accountId, b.accountId)),
  };
}

interface Candidate {
  readonly group: Extract<PlannedGroup, { kind: 'existing' }>;
  readonly accountId: string;
  readonly cause: 'by-hand' | undefined;
}

/** What was rejected for good stays, as long as it would be removed. */
function removalOf({ removalJudge, rejected }: PlanInput, { group, accountId, cause }: Candidate): Removal {
  const removal = removalJudge.judge(group, accountId, cause);
  if (removal.kind === 'keep' || !rejected.has(changeKey(group, 'remove', accountId))) return removal;
  const { cause: known } = removal.kind === 'wait' ? removal.waiting : removal;
  return { kind: 'keep', reason: 'rejected', cause: known };
}

function take({ remove, waiting, kept }: Removals, accountId: string, removal: Removal): void {
  if (removal.kind === 'wait') waiting.push(removal.waiting);
  else if (removal.kind === 'keep') kept.push({ accountId, change: 'remove', reason: removal.reason });
  else remove.push(accountId);
}

/** What the ledger learns without a change on the site. */
function noteLedger(
  input: PlanGroupInput,
  { wanted, present, isTheirs, isLookedAt, isOpen }: Memberships,
  { input: plan, ledgerChanges }: Planning,
): void {
  const { group } = input;
  if (group.kind === 'create') return;
  const ours = ledgerOf(input, plan);
  const mayLetGo = plan.removals !== 'withheld';
  const note = (name: keyof LedgerMaps, accountIds: Iterable<string>, isMeant: (id: string) => boolean) => {
    const meant = [...accountIds].filter((accountId) => isLookedAt(accountId) && isMeant(accountId));
    if (meant.length > 0) ledgerChanges[name].set(group.id, new Set(meant));
  };
  note('claims', present, (id) => wanted.has(id) && !ours.has(id) && isTheirs(id));
  if (input.how === 'adopt') note('adopted', present, (id) => !ours.has(id) && isOpen(id));
  note('handedOver', ours.keys(), (id) => mayLetGo && present.has(id) && !wanted.has(id) && isTheirs(id));
  note('gone', ours.keys(), (id) => !present.has(id) && !wanted.has(id));
}

function sorted(accountIds: readonly string[]): readonly string[] {
  return accountIds.toSorted(compare);
}

function byAccount(kept: readonly KeptMembership[]): readonly KeptMembership[] {
  return kept.toSorted((a, b) => compare(a.accountId, b.accountId));
}
