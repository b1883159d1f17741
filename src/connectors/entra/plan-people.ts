import type { EntraSettings } from '../../domain/entra-settings';
import type { DirectoryGroup } from '../../domain/directory';
import { FailureError } from '../../domain/failure';
import { neededGroups, selectGroups as select, type GroupSelection } from '../../domain/group-selection';
import type { GroupsRead, PeoplePlan, ReadMarks, ReadStream } from '../../domain/ports';
import { many, quoted } from '../../http/wording';
import { largestBatch } from './batch';
import { queryOf } from './queries';
import { deltaStream } from './read-delta';
import { memberStreams, type MemberDepth } from './read-members';

/**
 * First stage: users and groups side by side, each by delta, which gives a thousand items a call and the members with them. What a query
 * chooses is listed instead: groups here, without members; users in the second stage, because then it is a way of its own.
 */
export function groupStreams(settings: EntraSettings, since: ReadMarks | undefined): readonly ReadStream[] {
  const isAsked = (list: 'users' | 'groups') => queryOf(settings, list) !== undefined;
  return [
    ...(isAsked('users') ? [] : [deltaStream('users', since)]),
    isAsked('groups') ? queryStream('groups') : deltaStream('groups', since),
  ];
}

function queryStream(list: 'users' | 'groups'): ReadStream {
  return { name: list, params: { way: 'query', list }, counts: 'nothing' };
}

/** Second stage: the people of a query, and the members of the groups that need them and came without. */
export function planPeople(
  settings: EntraSettings,
  read: GroupsRead,
  since: ReadMarks | undefined,
): PeoplePlan {
  const selection = selectGroups(settings, read.groups);
  refuseUnnamed(settings, selection);
  const wanted = wantedMembers(settings, { read, selection, since });
  const streams = memberStreams(wanted.groupIds, wanted.depth);
  const memberCalls = Math.ceil(wanted.groupIds.length / largestBatch);
  const isQuery = queryOf(settings, 'users') !== undefined;
  return {
    way: wayOf(isQuery, since),
    why: [whyPeople(isQuery, since), ...whyMembers(wanted.groupIds.length, memberCalls)].join(' '),
    estimatedCalls: memberCalls + (isQuery ? 1 : 0),
    streams: isQuery ? [queryStream('users'), ...streams] : streams,
  };
}

function wayOf(isQuery: boolean, since: ReadMarks | undefined): PeoplePlan['way'] {
  if (since !== undefined) return 'changes';
  return isQuery ? 'query' : 'everybody';
}

interface Known {
  readonly read: GroupsRead;
  readonly selection: GroupSelection;
  readonly since: ReadMarks | undefined;
}

/**
 * Groups that came without members, by Graph's ids. Where groups come by delta, a later read of changes goes on from these members: then nothing
 * is flattened into them, and the groups within groups are wanted as well.
 */
function wantedMembers(
  { nestedGroups }: EntraSettings,
  { read, selection, since }: Known,
): { readonly groupIds: readonly string[]; readonly depth: MemberDepth } {
  const isFlat = nestedGroups === 'flatten';
  const isTracked = since !== undefined || read.groups.some(({ id }) => read.members.has(id));
  const groups = isFlat && isTracked ? read.groups : neededGroups(selection);
  const without = groups.filter(({ id }) => !read.members.has(id));
  return {
    groupIds: without.map(({ id }) => id.slice(id.indexOf(':') + 1)),
    depth: isFlat && !isTracked ? 'transitiveMembers' : 'members',
  };
}

export function selectGroups(settings: EntraSettings, groups: readonly DirectoryGroup[]): GroupSelection {
  return select(groups, settings, { isOffered: isOffered(settings) });
}

function isOffered({ groupKinds }: EntraSettings): (group: DirectoryGroup) => boolean {
  const kinds = new Set<string>(groupKinds);
  return (group) => kinds.has(group.kind);
}

/** Which groups can take part, or decide who does: where any are named, those of any kind. */
export function offers(settings: EntraSettings): (group: DirectoryGroup) => boolean {
  const isNamed = settings.requiredGroups.length + (settings.excludedGroups?.length ?? 0) > 0;
  return isNamed ? () => true : isOffered(settings);
}

function whyPeople(isQuery: boolean, since: ReadMarks | undefined): string {
  if (since !== undefined) return 'Read only what changed of users and groups since the last read.';
  if (isQuery)
    return "Read the people whom the directory's own query names, as many calls as they have thousands.";
  return 'Read everybody, because Microsoft Graph gives about a thousand users a call and no chosen people cheaper.';
}

function whyMembers(groups: number, calls: number): readonly string[] {
  if (groups === 0) return [];
  return [`The members of ${many(groups, 'group')} are read by themselves (about ${many(calls, 'call')}).`];
}

/** The engine would say that there is no such group; here it may be there and the query does not name it. */
function refuseUnnamed(
  settings: EntraSettings,
  { unknownRequired, unknownExcluded = [] }: GroupSelection,
): void {
  const unknown = [...unknownRequired, ...unknownExcluded];
  if (unknown.length === 0 || queryOf(settings, 'groups') === undefined) return;
  throw new FailureError({
    kind: 'settings-rejected',
    field: 'configuration.settings.filters.groups.query',
    message:
      `The query for groups names no group called ${quoted(unknown)}, which the settings require or exclude. ` +
      'Widen the query so that it names it too, or correct the name; nothing was changed.',
  });
}
