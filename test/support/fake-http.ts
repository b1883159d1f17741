import type { ApiBudget } from '../../src/domain/directory';
import { FailureError, type Failure } from '../../src/domain/failure';
import type { CallMeter, Clock } from '../../src/domain/ports';
import type { Fetch, HttpDeps } from '../../src/http/request';

export interface FakeCall {
  readonly method: string;
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | undefined;
}

export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** An object is sent as JSON, a string as it is. */
  readonly body?: unknown;
}

/** An answer; an error to reject with; `never` to leave the call open. */
export type FakeReply = FakeAnswer | Error | 'never';
export type FakeRoute = (call: FakeCall) => FakeReply;

export interface FakeHttp {
  readonly deps: HttpDeps;
  readonly calls: readonly FakeCall[];
  /** What the meter heard. */
  readonly counted: { requests: number; retries: number; waitedMs: number };
  readonly told: readonly ApiBudget[];
  readonly clock: MovableClock;
}

export interface MovableClock extends Clock {
  move(ms: number): void;
  /** Every pause that was slept, in order. */
  readonly slept: readonly number[];
}

/** Sleeping moves the clock at once. */
export function movableClock(startMs = Date.UTC(2026, 10, 22, 9)): MovableClock {
  let nowMs = startMs;
  const slept: number[] = [];
  return {
    now: () => nowMs,
    move: (ms) => void (nowMs += ms),
    slept,
    sleep: async (ms) => {
      slept.push(ms);
      nowMs += ms;
    },
  };
}

/** HTTP dependencies over a function that answers calls. */
export function fakeHttp(route: FakeRoute, clock: MovableClock = movableClock()): FakeHttp {
  const calls: FakeCall[] = [];
  const counted = { requests: 0, retries: 0, waitedMs: 0 };
  const told: ApiBudget[] = [];
  const meter: CallMeter = {
    request: () => void (counted.requests += 1),
    retry: () => void (counted.retries += 1),
    waited: (_api, ms) => void (counted.waitedMs += ms),
    remaining: (_api, budget) => void told.push(budget),
  };
  const fetch: Fetch = async (url, init) => {
    const call = { method: init.method, url: new URL(url), headers: init.headers, body: init.body };
    calls.push(call);
    return respond(route(call));
  };
  return { deps: { fetch, clock, meter, random: () => 0.5 }, calls, counted, told, clock };
}

/** Answers one after the other; the last one stays. */
export function inOrder(...replies: readonly FakeReply[]): FakeRoute {
  let next = 0;
  return () => {
    const reply = replies[Math.min(next, replies.length - 1)];
    next += 1;
    return reply ?? new Error('no reply was prepared');
  };
}

async function respond(reply: FakeReply): ReturnType<Fetch> {
  if (reply === 'never') return new Promise(() => undefined);
  if (reply instanceof Error) throw reply;
  const text = typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? {});
  return { status: reply.status ?? 200, headers: new Headers(reply.headers), text: async () => text };
}

/** The failure that a promise ends in; fails the test when it does not fail. */
export async function failureFrom(work: Promise<unknown>): Promise<Failure> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof FailureError) return error.failure;
  throw new Error('expected a FailureError', { cause: error });
}
