import type { EntraSettings } from '../../../../domain/entra-settings';
import type { SelectionSettings } from '../../../../domain/selection-settings';
import { isNumberUpTo, percentText, shareOf } from '../../../words/number-text';
import { largestEntraRemainingShare } from '../default-settings';
import type { FieldErrors } from '../field-errors';

export interface EntraDraft {
  readonly kind: 'entra';
  readonly cloud: EntraSettings['cloud'];
  readonly tenantId: string;
  readonly clientId: string;
  readonly auth: EntraSettings['auth'];
  readonly groupKinds: EntraSettings['groupKinds'];
  readonly nestedGroups: EntraSettings['nestedGroups'];
  readonly guests: EntraSettings['guests'];
  /** In percent. */
  readonly minimumRemainingShare: string;
}

export const largestPercent = largestEntraRemainingShare * 100;

export const emptyEntraDraft: EntraDraft = {
  kind: 'entra',
  cloud: 'global',
  tenantId: '',
  clientId: '',
  auth: 'secret',
  groupKinds: ['security', 'onPremises'],
  nestedGroups: 'flatten',
  guests: 'exclude',
  minimumRemainingShare: percentText(largestEntraRemainingShare),
};

export function entraDraftOf(settings: EntraSettings): EntraDraft {
  return {
    kind: 'entra',
    cloud: settings.cloud,
    tenantId: settings.tenantId,
    clientId: settings.clientId,
    auth: settings.auth,
    groupKinds: settings.groupKinds,
    nestedGroups: settings.nestedGroups,
    guests: settings.guests,
    minimumRemainingShare: percentText(settings.minimumRemainingShare),
  };
}

export function entraSettingsOf(draft: EntraDraft): Omit<EntraSettings, keyof SelectionSettings> {
  const { kind: _kind, ...own } = draft;
  return {
    ...own,
    tenantId: draft.tenantId.trim(),
    clientId: draft.clientId.trim(),
    groupKinds: [...draft.groupKinds],
    minimumRemainingShare: shareOf(draft.minimumRemainingShare),
  };
}

export function entraErrors(draft: EntraDraft): FieldErrors<keyof EntraDraft> {
  return {
    ...(draft.tenantId.trim() === ''
      ? { tenantId: 'Enter the directory (tenant) ID, or a domain of the tenant.' }
      : {}),
    ...(draft.clientId.trim() === '' ? { clientId: 'Enter the application (client) ID.' } : {}),
    ...(draft.groupKinds.length === 0 ? { groupKinds: 'Choose at least one kind of groups.' } : {}),
    ...(isNumberUpTo(draft.minimumRemainingShare, largestPercent)
      ? {}
      : { minimumRemainingShare: `Enter a percentage from 0 to ${largestPercent}.` }),
  };
}
