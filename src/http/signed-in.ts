import type { Clock } from '../domain/ports';
import type { HttpResponse } from './request';
import type { CachedToken, TokenCache } from './token-cache';

/** Sends calls with an access token, which is asked for once and serves until it ends: in this process, and through the cache in the next ones. */
export interface SignedIn {
  /**
   * Sends with a token, and once more with another where the first is refused. A token that was just given and is refused again will not get
   * better, so its answer is given back.
   */
  send(send: (token: string) => Promise<HttpResponse>): Promise<HttpResponse>;
  /** Signs in without looking at a stored token: proves the credentials. */
  anew(): Promise<void>;
}

export interface SignInRules {
  /** Of the cache: names the host and the client, never the secret. */
  readonly key: () => string;
  readonly signIn: () => Promise<CachedToken>;
  /** Whether another token may help. `stored`: this one is of an earlier process; what the app may do can have changed since. */
  readonly isRefused: (response: HttpResponse, origin: 'stored' | 'given') => boolean;
}

export interface SignedInDeps {
  readonly clock: Clock;
  readonly tokens: TokenCache;
}

/** A stored token is not used in its last minute. */
const tokenMarginMs = 60_000;

interface Held {
  readonly token: string;
  readonly origin: 'stored' | 'given';
}

export function createSignedIn(rules: SignInRules, { clock, tokens }: SignedInDeps): SignedIn {
  let held: Held | undefined;
  let renewing: Promise<Held> | undefined;

  async function valid(): Promise<Held> {
    if (held !== undefined) return held;
    const cached = await tokens.get(rules.key());
    if (held !== undefined) return held;
    if (cached === undefined || cached.expiresAtMs - tokenMarginMs <= clock.now()) return renew();
    held = { token: cached.token, origin: 'stored' };
    return held;
  }

  function renew(): Promise<Held> {
    renewing ??= signInAndKeep().finally(() => (renewing = undefined));
    return renewing;
  }

  async function signInAndKeep(): Promise<Held> {
    const fresh = await rules.signIn();
    held = { token: fresh.token, origin: 'given' };
    await tokens.set(rules.key(), fresh);
    return held;
  }

  return {
    anew: async () => void (await renew()),
    async send(send) {
      const used = await valid();
      const response = await send(used.token);
      if (!rules.isRefused(response, used.origin)) return response;
      // Another call may have renewed it meanwhile.
      const fresh = held === used || held === undefined ? await renew() : held;
      return send(fresh.token);
    },
  };
}
