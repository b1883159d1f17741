import type { ConnectorKind } from '../../domain/connection';

export const kindNames: Record<ConnectorKind, string> = {
  onelogin: 'OneLogin',
  okta: 'Okta',
  entra: 'Microsoft Entra ID',
};

/** The directory of a report, which names its connector as plain text. */
export function directoryName(connector: string): string {
  return new Map<string, string>(Object.entries(kindNames)).get(connector) ?? 'the directory';
}
