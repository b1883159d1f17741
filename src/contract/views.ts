import type { Connection, Revised } from '../domain/connection';
import type { Failure } from '../domain/failure';
import type {
  ApiCalls,
  HeldDecision,
  PhaseTime,
  RemainingCalls,
  RunCounts,
  RunMode,
  RunPhase,
  RunProgress,
  RunReading,
  RunReport,
  RunStatus,
  RunTask,
  RunTrigger,
  RunWish,
} from '../domain/run';
import type { TargetSettings } from '../domain/target';

/** What methods of the contract answer with, besides what the domain has words for. */

/** Display names as far as they are known: by account id, or by the directory's id. */
export type Names = Readonly<Record<string, string>>;

export interface RunSummary {
  readonly id: string;
  readonly connectionId: string;
  readonly mode: RunMode;
  readonly trigger: RunTrigger;
  readonly status: RunStatus;
  readonly startedAtMs: number;
  readonly endedAtMs?: number;
  /** One sentence: what it did, or why it stopped. */
  readonly summary: string;
  /** Absent: `everything`. */
  readonly task?: RunTask;
  readonly startedBy?: string;
  /** About what it held. */
  readonly decision?: HeldDecision;
  /** Once ended; absent in runs of earlier versions, as is the next. */
  readonly counts?: RunCounts;
  /** Why it stopped. */
  readonly stoppedKind?: Failure['kind'];
}

export interface RunView extends RunSummary {
  readonly phase: RunPhase;
  readonly progress: RunProgress;
  /** While `waiting`: until when, and the sentence that says for what. */
  readonly waiting?: { readonly untilMs: number; readonly message: string };
  /** Set while it is paused, or as soon as somebody has asked for a pause or an end that it has not come to yet. */
  readonly wish?: RunWish;
  readonly phases: readonly PhaseTime[];
  readonly calls: Readonly<Record<string, ApiCalls>>;
  /** What each API still allowed when it last told. */
  readonly remaining?: Readonly<Record<string, RemainingCalls>>;
  readonly reading?: RunReading;
  /** Once ended. */
  readonly report?: RunReport;
  /** Of whom the report, the task and the decision name. */
  readonly names?: Names;
  /** Of people without a match, by the directory's id, as far as the last reading knows them. Kept in no report. */
  readonly emails?: Readonly<Record<string, string>>;
}

export interface ScheduleView {
  /** The next five, epoch milliseconds. */
  readonly nextRunsMs: readonly number[];
}

export interface ConnectionSummary {
  readonly id: string;
  readonly name: string;
  readonly kind: Connection['configuration']['kind'];
  readonly scheduleEnabled: boolean;
  /** The schedule as it is set, also while it is off; the list says it in words. */
  readonly schedule: Connection['schedule'];
  readonly nextRunMs?: number;
  readonly rest?: RestView;
  readonly lastRun?: RunSummary;
  /** The last twelve, newest first, with `lastRun`. */
  readonly recentRuns: readonly RunSummary[];
  /** The newest run whose held changes nobody has decided about, if no later run has taken its place. */
  readonly heldRun?: RunSummary;
  /** The next run is a preview, whatever is asked: no run has shown yet what the present settings do. */
  readonly needsPreview?: true;
  /** What the directory's API still allowed when it last told. */
  readonly remaining?: RemainingCalls;
  readonly secretSetAtMs?: number;
  /** A day, `2027-01-31`. */
  readonly secretExpiresOn?: string;
}

export interface ConnectionView {
  readonly connection: Revised<Connection>;
  /** Absent when the schedule is off. */
  readonly schedule?: ScheduleView;
  /** Absent until a first preview has finished; until then every run is a preview. */
  readonly firstPreviewAtMs?: number;
  /** What is stored of the directory, if anything. */
  readonly reading?: ReadingView;
  /** Why the schedule rests, and until when; without `untilMs`, until somebody goes on. */
  readonly rest?: RestView;
  readonly runs: readonly RunSummary[];
}

export type RestView =
  | { readonly why: 'failures'; readonly count: number; readonly untilMs: number }
  /** `isHeld`: nothing is undone yet, all of it waits for approval. */
  | { readonly why: 'undo'; readonly sinceMs: number; readonly isHeld?: true };

export type { Collision, GroupEffect, RulesPreview } from '../domain/rules-preview';

export interface MappedName {
  readonly name: string;
  /** What each rename made of it, in their order; those that changed nothing are left out. */
  readonly steps: readonly { readonly rule: number; readonly result: string }[];
  /** The Atlassian groups; none: dropped. */
  readonly leadsTo: readonly string[];
  readonly why: 'name' | 'rename' | 'map' | 'dropped';
}

export interface OwnershipChange {
  readonly applied: boolean;
  /** What it means, in a sentence. */
  readonly summary: string;
  readonly memberships: number;
  /** Who would be removed by the next sync, by account id; only with `adopt`. */
  readonly wouldLose: readonly string[];
  readonly names?: Names;
}

/** The last read of a directory, from which reads of changes go on. */
export interface ReadingView {
  readonly readAtMs: number;
  readonly completeAtMs: number;
  readonly runsSinceComplete: number;
}

export interface TargetView {
  readonly settings?: TargetSettings;
  readonly me: {
    readonly accountId: string;
    readonly displayName: string;
    readonly canManageGroups: boolean;
  };
}

export interface ExportPiece {
  readonly fileName: string;
  readonly text: string;
  /** Absent: this was the last piece. */
  readonly cursor?: string;
}
