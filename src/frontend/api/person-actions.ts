import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Input } from '../../contract';
import { call, callOnce } from './call';
import { noteStarted } from './run-actions';

/** Starts a run for one person alone. */
export function useSyncPerson() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: Input<'syncPerson'>) => callOnce('syncPerson', input),
    onSuccess: (answer) => noteStarted(client, answer),
  });
}

/** What was shown of the person leaves the page's own memory as well; what is on the screen is the page's to take away. */
export function useForgetPerson() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: Input<'forgetPerson'>) => call('forgetPerson', input),
    onSuccess: () => {
      for (const kind of ['subjects', 'names', 'run', 'changes', 'rejected', 'managed-groups']) {
        client.removeQueries({ queryKey: [kind] });
      }
    },
  });
}
