import { ReplyError, type Call } from '../server/call';
import type { Access } from './access';
import { oauthError } from './errors';
import { readJwt, thumbprintOf, type Jwt, type PublicJwk } from './jwt';

interface ProofParts {
  readonly access: Access;
  readonly orgUrls: readonly string[];
  readonly now: () => number;
}

/** Okta's nonce lives for a day; the twin's is always this one. */
const nonce = 'c2ltdWxhdG9yLW5vbmNl';
/** How far a proof's time may be from Okta's. */
const toleranceSeconds = 300;

/**
 * Verifies the DPoP proof of a token call (RFC 9449, section 4.3) and answers with the thumbprint of its key. A proof without the
 * server's nonce is refused with the nonce, and the assertion that came along is used up all the same.
 */
export function proofOfPossession(call: Call, parts: ProofParts): string {
  const proof = readProof(call, parts);
  if ('wrong' in proof)
    throw new ReplyError(oauthError(400, 'invalid_dpop_proof', { description: proof.wrong }));
  if (proof.claims['nonce'] === nonce) return proof.thumbprint;
  throw new ReplyError(
    oauthError(400, 'use_dpop_nonce', {
      description: 'Authorization server requires nonce in DPoP proof.',
      headers: { 'dpop-nonce': nonce },
    }),
  );
}

export type Proof =
  { readonly claims: Jwt['claims']; readonly thumbprint: string } | { readonly wrong: string };

/** Looks at the proof's signature, method, address and age; each proof is good once. */
export function readProof(call: Call, parts: ProofParts): Proof {
  const text = call.headers['dpop'];
  if (typeof text !== 'string') return { wrong: 'The DPoP proof JWT header is missing.' };
  const proof = readJwt(text);
  const key = proof?.header.jwk;
  if (proof === undefined || key === undefined || !isProof(proof, key))
    return { wrong: 'The DPoP proof JWT is invalid.' };
  const claim = wrongClaim(call, proof.claims, parts);
  if (claim !== undefined)
    return { wrong: `The DPoP proof JWT's '${claim}' claim does not match the request.` };
  return parts.access.useOnce(`dpop ${proof.claims.jti}`)
    ? { claims: proof.claims, thumbprint: thumbprintOf(key) }
    : { wrong: 'The DPoP proof JWT has already been used.' };
}

function isProof(proof: Jwt, key: PublicJwk): boolean {
  return proof.header.typ === 'dpop+jwt' && proof.isSignedBy(key);
}

function wrongClaim(call: Call, claims: Jwt['claims'], { orgUrls, now }: ProofParts): string | undefined {
  if (String(claims['htm']).toUpperCase() !== call.method) return 'htm';
  if (!orgUrls.some((url) => claims['htu'] === `${url}${call.path}`)) return 'htu';
  if (Math.abs(now() / 1000 - (claims.iat ?? 0)) > toleranceSeconds) return 'iat';
  return claims.jti === undefined ? 'jti' : undefined;
}
