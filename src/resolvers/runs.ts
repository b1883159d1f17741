import type { Input, RunView } from '../contract';
import type { Approval, RunReport } from '../domain/run';
import { hasEnded } from '../domain/run';
import { startRun, type Started, type StartRequest } from '../sync/start';
import { recorded } from './audit';
import { RefusedError, type Handler } from './guard';
import { runNames } from './run-names';
import { existing, newestRuns, runSummary } from './views';

const runsListed = 50;

const needsSecond = {
  kind: 'conflict',
  message:
    'This connector needs the approval of two administrators. Each of them approves on the page of the run that holds the changes.',
} as const;

export const start: Handler<'startRun'> = async ({ connectionId, mode, approve, trigger, full }, handled) => {
  const { app, caller } = handled;
  const connection = await existing(app, connectionId);
  if (approve !== undefined && connection.rules.approvals > 1) throw new RefusedError(needsSecond);
  const request: StartRequest = {
    connection,
    mode,
    trigger: trigger ?? 'person',
    approval: approvalOf(approve),
    readMode: full === false ? 'changes' : 'complete',
    startedBy: caller.accountId,
  };
  const runId = app.newId();
  const { started, run } = await recorded(
    {
      action: approve === undefined ? 'run-started' : 'held-approved',
      connection,
      subject: runId,
      isDone: (answer: Started) => answer.started,
    },
    () => startRun(request, { ...app, newId: () => runId }),
    handled,
  );
  const note = started ? run.notes[0] : 'A run of this connector was already under way; this is it.';
  return { run: runSummary(run), started, ...(note === undefined ? {} : { note }) };
};

export const getRun: Handler<'getRun'> = async ({ runId }, { app }): Promise<RunView> => {
  const run = await app.runs.get(runId);
  if (run === undefined)
    throw new RefusedError({ kind: 'not-found', message: 'This run does not exist any more.' });
  // Written and read by this version of the app alone; the page shows it as it is.
  const report = hasEnded(run.status)
    ? ((await app.data.get(runId, 'report')) as RunReport | undefined)
    : undefined;
  return {
    ...runSummary(run),
    phase: run.phase,
    progress: run.progress,
    ...(run.waiting === undefined ? {} : { waiting: run.waiting }),
    ...(report === undefined ? {} : { report, names: await runNames(app, run, report) }),
  };
};

export const listRuns: Handler<'listRuns'> = async ({ connectionId, limit }, { app }) => {
  const runs = await newestRuns(app, connectionId, limit ?? runsListed);
  return { runs: runs.map(runSummary) };
};

function approvalOf(approve: Input<'startRun'>['approve']): Approval {
  if (approve === undefined) return { kind: 'none' };
  return approve === 'all' ? { kind: 'all' } : { kind: 'held', ...approve };
}
