import type { OktaSettings } from '../../domain/okta-settings';
import { FailureError, type Failure } from '../../domain/failure';
import { wholeNumberIn } from '../../http/headers';
import { jsonOf } from '../../http/pages';
import type { HttpResponse, RateLimitHint, RetryRules } from '../../http/request';
import { answeredMs, retryAfterMs } from '../../http/retry-after';
import type { SeenWindow } from '../../http/window-budgets';
import { refusalBody } from './schema';

/** Okta's windows are a minute long; the clock of the answer may have been cut to its second. */
export const longestPauseMs = 61_000;

export const oktaRules: RetryRules = {
  apiLabel: 'Okta',
  rateLimitHint,
  longestWaitHereMs: longestPauseMs,
  notAllowedHint:
    'If this is your organization\'s own domain, an administrator of the site must allow it first: press "Allow" beside the address in the connector\'s ' +
    'form. Or enter the address that Okta gave you, such as https://acme.okta.com.',
};

/** What a 429 asks for. The one of the limit on calls at the same time says nothing useful; it passes in moments. */
function rateLimitHint(response: HttpResponse): RateLimitHint | undefined {
  const afterMs = retryAfterMs(response.headers, Date.now()) ?? windowIn(response.headers)?.resetsInMs;
  return afterMs === undefined ? undefined : { afterMs: Math.max(1_000, afterMs), pausesRun: false };
}

/**
 * The window in an answer's headers. `X-Rate-Limit-Reset` is a moment of Okta's clock in seconds, so it is held against the answer's own `Date`.
 * Undefined where it is not told, and for the zeros of the concurrency limit (developer.okta.com, "Rate limits").
 */
export function windowIn(headers: Headers): SeenWindow | undefined {
  const [limit, remaining, resetSeconds] = ['limit', 'remaining', 'reset'].map((name) =>
    wholeNumberIn(headers, `x-rate-limit-${name}`),
  );
  const nowMs = answeredMs(headers);
  if (limit === undefined || remaining === undefined || resetSeconds === undefined) return undefined;
  if (limit === 0 || nowMs === undefined) return undefined;
  return { limit, remaining, resetsInMs: Math.max(0, resetSeconds * 1_000 - nowMs) };
}

/** Okta's code and words of a refusal, if it is Okta that answered. */
export function oktaWords(
  response: HttpResponse,
): { readonly code: string; readonly words: string } | undefined {
  const parsed = refusalBody.safeParse(jsonOf(response.text));
  if (!parsed.success) return undefined;
  const { errorCode, errorSummary, errorCauses = [] } = parsed.data;
  const sentences = [errorSummary, ...errorCauses.map((cause) => cause.errorSummary)];
  return { code: errorCode, words: sentences.join(' ').slice(0, 500) };
}

/** A list of a thing that is not there any more. */
export function isGone(response: HttpResponse): boolean {
  return response.status === 404 && oktaWords(response)?.code === 'E0000007';
}

/** Whether the answer is a page for people: then it is not Okta's API that answers. */
export function isWebPage(response: HttpResponse): boolean {
  return response.text.trimStart().startsWith('<');
}

/** Why a call that should have answered 200 is no use. `what` is what was to be read: "users". */
export function refusal(response: HttpResponse, what: string, settings: OktaSettings): FailureError {
  return new FailureError(failureOf(response, what, settings));
}

function failureOf(response: HttpResponse, what: string, settings: OktaSettings): Failure {
  if (response.status === 401) return refusedCredentials(settings);
  if (response.status === 403) return missingRight(response, what, settings);
  if (isWebPage(response) || (response.status === 404 && oktaWords(response) === undefined))
    return notOkta(settings);
  return {
    kind: 'unexpected-response',
    message: `Okta answered the request for ${what} with status ${response.status}. Nothing was changed. Run it again; if it repeats, report it.`,
  };
}

export function notOkta({ baseUrl }: OktaSettings): Failure {
  return {
    kind: 'settings-rejected',
    field: 'configuration.settings.baseUrl',
    message: `What answers at ${baseUrl} is not Okta's API. Enter the address at which you sign in to Okta, such as https://acme.okta.com.`,
  };
}

function refusedCredentials({ auth, baseUrl }: OktaSettings): Failure {
  const host = new URL(baseUrl).host;
  const message =
    auth === 'token'
      ? `Okta (${host}) does not accept the API token. It may have been revoked, may have expired after 30 days without use, or belongs to another ` +
        'Okta organization. Create a new one in Okta under Security > API > Tokens and enter it here.'
      : `Okta (${host}) refuses a new access token of the service app. Check in Okta that the app is active and that it requires no proof of ` +
        'possession (DPoP).';
  return { kind: 'credentials-rejected', message };
}

export const unusableToken: Failure = {
  kind: 'credentials-rejected',
  message:
    'The API token holds a line break or a character that no token of Okta holds. Copy it again from Okta, or create a new one under Security > API > ' +
    'Tokens, and enter nothing besides it.',
};

const scopes: Readonly<Record<string, string>> = {
  users: 'okta.users.read',
  groups: 'okta.groups.read',
  members: 'okta.groups.read',
  'the System Log': 'okta.logs.read',
};

function missingRight(response: HttpResponse, what: string, { auth }: OktaSettings): Failure {
  return { kind: 'access-missing', message: `Okta does not let the app read ${what}. ${remedy()}` };

  function remedy(): string {
    if (auth === 'token')
      return 'An API token may do what its owner may: have it created by an administrator with the role "Read-only administrator".';
    if (/insufficient_scope/.test(response.headers.get('www-authenticate') ?? ''))
      return `Grant the service app the scope ${scopes[what] ?? 'okta.users.read'} in Okta, on its tab "Okta API Scopes".`;
    return 'The service app has the scope, but no administrator role: in Okta, give it the role "Read-only administrator" on its tab "Admin roles".';
  }
}

/** A query of the filters that Okta does not take, with Okta's own words. */
export function queryRejected(what: 'users' | 'groups', response: HttpResponse): FailureError {
  const words = oktaWords(response)?.words ?? `status ${response.status}`;
  return new FailureError({
    kind: 'settings-rejected',
    field: `configuration.settings.filters.${what}.query`,
    message:
      `Okta does not take the query for ${what}: ${words} It must be an expression of Okta's "search" parameter, such as ` +
      `${what === 'users' ? 'profile.department eq "Sales"' : 'profile.name sw "Team"'}. Nothing was changed.`,
  });
}
