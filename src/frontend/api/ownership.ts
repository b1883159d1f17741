import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Input } from '../../contract';
import { call } from './call';
import { keys } from './keys';

export function useManagedGroups(connectionId: string) {
  return useQuery({
    queryKey: keys.managedGroups(connectionId),
    queryFn: () => call('listManagedGroups', { connectionId }),
  });
}

export type Ownership = Omit<Input<'changeOwnership'>, 'apply'>;

/** What a change of ownership would mean. Asked anew each time: a run may have changed it. */
export function useOwnershipPreview(change: Ownership, { enabled }: { enabled: boolean }) {
  return useQuery({
    queryKey: keys.ownership(change),
    queryFn: () => call('changeOwnership', { ...change, apply: false }),
    enabled,
    gcTime: 0,
    refetchOnWindowFocus: false,
  });
}

export function useChangeOwnership() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: Ownership) => call('changeOwnership', { ...change, apply: true }),
    // The connector that a group was handed over to has another list as well; and what was let go is on a list of the rules.
    onSuccess: async (_, { connectionId }) => {
      await Promise.all(
        [['managed-groups'], keys.connection(connectionId), keys.savedPreview(connectionId)].map((queryKey) =>
          client.invalidateQueries({ queryKey }),
        ),
      );
    },
  });
}

export function useRejectedForGood(connectionId: string) {
  return useQuery({
    queryKey: keys.rejected(connectionId),
    queryFn: () => call('listRejected', { connectionId }),
  });
}

export function useForgetRejected() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: Input<'forgetRejected'>) => call('forgetRejected', input),
    onSuccess: (left, { connectionId }) => client.setQueryData(keys.rejected(connectionId), left),
  });
}
