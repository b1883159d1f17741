import type { EntraSettings } from '../../domain/entra-settings';
import type { DirectoryGroup } from '../../domain/directory';
import { FailureError } from '../../domain/failure';
import { neededGroups, selectGroups as select, type GroupSelection } from '../../domain/group-selection';
import type { GroupsRead, PeoplePlan, ReadMarks, ReadStream } from '../../domain/ports';
import { largestBatch } from './batch';
import { queryOf } from './queries';
import { deltaStream } from './read-delta';
import { memberStreams } from './read-members';

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
  const without = neededGroups(selection).flatMap(({ id }) =>
    read.members.has(id) ? [] : id.slice(id.indexOf(':') + 1),
  );
  const streams = memberStreams(without, settings);
  const memberCalls = Math.ceil(without.length / largestBatch);
  const query = queryOf(settings, 'users');
  return {
    way: since === undefined ? (query === undefined ? 'everybody' : 'query') : 'changes',
    why: [whyPeople(settings, since), ...whyMembers(without.length, memberCalls)].join(' '),
    estimatedCalls: memberCalls + (query === undefined ? 0 : 1),
    streams: query === undefined ? streams : [queryStream('users'), ...streams],
  };
}

export function selectGroups(settings: EntraSettings, groups: readonly DirectoryGroup[]): GroupSelection {
  const kinds = new Set<string>(settings.groupKinds);
  return select(groups, settings, { isOffered: (group) => kinds.has(group.kind) });
}

function whyPeople(settings: EntraSettings, since: ReadMarks | undefined): string {
  if (since !== undefined) return 'Read only what changed of users and groups since the last read.';
  if (queryOf(settings, 'users') !== undefined)
    return "Read the people whom the directory's own query names, as many calls as they have thousands.";
  return 'Read everybody, because Microsoft Graph gives about a thousand users a call and no chosen people cheaper.';
}

function whyMembers(groups: number, calls: number): readonly string[] {
  if (groups === 0) return [];
  return [
    `The members of ${groups.toLocaleString('en-US')} groups are read by themselves (about ${calls.toLocaleString('en-US')} calls).`,
  ];
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
      `The query for groups names no group called ${unknown.map((name) => `"${name}"`).join(', ')}, which the settings require or exclude. ` +
      'Widen the query so that it names it too, or correct the name; nothing was changed.',
  });
}
