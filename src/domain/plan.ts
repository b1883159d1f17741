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
  readonly directoryGroupId: string;
  readonly name: string;
  readonly accountIds: ReadonlySet<string>;
}

/** A group that the plan writes to: one that exists, or one to be created first. */
export type PlannedGroup =
  | { readonly kind: 'existing'; readonly id: string; readonly name: string }
  | { readonly kind: 'create'; readonly name: string };

/** All that is to change in one group. Account ids are sorted. */
export interface GroupPlan {
  readonly directoryGroupId: string;
  readonly group: PlannedGroup;
  readonly add: readonly string[];
  readonly remove: readonly string[];
  /** Members that are wanted and already there. */
  readonly alreadyCorrect: number;
  /** Members that are there, not wanted, and not ours: made by hand, left alone. */
  readonly unmanaged: number;
  /** Managed memberships before the run, the base of the removal share. */
  readonly managed: number;
  /** The directory no longer names this group: whatever would be taken away waits for an administrator. */
  readonly vanished?: true;
}

/** A group that the run does not write to, and why. */
export interface LeftGroup {
  readonly directoryGroupId: string;
  readonly name: string;
  readonly reason: LeftGroupReason;
}

export type LeftGroupReason =
  | GroupProtection
  | 'name-too-long'
  | 'name-empty'
  | 'name-shared'
  | 'linked-group-gone'
  | 'missing-and-not-created';

/** Ordered by group name, then group id. The same inputs give the same plan and the same hash. */
export interface SyncPlan {
  /** SHA-256 over the canonical form, in hexadecimal. */
  readonly hash: string;
  readonly groups: readonly GroupPlan[];
  readonly left: readonly LeftGroup[];
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
  /** The group's name where `scope` is `group`. */
  readonly group?: string;
  readonly count: number;
  /** Of how many: managed memberships for removals, present members for additions. */
  readonly of: number;
  /** `vanished`: the group is no longer in the directory, and any removal waits. */
  readonly limit: { readonly kind: 'max' | 'share' | 'vanished'; readonly value: number };
  /** Count, share, limit and how to go on, in a sentence. */
  readonly message: string;
}

/** The safety limits' answer. Indexes are of `SyncPlan.groups`. */
export interface Verdict {
  readonly heldAdditions: ReadonlySet<number>;
  readonly heldRemovals: ReadonlySet<number>;
  readonly reasons: readonly HeldReason[];
}
