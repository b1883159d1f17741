import { unlessDamaged, type Failure } from '../domain/failure';
import type { RunReport } from '../domain/run';
import { pieceLength, readJournal, type Journal } from './apply';
import { changesRecord } from './changes-record';
import { forgetOldRuns } from './old-runs';
import { keepTarget } from './keep-target';
import { noteState } from './note-state';
import { rememberOrSay } from './remember';
import { buildReport, summaryOf, type ReportInput } from './report';
import type { JournalEntry } from './run-documents';
import { runCounts } from './run-counts';
import { SliceLostError, type RunDeps, type Slice } from './slice';

/**
 * Ends a run, whatever became of it: first the ledger and the links take in what the journal says was done, then the report is saved, then
 * the run's record and the lock. Each step may be repeated by a later slice.
 */
export async function finish(slice: Slice, deps: RunDeps, stoppedBecause?: Failure): Promise<void> {
  const found = await leftBehind(slice, stoppedBecause, deps);
  const forgotten = slice.run().mode === 'sync' ? await rememberOrSay(slice, found, deps) : undefined;
  const left = forgotten === undefined ? found : { ...found, stoppedBecause: stoppedBecause ?? forgotten };
  await unlessDamaged(keepTarget(slice, found, deps));
  const report = buildReport(left);
  if (left.plan !== undefined)
    await deps.data.put(report.runId, 'changes', changesRecord(left.plan, left.entries, slice.run().mode));
  await deps.data.put(report.runId, 'report', report);
  await noteState(slice, report, deps);
  await close(slice, { report, plan: left.plan }, deps);
  // What could not be remembered stays in the journal.
  if (forgotten === undefined && !isPlanDamaged(found)) await tidy(slice, left, deps);
  await forgetOldRuns(slice.connection.id, deps);
  await deps.tell(slice.run());
}

/** Without its plan the journal cannot be read; it is all that knows what was done. */
function isPlanDamaged({ plan, stoppedBecause }: ReportInput): boolean {
  return plan === undefined && stoppedBecause?.kind === 'stored-data-damaged';
}

/** What the run stored. A damaged piece counts as absent here, so that every run gets its report. */
async function leftBehind(
  slice: Slice,
  stoppedBecause: Failure | undefined,
  deps: RunDeps,
): Promise<ReportInput> {
  const damaged = stoppedBecause?.kind === 'stored-data-damaged';
  const absent = (error: unknown) => {
    if (damaged) return undefined;
    throw error;
  };
  const matches = await slice.documents.get('matches').catch(absent);
  const plan = await slice.documents.get('plan').catch(absent);
  const journal = plan === undefined ? undefined : await readJournal(slice).catch(absent);
  return {
    run: slice.run(),
    connection: slice.connection,
    endedAtMs: deps.clock.now(),
    entries: journal === undefined ? [] : noted(journal),
    ...(stoppedBecause === undefined ? {} : { stoppedBecause }),
    ...(matches === undefined ? {} : { matches }),
    ...(plan === undefined ? {} : { plan }),
  };
}

/** A run that ends in the middle of a change does not know whether it was done; an addition counts as its own then. */
function noted({ entries, intent }: Journal): readonly JournalEntry[] {
  const rejected = 'The run ended before the site answered: this may be done or not. The next run looks.';
  return intent ? [...entries, { rejected, unsure: true }] : entries;
}

interface End {
  readonly report: RunReport;
  readonly plan: ReportInput['plan'];
}

async function close(slice: Slice, { report, plan }: End, deps: RunDeps): Promise<void> {
  await slice.fallSilent();
  const { waiting: _, paused: __, ...run } = slice.run();
  const { stoppedBecause } = report;
  const closed = {
    ...run,
    phases: [...report.phases],
    status: report.status,
    endedAtMs: report.endedAtMs,
    leaseUntilMs: 0,
    summary: summaryOf(report),
    counts: runCounts(report, plan),
    ...(stoppedBecause === undefined ? {} : { stoppedKind: stoppedBecause.kind }),
  };
  if ((await deps.runs.save(closed, run.revision)) === undefined) throw new SliceLostError();
  await deps.lock.release(run.connectionId, run.id);
  await deps.data.remove(run.id, 'wish');
}

/** Removes what only the run itself needed. What a crash leaves here is never read again. */
async function tidy(slice: Slice, { entries, run }: ReportInput, deps: RunDeps): Promise<void> {
  const pieces = {
    pages: (await slice.documents.get('read').catch(() => undefined))?.pieces ?? 0,
    accounts: await pagesOf(slice, 'accounts'),
    members: await pagesOf(slice, 'target-read'),
  };
  for (const log of ['pages', 'accounts', 'members'] as const) {
    for (let index = 0; index < pieces[log]; index += 1) await deps.data.removePiece(run.id, { log, index });
  }
  for (const name of [
    'settings',
    'read',
    'accounts',
    'matches',
    'target',
    'target-found',
    'target-read',
    'plan',
  ] as const)
    await deps.data.remove(run.id, name);
  for (let index = 0; index * pieceLength <= entries.length; index += 1)
    await deps.data.removeJournal(run.id, index);
}

/** How many pieces belong to a document; none where it is absent or damaged. */
async function pagesOf(slice: Slice, name: 'accounts' | 'target-read'): Promise<number> {
  const document = await slice.documents.get(name).catch(() => undefined);
  return document?.pages ?? 0;
}
