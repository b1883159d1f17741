import type { DirectoryGroup } from '../../domain/directory';
import { FailureError } from '../../domain/failure';
import { selectGroups, type GroupSelection } from '../../domain/group-selection';
import type { OktaSettings } from '../../domain/okta-settings';
import { quoted } from '../../http/wording';
import { oktaGroupId } from './read-groups';

/** Every group that is synchronised has one of the chosen types; any group may be required or excluded. */
export function selectOktaGroups(settings: OktaSettings, groups: readonly DirectoryGroup[]): GroupSelection {
  const types = new Set<string>(settings.groupTypes);
  return selectGroups(groups, settings, { isOffered: (group) => types.has(group.kind) });
}

/** A name that means nothing is told before anything is spent on the read. */
export function refuseUnknown(selection: GroupSelection, settings: OktaSettings): void {
  const { unknownRequired, unknownExcluded = [] } = selection;
  const [names, what, field] =
    unknownRequired.length > 0
      ? [unknownRequired, 'required', 'requiredGroups']
      : [unknownExcluded, 'excluded', 'excludedGroups'];
  if (names.length === 0) return;
  const where = settings.filters?.groups?.query === undefined ? 'in Okta' : 'that the query for groups names';
  throw new FailureError({
    kind: 'settings-rejected',
    field: `configuration.settings.${field}`,
    message: `No group ${where} is called ${quoted(names)}. Correct the ${what} groups and run again; nothing was changed.`,
  });
}

/** As Okta knows them. */
export function idsOf(groups: readonly DirectoryGroup[]): readonly string[] {
  return groups.map((group) => oktaGroupId(group.id));
}
