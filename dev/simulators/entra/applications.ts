import { randomBytes } from 'node:crypto';

export interface EntraSecret {
  readonly value: string;
  /** Epoch milliseconds; absent: never. */
  readonly expiresAtMs?: number;
}

export interface EntraCertificate {
  /** `x5t` (SHA-1) or `x5t#S256` (SHA-256) of the certificate, base64url without padding. */
  readonly thumbprint: string;
  /** PEM of the public key or of the certificate itself. */
  readonly publicKey: string;
}

/** An app registration, and what an administrator consented to. */
export interface EntraApplication {
  readonly clientId: string;
  readonly secrets?: readonly EntraSecret[];
  readonly certificates?: readonly EntraCertificate[];
  /** Application permissions, such as `User.Read.All`. */
  readonly roles: readonly string[];
}

export interface Access {
  readonly clientId: string;
  readonly roles: ReadonlySet<string>;
  readonly expiresAtMs: number;
}

export type SecretVerdict = 'good' | 'wrong' | 'expired';

/** Who may sign in, and the tokens that were issued. Every sign-in makes a new token; the ones before stay good. */
export interface Applications {
  isKnown(clientId: string): boolean;
  secretVerdict(clientId: string, secret: string): SecretVerdict;
  /** PEM of the registered key or certificate with this thumbprint. */
  keyOf(clientId: string, thumbprint: string): string | undefined;
  issue(clientId: string, tenantId: string): string;
  accessOf(token: string): Access | undefined;
  revoke(token: string): void;
  revokeAll(): void;
  /** The only good applications from now on; undefined: any client id with a secret. Ends all tokens. */
  set(applications: readonly EntraApplication[] | undefined): void;
  reset(): void;
}

/** What an application may do where none was registered. */
const usualRoles = ['User.Read.All', 'GroupMember.Read.All'] as const;
/** Between 60 and 90 minutes at Microsoft; its documentation shows 3599. */
export const tokenSeconds = 3599;

export function createApplications(
  start: readonly EntraApplication[] | undefined,
  now: () => number,
): Applications {
  let good = start;
  const tokens = new Map<string, Access>();
  const find = (clientId: string): EntraApplication | undefined =>
    good === undefined
      ? { clientId, roles: usualRoles }
      : good.find((each) => each.clientId.toLowerCase() === clientId.toLowerCase());
  const applications: Applications = {
    isKnown: (clientId) => clientId !== '' && find(clientId) !== undefined,
    secretVerdict(clientId, secret) {
      if (good === undefined) return secret === '' ? 'wrong' : 'good';
      return verdictOf(find(clientId)?.secrets ?? [], secret, now());
    },
    keyOf: (clientId, thumbprint) =>
      find(clientId)?.certificates?.find((each) => each.thumbprint === thumbprint)?.publicKey,
    issue(clientId, tenantId) {
      const roles = find(clientId)?.roles ?? [];
      const token = tokenText({ clientId, tenantId, roles, nowMs: now() });
      tokens.set(token, { clientId, roles: new Set(roles), expiresAtMs: now() + tokenSeconds * 1000 });
      return token;
    },
    accessOf: (token) => tokens.get(token),
    revoke: (token) => void tokens.delete(token),
    revokeAll: () => tokens.clear(),
    set(list) {
      good = list;
      tokens.clear();
    },
    reset: () => applications.set(start),
  };
  return applications;
}

function verdictOf(secrets: readonly EntraSecret[], value: string, nowMs: number): SecretVerdict {
  const found = secrets.find((each) => each.value === value);
  if (found === undefined) return 'wrong';
  return (found.expiresAtMs ?? Infinity) > nowMs ? 'good' : 'expired';
}

/** Looks like the JWT that it is at Microsoft. Clients must not read it, and nobody here verifies its signature. */
function tokenText(facts: {
  clientId: string;
  tenantId: string;
  roles: readonly string[];
  nowMs: number;
}): string {
  const seconds = Math.floor(facts.nowMs / 1000);
  const header = { typ: 'JWT', alg: 'RS256', kid: 'simulated' };
  const claims = {
    aud: 'https://graph.microsoft.com',
    iss: `https://sts.windows.net/${facts.tenantId}/`,
    iat: seconds,
    nbf: seconds,
    exp: seconds + tokenSeconds,
    appid: facts.clientId,
    roles: facts.roles,
    tid: facts.tenantId,
    ver: '1.0',
  };
  return [encoded(header), encoded(claims), randomBytes(32).toString('base64url')].join('.');
}

function encoded(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}
