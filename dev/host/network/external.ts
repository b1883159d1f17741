import { timeoutMsOf } from '../worker-pool';
import { functionByKey, type Manifest } from '../manifest';
import type { Invocation } from '../invocation';
import type { Journal } from '../journal';
import { errorAnswer, type WireAnswer, type WireRequest } from '../wire';
import type { EgressGate } from './egress-gate';
import { exchange } from './http-exchange';
import { rebase, routeOf, type HostRoutes } from './routes';

/** Forge's limit on external calls: 100 for each started minute that the function may run. Product calls are free. */
const callsPerRuntimeMinute = 100;

export interface ExternalDeps {
  readonly manifest: Manifest;
  readonly gate: EgressGate;
  readonly routes: HostRoutes;
  readonly allowRealNetwork: boolean;
  readonly journal: Journal;
}

/** The app's `fetch`: the egress list, the ports, the call limit and the redirects of Forge, then the host's routes. */
export async function fetchExternal(
  call: { invocation: Invocation; request: WireRequest },
  deps: ExternalDeps,
): Promise<WireAnswer> {
  const { invocation, request } = call;
  const limited = countCall(invocation, deps);
  const answer =
    limited ?? (await exchange({ url: request.path, request, resolve: (url) => resolve(url, deps) }));
  deps.journal.record({
    api: 'external',
    method: request.method,
    route: routeName(request.path),
    principal: 'none',
    functionKey: invocation.functionKey,
    status: answer.kind === 'response' ? answer.status : 0,
  });
  return answer;
}

/** 25 s and 55 s are one runtime minute, 900 s are fifteen. */
export function egressLimitOf(timeoutMs: number): number {
  return Math.ceil(timeoutMs / 60_000) * callsPerRuntimeMinute;
}

/** Forge's own words for this refusal are not known; the name is ours. */
function countCall(invocation: Invocation, { manifest, journal }: ExternalDeps): WireAnswer | undefined {
  const limit = egressLimitOf(
    timeoutMsOf(functionByKey(manifest, invocation.functionKey), invocation.moduleType),
  );
  invocation.egressCalls += 1;
  if (invocation.egressCalls <= limit) return undefined;
  const what = `"${invocation.functionKey}" made more than ${limit} external requests in one invocation (100 per runtime minute)`;
  journal.refuse('egress-limit', what);
  return errorAnswer('REQUEST_EGRESS_LIMIT_ERR', `Forge allows no more external requests: ${what}.`, 429);
}

function resolve(url: string, deps: ExternalDeps): ReturnType<Parameters<typeof exchange>[0]['resolve']> {
  const refusal = deps.gate.check(url);
  if (refusal !== undefined) {
    deps.journal.refuse('egress', routeName(url));
    return { kind: 'refuse', answer: refusal };
  }
  const target = new URL(url);
  const base = routeOf(deps.routes, target.host);
  if (base !== undefined)
    return {
      kind: 'send',
      url: rebase(target, base),
      shown: { own: base.replace(/\/+$/, ''), called: target.origin },
    };
  if (deps.allowRealNetwork) return { kind: 'send', url: target.href };
  deps.journal.refuse('egress', `${target.host} has no route`);
  const message = `The local host has no route for ${target.host} and real network is off. Give it a route to a simulator, or allow real network.`;
  return { kind: 'refuse', answer: errorAnswer('LOCAL_HOST_NO_ROUTE', message) };
}

function routeName(url: string): string {
  if (!URL.canParse(url)) return 'not a URL';
  const { host, pathname } = new URL(url);
  return `${host}${pathname}`;
}
