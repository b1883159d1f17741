import type { App } from '../compose';
import type {
  ConnectionSummary,
  ConnectionView,
  ReadingView,
  RestView,
  RunSummary,
  ScheduleView,
} from '../contract';
import type { Connection, ConnectionState, Revised, Schedule } from '../domain/connection';
import { unlessDamaged } from '../domain/failure';
import type { ApiName } from '../domain/run';
import type { Reading } from '../domain/stores';
import type { SyncRun } from '../domain/sync-run';
import { nextRuns } from '../sync/schedule';
import { isUnseen } from '../sync/settings-change';
import { RefusedError } from './guard';
import { leavesHeldOpen, newestHeld } from './held-run';

/** Runs that a connector's page lists. */
const runsShown = 20;
const nextRunsShown = 5;
const recentRunsShown = 12;
/** No connector keeps more. */
export const runsKeptAtMost = 100;

export function runSummary(run: SyncRun): RunSummary {
  const { id, connectionId, mode, trigger, status, startedAtMs, endedAtMs, summary } = run;
  const { task, startedBy, decision, counts } = run;
  // Written by this version of the app or an earlier one, as a failure's kind.
  const stoppedKind = run.stoppedKind as RunSummary['stoppedKind'];
  return {
    id,
    connectionId,
    mode,
    trigger,
    status,
    startedAtMs,
    summary,
    ...(endedAtMs === undefined ? {} : { endedAtMs }),
    ...(task === undefined ? {} : { task }),
    ...(startedBy === undefined ? {} : { startedBy }),
    ...(decision === undefined ? {} : { decision }),
    ...(counts === undefined ? {} : { counts }),
    ...(stoppedKind === undefined ? {} : { stoppedKind }),
  };
}

export function scheduleView(schedule: Pick<Schedule, 'cron' | 'timeZone'>, nowMs: number): ScheduleView {
  return { nextRunsMs: nextRuns(schedule, { fromMs: nowMs, count: nextRunsShown }) };
}

/** The newest runs; the one under way comes first even while the list lags behind. */
export async function newestRuns(app: App, connectionId: string, limit: number): Promise<readonly SyncRun[]> {
  const listed = await app.runs.newest(connectionId, limit);
  const active = await activeRun(app, connectionId);
  const others = listed.filter((run) => run.id !== active?.id);
  return (active === undefined ? others : [active, ...others]).slice(0, limit);
}

/** The run that holds the connector's lock. Damage hides it and nothing else. */
export async function activeRun(app: App, connectionId: string): Promise<SyncRun | undefined> {
  const holder = await unlessDamaged(app.lock.holder(connectionId));
  return holder === undefined ? undefined : unlessDamaged(app.runs.get(holder.runId));
}

export async function connectionSummary(app: App, connection: Connection): Promise<ConnectionSummary> {
  const { id, name, schedule, configuration } = connection;
  const recent = await newestRuns(app, id, recentRunsShown);
  const [lastRun] = recent;
  const now = app.clock.now();
  const nextRunMs = nextRun(schedule, now);
  const state = await unlessDamaged(app.states.get(id));
  const heldRun = newestHeld(isEnough(recent) ? recent : await app.runs.newest(id, runsKeptAtMost));
  return {
    id,
    name,
    kind: configuration.kind,
    scheduleEnabled: schedule.enabled,
    schedule,
    ...(nextRunMs === undefined ? {} : { nextRunMs }),
    ...(lastRun === undefined ? {} : { lastRun: runSummary(lastRun) }),
    recentRuns: recent.map(runSummary),
    ...(heldRun === undefined ? {} : { heldRun: runSummary(heldRun) }),
    ...(isUnseen(state, connection) ? { needsPreview: true } : {}),
    ...restOf(state, now),
    ...remainingOf(recent, configuration.kind),
    ...secretFacts(connection),
  };
}

/** Where there are only runs that say nothing of what waits, older ones count. */
function isEnough(recent: readonly SyncRun[]): boolean {
  return recent.length < recentRunsShown || !recent.every(leavesHeldOpen);
}

function remainingOf(runs: readonly SyncRun[], api: ApiName): Pick<ConnectionSummary, 'remaining'> {
  const remaining = runs.find((run) => run.remaining?.[api] !== undefined)?.remaining?.[api];
  return remaining === undefined ? {} : { remaining };
}

function secretFacts({ secretSetAtMs, secretExpiresOn }: Connection) {
  return {
    ...(secretSetAtMs === undefined ? {} : { secretSetAtMs }),
    ...(secretExpiresOn === undefined ? {} : { secretExpiresOn }),
  };
}

/** Undefined where the schedule is off, or cannot be followed any more: that is no reason to hide the connector. */
function nextRun(schedule: Schedule, nowMs: number): number | undefined {
  try {
    return schedule.enabled ? nextRuns(schedule, { fromMs: nowMs, count: 1 })[0] : undefined;
  } catch {
    return undefined;
  }
}

export async function connectionView(app: App, connection: Revised<Connection>): Promise<ConnectionView> {
  const state = await app.states.get(connection.id);
  const runs = await newestRuns(app, connection.id, runsShown);
  const reading = await app.readings.get(connection.id);
  return {
    connection,
    runs: runs.map(runSummary),
    ...(nextRun(connection.schedule, app.clock.now()) === undefined
      ? {}
      : { schedule: scheduleView(connection.schedule, app.clock.now()) }),
    ...(state?.firstPreviewAtMs === undefined ? {} : { firstPreviewAtMs: state.firstPreviewAtMs }),
    ...(reading === undefined ? {} : { reading: readingView(reading) }),
    ...restOf(state, app.clock.now()),
  };
}

/** Why the schedule rests; nothing where it does not. */
function restOf(state: ConnectionState | undefined, nowMs: number): { readonly rest?: RestView } {
  if (state?.paused !== undefined) return { rest: state.paused };
  const { failures } = state ?? {};
  if (failures === undefined || failures.restUntilMs <= nowMs) return {};
  return { rest: { why: 'failures', count: failures.count, untilMs: failures.restUntilMs } };
}

function readingView({ readAtMs, completeAtMs, runsSinceComplete }: Reading): ReadingView {
  return { readAtMs, completeAtMs, runsSinceComplete };
}

export async function existing(app: App, id: string): Promise<Revised<Connection>> {
  const connection = await app.connections.get(id);
  if (connection !== undefined) return connection;
  throw new RefusedError({
    kind: 'not-found',
    message: 'This connector does not exist any more. Go back to the list.',
  });
}
