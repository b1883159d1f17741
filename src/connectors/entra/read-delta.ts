import type { DirectoryRecord } from '../../domain/directory';
import { FailureError } from '../../domain/failure';
import type { Page } from '../../domain/page';
import type { ReadMarks, ReadStream } from '../../domain/ports';
import { jsonBody } from '../../http/believe';
import type { HttpResponse } from '../../http/request';
import { serverTimeMs } from '../../http/retry-after';
import { propertiesOf } from './attributes';
import type { EntraClient } from './client';
import { cursorAfter, fieldsOf, firstOfList, nextOfList, readItems, subjects, type Place } from './lists';
import { makeMark, pathInMark, type ListName } from './marks';
import { apiLabel, errorOf, isPositionLost, refusal } from './refusals';

/** A stream of everything, or of what changed since a mark. */
export function deltaStream(list: ListName, since: ReadMarks | undefined): ReadStream {
  const path = since === undefined ? undefined : pathInMark(since, list);
  return {
    name: list,
    params: { way: 'delta', list, ...(path === undefined ? {} : { since: path }) },
    counts: 'nothing',
  };
}

export interface DeltaTurn {
  readonly list: ListName;
  /** Present in a read of changes: where it begins. */
  readonly since: string | undefined;
  readonly from: Place | undefined;
}

/** Some tenants have no change tracking; then the list is read as such, and leaves no mark. */
const notTracked = [400, 501];
const unreadable = [...notTracked, 404, 410];

/** One page by delta (learn.microsoft.com/graph/delta-query-overview). */
export async function readDelta(client: EntraClient, turn: DeltaTurn): Promise<Page<DirectoryRecord>> {
  const { list, since, from } = turn;
  if (from?.by === 'list') return nextOfList(client, list, from);
  const path = from?.path ?? since ?? firstPath(client, list);
  const response = await client.get({ path, subject: subjects[list], accept: unreadable });
  if (response.status === 200) return deltaPage(client, response, turn);
  if (since !== undefined) throw changesLost(response, list);
  if (from === undefined && isNotTracked(response)) return firstOfList(client, list, undefined);
  throw refusal(response, subjects[list]);
}

function isNotTracked(response: HttpResponse): boolean {
  return notTracked.includes(response.status) && !isPositionLost(response);
}

/** Members of groups come along only where they are asked for by name. */
function firstPath({ attributes }: EntraClient, list: ListName): string {
  return `/v1.0/${list}/delta?$select=${fieldsOf(list, attributes)}${list === 'groups' ? ',members' : ''}`;
}

function deltaPage(
  client: EntraClient,
  response: HttpResponse,
  { list, since, from }: DeltaTurn,
): Page<DirectoryRecord> {
  const body = jsonBody(response.text, { apiLabel, what: list });
  const how = since === undefined ? 'complete' : 'changes';
  const { items, links } = readItems(client, body, { list, how });
  const cursor = cursorAfter(client, links, { by: 'delta', mode: 'plain', from });
  if (cursor !== undefined) return { items, done: false, cursor };
  const end = links['@odata.deltaLink'];
  if (end === undefined) throw noEnd(list);
  const givenAtMs = serverTimeMs(response.headers, client.deps.clock.now());
  const properties = list === 'users' ? propertiesOf(client.attributes) : [];
  return { items, done: true, mark: makeMark({ path: client.pathOf(end), givenAtMs, properties }) };
}

/** Nothing but the delta link says that a round is complete. */
function noEnd(list: ListName): FailureError {
  return new FailureError({
    kind: 'incomplete-read',
    message: `Microsoft Graph's answer with ${list} names neither a next page nor the end of the list. Nothing was changed; run it again.`,
  });
}

function changesLost(response: HttpResponse, list: ListName): FailureError {
  const word = errorOf(response)?.code;
  const told = `status ${response.status}${word === undefined ? '' : `, ${word}`}`;
  return new FailureError({
    kind: 'changes-lost',
    message: `Everything was read, because Microsoft Graph cannot tell any more what changed of ${list} since the last read (${told}).`,
  });
}
