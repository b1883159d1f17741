import { FailureError, type Failure } from '../../domain/failure';
import type { Clock } from '../../domain/ports';
import { jsonOf } from '../../http/pages';
import type { HttpResponse, RetryRules } from '../../http/request';
import { retryAfterMs } from '../../http/retry-after';
import { graphError } from './schema';

export const apiLabel = 'Microsoft Graph';

/** 501 says that Graph does not have what was asked for; asking again changes nothing. */
export function entraRules(clock: Clock): RetryRules {
  return {
    apiLabel,
    finalStatuses: [501],
    rateLimitHint: ({ headers }) => {
      const afterMs = retryAfterMs(headers, clock.now());
      return afterMs === undefined ? undefined : { afterMs, pausesRun: false };
    },
  };
}

/** What was to be read, in words, and the application permission that allows it. */
export interface Subject {
  readonly what: string;
  readonly permission: 'User.Read.All' | 'GroupMember.Read.All';
}
export const users: Subject = { what: 'users', permission: 'User.Read.All' };
export const groups: Subject = { what: 'groups', permission: 'GroupMember.Read.All' };
export const members: Subject = { what: 'members of groups', permission: 'GroupMember.Read.All' };

export type Refused = Pick<HttpResponse, 'status' | 'text'>;

/** Graph's own word for the error, such as `Request_UnsupportedQuery`; undefined where the body is none of Graph's. */
export function errorOf({ text }: Refused): { readonly code: string; readonly message: string } | undefined {
  const parsed = graphError.safeParse(jsonOf(text));
  return parsed.success ? parsed.data.error : undefined;
}

/** Why a call that should have answered 200 is no use. */
export function refusal(response: Refused, subject: Subject): FailureError {
  return new FailureError(byStatus(response, subject));
}

function byStatus(response: Refused, { what, permission }: Subject): Failure {
  const { status } = response;
  if (status === 403) return { kind: 'access-missing', message: missing(what, permission) };
  if (status === 401) {
    return {
      kind: 'credentials-rejected',
      message: `Microsoft Graph refuses a new token for reading ${what}. Check that the application still exists and that the cloud is right.`,
    };
  }
  if (isPositionLost(response)) {
    return {
      kind: 'incomplete-read',
      message: `Microsoft Graph lost its place in the list of ${what} in the middle of the read. Nothing was changed; run it again.`,
    };
  }
  const word = errorOf(response)?.code;
  return {
    kind: 'unexpected-response',
    message: `Microsoft Graph answered the request for ${what} with status ${status}${word === undefined ? '' : ` (${word})`}. Nothing was changed. If it repeats, report it.`,
  };
}

export function missing(what: string, permission: string): string {
  return (
    `Microsoft Graph does not let the application read ${what}. In the Entra admin center, open App registrations, the application, ` +
    `API permissions: the application permission ${permission} must be there, and an administrator must have granted consent to it.`
  );
}

/** learn.microsoft.com/graph/delta-query-overview, "Synchronization reset" and "Token duration". */
export function isPositionLost(response: Refused): boolean {
  if (response.status === 410) return true;
  const word = errorOf(response)?.code.toLowerCase() ?? '';
  return ['syncstatenotfound', 'syncstateinvalid', 'resyncrequired', 'directory_expiredpagetoken'].includes(
    word,
  );
}
