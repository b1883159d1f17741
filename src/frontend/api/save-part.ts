import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { Input } from '../../contract';
import type { Connection, Revised } from '../../domain/connection';
import { call } from './call';
import { isConflict } from './call-error';
import { isSame } from './is-same';
import { keys } from './keys';

type Stored = Revised<Connection>;

/** The part of a connection that one form edits. */
export interface PartSave {
  /** The connection as it was when the form was filled. */
  readonly base: Stored;
  /** The settings that this form edits. */
  readonly partOf: (connection: Connection) => unknown;
  /** The whole input: this form's part from the form, everything else from the given connection. */
  readonly build: (connection: Stored) => Input<'saveConnection'>;
}

/**
 * Saves one part of a connection. When only other parts were saved in between (the neighbouring tab, the schedule's own
 * bookkeeping), it saves over the newer one; when the same part was, the conflict stands and a person must look.
 */
export function useSavePart() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: savePart,
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

async function savePart({ base, partOf, build }: PartSave) {
  try {
    return await call('saveConnection', build(base));
  } catch (error) {
    if (!isConflict(error)) throw error;
    const { connection } = await call('getConnection', { id: base.id });
    if (!isSame(partOf(connection), partOf(base))) throw error;
    return await call('saveConnection', build(connection));
  }
}
