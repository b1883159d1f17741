import { randomUUID } from 'node:crypto';
import { InvocationFailure, type Invocation } from './invocation';
import type { FunctionModule, Manifest } from './manifest';
import { functionByKey } from './manifest';
import { startWorker, type WorkerOptions, type WorkerProcess } from './worker-process';

export interface InvokeRequest {
  readonly functionKey: string;
  readonly moduleKey: string;
  readonly moduleType: string;
  readonly accountId?: string;
  readonly chainId: string;
  readonly event: unknown;
  readonly context: unknown;
}

/**
 * Runs functions. Each function of the manifest has its own process, as on Forge: what one keeps in memory the others never
 * see, and killing one leaves the others. Invocations of one function share a process, so a kill takes its neighbours along.
 */
export interface WorkerPool {
  /** Rejects with InvocationFailure: the app's error, a timeout, or a process that died. */
  invoke(request: InvokeRequest): Promise<unknown>;
  /** Kills the process that runs this invocation. */
  kill(functionKey: string, why: string): Promise<void>;
  setClockOffset(offsetMs: number): void;
  close(): Promise<void>;
}

export interface PoolDeps extends Pick<
  WorkerOptions,
  'bundleDir' | 'variables' | 'log' | 'onCall' | 'onNetworkRefused'
> {
  readonly manifest: Manifest;
  readonly clockOffsetMs: () => number;
  readonly runtimeOf: (invocation: Invocation) => unknown;
  readonly onTimeout: (invocation: Invocation) => void;
}

const defaultMemoryMB = 512;
const userTimeoutMs = 25_000;
const backgroundTimeoutMs = 55_000;

/** 25 s in front of a person; 55 s behind, unless the function says `timeoutSeconds`. */
export function timeoutMsOf(fn: FunctionModule, moduleType: string): number {
  if (moduleType !== 'consumer' && moduleType !== 'scheduledTrigger') return userTimeoutMs;
  return fn.timeoutSeconds === undefined ? backgroundTimeoutMs : fn.timeoutSeconds * 1000;
}

export function createWorkerPool(deps: PoolDeps): WorkerPool {
  const workers = new Map<string, WorkerProcess>();
  const state = { closed: false };

  const workerFor = (fn: FunctionModule): WorkerProcess => {
    const present = workers.get(fn.key);
    if (present !== undefined && !present.ended) return present;
    const memoryMB = fn.runtime?.memoryMB ?? deps.manifest.app.runtime.memoryMB ?? defaultMemoryMB;
    const fresh = startWorker({ ...deps, memoryMB, clockOffsetMs: deps.clockOffsetMs() });
    workers.set(fn.key, fresh);
    return fresh;
  };

  return {
    invoke: async (request) => {
      if (state.closed) throw closed();
      const fn = functionByKey(deps.manifest, request.functionKey);
      const invocation = toInvocation(request, timeoutMsOf(fn, request.moduleType));
      const { event, context } = request;
      const worker = workerFor(fn);
      const runtime = deps.runtimeOf(invocation);
      const run = worker.run({ invocation, handler: fn.handler, event, context, runtime });
      return withDeadline(run, { worker, invocation, onTimeout: deps.onTimeout });
    },
    kill: async (functionKey, why) => {
      await workers.get(functionKey)?.kill(new InvocationFailure('FUNCTION_PLATFORM_UNKNOWN_ERROR', why));
    },
    setClockOffset: (offsetMs) => {
      for (const worker of workers.values()) worker.setClockOffset(offsetMs);
    },
    close: async () => {
      state.closed = true;
      await Promise.all([...workers.values()].map((worker) => worker.kill(closed())));
    },
  };
}

function closed(): InvocationFailure {
  return new InvocationFailure('FUNCTION_PLATFORM_UNKNOWN_ERROR', 'The local host was closed.');
}

function toInvocation(request: InvokeRequest, timeoutMs: number): Invocation {
  const { functionKey, moduleKey, moduleType, chainId, accountId } = request;
  const person = accountId === undefined ? {} : { accountId };
  return {
    id: randomUUID(),
    functionKey,
    moduleKey,
    moduleType,
    chainId,
    ...person,
    timeoutMs,
    egressCalls: 0,
  };
}

interface Deadline {
  readonly worker: WorkerProcess;
  readonly invocation: Invocation;
  readonly onTimeout: (invocation: Invocation) => void;
}

/** A timer inside cannot stop a busy loop, so the whole process goes. */
async function withDeadline(
  run: Promise<unknown>,
  { worker, invocation, onTimeout }: Deadline,
): Promise<unknown> {
  const seconds = invocation.timeoutMs / 1000;
  const timer = setTimeout(() => {
    onTimeout(invocation);
    void worker.kill(
      new InvocationFailure(
        'FUNCTION_TIME_OUT',
        `The function "${invocation.functionKey}" timed out after ${seconds} seconds.`,
      ),
    );
  }, invocation.timeoutMs);
  try {
    return await run;
  } finally {
    clearTimeout(timer);
  }
}
