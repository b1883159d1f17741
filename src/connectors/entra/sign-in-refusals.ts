import type { EntraSettings } from '../../domain/entra-settings';
import { FailureError, type Failure } from '../../domain/failure';
import { jsonOf } from '../../http/pages';
import type { HttpResponse } from '../../http/request';
import { cloudOf } from './clouds';
import { signInError } from './schema';

const where = 'In the Entra admin center, open App registrations, the application, Certificates & secrets';

/** Why Entra gives no token, from the number behind `AADSTS` (learn.microsoft.com/entra/identity-platform/reference-error-codes). */
export function signInRefusal(response: HttpResponse, settings: EntraSettings): FailureError {
  const parsed = signInError.safeParse(jsonOf(response.text));
  if (!parsed.success) return notEntra(settings);
  const code = parsed.data.error_codes?.[0] ?? codeIn(parsed.data.error_description);
  const known = code === undefined ? undefined : failures[code];
  return new FailureError(known?.(settings) ?? unknownCode(code));
}

function codeIn(text: string | undefined): number | undefined {
  const found = /AADSTS(\d+)/.exec(text ?? '')?.[1];
  return found === undefined ? undefined : Number(found);
}

type Explain = (settings: EntraSettings) => Failure;

const wrongSecret: Explain = () =>
  rejected(
    'Microsoft Entra does not accept the client secret. Enter the value of the secret, not its secret ID; the value is shown only when the ' +
      `secret is made. ${where}, make a new one if it is lost.`,
  );

const unknownTenant: Explain = ({ tenantId, cloud }) => ({
  kind: 'settings-rejected',
  field: 'configuration.settings.tenantId',
  message:
    `Microsoft Entra knows no tenant "${tenantId}" in the cloud "${cloud}". Copy the directory (tenant) ID from the application's overview ` +
    'page, and check the cloud.',
});

const wrongCloud: Explain = ({ tenantId, cloud }) => ({
  kind: 'settings-rejected',
  field: 'configuration.settings.cloud',
  message: `The tenant "${tenantId}" is not in the cloud "${cloud}". Choose the cloud that the tenant is in.`,
});

const unknownApplication: Explain = ({ clientId, tenantId }) => ({
  kind: 'settings-rejected',
  field: 'configuration.settings.clientId',
  message:
    `The tenant "${tenantId}" has no application ${clientId}. Copy the application (client) ID from the application's overview page in ` +
    'that tenant; if the application is registered elsewhere, an administrator of the tenant must consent to it.',
});

const badAssertion: Explain = () =>
  rejected(
    `Microsoft Entra does not accept the certificate. ${where} > Certificates, and look whether exactly this certificate is uploaded and has not expired.`,
  );

const failures: Readonly<Record<number, Explain>> = {
  7000215: wrongSecret,
  7000218: wrongSecret,
  7000222: () =>
    rejected(`The client secret has expired. ${where}, make a new one and enter its value here.`),
  700016: unknownApplication,
  7000229: unknownApplication,
  90002: unknownTenant,
  900023: unknownTenant,
  50059: unknownTenant,
  90038: wrongCloud,
  900382: wrongCloud,
  500011: wrongCloud,
  700027: badAssertion,
  700023: badAssertion,
  50027: badAssertion,
  700024: () =>
    rejected(
      'Microsoft Entra does not accept the time in the proof of the certificate. The clocks differ; try again, and report it if it repeats.',
    ),
  7000112: ({ clientId }) =>
    rejected(
      `The application ${clientId} is disabled in the tenant. Enable it under Enterprise applications > Properties.`,
    ),
  53003: () => ({
    kind: 'access-missing',
    message:
      'A Conditional Access policy of the tenant keeps the application from signing in. Exclude the application from that policy.',
  }),
};

function rejected(message: string): Failure {
  return { kind: 'credentials-rejected', message };
}

function unknownCode(code: number | undefined): Failure {
  const number = code === undefined ? 'an error without a number' : `AADSTS${code}`;
  return rejected(
    `Microsoft Entra refused the sign-in with ${number}. Check the tenant, the application ID and the credential; ` +
      'what the number means is told at https://login.microsoftonline.com/error.',
  );
}

export function notEntra(settings: EntraSettings): FailureError {
  return new FailureError({
    kind: 'settings-rejected',
    field: 'configuration.settings.cloud',
    message: `What answers at ${new URL(cloudOf(settings).login).host} is not Microsoft Entra's sign-in. Check the cloud in the settings.`,
  });
}
