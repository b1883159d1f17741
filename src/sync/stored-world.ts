import type { Connection } from '../domain/connection';
import type { Clock } from '../domain/ports';
import type {
  ConnectionStore,
  LastTarget,
  Ledger,
  Links,
  MemoryStore,
  Reading,
  ReadingRecords,
  ReadingStore,
  RejectedForGood,
  RunNotes,
  SiteStore,
} from '../domain/stores';
import { namedLedgers, type NamedLedger } from './other-ledgers';
import { protectedBy, type Protected } from './protected';

/** Everything that runs of a connection left behind: the directory before the rules, the site as it was seen last, and what the app remembers. */
export interface StoredWorld {
  readonly connection: Connection;
  readonly reading: Reading;
  readonly records: ReadingRecords;
  readonly links: Links;
  readonly ledger: Ledger;
  /** Of the other connections. */
  readonly others: readonly NamedLedger[];
  readonly notes: RunNotes;
  readonly rejected: readonly RejectedForGood[];
  readonly last: LastTarget | undefined;
  /** Empty where none is set. */
  readonly syncAccountId: string;
  readonly protectedHere: Protected;
  readonly nowMs: number;
}

export interface StoredWorldDeps {
  readonly connections: ConnectionStore;
  readonly memory: MemoryStore;
  readonly readings: ReadingStore;
  readonly site: SiteStore;
  readonly clock: Clock;
}

/** Undefined where nothing of the directory is stored, or it cannot be read. */
export async function storedWorld(
  connection: Connection,
  { connections, memory, readings, site, clock }: StoredWorldDeps,
): Promise<StoredWorld | undefined> {
  const { id } = connection;
  const reading = await readings.get(id);
  const records = reading && (await readings.records(id, reading));
  if (reading === undefined || records === undefined) return undefined;
  const last = await memory.getLastTarget(id);
  return {
    connection,
    reading,
    records,
    links: known(await memory.getLinks(id), last),
    ledger: await memory.getLedger(id),
    others: await namedLedgers(id, { connections, memory }),
    notes: await memory.getNotes(id),
    rejected: await memory.getRejected(id),
    last,
    syncAccountId: (await site.getTarget())?.syncAccountId ?? '',
    protectedHere: protectedBy(await site.getSettings()),
    nowMs: clock.now(),
  };
}

/** A preview makes no links, and knows the people whom it paired. */
function known(links: Links, last: LastTarget | undefined): Links {
  return { people: new Map([...(last?.paired ?? []), ...links.people]), groups: links.groups };
}
