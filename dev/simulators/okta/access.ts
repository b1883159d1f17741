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
  /** What is left out stays. Ends nothing. */
  set(settings: AccessSettings): void;
  reset(): void;
}

export const tokenSeconds = 3600;

export function createAccess(start: AccessSettings, now: () => number): Access {
  let settings = start;
  let issued = 0;
  let allRevoked = false;
  const live = new Map<string, AccessToken>();
  const revoked = new Set<string>();
  const used = new Set<string>();
  const access: Access = {
    client: (clientId) => settings.clients?.find((client) => client.clientId === clientId),
    issue(token) {
      issued += 1;
      const value = `eyJ${createHash('sha256').update(`${token.clientId} ${issued}`).digest('base64url')}`;
      const made = { ...token, value, expiresAtMs: now() + tokenSeconds * 1000 };
      live.set(value, made);
      return made;
    },
    apiToken(value) {
      const isKnown = settings.apiTokens?.includes(value) ?? value !== '';
      return isKnown && !allRevoked && !revoked.has(value) ? { kind: 'api-token' } : undefined;
    },
    accessToken(value) {
      const token = live.get(value);
      if (token === undefined || token.expiresAtMs <= now()) return undefined;
      const hasAdminRole = access.client(token.clientId)?.hasAdminRole ?? false;
      return { kind: 'service-app', token, hasAdminRole };
    },
    tokensReadLogs: () => settings.tokensReadLogs ?? true,
    useOnce(id) {
      if (used.has(id)) return false;
      used.add(id);
      return true;
    },
    revoke(value) {
      live.delete(value);
      revoked.add(value);
    },
    revokeAll() {
      live.clear();
      allRevoked = true;
    },
    set(changes) {
      settings = { ...settings, ...changes };
      allRevoked = false;
    },
    reset() {
      settings = start;
      allRevoked = false;
      live.clear();
      revoked.clear();
      used.clear();
    },
  };
  return access;
}
