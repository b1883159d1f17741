import { useMutation, useQuery, useQueryClient, type QueryClient } from '@tanstack/react-query';
import type { ConnectionView, Input, Outputs } from '../../contract';
import type { ConnectorConfiguration } from '../../domain/connection';
import { call, callOnce } from './call';
import { keys } from './keys';

type TestResult = Outputs['testConnection'];

export function useCreateConnection() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (input: Input<'createConnection'>) => callOnce('createConnection', input),
    onSuccess: (view) => keep(client, view),
  });
}

async function keep(client: QueryClient, view: ConnectionView): Promise<void> {
  client.setQueryData(keys.connection(view.connection.id), view);
  await client.invalidateQueries({ queryKey: keys.overview });
}

export function useDeleteConnection() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call('deleteConnection', { id }),
    onSuccess: async (_, id) => {
      client.removeQueries({ queryKey: keys.connection(id) });
      await client.invalidateQueries({ queryKey: keys.overview });
    },
  });
}

/** What was read of the directory; the next run reads everything. */
export function useForgetReading() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => call('forgetReading', { id }),
    onSuccess: (view) => client.setQueryData(keys.connection(view.connection.id), view),
  });
}

export function useExportConnection() {
  return useMutation({ mutationFn: (id: string) => call('exportConnection', { id }) });
}

/**
 * The last test of a connection. It lives in the cache, so that a test started by the page that creates a connection is
 * seen on the page of that connection.
 */
export function useTestResult(id: string) {
  return useQuery<TestResult>({ queryKey: keys.test(id), enabled: false, staleTime: Infinity });
}

/** Tests a saved connection with its stored secret. */
export function useTestConnection(): (id: string, configuration: ConnectorConfiguration) => void {
  const client = useQueryClient();
  return (id, configuration) => {
    void client.prefetchQuery({
      queryKey: keys.test(id),
      queryFn: () => test(id, configuration),
      staleTime: 0,
      retry: false,
    });
  };
}

function test(id: string, configuration: ConnectorConfiguration): Promise<TestResult> {
  return call('testConnection', { id, configuration });
}
