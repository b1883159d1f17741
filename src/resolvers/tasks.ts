import type { App } from '../compose';
import type { Outputs } from '../contract';
import type { ConnectionState } from '../domain/connection';
import { hasEnded } from '../domain/run';
import { changeState } from '../sync/change-state';
import { doneRecord } from '../sync/changes-record';
import { startRun, type StartRequest, type Started } from '../sync/start';
import { recorded, type Deed } from './audit';
import { RefusedError, type Handled, type Handler } from './guard';
import { connectionView, existing, runSummary } from './views';

export const undoRun: Handler<'undoRun'> = async ({ runId, mode }, handled) => {
  const { app } = handled;
  const run = await app.runs.get(runId);
  if (run === undefined)
    throw new RefusedError({ kind: 'not-found', message: 'This run does not exist any more.' });
  if (!hasEnded(run.status)) throw conflict('This run has not ended yet. Undo it when it has.');
  const done = doneRecord(await app.data.get(runId, 'changes')) ?? [];
  if (done.every(({ added, removed }) => added.length + removed.length === 0))
    throw conflict(
      'This run changed no memberships, or what it changed is not kept any more: there is nothing to undo.',
    );
  const connection = await existing(app, run.connectionId);
  return start(
    { connection, mode, task: { kind: 'undo', runId } },
    { action: mode === 'sync' ? 'run-undone' : 'run-started', connection, subject: runId },
    handled,
  );
};

export const syncPerson: Handler<'syncPerson'> = async ({ connectionId, userId, mode }, handled) => {
  const connection = await existing(handled.app, connectionId);
  const task = { kind: 'person', userId } as const;
  return start({ connection, mode, task }, { action: 'run-started', connection }, handled);
};

/** Slots that lay within the rest are not missed runs. */
export const resumeSchedule: Handler<'resumeSchedule'> = async ({ id }, handled) => {
  const { app } = handled;
  const connection = await existing(app, id);
  await recorded({ action: 'schedule-resumed', connection }, () => resume(app, id), handled);
  return connectionView(app, connection);
};

function resume(app: App, id: string): Promise<void> {
  return changeState(app.states, id, (state) => {
    if (!rests(state)) return state;
    const { failures: _, paused: __, ...rest } = state;
    return { ...rest, scheduleEvaluatedAtMs: app.clock.now() };
  });
}

function rests({ failures, paused }: ConnectionState): boolean {
  return failures !== undefined || paused !== undefined;
}

type Wish = Pick<StartRequest, 'connection' | 'mode' | 'task'>;

async function start(wish: Wish, deed: Deed<Started>, handled: Handled): Promise<Outputs['startRun']> {
  const { app, caller } = handled;
  const request: StartRequest = {
    ...wish,
    trigger: 'person',
    approval: { kind: 'none' },
    readMode: 'complete',
    startedBy: caller.accountId,
  };
  const { started, run } = await recorded(
    { ...deed, isDone: (answer) => answer.started },
    () => startRun(request, app),
    handled,
  );
  const note = started ? run.notes[0] : 'Another run of this connector was already under way; this is it.';
  return { run: runSummary(run), started, ...(note === undefined ? {} : { note }) };
}

function conflict(message: string): RefusedError {
  return new RefusedError({ kind: 'conflict', message });
}
