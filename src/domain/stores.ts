import type { Connection, ConnectionState, Revised } from './connection';
import type { DirectoryGroup } from './directory';
import type { DirectoryUsers } from './directory-users';
import type { Memberships } from './memberships';
import type { ReadMarks } from './ports';
import type { LeftGroup } from './plan';
import type { UnpairedPerson } from './run';
import type { SiteSettings } from './site-settings';
import type { SyncRun } from './sync-run';
import type { TargetSettings } from './target';

/** Which entity of the manifest a record belongs to. `sync-run` can be listed by connection. */
export type RecordRef = { readonly entity: 'record' | 'sync-run'; readonly key: string };
/** What the `sync-run` entity is indexed by. */
export interface RecordIndex {
  readonly connectionId: string;
  readonly startedAtMs: number;
}

/**
 * Plain storage under legal keys. Values are JSON of at most 240 KiB (secrets 128 KiB).
 * `get` is strongly consistent, `newestRecords` may lag. A record has a revision: `replaceRecord` succeeds only from the revision
 * that was read. Throws `retry-later` when the storage asks to slow down.
 */
export interface KeyValue {
  get(key: string): Promise<unknown>;
  /** With `keepForDays` the storage may forget the value after that time, and does so by itself in the end. */
  set(key: string, value: unknown, keepForDays?: number): Promise<void>;
  delete(key: string): Promise<void>;
  getSecret(key: string): Promise<string | undefined>;
  setSecret(key: string, value: string): Promise<void>;
  deleteSecret(key: string): Promise<void>;
  getRecord(ref: RecordRef): Promise<Revised<{ readonly value: unknown }> | undefined>;
  /** False when it exists already. */
  createRecord(ref: RecordRef, value: unknown, index?: RecordIndex): Promise<boolean>;
  /** False when the revision is another one, or the record is gone. */
  replaceRecord(
    ref: RecordRef,
    next: { readonly revision: number; readonly value: unknown; readonly index?: RecordIndex },
  ): Promise<boolean>;
  deleteRecord(ref: RecordRef): Promise<void>;
  /** Values of a connection's `sync-run` records, newest first. */
  newestRecords(connectionId: string, limit: number): Promise<readonly unknown[]>;
}

/** Connections. `save` throws `ConflictError` when somebody else saved in between. */
export interface ConnectionStore {
  /** In the order of `reorder`; new ones come last. */
  /** A connection whose stored value is damaged is named in `damaged` and does not hide the others. */
  list(): Promise<{
    readonly connections: readonly Revised<Connection>[];
    readonly damaged: readonly string[];
  }>;
  get(id: string): Promise<Revised<Connection> | undefined>;
  create(connection: Connection): Promise<Revised<Connection>>;
  save(connection: Connection, revision: number): Promise<Revised<Connection>>;
  /** Ids that are not listed are ignored; connections that are left out come last, in the order that they had. */
  reorder(ids: readonly string[]): Promise<void>;
  remove(id: string): Promise<void>;
}

/** The app's own notes about connections. */
export interface StateStore {
  get(connectionId: string): Promise<Revised<ConnectionState> | undefined>;
  create(connectionId: string, state: ConnectionState): Promise<void>;
  /** False when somebody else saved in between. */
  save(connectionId: string, state: Revised<ConnectionState>): Promise<boolean>;
  remove(connectionId: string): Promise<void>;
}

/** Runs. */
export interface RunStore {
  create(run: SyncRun): Promise<void>;
  get(runId: string): Promise<Revised<SyncRun> | undefined>;
  /** Undefined: somebody else saved in between, and this writer must stop. */
  save(run: SyncRun, revision: number): Promise<Revised<SyncRun> | undefined>;
  /** Newest first; may lag. */
  newest(connectionId: string, limit: number): Promise<readonly SyncRun[]>;
  remove(runId: string): Promise<void>;
}

/** One run per connection at a time. */
export interface RunLock {
  /** The id of the run that holds the lock after the call: this one, or the one that was there. */
  take(connectionId: string, runId: string): Promise<string>;
  holder(connectionId: string): Promise<{ readonly runId: string; readonly takenAtMs: number } | undefined>;
  /** Does nothing when another run holds it. */
  release(connectionId: string, runId: string): Promise<void>;
}

