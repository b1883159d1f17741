import { json, jsonList, type Call, type Reply, type Route } from '../server/call';
import { groupNames } from './jira-groups';
import {
  jiraPage,
  jiraPrincipal,
  jiraRefuse,
  needBrowse,
  pageBean,
  userBody,
  userJson,
} from './jira-replies';
import { mayAdminister, mayBrowseUsers, mayWriteGroups } from './principal';
import type { Account, GroupFacts } from './site';
import type { SiteState } from './site-state';

/** Jira's user calls and those about the caller and the site. developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-users */
export function jiraUserRoutes(state: SiteState): readonly Route[] {
  return [
    { method: 'GET', template: '/rest/api/3/myself', handler: (call) => myself(call, state) },
    { method: 'GET', template: '/rest/api/3/mypermissions', handler: (call) => myPermissions(call, state) },
    { method: 'GET', template: '/rest/api/3/serverInfo', handler: (call) => serverInfo(call, state) },
    {
      method: 'GET',
      template: '/rest/api/3/applicationrole',
      handler: (call) => applicationRoles(call, state),
    },
    { method: 'GET', template: '/rest/api/3/users', handler: (call) => listUsers(call, state) },
    { method: 'GET', template: '/rest/api/3/users/search', handler: (call) => listUsers(call, state) },
    { method: 'GET', template: '/rest/api/3/user/search', handler: (call) => searchUsers(call, state) },
    { method: 'GET', template: '/rest/api/3/user/bulk', handler: (call) => bulk(call, state) },
    { method: 'GET', template: '/rest/api/3/user/groups', handler: (call) => groupsOfUser(call, state) },
    { method: 'GET', template: '/rest/api/3/user', handler: (call) => oneUser(call, state) },
  ];
}

function myself(call: Call, state: SiteState): Reply {
  const principal = jiraPrincipal(call, state);
  const app = state.accounts().find((account) => account.accountType === 'app');
  const account = principal.kind === 'person' ? principal.account : app;
  if (account === undefined) return jiraRefuse(404, 'The app has no user on this site.');
  return json(200, userBody(call, account, principal));
}

const permissionNames: Readonly<Record<string, { readonly id: string; readonly name: string }>> = {
  ADMINISTER: { id: '0', name: 'Administer Jira' },
  SYSTEM_ADMIN: { id: '44', name: 'System Administer' },
  USER_PICKER: { id: '27', name: 'Browse users and groups' },
};

function myPermissions(call: Call, state: SiteState): Reply {
  const principal = jiraPrincipal(call, state);
  const keys = (call.query.get('permissions') ?? '')
    .split(',')
    .map((key) => key.trim())
    .filter((key) => key !== '');
  if (keys.length === 0) return jiraRefuse(400, "The 'permissions' query parameter is required.");
  const unknown = keys.filter((key) => permissionNames[key] === undefined);
  if (unknown.length > 0) return jiraRefuse(400, `Unrecognized permission(s): ${unknown.join(', ')}`);
  const has: Readonly<Record<string, boolean>> = {
    ADMINISTER: mayAdminister(principal, state),
    SYSTEM_ADMIN: mayWriteGroups(principal, state),
    USER_PICKER: mayBrowseUsers(principal, state),
  };
  const entries = keys.map((key) => {
    const permission = {
      key,
      type: 'GLOBAL',
      description: '',
      ...permissionNames[key],
      havePermission: has[key] ?? false,
    };
    return [key, permission] as const;
  });
  return json(200, { permissions: Object.fromEntries(entries) });
}

function serverInfo(call: Call, state: SiteState): Reply {
  return json(200, {
    baseUrl: call.origin,
    displayUrl: call.origin,
    version: '1001.0.0-SNAPSHOT',
    versionNumbers: [1001, 0, 0],
    deploymentType: 'Cloud',
    buildNumber: 100_290,
    buildDate: '2026-11-01T00:00:00.000+0000',
    serverTime: new Date().toISOString().replace('Z', '+0000'),
    serverTitle: state.title(),
    defaultLocale: { locale: 'en_US' },
  });
}

function applicationRoles(call: Call, state: SiteState): Reply {
  const principal = jiraPrincipal(call, state);
  if (!mayAdminister(principal, state))
    return jiraRefuse(403, 'Access to application roles is restricted to administrators.');
  return json(
    200,
    state.applications().map((application) => applicationRole(call, state, application.key)),
  );
}

