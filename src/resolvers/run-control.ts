import type { AuditAction } from '../domain/audit';
import { unlessDamaged } from '../domain/failure';
import { controlRun as control, type Controlled, type ControlRequest } from '../sync/control';
import { recorded } from './audit';
import { RefusedError, type Handler } from './guard';
import { conflict } from './held';
import { getRun } from './runs';

type Refusal = Extract<Controlled, { kind: 'refused' }>['why'];

const actions: Readonly<Record<ControlRequest['action'], AuditAction>> = {
  pause: 'run-paused',
  resume: 'run-resumed',
  cancel: 'run-cancelled',
};

const refusals: Readonly<Record<Refusal, string>> = {
  ended: 'This run has ended. Its result shows what it did.',
  ending: 'This run ends in a moment. Its result will show what it did.',
  'not-paused': 'This run is not paused; somebody else has resumed it.',
  'paused-too-long':
    'This run was paused for more than two hours, so it ends now: what it had read may not be so any more. Start it again: it goes on from there.',
};

export const controlRun: Handler<'controlRun'> = async ({ runId, action }, handled) => {
  const { app, caller } = handled;
  const run = await app.runs.get(runId);
  if (run === undefined)
    throw new RefusedError({ kind: 'not-found', message: 'This run does not exist any more.' });
  const { connectionId: id } = run;
  await recorded(
    {
      action: actions[action],
      connection: (await unlessDamaged(app.connections.get(id))) ?? { id },
      subject: runId,
      isDone: (answer: Controlled) => answer.kind === 'done',
    },
    async () => {
      const answer = await control({ runId, action, byAccountId: caller.accountId }, app);
      if (answer.kind === 'refused') throw conflict(refusals[answer.why]);
      return answer;
    },
    handled,
  );
  return getRun({ runId }, handled);
};
