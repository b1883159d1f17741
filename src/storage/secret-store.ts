import * as z from 'zod';
import type { KeyValue, SecretStore } from '../domain/stores';
import { keys } from './keys';

/** Secrets of connections, in Forge's secret store. There is no way to list them. */
export function secretStore(store: KeyValue): SecretStore {
  return {
    get: (connectionId) => store.getSecret(keys.secret(connectionId)),
    async set(connectionId, secret) {
      await store.setSecret(keys.secret(connectionId), secret);
      await store.deleteSecret(keys.token(connectionId));
    },
    async remove(connectionId) {
      await store.deleteSecret(keys.secret(connectionId));
      await store.deleteSecret(keys.token(connectionId));
    },
  };
}

const storedToken = z.strictObject({ key: z.string(), token: z.string(), expiresAtMs: z.number() });

/**
 * The access token of a connection, kept from slice to slice in the secret store, because it opens the directory as the secret does. A new secret
 * drops it (`secretStore`), another host or client asks with another key.
 */
export function tokenStore(store: KeyValue, connectionId: string) {
  const name = keys.token(connectionId);
  return {
    async get(key: string): Promise<{ readonly token: string; readonly expiresAtMs: number } | undefined> {
      const text = await store.getSecret(name);
      const found = text === undefined ? undefined : parseToken(text);
      return found?.key === key ? { token: found.token, expiresAtMs: found.expiresAtMs } : undefined;
    },
    set: (key: string, value: { readonly token: string; readonly expiresAtMs: number }) =>
      store.setSecret(name, JSON.stringify({ key, token: value.token, expiresAtMs: value.expiresAtMs })),
  };
}

/** A damaged token is no token: the next call signs in again. */
function parseToken(text: string): z.infer<typeof storedToken> | undefined {
  try {
    return storedToken.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
