import * as z from 'zod';
import type { KeyValue, SecretStore } from '../domain/stores';
import { keys } from './keys';

const storedSecret = z.strictObject({ version: z.literal(2), place: z.string(), secret: z.string() });

/** Secrets of connections, in Forge's secret store. There is no way to list them. */
export function secretStore(store: KeyValue): SecretStore {
  return {
    async get(connectionId, place) {
      const text = await store.getSecret(keys.secret(connectionId));
      const stored = text === undefined ? undefined : parseAs(storedSecret, text);
      // Earlier versions stored the secret alone.
      if (stored === undefined) return text;
      return stored.place === place ? stored.secret : undefined;
    },
    async set(connectionId, secret, place) {
      const stored: z.infer<typeof storedSecret> = { version: 2, place, secret };
      await store.setSecret(keys.secret(connectionId), JSON.stringify(stored));
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
      // A damaged token is no token: the next call signs in again.
      const found = text === undefined ? undefined : parseAs(storedToken, text);
      return found?.key === key ? { token: found.token, expiresAtMs: found.expiresAtMs } : undefined;
    },
    set: (key: string, value: { readonly token: string; readonly expiresAtMs: number }) =>
      store.setSecret(name, JSON.stringify({ key, token: value.token, expiresAtMs: value.expiresAtMs })),
  };
}

/** Undefined for a text that is something else. */
function parseAs<T>(schema: z.ZodType<T>, text: string): T | undefined {
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
