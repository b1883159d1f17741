import { hasEnded } from '../domain/run';
import { unlessDamaged } from '../domain/failure';
import type { Ledger } from '../domain/stores';
import type { SyncRun } from '../domain/sync-run';
import { readJournal } from './apply';
import { foldLedger, type Folding } from './ledger';
import { runDocuments } from './run-documents';
import type { RunDeps, Slice } from './slice';

export interface OtherLedgers {
  readonly ledgers: readonly Ledger[];
  /** The same with the names of their connections, and those that are damaged. */
  readonly named: readonly NamedLedger[];
  /** Names of the connections whose ledgers are damaged; it is not known what they want. */
  readonly unreadable: readonly string[];
}

type LedgerDeps = Pick<RunDeps, 'connections' | 'memory' | 'runs' | 'lock' | 'data'>;

/**
 * A connection whose settings are damaged still wants what its ledger says. One whose run is making changes wants what that run has done so far as well:
 * its ledger learns of it only when the run ends.
 */
export async function otherLedgers(
  { connection }: Pick<Slice, 'connection'>,
  deps: LedgerDeps,
): Promise<OtherLedgers> {
  const named = await ledgersOf(connection.id, deps, (id) => ledgerByNow(id, deps));
  return {
    named,
    ledgers: named.flatMap(({ ledger }) => ledger ?? []),
    unreadable: named.flatMap(({ name, ledger }) => (ledger === undefined ? [name] : [])),
  };
}

export interface NamedLedger {
  readonly name: string;
  /** Absent where it is damaged. */
  readonly ledger?: Ledger;
}

/** The ledgers of all connections but this one, as their last runs left them. */
export async function namedLedgers(
  connectionId: string,
  deps: Pick<RunDeps, 'connections' | 'memory'>,
): Promise<readonly NamedLedger[]> {
  return ledgersOf(connectionId, deps, (id) => deps.memory.getLedger(id));
}

async function ledgersOf(
  connectionId: string,
  { connections: store }: Pick<RunDeps, 'connections'>,
  read: (id: string) => Promise<Ledger | undefined>,
): Promise<readonly NamedLedger[]> {
  const { connections, damaged } = await store.list();
  const all = [...connections, ...damaged.map((id) => ({ id, name: id }))];
  const named: NamedLedger[] = [];
  for (const { id, name } of all.filter((other) => other.id !== connectionId)) {
    const ledger = await unlessDamaged(read(id));
    named.push(ledger === undefined ? { name } : { name, ledger });
  }
  return named;
}

/**
 * Undefined where what its run has done cannot be read. The journal comes before the ledger: a run that ends between the two is in both, and folding
 * it in twice gives the same.
 */
async function ledgerByNow(connectionId: string, deps: LedgerDeps): Promise<Ledger | undefined> {
  const run = await changingRun(connectionId, deps);
  const doing = run && (await doingOf(run, deps));
  // Whoever has given the lock back clears away what was read here.
  if (run?.id !== (await changingRun(connectionId, deps))?.id) return ledgerByNow(connectionId, deps);
  if (run !== undefined && doing === undefined) return undefined;
  const ledger = await deps.memory.getLedger(connectionId);
  return doing === undefined ? ledger : foldLedger(ledger, doing);
}

/** The run of a connection that may be changing the site now. */
async function changingRun(connectionId: string, { lock, runs }: LedgerDeps): Promise<SyncRun | undefined> {
  const holder = await lock.holder(connectionId);
  const run = holder && (await runs.get(holder.runId));
  const isChanging = run?.mode === 'sync' && (run.phase === 'apply' || run.phase === 'report');
  return isChanging && !hasEnded(run.status) ? run : undefined;
}

async function doingOf(run: SyncRun, { data }: LedgerDeps): Promise<Folding | undefined> {
  const documents = runDocuments(run.id, data);
  const plan = await unlessDamaged(documents.get('plan'));
  const journal = await unlessDamaged(readJournal({ documents }));
  if (plan === undefined || journal === undefined) return undefined;
  const begun = { rejected: 'begun', unsure: true } as const;
  return {
    // What it lets go of stays its own until it has seen that others have it.
    document: { ...plan, handedOver: [], gone: [] },
    entries: journal.intent ? [...journal.entries, begun] : journal.entries,
    run: { runId: run.id, atMs: run.startedAtMs },
  };
}
