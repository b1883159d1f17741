import * as z from 'zod';
import type { DirectoryRecord } from '../../domain/directory';
import { FailureError } from '../../domain/failure';
import type { Page } from '../../domain/page';
import type { ReadStream } from '../../domain/ports';
import { openCursor, sealCursor } from '../../http/pages';
import type { OktaClient } from './client';
import { listPage, place, type Place } from './listing';
import { moment } from './marks';
import { oktaWords, queryRejected, refusal } from './refusals';
import { believe } from './schema';
import { userRecord } from './user-records';
import { usersEndpoint } from './users-endpoint';

/** What a stream of people carries in the checkpoint, all as text. */
const params = z.object({
  /** `everybody`: the plain list, without the deactivated. `query`: whom the query of the filters names. `changed`: changed since. */
  people: z.enum(['everybody', 'query', 'changed']),
  /** With `changed`: epoch milliseconds of Okta's clock. */
  sinceMs: z.string().exactOptional(),
});
type Params = z.infer<typeof params>;

const at = z.object({ place });

export function peopleStream(name: string, chosen: Params, more: Pick<ReadStream, 'lists'> = {}): ReadStream {
  return { name, params: { reads: 'people', ...chosen }, counts: 'nothing', ...more };
}

export async function readPeople(
  client: OktaClient,
  stream: ReadStream,
  cursor: string | undefined,
): Promise<Page<DirectoryRecord>> {
  const chosen = params.parse(stream.params);
  const { body, next } = await pageOf(
    client,
    chosen,
    cursor === undefined ? undefined : openCursor(cursor, at).place,
  );
  const items = believe(client.userList, body, 'users').map((user) => userRecord(user, client.attributes));
  if (next === undefined) return { items, done: true };
  return { items, done: false, cursor: sealCursor({ place: next }) };
}

async function pageOf(client: OktaClient, chosen: Params, from: Place | undefined) {
  const answer = await listPage(client, { ...usersEndpoint, query: queryOf(client, chosen) }, from);
  if (answer.kind === 'page') return answer;
  if (answer.kind === 'gone') throw new FailureError(noList);
  if (chosen.people === 'query') throw queryRejected('users', answer.response);
  if (chosen.people === 'everybody') throw refusal(answer.response, 'users', client.settings);
  throw new FailureError({
    kind: 'changes-lost',
    message: `Everything was read, because Okta did not tell who has changed: ${oktaWords(answer.response)?.words ?? 'without a reason'}`,
  });
}

/**
 * Changes are asked for by `filter`: `search` knows `lastUpdated` too, but its index comes late and may still show people who are deleted
 * ("List all users").
 */
function queryOf({ settings }: OktaClient, { people, sinceMs }: Params): string | undefined {
  if (people === 'query') return `search=${encodeURIComponent(settings.filters?.users?.query ?? '')}`;
  if (people === 'everybody') return undefined;
  return `filter=${encodeURIComponent(`lastUpdated gt "${moment(Number(sinceMs))}"`)}`;
}

const noList = {
  kind: 'unexpected-response',
  message:
    'Okta says that its list of users does not exist. Nothing was changed. Run it again; if it repeats, report it.',
} as const;
