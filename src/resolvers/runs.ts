import type { Input, Outputs, RunView } from '../contract';
import type { App } from '../compose';
import type { RunReport, RunWish } from '../domain/run';
import type { SyncRun } from '../domain/sync-run';
import { hasEnded } from '../domain/run';
import { wishOf } from '../sync/control';
import { startRun, type Started, type StartRequest } from '../sync/start';
import { approve as approveHeld } from './approve-held';
import { recorded } from './audit';
import { RefusedError, type Handled, type Handler } from './guard';
import { conflict, toDecide } from './held';
import { runNames, unmatchedEmails } from './run-names';
import { existing, newestRuns, runSummary } from './views';

const runsListed = 50;

const needsSecond =
  'This connector needs the approval of two administrators. Each of them approves on the page of the run that holds the changes.';

export const start: Handler<'startRun'> = async (input, handled) => {
  const { connectionId, mode, approve, trigger, full } = input;
  const { app, caller } = handled;
  const connection = await existing(app, connectionId);
  if (approve !== undefined && connection.rules.approvals > 1) throw conflict(needsSecond);
  if (typeof approve === 'object') return startApproved({ ...input, approve }, handled);
  const request: StartRequest = {
    connection,
    mode,
    trigger: trigger ?? 'person',
    approval: { kind: approve ?? 'none' },
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

type Approving = Input<'startRun'> & {
  readonly approve: { readonly runId: string; readonly heldHash: string };
};

/** As if it had been approved on the page of that run. */
async function startApproved(
  { connectionId, mode, approve, trigger = 'person' }: Approving,
  handled: Handled,
): Promise<Outputs['startRun']> {
  const deciding = await toDecide(approve, handled.app);
  if (deciding.run.connectionId !== connectionId)
    throw conflict('The run that holds these changes is of another connector. Nothing was started.');
  if (mode === 'preview') throw conflict('A preview applies nothing. Approve these changes with a sync.');
  if (deciding.approvals > 1) throw conflict(needsSecond);
  const { run } = await approveHeld({ ...deciding, trigger }, handled);
  if (run === undefined) throw conflict(needsSecond);
  return { run, started: true };
}

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
    phases: run.phases,
    calls: run.calls,
    ...(run.remaining === undefined ? {} : { remaining: run.remaining }),
    ...(run.reading === undefined ? {} : { reading: run.reading }),
    ...(run.waiting === undefined ? {} : { waiting: run.waiting }),
    ...(await wishView(run, app)),
    ...(report === undefined
      ? {}
      : {
          report,
          names: await runNames(app, run, report),
          ...(await unmatchedEmails(app, report)),
        }),
  };
};

/** What is wanted of a run that is under way; a pause that took too long is one still, until the run ends. */
async function wishView(run: SyncRun, app: App): Promise<Pick<RunView, 'wish'>> {
  if (hasEnded(run.status)) return {};
  const wish: RunWish | undefined =
    (await wishOf(run.id, app.data)) ?? (run.paused && { kind: 'pause', ...run.paused });
  return wish === undefined ? {} : { wish };
}

export const listRuns: Handler<'listRuns'> = async ({ connectionId, limit }, { app }) => {
  const runs = await newestRuns(app, connectionId, limit ?? runsListed);
  return { runs: runs.map(runSummary) };
};
