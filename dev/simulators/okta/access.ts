import { createHash } from 'node:crypto';
import type { PublicJwk } from './jwt';

/** A service app: signs in with its private key and acts with what it was granted. */
export interface OktaClient {
  readonly clientId: string;
  /** Public keys, each with its `kid`. */
  readonly keys: readonly PublicJwk[];
  readonly grantedScopes: readonly string[];
  /** Without an administrator role every call is refused, whatever the scopes. */
  readonly hasAdminRole: boolean;
  /** Tokens are bound to a key and each call proves that it has it (RFC 9449). Default: false. */
  readonly requiresDpop?: boolean;
}

/** Who a call is made by. */
export type Caller =
  | { readonly kind: 'api-token' }
  | { readonly kind: 'service-app'; readonly token: AccessToken; readonly hasAdminRole: boolean };

export interface AccessToken {
  readonly value: string;
  readonly clientId: string;
  readonly scopes: readonly string[];
  readonly expiresAtMs: number;
  /** Thumbprint of the key that the token is bound to. */
  readonly boundTo?: string;
}

export interface AccessSettings {
  /** The only good API tokens. Default: any that is not empty. */
  readonly apiTokens?: readonly string[];
  readonly clients?: readonly OktaClient[];
  /** Whether an API token's owner may read the System Log. Default: true. */
  readonly tokensReadLogs?: boolean;
}

/** Tokens of both kinds, and the service apps. */
export interface Access {
  client(clientId: string): OktaClient | undefined;
  issue(token: Omit<AccessToken, 'value' | 'expiresAtMs'>): AccessToken;
  apiToken(value: string): Caller | undefined;
  accessToken(value: string): Caller | undefined;
  tokensReadLogs(): boolean;
  /** Remembers an assertion's or proof's id; false when it was used before. */
  useOnce(id: string): boolean;
  /** Ends a token of either kind. */
  revoke(value: string): void;
  revokeAll(): void;
  /** What is left out stays. Good tokens stay so, and `revokeAll` does not hold for API tokens any more. */
  set(settings: AccessSettings): void;
  reset(): void;
}

export const tokenSeconds = 3600;

interface Store {
  readonly live: Map<string, AccessToken>;
  readonly revoked: Set<string>;
  readonly used: Set<string>;
  settings: AccessSettings;
  issued: number;
  areAllRevoked: boolean;
}

export function createAccess(start: AccessSettings, now: () => number): Access {
  const store: Store = {
    live: new Map(),
    revoked: new Set(),
    used: new Set(),
    settings: start,
    issued: 0,
    areAllRevoked: false,
  };
  return { ...reads(store, now), ...tokenChanges(store, now), ...settingChanges(store, start) };
}

function reads(
  store: Store,
  now: () => number,
): Pick<Access, 'client' | 'apiToken' | 'accessToken' | 'tokensReadLogs'> {
  const client = (clientId: string): OktaClient | undefined =>
    store.settings.clients?.find((each) => each.clientId === clientId);
  return {
    client,
    apiToken(value) {
      const isKnown = store.settings.apiTokens?.includes(value) ?? value !== '';
      return isKnown && !store.areAllRevoked && !store.revoked.has(value) ? { kind: 'api-token' } : undefined;
    },
    accessToken(value) {
      const token = store.live.get(value);
      if (token === undefined || token.expiresAtMs <= now()) return undefined;
      return { kind: 'service-app', token, hasAdminRole: client(token.clientId)?.hasAdminRole ?? false };
    },
    tokensReadLogs: () => store.settings.tokensReadLogs ?? true,
  };
}

function tokenChanges(
  store: Store,
  now: () => number,
): Pick<Access, 'issue' | 'useOnce' | 'revoke' | 'revokeAll'> {
  return {
    issue(token) {
      store.issued += 1;
      const hash = createHash('sha256').update(`${token.clientId} ${store.issued} ${now()}`);
      const made = {
        ...token,
        value: `eyJ${hash.digest('base64url')}`,
        expiresAtMs: now() + tokenSeconds * 1000,
      };
      store.live.set(made.value, made);
      return made;
    },
    useOnce(id) {
      if (store.used.has(id)) return false;
      store.used.add(id);
      return true;
    },
    revoke(value) {
      store.live.delete(value);
      store.revoked.add(value);
    },
    revokeAll() {
      store.live.clear();
      store.areAllRevoked = true;
    },
  };
}

function settingChanges(store: Store, start: AccessSettings): Pick<Access, 'set' | 'reset'> {
  return {
    set(changes) {
      store.settings = { ...store.settings, ...changes };
      store.areAllRevoked = false;
    },
    reset() {
      store.settings = start;
      store.areAllRevoked = false;
      for (const each of [store.live, store.revoked, store.used]) each.clear();
    },
  };
}
