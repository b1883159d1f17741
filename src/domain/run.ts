import type { Failure } from './failure';
import type { DriftPolicy } from './group-rules';
import type {
  AmbiguousReason,
  HeldReason,
  KeptReason,
  LeftGroup,
  RemovalCause,
  UndecidedGroup,
  UnmatchedReason,
} from './plan';

export type RunMode = 'preview' | 'sync';
export type RunTrigger = 'person' | 'schedule' | 'command-line';

/** Where a run stands in its life. The order of the phases is the order of this list. */
export const runPhases = [
  'budget',
  'groups',
  'people',
  'accounts',
  'target',
  'plan',
  'apply',
  'report',
] as const;
export type RunPhase = (typeof runPhases)[number];

/** How a run ended. */
export type RunEnd =
  /** All that was to be done was done (for a preview: planned). */
  | 'finished'
  /** Done, but the target refused some changes. */
  | 'finished-with-failures'
  /** Done, but some changes wait for an administrator. */
  | 'held'
  /** Nothing, or not everything, was done: `stoppedBecause` says why. */
  | 'stopped';

export type RunStatus = 'queued' | 'working' | 'waiting' | RunEnd;

export function hasEnded(status: RunStatus): status is RunEnd {
  return (
    status === 'finished' || status === 'finished-with-failures' || status === 'held' || status === 'stopped'
  );
}

/**
 * What a run is for. `everything`: the whole connection. `person`: one person, read and brought into step alone. `undo`: what another run did, done
 * backwards.
 */
export type RunTask =
  | { readonly kind: 'everything' }
  | { readonly kind: 'person'; readonly userId: string }
  | { readonly kind: 'undo'; readonly runId: string };

/** Which held changes an administrator has approved beforehand. */
export type Approval =
  | { readonly kind: 'none' }
  /** Those that were shown: of the run `runId`, whose held changes have this hash; with `sourceIds`, only those of these groups; with `exceptSourceIds`, those of all others. */
  | {
      readonly kind: 'held';
      readonly heldHash: string;
      readonly runId: string;
      readonly sourceIds?: readonly string[];
      readonly exceptSourceIds?: readonly string[];
    }
  /** Whatever is held: only the command line's `--approve`. */
  | { readonly kind: 'all' };

/** Live counts for the page. Every field grows during the run. */
export interface RunProgress {
  readonly usersRead: number;
  readonly groupsRead: number;
  readonly membershipsRead: number;
  readonly targetGroupsRead: number;
  readonly targetGroupsToRead: number;
  readonly changesDone: number;
  readonly changesToDo: number;
}

export interface ApiCalls {
  readonly requests: number;
  readonly retries: number;
  readonly waitedMs: number;
}

/** How many calls an API still allowed when it last told. */
export interface RemainingCalls {
  readonly remaining: number;
  readonly limit: number;
  readonly resetsAtMs: number;
  readonly atMs: number;
}

/** What a run did, or for a preview would do: of memberships, and of groups in `created`. */
export interface RunCounts {
  readonly added: number;
  readonly removed: number;
  readonly created: number;
  readonly held: number;
  readonly failed: number;
}

/** What an administrator wants of a run that is under way. */
export interface RunWish {
  readonly kind: 'pause' | 'cancel';
  readonly byAccountId: string;
  readonly atMs: number;
}

/** Seats of a product: how many people a plan would give access who have none by the groups that the run read, at most; and how many seats are free. */
export interface SeatUse {
  readonly product: string;
  readonly needed: number;
  /** Absent where the licence has no limit, or the site does not tell. */
  readonly free?: number;
}

export type ApiName = 'onelogin' | 'okta' | 'entra' | 'jira' | 'confluence';

export interface RunReading {
  readonly way: string;
  readonly why: string;
  readonly estimatedCalls: number;
}

/** Whether a run reads all of the directory, or only what changed since the last read where that can be told. */
export type ReadMode = 'complete' | 'changes';

export interface PhaseTime {
  readonly phase: RunPhase;
  readonly startedAtMs: number;
  readonly endedAtMs?: number;
}

export interface RejectedChange {
  readonly change: 'create-group' | 'add-member' | 'remove-member';
  readonly group: string;
  readonly accountId?: string;
  readonly reason: string;
}

/** A person whom the run could not match, by directory id. */
export interface UnpairedPerson {
  readonly userId: string;
  readonly displayName: string;
  readonly reason: UnmatchedReason | AmbiguousReason;
}

/** What administrators decided about the held changes of a run. */
export interface HeldDecision {
  /** `waiting`: one administrator has approved, and a second one must. */
  readonly kind: 'waiting' | 'approved' | 'rejected';
  readonly by: readonly { readonly accountId: string; readonly atMs: number }[];
  /** Only these groups; absent: all. */
  readonly sourceIds?: readonly string[];
  /** Groups that were rejected before the others were approved: nothing of them is applied. */
  readonly rejected?: readonly string[];
  /** Rejected for good: these changes are not proposed again. */
  readonly remembered?: true;
  /** The run that applied them. */
  readonly runId?: string;
}

