import type { App } from '../compose';
import type { Outputs } from '../contract';
import type { HeldDecision, RunTrigger } from '../domain/run';
import type { SyncRun } from '../domain/sync-run';
import { heldRecord } from '../sync/changes-record';
import { compare } from '../sync/compare';
import { heldSources } from '../sync/decide';
import { isUnseen } from '../sync/settings-change';
import { startRun, type StartRequest } from '../sync/start';
import { recorded } from './audit';
import type { Handled } from './guard';
import { conflict, deed, mine, rejectedBefore, save, type Deciding } from './held';
import { runSummary } from './views';

export interface Approving extends Deciding {
  readonly trigger: RunTrigger;
}

/** Approves what is open of what a run held. The last of those who must approve starts the run that applies it. */
export async function approve(approving: Approving, handled: Handled): Promise<Outputs['decideHeld']> {
  const { wish, approvals } = approving;
  const groups = await groupsOf(approving, handled.app);
  const rejected = rejectedBefore(approving);
  if (rejected.length > 0 && groups.meantBy(wish.sourceIds).length === 0)
    throw conflict('All of these changes were rejected before. The next run holds them again.');
  const earlier = earlierApprovals(approving, groups);
  if (earlier.some(({ accountId }) => accountId === handled.caller.accountId))
    throw conflict(
      'You have approved these changes already. A second administrator must approve them as well.',
    );
  const by = [...earlier, mine(handled)];
  const what = {
    by,
    ...(wish.sourceIds && { sourceIds: groups.meantBy(wish.sourceIds) }),
    ...(rejected.length > 0 && { rejected }),
  };
  return by.length < approvals
    ? wait(approving, { kind: 'waiting', ...what }, handled)
    : apply(approving, { kind: 'approved', ...what, runId: handled.app.newId() }, handled);
}

interface Groups {
  /** Sorted, each once, without those that were rejected. Nothing named: all. */
  readonly meantBy: (sourceIds: readonly string[] | undefined) => readonly string[];
}

async function groupsOf(approving: Approving, app: App): Promise<Groups> {
  const record = heldRecord(await app.data.get(approving.run.id, 'changes'));
  const held = record === undefined ? [] : heldSources(record);
  const rejected = new Set(rejectedBefore(approving));
  return {
    meantBy: (sourceIds = held) =>
      [...new Set(sourceIds)].filter((sourceId) => !rejected.has(sourceId)).toSorted(compare),
  };
}

/** Who has approved the same before. */
function earlierApprovals({ run, wish, approvals }: Approving, { meantBy }: Groups): HeldDecision['by'] {
  const { decision } = run;
  if (approvals === 1 || decision?.kind !== 'waiting') return [];
  const isSame = JSON.stringify(meantBy(decision.sourceIds)) === JSON.stringify(meantBy(wish.sourceIds));
  return isSame ? decision.by : [];
}

async function wait(
  approving: Approving,
  decision: HeldDecision,
  handled: Handled,
): Promise<Outputs['decideHeld']> {
  const work = () => save(approving.run, decision, handled.app);
  await recorded(deed(approving, 'held-approved'), work, handled);
  return { decision };
}

type Approved = HeldDecision & { readonly runId: string };

async function apply(
  approving: Approving,
  decision: Approved,
  handled: Handled,
): Promise<Outputs['decideHeld']> {
  const work = () => start(approving, decision, handled);
  const started = await recorded(
    deed(approving, 'held-approved'),
    () => undone(approving, work, handled),
    handled,
  );
  return { decision, run: runSummary(started) };
}

/** Who approves the preview of an undo begins the undo with it. */
function undone(
  { connection, run }: Approving,
  work: () => Promise<SyncRun>,
  handled: Handled,
): Promise<SyncRun> {
  if (run.task?.kind !== 'undo' || run.mode !== 'preview') return work();
  return recorded({ action: 'run-undone', connection, subject: run.task.runId }, work, handled);
}

/** The decision comes first: of an approval and a rejection in the same moment, the one that is saved counts. */
async function start(approving: Approving, decision: Approved, { app, caller }: Handled): Promise<SyncRun> {
  const { run, connection } = approving;
  if (run.task?.kind !== 'undo' && isUnseen(await app.states.get(connection.id), connection))
    throw conflict(
      'The settings have changed since these changes were held. Preview first, and decide about that.',
    );
  const decided = await save(run, decision, app);
  const started = await tryStart(requestFor(approving, decision, caller.accountId), decision.runId, {
    app,
    reopen: () => save(decided, run.decision, app).then(nothing, nothing),
  });
  if (started === undefined)
    throw conflict('A run of this connector is under way. Decide again when it has ended.');
  return started;
}

function nothing(): void {}

interface Starting {
  readonly app: App;
  readonly reopen: () => Promise<void>;
}

/** Undefined where a run is under way. Whatever keeps the run from being started makes the changes open again. */
async function tryStart(
  request: StartRequest,
  runId: string,
  { app, reopen }: Starting,
): Promise<SyncRun | undefined> {
  try {
    const { started, run } = await startRun(request, { ...app, newId: () => runId });
    if (started) return run;
  } catch (error) {
    const holder = await app.lock.holder(request.connection.id);
    const begun = holder?.runId === runId ? await app.runs.get(runId) : undefined;
    // It has the lock: the scheduled trigger takes it up.
    if (begun !== undefined) return begun;
    await reopen();
    throw error;
  }
  await reopen();
  return undefined;
}

function requestFor(
  { run, connection, wish, trigger }: Approving,
  { sourceIds, rejected }: HeldDecision,
  startedBy: string,
): StartRequest {
  const rest = rejected && { exceptSourceIds: rejected };
  return {
    connection,
    mode: 'sync',
    trigger,
    approval: {
      kind: 'held',
      heldHash: wish.heldHash,
      runId: run.id,
      ...(sourceIds === undefined ? rest : { sourceIds }),
    },
    readMode: 'complete',
    startedBy,
    ...(run.task === undefined ? {} : { task: run.task }),
  };
}
