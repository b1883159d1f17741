import { createHash } from 'node:crypto';
import type { Connection, ConnectionState, ConnectorConfiguration } from '../domain/connection';
import { attributesOf, type SyncRules } from '../domain/sync-rules';

/** What a change of settings means for the runs that follow. */
export interface SettingsChange {
  /** The settings may lead to other people and other groups: their ids mean nothing here. */
  readonly isOtherDirectory: boolean;
  /** Other people or groups take part: the next run is a preview again. */
  readonly needsPreview: boolean;
}

type Settings = Pick<Connection, 'configuration' | 'rules'>;

export function settingsChange(before: Settings, after: Settings): SettingsChange {
  const isOtherDirectory = directoryOf(before.configuration) !== directoryOf(after.configuration);
  const isOtherChoice =
    selectionOf(before.configuration) !== selectionOf(after.configuration) ||
    waysOf(before.rules) !== waysOf(after.rules);
  return { isOtherDirectory, needsPreview: isOtherDirectory || isOtherChoice };
}

/** Names everything of which a preview must have been seen: the directory, who and what takes part, and where groups lead. */
export function previewKeyOf({ configuration, rules }: Settings): string {
  const parts = [directoryOf(configuration), selectionOf(configuration), waysOf(rules)];
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex');
}

/** Whether the next run must be a preview: nobody should find out by the result what new settings do. */
export function isUnseen(state: ConnectionState | undefined, settings: Settings): boolean {
  if (state?.firstPreviewAtMs === undefined) return true;
  return state.previewed !== undefined && state.previewed !== previewKeyOf(settings);
}

/** Who takes part by their attributes, and where groups lead. The order of renames counts. */
function waysOf({ mapping, conditions }: SyncRules): string {
  return JSON.stringify([mapping, conditions]);
}

/** The host that the secret is sent to, and for Entra the tenant. */
export function placeOf(configuration: ConnectorConfiguration): string {
  if (configuration.kind === 'okta') return configuration.settings.baseUrl.toLowerCase();
  if (configuration.kind === 'entra') {
    const { cloud, tenantId } = configuration.settings;
    return `${cloud} ${tenantId.toLowerCase()}`;
  }
  const { region, subdomain = '' } = configuration.settings;
  return region === 'subdomain' ? `subdomain ${subdomain}`.toLowerCase() : region;
}

/**
 * Names everything that a read depends on: the settings without those that only say how fast and how often, the attributes that are read, and when the
 * secret was set. What
 * was read with another fingerprint is not gone on from.
 */
export function fingerprintOf({ configuration, rules, secretSetAtMs }: Connection): string {
  const { kind, settings } = configuration;
  const attributes = attributesOf(rules);
  return createHash('sha256')
    .update(canonical({ kind, settings: without(settings, pace), secretSetAtMs, attributes }))
    .digest('hex');
}

/** OneLogin's shared hosts tell accounts apart by the credential alone, so another client ID may be another account. */
function directoryOf(configuration: ConnectorConfiguration): string {
  const account = configuration.kind === 'onelogin' ? configuration.settings.clientId : '';
  return `${configuration.kind} ${placeOf(configuration)} ${account}`;
}

/** Settings that decide how a read goes, not what it finds. */
const pace = ['minimumRemainingCalls', 'minimumRemainingShare', 'reading', 'systemLog'];
/** Settings that decide who asks, where the directory stays the same. */
const credentials = ['clientId', 'auth', 'keyId'];

function selectionOf({ settings }: ConnectorConfiguration): string {
  return canonical(without(settings, [...pace, ...credentials]));
}

function without(settings: object, names: readonly string[]): object {
  return Object.fromEntries(Object.entries(settings).filter(([name]) => !names.includes(name)));
}

/** The same text for the same value, whatever the order of keys and of lists: every list in the settings is a set. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).toSorted().join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? '';
  const entries = Object.entries(value).map(([name, part]) => `${JSON.stringify(name)}:${canonical(part)}`);
  return `{${entries.toSorted().join(',')}}`;
}
