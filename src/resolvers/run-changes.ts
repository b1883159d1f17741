import type { App } from '../compose';
import type { ChangeRow } from '../domain/change-row';
import { hasEnded } from '../domain/run';
import type { SyncRun } from '../domain/sync-run';
import { changeRows, filterRows } from '../sync/change-rows';
import { changesOverview as overviewOf } from '../sync/changes-overview';
import { decidedRows } from '../sync/decided-rows';
import { orderRows, sectionsOf } from '../sync/order-rows';
import { RefusedError, type Handler } from './guard';
import { knownNames, siteNames } from './run-names';

/** Names are looked up for all only where they decide what is found, or in which order. */
export const listChanges: Handler<'listChanges'> = async (input, { app }) => {
  const { runId, offset, limit, order = 'group', text, ...filter } = input;
  const run = await endedRun(app, runId);
  const plain = filterRows(await rowsOf(app, run), filter);
  const isByName = text !== undefined || order === 'person';
  const rows = isByName ? await withNames(app, run, plain) : plain;
  const found = orderRows(text === undefined ? rows : filterRows(rows, { text }), order);
  const piece = found.slice(offset, offset + limit);
  return {
    rows: await withSiteNames(app, isByName ? piece : await withNames(app, run, piece)),
    total: found.length,
    sections: sectionsOf(found, { order, offset, limit }),
  };
};

export const changesOverview: Handler<'changesOverview'> = async ({ runId }, { app }) =>
  overviewOf(await rowsOf(app, await endedRun(app, runId)));

/** The run, if its changes can be told already. */
export async function endedRun(app: App, runId: string): Promise<SyncRun> {
  const run = await app.runs.get(runId);
  if (run === undefined)
    throw new RefusedError({ kind: 'not-found', message: 'This run does not exist any more.' });
  if (hasEnded(run.status)) return run;
  const message = 'This run is still under way. Its changes are told when it has ended.';
  throw new RefusedError({ kind: 'conflict', message });
}

/** All changes of a run, with the names that are known. */
export async function namedRows(app: App, run: SyncRun): Promise<readonly ChangeRow[]> {
  return withNames(app, run, await rowsOf(app, run));
}

async function rowsOf(app: App, { id, mode, decision }: SyncRun): Promise<readonly ChangeRow[]> {
  return decidedRows(changeRows(await app.data.get(id, 'changes'), { runId: id, mode }), decision);
}

async function withNames(
  app: App,
  { connectionId }: SyncRun,
  rows: readonly ChangeRow[],
): Promise<readonly ChangeRow[]> {
  if (!rows.some(({ accountId }) => accountId !== undefined)) return rows;
  const { byAccount } = await knownNames(app, connectionId);
  return rows.map((row) => named(row, byAccount(row.accountId ?? '')));
}

/** The names that only the site has. */
export async function withSiteNames(app: App, rows: readonly ChangeRow[]): Promise<readonly ChangeRow[]> {
  const unknown = rows.flatMap(({ person, accountId }) =>
    person === undefined && accountId !== undefined ? [accountId] : [],
  );
  const names = await siteNames(app, unknown);
  return rows.map((row) => (row.person === undefined ? named(row, names.get(row.accountId ?? '')) : row));
}

function named(row: ChangeRow, person: string | undefined): ChangeRow {
  return person === undefined ? row : { ...row, person };
}
