import type { PeoplePlan, ReadStream } from '../../domain/ports';
import { wholeNumberIn } from '../../http/headers';
import { count, many } from '../../http/wording';
import type { OneLoginClient } from './client';
import { knownSize, planEverybody, recordKinds, type PeopleContext, type Size } from './people-context';
import { everybody, userSizes } from './read-people';
import { believe, itemList, jsonBody, userList } from './schema';
import { batchesOf, largestBatch, namesOthers, usersByIds } from './user-ids';

const [largestPage] = userSizes;
/** Ids of a stream go into the checkpoint: at most 20 batches of 2,200 characters. */
const batchesPerStream = 20;

/**
 * The members cost one call a batch. Everybody costs at least a page a thousand of the people in roles; only where that does not decide is a
 * call spent on the real count, and never for a single batch, because nothing is cheaper than one call.
 */
export async function planMembers(context: PeopleContext): Promise<PeoplePlan> {
  const ids = requiredMembers(context);
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

function requiredMembers({ selection, read }: PeopleContext): readonly string[] {
  const ids = new Set((selection.required ?? []).flatMap((role) => read.members.get(role.id) ?? []));
  return [...ids].toSorted((a, b) => Number(a) - Number(b));
}

/** One page of ids tells how many people there are and how large a page this server gives. Undefined: it does not say. */
async function countPeople(
  client: OneLoginClient,
): Promise<{ readonly size: Size; readonly pageSize: number } | undefined> {
  const path = `${everybody.path}?fields=id&limit=${largestPage}`;
  const response = await client.get({ path, what: 'users', accept: [400, 404, 422] });
  const people = wholeNumberIn(response.headers, 'total-count');
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
  context: PeopleContext,
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

function memberStreams(context: PeopleContext, ids: readonly string[]): readonly ReadStream[] {
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
