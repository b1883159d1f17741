import * as z from 'zod';
import type { DirectoryGroup, DirectoryRecord } from '../../domain/directory';
import { FailureError } from '../../domain/failure';
import type { OktaSettings } from '../../domain/okta-settings';
import type { Page } from '../../domain/page';
import type { ReadMarks, ReadStream } from '../../domain/ports';
import { openCursor, sealCursor } from '../../http/pages';
import type { OktaClient } from './client';
import { pageOrThrow, listPage, place, type Listing, type ListPage, type Place } from './listing';
import { changesSinceMs, groupsStream, markedMs } from './marks';
import { queryRejected } from './refusals';
import { believe, groupList, type OktaGroup } from './schema';

/** 10,000 is the largest page; Okta recommends 200 where that takes too long ("List all groups"). */
const groupSizes = [10_000, 1_000, 200] as const;

/** Of a group that may have been none of ours before: nothing but its whole list tells its members. */
export const unknowableMs = Number.MAX_SAFE_INTEGER;

const at = z.object({ place, startedMs: z.int().optional() });

/** All groups, also in a read of changes: only the whole list shows which are gone. */
export function groupStreams(since: ReadMarks | undefined): readonly ReadStream[] {
  const marked = since === undefined ? undefined : markedMs(since);
  if (marked === undefined) return [{ name: groupsStream, params: { reads: 'groups' }, counts: 'nothing' }];
  const params = { reads: 'groups', sinceMs: String(changesSinceMs(marked)) };
  return [{ name: groupsStream, params, counts: 'nothing', lists: 'groups' }];
}

export async function readGroups(
  client: OktaClient,
  stream: ReadStream,
  cursor: string | undefined,
): Promise<Page<DirectoryRecord>> {
  const from = cursor === undefined ? undefined : openCursor(cursor, at);
  const page = await groupPage(client, from?.place);
  const startedMs = from === undefined ? page.answeredMs : from.startedMs;
  const items = recordsOf(page, stream.params['sinceMs']);
  if (page.next !== undefined)
    return { items, done: false, cursor: sealCursor({ place: page.next, startedMs }) };
  return { items, done: true, ...(startedMs === undefined ? {} : { mark: String(startedMs) }) };
}

/** A page of groups as Okta tells them. Throws `settings-rejected` for a query that it does not take. */
export async function groupPage(client: OktaClient, from: Place | undefined): Promise<ListPage> {
  const listing = groupListing(client.settings);
  if (from !== undefined || client.settings.filters?.groups?.query === undefined)
    return pageOrThrow(client, listing, from);
  const answer = await listPage(client, listing, undefined);
  if (answer.kind === 'refused') throw queryRejected('groups', answer.response);
  if (answer.kind === 'page') return answer;
  return pageOrThrow(client, listing, undefined);
}

/** All groups that a read reads. */
export async function allGroups(client: OktaClient): Promise<readonly DirectoryGroup[]> {
  let page = await groupPage(client, undefined);
  const groups = [...groupsIn(page)];
  while (page.next !== undefined) {
    page = await groupPage(client, page.next);
    groups.push(...groupsIn(page));
  }
  return groups;
}

export function groupsIn(page: ListPage): readonly DirectoryGroup[] {
  return recordsOf(page, undefined).flatMap((record) => (record.type === 'group' ? [record.group] : []));
}

/** Those that the query names; else all, because a required group may be of any type; else those of the types that are synchronised. */
function groupListing(settings: OktaSettings): Listing {
  const common = {
    path: '/api/v1/groups',
    sizes: groupSizes,
    endpoint: 'the list of groups',
    what: 'groups',
  } as const;
  const query = settings.filters?.groups?.query;
  if (query !== undefined) return { ...common, query: `search=${encodeURIComponent(query)}` };
  const namesOthers = settings.requiredGroups.length + (settings.excludedGroups?.length ?? 0) > 0;
  if (namesOthers || settings.groupTypes.length === 3) return common;
  const filter = settings.groupTypes.map((type) => `type eq "${type}"`).join(' or ');
  return { ...common, query: `filter=${encodeURIComponent(filter)}` };
}

/** The groups of a page; in a read of changes, also whose members changed since. */
function recordsOf({ body }: ListPage, since: string | undefined): readonly DirectoryRecord[] {
  const records: DirectoryRecord[] = [];
  for (const group of believe(groupList, body, 'groups')) {
    const id = groupId(group.id);
    records.push({ type: 'group', group: { id, kind: group.type, name: group.profile.name.trim() } });
    const changedAtMs = since === undefined ? undefined : changedSince(group, Number(since));
    if (changedAtMs !== undefined) records.push({ type: 'members-unclear', groupId: id, changedAtMs });
  }
  return records;
}

/** A group that is new or was renamed may take part for the first time, and nobody kept its members up to date until now. */
function changedSince(group: OktaGroup, sinceMs: number): number | undefined {
  if (timeIn(group.lastUpdated) >= sinceMs) return unknowableMs;
  if (group.lastMembershipUpdated === null || group.lastMembershipUpdated === undefined) return unknowableMs;
  const changedMs = timeIn(group.lastMembershipUpdated);
  return changedMs >= sinceMs ? changedMs : undefined;
}

/** A moment in an answer, epoch milliseconds. */
export function timeIn(text: string): number {
  const ms = Date.parse(text);
  if (!Number.isNaN(ms)) return ms;
  throw new FailureError({
    kind: 'unexpected-response',
    message: 'Okta sent a time that is none. Nothing was changed. If it repeats, report it.',
  });
}

export function groupId(oktaId: string): string {
  return `group:${oktaId}`;
}

/** The id as Okta knows it. */
export function oktaGroupId(id: string): string {
  return id.slice('group:'.length);
}
