import type { OneLoginSettings } from '../../domain/onelogin-settings';
import type { DirectoryGroup } from '../../domain/directory';
import type { AccessCheck } from '../../domain/target';
import { attempt, notTried } from '../../http/access-checks';
import { quoted } from '../../http/wording';
import { allGroups } from './all-groups';
import type { OneLoginClient } from './client';
import { listPage } from './listing';
import { memberOfGroups } from './member-of';
import { ownQuery } from './queries';
import { readGroups, readRoles } from './read-groups';
import { everybody } from './read-people';
import { believe, userList } from './schema';
import { decidingGroups, selectGroups } from './select-groups';

export interface CheckContext {
  readonly client: OneLoginClient;
  readonly settings: OneLoginSettings;
}

/** Whether each required and each excluded name is there. None of either: no check. */
export async function checkRequired(
  context: CheckContext,
  before: readonly AccessCheck[],
): Promise<readonly AccessCheck[]> {
  const { requiredGroups, excludedGroups = [] } = context.settings;
  const entries = [...requiredGroups, ...excludedGroups];
  if (entries.length === 0) return [];
  const name = excludedGroups.length === 0 ? 'Required groups' : 'Required and excluded groups';
  if (before.some((check) => check.result !== 'ok'))
    return notTried([{ name }], 'not everything could be read');
  return [await attempt({ name, run: () => lookFor(context, entries) })];
}

type Finding = Pick<AccessCheck, 'result' | 'message'>;

async function lookFor({ client, settings }: CheckContext, entries: readonly string[]): Promise<Finding> {
  const query = ownQuery(settings, 'roles');
  const listed = [
    ...(await allGroups((cursor) => readRoles(client, cursor, { query, read: 'everything' }))),
    ...(await allGroups((cursor) => readGroups(client, cursor))),
  ];
  const unknownIn = (groups: readonly DirectoryGroup[]) =>
    decidingGroups(selectGroups(settings, groups)).unknown;
  const found: Finding = { result: 'ok', message: `Found: ${quoted(entries)}.` };
  if (unknownIn(listed).length === 0) return found;

  const seen = await memberOfOnFirstPage(client);
  const unknown = unknownIn([...listed, ...seen.groups]);
  if (unknown.length === 0) return found;
  return seen.isEverybody ? missing(unknown) : undecided(unknown);
}

function missing(unknown: readonly string[]): Finding {
  return {
    result: 'failed',
    message: `OneLogin has no role, group or member_of group named ${quoted(unknown)}. Correct the name, or take it out of the required or excluded groups.`,
  };
}

function undecided(unknown: readonly string[]): Finding {
  return {
    result: 'not-tried',
    message:
      `No role and no group is named ${quoted(unknown)}. Whether it is a member_of group shows only when everybody is read: run a preview, ` +
      'and correct the name if the preview stops.',
  };
}

interface FirstPage {
  readonly groups: readonly DirectoryGroup[];
  readonly isEverybody: boolean;
}

/** A test may not read the whole directory; in a small one the first page is the whole. */
async function memberOfOnFirstPage(client: OneLoginClient): Promise<FirstPage> {
  const answer = await listPage(client, everybody, undefined);
  if (answer.kind !== 'page') return { groups: [], isEverybody: false };
  const users = believe(userList, answer.items, 'users');
  return {
    groups: users.flatMap((each) => memberOfGroups(each.member_of)),
    isEverybody: answer.next === undefined,
  };
}
