import * as z from 'zod';
import { connection } from '../domain/connection';
import { FailureError } from '../domain/failure';
import { heldReason, leftGroup, plannedGroup, syncPlan, unpairedPerson } from '../domain/plan-schema';
import type { RunData, RunDocument, RunLog } from '../domain/stores';
import { groupProtections } from '../domain/target';

/** The shapes of what a run keeps beside its record, and the one place where they are read and written. */

const stream = z.object({
  name: z.string(),
  params: z.record(z.string(), z.string()),
  counts: z.enum(['user', 'group', 'nothing']),
  lists: z.enum(['users', 'groups']).exactOptional(),
});
const streamState = z.object({
  stream,
  done: z.boolean(),
  cursor: z.string().exactOptional(),
  firstTotal: z.number().exactOptional(),
  lastTotal: z.number().exactOptional(),
  /** Grows by one when the stream is read again from its start; pages of earlier readings are not looked at. */
  reading: z.int(),
});
/** How far the directory has been read. */
const read = z.object({
  stage: z.enum(['groups', 'people', 'strays', 'done']),
  streams: z.array(streamState),
  /** Pieces of pages that are stored. */
  pieces: z.int(),
  way: z.enum(['everybody', 'members', 'query', 'changes']).exactOptional(),
  /** The run whose reading is brought up to date, in a read of changes. */
  base: z.string().exactOptional(),
  /** What the streams that are done left for the next read. */
  marks: z.record(z.string(), z.string()),
  /** People to be asked for by id. */
  strays: z.array(z.string()),
  /** People whom we knew and who are confirmed to be gone from the directory. */
  gone: z.array(z.string()),
});

const user = z.object({
  id: z.string(),
  displayName: z.string(),
  email: z.string().exactOptional(),
  status: z.enum(['active', 'staged', 'inactive']),
  reportedStatus: z.string(),
  guest: z.literal(true).exactOptional(),
  attributes: z.record(z.string(), z.array(z.string())).exactOptional(),
});
const userIds = z.array(z.string());
const directoryRecord = z.discriminatedUnion('type', [
  z.object({ type: z.literal('user'), user }),
  z.object({
    type: z.literal('group'),
    group: z.object({ id: z.string(), kind: z.string(), name: z.string() }),
  }),
  z.object({
    type: z.literal('members'),
    groupId: z.string(),
    userIds,
    anew: z.literal(true).exactOptional(),
    atMs: z.number().exactOptional(),
  }),
  z.object({
    type: z.literal('members-left'),
    groupId: z.string(),
    userIds,
    atMs: z.number().exactOptional(),
  }),
  z.object({ type: z.literal('user-gone'), userId: z.string() }),
  z.object({ type: z.literal('group-gone'), groupId: z.string() }),
  z.object({ type: z.literal('user-unclear'), userId: z.string() }),
  z.object({ type: z.literal('members-unclear'), groupId: z.string(), changedAtMs: z.number() }),
]);
/** Pages in the order in which they came; those of one stream are in order. */
const pages = z.array(z.object({ stream: z.int(), reading: z.int(), records: z.array(directoryRecord) }));

const accounts = z.object({
  cursor: z.string().exactOptional(),
  asked: z.int(),
  pages: z.int(),
  done: z.boolean(),
});
const accountHits = z.array(z.object({ emailKey: z.string(), accountId: z.string(), active: z.boolean() }));

const matches = z.object({
  inScope: z.int(),
  /** Directory user id and account id of everybody who is matched. */
  paired: z.array(z.tuple([z.string(), z.string()])),
  unmatched: z.array(unpairedPerson),
  ambiguous: z.array(unpairedPerson),
});

/** Where each directory group goes, and how far the members have been read. */
const target = z.object({
  groups: z.array(
    z.object({
      sourceId: z.string(),
      group: plannedGroup,
      how: z.enum(['adopt', 'undecided']).exactOptional(),
    }),
  ),
  left: z.array(leftGroup),
});
/** Groups found so far, and how many have been looked for. */
const targetFound = z.object({
  sought: z.int(),
  groups: z.array(
    z.object({
      id: z.string(),
      name: z.string(),
      protection: z.enum(groupProtections).exactOptional(),
    }),
  ),
});
/** Of the groups that exist: the next to begin, those in their middle with the cursor to their next page, and how many pieces there are. */
const targetRead = z.object({
  next: z.int(),
  open: z.array(z.object({ group: z.int(), cursor: z.string().exactOptional() })),
  pages: z.int(),
});
/** Members of target groups, by the group's place in `target.groups`. */
const members = z.array(z.object({ place: z.int(), accountIds: z.array(z.string()) }));

