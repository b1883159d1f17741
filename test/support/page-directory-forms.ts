import { chooseOption, openNewConnector, type Place } from './page-driver';

export interface OktaInput {
  readonly name: string;
  readonly address: string;
  /** Signs in with a token; with `app`, as a service app. */
  readonly secret: string;
  readonly app?: { readonly clientId: string; readonly keyId?: string };
}

/** From the list of connectors to the filled form. Nothing is saved yet. */
export async function fillNewOkta(place: Place, input: OktaInput): Promise<void> {
  await openNewConnector(place, 'Okta');
  await place.getByLabel('Name', { exact: false }).first().fill(input.name);
  await place.getByLabel('Okta address').fill(input.address);
  if (input.app === undefined) {
    await place.getByLabel('API token').last().fill(input.secret);
    return;
  }
  await chooseOption(place, 'Sign in with', 'Service app with a private key (OAuth 2.0)');
  await place.getByLabel('Client ID').fill(input.app.clientId);
  if (input.app.keyId !== undefined) await place.getByLabel('Key ID').fill(input.app.keyId);
  await place.getByLabel('Private key').fill(input.secret);
}

export interface EntraInput {
  readonly name: string;
  readonly tenantId: string;
  readonly clientId: string;
  readonly secret: string;
  readonly auth?: 'secret' | 'certificate';
}

export async function fillNewEntra(place: Place, input: EntraInput): Promise<void> {
  await openNewConnector(place, 'Microsoft Entra ID');
  await place.getByLabel('Name', { exact: false }).first().fill(input.name);
  await place.getByLabel('Directory (tenant) ID').fill(input.tenantId);
  await place.getByLabel('Application (client) ID').fill(input.clientId);
  if (input.auth === 'certificate') await chooseOption(place, 'Sign in with', 'Certificate');
  const label = input.auth === 'certificate' ? 'Certificate and private key' : 'Client secret';
  await place.getByLabel(label).last().fill(input.secret);
}
