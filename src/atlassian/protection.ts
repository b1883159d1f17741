import { FailureError } from '../domain/failure';
import type { GroupProtection, TargetGroup } from '../domain/target';
import { confluenceGroupsByAccess } from './confluence-find';
import type { SiteGroup } from './groups';
import { bulkByAccess } from './jira-bulk';
import { once } from './once';
import * as schema from './schema';
import { parseAnswer, type Site, type SiteRead } from './site';

/** Which groups are never written, and why. Each list is asked for once. */
export interface Protection {
  /** Ids of the groups with `site-admin` access: their members may manage groups. */
  siteAdmins(): Promise<ReadonlySet<string>>;
  /** Ids of the groups that grant administration of the site or of a product. */
  administrators(): Promise<ReadonlySet<string>>;
  defaults(): Promise<DefaultGroups>;
  mark(group: SiteGroup): Promise<TargetGroup>;
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

export function createProtection(site: Site): Protection {
  const siteAdmins = once(() => groupsWithAccess(site, 'site-admin'));
  const productAdmins = once(() => groupsWithAccess(site, 'admin'));
  const administrators = async (): Promise<ReadonlySet<string>> =>
    new Set([...(await siteAdmins()), ...(await productAdmins())]);
  const defaults = once(() => readDefaults(site));
  return {
    siteAdmins,
    administrators,
    defaults,
    mark: async (group) => {
      const protection = protectionOf(group, {
        administrators: await administrators(),
        defaults: await defaults(),
      });
      return { id: group.id, name: group.name, ...(protection === undefined ? {} : { protection }) };
    },
  };
}

interface Lists {
  readonly administrators: ReadonlySet<string>;
  readonly defaults: DefaultGroups;
}

function protectionOf(group: SiteGroup, lists: Lists): GroupProtection | undefined {
  if (group.administers === true || lists.administrators.has(group.id)) return 'grants-administration';
  if (appGroupName.test(group.name)) return 'app-group';
  if (group.managed === 'elsewhere') return 'externally-managed';
  if (lists.defaults.ids.has(group.id) || lists.defaults.names.has(group.name)) return 'default-group';
  return undefined;
}

/**
 * Jira and Confluence each know the groups that administer them, whichever of the two carries the writes; a product that is not on the
 * site does not count. If neither tells, nothing may be written.
 */
async function groupsWithAccess(
  site: Site,
  accessType: 'site-admin' | 'admin',
): Promise<ReadonlySet<string>> {
  return new Set((await listByAccess(site, accessType)).map((group) => group.id));
}

async function listByAccess(
  site: Site,
  accessType: 'site-admin' | 'admin' | 'user',
): Promise<readonly SiteGroup[]> {
  const jira = await bulkByAccess(site, accessType);
  const confluence = await confluenceIfThere(() => confluenceGroupsByAccess(site, accessType));
  if (jira === undefined && confluence === undefined) {
    throw new FailureError({
      kind: 'access-missing',
      message: `Neither Jira nor Confluence tells which groups grant administration, so no group may be changed. Use a sync account with "Browse users and groups" in Jira or with access to Confluence.`,
    });
  }
  return [...(jira ?? []), ...(confluence ?? [])];
}

/** A site without Confluence, or an account without access to it, is refused in many ways. An outage is not one of them. */
async function confluenceIfThere<T>(read: () => Promise<T>): Promise<T | undefined> {
  try {
    return await read();
  } catch (error) {
    const kind = error instanceof FailureError ? error.failure.kind : undefined;
    if (kind === 'access-missing' || kind === 'unexpected-response') return undefined;
    throw error;
  }
}

/** How Atlassian names the groups that it makes for a product's people: `jira-software-users`, `confluence-users-acme`. */
const defaultGroupName = /^(jira|confluence)(-[a-z]+)*-users(-|$)/i;

/**
 * `GET /applicationrole` needs "Administer Jira", and Atlassian's reference names no scope for it, so Jira may refuse it to every Forge app.
 * Then a group that gives the use of a product and is named as Atlassian names its default groups is taken for one.
 */
async function readDefaults(site: Site): Promise<DefaultGroups> {
  const call: SiteRead = {
    product: 'jira',
    path: '/rest/api/3/applicationrole',
    to: 'read the default groups',
  };
  const response = await site.send(call);
  if ([401, 403, 404, 410].includes(response.status)) {
    const named = (await listByAccess(site, 'user')).filter((group) => defaultGroupName.test(group.name));
    return { known: 'by-name', ids: new Set(named.map((group) => group.id)), names: new Set() };
  }
  const roles = parseAnswer(response, call, { schema: schema.applicationRoles, who: site.who });
  return {
    known: 'told',
    ids: new Set(roles.flatMap((role) => (role.defaultGroupsDetails ?? []).map((group) => group.groupId))),
    names: new Set(
      roles.flatMap((role) => (role.defaultGroupsDetails === undefined ? (role.defaultGroups ?? []) : [])),
    ),
  };
}
