import * as z from 'zod';
import type { OneLoginSettings } from '../../domain/onelogin-settings';
import type { DirectoryRecord } from '../../domain/directory';
import type { Page } from '../../domain/page';
import type { ReadStream } from '../../domain/ports';
import { openCursor, sealCursor } from '../../http/pages';
import type { OneLoginClient } from './client';
import { listEnvelope, listPage, place, type Listing, type Place } from './listing';
import { refusal } from './refusals';
import { believe, groupList, roleList, roleListWithUsers, type OneLoginRole } from './schema';

/** The largest page of roles is 650 (developers.onelogin.com, "List Roles"). */
export const roleSizes = [650, 100, 50] as const;

const roles: Listing = { path: '/api/2/roles', filter: 'fields=users', sizes: roleSizes, what: 'roles' };
const rolesVersion1 = { path: '/api/1/roles', what: 'roles' };
const groupsVersion1 = { path: '/api/1/groups', what: 'groups' };

const at = z.object({ api: z.literal([1, 2]), place });

/** Roles and groups are read when they are synchronised, and both when anything is required: a required name may be either. */
export function groupStreams(settings: OneLoginSettings): readonly ReadStream[] {
  const anyRequired = settings.requiredGroups.length > 0;
  const streams: ReadStream[] = [];
  if (anyRequired || settings.groupSources.includes('roles'))
    streams.push({ name: 'roles', params: {}, counts: 'group' });
  if (anyRequired || settings.groupSources.includes('group'))
    streams.push({ name: 'groups', params: {}, counts: 'nothing' });
  return streams;
}

/** A page of roles with their members. Where version 2 is missing, the roles come alone and their members with the people. */
export async function readRoles(
  client: OneLoginClient,
  cursor: string | undefined,
): Promise<Page<DirectoryRecord>> {
  const from = cursor === undefined ? undefined : openCursor(cursor, at);
  if (from?.api === 1) return readRolesVersion1(client, from.place);
  const answer = await listPage(client, roles, from?.place);
  if (answer.kind === 'not-there') return readRolesVersion1(client, undefined);
  if (answer.kind === 'refused') throw refusal(answer.response, 'roles');
  const items = believe(roleListWithUsers, answer.items, 'roles').flatMap(roleRecords);
  return pageOf({ items, next: answer.next, total: answer.total, api: 2 });
}

function roleRecords({ id, name, users }: OneLoginRole): readonly DirectoryRecord[] {
  const groupId = `role:${id}`;
  return [
    { type: 'group', group: { id: groupId, kind: 'role', name: name?.trim() ?? '' } },
    { type: 'members', groupId, userIds: [...new Set(users)].map(String) },
  ];
}

async function readRolesVersion1(
  client: OneLoginClient,
  from: Place | undefined,
): Promise<Page<DirectoryRecord>> {
  const answer = await listEnvelope(client, rolesVersion1, from);
  const items = believe(roleList, answer.items, 'roles').map(
    ({ id, name }) =>
      ({ type: 'group', group: { id: `role:${id}`, kind: 'role', name: name?.trim() ?? '' } }) as const,
  );
  return pageOf({ items, next: answer.next, api: 1 });
}

/**
 * Whether only version 1 lists roles here: they come without members. Costs a call where this client has not yet asked for the first page of
 * roles.
 */
export async function areRolesListedAlone(client: OneLoginClient): Promise<boolean> {
  const known = client.listsThere.get(roles.path);
  if (known !== undefined) return !known;
  const response = await client.get({ path: `${roles.path}?limit=1`, what: 'roles', accept: [404] });
  client.listsThere.set(roles.path, response.status !== 404);
  return response.status === 404;
}

/** The groups of security policies; only version 1 lists them, without members: a user's record names its one group. */
export async function readGroups(
  client: OneLoginClient,
  cursor: string | undefined,
): Promise<Page<DirectoryRecord>> {
  const from = cursor === undefined ? undefined : openCursor(cursor, at).place;
  const answer = await listEnvelope(client, groupsVersion1, from);
  const items = believe(groupList, answer.items, 'groups').map(
    ({ id, name }) =>
      ({ type: 'group', group: { id: `group:${id}`, kind: 'group', name: name?.trim() ?? '' } }) as const,
  );
  return pageOf({ items, next: answer.next, api: 1 });
}

interface Read {
  readonly items: readonly DirectoryRecord[];
  readonly next: Place | undefined;
  readonly total?: number | undefined;
  readonly api: 1 | 2;
}

function pageOf({ items, next, total, api }: Read): Page<DirectoryRecord> {
  const counted = total === undefined ? {} : { total };
  if (next === undefined) return { items, done: true, ...counted };
  return { items, done: false, cursor: sealCursor({ api, place: next }), ...counted };
}
