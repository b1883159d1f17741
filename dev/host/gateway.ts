import type { HostClock } from './clock';
import { reachesFault, takeFault, type Faults } from './faults';
import type { Invocation } from './invocation';
import type { Journal } from './journal';
import { callStorage, writesStorage, type StorageApiDeps, type StorageOutcome } from './kvs/api';
import { bytesOf } from './kvs/limits';
import { rateLimited, type StorageRates } from './kvs/rates';
import { StorageRefusal } from './kvs/refusal';
import { declaredScopes, type Manifest } from './manifest';
import { fetchExternal, type ExternalDeps } from './network/external';
import { callProduct, type ProductDeps } from './network/product';
import { callQueue, queueCallOf, type QueueApiDeps } from './queue/queue-api';
import { bodyJson, jsonAnswer, notModelled, type Target, type WireAnswer, type WireRequest } from './wire';

export interface GatewayDeps {
  readonly manifest: Manifest;
  readonly clock: HostClock;
  readonly faults: Faults;
  readonly journal: Journal;
  readonly storage: StorageApiDeps;
  readonly rates: StorageRates;
  readonly queue: QueueApiDeps;
  readonly external: ExternalDeps;
  readonly product: ProductDeps;
  /** Kills the process of the function; it never sees the answer. */
  readonly kill: (invocation: Invocation, why: string) => Promise<void>;
}

export interface GatewayCall {
  readonly invocation: Invocation;
  readonly target: Target;
  readonly request: WireRequest;
}

/** Everything that the app asks of the platform passes here. What is not modelled answers 501 and is recorded. */
export async function answerCall(call: GatewayCall, deps: GatewayDeps): Promise<WireAnswer> {
  const { target, request } = call;
  if (target.type === 'egress') return fetchExternal(call, deps.external);
  if (target.type === 'kvs') return store(call, deps);
  if (target.type === 'fpp' && (target.remote === 'jira' || target.remote === 'confluence')) {
    return product(call, target.remote, deps);
  }
  const queueCall =
    target.type === 'fpp' && target.remote === 'stargate' ? queueCallOf(request.path) : undefined;
  if (queueCall !== undefined) return queue(call, queueCall, deps);
  const what = `${target.type}${target.remote === undefined ? '' : `/${target.remote}`} ${request.method} ${request.path}`;
  deps.journal.refuse('not-modelled', what);
  return notModelled(what);
}

function queue(
  call: GatewayCall,
  name: NonNullable<ReturnType<typeof queueCallOf>>,
  deps: GatewayDeps,
): WireAnswer {
  const answer = callQueue(name, call, deps.queue);
  record(call, { api: 'queue', route: name }, { answer, journal: deps.journal });
  return answer;
}

async function product(
  call: GatewayCall,
  name: 'jira' | 'confluence',
  deps: GatewayDeps,
): Promise<WireAnswer> {
  const { invocation, target, request } = call;
  if (target.contextAri !== undefined) {
    deps.journal.refuse('not-modelled', 'withContext');
    return notModelled('withContext');
  }
  const provider = target.provider === 'app' || target.provider === 'user' ? target.provider : 'none';
  const answer = await callProduct(
    {
      product: name,
      provider,
      accountId: target.accountId,
      sessionAccountId: invocation.accountId,
      functionKey: invocation.functionKey,
      request,
    },
    deps.product,
  );
  const isWrite = request.method !== 'GET' && answer.kind === 'response';
  if (isWrite && reachesFault(deps.faults, 'killAfterProductWrites')) {
    await deps.kill(invocation, 'killed after a product write, as a fault asks');
  }
  return answer;
}

async function store(call: GatewayCall, deps: GatewayDeps): Promise<WireAnswer> {
  const { answer, wrote } = runStorage(call.request, deps);
  record(call, { api: 'kvs', route: call.request.path }, { answer, journal: deps.journal });
  if (wrote && reachesFault(deps.faults, 'killAfterKvsWrites')) {
    await deps.kill(call.invocation, 'killed after a storage write, as a fault asks');
  }
  return answer;
}

function runStorage(
  request: WireRequest,
  deps: GatewayDeps,
): { readonly answer: WireAnswer; readonly wrote: boolean } {
  try {
    const outcome = callWithRates(request, deps);
    if (outcome !== undefined)
      return { answer: jsonAnswer(outcome.status, outcome.body), wrote: outcome.wrote };
    deps.journal.refuse('not-modelled', `kvs ${request.path}`);
    return { answer: notModelled(`kvs ${request.path}`), wrote: false };
  } catch (error) {
    if (!(error instanceof StorageRefusal)) throw error;
    if (error.code !== 'KEY_NOT_FOUND')
      deps.journal.refuse('storage', `${request.path}: ${error.code} ${error.message}`);
    return { answer: error.toAnswer(), wrote: false };
  }
}

function callWithRates(request: WireRequest, deps: GatewayDeps): StorageOutcome | undefined {
  if (!declaredScopes(deps.manifest).includes('storage:app')) {
    throw new StorageRefusal(403, 'FORBIDDEN', 'The scope storage:app is not in the manifest.');
  }
  if (takeFault(deps.faults, 'storageRateLimits')) throw rateLimited();
  const body = bodyJson(request);
  const isWrite = writesStorage(request.path);
  // A write is weighed before it happens, a read by what it found.
  if (isWrite) deps.rates.spend('write', bytesOf(body), deps.clock.now());
  const outcome = callStorage(request.path, body, deps.storage);
  if (!isWrite && outcome !== undefined) deps.rates.spend('read', outcome.bytes, deps.clock.now());
  return outcome;
}

function record(
  { invocation, request }: GatewayCall,
  call: { api: 'kvs' | 'queue'; route: string },
  { answer, journal }: { answer: WireAnswer; journal: Journal },
): void {
  const status = answer.kind === 'response' ? answer.status : 0;
  journal.record({
    ...call,
    method: request.method,
    principal: 'app',
    functionKey: invocation.functionKey,
    status,
  });
}
