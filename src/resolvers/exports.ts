import { unlessDamaged } from '../domain/failure';
import type { RunReport } from '../domain/run';
import { compareRuns as compare } from '../sync/compare-runs';
import { auditPiece } from '../sync/export-audit';
import { cursorOf, placeOf, type ExportPlace } from '../sync/export-piece';
import { runFileName, runPiece } from '../sync/export-run';
import { RefusedError, type Handler } from './guard';
import { endedRun, namedRows, withSiteNames } from './run-changes';

export const compareRuns: Handler<'compareRuns'> = async ({ beforeRunId, afterRunId }, { app }) => {
  const [before, after] = [await endedRun(app, beforeRunId), await endedRun(app, afterRunId)];
  if (before.connectionId !== after.connectionId) {
    throw new RefusedError({
      kind: 'invalid-input',
      field: 'afterRunId',
      message: 'These are runs of two connectors. Choose two runs of one.',
    });
  }
  const difference = compare(await namedRows(app, before), await namedRows(app, after));
  return {
    ...difference,
    onlyBefore: await withSiteNames(app, difference.onlyBefore),
    onlyAfter: await withSiteNames(app, difference.onlyAfter),
  };
};

export const exportRun: Handler<'exportRun'> = async ({ runId, format, cursor }, { app }) => {
  const of = `run ${runId} ${format}`;
  const from = cursor === undefined ? undefined : existingPlace(of, cursor);
  const run = await endedRun(app, runId);
  // Written by this version of the app or an earlier one; what an earlier one did not have is left out.
  const report = (await unlessDamaged(app.data.get(runId, 'report'))) as RunReport | undefined;
  const connection = await unlessDamaged(app.connections.get(run.connectionId));
  const exported = {
    run,
    connectionName: connection?.name ?? report?.connectionName ?? '',
    rows: await namedRows(app, run),
    ...(report === undefined ? {} : { report }),
  };
  const { text, next } = runPiece(exported, format, from?.place ?? 0);
  return {
    fileName: runFileName(exported, format),
    text,
    ...(next === undefined ? {} : { cursor: cursorOf(of, { place: next, damaged: 0 }) }),
  };
};

export const exportAudit: Handler<'exportAudit'> = async ({ format, cursor }, { app }) => {
  const of = `audit ${format}`;
  const from = cursor === undefined ? undefined : existingPlace(of, cursor);
  const { text, next } = await auditPiece(format, from, app.audit);
  const day = new Date(app.clock.now()).toISOString().slice(0, 10);
  return {
    fileName: `audit-${day}.${format}`,
    text,
    ...(next === undefined ? {} : { cursor: cursorOf(of, next) }),
  };
};

function existingPlace(of: string, cursor: string): ExportPlace {
  const place = placeOf(of, cursor);
  if (place !== undefined) return place;
  const message = 'This is no place in this export. Begin it again.';
  throw new RefusedError({ kind: 'invalid-input', field: 'cursor', message });
}
