import type { App } from '../compose';
import type { Connection, ConnectorConfiguration } from '../domain/connection';
import { placeOf } from '../sync/settings-change';
import { RefusedError } from './guard';

/** A save or a test of settings; without a secret, the stored one of the connection is used. */
interface NewSettings {
  readonly stored: Connection;
  readonly wanted: ConnectorConfiguration;
  readonly secret: string | undefined;
}

/** A stored secret goes only to the host that it was entered for. */
export function refuseOtherHost({ stored, wanted, secret }: NewSettings): void {
  if (secret !== undefined || placeOf(stored.configuration) === placeOf(wanted)) return;
  throw new RefusedError({
    kind: 'invalid-input',
    field: 'secret',
    message: 'The address has changed: enter the secret that belongs to it.',
  });
}

/** Undefined for the secret that is stored already: who saves the same again, as the command line does, changes nothing. */
export async function unlessStored(
  app: App,
  { stored, wanted, secret }: NewSettings,
): Promise<string | undefined> {
  if (secret === undefined) return undefined;
  return secret === (await app.secrets.get(stored.id, placeOf(wanted))) ? undefined : secret;
}

/**
 * The directory must take its own queries before they are stored: one that it does not know might find everybody or nobody. It is asked only
 * where it might answer otherwise than before, so that it may be down while something else is saved.
 *
 * @throws FailureError `settings-rejected` with the field of the query, or why the directory cannot be asked
 */
export async function checkQueries(app: App, settings: NewSettings): Promise<void> {
  const { stored, wanted, secret } = settings;
  if (!hasQuery(wanted)) return;
  if (secret === undefined && askedOf(stored.configuration) === askedOf(wanted)) return;
  await app.tryConnector(wanted, secret ?? (await storedSecret(app, stored.id))).checkQueries();
}

export function hasQuery({ settings: { filters } }: ConnectorConfiguration): boolean {
  return (filters?.users?.query ?? filters?.groups?.query) !== undefined;
}

export async function storedSecret(app: App, id: string | undefined): Promise<string> {
  const connection = id === undefined ? undefined : await app.connections.get(id);
  const secret = connection && (await app.secrets.get(connection.id, placeOf(connection.configuration)));
  if (secret !== undefined) return secret;
  throw new RefusedError({ kind: 'invalid-input', field: 'secret', message: 'Enter the secret.' });
}

/** What is asked, where, and as whom. */
function askedOf(configuration: ConnectorConfiguration): string {
  const { kind, settings } = configuration;
  const credential = 'auth' in settings ? [settings.auth, settings.clientId] : [settings.clientId];
  const { users, groups } = settings.filters ?? {};
  return JSON.stringify([kind, placeOf(configuration), credential, users?.query, groups?.query]);
}

/** A value of the storage holds 240 KiB (Forge's limits of the key-value store); the rest is room for its envelope. */
const largestConnection = 200_000;

/** Thousands of rules with long names may be more than the storage holds in one value. */
export function refuseTooLarge(connection: Connection): void {
  if (Buffer.byteLength(JSON.stringify(connection)) <= largestConnection) return;
  throw new RefusedError({
    kind: 'invalid-input',
    field: 'rules',
    message:
      'The settings and rules are too large to be stored. Use renames or patterns with * in the place of long lists.',
  });
}
