import * as z from 'zod';
import type { DirectoryRecord } from '../../domain/directory';
import type { Page } from '../../domain/page';
import type { ReadStream } from '../../domain/ports';
import { openCursor, sealCursor } from '../../http/pages';
import { withAttributes } from './attributes';
import type { OneLoginClient } from './client';
import { listPage, place, refuseShort, type ListAnswer, type Listing, type ListPage } from './listing';
import { listEnvelope } from './listing-version1';
import { changesLost, onRecordsOnly, sealMark, type PeopleMark } from './people-mark';
import { queryRefused } from './queries';
import { refusal } from './refusals';
import { believe, type OneLoginUser } from './schema';
import { batchesOf, namesOthers, usersByIds } from './user-ids';
import { userRecords, type RecordKind } from './user-records';

/** Documented are 50 and 100; a larger page is asked for and what comes is believed. */
export const userSizes = [1_000, 100, 50] as const;

export const everybody: Listing = { path: '/api/2/users', sizes: userSizes, what: 'users' };
const everybodyVersion1 = { path: '/api/1/users', what: 'users' };

const ways = z.enum(['everybody', 'members', 'query', 'changes']);

/** What a stream of people carries in the checkpoint, all as text. */
const params = z.object({
  way: ways,
  /** Version 1 from the start, because the members of roles are needed from the users' records. */
  api: z.literal(['1', '2']),
  /** `RecordKind`s, separated by spaces. */
  records: z.string(),
  /** In the `members` way: user ids, separated by commas. */
  ids: z.string().optional(),
  /** In the ways `query` and `changes`: what is asked for, encoded. */
  filter: z.string().optional(),
});

const at = z.object({
  api: z.literal([1, 2]),
  way: ways,
  /** Which batch of ids is being read. */
  batch: z.int().min(0),
  place: place.optional(),
  /** When OneLogin answered with the first page. */
  beganAtMs: z.int().optional(),
});
type At = z.infer<typeof at>;

interface Read {
  readonly client: OneLoginClient;
  readonly kinds: ReadonlySet<RecordKind>;
  readonly ids: readonly string[];
  readonly filter: string | undefined;
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
    filter: given.filter,
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

/** All, or those whom the filter names. */
async function readEverybody(read: Read, from: At): Promise<Page<DirectoryRecord>> {
  const { filter } = read;
  const isChosen = from.way !== 'everybody' && filter !== undefined;
  const listing = withAttributes(read.client, isChosen ? { ...everybody, filter } : everybody);
  const answer = await listPage(read.client, listing, from.place);
  if (answer.kind !== 'page') return otherwise(read, from, answer);
  const beganAtMs = from.place === undefined ? answer.answeredAtMs : from.beganAtMs;
  const { next, total } = answer;
  return pageOf(read, usersIn(read, answer.items), {
    next: next === undefined ? undefined : { ...from, place: next, beganAtMs },
    total,
    mark: markOf(read, beganAtMs),
  });
}

function otherwise(
  read: Read,
  { way }: At,
  { kind, response }: Exclude<ListAnswer, ListPage>,
): Promise<Page<DirectoryRecord>> {
  if (way === 'query') throw queryRefused('users', response);
  if (way === 'changes') throw changesLost('OneLogin does not tell whose records changed');
  if (kind === 'refused') throw refusal(response, 'users');
  return readVersion1(read, { api: 1, way: 'everybody', batch: 0 });
}

function markOf({ kinds }: Read, beganAtMs: number | undefined): PeopleMark {
  if (kinds.size > 0) return { unreadable: onRecordsOnly };
  return beganAtMs === undefined
    ? { unreadable: 'OneLogin did not say when it answered' }
    : { atMs: beganAtMs };
}

async function readVersion1(read: Read, from: At): Promise<Page<DirectoryRecord>> {
  const answer = await listEnvelope(read.client, everybodyVersion1, from.place);
  return pageOf(read, usersIn(read, answer.items), {
    next: answer.next === undefined ? undefined : { ...from, place: answer.next },
    mark: { unreadable: 'only version 1 of the list of users answers here' },
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
  const answer = await listPage(read.client, withAttributes(read.client, usersByIds(ids)), from.place);
  if (answer.kind !== 'page') return readEverybody(read, { api: 2, way: 'everybody', batch: 0 });
  const users = usersIn(read, answer.items);
  if (namesOthers(users, ids)) return readEverybody(read, { api: 2, way: 'everybody', batch: 0 });
  refuseShort(answer, 'users');
  const isLast = answer.next === undefined && from.batch + 1 >= batches.length;
  return pageOf(read, users, { next: isLast ? undefined : afterPage(from, answer.next) });
}

function afterPage(from: At, next: At['place']): At {
  const { api, way, batch } = from;
  return next === undefined ? { api, way, batch: batch + 1 } : { api, way, batch, place: next };
}

function usersIn({ client }: Read, items: readonly unknown[]): readonly OneLoginUser[] {
  return believe(client.userList, items, 'users');
}

interface Onward {
  readonly next: At | undefined;
  readonly total?: number | undefined;
  readonly mark?: PeopleMark;
}

function pageOf(
  { client, kinds }: Read,
  users: readonly OneLoginUser[],
  { next, total, mark }: Onward,
): Page<DirectoryRecord> {
  const items = userRecords(users, { kinds, attributes: client.attributes });
  const counted = total === undefined ? {} : { total };
  if (next === undefined)
    return { items, done: true, ...counted, ...(mark === undefined ? {} : { mark: sealMark(mark) }) };
  return { items, done: false, cursor: sealCursor(next), ...counted };
}
