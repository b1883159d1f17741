import type { Failure } from './failure';
import type { HeldReason, LeftGroup, UnmatchedReason, AmbiguousReason } from './plan';

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

/** Which held changes an administrator has approved beforehand. */
export type Approval =
  | { readonly kind: 'none' }
  /** Exactly the held changes that were shown. */
  | { readonly kind: 'held'; readonly heldHash: string }
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

/** One group's part of the result. */
export interface GroupResult {
  readonly name: string;
  readonly created: boolean;
  readonly added: number;
  readonly removed: number;
  readonly alreadyCorrect: number;
  readonly held: number;
  readonly failed: number;
  readonly unmanaged: number;
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
      /** There, not wanted, made by hand: left alone. */
      readonly unmanaged: number;
    };
  };
  /** What the plan holds, whether it was applied or not. */
  readonly planned: { readonly groups: number; readonly additions: number; readonly removals: number };
  readonly planHash?: string;
  /** Names the held changes, and nothing besides them: what an approval approves. */
  readonly heldHash?: string;
  /** How people were read, and why that way. */
  readonly reading?: RunReading;
  readonly calls: Readonly<Record<string, ApiCalls>>;
  readonly phases: readonly PhaseTime[];
  readonly held: readonly HeldReason[];
  readonly left: readonly LeftGroup[];
  readonly unmatched: readonly UnpairedPerson[];
  readonly ambiguous: readonly UnpairedPerson[];
  readonly rejected: readonly RejectedChange[];
  readonly groups: readonly GroupResult[];
  /** Sentences about what was found or done on the way. */
  readonly notes: readonly string[];
}
