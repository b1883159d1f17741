import type { OneLoginSettings } from '../../domain/onelogin-settings';
import type { GroupSelection } from '../../domain/group-selection';
import type { GroupsRead, PeoplePlan, ReadStream } from '../../domain/ports';
import type { OneLoginClient } from './client';
import { areRolesListedAlone } from './read-groups';
import { everybody, userSizes } from './read-people';
import { numberIn } from './refusals';
import { believe, itemList, jsonBody, userList } from './schema';
import { selectGroups } from './select-groups';
import { batchesOf, largestBatch, namesOthers, usersByIds } from './user-ids';
import type { RecordKind } from './user-records';

const [largestPage] = userSizes;
/** Ids of a stream go into the checkpoint: at most 20 batches of 2,200 characters. */
const batchesPerStream = 20;

/**
 * How to read people with the fewest calls. Everybody, when nobody is ruled out or a required name may be one that only user records know;
 * else the members of the required roles by id, where that is not dearer than everybody.
 */
export async function planPeople(
  client: OneLoginClient,
  settings: OneLoginSettings,
  read: GroupsRead,
): Promise<PeoplePlan> {
  const selection = selectGroups(settings, read.groups);
  const rolesComeAlone = await doRolesComeAlone(client, read);
  const context: Context = { client, settings, read, selection, rolesComeAlone };
  const reason = reasonForEverybody(context);
  if (reason !== undefined) return planEverybody(context, { reason });
  return cheaperWay(context, requiredMembers(context));
}

interface Context {
  readonly client: OneLoginClient;
  readonly settings: OneLoginSettings;
  readonly read: GroupsRead;
  readonly selection: GroupSelection;
  readonly rolesComeAlone: boolean;
}

/** Version 1 lists roles without members. It is asked for only when no role at all came with members. */
async function doRolesComeAlone(client: OneLoginClient, { groups, members }: GroupsRead): Promise<boolean> {
  const roles = groups.filter((group) => group.kind === 'role');
  if (roles.length === 0 || roles.some((role) => members.has(role.id))) return false;
  return areRolesListedAlone(client);
}

function reasonForEverybody({ selection, rolesComeAlone }: Context): string | undefined {
  if (selection.required === undefined) return 'no group is required';
  const [unknown] = selection.unknownRequired;
  if (unknown !== undefined) {
    return `"${unknown}" is neither a role nor a group, so only the people's records can tell who has it in member_of`;
  }
  const group = selection.required.find((each) => each.kind !== 'role');
  if (group !== undefined)
    return `the members of the group "${group.name}" are known only from the people's records`;
  return rolesComeAlone ? "this OneLogin tells the members of roles only in the people's records" : undefined;
}

function requiredMembers({ selection, read }: Context): readonly string[] {
  const ids = new Set((selection.required ?? []).flatMap((role) => read.members.get(role.id) ?? []));
  return [...ids].toSorted((a, b) => Number(a) - Number(b));
}

interface Size {
  readonly people: number;
  readonly calls: number;
  /** Not counted: at least so many have a role. */
  readonly isLowerBound: boolean;
}

/**
 * The members cost one call a batch. Everybody costs at least a page a thousand of the people in roles; only where that does not decide is a
 * call spent on the real count, and never for a single batch, because nothing is cheaper than one call.
 */
async function cheaperWay(context: Context, ids: readonly string[]): Promise<PeoplePlan> {
  const calls = batchesOf(ids).length;
  const known = knownSize(context.read);
  if (calls <= Math.max(1, known.calls))
    return membersIfFilterWorks(context, ids, { calls, everybody: known });
  const counted = await countPeople(context.client);
  const all = counted?.size ?? known;
  const membersCalls = Math.ceil(ids.length / Math.min(largestBatch, counted?.pageSize ?? largestBatch));
  if (membersCalls <= all.calls)
    return membersIfFilterWorks(context, ids, { calls: membersCalls, everybody: all });
  const reason = `reading only the ${many(ids.length, 'member')} of the required roles would take ${many(membersCalls, 'call')}`;
  return planEverybody(context, { reason, size: all });
}

function knownSize({ members }: GroupsRead): Size {
  const people = new Set([...members.values()].flat()).size;
  return { people, calls: Math.max(1, Math.ceil(people / largestPage)), isLowerBound: true };
}

