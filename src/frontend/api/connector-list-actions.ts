import { useMutation, useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { Input, Outputs } from '../../contract';
import { call } from './call';
import { keys } from './keys';

type Overview = Outputs['overview'];

/** Shows the new state at once, and takes it back where the app refuses. */
export function useSetScheduleEnabled() {
  const client = useQueryClient();
  const show = ({ id, enabled }: Input<'setScheduleEnabled'>) =>
    change(client, (overview) => ({
      ...overview,
      connections: overview.connections.map((row) =>
        row.id === id ? { ...row, scheduleEnabled: enabled } : row,
      ),
    }));
  return useMutation({
    mutationFn: (input: Input<'setScheduleEnabled'>) => call('setScheduleEnabled', input),
    onMutate: async (input) => {
      await client.cancelQueries({ queryKey: keys.overview });
      show(input);
    },
    onError: (_, { id, enabled }) => show({ id, enabled: !enabled }),
    onSuccess: (view) => client.setQueryData(keys.connection(view.connection.id), view),
    // Not waited for: a refusal is told before the list has come again.
    onSettled: () => void client.invalidateQueries({ queryKey: keys.overview }),
  });
}

const orderKey = ['connector-order'];

/** One after the other: of two moves, the later has the last word. */
export function useSetConnectorOrder() {
  const client = useQueryClient();
  return useMutation({
    mutationKey: orderKey,
    scope: { id: 'connector-order' },
    mutationFn: (ids: readonly string[]) => call('setConnectorOrder', { ids: [...ids] }),
    onMutate: async (ids) => {
      await client.cancelQueries({ queryKey: keys.overview });
      change(client, (overview) => ({
        ...overview,
        connections: overview.connections.toSorted((a, b) => ids.indexOf(a.id) - ids.indexOf(b.id)),
      }));
    },
    // What is still on its way would be undone on the screen by an answer from before.
    onSettled: () => {
      if (client.isMutating({ mutationKey: orderKey }) === 1)
        void client.invalidateQueries({ queryKey: keys.overview });
    },
  });
}

function change(client: QueryClient, next: (overview: Overview) => Overview): void {
  client.setQueryData<Overview>(keys.overview, (overview) => overview && next(overview));
}
