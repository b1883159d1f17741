/** One of Entra's refusals of a sign-in: the OAuth error, the number behind `AADSTS`, and its words. */
export interface SignInRefusal {
  readonly status: 400 | 401;
  readonly error: string;
  readonly code: number;
  readonly text: string;
}

function badClient(code: number, text: string): SignInRefusal {
  return { status: 401, error: 'invalid_client', code, text };
}

function badRequest(error: string, code: number, text: string): SignInRefusal {
  return { status: 400, error, code, text };
}

/** Numbers and meanings are published; the sentences are as clients report them. */
export const signInRefusal = {
  tenant: (asked: string): SignInRefusal =>
    badRequest(
      'invalid_request',
      90_002,
      `Tenant '${asked}' not found. Check to make sure you have the correct tenant ID and are signing into the correct cloud. ` +
        'Check with your subscription administrator, this may happen if there are no active subscriptions for the tenant.',
    ),
  missing: (name: string): SignInRefusal =>
    badRequest(
      'invalid_request',
      900_144,
      `The request body must contain the following parameter: '${name}'.`,
    ),
  grant: (grant: string): SignInRefusal =>
    badRequest('unsupported_grant_type', 70_003, `The app requested an unsupported grant type '${grant}'.`),
  scope: (scope: string): SignInRefusal =>
    badRequest(
      'invalid_scope',
      1_002_012,
      `The provided value for scope ${scope} is not valid. Client credential flows must have a scope value with /.default ` +
        'suffixed to the resource identifier (application ID URI).',
    ),
  resource: (resource: string): SignInRefusal =>
    badRequest(
      'invalid_resource',
      500_011,
      `The resource principal named ${resource} was not found in the tenant. This can happen if the application has not been ` +
        'installed by the administrator of the tenant or consented to by any user in the tenant. You might have sent your ' +
        'authentication request to the wrong tenant.',
    ),
  application: (clientId: string, directory: string): SignInRefusal =>
    badRequest(
      'unauthorized_client',
      700_016,
      `Application with identifier '${clientId}' was not found in the directory '${directory}'. This can happen if the ` +
        'application has not been installed by the administrator of the tenant or consented to by any user in the tenant. ' +
        'You may have sent your authentication request to the wrong tenant.',
    ),
  noCredential: (): SignInRefusal =>
    badClient(
      7_000_218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    ),
  secret: (clientId: string): SignInRefusal =>
    badClient(
      7_000_215,
      'Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the ' +
        `client secret ID, for a secret added to app '${clientId}'.`,
    ),
  expiredSecret: (clientId: string): SignInRefusal =>
    badClient(
      7_000_222,
      `The provided client secret keys for app '${clientId}' are expired. Visit the Azure portal to create new keys for your ` +
        'app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: ' +
        'https://aka.ms/certCreds.',
    ),
  assertion: (reason: string, thumbprint: string): SignInRefusal =>
    badClient(
      700_027,
      `Client assertion failed signature validation. [Reason - ${reason}, Thumbprint of key used by client: '${thumbprint}']`,
    ),
  assertionTime: (): SignInRefusal =>
    badClient(
      700_024,
      'Client assertion is not within its valid time range. Current time and the assertion’s nbf and exp do not fit.',
    ),
  assertionClaims: (what: string): SignInRefusal =>
    badClient(700_023, `Client assertion ${what}. Review the documentation at https://aka.ms/certCreds.`),
  malformed: (): SignInRefusal => badRequest('invalid_request', 50_027, 'JWT token is invalid or malformed.'),
} as const;
