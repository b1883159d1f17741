import type { Page } from '../domain/page';
import type { ChangeOutcome } from '../domain/target';
import { findConfluenceGroups } from './confluence-find';
import { readConfluencePage } from './confluence-page';
import { managementOf, type CreatedGroup, type GroupApi } from './groups';
import * as schema from './schema';
import { siteUrl, type Site } from './site';
import { parsedOrUndefined, readWriteAnswer, refusal, rejected, type WriteAnswer } from './write-answer';

/** The group calls of Confluence Cloud's REST API v1; v2 has none. */
export function createConfluenceGroups(site: Site): GroupApi {
  const write = async (method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<WriteAnswer> =>
    readWriteAnswer(await site.send({ product: 'confluence', method, path, body }), {
      product: 'confluence',
      who: site.who,
    });
  const membership = '/wiki/rest/api/group/userByGroupId';
  return {
    find: (wanted) => findConfluenceGroups(site, wanted),
    readMembers: (groupId, cursor) => readMembers(site, groupId, cursor),
    create: async (name) => readCreated(await write('POST', '/wiki/rest/api/group', { name })),
    add: async (groupId, accountId) =>
      readChanged(await write('POST', siteUrl(membership, { groupId }), { accountId })),
    remove: async (groupId, accountId) =>
      readChanged(await write('DELETE', siteUrl(membership, { groupId, accountId }))),
  };
}

/** Suspended people are silently left out by Confluence (`docs/target.md` says what follows). The cursor is the next start. */
async function readMembers(site: Site, groupId: string, cursor: string | undefined): Promise<Page<string>> {
  const path = `/wiki/rest/api/group/${encodeURIComponent(groupId)}/membersByGroupId`;
  const list = { path, query: {}, start: Number(cursor ?? 0), to: 'read the members of a group' };
  const page = await readConfluencePage(site, list, schema.confluenceMembers);
  const items = page.items.flatMap((member) => member.accountId ?? []);
  return page.next === undefined ? { items, done: true } : { items, done: false, cursor: `${page.next}` };
}

function readCreated(answer: WriteAnswer): CreatedGroup {
  if (answer.kind === 'done') {
    const group = parsedOrUndefined(schema.confluenceGroup, answer.text);
    // An answer without the id: the group is then found by its name, like one that somebody else made at the same moment.
    return group === undefined
      ? { kind: 'name-taken' }
      : { kind: 'created', group: { id: group.id, name: group.name, ...managementOf(group) } };
  }
  if (answer.status === 409 || /exist|in use|taken/i.test(answer.words)) return { kind: 'name-taken' };
  return { kind: 'rejected', reason: refusal(answer, 'confluence') };
}

/** Confluence answers 201 and 204 also when nothing was to be done, so a repeat counts as applied. */
function readChanged(answer: WriteAnswer): ChangeOutcome {
  if (answer.kind === 'done') return { kind: 'applied' };
  if (/already (a )?member|not (a )?member/i.test(answer.words)) return { kind: 'already-so' };
  return rejected(refusal(answer, 'confluence'));
}
