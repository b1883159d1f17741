import type { OneLoginSettings } from '../../domain/onelogin-settings';
import { FailureError } from '../../domain/failure';
import { isHeaderText } from '../../http/headers';
import { jsonOf } from '../../http/pages';
import { request, type HttpDeps, type HttpResponse } from '../../http/request';
import type { CachedToken } from '../../http/token-cache';
import { oneLoginRules, refusal } from './refusals';
import { token as tokenSchema } from './schema';

/** OneLogin's two shared API hosts, or the account's own address. No slash at the end. */
export function baseUrl(settings: Pick<OneLoginSettings, 'region' | 'subdomain'>): string {
  if (settings.region !== 'subdomain') return `https://api.${settings.region}.onelogin.com`;
  if (settings.subdomain === undefined) {
    throw new FailureError({
      kind: 'settings-rejected',
      field: 'configuration.settings.subdomain',
      message:
        'The subdomain is missing. Enter the "acme" of acme.onelogin.com, or choose the US or EU region.',
    });
  }
  return `https://${settings.subdomain.toLowerCase()}.onelogin.com`;
}

/**
 * Asks for an access token (`POST /auth/oauth2/v2/token`, client credentials). Throws `credentials-rejected`, or `settings-rejected` when what
 * answers is not OneLogin.
 */
export async function signIn(
  settings: OneLoginSettings,
  secret: string,
  deps: HttpDeps,
): Promise<CachedToken> {
  const base = baseUrl(settings);
  const authorization = `client_id:${settings.clientId}, client_secret:${secret}`;
  if (!isHeaderText(authorization)) throw wrongCredential(new URL(base).host);
  const response = await request(
    {
      api: 'onelogin',
      method: 'POST',
      url: `${base}/auth/oauth2/v2/token`,
      headers: {
        authorization,
        'content-type': 'application/json',
        accept: 'application/json',
      },
      body: JSON.stringify({ grant_type: 'client_credentials' }),
    },
    oneLoginRules,
    deps,
  );
  return tokenIn(response, new URL(base).host, deps.clock.now());
}

function tokenIn(response: HttpResponse, host: string, nowMs: number): CachedToken {
  const body = jsonOf(response.text);
  if (body === undefined || response.status === 404) throw notOneLogin(host);
  if (response.status === 401 || isWrongCredential(response)) throw wrongCredential(host);
  if (response.status !== 200) throw refusal(response, 'a token');
  const parsed = tokenSchema.safeParse(body);
  if (!parsed.success) throw notOneLogin(host);
  return { token: parsed.data.access_token, expiresAtMs: endOf(parsed.data, nowMs) };
}

/** A token that is given out again is older than this answer. */
function endOf(
  answer: { readonly created_at?: string | undefined; readonly expires_in: number },
  nowMs: number,
): number {
  const createdMs = Date.parse(answer.created_at ?? '');
  const startMs = Number.isNaN(createdMs) ? nowMs : Math.min(createdMs, nowMs);
  return startMs + answer.expires_in * 1_000;
}

function isWrongCredential(response: HttpResponse): boolean {
  return response.status === 400 && /authorization|authentication|credential|client/i.test(response.text);
}

function wrongCredential(host: string): FailureError {
  return new FailureError({
    kind: 'credentials-rejected',
    message:
      `OneLogin (${host}) does not accept the client ID and client secret. Either one of them is wrong (copy both again from Developers > ` +
      'API Credentials), or the account is in the other region: each credential works only in its own account and region.',
  });
}

function notOneLogin(host: string): FailureError {
  return new FailureError({
    kind: 'settings-rejected',
    field: 'configuration.settings.region',
    message:
      `What answers at ${host} is not OneLogin's API. Check the region and the subdomain: the address you see when you sign in to OneLogin ` +
      'begins with the subdomain.',
  });
}
