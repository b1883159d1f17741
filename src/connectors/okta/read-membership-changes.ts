import * as z from 'zod';
import type { DirectoryRecord } from '../../domain/directory';
import type { Page } from '../../domain/page';
import type { ReadStream } from '../../domain/ports';
import { openCursor, sealCursor } from '../../http/pages';
import type { OktaClient } from './client';
import { place } from './listing';
import { logPage, memberJoined, memberLeft, targetId } from './log';
import { groupId, timeIn } from './read-groups';
import { readMembersOf } from './read-members';
import type { OktaEvent } from './schema';

const params = z.object({
  sinceMs: z.string(),
  /** `<Okta's id>=<time of the last change>` of each group whose members changed, separated by commas. */
  groups: z.string(),
  /** Longer than this, the log is dearer than the groups' own lists. */
  pagesAtMost: z.string(),
  people: z.enum(['deactivated', 'none']),
});

/** First the log; then the lists of those groups that it did not tell to the end. */
const at = z.discriminatedUnion('part', [
  z.object({ part: z.literal('log'), place, pages: z.int(), toldMs: z.record(z.string(), z.number()) }),
  z.object({ part: z.literal('lists'), ids: z.array(z.string()), cursor: z.string().optional() }),
]);
type At = z.infer<typeof at>;
type InLog = Extract<At, { readonly part: 'log' }>;

export interface ChangedMembers {
  readonly sinceMs: number;
  /** Times by Okta's ids of groups, epoch milliseconds. */
  readonly changedMs: ReadonlyMap<string, number>;
  readonly pagesAtMost: number;
  readonly people: 'deactivated' | 'none';
}

export function membershipStream({ sinceMs, changedMs, pagesAtMost, people }: ChangedMembers): ReadStream {
  const groups = [...changedMs].map(([id, ms]) => `${id}=${ms}`).join(',');
  return {
    name: 'changed memberships',
    params: {
      reads: 'memberships',
      sinceMs: String(sinceMs),
      groups,
      pagesAtMost: String(pagesAtMost),
      people,
    },
    counts: 'nothing',
  };
}

export async function readMembershipChanges(
  client: OktaClient,
  stream: ReadStream,
  cursor: string | undefined,
): Promise<Page<DirectoryRecord>> {
  const asked = params.parse(stream.params);
  const from = cursor === undefined ? undefined : openCursor(cursor, at);
  if (from?.part !== 'lists') return readLog({ client, asked, from });
  const read = { client, groupIds: from.ids, people: asked.people, anew: 'yes' } as const;
  const page = await readMembersOf(read, from.cursor);
  if (page.done) return page;
  return { ...page, cursor: sealCursor({ ...from, cursor: page.cursor }) };
}

interface LogRead {
  readonly client: OktaClient;
  readonly asked: z.infer<typeof params>;
  readonly from: InLog | undefined;
}

async function readLog({ client, asked, from }: LogRead): Promise<Page<DirectoryRecord>> {
  const changedMs = changedIn(asked.groups);
  const query = { types: [memberJoined, memberLeft], sinceMs: Number(asked.sinceMs) };
  const page = await logPage(client, query, from?.place);
  if (page.kind === 'refused') return listsOf([...changedMs.keys()], []);
  const toldMs = { ...from?.toldMs };
  const events = page.events.toSorted((a, b) => timeIn(a.published) - timeIn(b.published));
  const items = events.flatMap((event) => membershipOf(event, changedMs, toldMs));
  const pages = (from?.pages ?? 0) + 1;
  if (page.next !== undefined && pages < Number(asked.pagesAtMost))
    return { items, done: false, cursor: sealCursor({ part: 'log', place: page.next, pages, toldMs }) };
  const isWhole = page.next === undefined;
  const untold = [...changedMs].filter(([id, ms]) => !isWhole || (toldMs[id] ?? 0) < ms).map(([id]) => id);
  return listsOf(untold, items);
}

function listsOf(ids: readonly string[], items: readonly DirectoryRecord[]): Page<DirectoryRecord> {
  if (ids.length === 0) return { items, done: true };
  return { items, done: false, cursor: sealCursor({ part: 'lists', ids }) };
}

function changedIn(groups: string): ReadonlyMap<string, number> {
  return new Map(
    groups.split(',').map((each) => {
      const [id = '', ms] = each.split('=');
      return [id, Number(ms)];
    }),
  );
}

/** Of a group of which an event came after a later one: who left and who joined cannot be told from the log then. */
const outOfOrder = -1;

/** The change that an event tells, if it is of one of these groups; notes the time of it. */
function membershipOf(
  event: OktaEvent,
  changedMs: ReadonlyMap<string, number>,
  toldMs: Record<string, number>,
): readonly DirectoryRecord[] {
  const [user, group] = [targetId(event, 'User'), targetId(event, 'UserGroup')];
  if (user === undefined || group === undefined || !changedMs.has(group)) return [];
  const atMs = timeIn(event.published);
  const before = toldMs[group] ?? 0;
  toldMs[group] = before === outOfOrder || atMs < before ? outOfOrder : atMs;
  const type = event.eventType === memberLeft ? 'members-left' : 'members';
  return [{ type, groupId: groupId(group), userIds: [user], atMs }];
}
