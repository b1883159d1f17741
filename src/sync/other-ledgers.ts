import { unlessDamaged } from '../domain/failure';
import type { Ledger } from '../domain/stores';
import type { RunDeps, Slice } from './slice';

export interface OtherLedgers {
  readonly ledgers: readonly Ledger[];
  /** Names of the connections whose ledgers are damaged; it is not known what they want. */
  readonly unreadable: readonly string[];
}

/** A connection whose settings are damaged still wants what its ledger says. */
export async function otherLedgers(
  { connection }: Pick<Slice, 'connection'>,
  deps: Pick<RunDeps, 'connections' | 'memory'>,
): Promise<OtherLedgers> {
  const { connections, damaged } = await deps.connections.list();
  const all = [...connections, ...damaged.map((id) => ({ id, name: id }))];
  const ledgers: Ledger[] = [];
  const unreadable: string[] = [];
  for (const { id, name } of all.filter((other) => other.id !== connection.id)) {
    const ledger = await unlessDamaged(deps.memory.getLedger(id));
    if (ledger === undefined) unreadable.push(name);
    else ledgers.push(ledger);
  }
  return { ledgers, unreadable };
}
