import * as z from 'zod';
import type { KeyValue, SecretStore } from '../domain/ports';
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

const storedToken = z.object({ token: z.string(), expiresAtMs: z.number() });

/** The access token of a connection, kept from slice to slice in the secret store, because it opens the directory as the secret does. */
export function tokenStore(store: KeyValue, connectionId: string) {
  const key = keys.token(connectionId);
  return {
    async get(): Promise<{ readonly token: string; readonly expiresAtMs: number } | undefined> {
      const text = await store.getSecret(key);
      return text === undefined ? undefined : parseToken(text);
    },
    set: (value: { readonly token: string; readonly expiresAtMs: number }) => store.setSecret(key, JSON.stringify(value)),
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
