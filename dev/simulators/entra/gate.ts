import { ReplyError, type Call } from '../server/call';
import type { Access } from './applications';
import { graphError, requestIdOf } from './errors';
import { costOf, loadHeaders, tooManyRequests, type Throttle } from './throttle';

/** What stands before every call of Graph. */
export interface Gate {
  readonly accessOf: (call: Call) => Access;
  readonly throttle: Throttle;
  readonly tenantId: () => string;
}

function isSignIn(call: Call): boolean {
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
