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
  const named = await namedLedgers(connection.id, deps);
  return {
    ledgers: named.flatMap(({ ledger }) => ledger ?? []),
    unreadable: named.flatMap(({ name, ledger }) => (ledger === undefined ? [name] : [])),
  };
}

export interface NamedLedger {
  readonly name: string;
  /** Absent where it is damaged. */
  readonly ledger?: Ledger;
}

/** The ledgers of all connections but this one. */
export async function namedLedgers(
  connectionId: string,
  deps: Pick<RunDeps, 'connections' | 'memory'>,
): Promise<readonly NamedLedger[]> {
  const { connections, damaged } = await deps.connections.list();
  const all = [...connections, ...damaged.map((id) => ({ id, name: id }))];
  const named: NamedLedger[] = [];
  for (const { id, name } of all.filter((other) => other.id !== connectionId)) {
    const ledger = await unlessDamaged(deps.memory.getLedger(id));
    named.push(ledger === undefined ? { name } : { name, ledger });
  }
  return named;
}
