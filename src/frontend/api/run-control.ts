import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Input } from '../../contract';
import { call } from './call';
import { keys } from './keys';

export type ControlAction = Input<'controlRun'>['action'];

/** Pauses, resumes or cancels a run. Its page shows at once what is wanted, whenever the run comes to it. */
export function useControlRun(runId: string) {
  const client = useQueryClient();
  const key = keys.run(runId);
  return useMutation({
    mutationFn: (action: ControlAction) => call('controlRun', { runId, action }),
    // An answer that is on its way does not know of it yet.
    onMutate: () => client.cancelQueries({ queryKey: key }),
    onSuccess: (run) => {
      client.setQueryData(key, run);
      void client.invalidateQueries({ queryKey: keys.overview });
    },
    // Refused: the run is not what the page shows any more.
    onError: () => client.invalidateQueries({ queryKey: key }),
  });
}
