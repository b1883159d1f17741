import { FailureError, type Failure } from '../domain/failure';
import type { GroupProtection, TargetGroup } from '../domain/target';
import { applicationRoles, type AskApplicationRoles } from './application-roles';
import { confluenceGroupsByAccess } from './confluence-find';
import type { SiteGroup } from './groups';
import { bulkByAccess } from './jira-bulk';
import { askWhoAdministers } from './jira-picker';
import { once } from './once';
import type { Site } from './site';

/** Which groups are never written, and why. Each list is asked for once. */
export interface Protection {
  /** Ids of the groups with `site-admin` access: their members may manage groups. */
  siteAdmins(): Promise<ReadonlySet<string>>;
  /** Ids of the groups that grant administration of the site or of a product. */
  administrators(): Promise<ReadonlySet<string>>;
  /** False where Jira has no list of the groups that administer it: then each group is asked for in its picker, which labels them. */
  jiraTells(): Promise<boolean>;
  defaults(): Promise<DefaultGroups>;
  /** The groups with their protection, which is remembered for `of`. Throws where it cannot be known. */
  mark(groups: readonly SiteGroup[]): Promise<readonly TargetGroup[]>;
  /** Why this group is not written, by the lists and by how it was last marked. */
  of(groupId: string): Promise<GroupProtection | undefined>;
}

/** Newer sites tell ids, older ones names only. */
export interface DefaultGroups {
  /** `told` by Jira; `by-name` where Jira does not let the app ask. */
  readonly known: 'told' | 'by-name';
  readonly ids: ReadonlySet<string>;
  readonly names: ReadonlySet<string>;
}

/** Groups that Atlassian makes for apps and licences; nobody is meant to change them. */
const appGroupName = /^(atlassian-addons|_licensed-)/i;

/** `askRoles`: shared with whoever else needs that answer. */
export function createProtection(site: Site, askRoles = applicationRoles(site)): Protection {
  const siteAdmins = once(() => listByAccess(site, 'site-admin'));
  const productAdmins = once(() => listByAccess(site, 'admin'));
  const administrators = async (): Promise<ReadonlySet<string>> =>
    new Set([...idsOf(await siteAdmins()), ...idsOf(await productAdmins())]);
  const jiraTells = async (): Promise<boolean> =>
    (await siteAdmins()).byJira && (await productAdmins()).byJira;
  const defaults = once(() => readDefaults(site, askRoles));
  const lists = async (): Promise<Lists> => ({
    administrators: await administrators(),
    defaults: await defaults(),
  });
  const marked = new Map<string, GroupProtection | undefined>();

  async function mark(groups: readonly SiteGroup[]): Promise<readonly TargetGroup[]> {
    const known = await lists();
    const told = (await jiraTells()) ? groups : await withLabels(site, groups);
    return told.map((group) => {
      const protection = protectionOf(group, known);
      marked.set(group.id, protection);
      return { id: group.id, name: group.name, ...(protection === undefined ? {} : { protection }) };
    });
  }

  return {
    siteAdmins: async () => new Set(idsOf(await siteAdmins())),
    administrators,
    jiraTells,
    defaults,
    mark,
    of: async (groupId) => listedProtection(groupId, await lists()) ?? marked.get(groupId),
  };
}

interface Lists {
  readonly administrators: ReadonlySet<string>;
  readonly defaults: DefaultGroups;
}

function listedProtection(groupId: string, lists: Lists): GroupProtection | undefined {
  if (lists.administrators.has(groupId)) return 'grants-administration';
  return lists.defaults.ids.has(groupId) ? 'default-group' : undefined;
}

function protectionOf(group: SiteGroup, lists: Lists): GroupProtection | undefined {
  if (group.administers === true || lists.administrators.has(group.id)) return 'grants-administration';
  if (appGroupName.test(group.name)) return 'app-group';
  if (group.managed === 'elsewhere') return 'externally-managed';
  if (lists.defaults.names.has(group.name)) return 'default-group';
  return listedProtection(group.id, lists);
}

/** The groups with what Jira's picker says of them, for a site whose Jira has no list of administrators. */
async function withLabels(site: Site, groups: readonly SiteGroup[]): Promise<readonly SiteGroup[]> {
  const open = groups.filter((group) => group.administers === undefined);
  const asked = open.length === 0 ? [] : await askWhoAdministers(site, open);
  const told = new Map(asked.map((group) => [group.id, group.administers]));
  return groups.map((group) => {
    const administers = group.administers ?? told.get(group.id);
    if (administers === undefined) throw new FailureError(notTold(group.id));
    return { ...group, administers };
  });
}

function notTold(groupId: string): Failure {
  return {
    kind: 'incomplete-read',
    message: `Jira does not tell whether the group ${groupId} grants administration, so nothing was changed. Run it again.`,
  };
}

interface GroupsWithAccess {
  readonly groups: readonly SiteGroup[];
  readonly byJira: boolean;
}

function idsOf({ groups }: GroupsWithAccess): readonly string[] {
  return groups.map((group) => group.id);
}

/**
 * Jira and Confluence each know the groups that administer them, whichever of the two carries the writes. Only a Jira without this endpoint and
 * a Confluence that is not there or closed to the account do not count; every other refusal throws. If neither tells, nothing may be written.
 */
async function listByAccess(
  site: Site,
  accessType: 'site-admin' | 'admin' | 'user',
): Promise<GroupsWithAccess> {
  const jira = await bulkByAccess(site, accessType);
  const confluence = await confluenceGroupsByAccess(site, accessType);
  if (jira === undefined && confluence === undefined) {
    throw new FailureError({
      kind: 'access-missing',
      message: `Neither Jira nor Confluence tells which groups grant administration, so no group may be changed. Use a sync account with "Browse users and groups" in Jira or with access to Confluence.`,
    });
  }
  return { groups: [...(jira ?? []), ...(confluence ?? [])], byJira: jira !== undefined };
}

/** How Atlassian names the groups that it makes for a product's people: `jira-software-users`, `confluence-users-acme`. */
const defaultGroupName = /^(jira|confluence)(-[a-z]+)*-users(-|$)/i;

/** Where Jira does not tell, a group that gives the use of a product and is named as Atlassian names its default groups is taken for one. */
async function readDefaults(site: Site, askRoles: AskApplicationRoles): Promise<DefaultGroups> {
  const roles = await askRoles();
  if (roles === undefined) {
    const { groups } = await listByAccess(site, 'user');
    const named = groups.filter((group) => defaultGroupName.test(group.name));
    return { known: 'by-name', ids: new Set(named.map((group) => group.id)), names: new Set() };
  }
  return {
    known: 'told',
    ids: new Set(roles.flatMap((role) => (role.defaultGroupsDetails ?? []).map((group) => group.groupId))),
    names: new Set(
      roles.flatMap((role) => (role.defaultGroupsDetails === undefined ? (role.defaultGroups ?? []) : [])),
    ),
  };
}
