import type { DirectoryGroup, DirectoryRecord } from '../../domain/directory';
import type { EntraSettings } from '../../domain/entra-settings';
import { FailureError } from '../../domain/failure';
import type { Page } from '../../domain/page';
import type { ReadStream } from '../../domain/ports';
import { believe, jsonBody } from '../../http/believe';
import { follow, openCursor, type Trail } from '../../http/pages';
import type { HttpResponse } from '../../http/request';
import { attributesRefused } from './attributes';
import type { EntraClient } from './client';
import { listedGroups } from './group-records';
import { fields, fieldsOf, firstOfList, nextOfList, place, readItems } from './lists';
import { offers } from './plan-people';
import { queryOf } from './queries';
import { memberStreams, readMembers } from './read-members';
import { readUsers } from './read-users';
import { apiLabel, errorOf, groups, missing, refusal, users } from './refusals';
import { memberOfPage, type GraphGroup } from './schema';

const guid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export interface PersonContext {
  readonly client: EntraClient;
  readonly settings: EntraSettings;
}

/**
 * One person as a complete read would tell of them, among the groups that the query for groups names, if there is one.
 *
 * Where nested groups are flattened, the person is given as a member of each group that they are in at any depth: flattening these memberships comes to what
 * flattening those of a complete read comes to. Else only groups that list the person themselves are given, and the members of each of the person's groups
 * are read for that: `memberOf`, which would tell it, asks for more than reading groups and users (Directory.Read.All;
 * learn.microsoft.com/graph/api/user-list-memberof), and `transitiveMemberOf` does not (…/user-list-transitivememberof).
 */
export async function readPerson(
  { client, settings }: PersonContext,
  userId: string,
): Promise<readonly DirectoryRecord[] | undefined> {
  if (!guid.test(userId)) return undefined;
  const person = await findPerson({ client, settings }, userId);
  if (person === undefined) return undefined;
  const anyDepth = await groupsAtAnyDepth(client, userId);
  const read = await amongRead({ client, settings }, anyDepth);
  const own = settings.nestedGroups === 'flatten' ? read : await direct({ client, settings }, userId, read);
  return [person, ...own.flatMap((group) => membership(group, userId))];
}

function membership(group: DirectoryGroup, userId: string): readonly DirectoryRecord[] {
  return [
    { type: 'group', group },
    { type: 'members', groupId: group.id, userIds: [userId] },
  ];
}

async function findPerson(
  { client, settings }: PersonContext,
  userId: string,
): Promise<DirectoryRecord | undefined> {
  if (queryOf(settings, 'users') !== undefined) return (await readUsers(client, settings, [userId]))[0];
  const path = `/v1.0/users/${userId}?$select=${fieldsOf('users', client.attributes)}`;
  const isAsked = client.attributes.length > 0;
  const response = await client.get({ path, subject: users, accept: isAsked ? [400, 404, 501] : [404] });
  if (response.status === 404) return refuseThere({ client, settings }, { userId, response });
  if (response.status !== 200) throw attributesRefused(client.attributes, response);
  const body = { value: [jsonBody(response.text, { apiLabel, what: users.what })] };
  return readItems(client, body, { list: 'users', how: 'complete' }).items[0];
}

/** A 404 may be of anything between here and the directory: only Graph's own word for the person is heard, and the list must say the same. */
async function refuseThere(
  { client, settings }: PersonContext,
  { userId, response }: { readonly userId: string; readonly response: HttpResponse },
): Promise<undefined> {
  if (errorOf(response)?.code !== 'Request_ResourceNotFound') throw refusal(response, users);
  if ((await readUsers(client, settings, [userId])).length > 0) throw unsure(userId);
}

async function groupsAtAnyDepth(client: EntraClient, userId: string): Promise<readonly DirectoryGroup[]> {
  const found: DirectoryGroup[] = [];
  let path = `/v1.0/users/${userId}/transitiveMemberOf?$select=${fields.groups}&$top=999`;
  for (let trail: Trail | undefined; ; trail = follow(trail, path, apiLabel)) {
    const response = await client.get({ path, subject: groups, accept: [404] });
    if (response.status === 404) throw unsure(userId);
    const name = { apiLabel, what: groups.what };
    const page = believe(memberOfPage, jsonBody(response.text, name), name);
    found.push(...groupsIn(page.value));
    const next = page['@odata.nextLink'];
    if (next === undefined) return found;
    path = client.pathOf(next);
  }
}

/** Whoever was deleted in between is told to be gone by the next try. */
function unsure(userId: string): FailureError {
  return new FailureError({
    kind: 'incomplete-read',
    message: `Microsoft Graph knows user ${userId} in one answer and not in another. Nothing was changed; run it again.`,
  });
}

/** Roles and administrative units are passed over. Of a group that the application may not read, nothing comes but its id. */
function groupsIn(
  objects: readonly (GraphGroup & { readonly '@odata.type': string })[],
): readonly DirectoryGroup[] {
  const own = objects.filter((each) => each['@odata.type'] === '#microsoft.graph.group');
  if (own.some((each) => typeof each.securityEnabled !== 'boolean'))
    throw new FailureError({ kind: 'access-missing', message: missing(groups.what, groups.permission) });
  return groupsOf(listedGroups(own));
}

function groupsOf(records: readonly DirectoryRecord[]): readonly DirectoryGroup[] {
  return records.flatMap((record) => (record.type === 'group' ? [record.group] : []));
}

async function amongRead(
  { client, settings }: PersonContext,
  found: readonly DirectoryGroup[],
): Promise<readonly DirectoryGroup[]> {
  const query = queryOf(settings, 'groups');
  if (query === undefined || found.length === 0) return found;
  const named = new Set<string>();
  const note = (page: Page<DirectoryRecord>) => groupsOf(page.items).forEach(({ id }) => named.add(id));
  let page = await firstOfList(client, 'groups', query);
  for (note(page); !page.done; note(page))
    page = await nextOfList(client, 'groups', openCursor(page.cursor, place));
  return found.filter(({ id }) => named.has(id));
}

/** Those of these groups that the person is in without another group between. */
async function direct(
  { client, settings }: PersonContext,
  userId: string,
  found: readonly DirectoryGroup[],
): Promise<readonly DirectoryGroup[]> {
  const wanted = found.filter(offers(settings));
  const ids = wanted.map(({ id }) => id.slice(id.indexOf(':') + 1));
  const own = new Set<string>();
  for (const stream of memberStreams(ids, 'members'))
    for await (const page of pagesOf(client, stream)) namedIn(page, userId).forEach((id) => own.add(id));
  return wanted.filter(({ id }) => own.has(id));
}

async function* pagesOf(client: EntraClient, stream: ReadStream): AsyncGenerator<Page<DirectoryRecord>> {
  let page = await readMembers(client, stream, undefined);
  for (yield page; !page.done; yield page) page = await readMembers(client, stream, page.cursor);
}

/** The groups of a page that name the person. */
function namedIn({ items }: Page<DirectoryRecord>, userId: string): readonly string[] {
  return items.flatMap((record) =>
    record.type === 'members' && record.userIds.includes(userId) ? [record.groupId] : [],
  );
}