function applicationRole(call: Call, state: SiteState, key: string) {
  const application = state.applications().find((each) => each.key === key);
  const groups = state.groups().filter((group) => (group.applications ?? []).includes(key));
  const defaults = state.groups().filter((group) => (group.defaultFor ?? []).includes(key));
  const taken = state.seatsTaken(key);
  const seats = application?.seats;
  return {
    key,
    name: application?.name ?? key,
    groups: names(groups),
    groupDetails: groupNames(call, groups),
    defaultGroups: names(defaults),
    defaultGroupsDetails: groupNames(call, defaults),
    selectedByDefault: defaults.length > 0,
    defined: true,
    numberOfSeats: seats ?? -1,
    remainingSeats: seats === undefined ? -1 : Math.max(0, seats - taken),
    userCount: taken,
    userCountDescription: 'users',
    hasUnlimitedSeats: seats === undefined,
    platform: false,
  };
}

function names(groups: readonly GroupFacts[]): readonly string[] {
  return groups.map((group) => group.name);
}

/** A bare array without a total: all kinds of accounts, inactive ones too. It ends with an empty page. */
function listUsers(call: Call, state: SiteState): Reply {
  const principal = needBrowse(call, state, 'users');
  const { startAt, maxResults } = jiraPage(call, { usual: 50, cap: 1000 });
  const accounts = state.accounts().slice(startAt, startAt + maxResults);
  const items = accounts.map((account) => userJson(call, account, principal));
  return { ...jsonList(items), objects: accounts.length };
}

/** Active users whose display name has a word, or whose visible e-mail address begins, with the query. */
function searchUsers(call: Call, state: SiteState): Reply {
  const principal = needBrowse(call, state, 'users');
  const query = call.query.get('query');
  const accountId = call.query.get('accountId');
  if (query === null && accountId === null)
    return jiraRefuse(400, 'Either the query or the accountId parameter must be given.');
  if (query !== null && accountId !== null)
    return jiraRefuse(400, 'Only one of query and accountId can be given.');
  const found =
    query === null
      ? [state.account(accountId ?? '')].flatMap((account) => account ?? [])
      : matching(query, state);
  const { startAt, maxResults } = jiraPage(call, { usual: 50, cap: 1000 });
  const users = found.filter((account) => account.active).slice(startAt, startAt + maxResults);
  return {
    ...json(
      200,
      users.map((account) => userBody(call, account, principal)),
    ),
    objects: users.length,
  };
}

/** An address is looked up in an index; a name goes through everybody. */
function matching(query: string, state: SiteState): readonly Account[] {
  const wanted = query.trim().toLowerCase();
  if (wanted.includes('@')) return state.accountsWithVisibleEmail(wanted);
  const isNamed = ({ displayName }: Account) =>
    [displayName, ...displayName.split(/\s+/)].some((word) => word.toLowerCase().startsWith(wanted));
  return [...new Set([...state.accounts().filter(isNamed), ...state.accountsWithVisibleEmail(wanted)])];
}

function bulk(call: Call, state: SiteState): Reply {
  const principal = jiraPrincipal(call, state);
  const ids = call.query.getAll('accountId');
  if (ids.length === 0) return jiraRefuse(400, 'The accountId parameter is missing.');
  const accounts = ids.flatMap((id) => state.account(id) ?? []);
  const page = pageBean(call, accounts, jiraPage(call, { usual: 10, cap: 200 }));
  const values = page.values.map((account) => userBody(call, account, principal));
  return { ...json(200, { ...page, values }), objects: values.length };
}

function oneUser(call: Call, state: SiteState): Reply {
  const principal = needBrowse(call, state, 'users');
  return json(200, userBody(call, accountOf(call, state), principal));
}

function groupsOfUser(call: Call, state: SiteState): Reply {
  needBrowse(call, state, 'users');
  const groups = state.groupsOf(accountOf(call, state).accountId);
  return { ...json(200, groupNames(call, groups)), objects: groups.length };
}

function accountOf(call: Call, state: SiteState): Account {
  const id = call.query.get('accountId');
  if (id === null || id === '') return jiraRefuse(400, 'The accountId parameter is missing.');
  return (
    state.account(id) ??
    jiraRefuse(404, 'Specified user does not exist or you do not have required permissions')
  );
}