/** Names of a run's documents and logs. */
export type RunDocument =
  | 'settings'
  | 'read'
  | 'accounts'
  | 'matches'
  | 'target'
  | 'target-found'
  | 'target-read'
  | 'plan'
  | 'changes'
  | 'report'
  | 'wish';
export type RunLog = 'pages' | 'accounts' | 'members';

/**
 * What a run keeps beside its record. Values are JSON of any size; what is read back is `unknown` until it is parsed. `report` and `changes` stay until
 * they are removed; all else is forgotten by itself some days after a run that died without tidying up.
 */
export interface RunData {
  put(runId: string, name: RunDocument, value: unknown): Promise<void>;
  get(runId: string, name: RunDocument): Promise<unknown>;
  /** Writing the same index again replaces the piece. */
  putPiece(
    runId: string,
    piece: { readonly log: RunLog; readonly index: number },
    value: unknown,
  ): Promise<void>;
  getPiece(runId: string, piece: { readonly log: RunLog; readonly index: number }): Promise<unknown>;
  remove(runId: string, name: RunDocument): Promise<void>;
  removePiece(runId: string, piece: { readonly log: RunLog; readonly index: number }): Promise<void>;
  /** A short piece that is written after each change: one write, nothing else. */
  putJournal(runId: string, index: number, value: unknown): Promise<void>;
  getJournal(runId: string, index: number): Promise<unknown>;
  removeJournal(runId: string, index: number): Promise<void>;
}

/** What a connection remembers from run to run. */
export interface Links {
  /** Account id by directory user id. */
  readonly people: ReadonlyMap<string, string>;
  /** The Atlassian group by directory group id. */
  readonly groups: ReadonlyMap<string, { readonly id: string; readonly name: string }>;
}

/** Since which run a membership is managed, and how that came. Shared by all memberships of one run. */
export interface Origin {
  readonly runId: string;
  readonly atMs: number;
  /** `shared`: another connection's app-made membership that this connection wants too. `handed-over`: an administrator moved it from another connection. */
  readonly how: 'added' | 'adopted' | 'shared' | 'handed-over';
}

/** The memberships that a connection wants and the app added or adopted: by Atlassian group id, then by account id, since when. */
export type Ledger = ReadonlyMap<string, ReadonlyMap<string, Origin>>;

/** What runs of a connection note for those that follow, besides links and ledger. */
export interface RunNotes {
  /** Removals that wait: epoch milliseconds of the first run that would have removed, by group id and account id. */
  readonly pending: ReadonlyMap<string, ReadonlyMap<string, number>>;
  /** Memberships changed by hand that were accepted, by group id. */
  readonly accepted: ReadonlyMap<
    string,
    { readonly putIn: ReadonlySet<string>; readonly takenOut: ReadonlySet<string> }
  >;
  /** What the last ten syncs that were not stopped removed and added, oldest first. */
  readonly usual: readonly { readonly removals: number; readonly additions: number }[];
  /** The account of each entry of the policy's `keepPeople`, as it was found last: who left cannot be found by an address any more. */
  readonly keptPeople: ReadonlyMap<string, string>;
  /** Group names by source: creations whose answer was lost. A group of that name may be the app's own. */
  readonly unsureCreations?: ReadonlyMap<string, string>;
  /** The last run that counted into `usual`. */
  readonly countedRunId?: string;
}

/** A change that an administrator rejected for good. */
export interface RejectedForGood {
  readonly groupId: string;
  readonly groupName: string;
  readonly accountId: string;
  readonly change: 'add' | 'remove';
  readonly atMs: number;
  readonly byAccountId: string;
}

/** The site as the last run of a connection left it, as far as the connection looked. By Atlassian group id. */
export interface LastTarget {
  readonly runId: string;
  readonly atMs: number;
  readonly groups: ReadonlyMap<string, LastTargetGroup>;
  readonly left: readonly LeftGroup[];
  /** Account id by directory user id, of people who have no link yet: a preview found them. */
  readonly paired: ReadonlyMap<string, string>;
  /** People who could not be paired with an account, and why. */
  readonly unpaired: readonly UnpairedPerson[];
  /** People who have a link still and are confirmed to be gone from the directory: a preview found that. */
  readonly gone?: readonly string[];
}

export interface LastTargetGroup {
  readonly name: string;
  readonly sourceId: string;
  readonly members: ReadonlySet<string>;
  /** Members whom somebody put in by hand since the connection looks at the group, and managed ones whom somebody took out and who are still wanted. */
  readonly putIn: ReadonlySet<string>;
  readonly takenOut: ReadonlySet<string>;
}

