import type { ApiBudget } from '../domain/directory';
import { FailureError } from '../domain/failure';
import type { Clock } from '../domain/ports';
import { count } from './wording';

export interface WindowRules {
  /** As people know the API: "Okta". */
  readonly apiLabel: string;
  /** This share (0 to 1) of each window's calls is left to others; one call a window is made all the same. */
  readonly keptShare: number;
  /** Longest pause in place; a longer one parks the run. */
  readonly longestPauseMs: number;
}

/** What an answer says of the window that its call counted in. */
export interface SeenWindow {
  readonly limit: number;
  readonly remaining: number;
  /** A duration, so that a clock that differs from the server's does no harm. */
  readonly resetsInMs: number;
}

/** Tells that the call came back, with what its headers said, if anything. */
export type SettleCall = (seen: SeenWindow | undefined) => void;

/** Keeps a share of several short windows, each of which counts the calls of one endpoint. */
export interface WindowBudgets {
  /**
   * Takes one call. Below half of what may be used, the calls are spread over the rest of the window; when nothing may be used any more, it
   * waits for the next one. While nothing is known of a window, one call goes ahead and the others wait for what it tells.
   *
   * Throws `retry-later` where it would pause for longer than the rules say.
   */
  take(endpoint: string): Promise<SettleCall>;
  /** The window with the smallest share left, of those that are known. */
  tightest(): ApiBudget | undefined;
  /** Throws `retry-later` where a known window has no more than what is kept. */
  refuseSpent(): void;
}

export interface WindowDeps {
  readonly clock: Clock;
  /** Called after each pause. */
  readonly waited: (ms: number) => void;
  /** Called whenever the API has told, with the tightest window that is known then. */
  readonly told?: (window: ApiBudget) => void;
}

export function createWindowBudgets(rules: WindowRules, deps: WindowDeps): WindowBudgets {
  const endpoints = new Map<string, Endpoint>();
  const windows = () => [...endpoints.values()].flatMap((endpoint) => known(endpoint, deps.clock) ?? []);
  const tightest = () => windows().toSorted((a, b) => a.remaining / a.limit - b.remaining / b.limit)[0];
  const told = () => {
    const window = tightest();
    if (window !== undefined) deps.told?.(window);
  };
  const context: Context = { rules, deps, told };
  return {
    take: (name) => take(endpointOf(endpoints, name), context),
    tightest,
    refuseSpent() {
      for (const endpoint of endpoints.values()) {
        const window = known(endpoint, deps.clock);
        if (window === undefined || usable(window, rules) > 0) continue;
        throw new FailureError(tooLong(window.resetsAtMs - deps.clock.now(), endpoint, rules));
      }
    },
  };
}

interface Context {
  readonly rules: WindowRules;
  readonly deps: WindowDeps;
  readonly told: () => void;
}

interface Endpoint {
  readonly name: string;
  window: ApiBudget | undefined;
  inFlight: number;
  /** Settled when the call that went ahead has come back. */
  ahead: Promise<void> | undefined;
  /** The call that went ahead told nothing: then nobody waits for the next. */
  isSilent: boolean;
  /** Before this no call leaves. */
  nextAtMs: number;
}

function endpointOf(endpoints: Map<string, Endpoint>, name: string): Endpoint {
  const present = endpoints.get(name);
  if (present !== undefined) return present;
  const idle = { window: undefined, inFlight: 0, ahead: undefined, isSilent: false, nextAtMs: 0 };
  const endpoint: Endpoint = { name, ...idle };
  endpoints.set(name, endpoint);
  return endpoint;
}

function known(endpoint: Endpoint, clock: Clock): ApiBudget | undefined {
  if (endpoint.window !== undefined && clock.now() >= endpoint.window.resetsAtMs) {
    endpoint.window = undefined;
    endpoint.nextAtMs = 0;
  }
  return endpoint.window;
}

async function take(endpoint: Endpoint, context: Context): Promise<SettleCall> {
  const { clock } = context.deps;
  for (;;) {
    const window = known(endpoint, clock);
    if (window === undefined && endpoint.ahead !== undefined) await endpoint.ahead;
    else if (window === undefined) return begin(endpoint, context);
    else if (usable(window, context.rules) > 0) return takeFrom(window, endpoint, context);
    else await pause(window.resetsAtMs - clock.now(), endpoint, context);
  }
}

