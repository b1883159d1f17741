import type { ConnectorKind } from '../../domain/connection';

export const connectorKinds: readonly ConnectorKind[] = ['onelogin', 'okta', 'entra'];

export const connectorTabs = ['general', 'sync-settings', 'runs'] as const;
export type ConnectorTab = (typeof connectorTabs)[number];

/** Every place of the page. */
export type Route =
  | { readonly page: 'connectors' }
  | { readonly page: 'choose-connector' }
  | { readonly page: 'create-connector'; readonly kind: ConnectorKind }
  | { readonly page: 'connector'; readonly id: string; readonly tab: ConnectorTab }
  | { readonly page: 'run'; readonly runId: string }
  | { readonly page: 'site' }
  | { readonly page: 'not-found' };

export function parseRoute(path: string): Route {
  const [first, second, third] = path.split('/').filter((part) => part !== '');
  if (first === undefined) return { page: 'connectors' };
  if (first === 'site' && second === undefined) return { page: 'site' };
  if (first === 'create') return createRoute(second);
  if (first === 'runs' && second !== undefined) return { page: 'run', runId: second };
  if (first === 'connectors' && second !== undefined) return connectorRoute(second, third);
  return { page: 'not-found' };
}

function createRoute(kind: string | undefined): Route {
  if (kind === undefined) return { page: 'choose-connector' };
  const known = connectorKinds.find((name) => name === kind);
  return known === undefined ? { page: 'not-found' } : { page: 'create-connector', kind: known };
}

function connectorRoute(id: string, tab: string | undefined): Route {
  const known = connectorTabs.find((name) => name === (tab ?? 'general'));
  return known === undefined ? { page: 'not-found' } : { page: 'connector', id, tab: known };
}

/** The addresses of the pages, for links. `parseRoute` reads each of them. */
export const paths = {
  connectors: '/',
  chooseConnector: '/create',
  createConnector: (kind: ConnectorKind) => `/create/${kind}`,
  connector: (id: string, tab: ConnectorTab = 'general') => `/connectors/${id}/${tab}`,
  run: (runId: string) => `/runs/${runId}`,
  site: '/site',
};
