import { FailureError } from '../domain/failure';
import { groupNameKey } from '../domain/target';
import { managementOf, type SiteGroup, type WantedGroups } from './groups';
import { readConfluencePage } from './confluence-page';
import { inFives } from './once';
import * as schema from './schema';
import { parseAnswer, siteUrl, type Site, type SiteRead } from './site';

/** Above this many, walking the list of all groups, 200 a call, is cheaper than asking for each. */
const fewGroups = 5;

/**
 * Confluence has no call for several groups. A few are asked for one by one, ids by `/group/by-id` and names by the picker; more are
 * looked for in the list of all groups, which ends early when all are found. Both tell who manages a group.
 */
export async function findConfluenceGroups(site: Site, wanted: WantedGroups): Promise<readonly SiteGroup[]> {
  if (wanted.ids.length + wanted.names.length > fewGroups) return walkFor(site, wanted);
  const byId = await inFives(wanted.ids, (id) => groupById(site, id));
  const byName = await inFives(wanted.names, (name) => groupsByName(site, name));
  return [...byId.flat(), ...byName.flat()];
}

/**
 * All groups of an access type (`site-admin`, `admin`, `user`); undefined where Confluence is not there or closed to the account. That shows
 * at the first page; a refusal of a later one is no answer at all, and throws like every other.
 */
export async function confluenceGroupsByAccess(
  site: Site,
  accessType: string,
): Promise<readonly SiteGroup[] | undefined> {
  const found: SiteGroup[] = [];
  let isOpen = false;
  try {
    for await (const page of pages(site, { path: '/wiki/rest/api/group', query: { accessType } })) {
      isOpen = true;
      found.push(...page);
    }
  } catch (error) {
    if (!isOpen && error instanceof FailureError && error.failure.kind === 'access-missing') return undefined;
    throw error;
  }
  return found;
}

async function walkFor(site: Site, wanted: WantedGroups): Promise<readonly SiteGroup[]> {
  const ids = new Set(wanted.ids);
  const names = new Set(wanted.names.map(groupNameKey));
  const found: SiteGroup[] = [];
  for await (const page of pages(site, { path: '/wiki/rest/api/group', query: {} })) {
    for (const group of page) {
      const byId = ids.delete(group.id);
      const byName = names.delete(groupNameKey(group.name));
      if (byId || byName) found.push(group);
    }
    if (ids.size === 0 && names.size === 0) break;
  }
  return found;
}

async function groupById(site: Site, id: string): Promise<readonly SiteGroup[]> {
  const call: SiteRead = {
    product: 'confluence',
    path: siteUrl('/wiki/rest/api/group/by-id', { id }),
    to: 'read a group',
  };
  const response = await site.send(call);
  if (response.status === 404 || response.status === 400) return [];
  return [siteGroupOf(parseAnswer(response, call, { schema: schema.confluenceGroup, who: site.who }))];
}

async function groupsByName(site: Site, name: string): Promise<readonly SiteGroup[]> {
  for await (const page of pages(site, { path: '/wiki/rest/api/group/picker', query: { query: name } })) {
    const same = page.filter((group) => groupNameKey(group.name) === groupNameKey(name));
    if (same.length > 0) return same;
  }
  return [];
}

interface GroupList {
  readonly path: string;
  readonly query: Readonly<Record<string, string>>;
}

/** Refuses a list that comes round again, as Confluence's paging has done (CONFCLOUD-56322). */
async function* pages(site: Site, list: GroupList): AsyncGenerator<readonly SiteGroup[]> {
  const seen = new Set<string>();
  for (let start: number | undefined = 0; start !== undefined;) {
    const page: { items: readonly schema.ConfluenceGroup[]; next?: number } = await readConfluencePage(
      site,
      { ...list, start, to: 'list groups' },
      schema.confluenceGroups,
    );
    const known = seen.size;
    page.items.forEach((group) => seen.add(group.id));
    if (page.items.length > 0 && seen.size === known) {
      throw new FailureError({
        kind: 'incomplete-read',
        message: 'Confluence lists the same groups again and again. Run it again.',
      });
    }
    yield page.items.map(siteGroupOf);
    start = page.next;
  }
}

function siteGroupOf(group: schema.ConfluenceGroup): SiteGroup {
  return { id: group.id, name: group.name, ...managementOf(group) };
}