/** All are whole values: a save replaces what was there, or leaves it as it was. */
export interface MemoryStore {
  getNotes(connectionId: string): Promise<RunNotes>;
  putNotes(connectionId: string, notes: RunNotes): Promise<void>;
  /** A run only takes out what has ended; administrators write while no run is under way. */
  getRejected(connectionId: string): Promise<readonly RejectedForGood[]>;
  putRejected(connectionId: string, rejected: readonly RejectedForGood[]): Promise<void>;
  /** Undefined before the first run that came to its plan, or where it cannot be read. */
  getLastTarget(connectionId: string): Promise<LastTarget | undefined>;
  putLastTarget(connectionId: string, target: LastTarget): Promise<void>;
  getLinks(connectionId: string): Promise<Links>;
  putLinks(connectionId: string, links: Links): Promise<void>;
  getLedger(connectionId: string): Promise<Ledger>;
  putLedger(connectionId: string, ledger: Ledger): Promise<void>;
  remove(connectionId: string): Promise<void>;
}

/** What a read left behind for the next: everything that was read, before the rules, and where the directory's changes go on from. */
export interface Reading {
  /** The run that read it. */
  readonly runId: string;
  /** When that run began. */
  readonly readAtMs: number;
  /** When everything was read last, and how many reads of changes have followed. */
  readonly completeAtMs: number;
  readonly runsSinceComplete: number;
  /** Of the settings and the secret that it was read with. */
  readonly fingerprint: string;
  readonly marks: ReadMarks;
  /** How many people had a value, by the attributes that the rules named. Absent where they named none, and in what an earlier version stored. */
  readonly attributes?: Readonly<Record<string, number>>;
  /**
   * With how many people the next read is compared: those that there are, or those from before a loss that was only previewed or whose changes are held.
   * Absent in what an earlier version stored.
   */
  readonly people?: number;
}

/** Member ids by group id are of users, and of groups in groups; some may be unknown as either. Who is given one may change it. */
export interface ReadingRecords {
  readonly users: DirectoryUsers;
  readonly groups: Map<string, DirectoryGroup>;
  readonly members: Memberships;
}

/** The last reading of each connection. A save replaces what was there whole, or leaves it as it was. */
export interface ReadingStore {
  /** Undefined where there is none, or one that this version cannot read: it is made anew then. */
  get(connectionId: string): Promise<Reading | undefined>;
  /** The records of this very reading; undefined where another has taken its place, or they cannot be read. */
  records(connectionId: string, reading: Reading): Promise<ReadingRecords | undefined>;
  /** The names of this very reading's people by their id, without reading the rest; undefined as for `records`. */
  names(connectionId: string, reading: Reading): Promise<ReadonlyMap<string, string> | undefined>;
  /** The e-mail addresses of these of its people, in the same way. */
  emails(
    connectionId: string,
    reading: Reading,
    userIds: ReadonlySet<string>,
  ): Promise<ReadonlyMap<string, string> | undefined>;
  /** Without `records`, those that are stored stay. */
  put(connectionId: string, reading: Reading, records?: ReadingRecords): Promise<void>;
  remove(connectionId: string): Promise<void>;
}

/** The site that is written to, and the tick's own mark. */
export interface SiteStore {
  getTarget(): Promise<TargetSettings | undefined>;
  putTarget(settings: TargetSettings): Promise<void>;
  getLastTickMs(): Promise<number | undefined>;
  putLastTickMs(atMs: number): Promise<void>;
  /** The settings that hold for all connectors; the defaults with revision 0 before the first save. */
  getSettings(): Promise<Revised<SiteSettings>>;
  /** Throws `ConflictError` when somebody else saved in between. */
  saveSettings(settings: SiteSettings, revision: number): Promise<Revised<SiteSettings>>;
  /** The revision that a save replaces, also where the settings themselves are damaged. */
  settingsRevision(): Promise<number>;
}

/** Somebody else saved the same thing in between. */
export class ConflictError extends Error {
  override readonly name = 'ConflictError';
}

/** A secret belongs to the place that it was entered for (`placeOf`): asked for another place, there is none. */
export interface SecretStore {
  get(connectionId: string, place: string): Promise<string | undefined>;
  set(connectionId: string, secret: string, place: string): Promise<void>;
  remove(connectionId: string): Promise<void>;
}
