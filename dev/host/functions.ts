import { randomUUID } from 'node:crypto';
import { takeFault, type Faults } from './faults';
import { handlerContext, type Installation } from './installation';
import { InvocationFailure } from './invocation';
import type { Journal } from './journal';
import { pageModules, type Manifest, type PageModule } from './manifest';
import { pageContext } from './page-context';
import { losesInvocation } from './queue/queue-api';
import type { QueuedEvent } from './queue/event-log';
import { retentionOf } from './queue/retry';
import type { WorkerPool } from './worker-pool';

/** The three ways in which the platform calls the app. Each rejects with InvocationFailure. */
export interface Functions {
  resolve(call: ResolverCall): Promise<unknown>;
  consume(event: QueuedEvent): Promise<unknown>;
  tick(triggerKey?: string): Promise<unknown>;
}

export interface ResolverCall {
  readonly functionKey: string;
  readonly payload: unknown;
  readonly accountId: string;
  readonly moduleKey?: string | undefined;
}

export interface FunctionDeps {
  readonly manifest: Manifest;
  readonly installation: Installation;
  readonly pool: Pick<WorkerPool, 'invoke'>;
  readonly faults: Faults;
  readonly journal: Journal;
  readonly site: string;
  readonly now: () => number;
}

const maxRequestBytes = 500 * 1024;
const maxResponseBytes = 5 * 1024 * 1024;

export function createFunctions(deps: FunctionDeps): Functions {
  return {
    resolve: (call) => resolve(call, deps),
    consume: (event) => consume(event, deps),
    tick: (triggerKey) => tick(triggerKey, deps),
  };
}

/** As the bridge's `invoke` does it: request at most 500 KB, response at most 5 MB, both as JSON. */
async function resolve(
  { functionKey, payload, accountId, moduleKey }: ResolverCall,
  deps: FunctionDeps,
): Promise<unknown> {
  checkBytes(payload, { max: maxRequestBytes, what: 'request of 500 KB', journal: deps.journal });
  const { installation, site } = deps;
  const module = moduleWithResolver(deps.manifest, moduleKey);
  const result = await deps.pool.invoke({
    functionKey: module.resolver.function,
    moduleKey: module.key,
    moduleType: module.type,
    accountId,
    chainId: randomUUID(),
    event: {
      call: { functionKey, payload },
      context: pageContext({ installation, module, accountId, site, colorMode: 'light' }),
    },
    context: handlerContext(installation, accountId),
  });
  checkBytes(result, { max: maxResponseBytes, what: 'response of 5 MB', journal: deps.journal });
  return result;
}

function checkBytes(
  value: unknown,
  { max, what, journal }: { max: number; what: string; journal: Journal },
): void {
  const bytes = value === undefined ? 0 : Buffer.byteLength(JSON.stringify(value));
  if (bytes <= max) return;
  journal.refuse('payload', `${bytes} bytes are over the front-end ${what}`);
  throw new InvocationFailure(
    'APP_ERROR',
    `Payload too large: ${bytes} bytes are over the limit for a front-end ${what}.`,
  );
}

function moduleWithResolver(
  manifest: Manifest,
  key: string | undefined,
): PageModule & { readonly resolver: { readonly function: string } } {
  const modules = pageModules(manifest).flatMap((one) =>
    one.resolver === undefined ? [] : [{ ...one, resolver: one.resolver }],
  );
  const found = key === undefined ? modules[0] : modules.find((module) => module.key === key);
  if (found === undefined) throw new Error(`manifest.yml has no page module ${key ?? ''} with a resolver.`);
  return found;
}

async function consume(event: QueuedEvent, deps: FunctionDeps): Promise<unknown> {
  if (losesInvocation(deps.faults)) {
    throw new InvocationFailure(
      'FUNCTION_PLATFORM_UNKNOWN_ERROR',
      'The invocation was lost, as a fault asks.',
    );
  }
  const consumer = deps.manifest.modules.consumer?.find((one) => one.queue === event.queue);
  if (consumer === undefined) throw new Error(`manifest.yml has no consumer of the queue "${event.queue}".`);
  return deps.pool.invoke({
    functionKey: consumer.function,
    moduleKey: consumer.key,
    moduleType: 'consumer',
    chainId: event.chainId,
    event: asyncEvent(event, deps.now()),
    context: handlerContext(deps.installation, undefined),
  });
}

/** `AsyncEvent` of `@forge/events` 3. */
function asyncEvent(event: QueuedEvent, nowMs: number): object {
  const { queue, jobId, eventId, body, delayInSeconds, concurrency, retry } = event;
  return {
    queueName: queue,
    jobId,
    eventId,
    body,
    ...(delayInSeconds === undefined ? {} : { delayInSeconds }),
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(retry === undefined ? {} : { retryContext: retryContext(event, { ...retry, nowMs }) }),
  };
}

function retryContext(
  event: QueuedEvent,
  retry: { count: number; reason: string; data?: unknown; nowMs: number },
): object {
  const remainingTimeMs = Math.max(0, event.pushedAtMs + retentionOf(event) - retry.nowMs);
  return {
    retryCount: retry.count,
    retryReason: retry.reason,
    retryData: retry.data ?? null,
    retentionWindow: { startTime: new Date(event.pushedAtMs).toISOString(), remainingTimeMs },
  };
}

/** A scheduled trigger has no user and no retry; duplicates are possible. */
async function tick(triggerKey: string | undefined, deps: FunctionDeps): Promise<unknown> {
  const triggers = deps.manifest.modules.scheduledTrigger ?? [];
  const trigger = triggerKey === undefined ? triggers[0] : triggers.find((one) => one.key === triggerKey);
  if (trigger === undefined) throw new Error(`manifest.yml has no scheduled trigger ${triggerKey ?? ''}.`);
  const fire = () =>
    deps.pool.invoke({
      functionKey: trigger.function,
      moduleKey: trigger.key,
      moduleType: 'scheduledTrigger',
      chainId: randomUUID(),
      event: {
        context: { cloudId: deps.installation.cloudId, moduleKey: trigger.key },
        contextToken: 'local-host',
      },
      context: handlerContext(deps.installation, undefined),
    });
  const [first] = await Promise.all(takeFault(deps.faults, 'duplicateTicks') ? [fire(), fire()] : [fire()]);
  return first;
}
