import { groupNameKey } from '../domain/target';
import type { SiteGroup } from './groups';
import { siteGroupOf } from './jira-bulk';
import { inFives } from './once';
import * as schema from './schema';
import { parseAnswer, siteUrl, type Site, type SiteRead } from './site';

/** An answer costs points by the group, and the wanted one is nearly always among the first: the large size is the second try. */
const sizes = [20, 1_000] as const;

/** The group of exactly this name, without case. `GET /groups/picker` matches any part of a name. */
export async function pickGroup(site: Site, name: string): Promise<readonly SiteGroup[]> {
  for (const maxResults of sizes) {
    const answer = await askPicker(site, name, maxResults);
    const same = answer.groups.filter((group) => groupNameKey(group.name) === groupNameKey(name));
    if (same.length > 0) return same.map(pickedGroupOf);
    if (answer.groups.length >= (answer.total ?? 0) && answer.groups.length < maxResults) return [];
  }
  return [];
}

/** For a site without bulk: what the picker lists, and for the rest the deprecated `GET /group`, which alone takes an id. */
export async function pickGroupsById(site: Site, ids: readonly string[]): Promise<readonly SiteGroup[]> {
  if (ids.length === 0) return [];
  const overview = await askPicker(site, '', sizes[1]);
  const wanted = new Set(ids);
  const listed = overview.groups.filter((group) => wanted.delete(group.groupId)).map(pickedGroupOf);
  if (overview.groups.length >= (overview.total ?? Infinity)) return listed;
  return [...listed, ...(await inFives([...wanted], (id) => getGroup(site, id))).flat()];
}

/** The same groups with who manages them. On a site whose picker does not tell, it stops after the first five answers. */
export async function askWhoManages(site: Site, groups: readonly SiteGroup[]): Promise<readonly SiteGroup[]> {
  const open = groups.filter((group) => group.managed === undefined);
  const first = (await inFives(open.slice(0, 5), (group) => pickGroup(site, group.name))).flat();
  if (first.every((group) => group.managed === undefined)) return first;
  return [...first, ...(await inFives(open.slice(5), (group) => pickGroup(site, group.name))).flat()];
}

async function askPicker(site: Site, query: string, maxResults: number): Promise<schema.FoundGroups> {
  const path = siteUrl('/rest/api/3/groups/picker', { query, caseInsensitive: 'true', maxResults });
  return site.read({ product: 'jira', path, to: 'find groups' }, schema.foundGroups);
}

async function getGroup(site: Site, groupId: string): Promise<readonly SiteGroup[]> {
  const call: SiteRead = {
    product: 'jira',
    path: siteUrl('/rest/api/3/group', { groupId }),
    to: 'read a group',
  };
  const response = await site.send(call);
  if (response.status === 404) return [];
  return [siteGroupOf(parseAnswer(response, call, { schema: schema.createdGroup, who: site.who }))];
}

/** The picker labels groups whose people administer Jira with `ADMIN`. */
function pickedGroupOf(group: schema.FoundGroup): SiteGroup {
  const administers = (group.labels ?? []).some((label) => label.type === 'ADMIN');
  return { ...siteGroupOf(group), ...(administers ? { administers } : {}) };
}
