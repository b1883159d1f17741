import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { Input, Outputs } from '../../contract';
import type { RunMode, RunReport } from '../../domain/run';
import { call, callOnce } from './call';
import { keys } from './keys';

/** Starts a run; the server's note (such as "the first run is a preview") waits for the run's page. */
export function useStartRun() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: Input<'startRun'>) => callOnce('startRun', input),
    onSuccess: (answer) => noteStarted(client, answer),
  });
}

/** What every start of a run means for what the page shows. */
export async function noteStarted(
  client: QueryClient,
  { run, note }: Pick<Outputs['startRun'], 'run' | 'note'>,
): Promise<void> {
  if (note !== undefined) client.setQueryData(keys.startNote(run.id), note);
  await Promise.all([
    client.invalidateQueries({ queryKey: keys.overview }),
    client.invalidateQueries({ queryKey: keys.runs(run.connectionId) }),
    client.invalidateQueries({ queryKey: keys.connection(run.connectionId) }),
  ]);
}

/** Starts a run for the same thing: the whole connection, the same person, or the same undo. */
export function useStartAgain() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: ({ report, mode }: { readonly report: RunReport; readonly mode: RunMode }) =>
      startAgain(report, mode),
    onSuccess: (answer) => noteStarted(client, answer),
  });
}

function startAgain({ connectionId, task }: RunReport, mode: RunMode): Promise<Outputs['startRun']> {
  if (task?.kind === 'undo') return callOnce('undoRun', { runId: task.runId, mode });
  if (task?.kind === 'person') return callOnce('syncPerson', { connectionId, userId: task.userId, mode });
  return callOnce('startRun', { connectionId, mode });
}

/** Previews what it means to take back a run. */
export function usePreviewUndo() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (runId: string) => callOnce('undoRun', { runId, mode: 'preview' }),
    onSuccess: (answer) => noteStarted(client, answer),
  });
}

export function useDecideHeld() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: Input<'decideHeld'>) => callOnce('decideHeld', input),
    // Not waited for: with the new run in the list, the buttons of this one go, and with them who wants to hear of the answer.
    onSuccess: ({ run }, { runId }) => {
      for (const queryKey of [keys.run(runId), keys.changesOverview(runId), keys.changesOf(runId)])
        void client.invalidateQueries({ queryKey });
      if (run !== undefined) void noteStarted(client, { run });
    },
  });
}

/** Lets the schedule go on after a rest. */
export function useResumeSchedule() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call('resumeSchedule', { id }),
    onSuccess: async (view) => {
      client.setQueryData(keys.connection(view.connection.id), view);
      await client.invalidateQueries({ queryKey: keys.overview });
    },
  });
}

/** The note that came with the start of this run, in this session of the page. */
export function useStartNote(runId: string): string | undefined {
  const { data } = useQuery<string>({ queryKey: keys.startNote(runId), enabled: false, staleTime: Infinity });
  return data;
}
