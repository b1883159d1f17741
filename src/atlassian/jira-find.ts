import { groupNameKey } from '../domain/target';
import type { SiteGroup, WantedGroups } from './groups';
import { bulkByKey } from './jira-bulk';
import { askPickerAbout, pickGroupsById } from './jira-picker';
import type { Site } from './site';

/**
 * Finds groups by id and name with few calls, in two steps.
 *
 * `GET /group/bulk` takes up to 50 ids or names a call. It is experimental, the reference does not say whether it compares names
 * with case, and it does not tell who manages a group. So the picker is asked about each name that bulk did not know, without case,
 * and about each group of which it is not known who manages it. Without bulk, the picker does it all.
 */
export async function findJiraGroups(site: Site, wanted: WantedGroups): Promise<readonly SiteGroup[]> {
  const found = (await byBulk(site, wanted)) ?? (await pickGroupsById(site, wanted.ids));
  const known = new Set(found.map((group) => groupNameKey(group.name)));
  const told = await askPickerAbout(site, {
    names: wanted.names.filter((name) => !known.has(groupNameKey(name))),
    groups: found.filter((group) => group.managed === undefined),
  });
  return [...found, ...told];
}

async function byBulk(site: Site, wanted: WantedGroups): Promise<readonly SiteGroup[] | undefined> {
  const byId = await bulkByKey(site, 'groupId', wanted.ids);
  const byName = byId && (await bulkByKey(site, 'groupName', wanted.names));
  return byId && byName && [...byId, ...byName];
}
