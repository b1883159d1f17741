import { FailureError } from '../domain/failure';
import type { Page } from '../domain/page';
import type { ChangeOutcome } from '../domain/target';
import type { CreatedGroup, GroupApi } from './groups';
import { findJiraGroups } from './jira-find';
import * as schema from './schema';
import { siteUrl, type Site } from './site';
import { parsedOrUndefined, readWriteAnswer, refusal, rejected, type WriteAnswer } from './write-answer';

/** Jira's server gives at most 50 members a page, whatever is asked for. */
const membersPerPage = 50;

/** The group calls of Jira Cloud's REST API v3. */
export function createJiraGroups(site: Site): GroupApi {
  const write = async (method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<WriteAnswer> =>
    readWriteAnswer(await site.send({ product: 'jira', method, path, body }), {
      product: 'jira',
      who: site.who,
    });
  const membership = '/rest/api/3/group/user';
  return {
    find: (wanted) => findJiraGroups(site, wanted),
    readMembers: (groupId, cursor) => readMembers(site, groupId, cursor),
    create: async (name) => readCreated(await write('POST', '/rest/api/3/group', { name })),
    add: async (groupId, accountId) =>
      readAdded(await write('POST', siteUrl(membership, { groupId }), { accountId })),
    remove: async (groupId, accountId) =>
      readRemoved(await write('DELETE', siteUrl(membership, { groupId, accountId }))),
  };
}

/**
 * The cursor is `<next start>/<total of the first page>`: a total that moves between pages means that people slipped from one page to
 * another, so the read is refused. The next page starts where this one's members end, so a page that is shorter than it claims skips
 * nobody.
 */
async function readMembers(site: Site, groupId: string, cursor: string | undefined): Promise<Page<string>> {
  const [startAt = 0, expected] = (cursor ?? '0').split('/').map(Number);
  const query = { groupId, includeInactiveUsers: 'true', startAt, maxResults: membersPerPage };
  const path = siteUrl('/rest/api/3/group/member', query);
  const page = await site.read(
    { product: 'jira', path, to: 'read the members of a group' },
    schema.memberPage,
  );

  if (expected !== undefined && page.total !== expected)
    throw incomplete(groupId, 'changed while its members were read');
  const items = page.values.map((member) => member.accountId);
  const next = startAt + items.length;
  if (page.isLast ?? next >= page.total) return { items, done: true, total: page.total };
  if (items.length === 0) throw incomplete(groupId, 'has fewer members than Jira announced');
  return { items, done: false, cursor: `${next}/${page.total}`, total: page.total };
}

function incomplete(groupId: string, what: string): FailureError {
  return new FailureError({
    kind: 'incomplete-read',
    message: `The group ${groupId} ${what}. Run it again.`,
  });
}

/** 400 is the answer to a name that exists, in whatever case. */
function readCreated(answer: WriteAnswer): CreatedGroup {
  if (answer.kind === 'done') {
    const group = parsedOrUndefined(schema.createdGroup, answer.text);
    // An answer without the id: the group is then found by its name, like one that somebody else made at the same moment.
    return group === undefined
      ? { kind: 'name-taken' }
      : { kind: 'created', group: { id: group.groupId, name: group.name } };
  }
  if (answer.status === 409 || /exist|in use|taken/i.test(answer.words)) return { kind: 'name-taken' };
  return { kind: 'rejected', reason: refusal(answer, 'jira') };
}

function readAdded(answer: WriteAnswer): ChangeOutcome {
  if (answer.kind === 'done') return { kind: 'applied' };
  if (/already (a )?member|already in/i.test(answer.words)) return { kind: 'already-so' };
  return rejected(refusal(answer, 'jira'));
}

function readRemoved(answer: WriteAnswer): ChangeOutcome {
  if (answer.kind === 'done') return { kind: 'applied' };
  if (/not (a )?member|not in/i.test(answer.words)) return { kind: 'already-so' };
  return rejected(refusal(answer, 'jira'));
}
