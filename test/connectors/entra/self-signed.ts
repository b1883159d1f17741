import {
  createHash,
  generateKeyPairSync,
  randomBytes,
  sign,
  X509Certificate,
  type KeyObject,
} from 'node:crypto';

export interface SelfSigned {
  /** The private key and its certificate, one below the other. */
  readonly pem: string;
  readonly key: string;
  readonly certificate: string;
  /** PEM of the public key. */
  readonly publicKey: string;
  /** SHA-256, base64url. */
  readonly thumbprint: string;
}

/** A certificate that signs itself, made by hand because Node has no maker of its own. RFC 5280, section 4.1. */
export function selfSigned(validToMs: number, modulusLength = 2_048): SelfSigned {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength });
  const certificate = pemOf('CERTIFICATE', certificateOf(publicKey, privateKey, validToMs));
  const key = privateKey.export({ type: 'pkcs8', format: 'pem' }).toString();
  return {
    pem: `${key}\n${certificate}`,
    key,
    certificate,
    publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
    thumbprint: createHash('sha256').update(new X509Certificate(certificate).raw).digest('base64url'),
  };
}

function certificateOf(publicKey: KeyObject, privateKey: KeyObject, validToMs: number): Buffer {
  const name = sequence(element(0x31, sequence(objectId('550403'), element(0x0c, Buffer.from('test')))));
  const algorithm = sequence(objectId('2a864886f70d01010b'), element(0x05, Buffer.alloc(0)));
  const body = sequence(
    element(0xa0, element(0x02, Buffer.from([2]))),
    element(0x02, Buffer.concat([Buffer.from([1]), randomBytes(8)])),
    algorithm,
    name,
    sequence(time(validToMs - 86_400_000 * 365), time(validToMs)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
  );
  const signature = Buffer.concat([Buffer.from([0]), sign('sha256', body, privateKey)]);
  return sequence(body, algorithm, element(0x03, signature));
}

function sequence(...parts: readonly Buffer[]): Buffer {
  return element(0x30, Buffer.concat(parts));
}

function objectId(hex: string): Buffer {
  return element(0x06, Buffer.from(hex, 'hex'));
}

function time(ms: number): Buffer {
  const text = new Date(ms).toISOString().replaceAll(/[-:T]/g, '').slice(2, 14);
  return element(0x17, Buffer.from(`${text}Z`));
}

function element(tag: number, content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([tag]), lengthOf(content), content]);
}

function lengthOf({ length }: Buffer): Buffer {
  if (length < 0x80) return Buffer.from([length]);
  return length < 0x100 ? Buffer.from([0x81, length]) : Buffer.from([0x82, length >> 8, length & 0xff]);
}

function pemOf(label: string, der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}
