import { createHash } from 'node:crypto';

export interface Credentials {
  readonly clientId: string;
  readonly clientSecret: string;
}

export interface Token {
  readonly value: string;
  readonly clientId: string;
  readonly createdAtMs: number;
  readonly expiresAtMs: number;
}

/** Who may sign in, and what was issued. */
export interface Tokens {
  /** The client's present token, or a new one when it expired or was revoked. */
  issue(clientId: string): Token;
  /** The older endpoint: every call makes a new token and ends the one before. */
  reissue(clientId: string): Token;
  isGood(value: string): boolean;
  revoke(value: string): void;
  revokeAll(): void;
  accepts(credentials: Credentials): boolean;
  /** The only good pair from now on; undefined: any client id with a secret that is not empty. Ends all tokens. */
  setCredentials(credentials: Credentials | undefined): void;
  reset(): void;
}

export const tokenSeconds = 36_000;

/** A token lives ten hours, and the same pair gets the same token until then (OneLogin, "Generate Tokens v2"). */
export function createTokens(start: Credentials | undefined, now: () => number): Tokens {
  let good = start;
  let issued = 0;
  const byClient = new Map<string, Token>();
  const live = (token: Token | undefined): token is Token => token !== undefined && token.expiresAtMs > now();
  const tokens: Tokens = {
    issue(clientId) {
      const present = byClient.get(clientId);
      return live(present) ? present : tokens.reissue(clientId);
    },
    reissue(clientId) {
      issued += 1;
      const value = createHash('sha256').update(`${clientId} ${issued} ${now()}`).digest('hex');
      const token = { value, clientId, createdAtMs: now(), expiresAtMs: now() + tokenSeconds * 1000 };
      byClient.set(clientId, token);
      return token;
    },
    isGood: (value) => [...byClient.values()].some((token) => token.value === value && live(token)),
    revoke(value) {
      for (const [clientId, token] of byClient) if (token.value === value) byClient.delete(clientId);
    },
    revokeAll: () => byClient.clear(),
    accepts: (pair) => (good === undefined ? isWhole(pair) : isSame(pair, good)),
    setCredentials(credentials) {
      good = credentials;
      byClient.clear();
    },
    reset: () => tokens.setCredentials(start),
  };
  return tokens;
}

function isWhole(pair: Credentials): boolean {
  return pair.clientId !== '' && pair.clientSecret !== '';
}

function isSame(a: Credentials, b: Credentials): boolean {
  return a.clientId === b.clientId && a.clientSecret === b.clientSecret;
}
