import { groupNameKey } from '../domain/target';
import type { SiteGroup } from './groups';
import { siteGroupOf } from './jira-bulk';
import { inFives } from './once';
import * as schema from './schema';
import { parseAnswer, siteUrl, type Site, type SiteRead } from './site';

/** An answer costs points by the group, and the wanted one is nearly always among the first: the large size is the second try. */
const sizes = [20, 1_000] as const;
const fewQuestions = 20;

/** The group of exactly this name, without case. `GET /groups/picker` matches any part of a name. */
async function pickGroup(site: Site, name: string): Promise<readonly SiteGroup[]> {
  for (const maxResults of sizes) {
    const answer = await askPicker(site, name, maxResults);
    const same = answer.groups.filter((group) => groupNameKey(group.name) === groupNameKey(name));
    if (same.length > 0) return same.map(pickedGroupOf);
    if (answer.groups.length >= (answer.total ?? 0) && answer.groups.length < maxResults) return [];
  }
  return [];
}

/** Groups whose name has this text, as the picker orders them. */
export async function pickGroupsWith(
  site: Site,
  text: string,
  atMost: number,
): Promise<readonly SiteGroup[]> {
  return (await askPicker(site, text, atMost)).groups.map(pickedGroupOf);
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

/** What bulk left open: names that it did not know, and groups of which it is not known who manages them. */
export interface OpenQuestions {
  readonly names: readonly string[];
  readonly groups: readonly SiteGroup[];
}

/** Gives the groups of these names, and these groups once more with who manages them; perhaps others besides. */
export async function askPickerAbout(site: Site, open: OpenQuestions): Promise<readonly SiteGroup[]> {
  const overview = await overviewWhenCheaper(site, open.names.length + open.groups.length);
  if (overview?.isWhole === true) return overview.groups;
  const listed = overview?.groups ?? [];
  const told = new Set(listed.map((group) => groupNameKey(group.name)));
  const isOpen = (name: string): boolean => !told.has(groupNameKey(name));
  const named = await inFives(open.names.filter(isOpen), (name) => pickGroup(site, name));
  const managed = await askWhoManages(
    site,
    open.groups.filter((group) => isOpen(group.name)),
  );
  return [...listed, ...named.flat(), ...managed];
}

interface Overview {
  readonly groups: readonly SiteGroup[];
  readonly isWhole: boolean;
}

/**
 * One answer with all groups instead of one for each question. Answers cost two points a group and one a call, so this is for a site
 * that has few groups besides the wanted ones; a first call of one group tells how many there are.
 */
async function overviewWhenCheaper(site: Site, questions: number): Promise<Overview | undefined> {
  if (questions <= fewQuestions) return undefined;
  const { total } = await askPicker(site, '', 1);
  if (total === undefined || total > Math.min(sizes[1], 4 * questions)) return undefined;
  const all = await askPicker(site, '', sizes[1]);
  return { groups: all.groups.map(pickedGroupOf), isWhole: all.groups.length >= (all.total ?? Infinity) };
}

/** On a site whose picker does not tell who manages a group, it stops after the first five answers. */
async function askWhoManages(site: Site, groups: readonly SiteGroup[]): Promise<readonly SiteGroup[]> {
  const first = (await inFives(groups.slice(0, 5), (group) => pickGroup(site, group.name))).flat();
  if (first.every((group) => group.managed === undefined)) return first;
  return [...first, ...(await inFives(groups.slice(5), (group) => pickGroup(site, group.name))).flat()];
}

/** The groups once more, each with whether the picker labels it as one of administrators; perhaps others besides. */
export async function askWhoAdministers(
  site: Site,
  groups: readonly SiteGroup[],
): Promise<readonly SiteGroup[]> {
  const listed = (await overviewWhenCheaper(site, groups.length))?.groups ?? [];
  const told = new Set(listed.map((group) => group.id));
  const open = groups.filter((group) => !told.has(group.id));
  return [...listed, ...(await inFives(open, (group) => pickGroup(site, group.name))).flat()];
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
  return { ...siteGroupOf(group), administers };
}
