import type { DriftPolicy } from './group-rules';
import type { GroupProtection } from './target';

/** The pairing of a DirectoryUser with an Atlassian account. */
export type Match =
  | { readonly kind: 'matched'; readonly accountId: string }
  | { readonly kind: 'unmatched'; readonly reason: UnmatchedReason }
  | { readonly kind: 'ambiguous'; readonly reason: AmbiguousReason };

export type UnmatchedReason = 'no-email' | 'no-account' | 'account-inactive';
/** Two people share an e-mail address, or two accounts do, or two people lead to one account. */
export type AmbiguousReason = 'email-shared-in-directory' | 'email-shared-by-accounts' | 'account-taken';

/** The snapshot after rules, in the target's form: for each directory group, the accounts that should be in it. */
export interface DesiredGroup {
  readonly sourceId: string;
  readonly name: string;
  readonly accountIds: ReadonlySet<string>;
}

/** A group that the plan writes to: one that exists, or one to be created first. */
export type PlannedGroup =
  | { readonly kind: 'existing'; readonly id: string; readonly name: string }
  | { readonly kind: 'create'; readonly name: string };

/**
 * Why a managed membership is not wanted any more. `left`: the person is gone from the directory. `inactive`: their account there is not active.
 * `out-of-scope`: they take no part. `not-member`: they take part, and no group or rule puts them here. `by-hand`: somebody put them in by hand, and the
 * group is repaired.
 */
export type RemovalCause = 'left' | 'inactive' | 'out-of-scope' | 'not-member' | 'by-hand';

/** A removal that waits for its grace period to end. */
export interface WaitingRemoval {
  readonly accountId: string;
  readonly cause: RemovalCause;
  /** When a run first would have removed it. */
  readonly sinceMs: number;
  readonly untilMs: number;
}

/**
 * Why a membership stays although nobody wants it, or is not made although it is wanted. `policy`: the removal policy says so; `person` and `group`: its
 * exceptions do; `rejected`: an administrator rejected the change for good; `drift`: it was changed by hand, and the group's policy leaves that.
 */
export type KeptReason = 'policy' | 'person' | 'group' | 'rejected' | 'drift';

export interface KeptMembership {
  readonly accountId: string;
  readonly change: 'add' | 'remove';
  readonly reason: KeptReason;
}

/** Memberships of a managed group that were changed by hand since the last run. */
export interface Drift {
  /** There, not wanted, and neither ours nor there at the end of the last run. */
  readonly putIn: readonly string[];
  /** Wanted and ours, and not there any more. */
  readonly takenOut: readonly string[];
  readonly policy: DriftPolicy;
}

/** All that is to change in one group. Account ids are sorted. */
export interface GroupPlan {
  /** What the Atlassian group is linked to: the id of a directory group, or `rule:<name>` where a rule names the Atlassian group. */
  readonly sourceId: string;
  readonly group: PlannedGroup;
  readonly add: readonly string[];
  readonly remove: readonly string[];
  /** Members that are wanted and already there. */
  readonly alreadyCorrect: number;
  /** Members that are there, not wanted, and not ours: left alone. */
  readonly unmanaged: number;
  /** Members that are there and not wanted here, and that stay because another connection manages them. Absent, as is the next: none of them. */
  readonly wantedByOthers?: number;
  /** How many of the unmanaged no other connection manages: made by hand. */
  readonly byHand?: number;
  /** Managed memberships before the run. */
  readonly managed: number;
  /** Everybody who is in it before the run, without the sync account. */
  readonly present: number;
  /** With this run all its members become managed. */
  readonly adopted?: true;
  readonly waiting?: readonly WaitingRemoval[];
  readonly kept?: readonly KeptMembership[];
  readonly drift?: Drift;
  /** The directory no longer names this group: whatever would be taken away waits for an administrator. */
  readonly vanished?: true;
}

/** A group that the run does not write to, and why. */
export interface LeftGroup {
  readonly sourceId: string;
  readonly name: string;
  readonly reason: LeftGroupReason;
}

export type LeftGroupReason =
  | GroupProtection
  | 'name-too-long'
  | 'name-empty'
  | 'name-shared'
  | 'linked-group-gone'
  | 'missing-and-not-created'
  /** A group of that name is there, and nobody has decided what becomes of it. */
  | 'undecided'
  /** A group of that name is there, and it was decided to leave it alone. */
  | 'skipped'
  /** There is none, and everybody for whom it would be created was rejected for good. */
  | 'rejected';

/** A group that is there and that nobody has decided about: what adopting it, or only using it, would do. */
export interface UndecidedGroup {
  readonly sourceId: string;
  readonly group: { readonly id: string; readonly name: string };
  readonly present: number;
  /** Who would be added, either way. */
  readonly add: readonly string[];
  /** Who would be removed if it was adopted. */
  readonly remove: readonly string[];
  /** In a report: how many they are, where it names only the first. */
  readonly addCount?: number;
  readonly removeCount?: number;
}

/** Ordered by group name, then group id. The same inputs give the same plan and the same hash. */
export interface SyncPlan {
  /** SHA-256 over the canonical form, in hexadecimal. */
  readonly hash: string;
  readonly groups: readonly GroupPlan[];
  readonly left: readonly LeftGroup[];
  readonly undecided: readonly UndecidedGroup[];
  /** Why people lose everything: account id and cause. Whoever loses a membership and is not here is no longer a member of its source. */
  readonly leavers: readonly (readonly [accountId: string, cause: RemovalCause])[];
}

/** One small idempotent step. */
export type Change =
  | { readonly kind: 'create-group'; readonly groupIndex: number; readonly name: string }
  | { readonly kind: 'add-member'; readonly groupIndex: number; readonly accountId: string }
  | { readonly kind: 'remove-member'; readonly groupIndex: number; readonly accountId: string };

/** Which changes wait for an administrator, with the limit that they passed. */
export interface HeldReason {
  readonly what: 'removals' | 'additions';
  readonly scope: 'run' | 'group';
  /** The group's name and source where `scope` is `group`. */
  readonly group?: string;
  readonly sourceId?: string;
  readonly count: number;
  /**
   * Of how many: for removals, managed memberships and, where changes by hand are repaired, those put in by hand; for additions, present members; groups
   * that are written to where they would be emptied.
   */
  readonly of: number;
  /**
   * `vanished`: the group is no longer in the directory, and any removal waits. `emptied`: too many groups would have nobody left. `usual`: more than so
   * many times what runs of this connection usually remove.
   */
  readonly limit: {
    readonly kind: 'max' | 'share' | 'vanished' | 'emptied' | 'usual';
    readonly value: number;
  };
  /** Count, share, limit and how to go on, in a sentence. */
  readonly message: string;
}

/** The safety limits' answer. Indexes are of `SyncPlan.groups`. */
export interface Verdict {
  readonly heldAdditions: ReadonlySet<number>;
  readonly heldRemovals: ReadonlySet<number>;
  readonly reasons: readonly HeldReason[];
  /** Changes of held groups that an administrator has approved, as `changeKey` names them: they are not held. */
  readonly approved: ReadonlySet<string>;
}

/** Names one change of a group for approvals and rejections: the group, what is done, and to whom. */
export function changeKey(group: PlannedGroup, change: 'add' | 'remove', accountId: string): string {
  const where = group.kind === 'existing' ? group.id : `new ${group.name}`;
  return `${where} ${change} ${accountId}`;
}
