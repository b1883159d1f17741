import type { Connection, Revised } from '../domain/connection';
import type {
  HeldDecision,
  RunMode,
  RunPhase,
  RunProgress,
  RunReport,
  RunStatus,
  RunTask,
  RunTrigger,
} from '../domain/run';
import type { TargetSettings } from '../domain/target';

/** What methods of the contract answer with, besides what the domain has words for. */

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
}

export interface RunView extends RunSummary {
  readonly phase: RunPhase;
  readonly progress: RunProgress;
  /** While `waiting`: until when, and the sentence that says for what. */
  readonly waiting?: { readonly untilMs: number; readonly message: string };
  /** Once ended. */
  readonly report?: RunReport;
  /** Display names of whom the report, the task and the decision name, as far as they are known: by account id, or by the directory's id. */
  readonly names?: Readonly<Record<string, string>>;
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
  | { readonly why: 'undo'; readonly sinceMs: number };

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
