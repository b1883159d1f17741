import * as z from 'zod';
import type { DirectoryUser } from '../domain/directory';
import { createDirectoryUsers } from '../domain/directory-users';
import { createMemberships } from '../domain/memberships';
import type { ReadingRecords } from '../domain/stores';

/** How the records of a reading are stored: in pieces, in their order. A change of these shapes raises the version in `reading-store.ts`. */

const user = z.tuple([
  z.string(),
  z.string(),
  z.string().nullable(),
  z.enum(['active', 'staged', 'inactive']),
  z.string(),
  z.boolean(),
  /** Only where somebody has any: the place of each name in the piece's `attributes`, and the values. */
  z.array(z.tuple([z.int().min(0)], z.string())).optional(),
]);
const group = z.tuple([z.string(), z.string(), z.string()]);
/** Members are named by the place of their id among the ids of all pieces before: a person is in many groups. */
export const readingPiece = z.discriminatedUnion('of', [
  z.strictObject({
    of: z.literal('users'),
    users: z.array(user),
    /** Names of the attributes of these people; absent where nobody has any. */
    attributes: z.array(z.string()).exactOptional(),
  }),
  z.strictObject({ of: z.literal('groups'), groups: z.array(group) }),
  z.strictObject({ of: z.literal('ids'), ids: z.array(z.string()) }),
  z.strictObject({
    of: z.literal('members'),
    members: z.array(z.tuple([z.string(), z.array(z.int().min(0))])),
  }),
]);
export type ReadingPiece = z.infer<typeof readingPiece>;

const usersInPiece = 5_000;
const idsInPiece = 10_000;
const membersInPiece = 40_000;

export function* packReading({ users, groups, members }: ReadingRecords): Generator<ReadingPiece> {
  for (const part of chunks(users.values(), usersInPiece)) yield packUsers(part);
  for (const part of chunks(groups.values(), usersInPiece))
    yield { of: 'groups', groups: part.map(({ id, kind, name }) => [id, kind, name]) };
  yield* packMembers(members);
}

function packUsers(users: readonly DirectoryUser[]): ReadingPiece {
  const names = [...new Set(users.flatMap(({ attributes }) => Object.keys(attributes ?? {})))];
  const places = new Map(names.map((name, place) => [name, place]));
  const packed = users.map((each) => packUser(each, places));
  return { of: 'users', users: packed, ...(names.length === 0 ? {} : { attributes: names }) };
}

function packUser(
  { id, displayName, email, status, reportedStatus, guest, attributes }: DirectoryUser,
  places: ReadonlyMap<string, number>,
): z.infer<typeof user> {
  const facts = [id, displayName, email ?? null, status, reportedStatus, guest === true] as const;
  if (attributes === undefined) return [...facts];
  const named = Object.entries(attributes).map(([name, values]): [number, ...string[]] => [
    places.get(name) ?? 0,
    ...values,
  ]);
  return [...facts, named];
}

/** A group's members stay in one piece; a piece ends when it is full. */
function* packMembers(members: ReadingRecords['members']): Generator<ReadingPiece> {
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

export interface UnpackedReading extends ReadingRecords {
  /** In the order of their places. */
  readonly ids: string[];
}

/** Nothing yet; `unpackPiece` fills it, piece by piece in their order. */
export function startUnpacking(): UnpackedReading {
  return { users: createDirectoryUsers(), groups: new Map(), members: createMemberships(), ids: [] };
}

export function unpackPiece(part: ReadingPiece, into: UnpackedReading): void {
  switch (part.of) {
    case 'users':
      return unpackUsers(part, into);
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

function unpackUsers(
  { users: packed, attributes: names = [] }: Extract<ReadingPiece, { readonly of: 'users' }>,
  { users, members }: UnpackedReading,
): void {
  for (const [id, displayName, email, status, reportedStatus, guest, named] of packed) {
    const optional = {
      ...(email === null ? {} : { email }),
      ...(guest ? { guest } : {}),
      ...(named === undefined ? {} : { attributes: unpackAttributes(named, names) }),
    };
    users.set(members.keep(id), { id, displayName, status, reportedStatus, ...optional });
  }
}

function unpackAttributes(named: readonly [number, ...string[]][], names: readonly string[]) {
  return Object.fromEntries(named.map(([place, ...values]) => [names[place] ?? '', values]));
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
