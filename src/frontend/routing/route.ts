import type { ConnectorKind } from '../../domain/connection';
import { changesFilterOf, changesPath, type ChangesFilter } from './changes-address';
import { historyFilterOf, historyPath, type HistoryFilter } from './history-address';

export const connectorKinds: readonly ConnectorKind[] = ['onelogin', 'okta', 'entra'];

/** The tabs of a connector that are one form: what is typed in any of them is saved together. */
export const formTabs = [
  'general',
  'what-to-sync',
  'filters',
  'groups',
  'people',
  'safety',
  'sync-settings',
] as const;
export type FormTab = (typeof formTabs)[number];

export const connectorTabs = [...formTabs, 'managed-groups', 'runs'] as const;
export type ConnectorTab = (typeof connectorTabs)[number];

export const settingsTabs = ['access', 'protected', 'defaults', 'notifications', 'files', 'audit'] as const;
export type SettingsTab = (typeof settingsTabs)[number];

/** Whom or what is explained, by the ids that a search gives; with both, one membership. */
export interface SubjectIds {
  readonly userId?: string;
  readonly groupId?: string;
}

/** Every place of the page. */
export type Route =
  | { readonly page: 'connectors' }
  | { readonly page: 'choose-connector' }
  | { readonly page: 'create-connector'; readonly kind: ConnectorKind }
  | { readonly page: 'connector'; readonly id: string; readonly tab: ConnectorTab }
  | { readonly page: 'explain'; readonly id: string; readonly subject: SubjectIds }
  | { readonly page: 'run'; readonly runId: string; readonly changes: ChangesFilter }
  | { readonly page: 'audit'; readonly connectionId: string }
  | { readonly page: 'import' }
  | { readonly page: 'history'; readonly filter: HistoryFilter }
  | { readonly page: 'settings'; readonly tab: SettingsTab }
  | { readonly page: 'not-found' };

export function parseRoute(path: string): Route {
  const parts = path.split('/').filter((part) => part !== '');
  const [first, second, ...rest] = parts;
  if (first === undefined) return { page: 'connectors' };
  if (first === 'history') return { page: 'history', filter: historyFilterOf(parts.slice(1).map(decoded)) };
  if (second === undefined) return placeOfOneWord(first);
  if (first === 'create') return createRoute(second);
  if (first === 'runs') return { page: 'run', runId: second, changes: changesFilterOf(rest.map(decoded)) };
  if (first === 'connectors') return connectorRoute(second, rest);
  if (first === 'settings') return settingsRoute(second);
  return { page: 'not-found' };
}

function placeOfOneWord(word: string): Route {
  if (word === 'create') return { page: 'choose-connector' };
  if (word === 'import') return { page: word };
  // Addresses of earlier versions.
  if (word === 'site' || word === 'settings') return { page: 'settings', tab: 'access' };
  if (word === 'audit') return { page: 'settings', tab: 'audit' };
  return { page: 'not-found' };
}

function settingsRoute(tab: string): Route {
  const known = settingsTabs.find((name) => name === tab);
  return known === undefined ? { page: 'not-found' } : { page: 'settings', tab: known };
}

function createRoute(kind: string): Route {
  const known = connectorKinds.find((name) => name === kind);
  return known === undefined ? { page: 'not-found' } : { page: 'create-connector', kind: known };
}

function connectorRoute(id: string, [tab, ...rest]: readonly string[]): Route {
  if (tab === 'explain') return { page: 'explain', id, subject: subjectOf(rest) };
  if (tab === 'audit') return { page: 'audit', connectionId: id };
  const known = connectorTabs.find((name) => name === (tab ?? 'general'));
  return known === undefined ? { page: 'not-found' } : { page: 'connector', id, tab: known };
}

/** `person/<id>`, `group/<id>`, or one after the other. */
function subjectOf([kind, id, ...rest]: readonly string[]): SubjectIds {
  if (id === undefined) return {};
  const own = kind === 'person' ? { userId: decoded(id) } : { groupId: decoded(id) };
  return { ...own, ...subjectOf(rest) };
}

/** A product's history may have decoded the address already. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    return part;
  }
}

function subjectPath({ userId, groupId }: SubjectIds): string {
  const person = userId === undefined ? '' : `/person/${encodeURIComponent(userId)}`;
  return groupId === undefined ? person : `${person}/group/${encodeURIComponent(groupId)}`;
}

/** The addresses of the pages, for links. `parseRoute` reads each of them. */
export const paths = {
  connectors: '/',
  chooseConnector: '/create',
  createConnector: (kind: ConnectorKind) => `/create/${kind}`,
  connector: (id: string, tab: ConnectorTab = 'general') => `/connectors/${id}/${tab}`,
  explain: (id: string, subject: SubjectIds = {}) => `/connectors/${id}/explain${subjectPath(subject)}`,
  connectorAudit: (id: string) => `/connectors/${id}/audit`,
  run: changesPath,
  settings: (tab: SettingsTab = 'access') => `/settings/${tab}`,
  site: '/settings/access',
  audit: '/settings/audit',
  import: '/import',
  history: historyPath,
};
