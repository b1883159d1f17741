import { json, type Call, type Reply, type Route } from '../server/call';
import { tokenSeconds, type Applications } from './applications';
import { assertionRefusal } from './assertion';
import { requestIdOf } from './errors';
import { signInRefusal, type SignInRefusal } from './sign-in-refusals';
import type { EntraTenant } from './tenant';

interface SignInParts {
  readonly applications: Applications;
  readonly tenant: () => Pick<EntraTenant, 'id' | 'domains'>;
  readonly now: () => number;
}

/** The token endpoint, v2.0, for client credentials only. */
export function signInRoutes(parts: SignInParts): readonly Route[] {
  return [{ method: 'POST', template: '/{tenant}/oauth2/v2.0/token', handler: (call) => issue(call, parts) }];
}

function issue(call: Call, parts: SignInParts): Reply {
  const form = new URLSearchParams(call.body);
  const refused = tenantRefusal(call, parts) ?? formRefusal(form) ?? clientRefusal(call, form, parts);
  if (refused !== undefined) return refusal(call, refused, parts.now());
  const token = parts.applications.issue(form.get('client_id') ?? '', parts.tenant().id);
  return json(200, {
    token_type: 'Bearer',
    expires_in: tokenSeconds,
    ext_expires_in: tokenSeconds,
    access_token: token,
  });
}

function tenantRefusal(call: Call, parts: SignInParts): SignInRefusal | undefined {
  const asked = call.params['tenant'] ?? '';
  const { id, domains } = parts.tenant();
  const isHere = [id, ...domains].some((each) => each.toLowerCase() === asked.toLowerCase());
  return isHere ? undefined : signInRefusal.tenant(asked);
}

/** Hosts of Graph in the clouds of learn.microsoft.com/graph/deployments; a simulator stands in for any of them. */
const graphHosts: ReadonlySet<string> = new Set([
  'graph.microsoft.com',
  'graph.microsoft.us',
  'dod-graph.microsoft.us',
  'microsoftgraph.chinacloudapi.cn',
]);

function formRefusal(form: URLSearchParams): SignInRefusal | undefined {
  const missing = ['grant_type', 'client_id', 'scope'].find((name) => (form.get(name) ?? '') === '');
  if (missing !== undefined) return signInRefusal.missing(missing);
  const grant = form.get('grant_type') ?? '';
  if (grant !== 'client_credentials') return signInRefusal.grant(grant);
  return scopeRefusal(form.get('scope') ?? '');
}

function scopeRefusal(scope: string): SignInRefusal | undefined {
  const resource = /^(.+)\/\.default$/.exec(scope)?.[1];
  if (resource === undefined) return signInRefusal.scope(scope);
  if (!URL.canParse(resource)) return signInRefusal.resource(resource);
  const { hostname } = new URL(resource);
  return hostname === '127.0.0.1' || graphHosts.has(hostname) ? undefined : signInRefusal.resource(resource);
}

function clientRefusal(
  call: Call,
  form: URLSearchParams,
  { applications, tenant, now }: SignInParts,
): SignInRefusal | undefined {
  const clientId = form.get('client_id') ?? '';
  if (!applications.isKnown(clientId)) return signInRefusal.application(clientId, tenant().domains[0]);
  if (form.has('client_assertion'))
    return assertionRefusal({ form, clientId, nowMs: now(), tokenPath: call.path }, applications);
  const secret = form.get('client_secret');
  if (secret === null) return signInRefusal.noCredential();
  const verdict = applications.secretVerdict(clientId, secret);
  if (verdict === 'good') return undefined;
  return verdict === 'expired' ? signInRefusal.expiredSecret(clientId) : signInRefusal.secret(clientId);
}

/** The envelope of the v2.0 endpoint; codes of learn.microsoft.com/entra/identity-platform/reference-error-codes. */
function refusal(call: Call, { status, error, code, text }: SignInRefusal, nowMs: number): Reply {
  const [traceId, correlationId] = [requestIdOf(call), requestIdOf(call)];
  const timestamp = `${new Date(nowMs).toISOString().slice(0, 19).replace('T', ' ')}Z`;
  const ids = `Trace ID: ${traceId} Correlation ID: ${correlationId} Timestamp: ${timestamp}`;
  return json(status, {
    error,
    error_description: `AADSTS${code}: ${text} ${ids}`,
    error_codes: [code],
    timestamp,
    trace_id: traceId,
    correlation_id: correlationId,
    error_uri: `${call.origin}/error?code=${code}`,
  });
}
