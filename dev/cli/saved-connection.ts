import type { ConnectionDocument } from '../../src/contract';
import { connectorConfiguration, defaultSchedule } from '../../src/domain/connection';
import { defaultRules } from '../../src/domain/sync-rules';
import type { Host } from '../host';
import { ask } from './ask';
import type { ConnectionFile } from './connection-file';
import { CommandError, exitCodes } from './failure-exit';
import type { StoredPlace } from './options';

/** Makes the administrator at this machine the sync account, unless they are already. */
export async function haveSyncAccount(host: Host): Promise<void> {
  const { settings, me } = await ask(host, 'getTarget', {});
  if (settings?.syncAccountId !== me.accountId)
    await ask(host, 'useMyAccount', { api: settings?.api ?? 'jira' });
}

/** The id of the connection of this name, which is as the file says it from now on; its links and its ledger stay. */
export async function saveConnection(host: Host, { document, secret }: ConnectionFile): Promise<string> {
  const knownId = await findConnection(host, document);
  const wanted = {
    name: document.name,
    configuration: connectorConfiguration.parse({ kind: document.kind, settings: document.settings }),
    secret,
    rules: document.rules ?? defaultRules,
    // The command line runs when it is called; a schedule would start runs of its own beside it.
    schedule: { ...(document.schedule ?? defaultSchedule), enabled: false },
  };
  if (knownId === undefined) return (await ask(host, 'createConnection', wanted)).connection.id;
  const { connection } = await ask(host, 'getConnection', { id: knownId });
  const { revision, secretExpiresOn } = connection;
  // A file says nothing of the day on which its secret ends; what an administrator noted on the page stays.
  const noted = secretExpiresOn === undefined ? {} : { secretExpiresOn };
  await ask(host, 'saveConnection', { ...wanted, ...noted, id: knownId, revision });
  return knownId;
}

/** The id of the connection of this name as an earlier command left it. Throws CommandError where there is none. */
export async function storedConnection(
  host: Host,
  document: ConnectionDocument,
  { data }: StoredPlace,
): Promise<string> {
  const id = await findConnection(host, document);
  if (id !== undefined) return id;
  throw new CommandError(
    `${data} knows no connection "${document.name}". Run "ugs plan" or "ugs sync" with --data ${data} first.`,
    exitCodes.usage,
  );
}

async function findConnection(host: Host, { name, kind }: ConnectionDocument): Promise<string | undefined> {
  const { connections } = await ask(host, 'overview', {});
  return connections.find((connection) => connection.name === name && connection.kind === kind)?.id;
}
