import type { DriftRules } from '../domain/group-rules';
import type { DesiredGroup, LeftGroup, PlannedGroup } from '../domain/plan';
import type { LastTarget, Ledger, RunNotes } from '../domain/stores';
import type { RemovalJudge } from './removals';

/** One source and the Atlassian group that it goes to. */
export interface PlanGroupInput {
  readonly desired: DesiredGroup;
  readonly group: PlannedGroup;
  /** Who is in the group now; empty for a group to be created. */
  readonly present: ReadonlySet<string>;
  /** The directory no longer names the group. */
  readonly vanished?: true;
  /** `adopt`: all its members become managed with this plan. `undecided`: nothing is planned, only shown. */
  readonly how?: 'adopt' | 'undecided';
}

export interface PlanInput {
  readonly groups: readonly PlanGroupInput[];
  readonly left: readonly LeftGroup[];
  /** This connection's managed memberships. */
  readonly ledger: Ledger;
  /** What other connections manage: a membership goes only when the last lets go. */
  readonly others: readonly Ledger[];
  /** Not all of the others' ledgers can be read: nobody is removed, and nothing is released that may be removed later. */
  readonly removals?: 'withheld';
  /** Nobody who would be left in a group. */
  readonly syncAccountId: string;
  /** Whose memberships are never written: the sync account and protected people. */
  readonly untouchable: ReadonlySet<string>;
  readonly removalJudge: RemovalJudge;
  /** Changes that were rejected for good, as `changeKey` names them. */
  readonly rejected: ReadonlySet<string>;
  readonly drift: DriftRules;
  readonly accepted: RunNotes['accepted'];
  readonly last: LastTarget | undefined;
  /** Only these accounts are looked at; absent: all. */
  readonly only?: ReadonlySet<string>;
}

/** Account ids by Atlassian group id. */
export type Accounts = ReadonlyMap<string, ReadonlySet<string>>;

export interface LedgerChanges {
  /** Memberships that are there because another connection manages them, and that this one wants too. */
  readonly claims: Accounts;
  /** Members of groups that are taken over whole. */
  readonly adopted: Accounts;
  /** Memberships that this connection no longer wants but another does. */
  readonly handedOver: Accounts;
  /** Memberships of ours that somebody took away by hand, and that nobody wants here. */
  readonly gone: Accounts;
  /** Additions that give back what somebody had put in by hand: they do not become ours. */
  readonly handMade?: Accounts;
}
