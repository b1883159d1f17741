import type { Target } from '../domain/ports';
import { groupNameKey, maxGroupNameLength, type TargetGroup, type TargetSettings } from '../domain/target';
import type { HttpDeps } from '../http/request';
import { checkAccess } from './access';
import { createAccounts } from './accounts';
import { applicationRoles, readSeats } from './application-roles';
import { createConfluenceGroups } from './confluence-groups';
import { guardWrites, protectionReasons } from './guard-writes';
import type { GroupApi, WantedGroups } from './groups';
import { createJiraGroups } from './jira-groups';
import { readJiraMembers } from './jira-members';
import { createProtection, type Protection } from './protection';
import { createSite, type SiteFetch } from './site';

export interface TargetDeps {
  readonly settings: TargetSettings;
  /** The site as the sync account. */
  readonly fetch: SiteFetch;
  readonly http: Omit<HttpDeps, 'fetch'>;
}

/** The site's groups, written as the sync account through the product that the settings name. `docs/target.md` has the endpoints. */
export function createTarget({ settings, fetch, http }: TargetDeps): Target {
  const site = createSite({ fetch, http, who: `The sync account (${settings.syncAccountId})` });
  const groups = settings.api === 'jira' ? createJiraGroups(site) : createConfluenceGroups(site);
  const askRoles = applicationRoles(site);
  const protection = createProtection(site, askRoles);
  const accounts = createAccounts(site);
  const write = guardWrites({ groups, protection, syncAccountId: settings.syncAccountId });
  return {
    checkAccess: () => checkAccess({ site, settings, protection }),
    findGroups: (wanted) => findGroups({ groups, protection }, wanted),
    readMembers: (groupId, cursor) => readJiraMembers(site, groupId, cursor),
    listAccounts: (cursor) => accounts.list(cursor),
    findAccounts: (email) => accounts.find(email),
    createGroup: (name) => createGroup({ groups, protection }, name),
    addMember: (groupId, accountId) => write('add', { groupId, accountId }),
    removeMember: (groupId, accountId) => write('remove', { groupId, accountId }),
    seats: () => readSeats(askRoles),
  };
}

interface Groups {
  readonly groups: GroupApi;
  readonly protection: Protection;
}

/** Names that no group can have are not asked for; names that differ only by case are one. */
async function findGroups(
  { groups, protection }: Groups,
  wanted: WantedGroups,
): Promise<readonly TargetGroup[]> {
  const ids = new Set(wanted.ids);
  const names = new Map(wanted.names.filter(isPossibleName).map((name) => [groupNameKey(name), name.trim()]));
  if (ids.size + names.size === 0) return [];
  const found = await groups.find({ ids: [...ids], names: [...names.values()] });
  const asked = found.filter((group) => ids.has(group.id) || names.has(groupNameKey(group.name)));
  // A group that is told twice is told better the second time: with who manages it.
  const distinct = new Map(asked.map((group) => [group.id, group]));
  return protection.mark([...distinct.values()]);
}

function isPossibleName(name: string): boolean {
  return name.trim() !== '' && name.trim().length <= maxGroupNameLength;
}

/**
 * A name that is taken after all was made in the meantime, or differs only by case from what the site has: the group that is there is
 * given back, so that no second one comes to be. It counts as created where a try whose answer was lost may have made it.
 */
async function createGroup(deps: Groups, name: string): ReturnType<Target['createGroup']> {
  if (!isPossibleName(name))
    return { kind: 'rejected', reason: `A group name has 1 to ${maxGroupNameLength} characters.` };
  const created = await deps.groups.create(name.trim());
  if (created.kind === 'rejected') return created;
  if (created.kind === 'created')
    return { kind: 'created', group: { id: created.group.id, name: created.group.name } };
  const [group] = await findGroups(deps, { ids: [], names: [name] });
  if (group === undefined) {
    return {
      kind: 'rejected',
      reason: 'The site says that the name is taken, but shows no group of that name. Choose another name.',
    };
  }
  if (group.protection !== undefined)
    return { kind: 'rejected', reason: protectionReasons[group.protection] };
  return { kind: created.perhapsOurs && group.name === name.trim() ? 'created' : 'exists', group };
}
