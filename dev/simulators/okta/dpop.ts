import { calculateJwkThumbprint, EmbeddedJWK, jwtVerify, type JWTPayload } from 'jose';
import { ReplyError, type Call } from '../server/call';
import type { Access } from './access';
import { oauthError } from './errors';

interface ProofParts {
  readonly access: Access;
  readonly orgUrls: readonly string[];
  readonly now: () => number;
}

/** Okta's nonce lives for a day; the twin's is always this one. */
const nonce = 'c2ltdWxhdG9yLW5vbmNl';
/** How old a proof may be, and how far ahead its clock. */
const toleranceSeconds = 300;

/**
 * Verifies the DPoP proof of a token call (RFC 9449, section 4.3) and answers with the thumbprint of its key. A proof without the
 * server's nonce is refused with the nonce, and the assertion that came along is used up all the same.
 */
export async function proofOfPossession(call: Call, parts: ProofParts): Promise<string> {
  const { claims, thumbprint } = await verifiedProof(call, parts);
  if (claims['nonce'] !== nonce)
    throw new ReplyError(
      oauthError(400, 'use_dpop_nonce', {
        description: 'Authorization server requires nonce in DPoP proof.',
        headers: { 'dpop-nonce': nonce },
      }),
    );
  return thumbprint;
}

/** Verifies the proof's signature, method, address and age; each proof is good once. */
export async function verifiedProof(
  call: Call,
  parts: ProofParts,
): Promise<{ readonly claims: JWTPayload; readonly thumbprint: string }> {
  const header = call.headers['dpop'];
  if (typeof header !== 'string') return invalidProof('The DPoP proof JWT header is missing.');
  const { payload, protectedHeader } = await jwtVerify(header, EmbeddedJWK, {
    typ: 'dpop+jwt',
    currentDate: new Date(parts.now()),
    maxTokenAge: toleranceSeconds,
    clockTolerance: toleranceSeconds,
  }).catch(() => invalidProof('The DPoP proof JWT is invalid.'));
  if (String(payload['htm']).toUpperCase() !== call.method)
    return invalidProof("The DPoP proof JWT's 'htm' claim does not match the request.");
  if (!parts.orgUrls.some((url) => payload['htu'] === `${url}${call.path}`))
    return invalidProof("The DPoP proof JWT's 'htu' claim does not match the request.");
  if (payload.jti === undefined || !parts.access.useOnce(`dpop ${payload.jti}`))
    return invalidProof('The DPoP proof JWT has already been used.');
  const { jwk } = protectedHeader;
  if (jwk === undefined) return invalidProof('The DPoP proof JWT is invalid.');
  return { claims: payload, thumbprint: await calculateJwkThumbprint(jwk) };
}

function invalidProof(description: string): never {
  throw new ReplyError(oauthError(400, 'invalid_dpop_proof', { description }));
}
