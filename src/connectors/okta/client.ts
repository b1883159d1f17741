import pLimit from 'p-limit';
import type { ApiBudget } from '../../domain/directory';
import { FailureError } from '../../domain/failure';
import type { OktaSettings } from '../../domain/okta-settings';
import { isHeaderText } from '../../http/headers';
import { request, type Fetch, type HttpDeps, type HttpRequest, type HttpResponse } from '../../http/request';
import { createSignedIn, type SignedIn } from '../../http/signed-in';
import type { TokenCache } from '../../http/token-cache';
import {
  createWindowBudgets,
  type SeenWindow,
  type SettleCall,
  type WindowBudgets,
} from '../../http/window-budgets';
import { isWebPage, longestPauseMs, notOkta, oktaRules, refusal, unusableToken, windowIn } from './refusals';
import { userListWith } from './schema';
import { signIn } from './sign-in';

export type ClientDeps = HttpDeps & { readonly tokens: TokenCache; readonly attributes: readonly string[] };

/** What Okta counts together (developer.okta.com, "Management API rate limits"), in words for messages. */
export type Endpoint =
  'the list of users' | 'single users' | 'the list of groups' | 'members' | 'the System Log' | 'schemas';

export interface Get {
  /** Path and query, already encoded. */
  readonly path: string;
  readonly endpoint: Endpoint;
  /** For messages: "users". */
  readonly what: string;
  /** Statuses besides 200 that the caller understands. */
  readonly accept?: readonly number[];
}

export interface ClientOptions {
  readonly settings: OktaSettings;
  readonly secret: string;
  /** Longest pause in place for Okta's windows. Default: a whole window. */
  readonly longestPauseMs?: number;
}

/** Okta allows 75 calls at the same time to a whole organization. */
const callsAtOnce = 8;

/** Sends GET requests with a token and leaves a share of each window. One instance serves one connection in one slice. */
export class OktaClient {
  readonly settings: OktaSettings;
  /** Names of the attributes of people that rules look at. */
  readonly attributes: readonly string[];
  /** What is believed of people, with those attributes. */
  readonly userList: ReturnType<typeof userListWith>;
  /** The page size that a list took, by what it lists. */
  readonly acceptedSizes = new Map<string, number>();
  /** Whether the System Log may be read, as far as it was tried. */
  mayReadLog: boolean | undefined;
  private readonly secret: string;
  private readonly deps: ClientDeps;
  private readonly windows: WindowBudgets;
  private readonly atOnce = pLimit(callsAtOnce);
  private readonly signedIn: SignedIn;

  constructor(
    { settings, secret, longestPauseMs: longest = longestPauseMs }: ClientOptions,
    deps: ClientDeps,
  ) {
    this.settings = settings;
    this.secret = secret;
    this.deps = deps;
    this.attributes = deps.attributes;
    this.userList = userListWith(deps.attributes);
    this.windows = createWindowBudgets(
      { apiLabel: 'Okta', keptShare: settings.minimumRemainingShare, longestPauseMs: longest },
      {
        clock: deps.clock,
        waited: (ms) => deps.meter.waited('okta', ms),
        told: (window) => deps.meter.remaining('okta', window),
      },
    );
    this.signedIn = createSignedIn(
      {
        key: () => `${settings.baseUrl} ${settings.clientId ?? ''}`,
        signIn: () => signIn(settings, secret, deps),
        isRefused: ({ status }) => status === 401,
      },
      deps,
    );
  }

  /** Answers with 200 or an accepted status; throws for any other, and `retry-later` where a pause would be too long. */
  async get(call: Get): Promise<HttpResponse> {
    const response = await this.atOnce(() => this.authorized(call));
    if (response.status === 200 && isWebPage(response)) throw new FailureError(notOkta(this.settings));
    if (response.status === 200 || call.accept?.includes(response.status) === true) return response;
    throw refusal(response, call.what, this.settings);
  }

  /** The tightest window that is known; one call where none is. Throws `retry-later` where one has no more than is kept. */
  async budget(): Promise<ApiBudget | undefined> {
    if (this.windows.tightest() === undefined)
      await this.get({ path: '/api/v1/groups?limit=1', endpoint: 'the list of groups', what: 'groups' });
    this.windows.refuseSpent();
    return this.windows.tightest();
  }

  nowMs(): number {
    return this.deps.clock.now();
  }

  /** Signs a service app in without looking at a stored token: proves the credentials. */
  signInAnew(): Promise<void> {
    return this.signedIn.anew();
  }

  /** There is nothing to renew of an API token: one that is refused will not get better. */
  private authorized(call: Get): Promise<HttpResponse> {
    if (this.settings.auth === 'token') return this.send(call, `SSWS ${apiToken(this.secret)}`);
    return this.signedIn.send((token) => this.send(call, `Bearer ${token}`));
  }

  /** A try that is given up counts as come back, also where its `fetch` never ends: others wait for what it tells. */
  private async send({ path, endpoint }: Get, authorization: string): Promise<HttpResponse> {
    let settle: SettleCall | undefined;
    const beforeTry = async () => {
      settle?.(undefined);
      settle = once(await this.windows.take(endpoint));
    };
    const fetch: Fetch = async (url, init) => {
      const settleThis = settle;
      try {
        const response = await this.deps.fetch(url, init);
        settleThis?.(windowOf(response));
        return response;
      } finally {
        settleThis?.(undefined);
      }
    };
    const call: HttpRequest = {
      api: 'okta',
      method: 'GET',
      url: `${this.settings.baseUrl}${path}`,
      headers: { authorization, accept: 'application/json' },
    };
    try {
      return await request(call, { ...oktaRules, beforeTry }, { ...this.deps, fetch });
    } finally {
      settle?.(undefined);
    }
  }
}

function apiToken(secret: string): string {
  const token = secret.trim();
  if (isHeaderText(token)) return token;
  throw new FailureError(unusableToken);
}

function once(settle: SettleCall): SettleCall {
  let isSettled = false;
  return (seen) => {
    if (!isSettled) settle(seen);
    isSettled = true;
  };
}

/** An answer that names the pause itself does not mean the window. */
function windowOf({ status, headers }: Pick<Response, 'status' | 'headers'>): SeenWindow | undefined {
  return status === 429 && headers.has('retry-after') ? undefined : windowIn(headers);
}
