import { randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import { FailureError, type Failure } from '../../domain/failure';
import type { OktaSettings } from '../../domain/okta-settings';
import { jsonOf } from '../../http/pages';
import { request, type HttpDeps, type HttpResponse } from '../../http/request';
import type { CachedToken } from '../../http/token-cache';
import { readClientKey, unreadable } from './client-key';
import { isWebPage, notOkta, oktaRules, refusal } from './refusals';
import { believe, jsonBody, tokenAnswer, tokenRefusal } from './schema';

const neededScopes = ['okta.users.read', 'okta.groups.read'];
const logScope = 'okta.logs.read';
/** Okta takes up to an hour; the assertion is used at once. */
const assertionSeconds = 300;

/**
 * Signs a service app in (`POST /oauth2/v1/token`, client credentials with `private_key_jwt`, the only way to Okta's own scopes). Where the scope
 * of the System Log is not granted, it does without.
 *
 * Throws `credentials-rejected`, `access-missing` for scopes, and `settings-rejected` for a key that does not parse or an app that requires DPoP.
 */
export async function signIn(settings: OktaSettings, secret: string, deps: HttpDeps): Promise<CachedToken> {
  const wished = settings.systemLog === 'never' ? neededScopes : [...neededScopes, logScope];
  const response = await askForToken({ settings, secret, scopes: wished }, deps);
  const isWithoutLog = wished.length > neededScopes.length && lacksScope(refusalIn(response));
  const last = isWithoutLog ? await askForToken({ settings, secret, scopes: neededScopes }, deps) : response;
  return tokenIn(last, settings, deps.clock.now());
}

interface Wish {
  readonly settings: OktaSettings;
  readonly secret: string;
  readonly scopes: readonly string[];
}

async function askForToken({ settings, secret, scopes }: Wish, deps: HttpDeps): Promise<HttpResponse> {
  const url = `${settings.baseUrl}/oauth2/v1/token`;
  const assertion = await assertionFor({ settings, secret, url, nowMs: deps.clock.now() });
  const form = new URLSearchParams({
    grant_type: 'client_credentials',
    scope: scopes.join(' '),
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
  });
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
  return request({ api: 'okta', method: 'POST', url, headers, body: form.toString() }, oktaRules, deps);
}

interface Claims {
  readonly settings: OktaSettings;
  readonly secret: string;
  readonly url: string;
  readonly nowMs: number;
}

async function assertionFor({ settings, secret, url, nowMs }: Claims): Promise<string> {
  const { key, algorithm, keyId } = readClientKey(secret, settings.keyId);
  const clientId = settings.clientId ?? '';
  const nowSeconds = Math.floor(nowMs / 1_000);
  const jwt = new SignJWT({ jti: randomUUID() })
    .setProtectedHeader({ alg: algorithm, ...(keyId === undefined ? {} : { kid: keyId }) })
    .setIssuer(clientId)
    .setSubject(clientId)
    .setAudience(url)
    .setIssuedAt(nowSeconds)
    .setExpirationTime(nowSeconds + assertionSeconds);
  try {
    return await jwt.sign(key);
  } catch {
    // Too short a key, or one that is not of the algorithm that it names.
    throw new FailureError(unreadable);
  }
}

function refusalIn(response: HttpResponse) {
  const parsed = tokenRefusal.safeParse(jsonOf(response.text));
  return parsed.success ? parsed.data : undefined;
}

/** Okta's own authorization server says `consent_required` ("You are not allowed any of the requested scopes."), others `invalid_scope`. */
function lacksScope(said: ReturnType<typeof refusalIn>): boolean {
  return said?.error === 'invalid_scope' || said?.error === 'consent_required';
}

function tokenIn(response: HttpResponse, settings: OktaSettings, nowMs: number): CachedToken {
  if (response.status !== 200) throw refused(response, settings);
  if (isWebPage(response)) throw new FailureError(notOkta(settings));
  const token = believe(tokenAnswer, jsonBody(response, 'a token'), 'a token');
  if (token.token_type.toLowerCase() === 'dpop') throw new FailureError(requiresDpop);
  return { token: token.access_token, expiresAtMs: nowMs + token.expires_in * 1_000 };
}

function refused(response: HttpResponse, settings: OktaSettings): FailureError {
  const said = refusalIn(response);
  if (said === undefined) return refusal(response, 'a token', settings);
  if (/dpop/i.test(said.error)) return new FailureError(requiresDpop);
  if (lacksScope(said)) return new FailureError(scopesMissing);
  return new FailureError(wrongClient(said.error_description ?? said.error, settings));
}

function wrongClient(words: string, { baseUrl }: OktaSettings): Failure {
  return {
    kind: 'credentials-rejected',
    message:
      `Okta (${new URL(baseUrl).host}) does not accept the service app: ${words.slice(0, 300)} Check the client ID, that the key in Okta is the public half of ` +
      'this private key, and the key ID where the app has several keys. An app works only in its own Okta organization.',
  };
}

const scopesMissing: Failure = {
  kind: 'access-missing',
  message:
    'Okta has not granted the service app the scopes okta.users.read and okta.groups.read. Grant both in Okta, on the app\'s tab "Okta API Scopes".',
};

const requiresDpop: Failure = {
  kind: 'settings-rejected',
  message:
    'The service app requires proof of possession (DPoP), which this app does not send. In Okta, open the service app and switch off "Require ' +
    'Demonstrating Proof of Possession (DPoP) header in token requests".',
};
