import type { OneLoginSettings } from '../../domain/onelogin-settings';
import type { GroupsRead, PeoplePlan, ReadMarks } from '../../domain/ports';
import { refuseUnknownAttributes } from './attributes';
import { refuseIgnored } from './check-queries';
import type { OneLoginClient } from './client';
import { knownSize, planEverybody, recordKinds, type PeopleContext } from './people-context';
import { peopleStream } from './people-mark';
import { planChanges } from './plan-changes';
import { planMembers } from './plan-members';
import { ownQuery, type OwnQuery } from './queries';
import { areRolesListedAlone } from './read-groups';
import { decidingGroups, selectGroups } from './select-groups';

/** The parts of a connector of one connection. */
export interface Connected {
  readonly client: OneLoginClient;
  readonly settings: OneLoginSettings;
}

/**
 * How to read people with the fewest calls. Those whom the settings' own query names, if there is one; else everybody, when nobody is ruled out or
 * a required name may be one that only user records know; else the members of the required roles by id, where that is not dearer than everybody.
 */
export async function planPeople(
  { client, settings }: Connected,
  read: GroupsRead,
  since: ReadMarks | undefined,
): Promise<PeoplePlan> {
  const selection = selectGroups(settings, read.groups);
  const [users, roles] = [ownQuery(settings, 'users'), ownQuery(settings, 'roles')];
  if (roles !== undefined) await refuseIgnored(client, roles);
  await refuseUnknownAttributes(client);
  if (since !== undefined) return planChanges(selection, since);
  const rolesComeAlone = await doRolesComeAlone(client, read);
  const context: PeopleContext = { client, settings, read, selection, rolesComeAlone };
  if (users !== undefined) return planQuery(context, users);
  const reason = reasonForEverybody(context);
  return reason === undefined ? planMembers(context) : planEverybody(context, { reason });
}

/** Version 1 lists roles without members. It is asked for only when no role at all came with members. */
async function doRolesComeAlone(client: OneLoginClient, { groups, members }: GroupsRead): Promise<boolean> {
  const roles = groups.filter((group) => group.kind === 'role');
  if (roles.length === 0 || roles.some((role) => members.has(role.id))) return false;
  return areRolesListedAlone(client);
}

async function planQuery(context: PeopleContext, query: OwnQuery): Promise<PeoplePlan> {
  await refuseIgnored(context.client, query);
  const params = { way: 'query', api: '2', records: recordKinds(context).join(' '), filter: query.text };
  return {
    way: 'query',
    why: `Read the people whom the query for users names (${decodeURIComponent(query.text)}).`,
    estimatedCalls: query.nobody.length + knownSize(context.read).calls,
    streams: [{ name: peopleStream, params, counts: 'user' }],
  };
}

function reasonForEverybody({ selection, rolesComeAlone }: PeopleContext): string | undefined {
  if (selection.required === undefined) return 'no required groups are set';
  const [unknown] = decidingGroups(selection).unknown;
  if (unknown !== undefined) {
    return `"${unknown}" is neither a role nor a group, so only the people's records can tell who has it in member_of`;
  }
  const group = selection.required.find((each) => each.kind !== 'role');
  if (group !== undefined)
    return `the members of the group "${group.name}" are known only from the people's records`;
  return rolesComeAlone ? "this OneLogin tells the members of roles only in the people's records" : undefined;
}
