import { json, bodyOf, type Call, type Reply, type Route } from '../server/call';
import { v1Error } from './errors';
import type { Quota } from './quota';
import { tokenSeconds, type Credentials, type Token, type Tokens } from './tokens';
import { timestamp } from './wire';

interface AuthParts {
  readonly tokens: Tokens;
  readonly quota: Quota;
  readonly accountId: () => number;
}

const success = { error: false, code: 200, type: 'success', message: 'Success' } as const;

/** Sign-in, sign-out and the state of the quota; none of them counts against it. */
export function authRoutes(parts: AuthParts): readonly Route[] {
  return [
    { method: 'POST', template: '/auth/oauth2/v2/token', handler: (call) => issue(call, parts) },
    { method: 'POST', template: '/auth/oauth2/token', handler: (call) => issueLegacy(call, parts) },
    { method: 'POST', template: '/auth/oauth2/revoke', handler: (call) => revoke(call, parts) },
    { method: 'POST', template: '/auth/oauth2/v2/revoke', handler: (call) => revoke(call, parts) },
    { method: 'GET', template: '/auth/rate_limit', handler: () => rateLimit(parts.quota) },
  ];
}

/** The token of an `Authorization` header: `bearer:x`, `bearer x`, in any case. */
export function bearerOf(call: Call): string | undefined {
  return /^bearer[: ]\s*(\S+)$/i.exec(call.headers.authorization ?? '')?.[1];
}

function issue(call: Call, parts: AuthParts): Reply {
  const refused = refusal(call, parts);
  if (refused !== undefined) return refused;
  const token = parts.tokens.issue(credentialsOf(call)?.clientId ?? '');
  return json(200, tokenBody(token, parts.accountId()));
}

function issueLegacy(call: Call, parts: AuthParts): Reply {
  const refused = refusal(call, parts);
  if (refused !== undefined) return refused;
  const token = parts.tokens.reissue(credentialsOf(call)?.clientId ?? '');
  return json(200, { status: success, data: [tokenBody(token, parts.accountId())] });
}

function refusal(call: Call, parts: AuthParts): Reply | undefined {
  if (bodyFields(call).get('grant_type') !== 'client_credentials')
    return v1Error(400, 'grant_type is incorrect/absent');
  return signInRefusal(call, parts);
}

function signInRefusal(call: Call, parts: AuthParts): Reply | undefined {
  const credentials = credentialsOf(call);
  if (credentials === undefined) return v1Error(400, 'Authorization Information is incorrect');
  return parts.tokens.accepts(credentials) ? undefined : v1Error(401, 'Authentication Failure');
}

function tokenBody(token: Token, accountId: number) {
  return {
    access_token: token.value,
    created_at: timestamp(token.createdAtMs),
    expires_in: tokenSeconds,
    refresh_token: 'deprecated',
    token_type: 'bearer',
    account_id: accountId,
  };
}

function revoke(call: Call, parts: AuthParts): Reply {
  const refused = signInRefusal(call, parts);
  if (refused !== undefined) return refused;
  const value = bodyFields(call).get('access_token');
  if (value === undefined) return v1Error(400, 'access_token is missing');
  parts.tokens.revoke(value);
  return json(200, { status: success, ...success });
}

function rateLimit(quota: Quota): Reply {
  const { limit, remaining, resetSeconds } = quota.state();
  const data = {
    'X-RateLimit-Limit': limit,
    'X-RateLimit-Remaining': remaining,
    'X-RateLimit-Reset': resetSeconds,
  };
  return json(200, { status: success, data });
}

/** The three forms that OneLogin takes: its own header, HTTP Basic, and form fields. */
function credentialsOf(call: Call): Credentials | undefined {
  const header = call.headers.authorization ?? '';
  const own = /^client_id:\s*([^,\s]*)\s*,\s*client_secret:\s*(\S*)$/.exec(header);
  if (own !== null) return { clientId: own[1] ?? '', clientSecret: own[2] ?? '' };
  const basic = /^basic\s+(\S+)$/i.exec(header)?.[1];
  if (basic !== undefined) return pairOf(Buffer.from(basic, 'base64').toString('utf8'));
  const fields = bodyFields(call);
  const [clientId, clientSecret] = [fields.get('client_id'), fields.get('client_secret')];
  return clientId === undefined || clientSecret === undefined ? undefined : { clientId, clientSecret };
}

function pairOf(text: string): Credentials | undefined {
  const at = text.indexOf(':');
  return at < 0 ? undefined : { clientId: text.slice(0, at), clientSecret: text.slice(at + 1) };
}

/** The body's text fields, whether it is a form or JSON. */
function bodyFields(call: Call): ReadonlyMap<string, string> {
  if ((call.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded')) {
    return new Map(new URLSearchParams(call.body));
  }
  const body = bodyOf(call);
  if (typeof body !== 'object' || body === null) return new Map();
  return new Map(
    Object.entries(body).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
