import type { App } from '../compose';
import type { Connection, ConnectorConfiguration } from '../domain/connection';
import { attributesOf, type SyncRules } from '../domain/sync-rules';
import type { StoredSettings } from '../sync/plan-stored';
import { readableRules, unreadAttributes } from '../sync/preview-unknown';
import { storedWorld, type StoredWorld } from '../sync/stored-world';
import { RefusedError } from './guard';
import { placeOf } from '../sync/settings-change';

/** What runs of the connection left behind; refused where that is nothing. */
export async function neededWorld(app: App, connection: Connection): Promise<StoredWorld> {
  const world = await storedWorld(connection, app);
  if (world !== undefined) return world;
  throw new RefusedError({ kind: 'not-found', message: nothingStored });
}

export const nothingStored =
  'Nothing is stored of the directory. Run a preview: it reads the directory and changes nothing.';

interface Wanted {
  readonly configuration: ConnectorConfiguration;
  readonly rules: SyncRules;
}

/** The settings as a plan without a call takes them. `unread`: attributes that conditions look at and that are not stored; those conditions are left out. */
export async function storedSettings(
  app: App,
  world: StoredWorld,
  { configuration, rules }: Wanted,
): Promise<StoredSettings & { readonly unread: readonly string[] }> {
  const secret = (await app.secrets.get(world.connection.id, placeOf(world.connection.configuration))) ?? '';
  const unread = unreadAttributes(world, rules);
  const connector = app.tryConnector(configuration, secret, attributesOf(rules));
  return {
    configuration,
    rules: readableRules(rules, unread),
    selection: connector.selectGroups([...world.records.groups.values()]),
    unread,
  };
}
