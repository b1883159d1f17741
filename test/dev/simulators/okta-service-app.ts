import { createHash, generateKeyPairSync, randomUUID, sign, type KeyObject } from 'node:crypto';
import type { OktaClient, OktaSimulator } from '../../../dev/simulators';
import { ask, text, type Answer } from './support';

/** A service app with its private key; the twin knows the public one. */
export interface ServiceApp {
  readonly client: OktaClient;
  readonly privateKey: KeyObject;
  readonly kid: string;
}

export const scopes = ['okta.users.read', 'okta.groups.read', 'okta.logs.read'] as const;

export function aServiceApp(facts: Partial<OktaClient> = {}): ServiceApp {
  const kid = randomUUID();
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const client = {
    clientId: '0oaServiceApp',
    keys: [{ ...publicKey.export({ format: 'jwk' }), kid }],
    grantedScopes: scopes,
    hasAdminRole: true,
    ...facts,
  };
  return { client, privateKey, kid };
}

export interface JwtParts {
  readonly header: Readonly<Record<string, unknown>>;
  readonly claims: Readonly<Record<string, unknown>>;
}

export function signed({ header, claims }: JwtParts, key: KeyObject): string {
  const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
  const body = `${part({ alg: 'ES256', ...header })}.${part(claims)}`;
  const signature = sign('sha256', Buffer.from(body), { key, dsaEncoding: 'ieee-p1363' });
  return `${body}.${signature.toString('base64url')}`;
}

interface SignInFacts {
  readonly nowMs: number;
  /** Claims instead of the right ones; `undefined` leaves one out. */
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly key?: KeyObject;
}

export function assertionOf(app: ServiceApp, okta: OktaSimulator, facts: SignInFacts): string {
  const seconds = Math.floor(facts.nowMs / 1000);
  const claims = {
    iss: app.client.clientId,
    sub: app.client.clientId,
    aud: `${okta.url}/oauth2/v1/token`,
    iat: seconds,
    exp: seconds + 300,
    jti: randomUUID(),
    ...facts.claims,
  };
  return signed({ header: { kid: app.kid, ...facts.header }, claims }, facts.key ?? app.privateKey);
}

/** A call of the token endpoint; `undefined` leaves a field out of the form. */
export async function tokenCall(
  okta: OktaSimulator,
  fields: Readonly<Record<string, string | undefined>>,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const form = new URLSearchParams();
  const usual = {
    grant_type: 'client_credentials',
    scope: 'okta.users.read okta.groups.read',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  };
  for (const [name, value] of Object.entries({ ...usual, ...fields }))
    if (value !== undefined) form.set(name, value);
  const response = await fetch(`${okta.url}/oauth2/v1/token`, { method: 'POST', headers, body: form });
  const received = await response.text();
  return { status: response.status, headers: response.headers, text: received, body: JSON.parse(received) };
}

/** Signs in and gives the headers for further calls. */
export async function bearerOf(
  app: ServiceApp,
  okta: OktaSimulator,
  facts: SignInFacts & { readonly scope?: string },
): Promise<Readonly<Record<string, string>>> {
  const { scope, ...rest } = facts;
  const { body } = await tokenCall(okta, {
    client_assertion: assertionOf(app, okta, rest),
    ...(scope === undefined ? {} : { scope }),
  });
  return { authorization: `Bearer ${text(body, 'access_token')}` };
}

/** A DPoP proof of this key (RFC 9449, section 4.2). */
export function proofOf(
  key: { readonly privateKey: KeyObject; readonly publicKey: KeyObject },
  claims: Readonly<Record<string, unknown>>,
): string {
  const jwk = key.publicKey.export({ format: 'jwk' });
  return signed(
    { header: { typ: 'dpop+jwt', jwk }, claims: { jti: randomUUID(), ...claims } },
    key.privateKey,
  );
}

export function hashOf(token: string): string {
  return createHash('sha256').update(token).digest('base64url');
}

export function statusOf(
  okta: OktaSimulator,
  path: string,
  headers: Readonly<Record<string, string>>,
): Promise<number> {
  return ask(okta.url + path, { headers }).then((answer) => answer.status);
}
