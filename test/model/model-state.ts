import { defaultRules, type SyncRules } from '../../src/domain/sync-rules';
import type { FakeDirectory } from '../support/fake-directory';

/**
 * The reference model: what an administrator who has read `docs/sync-rules.md` expects of the app, in plain lists and loops. It knows nothing of slices, storage
 * or journals. A membership is written `group account`: neither id holds a space.
 */
export type Membership = string;

export function membership(groupId: string, accountId: string): Membership {
  return `${groupId} ${accountId}`;
}

export interface ModelGroup {
  id: string;
  name: string;
  members: Set<string>;
  isProtected: boolean;
}

/** What a connection has seen of an Atlassian group. */
export interface SeenGroup {
  members: Set<string>;
  /** Changed by hand, and not mended so far. */
  putIn: Set<string>;
  takenOut: Set<string>;
}

/** A change to one membership, as approvals and rejections name it. */
export interface ModelChange {
  readonly sourceId: string;
  /** The Atlassian group's id, or `new <name>` for one that is to be created. */
  readonly where: string;
  readonly kind: 'add' | 'remove';
  readonly accountId: string;
}

export function changeName({ where, kind, accountId }: Omit<ModelChange, 'sourceId'>): string {
  return `${where} ${kind} ${accountId}`;
}

export interface DoneInGroup {
  readonly sourceId: string;
  readonly groupId: string;
  readonly added: readonly string[];
  readonly removed: readonly string[];
  /** Whom somebody had put in by hand, where that is repaired. */
  readonly handMade: readonly string[];
}

/** What a run of the model left for decisions about it. */
export interface ModelRun {
  readonly runId: string;
  readonly held: readonly ModelChange[];
  readonly done: readonly DoneInGroup[];
}

/** What the last read of a directory told. */
export type Reading = Pick<FakeDirectory, 'users' | 'groups' | 'members'> & { readonly attributes: string };

export interface ModelConnection {
  readonly id: string;
  readonly directory: FakeDirectory;
  rules: SyncRules;
  isPreviewed: boolean;
  reading: Reading | undefined;
  /** Account id by person. */
  people: Map<string, string>;
  /** The Atlassian group by source. */
  groups: Map<string, { readonly id: string; readonly name: string }>;
  /** Which run made each managed membership. */
  ledger: Map<Membership, string>;
  waitingSince: Map<Membership, number>;
  /** Accounts that each entry of the exceptions of people meant last. */
  exempt: ReadonlyMap<string, readonly string[]>;
  acceptedIn: Set<Membership>;
  acceptedOut: Set<Membership>;
  /** `changeName` of what was rejected for good. */
  rejected: Set<string>;
  /** Group names by source: creations that the site did not answer. */
  unsure: Map<string, string>;
  seen: Map<string, SeenGroup>;
  usual: { readonly removals: number; readonly additions: number }[];
  runs: ModelRun[];
}

export interface Model {
  readonly connections: readonly ModelConnection[];
  groups: ModelGroup[];
  /** E-mail address to account id. */
  readonly accounts: ReadonlyMap<string, string>;
  readonly syncAccountId: string;
  /** The number of the next group that the site makes. */
  nextGroup: number;
}

export function aModelConnection(
  id: string,
  directory: FakeDirectory,
  change: Partial<Pick<ModelConnection, 'isPreviewed' | 'rules'>> = {},
): ModelConnection {
  return {
    id,
    directory,
    rules: defaultRules,
    isPreviewed: true,
    reading: undefined,
    people: new Map(),
    groups: new Map(),
    ledger: new Map(),
    waitingSince: new Map(),
    exempt: new Map(),
    acceptedIn: new Set(),
    acceptedOut: new Set(),
    rejected: new Set(),
    unsure: new Map(),
    seen: new Map(),
    usual: [],
    runs: [],
    ...change,
  };
}

/** Whether a membership is one of this group. */
export function isIn(groupId: string, of: Membership): boolean {
  return of.startsWith(`${groupId} `);
}

/** What the connection manages in one group. */
export function managedIn({ ledger }: ModelConnection, groupId: string): readonly string[] {
  return [...ledger.keys()].filter((of) => isIn(groupId, of)).map((of) => of.slice(groupId.length + 1));
}

/** Whether another connection wants the membership and manages it. */
export function isTheirs({ connections }: Model, connection: ModelConnection, of: Membership): boolean {
  return connections.some((other) => other !== connection && other.ledger.has(of));
}

export function key(text: string): string {
  return text.trim().toLowerCase();
}

/** Code units, as the documents order names. */
export function order(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
