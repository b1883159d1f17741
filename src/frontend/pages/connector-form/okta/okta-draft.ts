import type { OktaSettings } from '../../../../domain/okta-settings';
import type { SelectionSettings } from '../../../../domain/selection-settings';
import { isNumberUpTo, percentText, shareOf } from '../../../words/number-text';
import { defaultOktaRemainingShare } from '../default-settings';
import type { FieldErrors } from '../field-errors';
import { addressOf } from './okta-address';

export interface OktaDraft {
  readonly kind: 'okta';
  readonly baseUrl: string;
  readonly auth: OktaSettings['auth'];
  readonly clientId: string;
  readonly keyId: string;
  readonly groupTypes: OktaSettings['groupTypes'];
  /** In percent. */
  readonly minimumRemainingShare: string;
  readonly systemLog: OktaSettings['systemLog'];
}

export const emptyOktaDraft: OktaDraft = {
  kind: 'okta',
  baseUrl: '',
  auth: 'token',
  clientId: '',
  keyId: '',
  groupTypes: ['OKTA_GROUP'],
  minimumRemainingShare: percentText(defaultOktaRemainingShare),
  systemLog: 'when-allowed',
};

export function oktaDraftOf(settings: OktaSettings): OktaDraft {
  return {
    kind: 'okta',
    baseUrl: settings.baseUrl,
    auth: settings.auth,
    clientId: settings.clientId ?? '',
    keyId: settings.keyId ?? '',
    groupTypes: settings.groupTypes,
    minimumRemainingShare: percentText(settings.minimumRemainingShare),
    systemLog: settings.systemLog,
  };
}

export function oktaSettingsOf(draft: OktaDraft): Omit<OktaSettings, keyof SelectionSettings> {
  return {
    baseUrl: addressOf(draft.baseUrl),
    auth: draft.auth,
    ...(draft.auth === 'private-key' ? serviceAppOf(draft) : {}),
    groupTypes: [...draft.groupTypes],
    minimumRemainingShare: shareOf(draft.minimumRemainingShare),
    systemLog: draft.systemLog,
  };
}

function serviceAppOf({ clientId, keyId }: OktaDraft): Pick<OktaSettings, 'clientId' | 'keyId'> {
  return { clientId: clientId.trim(), ...(keyId.trim() === '' ? {} : { keyId: keyId.trim() }) };
}

export function oktaErrors(draft: OktaDraft): FieldErrors<keyof OktaDraft> {
  return {
    ...(draft.baseUrl.trim() === ''
      ? { baseUrl: 'Enter the address of your Okta organization, such as https://acme.okta.com.' }
      : {}),
    ...(draft.auth === 'private-key' && draft.clientId.trim() === ''
      ? { clientId: 'Enter the client ID of the service app.' }
      : {}),
    ...(draft.groupTypes.length === 0 ? { groupTypes: 'Choose at least one kind of groups.' } : {}),
    ...(isNumberUpTo(draft.minimumRemainingShare, 95)
      ? {}
      : { minimumRemainingShare: 'Enter a percentage from 0 to 95.' }),
  };
}
