import type { ChangeOutcome } from '../domain/target';
import type { CreatedGroup, GroupApi } from './groups';
import { findJiraGroups } from './jira-find';
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
    create: async (name) => readCreated(await write('POST', '/rest/api/3/group', { name })),
    add: async (groupId, accountId) =>
      readAdded(await write('POST', siteUrl(membership, { groupId }), { accountId })),
    remove: async (groupId, accountId) =>
      readRemoved(await write('DELETE', siteUrl(membership, { groupId, accountId }))),
  };
}

function readCreated(answer: WriteAnswer): CreatedGroup {
  if (answer.kind === 'refused') return readNotCreated(answer, 'jira');
  const group = parsedOrUndefined(schema.createdGroup, answer.text);
  if (group === undefined) return createdWithoutId;
  return { kind: 'created', group: { id: group.groupId, name: group.name } };
}

function readAdded(answer: WriteAnswer): ChangeOutcome {
  return readChange(answer, { product: 'jira', doneBefore: /already (a )?member|already in/i });
}

function readRemoved(answer: WriteAnswer): ChangeOutcome {
  return readChange(answer, { product: 'jira', doneBefore: /not (a )?member|not in/i });
}