const ledgerPairs = z.array(z.tuple([z.string(), z.array(z.string())]));
const plan = z.object({
  plan: syncPlan,
  heldAdditions: z.array(z.int()),
  heldRemovals: z.array(z.int()),
  /** Keys of changes (`changeKey`) that are not held any more. */
  approved: z.array(z.string()),
  reasons: z.array(heldReason),
  heldHash: z.string().exactOptional(),
  claims: ledgerPairs,
  adopted: ledgerPairs,
  /** Left to other connections, which want them still. */
  handedOver: ledgerPairs,
  /** Of ours, and no longer there. */
  gone: ledgerPairs,
  /** Additions that do not become ours. */
  handMade: ledgerPairs.exactOptional(),
  /** Entries of the removal policy, and the accounts that they mean. */
  keptPeople: z.array(z.tuple([z.string(), z.string()])),
  /** Changed by hand and accepted: group id, who was put in, who was taken out. */
  accepted: z.array(z.tuple([z.string(), z.array(z.string()), z.array(z.string())])),
  /** The accounts of the person whom the run is for; absent where it is for everybody, or an undo. */
  lookedAt: z.array(z.string()).exactOptional(),
  /** Seats that it would use, where the site tells. */
  seats: z
    .array(z.object({ product: z.string(), needed: z.int(), free: z.int().exactOptional() }))
    .exactOptional(),
  /** Other connections that manage memberships of the same groups. */
  shared: z.array(z.object({ name: z.string(), groups: z.int(), stay: z.int() })).exactOptional(),
  /** Rejections for good that are over, as `rejectedKey` names them. */
  ended: z.array(z.string()).exactOptional(),
});

export const journalEntry = z.union([
  /** applied, already-so, held */
  z.enum(['a', 's', 'h']),
  /** `unsure`: the answer was lost, so it may be done. `accountGone`: the site has no such account any more. */
  z.object({
    rejected: z.string(),
    unsure: z.literal(true).exactOptional(),
    accountGone: z.literal(true).exactOptional(),
  }),
  z.object({ created: z.string() }),
  /** The group was there after all: it is used, not created. */
  z.object({ found: z.string() }),
]);
const journal = z.object({ entries: z.array(journalEntry), intent: z.boolean() });

/** What an administrator wants of the run. The only document that others than the run's slices write. */
const wish = z.object({ kind: z.enum(['pause', 'cancel']), byAccountId: z.string(), atMs: z.number() });

const documentSchemas = {
  settings: connection,
  read,
  accounts,
  matches,
  target,
  'target-found': targetFound,
  'target-read': targetRead,
  plan,
  wish,
} as const;
const pieceSchemas = { pages, accounts: accountHits, members } as const;

export type StreamState = z.infer<typeof streamState>;
export type ReadState = z.infer<typeof read>;
export type StoredPage = Written<z.infer<typeof pages>[number]>;
export type AccountsState = z.infer<typeof accounts>;
export type AccountHits = z.infer<typeof accountHits>;
export type MatchesDocument = z.infer<typeof matches>;
export type TargetState = z.infer<typeof target>;
export type TargetRead = z.infer<typeof targetRead>;
export type PlanDocument = Written<z.infer<typeof plan>>;
export type JournalEntry = z.infer<typeof journalEntry>;
type JournalPiece = z.infer<typeof journal>;

type Documents = { [Name in keyof typeof documentSchemas]: z.infer<(typeof documentSchemas)[Name]> };
type Pieces = { [Log in keyof typeof pieceSchemas]: z.infer<(typeof pieceSchemas)[Log]> };

/** What is written is only read: its lists need not be the writer's own. */
type Written<T> = T extends object ? { readonly [Key in keyof T]: Written<T[Key]> } : T;

/** A run's documents, typed and parsed. */
export interface RunDocuments {
  get<Name extends keyof Documents>(name: Name): Promise<Documents[Name] | undefined>;
  put<Name extends keyof Documents>(name: Name, value: Written<Documents[Name]>): Promise<void>;
  getPiece<Log extends keyof Pieces>(log: Log, index: number): Promise<Pieces[Log]>;
  putPiece<Log extends keyof Pieces>(log: Log, index: number, value: Written<Pieces[Log]>): Promise<void>;
  getJournal(index: number): Promise<JournalPiece | undefined>;
  putJournal(index: number, value: JournalPiece): Promise<void>;
}

export function runDocuments(runId: string, data: RunData): RunDocuments {
  return {
    async get(name) {
      const value = await data.get(runId, name);
      return value === undefined ? undefined : parse(documentSchemas[name], value, name);
    },
    put: (name, value) => data.put(runId, name, value),
    async getPiece(log, index) {
      return parse(pieceSchemas[log], await data.getPiece(runId, { log, index }), log);
    },
    putPiece: (log, index, value) => data.putPiece(runId, { log, index }, value),
    async getJournal(index) {
      const value = await data.getJournal(runId, index);
      return value === undefined ? undefined : parse(journal, value, 'journal');
    },
    putJournal: (index, value) => data.putJournal(runId, index, value),
  };
}

function parse<T>(schema: z.ZodType, value: unknown, name: RunDocument | RunLog | 'journal'): T {
  const parsed = schema.safeParse(value);
  // The schema of this name is what T was taken from; the table above pairs them.
  if (parsed.success) return parsed.data as T;
  const message = `What the run noted as "${name}" is damaged. Nothing more was changed; start a new run.`;
  throw new FailureError({ kind: 'stored-data-damaged', key: name, message }, { cause: parsed.error });
}