/** One page of ids tells how many people there are and how large a page this server gives. Undefined: it does not say. */
async function countPeople(
  client: OneLoginClient,
): Promise<{ readonly size: Size; readonly pageSize: number } | undefined> {
  const path = `${everybody.path}?fields=id&limit=${largestPage}`;
  const response = await client.get({ path, what: 'users', accept: [400, 404, 422] });
  const people = numberIn(response.headers, 'total-count');
  if (response.status !== 200 || people === undefined) return undefined;
  const pageSize = Math.max(1, believe(itemList, jsonBody(response, 'users'), 'users').length);
  return {
    pageSize,
    size: { people, calls: Math.max(1, Math.ceil(people / pageSize)), isLowerBound: false },
  };
}

interface Estimate {
  readonly calls: number;
  readonly everybody: Size;
}

/**
 * A stream whose filter turns out not to work reads everybody by itself. With several streams each would, so the filter is tried first; one
 * call beside more than twenty.
 */
async function membersIfFilterWorks(
  context: Context,
  ids: readonly string[],
  estimate: Estimate,
): Promise<PeoplePlan> {
  const streams = memberStreams(context, ids);
  if (streams.length > 1 && !(await doesFilterWork(context.client, ids))) {
    const reason = 'this OneLogin does not answer for chosen people only';
    return planEverybody(context, { reason, size: estimate.everybody });
  }
  return { way: 'members', why: whyMembers(ids.length, estimate), estimatedCalls: estimate.calls, streams };
}

async function doesFilterWork(client: OneLoginClient, [id = '']: readonly string[]): Promise<boolean> {
  const path = `${everybody.path}?${usersByIds([id]).filter}&limit=50`;
  const response = await client.get({ path, what: 'users', accept: [400, 404, 422] });
  if (response.status !== 200) return false;
  return !namesOthers(believe(userList, jsonBody(response, 'users'), 'users'), [id]);
}

function whyMembers(people: number, { calls, everybody: all }: Estimate): string {
  const cost = `Read the ${many(people, 'member')} of the required roles (${many(calls, 'call')})`;
  const instead = all.isLowerBound
    ? `everybody, who are at least ${count(all.people)}`
    : `all ${count(all.people)} people`;
  return `${cost} instead of ${instead} (${many(all.calls, 'call')}${all.isLowerBound ? ' or more' : ''}).`;
}

function memberStreams(context: Context, ids: readonly string[]): readonly ReadStream[] {
  const batches = batchesOf(ids);
  const records = recordKinds(context).join(' ');
  const streams: ReadStream[] = [];
  for (let from = 0; from < batches.length; from += batchesPerStream) {
    const own = batches.slice(from, from + batchesPerStream).flat();
    const params = { way: 'members', api: '2', records, ids: own.join(',') };
    streams.push({ name: `members ${streams.length + 1}`, params, counts: 'user' });
  }
  return streams;
}

function planEverybody(
  context: Context,
  { reason, size }: { readonly reason: string; readonly size?: Size },
): PeoplePlan {
  const all = size ?? knownSize(context.read);
  const cost = all.isLowerBound ? '' : ` (${count(all.people)}, ${many(all.calls, 'call')})`;
  const params = {
    way: 'everybody',
    api: context.rolesComeAlone ? '1' : '2',
    records: recordKinds(context).join(' '),
  };
  return {
    way: 'everybody',
    why: `Read everybody${cost}, because ${reason}.`,
    estimatedCalls: all.calls,
    streams: [{ name: 'people', params, counts: 'user' }],
  };
}

/** What the run needs of the user records: groups that are synchronised, or that may decide who is in scope. */
function recordKinds({ settings, selection, rolesComeAlone }: Context): readonly RecordKind[] {
  const kinds: RecordKind[] = [];
  if (settings.groupSources.includes('member_of') || selection.unknownRequired.length > 0)
    kinds.push('member_of');
  const needsGroup = selection.required?.some((each) => each.kind === 'group') === true;
  if (settings.groupSources.includes('group') || needsGroup) kinds.push('group');
  if (rolesComeAlone) kinds.push('role');
  return kinds;
}

function many(number: number, noun: string): string {
  return `${count(number)} ${noun}${number === 1 ? '' : 's'}`;
}

function count(number: number): string {
  return number.toLocaleString('en-US');
}
