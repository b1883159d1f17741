import { createHash } from 'node:crypto';
import { ReplyError, type Call, type Reply } from '../server/call';
import type { Access, AccessToken, Caller } from './access';
import { readProof } from './dpop';
import { oktaError, refuse } from './errors';
import { classOf, rateHeaders, type Limits } from './limits';

export interface AdmitParts {
  readonly access: Access;
  readonly limits: Limits;
  readonly orgUrls: readonly string[];
  readonly now: () => number;
}

/** A good token first, then the minute's limit, then what the caller may do: a refused token costs nothing. */
export function admit(call: Call, parts: AdmitParts): void {
  const caller = call.path.startsWith('/api/') ? callerOf(call, parts) : undefined;
  const kind = classOf(call);
  if (!parts.limits.take(kind)) throw new ReplyError(spent(call, parts.limits));
  if (caller !== undefined) authorize(call, caller, parts.access);
}

/** The 429 of a minute that is used up. Okta sends no `Retry-After`. */
export function spent(call: Call, limits: Limits): Reply {
  const reply = oktaError('E0000047');
  const state = { ...limits.state(classOf(call)), remaining: 0 };
  return { ...reply, headers: { ...reply.headers, ...rateHeaders(state) } };
}

/** The token of the `Authorization` header, whatever its scheme. */
export function tokenOf(call: Call): string {
  return /^\w+ (\S+)$/.exec(call.headers.authorization ?? '')?.[1] ?? '';
}

export function unauthorized(
  challenge = 'Bearer error="invalid_token", error_description="The access token is invalid."',
): Reply {
  const reply = oktaError('E0000011');
  return { ...reply, headers: { ...reply.headers, 'WWW-Authenticate': challenge } };
}

function callerOf(call: Call, parts: AdmitParts): Caller {
  const scheme = /^(\w+) /.exec(call.headers.authorization ?? '')?.[1]?.toLowerCase();
  const { access } = parts;
  const caller = scheme === 'ssws' ? access.apiToken(tokenOf(call)) : access.accessToken(tokenOf(call));
  if (caller === undefined) throw new ReplyError(unauthorized());
  if (caller.kind === 'api-token') return caller;
  const isBound = caller.token.boundTo !== undefined;
  if (scheme !== (isBound ? 'dpop' : 'bearer')) throw new ReplyError(unauthorized());
  if (isBound) proveKey(call, caller.token, parts);
  return caller;
}

/** RFC 9449, section 7: the proof is of the token's key and names the token; whatever is wrong with it is a 401. */
function proveKey(call: Call, token: AccessToken, parts: AdmitParts): void {
  const proof = readProof(call, parts);
  const hash = createHash('sha256').update(token.value).digest('base64url');
  if ('wrong' in proof || proof.claims['ath'] !== hash || proof.thumbprint !== token.boundTo)
    throw new ReplyError(unauthorized('DPoP error="invalid_dpop_proof"'));
}

/** Scopes as the specification names them under `security`; who may manage may read. */
function scopeOf(call: Call): string | undefined {
  const noun = /^\/api\/v1\/(?:meta\/)?(users|groups|logs|schemas)(\/|$)/.exec(call.path)?.[1];
  return noun === undefined ? undefined : `okta.${noun}`;
}

function authorize(call: Call, caller: Caller, access: Access): void {
  const scope = scopeOf(call);
  if (scope === undefined) return;
  if (caller.kind === 'api-token') {
    if (scope === 'okta.logs' && !access.tokensReadLogs()) refuse('E0000006');
    return;
  }
  const { scopes } = caller.token;
  const isInScope = scopes.includes(`${scope}.read`) || scopes.includes(`${scope}.manage`);
  if (!isInScope) throw new ReplyError(insufficientScope());
  if (!caller.hasAdminRole) refuse('E0000006');
}

function insufficientScope(): Reply {
  const reply = oktaError('E0000006');
  const header =
    'Bearer error="insufficient_scope", error_description="The access token provided does not contain the required scopes."';
  return { ...reply, headers: { ...reply.headers, 'WWW-Authenticate': header } };
}
