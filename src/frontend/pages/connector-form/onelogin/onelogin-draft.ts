import type { OneLoginSettings } from '../../../../domain/onelogin-settings';
import type { SelectionSettings } from '../../../../domain/selection-settings';
import { isWholeNumber } from '../../../words/number-text';
import { defaultMinimumRemainingCalls } from '../default-settings';
import type { FieldErrors } from '../field-errors';

export interface OneLoginDraft {
  readonly kind: 'onelogin';
  readonly region: OneLoginSettings['region'];
  readonly subdomain: string;
  readonly clientId: string;
  readonly groupSources: OneLoginSettings['groupSources'];
  readonly minimumRemainingCalls: string;
}

export const emptyOneLoginDraft: OneLoginDraft = {
  kind: 'onelogin',
  region: 'us',
  subdomain: '',
  clientId: '',
  groupSources: ['roles'],
  minimumRemainingCalls: String(defaultMinimumRemainingCalls),
};

export function oneLoginDraftOf(settings: OneLoginSettings): OneLoginDraft {
  return {
    kind: 'onelogin',
    region: settings.region,
    subdomain: settings.subdomain ?? '',
    clientId: settings.clientId,
    groupSources: settings.groupSources,
    minimumRemainingCalls: String(settings.minimumRemainingCalls),
  };
}

export function oneLoginSettingsOf(draft: OneLoginDraft): Omit<OneLoginSettings, keyof SelectionSettings> {
  return {
    region: draft.region,
    ...(draft.region === 'subdomain' ? { subdomain: draft.subdomain.trim() } : {}),
    clientId: draft.clientId.trim(),
    groupSources: [...draft.groupSources],
    minimumRemainingCalls: Number(draft.minimumRemainingCalls),
  };
}

export function oneLoginErrors(draft: OneLoginDraft): FieldErrors<keyof OneLoginDraft> {
  return {
    ...subdomainError(draft),
    ...(draft.clientId.trim() === '' ? { clientId: 'Enter the client ID of the API credential.' } : {}),
    ...(draft.groupSources.length === 0
      ? { groupSources: 'Choose at least one: roles, member_of or group.' }
      : {}),
    ...(isWholeNumber(draft.minimumRemainingCalls, 1_000_000)
      ? {}
      : { minimumRemainingCalls: 'Enter a whole number from 0 to 1,000,000.' }),
  };
}

function subdomainError(draft: OneLoginDraft): FieldErrors<keyof OneLoginDraft> {
  if (draft.region !== 'subdomain' || draft.subdomain.trim() !== '') return {};
  return { subdomain: 'Enter the first part of your OneLogin address: “acme” of acme.onelogin.com.' };
}
