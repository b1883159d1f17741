import * as z from 'zod';
import type { DirectoryRecord } from '../../domain/directory';
import type { Page } from '../../domain/page';
import type { ReadStream } from '../../domain/ports';
import { believe } from '../../http/believe';
import { follow, openCursor, sealCursor, trail } from '../../http/pages';
import { askBatch, largestBatch, vainAfter, type InnerAnswer } from './batch';
import type { EntraClient } from './client';
import { addMember, groupIdOf } from './group-records';
import { apiLabel, members, refusal } from './refusals';
import { memberPage } from './schema';

/** A group of which a page is to be read. `trail`: absent for its first. */
const open = z.object({ id: z.string(), path: z.string(), trail: trail.optional() });
type Open = z.infer<typeof open>;

/** `next`: the first group of the stream that was not asked for yet. `vain`: batches in a row that read nothing. */
const place = z.object({ next: z.int(), open: z.array(open), vain: z.int() });
type Place = z.infer<typeof place>;

const groupsPerStream = 500;
const streamsAtLeast = 4;

/** `transitiveMembers`: the users at any depth. `members`: users and groups that are in the group itself. */
export type MemberDepth = 'members' | 'transitiveMembers';

/** Streams that read the members of these groups (Graph's ids); several, because the engine reads streams side by side. */
export function memberStreams(groupIds: readonly string[], depth: MemberDepth): readonly ReadStream[] {
  const share = Math.ceil(groupIds.length / streamsAtLeast);
  const size = Math.min(groupsPerStream, Math.max(largestBatch, share));
  return Array.from({ length: Math.ceil(groupIds.length / size) }, (_, index) => ({
    name: `members ${index + 1}`,
    params: { way: 'members', depth, groups: groupIds.slice(index * size, (index + 1) * size).join(',') },
    counts: 'nothing' as const,
  }));
}

/**
 * One batch: a page of each of up to twenty groups. Without OData's cast, which would need the index that is some seconds behind: members that are
 * no users are passed over here.
 */
export async function readMembers(
  client: EntraClient,
  { params }: ReadStream,
  cursor: string | undefined,
): Promise<Page<DirectoryRecord>> {
  const from: Place = cursor === undefined ? { next: 0, open: [], vain: 0 } : openCursor(cursor, place);
  const groupIds = params['groups']?.split(',') ?? [];
  const fresh = groupIds.slice(from.next, from.next + largestBatch - from.open.length);
  const asked = [...from.open, ...fresh.map((id) => firstOf(id, params['depth'] ?? 'members'))];
  const answers = await askBatch(client, asked, members);
  const steps = asked.map((each) => stepOf(client, each, answers.get(each.id)));
  const to: Place = {
    next: from.next + fresh.length,
    open: steps.flatMap((step) => step.open ?? []),
    vain: vainAfter(from.vain, answers, members),
  };
  const items = steps.flatMap((step) => step.record ?? []);
  if (to.open.length === 0 && to.next >= groupIds.length) return { items, done: true };
  return { items, done: false, cursor: sealCursor({ ...to }) };
}

function firstOf(id: string, depth: string): Open {
  return { id, path: `/v1.0/groups/${id}/${depth}?$select=id&$top=999` };
}

interface Step {
  readonly record?: DirectoryRecord;
  /** What remains of the group. */
  readonly open?: Open;
}

function stepOf(client: EntraClient, asked: Open, answer: InnerAnswer | undefined): Step {
  if (answer === undefined || answer.kind === 'again') return { open: asked };
  const groupId = groupIdOf(asked.id);
  if (answer.kind === 'refused') {
    if (answer.status === 404) return { record: { type: 'group-gone', groupId } };
    throw refusal(answer, members);
  }
  const page = believe(memberPage, answer.body, { apiLabel, what: members.what });
  const userIds: string[] = [];
  for (const each of page.value) addMember(userIds, each);
  const isFirst = asked.trail === undefined;
  const record = { type: 'members' as const, groupId, userIds, ...(isFirst ? { anew: true as const } : {}) };
  const next = page['@odata.nextLink'];
  if (next === undefined) return { record };
  const path = client.pathOf(next);
  return { record, open: { id: asked.id, path, trail: follow(asked.trail, path, apiLabel) } };
}