/** A removal that waits, with the group's name. */
export interface WaitingResult {
  readonly group: string;
  readonly accountId: string;
  readonly cause: RemovalCause;
  readonly untilMs: number;
}

export interface DriftResult {
  readonly group: string;
  readonly policy: DriftPolicy;
  readonly putIn: readonly string[];
  readonly takenOut: readonly string[];
  /** How many they are, where only the first are named. */
  readonly putInCount?: number;
  readonly takenOutCount?: number;
}

/** Another connection that manages memberships of the same groups. */
export interface SharedGroups {
  /** The other connection's. */
  readonly name: string;
  readonly groups: number;
  /** Memberships that this connection does not want, and that stay because the other one does. */
  readonly stay: number;
}

/** One group's part of the result. */
export interface GroupResult {
  readonly name: string;
  /** Absent in reports of earlier versions. */
  readonly sourceId?: string;
  readonly created: boolean;
  readonly added: number;
  readonly removed: number;
  readonly alreadyCorrect: number;
  readonly held: number;
  readonly failed: number;
  readonly unmanaged: number;
  /** There, and wanted by another connection alone. Absent, as is the next, where there are none and in reports of earlier versions. */
  readonly wantedByOthers?: number;
  /** How many of the unmanaged no other connection manages. */
  readonly byHand?: number;
  /** What the plan holds for this group, applied or not: all there is to tell of a preview. */
  readonly planned: { readonly creation: boolean; readonly additions: number; readonly removals: number };
}

/** Counts, outcomes, refusals; always saved, also when the run fails. */
export interface RunReport {
  readonly version: 1;
  readonly runId: string;
  readonly connectionId: string;
  readonly connectionName: string;
  readonly connector: string;
  readonly mode: RunMode;
  readonly trigger: RunTrigger;
  readonly status: RunEnd;
  /** Present where `status` is `stopped`. */
  readonly stoppedBecause?: Failure;
  readonly startedAtMs: number;
  readonly endedAtMs: number;
  readonly slices: number;
  readonly counts: {
    readonly users: {
      readonly read: number;
      readonly inScope: number;
      readonly matched: number;
      readonly unmatched: number;
      readonly ambiguous: number;
    };
    readonly groups: {
      readonly read: number;
      readonly inScope: number;
      readonly created: number;
      readonly left: number;
    };
    readonly memberships: {
      readonly alreadyCorrect: number;
      readonly added: number;
      readonly removed: number;
      readonly held: number;
      readonly failed: number;
      /** There, not wanted, not ours: left alone. */
      readonly unmanaged: number;
      /** As of its groups. */
      readonly wantedByOthers?: number;
      readonly byHand?: number;
    };
  };
  /** What the plan holds, whether it was applied or not. */
  readonly planned: { readonly groups: number; readonly additions: number; readonly removals: number };
  /** Absent: `everything`. */
  readonly task?: RunTask;
  /** Who pressed the button, by account id. */
  readonly startedBy?: string;
  readonly planHash?: string;
  /** Names the held changes, and nothing besides them: what an approval approves. */
  readonly heldHash?: string;
  /** How many administrators must approve what it held, as the rules said then; absent: one. */
  readonly approvals?: number;
  /** How people were read, and why that way. */
  readonly reading?: RunReading;
  readonly calls: Readonly<Record<string, ApiCalls>>;
  readonly phases: readonly PhaseTime[];
  readonly held: readonly HeldReason[];
  readonly left: readonly LeftGroup[];
  /** Absent in reports of earlier versions, as are the next five. */
  readonly undecided?: readonly UndecidedGroup[];
  /** The first of those that wait for their grace period, and how many there are. */
  readonly waiting?: readonly WaitingResult[];
  readonly waitingCount?: number;
  readonly keptCount?: number;
  /** How many were kept for each reason; together they are `keptCount`. */
  readonly keptReasons?: Readonly<Partial<Record<KeptReason, number>>>;
  readonly drift?: readonly DriftResult[];
  /** Only products whose seats the plan would use. Absent where the site does not tell. */
  readonly seats?: readonly SeatUse[];
  /** Absent where there are none, and in reports of earlier versions. */
  readonly shared?: readonly SharedGroups[];
  /** How many people the directory had before: when it was read last, or before a loss that was only previewed or whose changes are held. Absent where that is not known. */
  readonly peopleBefore?: number;
  /** So many fewer people were read than there were before that something may be wrong. */
  readonly manyPeopleGone?: true;
  readonly unmatched: readonly UnpairedPerson[];
  readonly ambiguous: readonly UnpairedPerson[];
  readonly rejected: readonly RejectedChange[];
  readonly groups: readonly GroupResult[];
  /** Sentences about what was found or done on the way. */
  readonly notes: readonly string[];
}
