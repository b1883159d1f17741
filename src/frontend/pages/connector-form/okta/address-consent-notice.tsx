import Button from '@atlaskit/button/default/button';
import SectionMessage from '@atlaskit/section-message';
import { useAddressConsent, useAllowAddress } from '../../../api/allowed-addresses';
import { useSettled } from '../../../components/use-settled';
import { customOrigin } from './okta-address';

const typingPauseMs = 600;

/** An address of one's own is not among those that every site lets the app call: an administrator must agree to it. */
export function AddressConsentNotice({ address }: { address: string }) {
  const origin = customOrigin(useSettled(address, typingPauseMs));
  const consent = useAddressConsent(origin);
  return (
    <div aria-live="polite">
      {origin !== undefined && consent === 'given' && <Given origin={origin} />}
      {origin !== undefined && consent !== 'given' && <Missing key={origin} origin={origin} />}
    </div>
  );
}

function Given({ origin }: { origin: string }) {
  return <p className="field-help">This site allows the app to reach {new URL(origin).hostname}.</p>;
}

function Missing({ origin }: { origin: string }) {
  const allow = useAllowAddress();
  const { hostname } = new URL(origin);
  return (
    <SectionMessage appearance="warning" title={`This site must allow ${hostname}`}>
      <p>
        The app may reach only addresses of Okta’s own, such as acme.okta.com. For an address of your own an
        administrator of the site must agree. You can also enter your organization’s address at Okta instead;
        both lead to the same people.
      </p>
      {allow.isError && (
        <p role="alert">
          {hostname} was not allowed. Only an administrator of the site can allow it, and must choose to do so
          in the dialog that opens.
        </p>
      )}
      <div className="message-action">
        <Button isLoading={allow.isPending} onClick={() => allow.mutate(origin)}>
          Allow {hostname}
        </Button>
      </div>
    </SectionMessage>
  );
}
