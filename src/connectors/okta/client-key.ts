import { createPrivateKey, type JsonWebKey, type KeyObject } from 'node:crypto';
import * as z from 'zod';
import { FailureError } from '../../domain/failure';
import { jsonOf } from '../../http/pages';

/** The private key of a service app, ready to sign. */
export interface ClientKey {
  readonly key: KeyObject;
  readonly algorithm: string;
  readonly keyId?: string;
}

const jwk = z.looseObject({ kty: z.string(), kid: z.string().optional(), alg: z.string().optional() });
const algorithms = ['RS256', 'RS384', 'RS512', 'ES256', 'ES384', 'ES512'];
const ofCurve: Readonly<Record<string, string>> = {
  prime256v1: 'ES256',
  secp384r1: 'ES384',
  secp521r1: 'ES512',
};

/**
 * Reads a key as PEM, also with `\n` written out as in an environment variable, or as JWK. Throws `settings-rejected` on `secret` in words that
 * repeat nothing of it.
 */
export function readClientKey(secret: string, keyId: string | undefined): ClientKey {
  const text = secret.trim();
  const read = text.startsWith('{') ? fromJwk(text) : fromPem(text);
  const algorithm = read === undefined ? undefined : algorithmOf(read);
  if (read === undefined || algorithm === undefined) throw new FailureError(unreadable);
  const known = keyId ?? read.keyId;
  return { key: read.key, algorithm, ...(known === undefined ? {} : { keyId: known }) };
}

interface ReadKey {
  readonly key: KeyObject;
  readonly algorithm?: string | undefined;
  readonly keyId?: string | undefined;
}

function fromPem(text: string): ReadKey | undefined {
  return keyOf(() => createPrivateKey(text.replaceAll(String.raw`\n`, '\n')));
}

function fromJwk(text: string): ReadKey | undefined {
  const parsed = jwk.safeParse(jsonOf(text));
  if (!parsed.success) return undefined;
  const { kid, alg } = parsed.data;
  const read = keyOf(() => createPrivateKey({ key: parsed.data as JsonWebKey, format: 'jwk' }));
  return read === undefined ? undefined : { ...read, algorithm: alg, keyId: kid };
}

/** Why it does not parse is not told: the reason could hold a piece of the key. */
function keyOf(make: () => KeyObject): ReadKey | undefined {
  try {
    return { key: make() };
  } catch {
    return undefined;
  }
}

/** Okta takes these and no others (`token_endpoint_auth_signing_alg_values_supported`). */
function algorithmOf({ key, algorithm }: ReadKey): string | undefined {
  if (algorithm !== undefined && algorithms.includes(algorithm)) return algorithm;
  if (key.asymmetricKeyType === 'rsa') return 'RS256';
  if (key.asymmetricKeyType !== 'ec') return undefined;
  return ofCurve[key.asymmetricKeyDetails?.namedCurve ?? ''];
}

export const unreadable = {
  kind: 'settings-rejected',
  field: 'secret',
  message:
    'The private key cannot be read. Paste the whole key of the service app: either the text from "-----BEGIN PRIVATE KEY-----" to ' +
    '"-----END PRIVATE KEY-----", or the JSON that Okta showed when the key was made. It must be RSA with at least 2,048 bits or EC, and without a passphrase.',
} as const;
