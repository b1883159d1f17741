import { ReplyError, textOf, type Call, type Reply } from '../server/call';
import type { FaultEffect } from '../server/faults';
import type { Access } from './applications';
import { graphError, requestIdOf } from './errors';
import { costOf, loadHeaders, tooManyRequests, type Throttle } from './throttle';

/** What stands before every call of Graph. */
export interface Gate {
  readonly accessOf: (call: Call) => Access;
  readonly throttle: Throttle;
  readonly tenantId: () => string;
}

export function isSignIn(call: Call): boolean {
  return call.template.endsWith('/oauth2/v2.0/token');
}

/** A batch costs nothing itself: each request in it is admitted on its own. */
function isFree(call: Call): boolean {
  return call.template === '/v1.0/$batch';
}

/** A good token first, then the resource units. */
export function admit(call: Call, gate: Gate): void {
  if (isSignIn(call)) return;
  const { clientId } = gate.accessOf(call);
  if (isFree(call)) return;
  const seconds = gate.throttle.take(clientId, costOf(call));
  if (seconds === undefined) return;
  throw new ReplyError(graphError(tooManyRequests({ clientId, tenantId: gate.tenantId(), seconds }), call));
}

export function settle(call: Call, gate: Gate): Readonly<Record<string, string>> {
  if (isSignIn(call)) return { 'cache-control': 'no-store, no-cache' };
  const common = { 'request-id': requestIdOf(call), 'odata-version': '4.0', 'cache-control': 'no-cache' };
  if (isFree(call)) return common;
  const load = gate.throttle.load(gate.accessOf(call).clientId);
  return { ...common, 'x-ms-resource-unit': String(costOf(call)), ...loadHeaders(load) };
}

const errors: Readonly<Record<number, readonly [code: string, message: string]>> = {
  400: ['Request_BadRequest', 'The request is invalid.'],
  401: ['InvalidAuthenticationToken', 'Lifetime validation failed, the token is expired.'],
  403: ['Authorization_RequestDenied', 'Insufficient privileges to complete the operation.'],
  404: [
    'Request_ResourceNotFound',
    'Resource does not exist or one of its queried reference-property objects are not present.',
  ],
  410: ['resyncRequired', 'Resync required.'],
  503: ['serviceNotAvailable', 'The service is temporarily unavailable for maintenance or is overloaded.'],
  504: ['UnknownError', 'The gateway did not receive a response from the service in time.'],
};

export function failure(effect: Extract<FaultEffect, { kind: 'status' }>, call: Call, gate: Gate): Reply {
  const { status, retryAfterSeconds: seconds, reason } = effect;
  if (status === 429) {
    const error = tooManyRequests({ clientId: clientOf(call, gate), tenantId: gate.tenantId(), seconds });
    return graphError(error, call);
  }
  const [code, message] = errors[status] ?? ['UnknownError', 'An internal server error occurred.'];
  const headers: Readonly<Record<string, string>> =
    seconds === undefined ? {} : { 'Retry-After': String(seconds) };
  return graphError({ status, code: reason ?? code, message, headers }, call);
}

function clientOf(call: Call, gate: Gate): string {
  try {
    return gate.accessOf(call).clientId;
  } catch {
    return '00000000-0000-0000-0000-000000000000';
  }
}

/** A count that lies, or a next link that leads to this page again. */
export function tamper(
  effect: Extract<FaultEffect, { kind: 'total-count' | 'cursor-loop' }>,
  reply: Reply,
  call: Call,
): Reply {
  return changed(reply, (body) => {
    if (effect.kind === 'total-count') {
      const count = body['@odata.count'];
      return typeof count === 'number' ? { ...body, '@odata.count': count + effect.add } : body;
    }
    if (body['@odata.nextLink'] === undefined) return body;
    return { ...body, '@odata.nextLink': `${call.origin}${call.path}?${call.query.toString()}` };
  });
}

/** A next link to another host, or an item that this page has and the next one begins with: so the next one loses nothing. */
export function misdirect(
  effect: Extract<FaultEffect, { kind: 'repeat-item' | 'foreign-next' }>,
  reply: Reply,
): Reply {
  return changed(reply, (body) => {
    const link = body['@odata.nextLink'];
    if (typeof link !== 'string') return body;
    if (effect.kind === 'foreign-next')
      return {
        ...body,
        '@odata.nextLink': link.replace(new URL(link).origin, 'https://graph.elsewhere.example'),
      };
    return body;
  });
}

type Body = Readonly<Record<string, unknown>>;

function changed(reply: Reply, change: (body: Body) => Body): Reply {
  if (!(reply.headers['content-type'] ?? '').includes('json')) return reply;
  const body: unknown = JSON.parse(textOf(reply));
  if (typeof body !== 'object' || body === null) return reply;
  return { ...reply, body: JSON.stringify(change({ ...body })) };
}
