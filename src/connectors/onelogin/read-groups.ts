import * as z from 'zod';
import type { OneLoginSettings } from '../../domain/onelogin-settings';
import type { DirectoryRecord } from '../../domain/directory';
import type { Page } from '../../domain/page';
import type { ReadMarks, ReadStream } from '../../domain/ports';
import { openCursor, sealCursor } from '../../http/pages';
import type { OneLoginClient } from './client';
import { listPage, place, type ListAnswer, type Listing, type ListPage, type Place } from './listing';
import { listEnvelope } from './listing-version1';
import { changesLost } from './people-mark';
import { queryRefused, type OwnQuery } from './queries';
import { refusal } from './refusals';
import { believe, groupList, roleList, roleListWithUsers, type OneLoginRole } from './schema';
import { namesGroups } from './select-groups';

/** The largest page of roles is 650 (developers.onelogin.com, "List Roles"). */
export const roleSizes = [650, 100, 50] as const;

const rolesPath = '/api/2/roles';
const rolesVersion1 = { path: '/api/1/roles', what: 'roles' };
const groupsVersion1 = { path: '/api/1/groups', what: 'groups' };

const at = z.object({ api: z.literal([1, 2]), place });

/**
 * Roles and groups are read when they are synchronised, and both when anything is required or excluded: a name may be either. In a read of changes they
 * are read whole as well, which shows what is gone and who left.
 */
export function groupStreams(settings: OneLoginSettings, since?: ReadMarks): readonly ReadStream[] {
  const anyNamed = namesGroups(settings);
  const whole =
    since === undefined ? { params: {} } : { params: { read: 'changes' }, lists: 'groups' as const };
  const streams: ReadStream[] = [];
  if (anyNamed || settings.groupSources.includes('roles'))
    streams.push({ name: 'roles', counts: 'group', ...whole });
  if (anyNamed || settings.groupSources.includes('group'))
    streams.push({ name: 'groups', counts: 'nothing', ...whole });
  return streams;
}

export interface RolesAsked {
  readonly query: OwnQuery | undefined;
  /** `names`: without members. */
  readonly read: 'everything' | 'changes' | 'names';
}

/**
 * A page of roles with their members. Where version 2 is missing, the roles come alone and their members with the people; that does not serve a
 * query, nor a read of changes.
 */
export async function readRoles(
  client: OneLoginClient,
  cursor: string | undefined,
  { query, read }: RolesAsked,
): Promise<Page<DirectoryRecord>> {
  const from = cursor === undefined ? undefined : openCursor(cursor, at);
  if (from?.api === 1) return readRolesVersion1(client, from.place);
  const answer = await listPage(client, rolesListing({ query, read }), from?.place);
  if (answer.kind !== 'page') return withoutRoles(client, answer, { query, read });
  const items =
    read === 'names'
      ? believe(roleList, answer.items, 'roles').map(roleRecord)
      : believe(roleListWithUsers, answer.items, 'roles').flatMap(roleRecords);
  return pageOf({ items, next: answer.next, total: answer.total, api: 2 });
}

function withoutRoles(
  client: OneLoginClient,
  { kind, response }: Exclude<ListAnswer, ListPage>,
  { query, read }: RolesAsked,
): Promise<Page<DirectoryRecord>> {
  if (query !== undefined) throw queryRefused('roles', response);
  if (kind === 'refused') throw refusal(response, 'roles');
  if (read === 'changes')
    throw changesLost("this OneLogin tells the members of roles only in the people's records");
  return readRolesVersion1(client, undefined);
}

function rolesListing({ query, read }: RolesAsked): Listing {
  const filters = [read === 'names' ? [] : ['fields=users'], query === undefined ? [] : [query.text]].flat();
  const listing = { path: rolesPath, sizes: roleSizes, what: 'roles' };
  return filters.length === 0 ? listing : { ...listing, filter: filters.join('&') };
}

function roleRecord({ id, name }: Pick<OneLoginRole, 'id' | 'name'>): DirectoryRecord {
  return { type: 'group', group: { id: `role:${id}`, kind: 'role', name: name?.trim() ?? '' } };
}

function roleRecords(role: OneLoginRole): readonly DirectoryRecord[] {
  const userIds = [...new Set(role.users)].map(String);
  // A role comes with all of its members at once.
  return [roleRecord(role), { type: 'members', groupId: `role:${role.id}`, userIds, anew: true }];
}

async function readRolesVersion1(
  client: OneLoginClient,
  from: Place | undefined,
): Promise<Page<DirectoryRecord>> {
  const answer = await listEnvelope(client, rolesVersion1, from);
  const items = believe(roleList, answer.items, 'roles').map(roleRecord);
  return pageOf({ items, next: answer.next, api: 1 });
}

/**
 * Whether only version 1 lists roles here: they come without members. Costs a call where this client has not yet asked for the first page of
 * roles.
 */
export async function areRolesListedAlone(client: OneLoginClient): Promise<boolean> {
  const known = client.listsThere.get(rolesPath);
  if (known !== undefined) return !known;
  const response = await client.get({ path: `${rolesPath}?limit=1`, what: 'roles', accept: [404] });
  client.listsThere.set(rolesPath, response.status !== 404);
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
