import type { DirectoryRecord, DirectoryUser } from '../../domain/directory';
import { FailureError } from '../../domain/failure';
import { attributesIn } from './attributes';
import { memberOfGroups } from './member-of';
import type { OneLoginUser } from './schema';
import { accountStatus } from './status';

/** Which memberships are taken from user records. `role` is there only in version 1. */
export type RecordKind = 'member_of' | 'group' | 'role';

function directoryUser(user: OneLoginUser, attributes: readonly string[]): DirectoryUser {
  const email = user.email?.trim() ?? '';
  return {
    id: String(user.id),
    displayName: displayName(user),
    ...(email === '' ? {} : { email }),
    ...accountStatus(user),
    ...attributesIn(user, attributes),
  };
}

function displayName(user: OneLoginUser): string {
  const name = [user.firstname, user.lastname]
    .map((part) => part?.trim() ?? '')
    .filter((part) => part !== '');
  if (name.length > 0) return name.join(' ');
  return (
    [user.username, user.email].map((part) => part?.trim() ?? '').find((part) => part !== '') ??
    `User ${user.id}`
  );
}

/** What is taken from user records besides the people. */
export interface RecordsWish {
  readonly kinds: ReadonlySet<RecordKind>;
  /** Names of attributes. */
  readonly attributes: readonly string[];
}

/** The users of a page, the member_of groups they name, and the members of each group, gathered over the page. */
export function userRecords(
  users: readonly OneLoginUser[],
  { kinds, attributes }: RecordsWish,
): readonly DirectoryRecord[] {
  const groups = new Map<string, DirectoryRecord>();
  const members = new Map<string, string[]>();
  for (const user of users) {
    if (kinds.has('member_of')) {
      for (const group of memberOfGroups(user.member_of)) {
        groups.set(group.id, groups.get(group.id) ?? { type: 'group', group });
        join(members, group.id, user.id);
      }
    }
    for (const groupId of listedGroupIds(user, kinds)) join(members, groupId, user.id);
  }
  return [
    ...users.map((user) => ({ type: 'user' as const, user: directoryUser(user, attributes) })),
    ...groups.values(),
    ...[...members].map(([groupId, userIds]) => ({ type: 'members' as const, groupId, userIds })),
  ];
}

function listedGroupIds(user: OneLoginUser, kinds: ReadonlySet<RecordKind>): readonly string[] {
  const group = kinds.has('group') && user.group_id !== null ? [`group:${user.group_id}`] : [];
  return kinds.has('role') ? [...group, ...roleIds(user).map((id) => `role:${id}`)] : group;
}

function roleIds(user: OneLoginUser): readonly number[] {
  if (user.role_id !== undefined && user.role_id !== null) return user.role_id;
  throw new FailureError({
    kind: 'unexpected-response',
    message: `OneLogin's record of user ${user.id} does not list roles. Nothing was changed, because the roles would look empty.`,
  });
}

function join(members: Map<string, string[]>, groupId: string, userId: number): void {
  const ids = members.get(groupId);
  if (ids === undefined) members.set(groupId, [String(userId)]);
  else ids.push(String(userId));
}
