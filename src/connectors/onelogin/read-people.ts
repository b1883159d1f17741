import * as z from 'zod';
import type { DirectoryRecord } from '../../domain/directory';
import type { Page } from '../../domain/page';
import type { ReadStream } from '../../domain/ports';
import { openCursor, sealCursor } from '../../http/pages';
import type { OneLoginClient } from './client';
import { listEnvelope, listPage, place, refuseShort, type Listing } from './listing';
import { refusal } from './refusals';
import { believe, userList, type OneLoginUser } from './schema';
import { batchesOf, namesOthers, usersByIds } from './user-ids';
import { userRecords, type RecordKind } from './user-records';

/** Documented are 50 and 100; a larger page is asked for and what comes is believed. */
export const userSizes = [1_000, 100, 50] as const;

export const everybody: Listing = { path: '/api/2/users', sizes: userSizes, what: 'users' };
const everybodyVersion1 = { path: '/api/1/users', what: 'users' };

/** What a stream of people carries in the checkpoint, all as text. */
const params = z.object({
  way: z.enum(['everybody', 'members']),
  /** Version 1 from the start, because the members of roles are needed from the users' records. */
  api: z.literal(['1', '2']),
  /** `RecordKind`s, separated by spaces. */
  records: z.string(),
  /** In the `members` way: user ids, separated by commas. */
  ids: z.string().optional(),
});

const at = z.object({
  api: z.literal([1, 2]),
  way: z.enum(['everybody', 'members']),
  /** Which batch of ids is being read. */
  batch: z.int().min(0),
  place: place.optional(),
});
type At = z.infer<typeof at>;

interface Read {
  readonly client: OneLoginClient;
  readonly kinds: ReadonlySet<RecordKind>;
  readonly ids: readonly string[];
}

/** One page of people with the memberships that their records hold. */
export function readPeople(
  client: OneLoginClient,
  stream: ReadStream,
  cursor: string | undefined,
): Promise<Page<DirectoryRecord>> {
  const given = believe(params, stream.params, 'the read plan');
  const read: Read = {
    client,
    kinds: new Set(given.records.split(' ').filter(isRecordKind)),
    ids: given.ids === undefined || given.ids === '' ? [] : given.ids.split(','),
  };
  const start: At = { api: given.api === '1' ? 1 : 2, way: given.way, batch: 0 };
  return readFrom(read, cursor === undefined ? start : openCursor(cursor, at));
}

function isRecordKind(name: string): name is RecordKind {
  return name === 'member_of' || name === 'group' || name === 'role';
}

function readFrom(read: Read, from: At): Promise<Page<DirectoryRecord>> {
  if (from.way === 'members') return readMembers(read, from);
  return from.api === 1 ? readVersion1(read, from) : readEverybody(read, from);
}

async function readEverybody(read: Read, from: At): Promise<Page<DirectoryRecord>> {
  const answer = await listPage(read.client, everybody, from.place);
  if (answer.kind === 'not-there') return readVersion1(read, { api: 1, way: 'everybody', batch: 0 });
  if (answer.kind === 'refused') throw refusal(answer.response, 'users');
  const next = answer.next === undefined ? undefined : { ...from, place: answer.next };
  return pageOf(read, usersIn(answer.items), { next, total: answer.total });
}

async function readVersion1(read: Read, from: At): Promise<Page<DirectoryRecord>> {
  const answer = await listEnvelope(read.client, everybodyVersion1, from.place);
  return pageOf(read, usersIn(answer.items), {
    next: answer.next === undefined ? undefined : { ...from, place: answer.next },
  });
}

/**
 * A page of a batch of ids. A server that does not know the filter, or answers with others than were asked for, cannot be trusted to have
 * answered with all of them, so this stream goes on by reading everybody: more than was needed, never less. Only then its pages have a
 * total; that of a batch is compared here.
 */
async function readMembers(read: Read, from: At): Promise<Page<DirectoryRecord>> {
  const batches = batchesOf(read.ids);
  const ids = batches[from.batch];
  if (ids === undefined) return { items: [], done: true };
  const answer = await listPage(read.client, usersByIds(ids), from.place);
  if (answer.kind !== 'page') return readEverybody(read, { api: 2, way: 'everybody', batch: 0 });
  const users = usersIn(answer.items);
  if (namesOthers(users, ids)) return readEverybody(read, { api: 2, way: 'everybody', batch: 0 });
  refuseShort(answer, 'users');
  const isLast = answer.next === undefined && from.batch + 1 >= batches.length;
  return pageOf(read, users, { next: isLast ? undefined : afterPage(from, answer.next) });
}

function afterPage(from: At, next: At['place']): At {
  const { api, way, batch } = from;
  return next === undefined ? { api, way, batch: batch + 1 } : { api, way, batch, place: next };
}

function usersIn(items: readonly unknown[]): readonly OneLoginUser[] {
  return believe(userList, items, 'users');
}

interface Onward {
  readonly next: At | undefined;
  readonly total?: number | undefined;
}

function pageOf(
  { kinds }: Read,
  users: readonly OneLoginUser[],
  { next, total }: Onward,
): Page<DirectoryRecord> {
  const items = userRecords(users, kinds);
  const counted = total === undefined ? {} : { total };
  if (next === undefined) return { items, done: true, ...counted };
  return { items, done: false, cursor: sealCursor(next), ...counted };
}
