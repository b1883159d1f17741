import type { ChangeOutcome } from '../domain/target';
import { findConfluenceGroups } from './confluence-find';
import { managementOf, type CreatedGroup, type GroupApi } from './groups';
import * as schema from './schema';
import { siteUrl, type Site } from './site';
import {
  createdWithoutId,
  parsedOrUndefined,
  readChange,
  readNotCreated,
  readWriteAnswer,
  type WriteAnswer,
} from './write-answer';

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
    create: async (name) => readCreated(await write('POST', '/wiki/rest/api/group', { name })),
    add: async (groupId, accountId) =>
      readChanged(await write('POST', siteUrl(membership, { groupId }), { accountId })),
    remove: async (groupId, accountId) =>
      readChanged(await write('DELETE', siteUrl(membership, { groupId, accountId }))),
  };
}

function readCreated(answer: WriteAnswer): CreatedGroup {
  if (answer.kind === 'refused') return readNotCreated(answer, 'confluence');
  const group = parsedOrUndefined(schema.confluenceGroup, answer.text);
  if (group === undefined) return createdWithoutId;
  return { kind: 'created', group: { id: group.id, name: group.name, ...managementOf(group) } };
}

/** Confluence answers 201 and 204 also when nothing was to be done, so a repeat counts as applied. */
function readChanged(answer: WriteAnswer): ChangeOutcome {
  return readChange(answer, { product: 'confluence', doneBefore: /already (a )?member|not (a )?member/i });
}
