import type { App } from '../compose';
import type { Outputs } from '../contract';
import type { SyncRun } from '../domain/sync-run';
import type { Handler } from './guard';
import { newestRuns, runsKeptAtMost, runSummary } from './views';

export const listHistory: Handler<'listHistory'> = async (
  { beforeMs = Infinity, connectionId, limit },
  { app },
): Promise<Outputs['listHistory']> => {
  const ids = connectionId === undefined ? await everyId(app) : [connectionId];
  const lists = await Promise.all(ids.map((id) => newestRuns(app, id, runsKeptAtMost)));
  const runs = lists
    .flat()
    .filter(({ startedAtMs }) => startedAtMs < beforeMs)
    .toSorted(newestFirst);
  return piece(runs, limit);
};

async function everyId(app: App): Promise<readonly string[]> {
  const { connections, damaged } = await app.connections.list();
  return [...connections.map(({ id }) => id), ...damaged];
}

/** Those of one millisecond always in the same order, whatever the order of their connectors. */
function newestFirst(a: SyncRun, b: SyncRun): number {
  return b.startedAtMs - a.startedAtMs || (a.id < b.id ? -1 : 1);
}

/** What started in the same millisecond is not torn apart: the next piece begins before it. */
function piece(runs: readonly SyncRun[], limit: number): Outputs['listHistory'] {
  const last = runs[limit - 1];
  if (last === undefined) return { runs: runs.map(runSummary) };
  const shown = runs.filter(({ startedAtMs }) => startedAtMs >= last.startedAtMs);
  return {
    runs: shown.map(runSummary),
    ...(shown.length < runs.length ? { nextBeforeMs: last.startedAtMs } : {}),
  };
}
