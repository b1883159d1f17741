import { createHash, createPrivateKey, randomUUID, X509Certificate, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { FailureError } from '../../domain/failure';

interface Credential {
  readonly key: KeyObject;
  readonly certificate: X509Certificate;
}

export interface Claimant {
  readonly clientId: string;
  /** The token endpoint. */
  readonly audience: string;
  readonly nowMs: number;
}

const lifeSeconds = 600;
/** For PS256 (RFC 7518 section 3.5). */
const fewestBits = 2_048;

/**
 * Proves who the application is without a shared secret (learn.microsoft.com/entra/identity-platform/certificate-credentials): signed with
 * PS256, the certificate named by its thumbprints. `pem` holds a private key and its certificate, also with `\n` written out as in an
 * environment variable. Throws `credentials-rejected` for a text that does not.
 */
export async function signAssertion(pem: string, claimant: Claimant): Promise<string> {
  const { key, certificate } = readCredential(pem.replaceAll(String.raw`\n`, '\n'), claimant.nowMs);
  const nowSeconds = Math.floor(claimant.nowMs / 1_000);
  return new SignJWT()
    .setProtectedHeader({
      alg: 'PS256',
      typ: 'JWT',
      x5t: thumbprint(certificate, 'sha1'),
      'x5t#S256': thumbprint(certificate, 'sha256'),
    })
    .setAudience(claimant.audience)
    .setIssuer(claimant.clientId)
    .setSubject(claimant.clientId)
    .setJti(randomUUID())
    .setIssuedAt(nowSeconds)
    .setNotBefore(nowSeconds)
    .setExpirationTime(nowSeconds + lifeSeconds)
    .sign(key);
}

function thumbprint(certificate: X509Certificate, algorithm: 'sha1' | 'sha256'): string {
  return createHash(algorithm).update(certificate.raw).digest('base64url');
}

function readCredential(pem: string, nowMs: number): Credential {
  const key = readKey(pem);
  const certificates = blocksOf(pem, 'CERTIFICATE').map(readCertificate);
  if (certificates.length === 0)
    throw unusable('the certificate is missing: a block that begins with "-----BEGIN CERTIFICATE-----"');
  const certificate = certificates.find((each) => each.checkPrivateKey(key));
  if (certificate === undefined) throw unusable('the private key does not belong to the certificate');
  if (Date.parse(certificate.validTo) < nowMs)
    throw unusable(`the certificate expired on ${new Date(certificate.validTo).toISOString().slice(0, 10)}`);
  return { key, certificate };
}

function readKey(pem: string): KeyObject {
  const [block] = blocksOf(pem, '[A-Z ]*PRIVATE KEY');
  if (block === undefined)
    throw unusable('the private key is missing: a block that begins with "-----BEGIN PRIVATE KEY-----"');
  if (/ENCRYPTED/.test(block))
    throw unusable('the private key is protected by a password; remove the password');
  const key = attempt(() => createPrivateKey(block), 'the private key cannot be read');
  if (key.asymmetricKeyType !== 'rsa') throw unusable('the private key is not an RSA key');
  if ((key.asymmetricKeyDetails?.modulusLength ?? 0) < fewestBits)
    throw unusable(`the private key has fewer than ${fewestBits.toLocaleString('en-US')} bits`);
  return key;
}

function readCertificate(block: string): X509Certificate {
  return attempt(() => new X509Certificate(block), 'the certificate cannot be read');
}

function blocksOf(pem: string, label: string): readonly string[] {
  return pem.match(new RegExp(`-----BEGIN (${label})-----[^]+?-----END \\1-----`, 'g')) ?? [];
}

function attempt<T>(read: () => T, otherwise: string): T {
  try {
    return read();
  } catch (error) {
    throw unusable(otherwise, error);
  }
}

function unusable(reason: string, cause?: unknown): FailureError {
  return new FailureError(
    {
      kind: 'credentials-rejected',
      message: `The private key and certificate cannot be used: ${reason}. Enter both in PEM, one below the other, as the documentation shows.`,
    },
    { cause },
  );
}
