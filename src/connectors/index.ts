import type { ConnectorConfiguration } from '../domain/connection';
import type { Connector } from '../domain/ports';
import type { HttpDeps } from '../http/request';
import type { TokenCache } from '../http/token-cache';
import { createEntra } from './entra/connector';
import { createOkta } from './okta/connector';
import { createOneLogin } from './onelogin/connector';

export type ConnectorDeps = HttpDeps & { readonly tokens: TokenCache };

/** The connector of a connection: the only list of kinds. Throws `settings-rejected` for settings that lead to no address. */
export function createConnector(
  configuration: ConnectorConfiguration,
  secret: string,
  deps: ConnectorDeps,
): Connector {
  switch (configuration.kind) {
    case 'onelogin':
      return createOneLogin(configuration.settings, secret, deps);
    case 'okta':
      return createOkta(configuration.settings, secret, deps);
    case 'entra':
      return createEntra(configuration.settings, secret, deps);
  }
}
