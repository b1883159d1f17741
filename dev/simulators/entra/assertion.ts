import { constants, createPublicKey, verify } from 'node:crypto';
import * as z from 'zod';
import type { Applications } from './applications';
import { decodeToken } from './query';
import { signInRefusal, type SignInRefusal } from './sign-in-refusals';

interface Asked {
  readonly form: URLSearchParams;
  readonly clientId: string;
  readonly nowMs: number;
  /** Path of the token endpoint; the assertion's audience must end with it, whatever host stands before it. */
  readonly tokenPath: string;
}

const headerShape = z.looseObject({
  alg: z.string(),
  x5t: z.string().optional(),
  'x5t#S256': z.string().optional(),
});
const claimsShape = z.looseObject({
  iss: z.string().optional(),
  sub: z.string().optional(),
  aud: z.union([z.string(), z.array(z.string())]).optional(),
  /** Seconds since 1970, as `nbf`. */
  exp: z.number().optional(),
  nbf: z.number().optional(),
});
type Header = z.infer<typeof headerShape>;
type Claims = z.infer<typeof claimsShape>;

interface Assertion {
  readonly header: Header;
  readonly claims: Claims;
  readonly text: string;
}

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/**
 * What is wrong with a client's signed assertion; undefined when it is good. The header, claims and algorithms of
 * learn.microsoft.com/entra/identity-platform/certificate-credentials.
 */
export function assertionRefusal(asked: Asked, applications: Applications): SignInRefusal | undefined {
  const assertion = decode(asked.form.get('client_assertion') ?? '');
  if (assertion === undefined || asked.form.get('client_assertion_type') !== assertionType)
    return signInRefusal.malformed();
  const { header, claims, text } = assertion;
  const thumbprint = thumbprintOf(header) ?? '';
  const key = applications.keyOf(asked.clientId, thumbprint);
  if (key === undefined) return signInRefusal.assertion('The key was not found.', thumbprint);
  if (!isSigned(text, header.alg, key))
    return signInRefusal.assertion(
      'The key was found, but use of the key to verify the signature failed.',
      thumbprint,
    );
  return timeRefusal(claims, asked.nowMs) ?? claimRefusal(claims, asked);
}

function decode(text: string): Assertion | undefined {
  const [head = '', body = '', ...rest] = text.split('.');
  const header = headerShape.safeParse(decodeToken(head));
  const claims = claimsShape.safeParse(decodeToken(body));
  if (rest.length !== 1 || !header.success || !claims.success) return undefined;
  return { header: header.data, claims: claims.data, text };
}

function thumbprintOf(header: Header): string | undefined {
  return header['x5t#S256'] ?? header.x5t;
}

/** PS256 is what Microsoft asks for today; RS256 is still taken. */
function isSigned(text: string, algorithm: string, pem: string): boolean {
  const key = createPublicKey(pem);
  const at = text.lastIndexOf('.');
  const signed = Buffer.from(text.slice(0, at));
  const signature = Buffer.from(text.slice(at + 1), 'base64url');
  if (algorithm === 'RS256') return verify('sha256', signed, key, signature);
  if (algorithm !== 'PS256') return false;
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  return verify('sha256', signed, { key, padding, saltLength: constants.RSA_PSS_SALTLEN_DIGEST }, signature);
}

/** The real service allows clocks to differ by five minutes. */
const skewSeconds = 300;

function timeRefusal({ nbf, exp }: Claims, nowMs: number): SignInRefusal | undefined {
  const seconds = nowMs / 1000;
  const isOpen = exp !== undefined && exp + skewSeconds > seconds && (nbf ?? 0) - skewSeconds <= seconds;
  return isOpen ? undefined : signInRefusal.assertionTime();
}

function claimRefusal({ iss, sub, aud }: Claims, asked: Asked): SignInRefusal | undefined {
  if (iss !== asked.clientId || sub !== asked.clientId)
    return signInRefusal.assertionClaims('issuer and subject must be the client id');
  const audiences = typeof aud === 'string' ? [aud] : (aud ?? []);
  const isHere = audiences.some((each) => URL.canParse(each) && isTokenPath(new URL(each).pathname, asked));
  return isHere ? undefined : signInRefusal.assertionClaims('audience claim does not match Realm issuer');
}

/** The endpoint itself, or the issuer of the tenant. */
function isTokenPath(path: string, { tokenPath }: Asked): boolean {
  const issuer = tokenPath.replace(/\/oauth2\/v2\.0\/token$/, '/v2.0');
  return [tokenPath, issuer].some((each) => each.toLowerCase() === path.toLowerCase());
}
