import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Input } from '../../contract';
import type { Connection, Revised } from '../../domain/connection';
import { call } from './call';
import { isConflict } from './call-error';
import { keys } from './keys';

type Stored = Revised<Connection>;

interface SettingsSave {
  /** What is saved over the connection that the form was filled with. */
  readonly input: Input<'saveConnection'>;
  /** The same over a connection that somebody else has saved since; undefined where they changed the same, so that a person must look. */
  readonly inputOver: (latest: Stored) => Input<'saveConnection'> | undefined;
}

/** Saves a connection. Where somebody else was first and changed something else, it is saved over theirs; else the conflict stands. */
export function useSaveSettings() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: saveSettings,
    onSuccess: async (view) => {
      client.setQueryData(keys.connection(view.connection.id), view);
      client.removeQueries({ queryKey: keys.test(view.connection.id) });
      await Promise.all([
        client.invalidateQueries({ queryKey: keys.savedPreview(view.connection.id) }),
        client.invalidateQueries({ queryKey: keys.overview }),
      ]);
    },
  });
}

async function saveSettings({ input, inputOver }: SettingsSave) {
  try {
    return await call('saveConnection', input);
  } catch (error) {
    if (!isConflict(error)) throw error;
    const { connection } = await call('getConnection', { id: input.id });
    const merged = inputOver(connection);
    if (merged === undefined) throw error;
    return await call('saveConnection', merged);
  }
}

/** Fetches the connection anew, for a form that lost against another save. */
export function useLatestConnection(id: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: () => call('getConnection', { id }),
    onSuccess: (view) => client.setQueryData(keys.connection(id), view),
  });
}
