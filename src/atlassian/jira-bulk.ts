import { managementOf, type SiteGroup } from './groups';
import * as schema from './schema';
import { parseAnswer, siteUrl, type Site, type SiteRead } from './site';

const groupsPerPage = 50;
const longestQuery = 3_500;

/** All groups of an access type (`site-admin`, `admin`); undefined when the site has no bulk endpoint. */
export async function bulkByAccess(
  site: Site,
  accessType: string,
): Promise<readonly SiteGroup[] | undefined> {
  const groups = await allPages(site, { accessType }, `list the groups of access type ${accessType}`);
  return groups === 'missing' || groups === 'unknown' ? undefined : groups;
}

/**
 * The groups with these ids or these names, up to 50 a call; undefined when the site has no bulk endpoint. A value that is not known may
 * make Jira refuse the whole batch: it is then halved.
 */
export async function bulkByKey(
  site: Site,
  key: 'groupId' | 'groupName',
  values: readonly string[],
): Promise<readonly SiteGroup[] | undefined> {
  const found: SiteGroup[] = [];
  const queue = batches(values);
  for (let batch = queue.shift(); batch !== undefined; batch = queue.shift()) {
    const groups = await allPages(site, { [key]: batch }, 'find groups');
    if (groups === 'missing') return undefined;
    if (groups !== 'unknown') found.push(...groups);
    else if (batch.length > 1) queue.unshift(batch.slice(0, batch.length / 2), batch.slice(batch.length / 2));
  }
  return found;
}

type Filter = Readonly<Record<string, string | readonly string[]>>;

async function allPages(
  site: Site,
  filter: Filter,
  to: string,
): Promise<readonly SiteGroup[] | 'missing' | 'unknown'> {
  const found: SiteGroup[] = [];
  for (let startAt = 0; ;) {
    const path = siteUrl('/rest/api/3/group/bulk', { ...filter, startAt, maxResults: groupsPerPage });
    const call: SiteRead = { product: 'jira', path, to };
    const response = await site.send(call);
    if (isMissing(response.status, response.text)) return 'missing';
    if (response.status === 400 || response.status === 404) return 'unknown';
    const page = parseAnswer(response, call, { schema: schema.groupDetailsPage, who: site.who });
    found.push(...page.values.map(siteGroupOf));
    startAt += page.values.length;
    if (page.isLast === true || page.values.length === 0 || startAt >= (page.total ?? Infinity)) return found;
  }
}

/** Jira's own 404 has `errorMessages`: a value is not known. Without them, there is nothing at this path. */
function isMissing(status: number, text: string): boolean {
  return status === 410 || status === 405 || (status === 404 && !text.includes('errorMessages'));
}

/** Lists of at most 50 values whose query stays well below the usual limit of 4,000 characters. */
function batches(values: readonly string[]): string[][] {
  const all: string[][] = [];
  let length = 0;
  for (const value of new Set(values)) {
    const last = all.at(-1);
    const size = encodeURIComponent(value).length + 'groupName=&'.length;
    length += size;
    if (last === undefined || last.length === groupsPerPage || length > longestQuery) {
      all.push([value]);
      length = size;
    } else {
      last.push(value);
    }
  }
  return all;
}

export function siteGroupOf(group: schema.JiraGroup): SiteGroup {
  return { id: group.groupId, name: group.name, ...managementOf(group) };
}
