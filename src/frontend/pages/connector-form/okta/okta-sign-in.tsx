import type { OktaSettings } from '../../../../domain/okta-settings';
import { ChoiceRow } from '../../../components/choice-row';
import { TextRow } from '../../../components/text-row';
import type { PartProps } from '../form-props';
import { AddressConsentNotice } from './address-consent-notice';
import type { OktaDraft } from './okta-draft';

const ways: readonly { readonly value: OktaSettings['auth']; readonly label: string }[] = [
  { value: 'token', label: 'API token' },
  { value: 'private-key', label: 'Service app with a private key (OAuth 2.0)' },
];

const wayHelp: Record<OktaSettings['auth'], string> = {
  token: 'The quickest way: one token, with the rights of the person who created it.',
  'private-key': 'For rights that belong to no person.',
};

export function OktaSignIn(form: PartProps<OktaDraft>) {
  const { draft, errors, change } = form;
  return (
    <>
      <div className="field">
        <TextRow
          label="Okta address"
          isRequired
          value={draft.baseUrl}
          error={errors.baseUrl}
          help="Where people sign in, such as https://acme.okta.com: without “-admin”, and without a path."
          onChange={(baseUrl) => change({ baseUrl })}
        />
        <AddressConsentNotice address={draft.baseUrl} />
      </div>
      <ChoiceRow
        label="Sign in with"
        options={ways}
        value={draft.auth}
        error={errors.auth}
        help={wayHelp[draft.auth]}
        onChange={(auth) => change({ auth })}
      />
      {draft.auth === 'private-key' && <ServiceApp {...form} />}
    </>
  );
}

function ServiceApp({ draft, errors, change }: PartProps<OktaDraft>) {
  return (
    <>
      <TextRow
        label="Client ID"
        isRequired
        value={draft.clientId}
        error={errors.clientId}
        onChange={(clientId) => change({ clientId })}
      />
      <TextRow
        label="Key ID"
        value={draft.keyId}
        error={errors.keyId}
        help="The “kid” that stands beside the public key. Needed only when the app has several keys and the private key does not name itself."
        onChange={(keyId) => change({ keyId })}
      />
    </>
  );
}
