import type { ConnectorConfiguration } from '../domain/connection';
import type { Connector } from '../domain/ports';
import type { HttpDeps } from '../http/request';
import type { TokenCache } from '../http/token-cache';
import { createOneLogin } from './onelogin/connector';

export type ConnectorDeps = HttpDeps & { readonly tokens: TokenCache };

/** The connector of a connection: the only list of kinds. Throws `settings-rejected` for settings that lead to no address. */
export function createConnector(
  configuration: ConnectorConfiguration,
  secret: string,
  deps: ConnectorDeps,
): Connector {
  return factories[configuration.kind](configuration.settings, secret, deps);
}

const factories = { onelogin: createOneLogin } as const;
