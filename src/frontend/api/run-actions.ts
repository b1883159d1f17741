import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Input } from '../../contract';
import { call } from './call';
import { keys } from './keys';

/** Starts a run; the server's note (such as "the first run is a preview") waits for the run's page. */
export function useStartRun() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: Input<'startRun'>) => call('startRun', input),
    onSuccess: async ({ run, note }) => {
      if (note !== undefined) client.setQueryData(keys.startNote(run.id), note);
      await Promise.all([
        client.invalidateQueries({ queryKey: keys.overview }),
        client.invalidateQueries({ queryKey: keys.runs(run.connectionId) }),
        client.invalidateQueries({ queryKey: keys.connection(run.connectionId) }),
      ]);
    },
  });
}

/** The note that came with the start of this run, in this session of the page. */
export function useStartNote(runId: string): string | undefined {
  const { data } = useQuery<string>({ queryKey: keys.startNote(runId), enabled: false, staleTime: Infinity });
  return data;
}
