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
import { createSignedIn, type SignedIn } from '../../http/signed-in';
import type { TokenCache } from '../../http/token-cache';
import { budgetInHeaders, isTokenRefused, oneLoginRules, refusal } from './refusals';
import { believe, jsonBody, rateLimit, userListWith } from './schema';
import { baseUrl, signIn } from './sign-in';

export type ClientDeps = HttpDeps & { readonly tokens: TokenCache; readonly attributes: readonly string[] };

export interface Get {
  /** Path and query, already encoded. */
  readonly path: string;
  /** For messages: "users". */
  readonly what: string;
  /** Statuses besides 200 that the caller understands. */
  readonly accept?: readonly number[];
}

/** Sends GET requests with a token and keeps the floor of remaining calls. One instance serves one connection in one slice. */
export class OneLoginClient {
  /** The page size that a list took, by path. */
  readonly acceptedSizes = new Map<string, number>();
  /** Whether version 2 of a list exists, by path, of those that were asked for. */
  readonly listsThere = new Map<string, boolean>();
  /** Names of the attributes of people that rules look at. */
  readonly attributes: readonly string[];
  /** What is believed of people, with those attributes. */
  readonly userList: ReturnType<typeof userListWith>;
  private readonly settings: OneLoginSettings;
  private readonly deps: ClientDeps;
  private readonly floor: FloorRules;
  private readonly guard: BudgetGuard;
  private readonly signedIn: SignedIn;
  private askingBudget: Promise<ApiBudget> | undefined;

  constructor(settings: OneLoginSettings, secret: string, deps: ClientDeps) {
    this.settings = settings;
    this.deps = deps;
    this.attributes = deps.attributes;
    this.userList = userListWith(deps.attributes);
    this.floor = {
      apiLabel: 'OneLogin',
      floor: settings.minimumRemainingCalls,
      field: 'configuration.settings.minimumRemainingCalls',
    };
    this.guard = createBudgetGuard(this.floor, deps.clock, (budget) =>
      deps.meter.remaining('onelogin', budget),
    );
    this.signedIn = createSignedIn(
      {
        key: () => `${baseUrl(settings)} ${settings.clientId}`,
        signIn: () => signIn(settings, secret, deps),
        isRefused: isTokenRefused,
      },
      deps,
    );
  }

  /** Answers with 200 or an accepted status; throws for any other, and `retry-later` when the floor would be broken. */
  async get(call: Get): Promise<HttpResponse> {
    await this.learnBudget();
    const response = await this.signedIn.send((token) =>
      this.send(call.path, token, guarded(this.deps, this.guard)),
    );
    if (response.status === 200 || call.accept?.includes(response.status) === true) return response;
    throw refusal(response, call.what);
  }

  /** `GET /auth/rate_limit`. Not held by the floor: it is how the floor is known. */
  async readBudget(): Promise<ApiBudget> {
    const response = await this.signedIn.send((token) => this.send('/auth/rate_limit', token, this.deps));
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
  signInAnew(): Promise<void> {
    return this.signedIn.anew();
  }

  /** A floor of 0 keeps nothing, so nothing needs to be known. */
  private async learnBudget(): Promise<void> {
    if (this.settings.minimumRemainingCalls === 0 || this.guard.known() !== undefined) return;
    this.askingBudget ??= this.readBudget().finally(() => (this.askingBudget = undefined));
    await this.askingBudget;
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
      remaining: (api, budget) => deps.meter.remaining(api, budget),
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
