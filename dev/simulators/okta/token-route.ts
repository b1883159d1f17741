import { json, ReplyError, type Call, type Reply, type Route } from '../server/call';
import { tokenSeconds, type Access, type OktaClient } from './access';
import { proofOfPossession } from './dpop';
import { oauthError } from './errors';
import { readJwt, type Jwt } from './jwt';

export interface TokenParts {
  readonly access: Access;
  /** Base URLs that the org answers under; the assertion's audience is the token endpoint of one of them. */
  readonly orgUrls: readonly string[];
  readonly now: () => number;
}

const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
/** The longest life of an assertion. */
const longestSeconds = 3600;

/** Sign-in of service apps: `client_credentials` with `private_key_jwt`, the only way to Okta's own scopes. */
export function tokenRoutes(parts: TokenParts): readonly Route[] {
  return [{ method: 'POST', template: '/oauth2/v1/token', handler: (call) => issue(call, parts) }];
}

function issue(call: Call, parts: TokenParts): Reply {
  const form = new URLSearchParams(call.body);
  const assertion = assertionOf(call, form);
  const client = verifiedClient(assertion, parts);
  const scopes = grantedScopes(form, client);
  const boundTo = client.requiresDpop === true ? proofOfPossession(call, parts) : undefined;
  const token = parts.access.issue({
    clientId: client.clientId,
    scopes,
    ...(boundTo === undefined ? {} : { boundTo }),
  });
  return json(200, {
    token_type: boundTo === undefined ? 'Bearer' : 'DPoP',
    expires_in: tokenSeconds,
    access_token: token.value,
    scope: scopes.join(' '),
  });
}

function assertionOf(call: Call, form: URLSearchParams): string {
  if (!(call.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded'))
    return deny(400, 'invalid_request', 'The content type must be application/x-www-form-urlencoded.');
  if (form.get('grant_type') !== 'client_credentials')
    return deny(
      400,
      'unsupported_grant_type',
      'The authorization grant type is not supported by the authorization server.',
    );
  const assertion = form.get('client_assertion');
  if (assertion !== null && form.get('client_assertion_type') === assertionType) return assertion;
  return hasSecret(call, form)
    ? invalidClient(
        'Client Credentials requests to the Org Authorization Server must use the private_key_jwt token_endpoint_auth_method.',
      )
    : deny(400, 'invalid_client', 'A client_id must be provided in the request.');
}

function hasSecret(call: Call, form: URLSearchParams): boolean {
  return form.has('client_secret') || /^basic /i.test(call.headers.authorization ?? '');
}

function verifiedClient(assertion: string, parts: TokenParts): OktaClient {
  const jwt = readJwt(assertion);
  if (jwt === undefined) return invalidClient('The parsing of the client_assertion failed.');
  const client = parts.access.client(jwt.claims.iss ?? '');
  if (client === undefined) return invalidClient("Invalid value for 'client_id' parameter.");
  if (!isSignedByClient(jwt, client)) return invalidClient('The client_assertion signature is invalid.');
  const wrong = wrongClaim(jwt.claims, client, parts);
  if (wrong !== undefined) return invalidClient(wrong);
  if (jwt.claims.jti !== undefined && !parts.access.useOnce(`${client.clientId} ${jwt.claims.jti}`))
    return invalidClient('The client_assertion token has already been used.');
  return client;
}

/** Without a `kid` in the header there is nothing to choose by: the client then has one key only. */
function isSignedByClient(jwt: Jwt, client: OktaClient): boolean {
  const { kid } = jwt.header;
  if (kid === undefined && client.keys.length > 1) return false;
  const key = client.keys.find((each) => kid === undefined || each.kid === kid);
  return key !== undefined && jwt.isSignedBy(key);
}

function wrongClaim(claims: Jwt['claims'], client: OktaClient, parts: TokenParts): string | undefined {
  const audiences = parts.orgUrls.map((url) => `${url}/oauth2/v1/token`);
  if (![claims.aud].flat().some((audience) => audience !== undefined && audiences.includes(audience)))
    return 'The audience claim for client_assertion must be the endpoint invoked for the request.';
  if (claims.sub !== client.clientId)
    return "The 'iss' and 'sub' claims of client_assertion must be the client_id.";
  const secondsLeft = (claims.exp ?? 0) - parts.now() / 1000;
  if (secondsLeft <= 0) return 'The client_assertion token is expired.';
  return secondsLeft > longestSeconds
    ? 'The client_assertion token has an expiration too far into the future.'
    : undefined;
}

function grantedScopes(form: URLSearchParams, client: OktaClient): readonly string[] {
  const asked = (form.get('scope') ?? '').split(' ').filter((scope) => scope !== '');
  if (asked.length === 0)
    return deny(
      400,
      'invalid_scope',
      "The authorization server resource does not have any configured default scopes, 'scope' must be provided.",
    );
  const refused = asked.find((scope) => !client.grantedScopes.includes(scope));
  return refused === undefined
    ? asked
    : deny(
        400,
        'invalid_scope',
        'One or more scopes are not configured for the authorization server resource.',
      );
}

function invalidClient(description: string): never {
  return deny(401, 'invalid_client', description);
}

function deny(status: 400 | 401, error: string, description: string): never {
  throw new ReplyError(oauthError(status, error, { description }));
}
