import type { ConnectorConfiguration, ConnectorKind } from '../domain/connection';
import type { Connector } from '../domain/ports';
import type { HttpDeps } from '../http/request';
import type { TokenCache } from '../http/token-cache';
import { createEntra } from './entra/connector';
import { createOkta } from './okta/connector';
import { createOneLogin } from './onelogin/connector';

export type ConnectorDeps = HttpDeps & {
  readonly tokens: TokenCache;
  /** Names of the attributes of people that the rules look at: read and kept, besides what every user has. */
  readonly attributes: readonly string[];
};

type Factory<Settings> = (settings: Settings, secret: string, deps: ConnectorDeps) => Connector;
type SettingsOf<Kind extends ConnectorKind> = Extract<
  ConnectorConfiguration,
  { readonly kind: Kind }
>['settings'];

/** The only list of kinds. */
const factories: { readonly [Kind in ConnectorKind]: Factory<SettingsOf<Kind>> } = {
  onelogin: createOneLogin,
  okta: createOkta,
  entra: createEntra,
};

/** The connector of a connection. Throws `settings-rejected` for settings that lead to no address. */
export function createConnector(
  { kind, settings }: ConnectorConfiguration,
  secret: string,
  deps: ConnectorDeps,
): Connector {
  // A configuration pairs its kind with that kind's settings, and so does the list.
  const create = factories[kind] as Factory<ConnectorConfiguration['settings']>;
  return create(settings, secret, deps);
}
