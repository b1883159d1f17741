import type { ConnectionState } from '../domain/connection';
import { ConflictError, type StateStore } from '../domain/stores';

/** The tick saves its mark every five minutes; nobody loses against it so often. */
const tries = 10;

/**
 * Changes what the app notes about a connection, anew from what is there when somebody else saved in between. Where `change` gives the same value, or the
 * connection is gone, nothing is written.
 *
 * @throws ConflictError when that never ends
 */
export async function changeState(
  states: StateStore,
  connectionId: string,
  change: (state: ConnectionState) => ConnectionState,
): Promise<void> {
  for (let attempt = 0; attempt < tries; attempt += 1) {
    const found = await states.get(connectionId);
    if (found === undefined) return;
    const { revision, ...state } = found;
    const next = change(state);
    if (next === state || (await states.save(connectionId, { ...next, revision }))) return;
  }
  throw new ConflictError(connectionId);
}
