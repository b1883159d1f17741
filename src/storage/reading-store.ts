import * as z from 'zod';
import { isDamage, unlessDamaged } from '../domain/failure';
import type { Reading, ReadingRecords, ReadingStore } from '../domain/stores';
import type { Documents } from './documents';
import { packReading, readingPiece, startUnpacking, unpackPiece } from './reading-pieces';

/** Raised when the shapes below or those of the pieces change: what an earlier version stored is read anew from the directory. */
const storedVersion = 1;

const head = z.strictObject({
  version: z.literal(storedVersion),
  reading: z.strictObject({
    runId: z.string(),
    readAtMs: z.number(),
    completeAtMs: z.number(),
    runsSinceComplete: z.int(),
    fingerprint: z.string(),
    marks: z.record(z.string(), z.string()),
    attributes: z.record(z.string(), z.int().min(0)).exactOptional(),
    people: z.int().min(0).exactOptional(),
  }),
  /** The two sets of pieces are written in turn, so that what a crash leaves of one is written over. `runId`: whose records they are. */
  pieces: z.strictObject({ set: z.enum(['a', 'b']), count: z.int().min(0), runId: z.string() }),
});
type Pieces = z.infer<typeof head>['pieces'];

/** Every piece says whose it is: pieces of two readings together would give people the groups of others. */
const storedPiece = z.strictObject({ runId: z.string(), piece: readingPiece });

/** Of a piece: what its people are called, and their addresses. Looks at nothing else, because a page asks for it while somebody scrolls. */
const namesPiece = z.object({
  runId: z.string(),
  piece: z.object({
    users: z.array(z.tuple([z.string(), z.string(), z.string().nullable()], z.unknown())).exactOptional(),
  }),
});

const headName = 'reading';

/**
 * What was read of each directory, in pieces: the pieces of a new reading first, then the head that names them, then the old ones go. Every save takes along
 * what a crash before it left.
 */
export function readingStore(documents: Documents): ReadingStore {
  const readHead = async (connectionId: string) =>
    head.safeParse(await unlessDamaged(documents.get(connectionId, headName))).data;
  /** Undefined where another reading has taken its place. */
  const piecesOf = async (connectionId: string, { runId }: Reading) => {
    const found = await readHead(connectionId);
    return found?.reading.runId === runId ? found.pieces : undefined;
  };

  return {
    async get(connectionId) {
      return (await readHead(connectionId))?.reading;
    },
    async records(connectionId, reading) {
      const pieces = await piecesOf(connectionId, reading);
      return pieces && readPieces(documents, connectionId, pieces);
    },
    async names(connectionId, reading) {
      const pieces = await piecesOf(connectionId, reading);
      return readUsers(documents, connectionId, { pieces, pick: ([, displayName]) => displayName });
    },
    async emails(connectionId, reading, userIds) {
      const pick = ([id, , email]: NamedUser) => (userIds.has(id) ? (email ?? undefined) : undefined);
      return readUsers(documents, connectionId, { pieces: await piecesOf(connectionId, reading), pick });
    },
    async put(connectionId, reading, records) {
      const before = await readHead(connectionId);
      const putHead = (pieces: Pieces) =>
        documents.put(connectionId, headName, { version: storedVersion, reading, pieces });
      if (records === undefined) {
        if (before === undefined) return;
        await putHead(before.pieces);
        return removeOthers(documents, connectionId, { pieces: before.pieces, known: 0 });
      }
      const set = otherSet(before?.pieces.set);
      const pieces = await putPieces(documents, connectionId, { set, runId: reading.runId, records });
      await putHead(pieces);
      await removeOthers(documents, connectionId, { pieces, known: before?.pieces.count ?? 0 });
    },
    async remove(connectionId) {
      const found = await readHead(connectionId);
      await documents.remove(connectionId, headName);
      for (const set of ['a', 'b'] as const) {
        const known = found?.pieces.set === set ? found.pieces.count : 0;
        await removePieces(documents, connectionId, { set, from: 0, known });
      }
    },
  };
}

function pieceName(set: Pieces['set'], index: number): string {
  return `reading.${set}.${index}`;
}

/** Undefined where one of them is missing, damaged, or of another reading. */
async function readPieces(
  documents: Documents,
  connectionId: string,
  { set, count, runId }: Pieces,
): Promise<ReadingRecords | undefined> {
  const unpacked = startUnpacking();
  for (let index = 0; index < count; index += 1) {
    const stored = await unlessDamaged(documents.get(connectionId, pieceName(set, index)));
    const parsed = storedPiece.safeParse(stored);
    if (parsed.data?.runId !== runId) return undefined;
    unpackPiece(parsed.data.piece, unpacked);
  }
  const { users, groups, members } = unpacked;
  return { users, groups, members };
}

interface Putting extends Pick<Pieces, 'set' | 'runId'> {
  readonly records: ReadingRecords;
}

async function putPieces(
  documents: Documents,
  connectionId: string,
  { set, runId, records }: Putting,
): Promise<Pieces> {
  let count = 0;
  for (const piece of packReading(records)) {
    await documents.put(connectionId, pieceName(set, count), { runId, piece });
    count += 1;
  }
  return { set, count, runId };
}

type NamedUser = readonly [id: string, displayName: string, email: string | null, ...unknown[]];

interface Picking {
  readonly pieces: Pieces | undefined;
  /** Undefined leaves the person out. */
  readonly pick: (user: NamedUser) => string | undefined;
}

/** People come first among the pieces. Undefined as above. */
async function readUsers(
  documents: Documents,
  connectionId: string,
  { pieces, pick }: Picking,
): Promise<ReadonlyMap<string, string> | undefined> {
  if (pieces === undefined) return undefined;
  const picked = new Map<string, string>();
  for (let index = 0; index < pieces.count; index += 1) {
    const stored = await unlessDamaged(documents.get(connectionId, pieceName(pieces.set, index)));
    const { data } = namesPiece.safeParse(stored);
    if (data?.runId !== pieces.runId) return undefined;
    if (data.piece.users === undefined) break;
    for (const user of data.piece.users) {
      const value = pick(user);
      if (value !== undefined) picked.set(user[0], value);
    }
  }
  return picked;
}

function otherSet(set: Pieces['set'] | undefined): Pieces['set'] {
  return set === 'a' ? 'b' : 'a';
}

interface RemovingOthers {
  /** Those that stay. */
  readonly pieces: Pieces;
  /** So many of the other set are there. */
  readonly known: number;
}

async function removeOthers(
  documents: Documents,
  connectionId: string,
  { pieces: { set, count }, known }: RemovingOthers,
): Promise<void> {
  await removePieces(documents, connectionId, { set, from: count, known: count });
  await removePieces(documents, connectionId, { set: otherSet(set), from: 0, known });
}

interface Removing {
  readonly set: Pieces['set'];
  /** The first to go. */
  readonly from: number;
  /** Those before this place are there. */
  readonly known: number;
}

/** Also those that a crash left behind the known ones. The last goes first: what the next crash leaves begins where this looks. */
async function removePieces(
  documents: Documents,
  connectionId: string,
  { set, from, known }: Removing,
): Promise<void> {
  let end = known;
  while (await isThere(documents, connectionId, pieceName(set, end))) end += 1;
  for (let index = end - 1; index >= from; index -= 1)
    await documents.remove(connectionId, pieceName(set, index));
}

/** A damaged one is there too. */
async function isThere(documents: Documents, connectionId: string, name: string): Promise<boolean> {
  try {
    return (await documents.get(connectionId, name)) !== undefined;
  } catch (error) {
    if (isDamage(error)) return true;
    throw error;
  }
}
