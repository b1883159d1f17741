import { bodyOf, empty, json, type Call, type Reply, type Route } from '../server/call';
import { management, pickerLabels } from './group-facts';
import { nameRefusal, ownerRefusal, seatRefusal, type WriteRefusal } from './group-writes';
import {
  groupName,
  groupSelf,
  jiraPage,
  jiraRefuse,
  needBrowse,
  needGroupWrite,
  pageBean,
  userBody,
} from './jira-replies';
import type { Account, GroupFacts } from './site';
import type { SiteState } from './site-state';

const groupPage = { usual: 50, cap: 50 };

/** Jira's group calls. developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-groups */
export function jiraGroupRoutes(state: SiteState): readonly Route[] {
  return [
    { method: 'GET', template: '/rest/api/3/group/bulk', handler: (call) => bulk(call, state) },
    { method: 'GET', template: '/rest/api/3/group/member', handler: (call) => members(call, state) },
    { method: 'GET', template: '/rest/api/3/groups/picker', handler: (call) => picker(call, state) },
    { method: 'POST', template: '/rest/api/3/group', handler: (call) => create(call, state) },
    { method: 'DELETE', template: '/rest/api/3/group', handler: (call) => remove(call, state) },
    { method: 'POST', template: '/rest/api/3/group/user', handler: (call) => addMember(call, state) },
    { method: 'DELETE', template: '/rest/api/3/group/user', handler: (call) => removeMember(call, state) },
  ];
}

const accessTypes: readonly string[] = ['site-admin', 'admin', 'user'];

function bulk(call: Call, state: SiteState): Reply {
  needBrowse(call, state, 'groups');
  const access = call.query.get('accessType');
  if (access !== null && !accessTypes.includes(access)) jiraRefuse(400, `Invalid accessType: ${access}`);
  const application = call.query.get('applicationKey');
  const groups = askedGroups(call, state)
    .filter((group) => access === null || group.accessType === access)
    .filter((group) => application === null || (group.applications ?? []).includes(application))
    .map((group) => ({ name: group.name, groupId: group.groupId }));
  const page = pageBean(call, groups, jiraPage(call, groupPage));
  return { ...json(200, page), objects: page.values.length };
}

/** Groups of the `groupId` and `groupName` parameters, by index; without either, all. */
function askedGroups(call: Call, state: SiteState): readonly GroupFacts[] {
  const ids = call.query.getAll('groupId');
  const names = call.query.getAll('groupName');
  if (ids.length === 0 && names.length === 0) return state.groups();
  const found = [...ids.map((id) => state.group(id)), ...names.map((name) => state.groupNamed(name))];
  return [
    ...new Map(
      found.flatMap((group) => (group === undefined ? [] : [[group.groupId, group] as const])),
    ).values(),
  ];
}

function members(call: Call, state: SiteState): Reply {
  const principal = needBrowse(call, state, 'groups');
  const group = groupOf(call, state);
  const all = state.members(
    group.groupId,
    call.query.get('includeInactiveUsers') === 'true' ? 'all' : 'active',
  );
  const page = pageBean(call, all, jiraPage(call, groupPage));
  const values = page.values.map((account) => userBody(call, account, principal));
  return { ...json(200, { ...page, values }), objects: 2 * values.length };
}

function picker(call: Call, state: SiteState): Reply {
  needBrowse(call, state, 'groups');
  const query = call.query.get('query') ?? '';
  const excluded = new Set([...call.query.getAll('exclude'), ...call.query.getAll('excludeId')]);
  const isCaseless = call.query.get('caseInsensitive') === 'true';
  const key = (text: string): string => (isCaseless ? text.toLowerCase() : text);
  const found = state
    .groups()
    .filter(
      (group) =>
        key(group.name).includes(key(query)) && !excluded.has(group.name) && !excluded.has(group.groupId),
    );
  const shown = found.slice(0, jiraPage(call, { usual: 20, cap: 1000 }).maxResults);
  return json(200, {
    header: `Showing ${shown.length} of ${found.length} matching groups`,
    total: found.length,
    groups: shown.map((group) => ({
      name: group.name,
      html: group.name,
      labels: pickerLabels(group),
      groupId: group.groupId,
      ...management(group),
    })),
  });
}

function create(call: Call, state: SiteState): Reply {
  needGroupWrite(call, state);
  const name = field(call, 'name');
  refuseFor(nameRefusal(name, state));
  return json(201, groupBody(call, state.addGroup({ name: String(name).trim() }), 0));
}

function remove(call: Call, state: SiteState): Reply {
  needGroupWrite(call, state);
  const group = groupOf(call, state);
  refuseFor(ownerRefusal(group));
  state.removeGroup(group.groupId);
  return empty(200);
}

function addMember(call: Call, state: SiteState): Reply {
  needGroupWrite(call, state);
  const group = groupOf(call, state);
  const account = accountOf(state, field(call, 'accountId'));
  refuseFor(ownerRefusal(group));
  if (state.isMember(group.groupId, account.accountId)) {
    jiraRefuse(400, `Cannot add user '${account.displayName}', user is already a member of '${group.name}'`);
  }
  refuseFor(seatRefusal(group, account, state));
  state.addMember(group.groupId, account.accountId);
  return json(201, groupBody(call, group, state.memberCount(group.groupId)));
}

function removeMember(call: Call, state: SiteState): Reply {
  needGroupWrite(call, state);
  const group = groupOf(call, state);
  const account = accountOf(state, call.query.get('accountId') ?? undefined);
  refuseFor(ownerRefusal(group));
  if (!state.isMember(group.groupId, account.accountId)) {
    const who = `'${account.displayName}'`;
    jiraRefuse(
      400,
      `Cannot remove user ${who} from group '${group.name}' since user is not a member of '${group.name}'`,
    );
  }
  state.removeMember(group.groupId, account.accountId);
  return empty(200);
}

function groupBody(call: Call, group: GroupFacts, size: number) {
  const users = { size, items: [], 'max-results': 50, 'start-index': 0, 'end-index': 0 };
  return { name: group.name, groupId: group.groupId, self: groupSelf(call, group), users, expand: 'users' };
}

function groupOf(call: Call, state: SiteState): GroupFacts {
  const id = call.query.get('groupId');
  const name = call.query.get('groupname') ?? call.query.get('groupName');
  if (id !== null && name !== null) return jiraRefuse(400, 'Only one of groupId and groupname can be given.');
  if (id !== null) return state.group(id) ?? jiraRefuse(404, `The group with id '${id}' does not exist.`);
  if (name !== null && name !== '')
    return state.groupNamed(name) ?? jiraRefuse(404, `The group named '${name}' does not exist.`);
  return jiraRefuse(400, 'The group name or id is missing.');
}

function accountOf(state: SiteState, accountId: unknown): Account {
  if (typeof accountId !== 'string' || accountId === '') return jiraRefuse(400, 'The accountId is missing.');
  return (
    state.account(accountId) ??
    jiraRefuse(404, 'Specified user does not exist or you do not have required permissions')
  );
}

function field(call: Call, name: string): unknown {
  const body = bodyOf(call);
  if (typeof body !== 'object' || body === null) return jiraRefuse(400, 'The request body is not JSON.');
  return new Map<string, unknown>(Object.entries(body)).get(name);
}

function refuseFor(refusal: WriteRefusal | undefined): void {
  if (refusal !== undefined) jiraRefuse(refusal.status, refusal.message);
}

export function groupNames(call: Call, groups: readonly GroupFacts[]) {
  return groups.map((group) => groupName(call, group));
}
