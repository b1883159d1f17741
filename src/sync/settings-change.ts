import type { ConnectorConfiguration } from '../domain/connection';

/** What a change of settings means for the runs that follow. */
export interface SettingsChange {
  /** The settings may lead to other people and other groups: their ids mean nothing here. */
  readonly isOtherDirectory: boolean;
  /** Other people or groups take part: the next run is a preview again. */
  readonly needsPreview: boolean;
}

/** OneLogin's shared hosts tell accounts apart by the credential alone, so another client ID may be another account. */
export function settingsChange(
  before: ConnectorConfiguration,
  after: ConnectorConfiguration,
): SettingsChange {
  const [old, next] = [before.settings, after.settings];
  const isOtherDirectory =
    before.kind !== after.kind || placeOf(before) !== placeOf(after) || old.clientId !== next.clientId;
  const isOtherScope =
    !isSameSet(old.groupSources, next.groupSources) || !isSameSet(old.requiredGroups, next.requiredGroups);
  return { isOtherDirectory, needsPreview: isOtherDirectory || isOtherScope };
}

/** The host that the secret is sent to. */
export function placeOf({ settings }: ConnectorConfiguration): string {
  return settings.region === 'subdomain'
    ? `subdomain ${settings.subdomain ?? ''}`.toLowerCase()
    : settings.region;
}

function isSameSet(one: readonly string[], other: readonly string[]): boolean {
  return one.toSorted().join('\n') === other.toSorted().join('\n');
}
