import { createHash, createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import * as z from 'zod';

/** A public key of RSA or an elliptic curve (RFC 7517). */
export interface PublicJwk extends JsonWebKey {
  readonly kid?: string;
}

/** A signed token, read and not yet believed. */
export interface Jwt {
  readonly header: z.infer<typeof headerShape>;
  readonly claims: z.infer<typeof claimsShape>;
  isSignedBy(key: PublicJwk): boolean;
}

const headerShape = z.object({
  alg: z.string(),
  kid: z.string().optional(),
  typ: z.string().optional(),
  jwk: z.custom<PublicJwk>((value) => typeof value === 'object' && value !== null).optional(),
});
const claimsShape = z.looseObject({
  iss: z.string().optional(),
  sub: z.string().optional(),
  aud: z.union([z.string(), z.array(z.string())]).optional(),
  /** Seconds since 1970, as `iat`. */
  exp: z.number().optional(),
  iat: z.number().optional(),
  jti: z.string().optional(),
});

/** Undefined when the text is no JWT in compact form. */
export function readJwt(text: string): Jwt | undefined {
  const [head = '', body = '', signature, ...rest] = text.split('.');
  const header = headerShape.safeParse(decoded(head));
  const claims = claimsShape.safeParse(decoded(body));
  if (signature === undefined || rest.length > 0 || !header.success || !claims.success) return undefined;
  const signed = { algorithm: header.data.alg, text: `${head}.${body}`, signature };
  return {
    header: header.data,
    claims: claims.data,
    isSignedBy: (key) => isSigned(signed, key),
  };
}

/** RFC 7638: the hash of the members that make the key. */
export function thumbprintOf(key: PublicJwk): string {
  const names = key.kty === 'EC' ? ['crv', 'kty', 'x', 'y'] : ['e', 'kty', 'n'];
  const members = Object.fromEntries(names.map((name) => [name, key[name]]));
  return createHash('sha256').update(JSON.stringify(members)).digest('base64url');
}

/** Algorithms that Okta takes for assertions: its key's type, and the hash. */
const algorithms: Readonly<Record<string, readonly [kty: string, hash: string]>> = {
  RS256: ['RSA', 'sha256'],
  RS384: ['RSA', 'sha384'],
  RS512: ['RSA', 'sha512'],
  ES256: ['EC', 'sha256'],
  ES384: ['EC', 'sha384'],
  ES512: ['EC', 'sha512'],
};

function isSigned(signed: { algorithm: string; text: string; signature: string }, jwk: PublicJwk): boolean {
  const [kty, hash] = algorithms[signed.algorithm] ?? [];
  if (kty === undefined || kty !== jwk.kty) return false;
  try {
    const key = createPublicKey({ key: jwk, format: 'jwk' });
    const signature = Buffer.from(signed.signature, 'base64url');
    return verify(hash, Buffer.from(signed.text), { key, dsaEncoding: 'ieee-p1363' }, signature);
  } catch {
    return false;
  }
}

function decoded(part: string): unknown {
  try {
    return JSON.parse(Buffer.from(part, 'base64url').toString('utf8'));
  } catch {
    return undefined;
  }
}
