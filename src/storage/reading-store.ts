import * as z from 'zod';
import { createMemberships } from '../domain/memberships';
import type { DirectoryUser } from '../domain/directory';
import type { ReadingRecords, ReadingStore } from '../domain/stores';
import type { Documents } from './documents';

/** Raised when the shapes below change: what an earlier version stored is read anew from the directory. */
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
  }),
  /** The two sets of pieces are written in turn, so that what a crash leaves of one is written over. */
  pieces: z.strictObject({ set: z.enum(['a', 'b']), count: z.int().min(0) }),
});

const user = z.tuple([
  z.string(),
  z.string(),
  z.string().nullable(),
  z.enum(['active', 'staged', 'inactive']),
  z.string(),
  z.boolean(),
]);
const group = z.tuple([z.string(), z.string(), z.string()]);
/** Members are named by the place of their id among the ids of all pieces before: a person is in many groups. */
const piece = z.discriminatedUnion('of', [
  z.strictObject({ of: z.literal('users'), users: z.array(user) }),
  z.strictObject({ of: z.literal('groups'), groups: z.array(group) }),
  z.strictObject({ of: z.literal('ids'), ids: z.array(z.string()) }),
  z.strictObject({
    of: z.literal('members'),
    members: z.array(z.tuple([z.string(), z.array(z.int().min(0))])),
  }),
]);
type Piece = z.infer<typeof piece>;
type Pieces = z.infer<typeof head>['pieces'];

const usersInPiece = 20_000;
const idsInPiece = 50_000;
const membersInPiece = 100_000;
const headName = 'reading';

/** What was read of each directory, in pieces: the pieces of a new reading first, then the head that names them, then the old ones go. */
export function readingStore(documents: Documents): ReadingStore {
  const readHead = async (connectionId: string) => {
    const stored = await documents.get(connectionId, headName).catch(() => undefined);
    return stored === undefined ? undefined : head.safeParse(stored).data;
  };
  const removePieces = async (connectionId: string, { set, count }: Pieces) => {
    for (let index = 0; index < count; index += 1)
      await documents.remove(connectionId, pieceName(set, index));
  };

  return {
    async get(connectionId) {
      return (await readHead(connectionId))?.reading;
    },
    async records(connectionId, reading) {
      const found = await readHead(connectionId);
      if (found === undefined || found.reading.runId !== reading.runId) return undefined;
      const records: Unpacked = {
        users: new Map(),
        groups: new Map(),
        members: createMemberships(),
        ids: [],
      };
      for (let index = 0; index < found.pieces.count; index += 1) {
        const stored = await documents
          .get(connectionId, pieceName(found.pieces.set, index))
          .catch(() => undefined);
        const parsed = piece.safeParse(stored);
        if (!parsed.success) return undefined;
        unpack(parsed.data, records);
      }
      const { users, groups, members } = records;
      return { users, groups, members };
    },
    async put(connectionId, reading, records) {
      const before = await readHead(connectionId);
      if (records === undefined && before === undefined) return;
      const set = before?.pieces.set === 'a' ? 'b' : 'a';
      const pieces =
        records === undefined ? before?.pieces : await putPieces(documents, { connectionId, set, records });
      await documents.put(connectionId, headName, { version: storedVersion, reading, pieces });
      if (before !== undefined && before.pieces.set !== pieces?.set)
        await removePieces(connectionId, before.pieces);
    },
    async remove(connectionId) {
      const found = await readHead(connectionId);
      await documents.remove(connectionId, headName);
      if (found !== undefined) await removePieces(connectionId, found.pieces);
    },
  };
}

function pieceName(set: Pieces['set'], index: number): string {
  return `reading.${set}.${index}`;
}

interface Putting {
  readonly connectionId: string;
  readonly set: Pieces['set'];
  readonly records: ReadingRecords;
}

async function putPieces(documents: Documents, { connectionId, set, records }: Putting): Promise<Pieces> {
  let count = 0;
  for (const part of pack(records)) {
    await documents.put(connectionId, pieceName(set, count), part);
    count += 1;
  }
  return { set, count };
}

function* pack({ users, groups, members }: ReadingRecords): Generator<Piece> {
  for (const part of chunks(users.values(), usersInPiece)) yield { of: 'users', users: part.map(packUser) };
  for (const part of chunks(groups.values(), usersInPiece))
    yield { of: 'groups', groups: part.map(({ id, kind, name }) => [id, kind, name]) };
  yield* packMembers(members);
}

function packUser({
  id,
  displayName,
  email,
  status,
  reportedStatus,
  guest,
}: DirectoryUser): z.infer<typeof user> {
  return [id, displayName, email ?? null, status, reportedStatus, guest === true];
}

/** A group's members stay in one piece; a piece ends when it is full. */
function* packMembers(members: ReadingRecords['members']): Generator<Piece> {
  const { ids, groups } = members.numbered();
  for (const part of chunks(ids, idsInPiece)) yield { of: 'ids', ids: [...part] };
  let packed: [string, number[]][] = [];
  let size = 0;
  for (const [groupId, places] of groups) {
    packed.push([groupId, [...places]]);
    size += places.length;
    if (size < membersInPiece) continue;
    yield { of: 'members', members: packed };
    [packed, size] = [[], 0];
  }
  if (packed.length > 0) yield { of: 'members', members: packed };
}

interface Unpacked extends ReadingRecords {
  /** In the order of their places. */
  readonly ids: string[];
}

function unpack(part: Piece, into: Unpacked): void {
  switch (part.of) {
    case 'users':
      return unpackUsers(part.users, into);
    case 'groups':
      for (const [id, kind, name] of part.groups) into.groups.set(id, { id, kind, name });
      return;
    case 'ids':
      for (const id of part.ids) into.ids.push(into.members.keep(id));
      return;
    case 'members':
      for (const [groupId, places] of part.members)
        into.members.add(
          groupId,
          places.flatMap((place) => into.ids[place] ?? []),
        );
  }
}

function unpackUsers(packed: readonly z.infer<typeof user>[], { users, members }: Unpacked): void {
  for (const [id, displayName, email, status, reportedStatus, guest] of packed) {
    const optional = { ...(email === null ? {} : { email }), ...(guest ? { guest } : {}) };
    users.set(members.keep(id), { id, displayName, status, reportedStatus, ...optional });
  }
}

function* chunks<T>(items: Iterable<T>, size: number): Generator<readonly T[]> {
  let chunk: T[] = [];
  for (const item of items) {
    chunk.push(item);
    if (chunk.length < size) continue;
    yield chunk;
    chunk = [];
  }
  if (chunk.length > 0) yield chunk;
}
