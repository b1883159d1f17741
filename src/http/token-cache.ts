/** An access token and when it ends, epoch milliseconds. */
export interface CachedToken {
  readonly token: string;
  readonly expiresAtMs: number;
}

/**
 * Keeps access tokens between slices, so that one sign-in serves until the token ends. The key names the host and the client, not the
 * secret: whoever stores a new secret must drop the token of the old one. Must keep tokens as safe as secrets.
 */
export interface TokenCache {
  get(key: string): Promise<CachedToken | undefined>;
  set(key: string, token: CachedToken): Promise<void>;
}

/** For one process: trying out a connection that is not saved yet. */
export function createMemoryTokenCache(): TokenCache {
  const tokens = new Map<string, CachedToken>();
  return {
    get: async (key) => tokens.get(key),
    set: async (key, token) => void tokens.set(key, token),
  };
}