/** Counted at once, so that calls that come meanwhile see it. */
async function takeFrom(window: ApiBudget, endpoint: Endpoint, context: Context): Promise<SettleCall> {
  const pauseMs = spread(window, endpoint, context);
  endpoint.window = { ...window, remaining: window.remaining - 1 };
  const settle = send(endpoint, context);
  try {
    await pause(pauseMs, endpoint, context);
    return settle;
  } catch (error) {
    settle(undefined);
    giveBack(endpoint);
    throw error;
  }
}

/** The call did not leave. */
function giveBack(endpoint: Endpoint): void {
  const { window } = endpoint;
  if (window !== undefined) endpoint.window = { ...window, remaining: window.remaining + 1 };
}

/** How long this call waits for its turn, in milliseconds. */
function spread(window: ApiBudget, endpoint: Endpoint, { rules, deps }: Context): number {
  const left = usable(window, rules);
  if (left * 2 >= window.limit - kept(window, rules)) return 0;
  const now = deps.clock.now();
  const at = Math.min(Math.max(now, endpoint.nextAtMs), window.resetsAtMs);
  endpoint.nextAtMs = at + (window.resetsAtMs - at) / left;
  return Math.ceil(at - now);
}

async function pause(ms: number, endpoint: Endpoint, { rules, deps }: Context): Promise<void> {
  if (ms > rules.longestPauseMs) throw new FailureError(tooLong(ms, endpoint, rules));
  if (ms <= 0) return;
  await deps.clock.sleep(ms);
  deps.waited(ms);
}

/** Goes ahead, alone unless the API is known to tell nothing. */
function begin(endpoint: Endpoint, context: Context): SettleCall {
  const settle = send(endpoint, context);
  if (endpoint.isSilent) return settle;
  let release: (() => void) | undefined;
  endpoint.ahead = new Promise((resolve) => {
    release = resolve;
  });
  return (seen) => {
    settle(seen);
    endpoint.isSilent = seen === undefined;
    endpoint.ahead = undefined;
    release?.();
  };
}

function send(endpoint: Endpoint, { deps, told }: Context): SettleCall {
  endpoint.inFlight += 1;
  return (seen) => {
    endpoint.inFlight -= 1;
    if (seen === undefined) return;
    endpoint.window = windowAfter(endpoint, seen, deps.clock.now());
    told();
  };
}

/** Times that are told in whole seconds differ by so much within one window. */
const sameWindowMs = 2_000;

/** A word of the API may have left before calls that are still on their way were counted, and may be overtaken by a later one. */
function windowAfter({ window, inFlight }: Endpoint, seen: SeenWindow, nowMs: number): ApiBudget {
  const resetsAtMs = nowMs + seen.resetsInMs;
  const remaining = Math.max(0, seen.remaining - inFlight);
  const isSame = window !== undefined && Math.abs(window.resetsAtMs - resetsAtMs) < sameWindowMs;
  return {
    limit: seen.limit,
    remaining: isSame ? Math.min(window.remaining, remaining) : remaining,
    resetsAtMs,
  };
}

function usable(window: ApiBudget, rules: WindowRules): number {
  return window.remaining - kept(window, rules);
}

function kept({ limit }: ApiBudget, { keptShare }: WindowRules): number {
  return Math.min(limit - 1, Math.ceil(limit * keptShare));
}

function tooLong(ms: number, { name, window }: Endpoint, rules: WindowRules) {
  const afterMs = Math.max(1_000, Math.ceil(ms));
  const numbers =
    window === undefined
      ? ''
      : ` has ${count(window.remaining)} of ${count(window.limit)} calls left, and ${count(kept(window, rules))} must remain. It`;
  return {
    kind: 'retry-later' as const,
    afterMs,
    message: `${rules.apiLabel}'s limit for ${name}${numbers} starts again in ${Math.ceil(afterMs / 1_000)} seconds; the run goes on then.`,
  };
}
