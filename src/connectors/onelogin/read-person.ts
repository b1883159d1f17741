import type { DirectoryGroup, DirectoryRecord } from '../../domain/directory';
import { FailureError } from '../../domain/failure';
import { allGroups } from './all-groups';
import { refuseUnknownAttributes } from './attributes';
import type { Connected } from './plan-people';
import { ownQuery } from './queries';
import { areRolesListedAlone, readGroups, readRoles } from './read-groups';
import { findUsers, kindsOf, withRoles } from './read-users';
import { believe, jsonBody, userRoles, type OneLoginUser } from './schema';
import { namesGroups } from './select-groups';
import { userRecords } from './user-records';

/**
 * One person as a complete read would tell of them: found as people are by id, with the settings' query; the roles of their own record among those
 * that are listed (or that the query for roles names), their group, and member_of. Costs 3 calls as a rule: each page of roles has 650; one more where
 * custom attributes are named.
 */
export async function readPerson(
  { client, settings }: Connected,
  userId: string,
): Promise<readonly DirectoryRecord[] | undefined> {
  if (!/^\d{1,15}$/.test(userId)) return undefined;
  await refuseUnknownAttributes(client);
  const find = () => findUsers(client, [userId], ownQuery(settings, 'users'));
  const [user] = await find();
  if (user === undefined) return undefined;
  const roles = await rolesOf({ client, settings }, user);
  if (roles === 'gone') {
    // A 404 may be of anything between here and OneLogin: the list must say the same.
    if ((await find()).length > 0) throw unsure(user.id);
    return undefined;
  }
  const kinds = new Set(kindsOf(settings));
  return [
    ...userRecords([user], { kinds, attributes: client.attributes }),
    ...(kinds.has('group') ? await securityGroups({ client, settings }, user) : []),
    ...roles.flatMap((role) => membership(role, userId)),
  ];
}

function membership(group: DirectoryGroup, userId: string): readonly DirectoryRecord[] {
  return [
    { type: 'group', group },
    { type: 'members', groupId: group.id, userIds: [userId] },
  ];
}

/** The group that the record names, by its name; the membership comes with the record. */
async function securityGroups(
  { client }: Connected,
  { group_id: id }: OneLoginUser,
): Promise<readonly DirectoryRecord[]> {
  if (id === null) return [];
  const groups = await allGroups((cursor) => readGroups(client, cursor));
  return groups.flatMap((group) => (group.id === `group:${id}` ? [{ type: 'group', group } as const] : []));
}

/** `gone`: OneLogin does not find the record of the person any more. */
async function rolesOf(
  { client, settings }: Connected,
  user: OneLoginUser,
): Promise<readonly DirectoryGroup[] | 'gone'> {
  if (!settings.groupSources.includes('roles') && !namesGroups(settings)) return [];
  const query = ownQuery(settings, 'roles');
  // First, because it shows whether version 2 has the list.
  const listed = await allGroups((cursor) => readRoles(client, cursor, { query, read: 'names' }));
  const ids = await roleIdsOf({ client, settings }, user);
  if (ids === undefined) return 'gone';
  const wanted = new Set(ids.map((id) => `role:${id}`));
  const roles = listed.filter((role) => wanted.has(role.id));
  if (query === undefined && roles.length < wanted.size) throw unlisted(user.id);
  return roles;
}

/** Undefined: there is no record. */
async function roleIdsOf({ client }: Connected, user: OneLoginUser): Promise<readonly number[] | undefined> {
  if (await areRolesListedAlone(client)) {
    const [older] = await withRoles(client, [user]);
    return older === undefined ? undefined : (older.role_id ?? []);
  }
  const response = await client.get({ path: `/api/2/users/${user.id}`, what: 'users', accept: [404] });
  if (response.status === 404) return undefined;
  return believe(userRoles, jsonBody(response, 'users'), 'users').role_ids;
}

function unsure(userId: number): FailureError {
  return new FailureError({
    kind: 'incomplete-read',
    message: `OneLogin lists user ${userId} and does not find their record. Nothing was changed; run it again.`,
  });
}

function unlisted(userId: number): FailureError {
  return new FailureError({
    kind: 'incomplete-read',
    message: `OneLogin gives user ${userId} a role that its list of roles does not have. Nothing was changed; run it again.`,
  });
}
