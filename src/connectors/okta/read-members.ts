import * as z from 'zod';
import type { DirectoryRecord } from '../../domain/directory';
import type { Page } from '../../domain/page';
import type { ReadStream } from '../../domain/ports';
import { openCursor, sealCursor } from '../../http/pages';
import type { OktaClient } from './client';
import { listPage, place, type Listing, type ListPage, type Place } from './listing';
import { groupId } from './read-groups';
import { refusal } from './refusals';
import { believe, memberList } from './schema';
import { userRecord } from './user-records';

/** 1,000 is Okta's own default; 200 is what it recommends. */
export const memberSizes = [1_000, 200] as const;
/** The engine looks at its limits between two pages, so one page must not cost much. */
const callsAPage = 16;
/** Streams are read side by side; their ids go into the checkpoint, each once. */
const streamsAtMost = 4;

const params = z.object({
  /** Okta's ids of groups, separated by commas. */
  ids: z.string(),
  /** Which of the members come as people besides. `deactivated`: those whom Okta's list of people leaves out. */
  people: z.enum(['all', 'deactivated', 'none']),
  /** `yes`: what was known of the groups' members is void. */
  anew: z.enum(['yes', 'no']),
});

const at = z.object({
  /** The first group that has not been begun. */
  next: z.int().min(0),
  /** Groups with more pages. */
  open: z.array(z.object({ group: z.int().min(0), place })),
});
type At = z.infer<typeof at>;

export interface MembersWish {
  /** Of the streams: "members". */
  readonly name: string;
  readonly groupIds: readonly string[];
  readonly people: z.infer<typeof params>['people'];
  readonly anew: 'yes' | 'no';
}

/** Streams over the groups, interleaved so that a large group does not hold the others up. None for no group. */
export function memberStreams({ name, groupIds, people, anew }: MembersWish): readonly ReadStream[] {
  const streams = Math.min(streamsAtMost, Math.ceil(groupIds.length / callsAPage));
  return Array.from({ length: streams }, (_, lane) => ({
    name: `${name} ${lane + 1}`,
    params: {
      reads: 'members',
      ids: groupIds.filter((_id, index) => index % streams === lane).join(','),
      people,
      anew,
    },
    counts: 'nothing',
  }));
}

export function readMembers(
  client: OktaClient,
  stream: ReadStream,
  cursor: string | undefined,
): Promise<Page<DirectoryRecord>> {
  const { ids, people, anew } = params.parse(stream.params);
  return readMembersOf({ client, groupIds: ids.split(','), people, anew }, cursor);
}

export interface MembersRead {
  readonly client: OktaClient;
  readonly groupIds: readonly string[];
  readonly people: z.infer<typeof params>['people'];
  readonly anew: 'yes' | 'no';
}

/** Up to 16 answers: the next page of each group that has more, and the first of further ones. */
export async function readMembersOf(
  read: MembersRead,
  cursor: string | undefined,
): Promise<Page<DirectoryRecord>> {
  const from: At = cursor === undefined ? { next: 0, open: [] } : openCursor(cursor, at);
  const fresh = read.groupIds.slice(from.next, from.next + callsAPage - from.open.length);
  const pieces: readonly Piece[] = [
    ...from.open,
    ...fresh.map((_, index) => ({ group: from.next + index, place: undefined })),
  ];
  const answers = await Promise.all(pieces.map((piece) => readPiece(read, piece)));
  const items = answers.flatMap((answer) => answer.records);
  const open = answers.flatMap(({ group, next }) => (next === undefined ? [] : [{ group, place: next }]));
  const next = from.next + fresh.length;
  if (open.length === 0 && next >= read.groupIds.length) return { items, done: true };
  return { items, done: false, cursor: sealCursor({ next, open }) };
}

interface Piece {
  readonly group: number;
  readonly place: Place | undefined;
}

interface Answered {
  readonly group: number;
  readonly records: readonly DirectoryRecord[];
  readonly next: Place | undefined;
}

async function readPiece(read: MembersRead, piece: Piece): Promise<Answered> {
  const id = read.groupIds[piece.group] ?? '';
  const listing = membersOf(id);
  const answer = await listPage(read.client, listing, piece.place);
  if (answer.kind === 'refused') throw refusal(answer.response, listing.what, read.client.settings);
  const { group } = piece;
  // Deleted since the groups were listed.
  if (answer.kind === 'gone')
    return { group, records: [{ type: 'group-gone', groupId: groupId(id) }], next: undefined };
  return { group, records: recordsOf(answer, groupId(id), { read, piece }), next: answer.next };
}

function membersOf(id: string): Listing {
  return {
    path: `/api/v1/groups/${encodeURIComponent(id)}/users`,
    sizes: memberSizes,
    endpoint: 'members',
    what: 'members',
  };
}

const deactivated = 'DEPROVISIONED';

function recordsOf(
  { body }: ListPage,
  group: string,
  { read, piece }: { readonly read: MembersRead; readonly piece: Piece },
): readonly DirectoryRecord[] {
  const members = believe(memberList, body, 'members');
  const userIds = members.map((member) => member.id);
  const joined: DirectoryRecord = { type: 'members', groupId: group, userIds };
  const isAnew = read.anew === 'yes' && piece.place === undefined;
  return [...peopleOf(body, members, read), isAnew ? { ...joined, anew: true } : joined];
}

type Member = z.infer<typeof memberList>[number];

function peopleOf(
  body: unknown,
  members: readonly Member[],
  { client, people }: MembersRead,
): readonly DirectoryRecord[] {
  const isNobody = people === 'deactivated' && members.every((member) => member.status !== deactivated);
  if (people === 'none' || isNobody) return [];
  const users = believe(client.userList, body, 'members');
  const wanted = people === 'all' ? users : users.filter((user) => user.status === deactivated);
  return wanted.map((user) => userRecord(user, client.attributes));
}
