import { FailureError } from '../../domain/failure';
import type { OktaClient } from './client';
import { listPage, type Listing, type Place } from './listing';
import { moment } from './marks';
import { oktaWords } from './refusals';
import { believe, eventList, type OktaEvent } from './schema';

/** developer.okta.com, "Event types": the user and the group are among the event's targets. */
export const memberJoined = 'group.user_membership.add';
export const memberLeft = 'group.user_membership.remove';
export const userDeleted = 'user.lifecycle.delete.completed';

/** Events ("List all System Log events", parameter `limit`). */
const largestLogPage = 1_000;

export interface LogQuery {
  readonly types: readonly string[];
  readonly sinceMs: number;
}

export type LogPage =
  | { readonly kind: 'page'; readonly events: readonly OktaEvent[]; readonly next: Place | undefined }
  /** The credential may not read the log. */
  | { readonly kind: 'refused' };

/**
 * Events that came into the log since then, in the order in which they came, which need not be that of `published` ("System Log query", polling
 * requests). Read without `until`, the log always names a next page ("List all System Log events"): its end is a page with nothing in it. Throws
 * `changes-lost` where Okta does not answer for that time.
 */
export async function logPage(
  client: OktaClient,
  query: LogQuery,
  from: Place | undefined,
): Promise<LogPage> {
  const answer = await listPage(client, logListing(query), from);
  const refused = answer.kind === 'refused' ? answer.response : undefined;
  client.mayReadLog = refused?.status !== 403;
  if (refused?.status === 403) return { kind: 'refused' };
  if (answer.kind !== 'page') throw lost(refused === undefined ? undefined : oktaWords(refused)?.words);
  const events = believe(eventList, answer.body, 'the System Log').filter(hasHappened);
  return { kind: 'page', events, next: answer.next };
}

/** Ids of the targets of a sort; Okta's words are `User` and `UserGroup`. */
export function targetId({ target }: OktaEvent, type: 'User' | 'UserGroup'): string | undefined {
  return target?.find((each) => each.type === type)?.id;
}

function logListing({ types, sinceMs }: LogQuery): Listing {
  const filter = types.map((type) => `eventType eq "${type}"`).join(' or ');
  return {
    path: '/api/v1/logs',
    query: `since=${encodeURIComponent(moment(sinceMs))}&filter=${encodeURIComponent(filter)}`,
    sizes: [largestLogPage],
    endpoint: 'the System Log',
    what: 'the System Log',
    end: 'empty-page',
    accept: [403],
  };
}

function hasHappened({ outcome }: OktaEvent): boolean {
  return outcome?.result !== 'FAILURE';
}

function lost(words: string | undefined): FailureError {
  return new FailureError({
    kind: 'changes-lost',
    message: `Everything was read, because Okta did not tell from its System Log what changed${words === undefined ? '.' : `: ${words}`}`,
  });
}
