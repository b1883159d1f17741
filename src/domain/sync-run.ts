import * as z from 'zod';
import { runPhases } from './run';

const calls = z.object({ requests: z.int(), retries: z.int(), waitedMs: z.number() });

const remaining = z.object({
  remaining: z.number(),
  limit: z.number(),
  resetsAtMs: z.number(),
  atMs: z.number(),
});

const counts = z.object({
  added: z.int(),
  removed: z.int(),
  created: z.int(),
  held: z.int(),
  failed: z.int(),
});

const progress = z.object({
  usersRead: z.int(),
  groupsRead: z.int(),
  membershipsRead: z.int(),
  targetGroupsRead: z.int(),
  targetGroupsToRead: z.int(),
  changesDone: z.int(),
  changesToDo: z.int(),
});

const approval = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('none') }),
  z.object({
    kind: z.literal('held'),
    heldHash: z.string(),
    /** Absent in runs of earlier versions, whose approvals are void. */
    runId: z.string().default(''),
    sourceIds: z.array(z.string()).exactOptional(),
    exceptSourceIds: z.array(z.string()).readonly().exactOptional(),
  }),
  z.object({ kind: z.literal('all') }),
]);

const task = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('everything') }),
  z.object({ kind: z.literal('person'), userId: z.string() }),
  z.object({ kind: z.literal('undo'), runId: z.string() }),
]);

const decision = z.object({
  kind: z.enum(['waiting', 'approved', 'rejected']),
  by: z.array(z.object({ accountId: z.string(), atMs: z.number() })),
  sourceIds: z.array(z.string()).exactOptional(),
  rejected: z.array(z.string()).exactOptional(),
  remembered: z.literal(true).exactOptional(),
  runId: z.string().exactOptional(),
});

/**
 * One attempt, as it is stored: small, saved at every checkpoint, replaced by compare-and-set. What is large (pages, plan, journal) lies
 * beside it in the run's data.
 *
 * `slice` is the number of the next slice to be done, or of the one being done while `leaseUntilMs` lies ahead.
 */
export const syncRun = z.object({
  version: z.literal(1),
  id: z.string(),
  connectionId: z.string(),
  mode: z.enum(['preview', 'sync']),
  trigger: z.enum(['person', 'schedule', 'command-line']),
  /** Who pressed the button, by account id. */
  startedBy: z.string().exactOptional(),
  /** Absent: `everything`. */
  task: task.exactOptional(),
  approval,
  /** Absent in runs of earlier versions: `complete`. */
  readMode: z.enum(['complete', 'changes']).exactOptional(),
  status: z.enum(['queued', 'working', 'waiting', 'finished', 'finished-with-failures', 'held', 'stopped']),
  phase: z.enum(runPhases),
  slice: z.int(),
  leaseUntilMs: z.number(),
  heartbeatAtMs: z.number(),
  startedAtMs: z.int(),
  endedAtMs: z.int().exactOptional(),
  waiting: z.object({ untilMs: z.number(), message: z.string() }).exactOptional(),
  /** Set while an administrator has paused it; `waiting` says until when at the latest. */
  paused: z.object({ byAccountId: z.string(), atMs: z.number() }).exactOptional(),
  progress,
  phases: z.array(
    z.object({ phase: z.enum(runPhases), startedAtMs: z.number(), endedAtMs: z.number().exactOptional() }),
  ),
  calls: z.record(z.string(), calls),
  /** By API, where it tells. */
  remaining: z.record(z.string(), remaining).exactOptional(),
  reading: z.object({ way: z.string(), why: z.string(), estimatedCalls: z.number() }).exactOptional(),
  notes: z.array(z.string()),
  /** How many people the directory had before, where that is known. */
  peopleBefore: z.int().exactOptional(),
  /** Written at its end; absent in runs of earlier versions, as is the next. */
  counts: counts.exactOptional(),
  /** Why it stopped, as the failure's kind. */
  stoppedKind: z.string().exactOptional(),
  /** About what it held; written after its end. */
  decision: decision.exactOptional(),
  /** One sentence: what it did, or why it stopped. */
  summary: z.string(),
});
export type SyncRun = z.infer<typeof syncRun>;
