import type { Connection } from '../domain/connection';
import { FailureError } from '../domain/failure';
import type { Clock, SliceQueue } from '../domain/ports';
import type { ConnectionStore, RunLock, RunStore, StateStore } from '../domain/stores';
import type { Approval, ReadMode, RunMode, RunTask, RunTrigger } from '../domain/run';
import type { SyncRun } from '../domain/sync-run';
import { isUnseen } from './settings-change';

export interface StartDeps {
  readonly clock: Clock;
  readonly newId: () => string;
  readonly connections: ConnectionStore;
  readonly states: StateStore;
  readonly runs: RunStore;
  readonly lock: RunLock;
  readonly queue: SliceQueue;
}

export interface StartRequest {
  readonly connection: Connection;
  readonly mode: RunMode;
  readonly trigger: RunTrigger;
  readonly approval: Approval;
  readonly readMode: ReadMode;
  /** Default: everything. */
  readonly task?: RunTask;
  /** Who pressed the button. */
  readonly startedBy?: string;
}

/** `started` is false when a run of this connection was under way; `run` is that one then. */
export interface Started {
  readonly started: boolean;
  readonly run: SyncRun;
}

/**
 * Starts a run, unless one of this connection is under way. The first run of a connection is a preview, whatever was asked: nobody
 * should find out by the result what a new connection does.
 */
export async function startRun(request: StartRequest, deps: StartDeps): Promise<Started> {
  const state = await deps.states.get(request.connection.id);
  const run = newRun(request, { ...deps, isFirst: isUnseen(state, request.connection) });
  // The record comes first: whoever finds the lock taken can always find out by whom.
  await deps.runs.create(run);
  const holder = await deps.lock.take(request.connection.id, run.id);
  if (holder !== run.id) return { started: false, run: await giveWay(run, holder, deps) };
  await deps.queue.push({ runId: run.id, slice: run.slice }, 0);
  return { started: true, run };
}

/** The run that is under way answers for this one, which never was. */
async function giveWay(run: SyncRun, holderId: string, deps: StartDeps): Promise<SyncRun> {
  await deps.runs.remove(run.id);
  const holder = await deps.runs.get(holderId);
  if (holder === undefined) throw new FailureError(takenForSomethingElse);
  return holder;
}

export const previewFirst =
  'The first run of a connector, and the first after a change of what takes part, is a preview: nothing is changed by it.';

/** An administrator changes what the connection remembers, or a start died in its middle: the tick gives the lock back then. */
const takenForSomethingElse = {
  kind: 'retry-later',
  afterMs: 60_000,
  message:
    'Somebody is changing what this connector remembers, such as who owns a group. Try again in a minute.',
} as const;

function newRun(
  { connection, mode, trigger, approval, readMode, task, startedBy }: StartRequest,
  deps: StartDeps & { readonly isFirst: boolean },
): SyncRun {
  const now = deps.clock.now();
  // What is undone was seen when it was done.
  const isFirst = deps.isFirst && task?.kind !== 'undo';
  return {
    version: 1,
    id: deps.newId(),
    connectionId: connection.id,
    mode: isFirst ? 'preview' : mode,
    trigger,
    approval: stored(approval),
    readMode,
    ...(task === undefined || task.kind === 'everything' ? {} : { task }),
    ...(startedBy === undefined ? {} : { startedBy }),
    status: 'queued',
    phase: 'budget',
    slice: 0,
    leaseUntilMs: 0,
    heartbeatAtMs: now,
    startedAtMs: now,
    progress: {
      usersRead: 0,
      groupsRead: 0,
      membershipsRead: 0,
      targetGroupsRead: 0,
      targetGroupsToRead: 0,
      changesDone: 0,
      changesToDo: 0,
    },
    phases: [],
    calls: {},
    notes: isFirst && mode === 'sync' ? [previewFirst] : [],
    summary: 'Waiting to start.',
  };
}

function stored(approval: Approval): SyncRun['approval'] {
  if (approval.kind !== 'held') return approval;
  const { sourceIds, ...rest } = approval;
  return sourceIds === undefined ? rest : { ...rest, sourceIds: [...sourceIds] };
}
