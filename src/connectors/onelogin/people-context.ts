import type { OneLoginSettings } from '../../domain/onelogin-settings';
import type { GroupSelection } from '../../domain/group-selection';
import type { GroupsRead, PeoplePlan } from '../../domain/ports';
import { count, many } from '../../http/wording';
import type { OneLoginClient } from './client';
import { peopleStream } from './people-mark';
import { userSizes } from './read-people';
import { decidingGroups } from './select-groups';
import type { RecordKind } from './user-records';

/** What the ways of reading people are chosen by. */
export interface PeopleContext {
  readonly client: OneLoginClient;
  readonly settings: OneLoginSettings;
  readonly read: GroupsRead;
  readonly selection: GroupSelection;
  /** Only version 1 lists roles here: without members. */
  readonly rolesComeAlone: boolean;
}

export interface Size {
  readonly people: number;
  readonly calls: number;
  /** Not counted: at least so many have a role. */
  readonly isLowerBound: boolean;
}

const [largestPage] = userSizes;

export function knownSize({ members }: GroupsRead): Size {
  const people = [...members.memberIds()].length;
  return { people, calls: Math.max(1, Math.ceil(people / largestPage)), isLowerBound: true };
}

export function planEverybody(
  context: PeopleContext,
  { reason, size }: { readonly reason: string; readonly size?: Size },
): PeoplePlan {
  const all = size ?? knownSize(context.read);
  const cost = all.isLowerBound ? '' : ` (${count(all.people)}, ${many(all.calls, 'call')})`;
  const params = {
    way: 'everybody',
    api: context.rolesComeAlone ? '1' : '2',
    records: recordKinds(context).join(' '),
  };
  return {
    way: 'everybody',
    why: `Read everybody${cost}, because ${reason}.`,
    estimatedCalls: all.calls,
    streams: [{ name: peopleStream, params, counts: 'user' }],
  };
}

/** What the run needs of the user records: groups that are synchronised, or that may decide who is in scope. */
export function recordKinds({ settings, selection, rolesComeAlone }: PeopleContext): readonly RecordKind[] {
  const { groups, unknown } = decidingGroups(selection);
  const kinds: RecordKind[] = [];
  if (settings.groupSources.includes('member_of') || unknown.length > 0) kinds.push('member_of');
  const needsGroup = groups.some((each) => each.kind === 'group');
  if (settings.groupSources.includes('group') || needsGroup) kinds.push('group');
  if (rolesComeAlone) kinds.push('role');
  return kinds;
}
