import type { DirectoryGroup } from '../../domain/directory';
import { neededGroups, type GroupSelection } from '../../domain/group-selection';
import type { GroupsRead, PeoplePlan, ReadStream } from '../../domain/ports';
import { count, many } from '../../http/wording';
import type { OktaClient } from './client';
import { logPage } from './log';
import { changesSinceMs, moment } from './marks';
import { deletedStream, deletionsSince } from './read-deleted';
import { oktaGroupId, unknowableMs } from './read-groups';
import { memberSizes, memberStreams } from './read-members';
import { membershipStream } from './read-membership-changes';
import { peopleStream } from './read-people';
import { idsOf } from './select-groups';

export interface ChangesWish {
  readonly client: OktaClient;
  readonly read: GroupsRead;
  readonly selection: GroupSelection;
  /** When the last read began, in Okta's clock. */
  readonly markedMs: number;
}

/**
 * Only what changed since. Groups of which nothing changed are left alone; the others are told by the System Log where that is cheaper than their
 * lists. Deletions are told by nothing else: without the log they show at the next complete read. With a query in the filters people are listed
 * whole, because a list of changes does not say who stopped matching.
 */
export async function planChanges(wish: ChangesWish): Promise<PeoplePlan> {
  const since = changesSinceMs(wish.markedMs);
  const people = await choosePeople(wish.client, since);
  const needed = neededGroups(wish.selection);
  const groups = changedGroups(needed, wish.read);
  const members = chooseMembers(wish, groups, people.isQuery ? 'none' : 'deactivated');
  const toRead = groups.anew.length + groups.changed.length;
  const at = moment(wish.markedMs).slice(11, 16);
  return {
    way: people.isQuery ? 'query' : 'changes',
    why: `Read what changed since ${at} UTC: the members of ${count(toRead)} of ${many(needed.length, 'group')}${members.why}, and ${people.why}.`,
    estimatedCalls: people.calls + members.calls,
    streams: [...people.streams, ...members.streams],
  };
}

interface PeoplePart {
  /** As the end of a sentence. */
  readonly why: string;
  readonly calls: number;
  readonly streams: readonly ReadStream[];
  readonly isQuery: boolean;
}

async function choosePeople(client: OktaClient, since: number): Promise<PeoplePart> {
  if (client.settings.filters?.users?.query !== undefined) {
    const streams = [peopleStream('people', { people: 'query' }, { lists: 'users' })];
    return { isQuery: true, calls: 1, streams, why: 'all people whom the query in the filters names' };
  }
  const changed = peopleStream('changed people', { people: 'changed', sinceMs: String(since) });
  const deletions = await lookForDeletions(client, since);
  const streams = deletions === 'some' ? [changed, deletedStream(since)] : [changed];
  const unknown =
    deletions === 'untold'
      ? '; who was deleted shows at the next complete read, because only the System Log tells'
      : '';
  return { isQuery: false, calls: streams.length, streams, why: `the people who changed${unknown}` };
}

/** Mostly there are none: the one call that finds out whether the log may be read has told all of them then. */
async function lookForDeletions(client: OktaClient, since: number): Promise<'none' | 'some' | 'untold'> {
  if (!mayTryLog(client)) return 'untold';
  const page = await logPage(client, deletionsSince(since), undefined);
  if (page.kind === 'refused') return 'untold';
  return page.events.length === 0 && page.next === undefined ? 'none' : 'some';
}

function mayTryLog({ settings, mayReadLog }: OktaClient): boolean {
  return settings.systemLog === 'when-allowed' && mayReadLog !== false;
}

interface ChangedGroups {
  /** Nothing but their lists tells their members. */
  readonly anew: readonly DirectoryGroup[];
  readonly changed: readonly {
    readonly group: DirectoryGroup;
    readonly atMs: number;
    readonly calls: number;
  }[];
}

function changedGroups(needed: readonly DirectoryGroup[], { members, unclear }: GroupsRead): ChangedGroups {
  const anew: DirectoryGroup[] = [];
  const changed: ChangedGroups['changed'][number][] = [];
  for (const group of needed) {
    const atMs = unclear.get(group.id);
    if (!members.has(group.id) || atMs === unknowableMs) anew.push(group);
    else if (atMs !== undefined)
      changed.push({ group, atMs, calls: pagesOf(members.get(group.id)?.length ?? 0) });
  }
  return { anew, changed };
}

function pagesOf(members: number): number {
  return Math.max(1, Math.ceil(members / memberSizes[0]));
}

interface MembersPart {
  readonly why: string;
  readonly calls: number;
  readonly streams: readonly ReadStream[];
}

/** One page of events and the empty one that ends the log. */
const fewestLogCalls = 2;

function chooseMembers(
  { client, markedMs }: ChangesWish,
  { anew, changed }: ChangedGroups,
  people: 'deactivated' | 'none',
): MembersPart {
  const listCalls = changed.reduce((sum, { calls }) => sum + calls, 0);
  if (listCalls <= fewestLogCalls || !mayTryLog(client)) {
    const groupIds = idsOf([...anew, ...changed.map(({ group }) => group)]);
    const streams = memberStreams({ name: 'members', groupIds, people, anew: 'yes' });
    return { why: '', calls: anew.length + listCalls, streams };
  }
  const changedMs = new Map(changed.map(({ group, atMs }) => [oktaGroupId(group.id), atMs]));
  const log = membershipStream({
    sinceMs: changesSinceMs(markedMs),
    changedMs,
    pagesAtMost: listCalls,
    people,
  });
  const lists = memberStreams({ name: 'members', groupIds: idsOf(anew), people, anew: 'yes' });
  const why = ` (${count(changed.length)} from the System Log)`;
  return { why, calls: anew.length + fewestLogCalls, streams: [log, ...lists] };
}
