import type { DirectoryGroup, DirectoryRecord } from '../../domain/directory';
import type { OktaSettings } from '../../domain/okta-settings';
import { follow } from '../../http/pages';
import { refuseUnknownAttributes } from './attributes';
import type { OktaClient } from './client';
import { listPage, type Listing } from './listing';
import { allGroups, groupsIn } from './read-groups';
import { findUsers, readAlone } from './read-users';
import { userRecord } from './user-records';

/**
 * One person as a complete read would tell of them, the deactivated too, and their groups among those that are read at all: of the chosen types, of any type
 * where groups are required or excluded, and those that the query for groups names. Costs 2 calls and, with that query, the list of groups; where attributes
 * are named, those that look them up.
 */
export async function readPerson(
  client: OktaClient,
  userId: string,
): Promise<readonly DirectoryRecord[] | undefined> {
  await refuseUnknownAttributes(client);
  const hasQuery = client.settings.filters?.users?.query !== undefined;
  // Okta would take a sign-in name for an id.
  const [user] =
    hasQuery || !/^\w+$/.test(userId) ? await findUsers(client, [userId]) : await readAlone(client, userId);
  if (user === undefined) return undefined;
  const groups = await groupsOf(client, userId);
  if (groups === undefined) return undefined;
  const isRead = await readGroups(client);
  return [
    userRecord(user, client.attributes),
    ...groups.filter(isRead).flatMap((group) => membership(group, userId)),
  ];
}

function membership(group: DirectoryGroup, userId: string): readonly DirectoryRecord[] {
  return [
    { type: 'group', group },
    { type: 'members', groupId: group.id, userIds: [userId] },
  ];
}

/** Undefined: the person was deleted since they were found. */
async function groupsOf(client: OktaClient, userId: string): Promise<readonly DirectoryGroup[] | undefined> {
  const path = `/api/v1/users/${encodeURIComponent(userId)}/groups`;
  const listing: Listing = { path, sizes: [1], endpoint: 'single users', what: 'groups of a user' };
  const groups: DirectoryGroup[] = [];
  // This list takes no page size; where it has pages all the same, it links to the next.
  for (let from = { next: path, trail: follow(undefined, path, 'Okta') }; ;) {
    const answer = await listPage(client, listing, from);
    if (answer.kind !== 'page') return undefined;
    groups.push(...groupsIn(answer));
    if (answer.next === undefined) return groups;
    from = answer.next;
  }
}

/** Which groups a complete read reads. */
async function readGroups(client: OktaClient): Promise<(group: DirectoryGroup) => boolean> {
  const { settings } = client;
  if (settings.filters?.groups?.query === undefined) return (group) => isOfType(group, settings);
  const named = new Set((await allGroups(client)).map((group) => group.id));
  return (group) => named.has(group.id);
}

function isOfType({ kind }: DirectoryGroup, settings: OktaSettings): boolean {
  const types: readonly string[] = settings.groupTypes;
  return types.includes(kind) || settings.requiredGroups.length + (settings.excludedGroups?.length ?? 0) > 0;
}
