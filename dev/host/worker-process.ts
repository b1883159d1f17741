import { fork, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { InvocationFailure, type Invocation } from './invocation';
import type { Target, WireAnswer, WireRequest } from './wire';

/** What the parent tells a child to run. */
export interface Call {
  readonly invocation: Invocation;
  readonly handler: string;
  readonly event: unknown;
  readonly context: unknown;
  /** The constant part of `__forge_runtime__`. */
  readonly runtime: unknown;
}

export interface WorkerOptions {
  readonly bundleDir: string;
  readonly memoryMB: number;
  readonly clockOffsetMs: number;
  readonly variables: Readonly<Record<string, string>>;
  readonly log: (line: string) => void;
  /** A call that the app made to the platform. */
  readonly onCall: (call: {
    invocation: Invocation;
    target: Target;
    request: WireRequest;
  }) => Promise<WireAnswer>;
  readonly onNetworkRefused: (what: string) => void;
}

/** One child process with the bundle in it. It ends by `kill`, by a crash, or with its parent. */
export interface WorkerProcess {
  /** The handler's result. Rejects with InvocationFailure. */
  run(call: Call): Promise<unknown>;
  setClockOffset(offsetMs: number): void;
  kill(why: InvocationFailure): Promise<void>;
  readonly ended: boolean;
}

interface Running {
  readonly invocation: Invocation;
  readonly resolve: (value: unknown) => void;
  readonly reject: (failure: InvocationFailure) => void;
}

type ChildMessage =
  | { readonly kind: 'ready' }
  | { readonly kind: 'refused'; readonly what: string }
  | { readonly kind: 'abort'; readonly callId: number }
  | {
      readonly kind: 'call';
      readonly callId: number;
      readonly invocationId: string;
      readonly target: Target;
      readonly request: Omit<WireRequest, 'signal'>;
    }
  | { readonly kind: 'done'; readonly id: string; readonly ok: true; readonly body?: string }
  | {
      readonly kind: 'done';
      readonly id: string;
      readonly ok: false;
      readonly error: { readonly name: string; readonly message: string; readonly stack?: string };
    };

/** Late calls of promises that nobody awaited are still theirs, so the last invocations stay known. */
const rememberedInvocations = 500;

export function startWorker(options: WorkerOptions): WorkerProcess {
  const child = forkChild(options);
  const running = new Map<string, Running>();
  const known = new Map<string, Invocation>();
  const calls = new Map<number, AbortController>();
  const state = { ended: false, reason: undefined as InvocationFailure | undefined };
  const exited = new Promise<void>((resolve) => {
    child.once('close', (code, signal) => {
      state.ended = true;
      const why = state.reason ?? crashFailure(code, signal);
      for (const one of running.values()) one.reject(why);
      running.clear();
      for (const call of calls.values()) call.abort();
      resolve();
    });
  });

  child.on('message', (message: ChildMessage) => {
    if (message.kind === 'refused') options.onNetworkRefused(message.what);
    if (message.kind === 'abort') calls.get(message.callId)?.abort();
    if (message.kind === 'done') finish(message, { running, log: options.log });
    if (message.kind === 'call') void answerCall(message, { child, known, calls, options });
  });

  return {
    get ended() {
      return state.ended || state.reason !== undefined;
    },
    run: (call) =>
      new Promise((resolve, reject) => {
        remember(known, call.invocation);
        running.set(call.invocation.id, { invocation: call.invocation, resolve, reject });
        tell(child, invokeMessage(call));
      }),
    setClockOffset: (offsetMs) => tell(child, { kind: 'clock', offsetMs }),
    kill: (why) => {
      state.reason ??= why;
      child.kill('SIGKILL');
      return exited;
    },
  };
}

function forkChild({ bundleDir, memoryMB, clockOffsetMs, variables, log }: WorkerOptions): ChildProcess {
  const child = fork(
    path.join(__dirname, 'worker', 'main.cjs'),
    [bundleDir, String(clockOffsetMs), JSON.stringify(variables)],
    {
      execArgv: [`--max-old-space-size=${memoryMB}`, '--enable-source-maps'],
      env: {},
      serialization: 'advanced',
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    },
  );
  for (const stream of [child.stdout, child.stderr]) {
    if (stream !== null) createInterface({ input: stream }).on('line', log);
  }
  return child;
}

function invokeMessage(call: Call): object {
  return {
    kind: 'invoke',
    id: call.invocation.id,
    timeoutMs: call.invocation.timeoutMs,
    handler: call.handler,
    event: call.event,
    context: call.context,
    runtime: call.runtime,
  };
}

/** A child that is already gone cannot be told anything; its `close` event tells the caller. */
function tell(child: ChildProcess, message: object): void {
  if (child.connected) child.send(message, () => undefined);
}

function remember(known: Map<string, Invocation>, invocation: Invocation): void {
  known.set(invocation.id, invocation);
  const oldest = known.keys().next();
  if (known.size > rememberedInvocations && oldest.done !== true) known.delete(oldest.value);
}

function finish(
  message: Extract<ChildMessage, { kind: 'done' }>,
  { running, log }: { running: Map<string, Running>; log: (line: string) => void },
): void {
  const one = running.get(message.id);
  running.delete(message.id);
  if (message.ok) return one?.resolve(message.body === undefined ? undefined : JSON.parse(message.body));
  log(message.error.stack ?? `${message.error.name}: ${message.error.message}`);
  return one?.reject(new InvocationFailure('APP_ERROR', message.error.message));
}

interface CallDeps {
  readonly child: ChildProcess;
  readonly known: ReadonlyMap<string, Invocation>;
  readonly calls: Map<number, AbortController>;
  readonly options: WorkerOptions;
}

async function answerCall(message: Extract<ChildMessage, { kind: 'call' }>, deps: CallDeps): Promise<void> {
  const invocation = deps.known.get(message.invocationId);
  if (invocation === undefined) return;
  const abort = new AbortController();
  deps.calls.set(message.callId, abort);
  const answer = await deps.options
    .onCall({ invocation, target: message.target, request: { ...message.request, signal: abort.signal } })
    .catch((error: unknown): WireAnswer => ({
      kind: 'error',
      name: 'Error',
      message: `The local host failed: ${String(error)}`,
    }));
  deps.calls.delete(message.callId);
  tell(deps.child, { kind: 'answer', callId: message.callId, answer });
}

function crashFailure(code: number | null, signal: NodeJS.Signals | null): InvocationFailure {
  // V8 aborts when the heap that --max-old-space-size allows is full.
  if (signal === 'SIGABRT' || code === 134) {
    return new InvocationFailure('FUNCTION_OUT_OF_MEMORY', 'The function ran out of memory.');
  }
  return new InvocationFailure(
    'FUNCTION_PLATFORM_UNKNOWN_ERROR',
    `The process of the function ended (${signal ?? code}).`,
  );
}
