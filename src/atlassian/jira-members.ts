import { FailureError } from '../domain/failure';
import type { Page } from '../domain/page';
import * as schema from './schema';
import { siteUrl, type Site } from './site';

/** Jira's server gives at most 50 members a page, whatever is asked for. */
const membersPerPage = 50;

/**
 * The members of a group, inactive people included, whichever product carries the writes: Confluence leaves suspended people out of its
 * answers and tells no total, and who is not seen would be taken for gone.
 *
 * The cursor is `<next start>/<total of the first page>`: a total that moves between pages means that people slipped from one page to
 * another, so the read is refused. The next page starts where this one's members end, so a page that is shorter than it claims skips
 * nobody.
 */
export async function readJiraMembers(
  site: Site,
  groupId: string,
  cursor: string | undefined,
): Promise<Page<string>> {
  const [startAt = 0, expected] = (cursor ?? '0').split('/').map(Number);
  const query = { groupId, includeInactiveUsers: 'true', startAt, maxResults: membersPerPage };
  const path = siteUrl('/rest/api/3/group/member', query);
  const page = await site.read(
    { product: 'jira', path, to: 'read the members of a group' },
    schema.memberPage,
  );

  if (expected !== undefined && page.total !== expected)
    throw incomplete(groupId, 'changed while its members were read');
  // Accounts of apps count for the total and the place of the next page, and are nobody's to add or to remove.
  const items = page.values
    .filter(({ accountType }) => accountType !== 'app')
    .map(({ accountId }) => accountId);
  const next = startAt + page.values.length;
  if (page.isLast ?? next >= page.total) return { items, done: true, total: page.total };
  if (page.values.length === 0) throw incomplete(groupId, 'has fewer members than Jira announced');
  return { items, done: false, cursor: `${next}/${page.total}`, total: page.total };
}

function incomplete(groupId: string, what: string): FailureError {
  return new FailureError({
    kind: 'incomplete-read',
    message: `The group ${groupId} ${what}. Run it again.`,
  });
}
