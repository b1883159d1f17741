import type { OneLoginSettings } from '../../domain/onelogin-settings';
import type { ApiBudget } from '../../domain/directory';
import {
  createBudgetGuard,
  refuseBelowFloor,
  type BudgetGuard,
  type FloorRules,
  type Settle,
} from '../../http/api-budget';
import { request, type HttpDeps, type HttpResponse } from '../../http/request';
import type { TokenCache } from '../../http/token-cache';
import { budgetInHeaders, isTokenRefused, oneLoginRules, refusal } from './refusals';
import { believe, jsonBody, rateLimit } from './schema';
import { baseUrl, signIn } from './sign-in';

export type ClientDeps = HttpDeps & { readonly tokens: TokenCache };

export interface Get {
  /** Path and query, already encoded. */
  readonly path: string;
  /** For messages: "users". */
  readonly what: string;
  /** Statuses besides 200 that the caller understands. */
  readonly accept?: readonly number[];
}

/** A stored token is not used in its last minute. */
const tokenMarginMs = 60_000;

/** Sends GET requests with a token and keeps the floor of remaining calls. One instance serves one connection in one slice. */
export class OneLoginClient {
  /** The page size that a list took, by path. */
  readonly acceptedSizes = new Map<string, number>();
  /** Whether version 2 of a list exists, by path, of those that were asked for. */
  readonly listsThere = new Map<string, boolean>();
  private readonly settings: OneLoginSettings;
  private readonly secret: string;
  private readonly deps: ClientDeps;
  private readonly floor: FloorRules;
  private readonly guard: BudgetGuard;
  private token: string | undefined;
  private signingIn: Promise<string> | undefined;
  private askingBudget: Promise<ApiBudget> | undefined;

  constructor(settings: OneLoginSettings, secret: string, deps: ClientDeps) {
    this.settings = settings;
    this.secret = secret;
    this.deps = deps;
    this.floor = {
      apiLabel: 'OneLogin',
      floor: settings.minimumRemainingCalls,
      field: 'configuration.settings.minimumRemainingCalls',
    };
    this.guard = createBudgetGuard(this.floor, deps.clock);
  }

  /** Answers with 200 or an accepted status; throws for any other, and `retry-later` when the floor would be broken. */
  async get(call: Get): Promise<HttpResponse> {
    await this.learnBudget();
    const response = await this.withRenewal((token) =>
      this.send(call.path, token, guarded(this.deps, this.guard)),
    );
    if (response.status === 200 || call.accept?.includes(response.status) === true) return response;
    throw refusal(response, call.what);
  }

  /** `GET /auth/rate_limit`. Not held by the floor: it is how the floor is known. */
  async readBudget(): Promise<ApiBudget> {
    const response = await this.withRenewal((token) => this.send('/auth/rate_limit', token, this.deps));
    if (response.status !== 200) throw refusal(response, 'the remaining API calls');
    const what = 'the remaining API calls';
    const { data } = believe(rateLimit, jsonBody(response, what), what);
    const budget = {
      limit: data['X-RateLimit-Limit'],
      remaining: Math.max(0, data['X-RateLimit-Remaining']),
      resetsAtMs: this.deps.clock.now() + data['X-RateLimit-Reset'] * 1_000,
    };
    this.guard.see(budget);
    return budget;
  }

  /** The same, refused with `retry-later` when no call may be made now. */
  async budgetToStart(): Promise<ApiBudget> {
    const budget = await this.readBudget();
    refuseBelowFloor(budget, this.floor, this.deps.clock);
    return budget;
  }

  /** Signs in without looking at a stored token: proves the credentials. */
  async signInAnew(): Promise<void> {
    await this.renew();
  }

  /** A floor of 0 keeps nothing, so nothing needs to be known. */
  private async learnBudget(): Promise<void> {
    if (this.settings.minimumRemainingCalls === 0 || this.guard.known() !== undefined) return;
    this.askingBudget ??= this.readBudget().finally(() => (this.askingBudget = undefined));
    await this.askingBudget;
  }

  /** One renewal: a token that was just given and is refused again will not get better. */
  private async withRenewal(send: (token: string) => Promise<HttpResponse>): Promise<HttpResponse> {
    const token = await this.validToken();
    const response = await send(token);
    if (!isTokenRefused(response)) return response;
    // Another request may have renewed it meanwhile.
    return send(this.token === token || this.token === undefined ? await this.renew() : this.token);
  }

  private send(path: string, token: string, deps: HttpDeps): Promise<HttpResponse> {
    return request(
      {
        api: 'onelogin',
        method: 'GET',
        url: `${baseUrl(this.settings)}${path}`,
        headers: { authorization: `bearer ${token}`, accept: 'application/json' },
      },
      oneLoginRules,
      deps,
    );
  }

  private async validToken(): Promise<string> {
    if (this.token !== undefined) return this.token;
    const cached = await this.deps.tokens.get(this.tokenKey());
    if (this.token !== undefined) return this.token;
    if (cached === undefined || cached.expiresAtMs - tokenMarginMs <= this.deps.clock.now())
      return this.renew();
    this.token = cached.token;
    return cached.token;
  }

  private renew(): Promise<string> {
    this.signingIn ??= this.signInAndKeep().finally(() => (this.signingIn = undefined));
    return this.signingIn;
  }

  private async signInAndKeep(): Promise<string> {
    const fresh = await signIn(this.settings, this.secret, this.deps);
    this.token = fresh.token;
    await this.deps.tokens.set(this.tokenKey(), fresh);
    return fresh.token;
  }

  private tokenKey(): string {
    return `${baseUrl(this.settings)} ${this.settings.clientId}`;
  }
}

/** The same dependencies for one call, with each of its attempts taken from the budget before it leaves. */
function guarded(deps: HttpDeps, guard: BudgetGuard): HttpDeps {
  let settle: Settle | undefined;
  const settleWith = (seen: ApiBudget | undefined) => {
    settle?.(seen);
    settle = undefined;
  };
  return {
    ...deps,
    meter: {
      request: (api) => {
        settleWith(undefined);
        settle = guard.take();
        deps.meter.request(api);
      },
      retry: (api) => deps.meter.retry(api),
      waited: (api, ms) => deps.meter.waited(api, ms),
    },
    fetch: async (url, init) => {
      try {
        const response = await deps.fetch(url, init);
        settleWith(budgetInHeaders(response.headers, deps.clock.now()));
        return response;
      } finally {
        settleWith(undefined);
      }
    },
  };
}
