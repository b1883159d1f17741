import type { HttpResponse } from '../http/request';
import { managementOf, type SiteGroup } from './groups';
import * as schema from './schema';
import { parseAnswer, siteUrl, type Site, type SiteRead } from './site';

const groupsPerPage = 50;
const longestQuery = 3_500;

/** All groups of an access type (`site-admin`, `admin`, `user`); undefined when the site has no bulk endpoint. Any other refusal throws. */
export async function bulkByAccess(
  site: Site,
  accessType: string,
): Promise<readonly SiteGroup[] | undefined> {
  const to = `list the groups of access type ${accessType}`;
  const { groups } = await allPages(site, { filter: { accessType }, to, mayRefuse: [404, 410] });
  return groups;
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
    const question = { filter: { [key]: batch }, to: 'find groups', mayRefuse: [400, 404, 410] };
    const { groups, refusal } = await allPages(site, question);
    if (groups !== undefined) found.push(...groups);
    else if (isMissing(refusal)) return undefined;
    else if (batch.length > 1) queue.unshift(batch.slice(0, batch.length / 2), batch.slice(batch.length / 2));
  }
  return found;
}

interface BulkQuestion {
  readonly filter: Readonly<Record<string, string | readonly string[]>>;
  readonly to: string;
  /** Statuses that are an answer when the first page has them. On a later page the endpoint is known to be there, and they throw. */
  readonly mayRefuse: readonly number[];
}

type BulkAnswer =
  | { readonly groups: readonly SiteGroup[]; readonly refusal?: never }
  | { readonly groups?: never; readonly refusal: HttpResponse };

async function allPages(site: Site, { filter, to, mayRefuse }: BulkQuestion): Promise<BulkAnswer> {
  const groups: SiteGroup[] = [];
  for (let startAt = 0; ;) {
    const path = siteUrl('/rest/api/3/group/bulk', { ...filter, startAt, maxResults: groupsPerPage });
    const call: SiteRead = { product: 'jira', path, to };
    const response = await site.send(call);
    if (startAt === 0 && mayRefuse.includes(response.status)) return { refusal: response };
    const page = parseAnswer(response, call, { schema: schema.groupDetailsPage, who: site.who });
    groups.push(...page.values.map(siteGroupOf));
    startAt += page.values.length;
    const isLast = page.isLast === true || page.values.length === 0 || startAt >= (page.total ?? Infinity);
    if (isLast) return { groups };
  }
}

/** Jira's own 404 has `errorMessages`: a value is not known. Without them, there is nothing at this path. */
function isMissing({ status, text }: HttpResponse): boolean {
  return status === 410 || (status === 404 && !text.includes('errorMessages'));
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
