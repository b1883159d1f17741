import { ReplyError, type Call } from '../server/call';
import type { Access } from './access';
import { oauthError } from './errors';
import { readJwt, thumbprintOf, type Jwt } from './jwt';

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
  const { claims, thumbprint } = verifiedProof(call, parts);
  if (claims['nonce'] === nonce) return thumbprint;
  throw new ReplyError(
    oauthError(400, 'use_dpop_nonce', {
      description: 'Authorization server requires nonce in DPoP proof.',
      headers: { 'dpop-nonce': nonce },
    }),
  );
}

/** Verifies the proof's signature, method, address and age; each proof is good once. */
export function verifiedProof(
  call: Call,
  parts: ProofParts,
): { readonly claims: Jwt['claims']; readonly thumbprint: string } {
  const header = call.headers['dpop'];
  if (typeof header !== 'string') return invalidProof('The DPoP proof JWT header is missing.');
  const proof = readJwt(header);
  const key = proof?.header.jwk;
  if (proof === undefined || key === undefined || proof.header.typ !== 'dpop+jwt' || !proof.isSignedBy(key))
    return invalidProof('The DPoP proof JWT is invalid.');
  const { claims } = proof;
  if (String(claims['htm']).toUpperCase() !== call.method)
    return invalidProof("The DPoP proof JWT's 'htm' claim does not match the request.");
  if (!parts.orgUrls.some((url) => claims['htu'] === `${url}${call.path}`))
    return invalidProof("The DPoP proof JWT's 'htu' claim does not match the request.");
  if (Math.abs(parts.now() / 1000 - (claims.iat ?? 0)) > toleranceSeconds)
    return invalidProof("The DPoP proof JWT's 'iat' claim is too far from now.");
  if (claims.jti === undefined || !parts.access.useOnce(`dpop ${claims.jti}`))
    return invalidProof('The DPoP proof JWT has already been used.');
  return { claims, thumbprint: thumbprintOf(key) };
}

function invalidProof(description: string): never {
  throw new ReplyError(oauthError(400, 'invalid_dpop_proof', { description }));
}
