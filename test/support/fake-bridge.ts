import type { Page } from 'playwright-core';
import {
  inputs,
  type Answer,
  type AnswerError,
  type Input,
  type Method,
  type Outputs,
} from '../../src/contract';

export type Handlers = { readonly [M in Method]: (input: Input<M>) => Outputs[M] | Promise<Outputs[M]> };

/** An answer that is not `ok`, thrown by a handler. */
export class Refusal extends Error {
  readonly answer: AnswerError;

  constructor(answer: AnswerError) {
    super(answer.message);
    this.answer = answer;
  }
}

export interface EgressGroup {
  readonly key: string;
  readonly description: string;
  readonly configured: readonly { readonly domain: string; readonly type: readonly string[] }[];
}

/** What the product keeps of the addresses that an administrator lets the app call, and what they answer when asked. */
export interface FakeConsent {
  answer: 'yes' | 'no';
  readonly allowed: EgressGroup[];
}

/** Stands in for the app's backend: handlers of the contract, which a test may replace at any time. */
export interface FakeBackend {
  /** Replaces one method. */
  on<M extends Method>(method: M, handler: Handlers[M]): void;
  /** Every call so far, in order. */
  readonly calls: { readonly method: Method; readonly input: unknown }[];
  readonly consent: FakeConsent;
  answer(method: string, input: unknown): Promise<Answer<unknown>>;
}

export function fakeBackend(handlers: Partial<Handlers>): FakeBackend {
  const current: Partial<Handlers> = { ...handlers };
  const calls: FakeBackend['calls'] = [];
  return {
    calls,
    consent: { answer: 'yes', allowed: [] },
    on: (method, handler) => {
      Object.assign(current, { [method]: handler });
    },
    answer: async (name, input) => {
      const method = name as Method;
      calls.push({ method, input });
      return answerOf(current, method, input);
    },
  };
}

async function answerOf(
  handlers: Partial<Handlers>,
  method: Method,
  input: unknown,
): Promise<Answer<unknown>> {
  const parsed = inputs[method].safeParse(input);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    return {
      ok: false,
      error: {
        kind: 'invalid-input',
        message: issue?.message ?? 'Wrong input.',
        field: issue?.path.join('.') ?? '',
      },
    };
  }
  try {
    const handle = handlers[method] as ((value: unknown) => unknown) | undefined;
    if (handle === undefined) throw new Error(`No test answers ${method}.`);
    return { ok: true, value: await handle(parsed.data) };
  } catch (error) {
    if (error instanceof Refusal) return { ok: false, error: error.answer };
    throw error;
  }
}

export interface BridgeSettings {
  readonly colorMode: 'light' | 'dark';
  /** The type of the module that shows the page. */
  readonly moduleType: 'jira:adminPage' | 'confluence:globalSettings';
  /** Of the administrator's profile. */
  readonly locale: string;
  /** The place to open, such as `/connectors/connection-1/general`. */
  readonly path: string;
}

export interface FakeBridge {
  /**
   * From now on this backend answers. The page is to be loaded with the query that comes back; what a document of an earlier
   * query still asks is never answered, so that it does not disturb this backend.
   */
  readonly connect: (backend: FakeBackend, settings: BridgeSettings) => string;
  /** How many calls of the present document wait for an answer. */
  readonly waitingCalls: () => number;
}

/**
 * Gives a browser page the product's side of the bridge: theme, context, a history that keeps the place over a reload, and
 * `invoke`, which is answered in this process by the backend that is connected.
 */
export async function installFakeBridge(page: Page): Promise<FakeBridge> {
  let visit = 0;
  let waiting = 0;
  let backend = fakeBackend({});
  await page.exposeFunction('askBackend', async (from: string, method: string, input: unknown) => {
    if (from !== String(visit)) return new Promise<never>(() => undefined);
    waiting += 1;
    return backend.answer(method, input).finally(() => {
      if (from === String(visit)) waiting -= 1;
    });
  });
  await page.exposeFunction('askForConsent', (payload: { egresses: readonly EgressGroup[] }) => {
    if (backend.consent.answer === 'no') throw new Error('The administrator refused.');
    backend.consent.allowed.push(...payload.egresses);
  });
  await page.exposeFunction('allowedAddresses', () => ({ results: backend.consent.allowed }));
  await page.addInitScript({ content: bridgeSource });
  return {
    connect: (next, settings) => {
      backend = next;
      visit += 1;
      waiting = 0;
      return new URLSearchParams({ visit: String(visit), ...settings }).toString();
    },
    waitingCalls: () => waiting,
  };
}

/** Source for the browser, as text: what a transpiler adds to functions here does not exist over there. */
const bridgeSource = `
  const settings = Object.fromEntries(new URLSearchParams(window.location.search));
  if (window.history.state === null) window.history.replaceState({ path: settings.path }, '');
  const placeNow = () => window.history.state?.path ?? '/';
  const createHistory = () => {
    const listeners = new Set();
    const tell = () => listeners.forEach((listener) => listener({ pathname: placeNow() }));
    window.addEventListener('popstate', tell);
    return {
      location: { pathname: placeNow() },
      push: (path) => { window.history.pushState({ path }, ''); tell(); },
      replace: (path) => { window.history.replaceState({ path }, ''); tell(); },
      listen: (listener) => { listeners.add(listener); return () => listeners.delete(listener); },
    };
  };
  const commands = {
    invoke: ({ functionKey, payload }) => window.askBackend(settings.visit, functionKey, payload ?? {}),
    getContext: () => ({ accountId: 'account-1', locale: settings.locale, timezone: 'Europe/Berlin', extension: { type: settings.moduleType } }),
    createHistory,
    __permission__egressGet: () => window.allowedAddresses(),
    __permission__egressSet: (payload) => window.askForConsent(payload),
    enableTheming: () => {
      const { dataset } = document.documentElement;
      dataset.theme = 'light:light dark:dark spacing:spacing shape:shape typography:typography motion:motion';
      dataset.colorMode = settings.colorMode;
    },
  };
  globalThis.__bridge = { callBridge: async (command, payload) => commands[command]?.(payload) };
`;
