import { FailureError } from '../../domain/failure';
import type { OktaSettings } from '../../domain/okta-settings';
import type { Connector } from '../../domain/ports';
import type { HttpDeps } from '../../http/request';
import type { TokenCache } from '../../http/token-cache';

export type ClientDeps = HttpDeps & { readonly tokens: TokenCache };

export function createOkta(_settings: OktaSettings, _secret: string, _deps: ClientDeps): Connector {
  throw new FailureError({ kind: 'settings-rejected', message: 'This kind of connector is being built.' });
}
