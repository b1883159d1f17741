import type { EntraSettings } from '../../domain/entra-settings';
import { jsonOf } from '../../http/pages';
import { request, type HttpDeps, type HttpResponse } from '../../http/request';
import type { CachedToken } from '../../http/token-cache';
import { signAssertion } from './certificate';
import { cloudOf } from './clouds';
import { entraRules } from './refusals';
import { token as tokenSchema } from './schema';
import { notEntra, signInRefusal } from './sign-in-refusals';

/**
 * Asks for an application's token with all permissions that were granted (client credentials, learn.microsoft.com/graph/auth-v2-service). Throws
 * `credentials-rejected`, or `settings-rejected` for a tenant, application or cloud that does not exist.
 */
export async function signIn(settings: EntraSettings, secret: string, deps: HttpDeps): Promise<CachedToken> {
  const { login, graph } = cloudOf(settings);
  const url = `${login}/${encodeURIComponent(settings.tenantId)}/oauth2/v2.0/token`;
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_id: settings.clientId,
    scope: `${graph}/.default`,
    ...(await proof(settings, secret, { audience: url, nowMs: deps.clock.now() })),
  });
  const response = await request(
    {
      api: 'entra',
      method: 'POST',
      url,
      headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' },
      body: body.toString(),
    },
    entraRules(deps.clock),
    deps,
  );
  return tokenIn(response, settings, deps.clock.now());
}

async function proof(
  { auth, clientId }: EntraSettings,
  secret: string,
  at: { readonly audience: string; readonly nowMs: number },
): Promise<Readonly<Record<string, string>>> {
  if (auth === 'secret') return { client_secret: secret };
  return {
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: await signAssertion(secret, { clientId, ...at }),
  };
}

function tokenIn(response: HttpResponse, settings: EntraSettings, nowMs: number): CachedToken {
  if (response.status !== 200) throw signInRefusal(response, settings);
  const parsed = tokenSchema.safeParse(jsonOf(response.text));
  if (!parsed.success) throw notEntra(settings);
  return { token: parsed.data.access_token, expiresAtMs: nowMs + parsed.data.expires_in * 1_000 };
}
